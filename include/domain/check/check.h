/* The question at a bus door: is this service free for this holder now? One look-up, nothing stored. */
#ifndef DOMAIN_CHECK_H
#define DOMAIN_CHECK_H

#include "domain/check/checker.h"
#include "token/card_token.h"

enum verdict { VERDICT_VALID, VERDICT_INVALID, VERDICT_ASK };
enum check_reason {
    CHECK_OK,
    CHECK_EXPIRED,
    CHECK_NOT_YET_VALID,
    CHECK_REVOKED,
    CHECK_ENDED,
    CHECK_WRONG_SERVICE,
    CHECK_UNKNOWN,
    CHECK_FORGED,
    CHECK_OTHER_ISSUER,
    CHECK_UNREADABLE,
    CHECK_LIST_STALE,
    CHECK_RESTORED_GAP,
    CHECK_TOO_MANY, /* the device asks more than a door can */
    CHECK_REASONS,
};
const char *verdict_name(enum verdict v);           /* "valid", "invalid", "ask" */
const char *check_reason_name(enum check_reason r); /* "ok", "wrong_service", ... */
enum verdict check_verdict(enum check_reason r);

struct check {
    enum verdict verdict;
    enum check_reason reason;
    date until; /* last day, when valid; the card's own last day where the order lies open */
    char hint[CARD_HINT_MAX + 1]; /* "" unless valid */
};

/* Nothing was looked up, for that reason. */
struct check check_not_asked(enum check_reason r);
/* text: the card's text in any case, or a typed card number (typed numbers: at most TYPED_NUMBERS_A_MINUTE
 * by device; then ERR_LIMIT "too_many_numbers"). Reads only; needs just the hint key and public keys.
 * Counting is the caller's (tally_count). */
struct typing_limit;
err check_card(struct doorway *d, const struct checker *device, const char *text, struct typing_limit *typing,
               struct check *ret) MUST_CHECK;

#endif
