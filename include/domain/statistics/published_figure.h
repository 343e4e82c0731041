/* Figures that have left the office, remembered: whoever keeps them all can subtract each from each. */
#ifndef DOMAIN_PUBLISHED_FIGURE_H
#define DOMAIN_PUBLISHED_FIGURE_H

#include "domain/work/work.h"

#define PUBLISHED_SERVICES 100 /* figures from here on: persons entitled, by service */

struct figure {
    date on;
    int64_t unit; /* 0: the whole municipality */
    int figure;   /* as in published_figure */
    int64_t value;
    bool grows; /* it only ever grows, as orders so far: that it did not says that nothing came */
};
/* *ret_near: another day's figure of that kind and unit is out and differs by less than SUPPRESSION_LEAST,
 * though not by 0 unless it grows; or that day's own is out and was another number. */
err published_near(struct work *w, const struct figure *f, bool *ret_near) MUST_CHECK;
/* Whether a table of that day is out: then what it hid stays hidden. */
err published_day(struct work *w, date on, bool *ret_out) MUST_CHECK;
err published_has(struct work *w, const struct figure *f, bool *ret_has) MUST_CHECK;
/* It goes out now. */
err published_keep(struct work *w, const struct figure *f) MUST_CHECK;

#endif
