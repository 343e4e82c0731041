/* Issuing cards: one after a click, or one for everybody who has none. */
#ifndef DOMAIN_CARD_ISSUE_H
#define DOMAIN_CARD_ISSUE_H

#include "domain/card/card.h"

struct issue;

/* Past the guard of all the person's files, as all that follows but card_issue_missing and the refreshing.
 * ERR_INPUT "services": not entitled, with the why_not of the first that fails in the detail; "person": not
 * in the file. Signs, stores, draws an index; logged "card.issue". */
err card_issue(struct work *w, const struct card_new *in, struct card *ret) MUST_CHECK;

/* For everybody protected or dependant who has no card that is still good: those of the services that the
 * person is entitled to; others are passed over. In batches, a transaction each; *ret_count = issued.
 * ERR_INPUT "unknown_service". */
typedef void card_progress(void *context, size_t done, size_t total);
err card_issue_missing(struct work *w, unsigned services, card_progress *progress, void *context,
                       size_t *ret_count) MUST_CHECK;

/* Note which indices and numbers were given out; before the transaction is committed. */
err issue_end(struct work *w, struct issue *issue) MUST_CHECK;
/* Sign and store; in->version is not looked at. still: of in->services only those that hold; ERR_INPUT when
 * none does. Errors of card_issue. Inside a transaction. */
err issue_card(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               char ret_number[CARD_NUMBER_TEXT], int64_t *ret_id) MUST_CHECK;

#endif
