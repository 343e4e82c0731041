/* How far behind a register is with what should happen by itself: for whoever looks after the machine. Counts
 * and instants, nothing of anybody. */
#ifndef DOMAIN_CONDITION_H
#define DOMAIN_CONDITION_H

#include "domain/work/work.h"

struct condition {
    int64_t logged_at;       /* the newest row of the log; 0: none */
    int64_t copied_at;       /* the newest copy that was made; 0: none */
    int64_t drilled_at;      /* a copy was last gone back to for a trial, and it held; 0: never */
    int64_t first_copied_at; /* the oldest copy that was made; 0: none */
    int64_t signed_at;       /* of the status lists the one signed longest ago; 0: there is none */
    int64_t lists;
    date done; /* the day whose midnight work is done; DATE_NONE: never */
};
/* Since when copies are made of which none was tried for DRILL_LATE (drill.h); 0: one was. */
int64_t condition_undrilled(const struct condition *c, int64_t now);
/* Reads only, and is not logged. */
err condition_read(struct work *w, struct condition *ret) MUST_CHECK;

#endif
