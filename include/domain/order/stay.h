/* Stays in an institution that cares for the person: while one lasts, the monthly payment rests (law
 * 57/2019). Each write takes the file's version, moves the cards that follow from it, and is logged. Nobody's
 * What follows for contact, card and kindergarten is asked (stay_question.h). Nobody's
 * stays overlap, a respondent has none, and each write is past the guard of all files of whom it is about. */
#ifndef DOMAIN_STAY_H
#define DOMAIN_STAY_H

#include "domain/work/work.h"

struct stay_with {
    int64_t id; /* of a person of the file */
};
struct stay_new {
    int64_t version, person;
    struct stay_with *with; /* others who enter with her: the family in one step */
    size_t with_count;
    const char *place; /* sealed; NULL: not written down */
    date from, until;  /* until DATE_NONE: not left yet */
};
/* *ret_id: of the person's own. All faults at once: ERR_INPUT "not_beneficiary" at "person" or "with[n]" (a
 * respondent), "named_twice"; ERR_CONFLICT "stay_overlaps" at "from", or at "with[n]". */
err stay_begin(struct work *w, int64_t case_id, const struct stay_new *in, int64_t *ret_id) MUST_CHECK;

struct stay_end {
    int64_t version;
    date until;
    bool all; /* every stay of the file that lasts ends that day: the family leaves in one step */
};
/* Last day of the stay. ERR_CONFLICT "already_ended". */
err stay_end(struct work *w, int64_t stay, const struct stay_end *in) MUST_CHECK;

struct stay_void {
    int64_t version;
    const char *reason; /* sealed */
};
/* It never was: the payment is due again for its days, the next run puts that right. ERR_CONFLICT "voided".
 */
err stay_void(struct work *w, int64_t stay, const struct stay_void *in) MUST_CHECK;

struct stay_correction {
    int64_t version;
    const char *place;
    date from, until; /* until DATE_NONE: it lasts */
};
/* Another row takes its place, and the old one stays readable. Errors of stay_begin; ERR_CONFLICT "voided".
 */
err stay_correct(struct work *w, int64_t stay, const struct stay_correction *in, int64_t *ret_id) MUST_CHECK;

struct stay {
    int64_t id, person;
    int64_t corrects; /* 0: none */
    const char *place, *void_reason;
    date from, until; /* DATE_OPEN */
    bool voided;
};
/* Past the guard of all files of those who stay; voided ones among them. Logged "stay.list". */
err stay_list(struct work *w, int64_t case_id, struct stay **ret, size_t *ret_count) MUST_CHECK;

struct institution {
    int64_t id;
    const char *name;
    bool active;
};
/* By name. */
err institution_list(struct work *w, struct institution **ret, size_t *ret_count) MUST_CHECK;
/* ERR_CONFLICT "institution_exists" at "name". Logged "institution.add". */
err institution_add(struct work *w, const char *name, int64_t *ret_id) MUST_CHECK;

#endif
