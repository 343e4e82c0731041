/* What a period comes to by the definition of a report. */
#ifndef DOMAIN_REPORT_H
#define DOMAIN_REPORT_H

#include "domain/report/indicator_target.h"
#include "domain/report/report_period.h"
#include "domain/report/report_table.h"

struct report {
    const struct report_definition *of;
    struct report_period period;
    bool small_hidden;
    size_t rows; /* the values of the dimension, then the whole */
    struct report_row *row;
    struct report_cell *cells, *before; /* row by row: of the period, and of that before it */
    struct indicator_beside *beside; /* column by column: what the plan wants of the year; NULL: of no year,
                                        or nothing ever */
};

/* Whether it can be counted at all: ERR_INPUT "unknown_column" at "columns" where a measure asks its noun for
 * what that does not tell, or there are too many of them; at "rows" where one of them is not told apart by
 * the rows. */
err report_check(struct work *w, const struct report_definition *d) MUST_CHECK;

/* Small numbers are hidden from everybody who may not see files, and in what leaves the office: whole
 * calendar years that are over are all that such a reader gets, so that no two of his periods overlap;
 * ERR_INPUT "year_not_over" at "year" for any other. What leaves stays as it went out first, with the year
 * before (report_published.h). ERR_DENIED "forbidden". Else refusals of
 * report_check and report_period_read. Logged "report.read", and "report.export" where it leaves. The command
 * line, which holds the register, reads as it likes. Not in a transaction for reading. */
err report_make(struct work *w, const struct report_definition *d, const struct report_asked *in,
                struct report *ret) MUST_CHECK;

/* All reports of a year that is over, in the order of report_list, as they are told to who sees no file, each
 * counted once and without the year before (`before` is NULL). Refusals as report_make. Logged "report.read".
 * Not in a transaction for reading. */
err report_make_all(struct work *w, int64_t year, struct report **ret, size_t *ret_count) MUST_CHECK;

/* Files behind a cell, by number, for those who may see files: ERR_DENIED "forbidden" for others. Of sealed
 * files those that stand open to the actor; *ret_shut counts the others. ERR_INPUT "unknown_cell" at "row" or
 * "column". Logged "report.files". */
struct report_file {
    int64_t id;
    const char *number;
};
err report_files(struct work *w, const struct report *r, size_t row, size_t column, struct report_file **ret,
                 size_t *ret_count, int64_t *ret_shut) MUST_CHECK;

#endif
