/* The address book from a list, as contact_sheet_write writes it or as somebody has kept it. */
#ifndef DOMAIN_CONTACT_IMPORT_H
#define DOMAIN_CONTACT_IMPORT_H

#include "domain/work/work.h"

#define CONTACT_ROWS_MAX 5000

struct contact_note {
    int64_t line;
    const char *column; /* "kind"; "": none */
    const char *code, *reason;
};
struct contact_report {
    int64_t read;           /* lines */
    int64_t added, changed; /* institutions */
    int64_t bad;            /* lines that cannot be read, and institutions that cannot be taken */
    bool written;
    struct contact_note *notes;
    size_t note_count;
};
/* Columns stand in any order, under their headings or their codes (contact_sheet.h). Lines of one name are
 * one institution; one that stands in the book gets what the list says of it, and keeps what the list does
 * not say; whatever is not said of a new one is "other", "local", not public. All or nothing: where anything
 * is bad, nothing is written; a list that says nothing new changes nothing. A choice is a code, or its text
 * in either language. ERR_INPUT "not_text" (a workbook, a picture), "no_names" (no such column); ERR_LIMIT
 * "too_many_rows". */
err contact_import(struct work *w, const char *text, size_t n, struct contact_report *ret) MUST_CHECK;

#endif
