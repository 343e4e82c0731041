/* What a change of the rules would do, before it is kept: to how many, and who gains and who loses. Whoever
 * keeps the rules sees the counts; names are for those who may see the files (rule_person.h). */
#ifndef DOMAIN_RULE_EFFECT_H
#define DOMAIN_RULE_EFFECT_H

#include "domain/law/entitlement.h"
#include "domain/payment/payment_run.h"
#include "domain/work/work.h"

struct rule_shift { /* persons of one service, from today on */
    enum service service;
    int64_t gaining; /* entitled on a day on which they are not now */
    int64_t losing;  /* not entitled on a day on which they are now; some do both */
    int64_t more,
        less; /* on days that stay: another amount, or another part of it, on the first day that differs */
};
struct rule_moved { /* one service of one person */
    int64_t person;
    enum service service;
    date gains, loses; /* the first day, from today on; DATE_NONE: on none */
    int64_t shift;     /* above 0: more on days that stay; below: less */
};
struct rule_effect {
    int64_t persons;         /* named in an order: whose rights were worked out */
    int64_t gaining, losing; /* of any service */
    struct rule_shift of[SV_COUNT];
    int64_t cards_ended;           /* good for something today, that would be good for nothing */
    int64_t cards_shortened;       /* of which some service would end earlier than now */
    date month;                    /* the first that no run has paid, in which the change would count */
    int64_t due_before, due_after; /* the payment of that month, new lekë */
    struct payment_sum reclaimed;  /* what the next run would take back of months paid, beyond what it takes
                                      back anyway: below 0 */
    struct payment_sum arrears;    /* what it would pay for them */
    struct rule_moved *moved;      /* by person; in the arena */
    size_t moved_count;
};

/* The change itself: what it refuses and warns is refused and warned. */
typedef err rule_change(struct work *w, void *context);

/* It is done and undone, so that the effect never differs from what doing it does. from: its first day,
 * DATE_NONE where it has none of its own. */
err rule_effect_of(struct work *w, rule_change *change, void *context, date from,
                   struct rule_effect *ret) MUST_CHECK;

#endif
