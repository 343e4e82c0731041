/* Which decisions of the council and of the directorate a run rests on: number and day, as their papers write
 * them. */
#ifndef DOMAIN_PAYMENT_DECISION_H
#define DOMAIN_PAYMENT_DECISION_H

#include "domain/work/work.h"

enum deciding_body { BODY_COUNCIL, BODY_DIRECTORATE, DECIDING_BODIES };
const char *deciding_body_name(enum deciding_body b); /* "council", "directorate" */
bool deciding_body_parse(const char *name, enum deciding_body *ret);

struct payment_decided {
    const char *number; /* NULL: none is recorded */
    date on;
};

struct payment_decision_new {
    enum deciding_body body;
    const char *number;
    date on;
};
/* Appended, before or behind the approval; the latest of a body counts, so that a number mistyped is put
 * right. ERR_ABSENT "no_such_run"; ERR_INPUT with the field: "required", "too_long", "bad_text", "in_future"
 * at "on". Logged "payment.decision". */
err payment_decision_add(struct work *w, int64_t run, const struct payment_decision_new *in,
                         int64_t *ret_id) MUST_CHECK;
/* Of each body the one that counts. */
err payment_decisions_read(struct work *w, int64_t run,
                           struct payment_decided ret[DECIDING_BODIES]) MUST_CHECK;
/* Of a run that is dropped; the caller's transaction. */
err payment_decisions_drop(struct work *w, int64_t run) MUST_CHECK;

#endif
