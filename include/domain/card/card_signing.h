/* Signing many cards in a thread of its own. */
#ifndef DOMAIN_CARD_SIGNING_H
#define DOMAIN_CARD_SIGNING_H

#include "domain/card/card_draft.h"

/* Signs drafts in a thread of its own, in their order, while another one reads and writes the register. */
struct signing;
err signing_start(const struct keyring *k, struct vault *v, struct card_draft *drafts,
                  struct signing **ret) MUST_CHECK;
void signing_add(struct signing *s); /* the next draft is made */
/* Waits until the draft of that number is signed; what draft_sign said. */
err signing_wait(struct signing *s, size_t number) MUST_CHECK;
void signing_end(struct signing **s); /* before the drafts go; takes NULL */

#endif
