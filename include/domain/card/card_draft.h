/* A card on its way: decided from the register, signed without it, stored in it. */
#ifndef DOMAIN_CARD_DRAFT_H
#define DOMAIN_CARD_DRAFT_H

#include "domain/card/card.h"
#include "domain/card/card_life.h"
#include "domain/card/card_projection.h"
#include "domain/card/status.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"

struct keyring;
struct vault;

/* What issuing needs of the register, read once for many cards. */
struct issue {
    struct rules rules;
    int64_t case_id, version; /* of the file, for the log */
    int64_t list;             /* whose address stands in uri; 0: none yet */
    char uri[CARD_URI_MAX + 1];
    struct status_draws draws;
    struct card_lives lives;
    int64_t next_card; /* 0: not asked yet */
};

/* Zero-initialise; draft_free. */
struct card_draft {
    int64_t person, case_id, version; /* version: of the file, for the log */
    int64_t key;                      /* the person's data key */
    struct card_token token;          /* number and hint: of draft_sign */
    struct hint_sealed hint;
    struct card_row row;
    struct service_spans spans;             /* in the arena of the work */
    struct buf token_sealed, number_sealed; /* of draft_sign */
    uint8_t number_blind[DIGEST_SIZE];
};

/* still: of in->services only those that hold; ERR_INPUT when none does. Takes a number and an index. Inside
 * a transaction that ends with issue_end. */
err draft_make(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               struct card_draft *ret) MUST_CHECK;
/* Asks the keys alone, so that any thread may do it. */
err draft_sign(const struct keyring *k, struct vault *v, struct card_draft *d) MUST_CHECK;
/* The card, the rows a check reads, the line in the log. */
err draft_store(struct work *w, const struct rules *rules, const struct card_draft *d) MUST_CHECK;
void draft_free(struct card_draft *d);

#endif
