/* A card on its way: decided from the register, signed without it, stored in it. */
#ifndef DOMAIN_CARD_DRAFT_H
#define DOMAIN_CARD_DRAFT_H

#include "domain/card/card_row.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"

struct keyring;

/* Zero-initialise; draft_free. */
struct card_draft {
    int64_t person, case_id, version; /* version: of the file, for the log */
    struct card_token token;          /* number and hint: of draft_sign */
    struct hint_sealed hint;
    struct card_row row;
    struct stretches stretches;           /* in the arena of the work */
    struct buf token_sealed, hint_sealed; /* of draft_sign; hint: empty for none */
};

/* still: of in->services only those that hold; ERR_INPUT when none does. Takes a number and an index. Inside
 * a transaction that ends with issue_end. */
err draft_make(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               struct card_draft *ret) MUST_CHECK;
/* Asks the keys alone, so that any thread may do it. */
err draft_sign(const struct keyring *k, struct card_draft *d) MUST_CHECK;
/* The card, the rows a check reads, the line in the log. */
err draft_store(struct work *w, const struct rules *rules, const struct card_draft *d) MUST_CHECK;
void draft_free(struct card_draft *d);

/* Signs drafts in a thread of its own, in their order, while another one reads and writes the register. */
struct signing;
err signing_start(const struct keyring *k, struct card_draft *drafts, struct signing **ret) MUST_CHECK;
void signing_add(struct signing *s); /* the next draft is made */
/* Waits until the draft of that number is signed; what draft_sign said. */
err signing_wait(struct signing *s, size_t number) MUST_CHECK;
void signing_end(struct signing **s); /* before the drafts go; takes NULL */

#endif
