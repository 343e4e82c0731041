/* The check where there is no network: what a device decides from the card's text, the issuer's keys and the
 * last lists it holds. The steps, in this order: prefix, Base32, COSE, kid, signature, service bit, the bit
 * of its list where that is held, exp (or the list of those that go on beyond it), nbf, a list that is held.
 * No clock, no database, nothing kept. This is the reference that web/check/card/offline.js must agree with;
 * tests/agreement/cases.json holds both to it.
 *
 * A set bit says "revoked" here, because a list cannot tell a revoked card from one whose services ended; the
 * server says "ended" of the latter. */
#ifndef SUPPORT_OFFLINE_H
#define SUPPORT_OFFLINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "crypto/signature.h"
#include "token/card_token.h"
#include "token/status_list.h"

/* How far the clocks of device and register may lie apart. A list from further ahead was signed while a clock
 * was wrong, and would outlast those that follow it. */
#define OFFLINE_AHEAD (5 * 60)

/* No card is good for longer than twelve months from its issue: seconds behind exp after which nothing can
 * prolong it.
 */
#define OFFLINE_PROLONGED (366 * INT64_C(86400))

enum offline_reason {
    OFFLINE_OK,
    OFFLINE_EXPIRED,
    OFFLINE_NOT_YET_VALID,
    OFFLINE_REVOKED,
    OFFLINE_WRONG_SERVICE,
    OFFLINE_FORGED,
    OFFLINE_OTHER_ISSUER,
    OFFLINE_UNREADABLE,
    OFFLINE_LIST_STALE, /* no key at all, no list, one past its exp, or one that has no such entry; a list of
                           more than OFFLINE_AHEAD seconds after now is none */
    OFFLINE_REASONS,
};
/* As the check answers them: "expired"; and "valid", "invalid" or "ask". */
const char *offline_reason_name(enum offline_reason r);
const char *offline_verdict_name(enum offline_reason r);

/* A status list whose signature holds. Zero-initialise, free with CLEANUP(offline_list_free). */
struct offline_list {
    struct status_list_token token;
    struct buf entries;
};
void offline_list_free(struct offline_list *list);

/* What the device holds: public keys of the municipality, old ones included, and lists by their URI. */
struct offline_known {
    const struct verifier *const *keys;
    size_t key_count;
    const struct offline_list *lists;
    size_t list_count;
};

/* Checks kid and signature before anything is unpacked, then that it is the list of that uri; its exp is
 * looked at when a card is decided. lists are not used. ERR_INPUT with *ret_reason "unreadable",
 * "other_issuer", "forged" or "other_list". */
err offline_list_import(const uint8_t *token, size_t n, const struct offline_known *known, const char *uri,
                        struct offline_list *ret, const char **ret_reason) MUST_CHECK;

struct offline_check {
    enum offline_reason reason;
    date until;                   /* printed day, when OK and it stands; else DATE_NONE */
    char hint[CARD_HINT_MAX + 1]; /* "" unless OK */
    int64_t list_iat;             /* of the list that was looked at; 0: none */
    const char *detail;           /* what about an unreadable card was refused; NULL otherwise */
};

/* service: 0 is on no card. Fails only where memory or a library does. */
err offline_decide(const char *text, size_t n, enum card_service service, int64_t now,
                   const struct offline_known *known, struct offline_check *ret) MUST_CHECK;

#endif
