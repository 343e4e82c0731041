/* What is counted, wherever it stands: the persons of one noun under some conditions. Two tables that print
 * it tell the same. */
#ifndef DOMAIN_REPORT_QUANTITY_H
#define DOMAIN_REPORT_QUANTITY_H

#include "domain/report/report_table.h"

/* Those of a measure, and one of the row it stands in. */
#define QUANTITY_CONDITIONS (REPORT_WHERES + 1)

struct quantity_condition {
    enum fact_by by;
    const char *values; /* with a blank between; a name is one value; NULL: what is not known */
    bool name;
};
struct quantity {
    const struct fact_noun *noun;
    struct quantity_condition condition[QUANTITY_CONDITIONS];
    size_t count;    /* of conditions */
    int64_t persons; /* who make it up */
};

/* Of a cell; its column counts something (not HOW_NOT_OURS). */
struct quantity quantity_of(const struct report_table *t, size_t row, size_t column);
/* Whether whoever makes up the part belongs to the whole by what both are called; each is of its own part. */
bool quantity_within(const struct quantity *part, const struct quantity *whole);
bool quantity_same(const struct quantity *a, const struct quantity *b);
/* Whether the part is the whole under one condition more; *ret_more is that condition. */
bool quantity_splits(const struct quantity *part, const struct quantity *whole,
                     struct quantity_condition *ret_more);
/* Whether nothing can meet both; they are of one dimension. */
bool conditions_part(const struct quantity_condition *a, const struct quantity_condition *b);

#endif
