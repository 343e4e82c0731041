/* One sheet as a spreadsheet file (XLSX), row by row: a title, a header that stays in sight and on every
 * printed page, rows, sums as formulas that carry their value. Rows are put aside as they come: those of a
 * short list in memory, those of a long one in a file of mode 0600 that has no name any more (in TMPDIR), for
 * they are personal data. The same rows give the same bytes. */
#ifndef RENDER_XLSX_H
#define RENDER_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

#define XLSX_COLUMNS_MAX 34
#define XLSX_TYPE        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" /* as it is sent */

enum xlsx_kind {
    XLSX_TEXT, /* as it is: never a formula, a link or a number; leading zeros stay */
    XLSX_LEK,  /* whole lekë, shown with thousands apart (#,##0) */
    XLSX_DATE, /* shown dd.mm.yyyy */
    XLSX_BLANK /* for people to write on */
};

struct xlsx_column {
    const char *heading;
    enum xlsx_kind kind;
    int width; /* characters */
    bool sum;  /* XLSX_LEK: stands in the rows of sums */
};

struct xlsx_cell {
    const char *text; /* XLSX_TEXT; NULL: empty */
    int64_t number;   /* XLSX_LEK */
    bool none;        /* XLSX_LEK: empty */
    bool said;        /* XLSX_LEK: a text instead of a number */
    date day;         /* XLSX_DATE; DATE_NONE and DATE_OPEN: empty */
};

enum xlsx_of { XLSX_ALL, XLSX_POSITIVE, XLSX_NEGATIVE };
struct xlsx_sum { /* a row below the others; its label stands in the first column of texts */
    const char *label;
    enum xlsx_of of; /* which numbers of a column it adds up */
};

struct xlsx_sheet {          /* all of it lives until xlsx_close */
    const char *name;        /* of the tab: at most 31 characters, none of []:*?/\ */
    const char *const *head; /* lines above the table, the first is the title; NULL behind the last */
    const struct xlsx_column *columns;
    size_t column_count; /* 1 … XLSX_COLUMNS_MAX */
    const struct xlsx_sum *sums;
    size_t sum_count;
    const char *const *foot; /* lines below it; NULL behind the last */
    bool landscape;
    int row_height;  /* points; 0: as usual */
    int64_t created; /* instant that the file names, not asked from the clock */
    int64_t rows;    /* about how many are to come: says where they are put aside */
};

struct xlsx;

/* ERR_INPUT: a sheet that cannot be; ERR_SYSTEM: no memory, no place for the file. */
err xlsx_open(const struct xlsx_sheet *sheet, struct xlsx **ret) MUST_CHECK;
/* One cell per column. ERR_LIMIT: beyond what a sheet holds (1 048 576 rows, 32 767 characters in a cell). */
err xlsx_row(struct xlsx *x, const struct xlsx_cell *cells) MUST_CHECK;
/* The sums, and the whole file appended to *out; x is done for, whatever the outcome. ERR_SYSTEM: a disk or
 * memory was full on the way; what has lost its end is never given out. */
err xlsx_close(struct xlsx **x, struct buf *out) MUST_CHECK;
/* Without a file: for CLEANUP. Takes what xlsx_close has left, too. */
void xlsx_drop(struct xlsx **x);

#endif
