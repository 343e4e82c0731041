/* What a file is in which somebody keeps a list, by its bytes and whatever its name. */
#ifndef RENDER_SHEET_KIND_H
#define RENDER_SHEET_KIND_H

#include <stddef.h>

enum sheet_kind {
    SHEET_TEXT, /* none of those below: text, it may be CSV */
    SHEET_UTF16,
    SHEET_UTF16_BIG,
    SHEET_WORKBOOK, /* a ZIP file with parts of a workbook, or so cut off that its parts cannot be seen */
    SHEET_OLD_WORKBOOK,
    SHEET_LOCKED_WORKBOOK, /* with a password */
    SHEET_OPEN_DOCUMENT,
    SHEET_WORD,
    SHEET_PDF,
    SHEET_MARKUP,  /* HTML or XML, as some programs write under the name .xls */
    SHEET_ARCHIVE, /* ZIP with something else, RAR, 7z, gzip */
    SHEET_PICTURE,
};
enum sheet_kind sheet_kind_of(const void *bytes, size_t n);

#endif
