/* What may stand in a cell at all, before it means anything. */
#ifndef DOMAIN_IMPORT_CELL_H
#define DOMAIN_IMPORT_CELL_H

#include "base/date.h"
#include "domain/file/person.h"
#include "domain/import/order_import_header.h"
#include "domain/import/order_import_note.h"
#include "domain/work/work.h"
#include "render/csv.h"

#define IMPORT_NO_SURNAME  "pa mbiemër"  /* in the column of surnames: she has one name only */
#define IMPORT_INDEPENDENT "independent" /* in the column of the order before: it stands by itself */

struct import_cells { /* a line under way; what is read of it lives in w->arena */
    struct work *w;
    const struct import_header *header;
    const struct csv_row *line;
    struct import_notes *notes;
    bool dates_bad; /* a date could not be read: what the domain says of dates follows from that */
};

/* The text of a cell, trimmed, NULL when it says nothing; it may be changed in place. Noted are: what is no
 * UTF-8, or was misread on the way (asked, with the reading that is meant), what a spreadsheet writes for a
 * value it has not, ditto marks, letters that were lost; and where the column is not needed, a sign for "not
 * known" is taken as nothing, with a warning. */
char *import_cell_text(struct import_cells *c, enum import_column column);
/* A day, also with a time behind it ("05.10.2026 0:00"); DATE_NONE: none, or a fault. */
date import_cell_date(struct import_cells *c, enum import_column column);
/* A name, or NULL; "-", "?", "0" and "not known" name nobody, which is a fault. */
const char *import_cell_name(struct import_cells *c, enum import_column column);
void import_cell_surname(struct import_cells *c, enum import_column column, struct person_new *who);
/* The number of an order, with a warning where a spreadsheet has made something else of it: "Dec-26",
 * "46357", "01.12.2026". */
const char *import_cell_number(struct import_cells *c);

/* The parts of one entry with bars between, each cleaned, into parts, as many as there is room for. false:
 * there are more. */
bool import_text_parts(char *entry, char **parts, size_t most, size_t *ret_count);
/* It says that there is nothing, or that nobody knows: "-", "?", "0", "nuk dihet". */
bool import_text_nothing(const char *text);
/* ERR_INPUT: no day, with or without a time. */
err import_text_date(const char *text, date *ret) MUST_CHECK;

#endif
