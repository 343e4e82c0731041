/* Orders from a CSV file, as an Excel of a municipality writes it: every bad row is reported, all are taken
 * or none, and the same file a second time doubles nothing. */
#ifndef DOMAIN_ORDER_IMPORT_H
#define DOMAIN_ORDER_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/import/import_file.h"
#include "domain/import/order_import_note.h"
#include "domain/work/work.h"

struct import_options {
    bool dry_run;               /* say what would happen, write nothing */
    bool skip_bad;              /* take the good rows although others are bad or asked about */
    const char *const *confirm; /* questions answered with yes for all rows (domain/work/question.h) */
    size_t confirm_count;
    size_t rows_max; /* 0: IMPORT_ROWS_MAX */
    size_t shown;    /* how many rows the report shows as they are understood, the first of the file */
    size_t sheet;    /* of a workbook, counted from 1; 0: the one that holds a list */
    void (*progress)(void *context, size_t done, size_t total); /* NULL: nobody watches */
    void *context;
};

struct import_shown { /* a row as it is understood; texts NULL, days DATE_NONE where nothing stands */
    int64_t line;
    const char *state; /* "new", "there", "bad", "asked" */
    const char *kind, *issuer, *number, *first_name, *surname, *unit;
    date decision_date, start, end;
    int64_t children; /* and whoever else is named beside the first */
};

struct import_report {
    size_t read, taken, there; /* rows; there: in the register already */
    size_t bad, asked;         /* rows with a fault; rows that wait for a question to be confirmed */
    bool header_bad;           /* then no row was read */
    bool written; /* false: dry run, or rows bad or asked about without skip_bad; taken = would have been */
    struct import_note *notes; /* in order of the lines */
    size_t note_count;
    struct import_shown *shown; /* in order of the lines */
    size_t shown_count;
};

/* One transaction around everything, each row in a savepoint of its own. Bad rows are no error of the call.
 * - Rows of one issuer, number and date with different content are bad, all of them: the program cannot know
 *   which is right.
 * - An order of the register with these three counts as there already when it came from the same row or was
 *   registered by hand.
 * - A person whose personal number is known gets the order in the file where she is protected.
 * ERR_LIMIT: more than IMPORT_BYTES_MAX or IMPORT_ROWS_MAX. Logged "order.import" with the counts, besides
 * each "order.register". */
err order_import(struct work *w, const char *text, size_t n, const struct import_options *options,
                 struct import_report *ret) MUST_CHECK;

/* The same with dry_run, and logged: it is asked for by an account, and tells what the register has. */
err order_import_preview(struct work *w, const char *text, size_t n, const struct import_options *options,
                         struct import_report *ret) MUST_CHECK;

#endif
