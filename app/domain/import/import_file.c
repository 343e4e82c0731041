/* Files as they are brought: what they are is seen in their bytes, never taken from their name. */
#include "domain/import/import_file.h"

#include <string.h>

#include "base/text.h"
#include "domain/import/order_import_header.h"
#include "render/sheet_kind.h"
#include "render/utf16.h"

#define TITLE_LINES_MAX 10 /* lists have a title, perhaps with the year and the office below it */
#define HEADINGS_MIN    3  /* a line with so many headings names the columns */

static const struct {
    const char *code, *reason;
} REFUSED[] = {
    [SHEET_WORKBOOK] = {"workbook", "This is a workbook (XLSX): save the sheet as \"CSV UTF-8\"."},
    [SHEET_OLD_WORKBOOK] = {"old_workbook",
                            "This is a workbook of an old kind (.xls): save it as XLSX or \"CSV UTF-8\"."},
    [SHEET_LOCKED_WORKBOOK] = {"locked_workbook",
                               "This workbook is locked with a password: save it without one."},
    [SHEET_OPEN_DOCUMENT] = {"open_document",
                             "This is an OpenDocument file: save the sheet as XLSX or \"CSV UTF-8\"."},
    [SHEET_WORD] = {"word_document", "This is a text document (Word): the list must be a sheet or CSV."},
    [SHEET_PDF] = {"pdf", "This is a PDF: the list must be a sheet or CSV."},
    [SHEET_MARKUP] = {"web_page", "This is a web page or XML, whatever its name: save it as XLSX."},
    [SHEET_ARCHIVE] = {"archive", "This is an archive: take the list out of it."},
    [SHEET_PICTURE] = {"picture", "This is a picture: the list must be a sheet or CSV."},
};

static void refused_note(struct import_notes *notes, enum sheet_kind kind)
{
    notes->line = 1;
    import_note_add(notes, NOTE_FAULT, "", REFUSED[kind].code, "%s", REFUSED[kind].reason);
}

/* Nothing is left out: where a half of a sign is missing, the file is not what it says it is. */
static err utf16_take(struct import_file *f, bool big, struct import_notes *notes, bool *ret_readable)
{
    err e = utf16_decode(f->bytes, f->size, big, &f->text);

    if (e != ERR_INPUT)
        return e;
    notes->line = 1;
    import_note_add(notes, NOTE_FAULT, "", "bad_text", "This is cut off, or no UTF-16 text.");
    *ret_readable = false;
    return OK;
}

static void rewind_lines(struct import_file *f)
{
    if (f->text.len)
        csv_open(&f->csv, f->text.data, f->text.len);
    else
        csv_open(&f->csv, f->bytes, f->size);
}

err import_file_open(struct work *w, const void *bytes, size_t n, struct import_notes *notes,
                     struct import_file *ret, bool *ret_readable)
{
    enum sheet_kind kind = sheet_kind_of(bytes, n);
    err e = OK;

    *ret = (struct import_file){.w = w, .bytes = bytes, .size = n};
    *ret_readable = true;
    if (kind == SHEET_UTF16 || kind == SHEET_UTF16_BIG) {
        e = utf16_take(ret, kind == SHEET_UTF16_BIG, notes, ret_readable);
    } else if (kind != SHEET_TEXT) {
        refused_note(notes, kind);
        *ret_readable = false;
    }
    rewind_lines(ret);
    return e;
}

void import_file_close(struct import_file *f)
{
    buf_wipe(&f->text);
}

static bool blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!text_empty(row->cells[i]))
            return false;
    return true;
}

err import_file_next(struct import_file *f, struct import_line *ret)
{
    bool more;
    err e;

    do {
        arena_reset(f->w->arena);
        *ret = (struct import_line){0};
        more = true;
        e = csv_next(&f->csv, f->w->arena, &ret->row, &more);
        ret->broken = e == ERR_INPUT;
        ret->none = !e && !more;
        if (e && !ret->broken)
            return e;
    } while (!ret->broken && !ret->none && blank(&ret->row));
    return OK;
}

err import_file_head(struct import_file *f, struct import_notes *notes, struct import_line *ret)
{
    size_t above = 0;
    err e;

    do {
        if ((e = import_file_next(f, ret)))
            return e;
        if (!ret->broken && !ret->none && import_headings_known(&ret->row) >= HEADINGS_MIN) {
            if (above) {
                notes->line = 1;
                import_note_add(notes, NOTE_WARNING, "", "above_heading",
                                "What stands above line %zu is taken for a title.", ret->row.line);
            }
            f->body = f->csv;
            return OK;
        }
    } while (!ret->none && ++above < TITLE_LINES_MAX);
    /* None of them names columns: what is wrong is said of the first. */
    rewind_lines(f);
    e = import_file_next(f, ret);
    f->body = f->csv;
    return e;
}

void import_file_again(struct import_file *f)
{
    f->csv = f->body;
}

void import_line_broken(struct import_notes *notes, const struct import_line *line)
{
    notes->line = line->row.line;
    import_note_add(
        notes, NOTE_FAULT, "", "bad_csv",
        "A quote does not close, a character stands behind a closing quote, or there is a NUL byte.");
}
