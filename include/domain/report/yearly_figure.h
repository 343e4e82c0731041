/* What the yearly report can say in numbers, and its text with them (yearly_report.h). */
#ifndef DOMAIN_YEARLY_FIGURE_H
#define DOMAIN_YEARLY_FIGURE_H

#include "domain/work/work.h"

struct yearly_figure {
    const char *code; /* "plan.2.1.3.cases", or "units" for all rows */
    const char *text; /* what it counts */
    const char *said; /* as it stands in the report: "39"; of all rows, lines */
};

/* Those that may leave the office; refusals as report_make. Not in a transaction. */
err yearly_figures_read(struct work *w, int64_t year, struct yearly_figure **ret,
                        size_t *ret_count) MUST_CHECK;
/* The text with its figures, in the arena; what names none stands there as it was written. */
err yearly_text_fill(struct work *w, const char *text, const struct yearly_figure *figures, size_t count,
                     const char **ret) MUST_CHECK;
/* Whether all that it names are figures; nothing is counted. ERR_INPUT "unknown_figure" at that field. */
err yearly_text_check(struct work *w, const char *field, const char *text) MUST_CHECK;

#endif
