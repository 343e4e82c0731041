/* Persons who may apply for the payment, as the aid office looks them up. */
#ifndef DOMAIN_APPLICANT_H
#define DOMAIN_APPLICANT_H

#include "domain/law/application_state.h"
#include "domain/work/work.h"

/* Somebody who may apply, with what is needed to file an application. */
struct applicant {
    int64_t person, case_id, version;
    const char *file_number, *unit;
    const char *first_name, *father_name, *surname, *nid;
    int64_t application;          /* the latest not withdrawn; 0: none */
    enum application_state state; /* of that */
};
#define APPLICANTS_MAX 50
/* Living beneficiaries of the payment's rule of today whose name in any spelling (search_words.h), personal
 * number or file number every word of q begins; never respondents, nobody of a file sealed against the actor.
 * ERR_INPUT "too_short" at "q". Logged "applicant.search". */
err applicant_search(struct work *w, const char *q, struct applicant **ret, size_t *ret_count) MUST_CHECK;

#endif
