/* Whom an order names: persons entered as the paper gives them, and on which days they are named. */
#ifndef DOMAIN_ORDER_NAMED_H
#define DOMAIN_ORDER_NAMED_H

#include "domain/law/naming.h"
#include "domain/order/order.h"

/* Found or entered, and put into the file in her role. In turn: of the file already, known to the register, a
 * respondent of the file by name, new. relation: of a respondent. The caller's transaction, checks and log
 * entry. */
err order_person_enter(struct work *w, int64_t case_id, const struct order_person *p, const char *relation,
                       int64_t *ret) MUST_CHECK;

/* registered: from the order's first day on; else by an act of a court alone. Somebody whom it names already
 * stays as she is. */
err order_name_add(struct work *w, int64_t order, int64_t person, bool registered) MUST_CHECK;

struct order_named {
    int64_t person;
    struct naming *days; /* in order; none where every act that took her in is void */
    size_t day_count;
};
/* Everybody whom the order ever named, by number, in the arena. acts: all of that order. */
err order_named_read(struct work *w, int64_t order, const struct act *acts, size_t act_count,
                     struct order_named **ret, size_t *ret_count) MUST_CHECK;
/* Named on that day or later. */
bool order_named_still(const struct order_named *n, date on);

struct order_measured {
    const char *code;
    struct measure_details details; /* as the court set each of them last */
    bool stands;                    /* on the day asked for */
};
/* Every measure that the order ever had, in the order of the law, in the arena, as of that day. */
err order_measured_read(struct work *w, int64_t order, const struct act *acts, size_t act_count, date on,
                        struct order_measured **ret, size_t *ret_count) MUST_CHECK;

#endif
