/* The card of a holder, issued, printed and ended by the economic-aid office: the same tables and the same
 * code as a card of an order (domain/card), and nothing in it tells the ground.
 *
 * The office is told of a card once it has asked for one, and then of the services that its grounds give; so
 * it learns from no answer whether an order stands behind the holder. The one thing it can see is on the card
 * it prints: where a holder has a card by an order that covers all that the grounds give, that is the card,
 * and other services may stand on it. */
#ifndef DOMAIN_GROUND_CARD_H
#define DOMAIN_GROUND_CARD_H

#include "base/buf.h"
#include "domain/card/card_end.h"
#include "domain/work/work.h"

struct ground_card {
    const char *number; /* NULL: none is in use, or the office has never asked */
    unsigned services;  /* of those on it the ones that the grounds give */
    date until;         /* printed on it */
};
err ground_card_shown(struct work *w, int64_t holder, struct ground_card *ret) MUST_CHECK;

#define GROUND_RENEWED_DAYS 7 /* before its printed day a card may be followed by the next */
/* Who has no card in use that carries all that the grounds give now or later gets one, for these services and
 * those of the cards in use, which it replaces; who has one keeps it. In the last days of such a card the
 * next one is made beside it, and it ends by itself. ERR_ABSENT "no_holder"; ERR_INPUT "not_entitled" at
 * "services": no rule gives the holder anything. Logged "ground.card" either way, "card.issue" where one was
 * made. */
err ground_card_issue(struct work *w, int64_t holder, bool no_hint) MUST_CHECK;
/* The same for every holder who is entitled to something, in an order that is drawn, a transaction each; who
 * is not is passed over. It ends with `most` new cards (0: no end): were all made on one day, that day would
 * tell what they rest on. *ret_count: new cards. */
err ground_card_issue_all(struct work *w, size_t most, size_t *ret_count) MUST_CHECK;
/* Cards in use end at once (revoked or lost). ERR_CONFLICT "no_card" where none is shown. */
err ground_card_end(struct work *w, int64_t holder, enum card_end why) MUST_CHECK;
/* As card_print, as PDF. ERR_CONFLICT "no_card". Logged "card.print". */
err ground_card_print(struct work *w, int64_t holder, bool back, struct buf *ret) MUST_CHECK;

struct ground_place {
    int64_t organisation; /* a crèche or kindergarten in use */
    date from, until;     /* until DATE_NONE: open */
};
/* A child of a ground in a kindergarten. ERR_INPUT "required", "out_of_order", "unknown_organisation";
 * ERR_CONFLICT "enrolled_elsewhere". Logged "enrolment.add". */
err ground_enrol(struct work *w, int64_t holder, const struct ground_place *in) MUST_CHECK;

#endif
