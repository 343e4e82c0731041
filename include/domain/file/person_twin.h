/* Two entries that are one person until somebody says that they are two: the same name (name_same) and birth
 * date, and no two personal numbers that say otherwise. */
#ifndef DOMAIN_PERSON_TWIN_H
#define DOMAIN_PERSON_TWIN_H

#include "domain/file/person.h"

/* Two entries of the register are such; nobody is asked whether he may see them. */
err person_one(struct work *w, int64_t a, int64_t b, bool *ret) MUST_CHECK;

struct person_twin {
    int64_t person;  /* 0: nobody */
    int64_t case_id; /* the newest file in which she is protected; 0: in none */
};

/* Who the register has already as the person of the paper: the oldest entry, of those that are more than a
 * file's respondent. Without a birth date there is
 * none: too many share a name. Nobody of a file that is sealed against the actor, as if he were not there:
 * the payment's run, which looks into all files, is what keeps such a person from being paid twice. */
err person_twin_find(struct work *w, const struct person_new *in, struct person_twin *ret) MUST_CHECK;

/* Asks "same_person" at that field (domain/work/question.h) before somebody new is written down who stands in
 * another file, open to the actor: whoever is the same belongs into that file. OK where she will be found by
 * number, or stands in this file. */
err person_twin_ask(struct work *w, const struct person_new *in, int64_t case_id,
                    const char *field) MUST_CHECK;

#endif
