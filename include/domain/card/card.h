/* Cards as the register keeps them: found by their printed number, read, listed. */
#ifndef DOMAIN_CARD_H
#define DOMAIN_CARD_H

#include <stdbool.h>

#include "crypto/digest.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"
#include "token/card_token.h"

/* A card may rest on other grounds than an order (domain/ground/ground_card.h): of those, whoever works with
 * files learns nothing here. */
struct card_span { /* one row of the projection */
    enum service service;
    date from, until; /* until DATE_OPEN: as long as the order stands */
};

struct card_new {    /* what is asked for */
    int64_t version; /* of the person's file as the caller saw it; 0: do not compare (command line, bulk) */
    int64_t case_id; /* the file it is issued from; the person must stand in it */
    int64_t person;
    unsigned services; /* mask of enum card_service; each must be granted today or from a later day on */
    bool no_hint;      /* the holder prefers none */
};

struct card {
    int64_t id, person, issued_at, revoked_at, successor; /* successor 0: none */
    const char *number;                                   /* with hyphens */
    unsigned services;
    date issued_on, exp_day, closed_on;
    int64_t list, index;
    bool bit, reprint; /* reprint: the holder's initials or year of birth are other ones now */
    const char *revoked_why, *flag, *replaced_by; /* NULL when not */
    struct card_span *spans;
    size_t span_count;
    const char *text; /* "BK1…"; only where asked for */
};

/* By printed number, any spelling; past the guard of all the person's files, as the list is. Logged
 * "card.read". ERR_ABSENT. */
err card_read(struct work *w, const char *number, bool with_text, struct card *ret) MUST_CHECK;
err card_list(struct work *w, int64_t person, struct card **ret,
              size_t *ret_count) MUST_CHECK; /* newest first; logged "card.list" */

/* The newest file in which the person is protected or dependant; 0: none. For the log. */
err card_case(struct work *w, int64_t person, int64_t *ret_case) MUST_CHECK;
/* By printed number in any spelling; neither guarded nor logged. ERR_ABSENT "no_card". */
err card_find(struct work *w, const char *number, bool with_text, struct card *ret) MUST_CHECK;

/* The same for who works with files: ERR_ABSENT, too, where its holder stands in none but as a respondent. */
err card_find_of_file(struct work *w, const char *number, bool with_text, struct card *ret) MUST_CHECK;

/* By which a card is found by its printed number, without that standing anywhere. Asks the keys alone. */
err card_number_blind(const struct keyring *k, const uint8_t cti[CARD_CTI_SIZE],
                      uint8_t ret[DIGEST_SIZE]) MUST_CHECK;
/* The index made anew from the number: for when the key of look-ups is another. The caller's transaction. */
err card_blind_renew(struct work *w, int64_t card) MUST_CHECK;
/* *number, as it is kept or NULL, becomes the printed one, with hyphens. ERR_CORRUPT: it is no card's. */
err card_number_show(struct work *w, const char **number) MUST_CHECK;

/* The claims of a card of ours, from its stored text. */
err card_token_read(const char *text, struct card_token *ret) MUST_CHECK;

#endif
