/* The columns of the list that the office pays by: which of them, in which order, is the municipality's
 * choice. */
#ifndef DOMAIN_PAPER_COLUMN_H
#define DOMAIN_PAPER_COLUMN_H

#include "domain/work/work.h"

enum paper_column {
    PAPER_NR, /* of the line in its run */
    PAPER_SURNAME,
    PAPER_FIRST_NAME,
    PAPER_FATHER_NAME,
    PAPER_NID,
    PAPER_UNIT,
    PAPER_MONTH,
    PAPER_KIND,
    PAPER_AMOUNT,
    PAPER_COLLECTED_ON,
    PAPER_COLLECTED_BY,
    PAPER_SIGNATURE,
    PAPER_WAY, /* how she is paid */
    PAPER_ACCOUNT,
    PAPER_POST_OFFICE,
    PAPER_NOTES, /* for people to write on */
    PAPER_COLUMNS,
};
const char *paper_column_name(enum paper_column c); /* "father_name" */
/* "Atësia", where the office has no word of its own. It leaves the office, so it says nothing of why. */
const char *paper_column_heading(enum paper_column c);

struct paper_columns {
    enum paper_column at[PAPER_COLUMNS];
    const char *headings[PAPER_COLUMNS]; /* of each of them: the office's word, else the usual one */
    size_t count;
};
struct paper_heading { /* a word of the office's own */
    const char *name;  /* of the column */
    const char *heading;
};
/* In the order in which they are written. */
err paper_columns_read(struct work *w, struct paper_columns *ret) MUST_CHECK;
/* In place of those before. ERR_INPUT "unknown_column", "column_twice", "column_needed" (a surname and an
 * amount) at "columns"; at "headings[0].name" "unknown_column", also of one that is not chosen, and
 * "column_twice"; at "headings[0].heading" "required", "too_long", "bad_text", "telling". Logged
 * "payment_columns.set". */
err paper_columns_write(struct work *w, const char *const *names, size_t count,
                        const struct paper_heading *headings, size_t heading_count) MUST_CHECK;

#endif
