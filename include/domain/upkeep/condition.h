/* How far behind a register is with what should happen by itself: for whoever looks after the machine. Counts
 * and instants, nothing of anybody. */
#ifndef DOMAIN_CONDITION_H
#define DOMAIN_CONDITION_H

#include "domain/work/work.h"

struct condition {
    int64_t logged_at; /* the newest row of the log; 0: none */
    int64_t copied_at; /* the newest copy that was made; 0: none */
    int64_t signed_at; /* of the status lists the one signed longest ago; 0: there is none */
    int64_t lists;
    date done; /* the day whose midnight work is done; DATE_NONE: never */
};
/* Reads only, and is not logged. */
err condition_read(struct work *w, struct condition *ret) MUST_CHECK;

#endif
