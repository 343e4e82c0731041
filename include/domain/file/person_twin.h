/* Two entries that are one person until somebody says that they are two: the same name (name_same) and birth
 * date, and no two personal numbers that say otherwise. */
#ifndef DOMAIN_PERSON_TWIN_H
#define DOMAIN_PERSON_TWIN_H

#include "domain/file/person.h"

struct person_twin {
    int64_t person;  /* 0: nobody */
    int64_t case_id; /* the newest file in which she is protected; 0: in none */
};

/* Who the register has already as the person of the paper: the oldest entry. Without a birth date there is
 * none: too many share a name. Nobody of a file that is sealed against the actor, as if he were not there:
 * the payment's run, which looks into all files, is what keeps such a person from being paid twice. */
err person_twin_find(struct work *w, const struct person_new *in, struct person_twin *ret) MUST_CHECK;

#endif
