/* What the files of the card share: a person's unbroken times, one card's row, and its projection. */
#ifndef DOMAIN_CARD_ROW_H
#define DOMAIN_CARD_ROW_H

#include "crypto/digest.h"
#include "domain/card/card.h"
#include "domain/card/status.h"
#include "domain/claim/rules.h"

/* The days of each service that a card can carry, whatever the reasons: runs that touch are one. In order of
 * the services' names and of the days, as the projection stands. */
struct stretches {
    struct card_span *at;
    size_t count;
};
err stretches_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret_claim,
                   struct stretches *ret) MUST_CHECK;
/* The stretch of that service around or after `on`; NULL: no day from then on. */
const struct card_span *stretch_around(const struct stretches *s, enum service service, date on);

/* Last day of the life of a card issued that day, whatever the orders say. */
date card_life_end(const struct rules *rules, date issued_on);

struct card_row {
    int64_t id, list, revoked_at;
    uint8_t digest[DIGEST_SIZE];
    unsigned services;
    date issued_on, exp_day;
};
/* Write the rows of a new card. hint: sealed; empty for none. */
err card_project_new(struct work *w, const struct rules *rules, const struct stretches *s,
                     const struct card_row *card, const struct buf *hint) MUST_CHECK;
/* Bring rows, bit, closed_on and flag of one person's cards in step; notes the lists whose bits changed,
 * signs none. */
err card_project(struct work *w, const struct rules *rules, int64_t person,
                 const struct stretches *s) MUST_CHECK;

/* The newest file in which the person is protected or dependant; 0: none. For the log. */
err card_case(struct work *w, int64_t person, int64_t *ret_case) MUST_CHECK;
/* By printed number in any spelling; neither guarded nor logged. ERR_ABSENT "no_card". */
err card_find(struct work *w, const char *number, bool with_text, struct card *ret) MUST_CHECK;

/* The claims of a card of ours, from its stored text. */
err card_token_read(const char *text, struct card_token *ret) MUST_CHECK;

/* What issuing needs of the register, read once for many cards. */
struct issue {
    struct rules rules;
    int64_t case_id, version; /* of the file, for the log */
    int64_t list;             /* whose address stands in uri; 0: none yet */
    char uri[CARD_URI_MAX + 1];
    struct status_draws draws;
    int64_t next_card; /* 0: not asked yet */
};
/* Note which indices and numbers were given out; before the transaction is committed. */
err issue_end(struct work *w, struct issue *issue) MUST_CHECK;
/* Sign and store; in->version is not looked at. still: of in->services only those that hold; ERR_INPUT when
 * none does. Errors of card_issue. Inside a transaction. */
err issue_card(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               char ret_number[CARD_NUMBER_TEXT], int64_t *ret_id) MUST_CHECK;

#endif
