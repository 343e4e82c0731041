/* What bears on benefits besides orders: stays in an institution, applications for the payment, enrolments of
 * children. Each write takes the file's version, moves the cards that follow from it, and is logged. */
#ifndef DOMAIN_CIRCUMSTANCE_H
#define DOMAIN_CIRCUMSTANCE_H

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

struct application_new {
    int64_t version, case_id, person;
    date filed_on;
    const char **documents; /* codes of the papers that were seen */
    size_t documents_count;
};
/* Not decided yet. ERR_INPUT at "person": "not_in_file", and "not_beneficiary" for a respondent, which
 * coordinators alone are told apart; "deceased". ERR_INPUT "unknown_document" at "documents". ERR_CONFLICT
 * "already_applied": one that was not refused stands already. Warns when filed after the last day of the
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
    date filed_on, withdrawn_on; /* DATE_NONE: it counts */
};
err application_list(struct work *w, int64_t person, struct application **ret, size_t *ret_count) MUST_CHECK;

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
    date from, until; /* DATE_OPEN */
};
/* Of everybody in the file, past its guard and theirs; logged "enrolment.list". */
err enrolment_list_case(struct work *w, int64_t case_id, struct enrolment **ret,
                        size_t *ret_count) MUST_CHECK;
err enrolment_list(struct work *w, int64_t person, struct enrolment **ret, size_t *ret_count) MUST_CHECK;

#endif
