/* Where a child goes to crèche or kindergarten, and from when until when. Each write takes the file's
 * version, moves the cards that follow from it, and is logged. */
#ifndef DOMAIN_ENROLMENT_H
#define DOMAIN_ENROLMENT_H

#include "domain/work/work.h"

struct enrolment_new {
    int64_t version, case_id, person, organisation;
    date from, until; /* until DATE_NONE: open */
};
/* ERR_INPUT "organisation" when it is no active kindergarten; ERR_CONFLICT "enrolled_elsewhere": two places
 * on one day. */
err enrolment_add(struct work *w, const struct enrolment_new *in, int64_t *ret_id) MUST_CHECK;
/* Earlier than it would have ended: ERR_CONFLICT "already_ended". Past the guard of the child's files. */
err enrolment_end(struct work *w, int64_t id, date until) MUST_CHECK;

struct enrolment {
    int64_t id, person, organisation;
    const char *organisation_name;
    int64_t number;   /* by which that place knows the child (card/kindergarten_number.h) */
    date from, until; /* DATE_OPEN */
};
/* Of everybody in the file, past its guard and theirs; logged "enrolment.list". */
err enrolment_list_case(struct work *w, int64_t case_id, struct enrolment **ret,
                        size_t *ret_count) MUST_CHECK;
err enrolment_list(struct work *w, int64_t person, struct enrolment **ret, size_t *ret_count) MUST_CHECK;

#endif
