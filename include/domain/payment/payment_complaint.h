/* What somebody says of a payment ("I did not get it"), and what came of it. Open until it has an outcome. */
#ifndef DOMAIN_PAYMENT_COMPLAINT_H
#define DOMAIN_PAYMENT_COMPLAINT_H

#include "domain/work/work.h"

enum complaint_outcome {
    COMPLAINT_PAID = 1, /* it was handed out then */
    COMPLAINT_RECEIVED, /* she had it */
    COMPLAINT_NOT_DUE,  /* it was not hers to get */
    COMPLAINT_REPORTED, /* somebody else took it: reported to the police */
};
const char *complaint_outcome_name(enum complaint_outcome o); /* "paid", "received", ...; NULL: none */
bool complaint_outcome_parse(const char *name, enum complaint_outcome *ret);

struct complaint_new {
    date on;
    const char *text; /* sealed */
};
/* By the office, or a coordinator past the guards of the person. ERR_ABSENT "no_such_line"; ERR_CONFLICT
 * "not_approved", "not_a_payment"; ERR_INPUT with the field, all at once: "required", "too_long",
 * "in_future". Logged "payment.complaint". */
err complaint_add(struct work *w, int64_t run, int64_t n, const struct complaint_new *in,
                  int64_t *ret_id) MUST_CHECK;

struct complaint_answer {
    enum complaint_outcome outcome;
    date on;
    const char *text; /* sealed: what was found out */
};
/* As above. ERR_ABSENT "no_such_complaint"; ERR_CONFLICT "already_answered"; ERR_INPUT "out_of_order" (before
 * the complaint). Logged "payment.complaint_answer". */
err complaint_answer(struct work *w, int64_t id, const struct complaint_answer *in) MUST_CHECK;

struct complaint {
    int64_t id, run, n, person;
    date on, answered_on;
    const char *text, *answer; /* NULL: a sealed file that the actor may not open, or no answer yet */
    const char *by, *answered_by;
    enum complaint_outcome outcome;
};
/* Of a line, or (run 0) of all whom a file holds besides respondents, oldest first. Not logged: the caller
 * logs what it reads them with. */
err complaint_list(struct work *w, int64_t run, int64_t n, int64_t case_id, struct complaint **ret,
                   size_t *ret_count) MUST_CHECK;

#endif
