/* One order in the place of another: when it may be, the act that records it, and how that act follows the
 * order that took over. */
#ifndef DOMAIN_REPLACEMENT_H
#define DOMAIN_REPLACEMENT_H

#include "domain/order/order.h"

/* Whether an order of that kind and last day in the place of another would protect less: only a higher kind
 * (UMPMM, UMM, UM), or an UM after an UM that ends no earlier, does not. */
bool replacement_shortens(enum order_kind before, date before_until, enum order_kind kind, date until);
/* Does it name everybody the other names? */
bool replacement_names_all(const struct order_line *order, const struct order_line *before);

/* Whether an order of a higher kind that begins on that day may have taken its place: it is in force then, or
 * it is a police or immediate order that had begun, and neither a court nor another order has spoken of its
 * end; one that was written down for it, the day of the hearing, has not (law 9669/2006: it lasts until the
 * court decides). */
bool replacement_awaited(const struct order_line *before, date start);

/* Of an order that is said to follow none, and begins on that day: asks at "follows" where an order of a
 * lower kind in the same file may have given way to it (replacement_awaited; "follows_or_independent"). An
 * immediate order whose place nobody takes has no end of its own: it would stand for ever, in silence.
 * Confirming says that both stand, each by itself. */
err replacement_ask(struct work *w, const struct order_new *in, date start) MUST_CHECK;

/* The order was registered as following another: that one gets its act "replaced", from the new one's first
 * day, unless a court ended it before. Not so when the new one names fewer persons: then both stand, and the
 * warning "persons_not_named" at "follows" says it. Inside the transaction. */
err replacement_record(struct work *w, const struct order_new *in, int64_t order) MUST_CHECK;

/* The last act of `order` is a correction; when it moved the order's first day, voided its grant or brought
 * it back, or the order's number was put right (order: as it was before), the acts "replaced" that name it
 * follow: an act "corrected" each, so that nobody is left without either order. They are voided with the
 * grant and come back with it; an effective day follows the first day where it was that. decision: of the
 * correction, NULL: none. Logged with that version of the file. Inside the transaction. */
err replacement_follow(struct work *w, const struct order_line *order, const char *decision,
                       int64_t version) MUST_CHECK;

#endif
