/* The table of some days: what a definition comes to in them. */
#ifndef DOMAIN_REPORT_TABLE_H
#define DOMAIN_REPORT_TABLE_H

#include "domain/report/report_definition.h"

struct report_cell {
    int64_t value;
    bool known;      /* false: not ours, or nobody has stated it */
    bool hidden;     /* small, or a small one could be worked out from it */
    int64_t persons; /* behind the value: what it is hidden by */
};
struct report_row {
    const char *name; /* as facts tell it; NULL: the whole, or not known */
    const char *text, *text_en;
    bool whole; /* the last row, of all */
};
struct report_table {
    const struct report_definition *of;
    size_t rows;
    struct report_row *row;
    struct report_cell *cells; /* row by row */
};

/* d was checked (report_check). Inside a transaction for reading. */
err report_table_count(struct work *w, const struct report_definition *d, date from, date until,
                       struct report_table *ret) MUST_CHECK;

/* Which facts make a cell, and by which dimensions a noun must be read for it. */
unsigned report_wants(const struct report_definition *d, const struct fact_noun *noun);
bool report_counts(const struct report_measure *m, const struct fact *f);
bool report_row_takes(enum fact_by by, const struct report_row *row, const struct fact *f);

#endif
