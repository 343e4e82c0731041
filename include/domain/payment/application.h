/* Applications for the monthly payment: filed and withdrawn. Each write takes the file's version, moves the
 * cards that follow from it, and is logged. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "domain/work/facts.h"
#include "domain/work/work.h"

/* What is written down of an application when it is filed, and shown with it from then on. */
#define APPLICATION_FACTS(FACT, x) FACT(DATE, filed_on, REQUIRED, x)

struct application_new {
    int64_t version, case_id, person;
    APPLICATION_FACTS(FACT_FIELD, )
    const char **documents; /* codes of the papers that were seen */
    size_t documents_count;
    date seen_on; /* of these; DATE_NONE or 0: today */
};
/* Not decided yet. ERR_INPUT at "person": "not_in_file", and "not_beneficiary" for a respondent, which
 * coordinators alone are told apart; "deceased". ERR_INPUT "unknown_document" at "documents". ERR_CONFLICT
 * "already_applied": one that was not refused stands already, and reaches to the order of today
 * (law/application_gap.h). Warns when filed after the last day of the
 * month to file (it counts for the next). */
err application_file(struct work *w, const struct application_new *in, int64_t *ret_id) MUST_CHECK;
struct application_end {
    int64_t version, case_id; /* a file in which the applicant is protected or dependant */
    date on;                  /* last day it counts, today at the earliest: nobody takes back what is due */
};
/* Past the guard of the person's files. ERR_INPUT "in_past" at "on"; ERR_ABSENT "no_such_application": none
 * of that file, or withdrawn. */
err application_withdraw(struct work *w, int64_t id, const struct application_end *in) MUST_CHECK;

struct application {
    int64_t id, person;
    APPLICATION_FACTS(FACT_FIELD, )
    date withdrawn_on; /* DATE_NONE: it counts */
};
/* Whose it is; neither guarded nor logged. ERR_ABSENT "no_such_application". */
err application_person(struct work *w, int64_t id, int64_t *ret_person) MUST_CHECK;
err application_list(struct work *w, int64_t person, struct application **ret, size_t *ret_count) MUST_CHECK;

/* ERR_CONFLICT "already_applied": of this person another application than `but` stands, not refused, and
 * reaches to the order of today. */
err application_only_require(struct work *w, int64_t person, int64_t but) MUST_CHECK;

#endif
