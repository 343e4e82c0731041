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
#include "domain/card/card_issue.h"
#include "domain/work/work.h"

struct ground_card {
    const char *number; /* NULL: none is in use, or the office has never asked */
    unsigned services;  /* of those on it the ones that the grounds give */
    date until;         /* printed on it */
    bool outdated;      /* it prints other services or another name: a task of the office */
    bool unprinted;     /* it was not printed since the office has had it */
};
err ground_card_shown(struct work *w, int64_t holder, struct ground_card *ret) MUST_CHECK;

#define GROUND_RENEWED_DAYS 7 /* before its printed day a card may be followed by the next */
/* Who has no card in use that carries all that the grounds give now or later gets one, for these services and
 * those of the cards in use, which it replaces; so does whose card is outdated. Who has another keeps it. In
 * the last days of such a card the next one is made beside it, and it ends by itself. ERR_ABSENT "no_holder";
 * ERR_INPUT "not_entitled" at "services": no rule gives the holder anything. Logged "ground.card" either way,
 * "card.issue" where one was made. */
err ground_card_issue(struct work *w, int64_t holder, bool no_hint) MUST_CHECK;
/* The same for every holder, in an order that is drawn, in transactions of some hundred: what was done before
 * it was broken off stays, and the next call goes on. Nobody is here to be handed another card: so none in
 * use is ended by it, and an outdated one waits. It ends with `most` new cards (0: no end): were all made on
 * one day, that day would tell what they rest on. *ret_count: new cards. `progress` may be NULL. */
err ground_card_issue_all(struct work *w, size_t most, card_progress *progress, void *context,
                          size_t *ret_count) MUST_CHECK;
/* Cards in use end at once (revoked or lost). ERR_CONFLICT "no_card" where none is shown. */
err ground_card_end(struct work *w, int64_t holder, enum card_end why) MUST_CHECK;
/* As card_print, as PDF, and it is printed now. ERR_CONFLICT "no_card". Logged "card.print". */
err ground_card_print(struct work *w, int64_t holder, bool back, struct buf *ret) MUST_CHECK;
#define GROUND_SHEET_MOST 50
/* On sheets of A4 the cards that wait to be printed, in the order of the list (ground_view.h), so many at
 * most; they wait until they are said to be printed, for paper jams. ERR_CONFLICT "no_card": none waits. Each
 * logged "card.print". */
err ground_card_sheet(struct work *w, bool back, struct buf *ret) MUST_CHECK;
/* It waits no more. ERR_ABSENT "no_holder". */
err ground_card_printed(struct work *w, int64_t holder) MUST_CHECK;

struct ground_place {
    int64_t organisation; /* a crèche or kindergarten in use */
    date from, until;     /* until DATE_NONE: open */
};
/* A child of a ground in a kindergarten. ERR_INPUT "required", "out_of_order", "unknown_organisation";
 * ERR_CONFLICT "enrolled_elsewhere". Logged "enrolment.add". */
err ground_enrol(struct work *w, int64_t holder, const struct ground_place *in) MUST_CHECK;

#endif
