/* A report as data: what is counted, by what, and of which noun. */
#ifndef DOMAIN_REPORT_DEFINITION_H
#define DOMAIN_REPORT_DEFINITION_H

#include "domain/report/fact.h"

enum report_how {
    HOW_MANY,     /* the weights of the facts */
    HOW_EACH,     /* who is told by them, each once; of facts that tell nobody apart: not known */
    HOW_AMOUNT,   /* the sum of their amounts; not known where one of them is not stated */
    HOW_MIDDLE,   /* the median of their amounts: the lower one of two; not known where there is none */
    HOW_TAIL,     /* what nine of ten amounts do not exceed (nearest rank); likewise */
    HOW_MOST,     /* the most who are told by those of one day */
    HOW_NOT_OURS, /* another office counts it: never 0 */
};
struct report_where {
    enum fact_by by;
    const char *values; /* with a blank between: one of them */
};
#define REPORT_WHERES 4
struct report_measure {
    const char *code, *text, *text_en;
    const struct fact_noun *noun; /* NULL: HOW_NOT_OURS */
    enum report_how how;
    struct report_where where[REPORT_WHERES]; /* all of them; BY_NONE ends them */
    bool inside; /* for whoever sees files, and hidden from all others: beside another it would tell of few */
};
struct report_definition {
    const char *code, *title, *title_en;
    const char *frequency; /* how often it is asked for (2.2.1 of the social plan) */
    unsigned roles;        /* who may read it */
    enum fact_by rows;     /* BY_NONE: one row, of all */
    const struct report_measure *columns;
    size_t column_count;
};
#define REPORT_COLUMNS_MAX 32

/* The report of that name; NULL: there is none. */
const struct report_definition *report_named(const char *code);
const struct report_definition *report_list(size_t *ret_count);

#endif
