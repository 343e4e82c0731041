/* Stays in an institution that cares for the person: while one lasts, the monthly payment rests (law
 * 57/2019). Each write takes the file's version, moves the cards that follow from it, and is logged. */
#ifndef DOMAIN_STAY_H
#define DOMAIN_STAY_H

#include "domain/work/work.h"

struct stay_new {
    int64_t version, person;
    const char *place; /* sealed; NULL: not written down */
    date from, until;  /* until DATE_NONE: not left yet */
};
err stay_begin(struct work *w, int64_t case_id, const struct stay_new *in, int64_t *ret_id) MUST_CHECK;
/* Last day of the stay. ERR_CONFLICT "already_ended". */
err stay_end(struct work *w, int64_t stay, int64_t version, date until) MUST_CHECK;

struct stay {
    int64_t id, person;
    const char *place;
    date from, until; /* DATE_OPEN */
};
/* Past the guard of sealed files; logged "stay.list". */
err stay_list(struct work *w, int64_t case_id, struct stay **ret, size_t *ret_count) MUST_CHECK;

#endif
