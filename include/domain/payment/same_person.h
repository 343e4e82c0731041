/* Persons who are one until somebody says that they are two (domain/file/person_twin.h), as the payment sees
 * them: both together are paid once. That they are two is said as the word "pay" on HOLD_SAME_PERSON
 * (payment_hold.h), with a reason. */
#ifndef DOMAIN_SAME_PERSON_H
#define DOMAIN_SAME_PERSON_H

#include "domain/work/work.h"

struct same_pair {
    int64_t person, other;
};
/* Every pair of whom nobody has said that they are two, from both sides, by person and other; whatever files
 * they stand in. In the arena. */
err same_person_pairs(struct work *w, struct same_pair **ret, size_t *ret_count) MUST_CHECK;

struct same_person {
    int64_t other;
    int64_t case_id; /* the newest file that the other stands in */
    const char *case_number;
};
/* Of one person, as far as the others' files are open to the actor: nobody else is told. */
err same_person_list(struct work *w, int64_t person, struct same_person **ret, size_t *ret_count) MUST_CHECK;

struct same_person_apart {
    int64_t version; /* of the file, as the caller saw it */
    int64_t other;
    const char *reason; /* sealed: by what they are known to be two */
};
/* They are two. Past the guard of both. ERR_ABSENT "not_the_same": the register does not take them for one;
 * ERR_INPUT "required", "too_long" at "reason"; ERR_DENIED "forbidden". Logged "person.apart" in the files of
 * both. */
err same_person_part(struct work *w, int64_t case_id, int64_t person, const struct same_person_apart *in,
                     int64_t *ret_id) MUST_CHECK;

#endif
