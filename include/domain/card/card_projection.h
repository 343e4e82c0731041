/* What a check reads of a card, made from the orders and the other grounds alike: the unbroken days of each
 * service, cut to the card's life. */
#ifndef DOMAIN_CARD_PROJECTION_H
#define DOMAIN_CARD_PROJECTION_H

#include "domain/card/card.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"

/* The days of each service that a card can carry, whatever the reasons: what touches is one. In order of
 * the services' names and of the days, as the projection stands. */
struct service_spans {
    struct card_span *at;
    size_t count;
    bool grounded; /* the person has, or had, a ground other than an order */
    bool filed;    /* an order names, or named, the person */
};
err service_spans_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret_claim,
                       struct service_spans *ret) MUST_CHECK;
/* The span of that service around or after `on`; NULL: no day from then on. */
const struct card_span *service_span_around(const struct service_spans *s, enum service service, date on);

/* Last day of the life of a card issued that day, whatever the orders say: the same-numbered day, so many
 * months on. */
date card_life_end(const struct rules *rules, date issued_on);
/* The printed day of a card that is issued that day where an order lies open. */
date card_open_end(const struct rules *rules, date issued_on);
/* The longest life that any rule has given a card. */
int card_life_months(const struct rules *rules);

struct card_row {
    int64_t id, list, revoked_at;
    unsigned services;
    date issued_on, exp_day;
};
/* Write the rows of a new card. */
err card_project_new(struct work *w, const struct rules *rules, const struct service_spans *s,
                     const struct card_row *card) MUST_CHECK;
/* The hint of its holder is another now: doors are told the card again. */
err card_tell_again(struct work *w, int64_t card) MUST_CHECK;
/* Bring rows, bit, closed_on and flag of one person's cards in step; notes the lists whose bits changed,
 * signs none. */
err card_project(struct work *w, const struct rules *rules, int64_t person,
                 const struct service_spans *s) MUST_CHECK;

#endif
