/* What the social plan wants of its indicators, year by year: kept by coordinators and directors, and laid
 * beside the figure of the year. An indicator is a column of the report "plan" that is counted here. It is
 * the municipality's work that is measured, nobody's person. */
#ifndef DOMAIN_INDICATOR_TARGET_H
#define DOMAIN_INDICATOR_TARGET_H

#include "domain/report/report_definition.h"
#include "domain/report/report_table.h"

#define INDICATOR_YEARS_AHEAD 10      /* behind the year of today */
#define INDICATOR_TARGET_MAX  1000000 /* nobody counts further */

struct indicator_year {
    int64_t year;
    int64_t target; /* at least so many */
};
struct indicator {
    const char *code, *text, *text_en;
    int64_t version, at;     /* 0: nobody has set any; when it was written (UTC) */
    const char *source, *by; /* NULL: not said; nobody */
    struct indicator_year *years;
    size_t year_count;
};
/* All of them, in the order of the report. ERR_DENIED "forbidden". */
err indicator_list(struct work *w, struct indicator **ret, size_t *ret_count) MUST_CHECK;

struct indicator_new {
    int64_t version;    /* that was read */
    const char *source; /* NULL: not said */
    struct indicator_year *years;
    size_t years_count; /* 0: nothing is wanted of it any more */
};
/* All that is wanted of that indicator, in place of what was. All faults at once: ERR_INPUT at years[0].year
 * "before_the_law" (before REPORT_YEAR_MIN), "year_too_far", "year_twice"; at years[0].target "out_of_range";
 * at "source" as field_text_check. ERR_ABSENT "no_such_indicator" at "indicator"; ERR_CONFLICT
 * "target_changed" where somebody else has written it since; ERR_DENIED "forbidden". Logged
 * "indicator_target.written". */
err indicator_target_write(struct work *w, const char *code, const struct indicator_new *in,
                           int64_t *ret_version) MUST_CHECK;

#define INDICATOR_MET_WORDS(M)                                                                               \
    M(INDICATOR_NONE, "none", "pa synim")                                                                    \
    M(INDICATOR_REACHED, "reached", "u arrit")                                                               \
    M(INDICATOR_NOT_YET, "not_yet", "ende jo")                                                               \
    M(INDICATOR_UNTOLD, "untold", "nuk thuhet")
#define INDICATOR_MET(m, word, text) m,
enum indicator_met { INDICATOR_MET_WORDS(INDICATOR_MET) INDICATOR_METS };
#undef INDICATOR_MET
const char *indicator_met_name(enum indicator_met m); /* "reached" */
const char *indicator_met_text(enum indicator_met m); /* as papers say it */

struct indicator_beside { /* a figure */
    bool wanted;
    int64_t target;
    enum indicator_met met; /* INDICATOR_UNTOLD: wanted, but the figure is hidden, not known, or not ours */
};
/* What is wanted of each column of d in that year, beside its cells: an array of d->column_count; NULL: of
 * this report nothing ever is. Inside a transaction for reading. */
err indicator_beside_read(struct work *w, const struct report_definition *d, int year,
                          const struct report_cell *cells, struct indicator_beside **ret) MUST_CHECK;

#endif
