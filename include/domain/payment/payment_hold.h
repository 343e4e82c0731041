/* Payments that are due and wait for somebody's word. Every reason to wait goes this one way:
 * payment_wait.c works out that it applies, a run shows what it holds back (payment_held.h), one
 * role says what becomes of it, and what was said is kept and counts from then on. Only what is not paid yet
 * waits: nothing is ever taken back because of a hold. */
#ifndef DOMAIN_PAYMENT_HOLD_H
#define DOMAIN_PAYMENT_HOLD_H

#include "domain/work/work.h"

/* In the order in which they are asked; a payment waits for one at a time. What `about` is: */
enum payment_hold {
    HOLD_NONE,
    HOLD_SAME_PERSON,      /* she may stand in the register twice; the other person */
    HOLD_APPLICATION_GAP,  /* her order began behind a gap (law/application_gap.h); that order */
    HOLD_BEFORE_FIRST_RUN, /* a month before the first run of all, which may have been paid on paper; the
                              month as a number, 202101 */
    HOLD_COORDINATOR,      /* the coordinator asked to wait; the person herself. No run asks for it: it stands
                              between the list and the counter (coordinator_hold.h) */
    PAYMENT_HOLDS,
};
const char *payment_hold_name(enum payment_hold h); /* "same_person", ...; NULL: none */
bool payment_hold_parse(const char *name, enum payment_hold *ret);
/* Set of roles of which one may say what becomes of it. */
unsigned payment_hold_roles(enum payment_hold h);

enum hold_word {
    WORD_NONE,
    WORD_HOLD,  /* wait, though the register sees no reason */
    WORD_PAY,   /* pay it */
    WORD_LEAVE, /* it is not paid, and not asked about again */
};
const char *hold_word_name(enum hold_word h); /* "hold", "pay", "leave"; NULL: none */
bool hold_word_parse(const char *name, enum hold_word *ret);

/* What was said last of a person, a reason and what it is about. */
struct said {
    int64_t person, about;
    enum payment_hold why;
    enum hold_word word;
};
/* All of them, by person. */
err payment_said_load(struct work *w, struct said **ret, size_t *ret_count) MUST_CHECK;

struct hold_said {
    int64_t person, about;
    enum payment_hold why;
    enum hold_word word;
    const char *reason; /* sealed; a decision's number and date, what was found out */
    const char *phone;  /* whom to call about it; NULL: nobody */
};
/* By one of payment_hold_roles: ERR_DENIED "forbidden" else. ERR_INPUT "required" or "too_long" at "reason".
 * The caller's transaction, log entry and guard. */
err payment_hold_say(struct work *w, const struct hold_said *in, int64_t *ret_id) MUST_CHECK;

#endif
