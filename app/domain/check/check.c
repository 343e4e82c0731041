/* A card is decided from its projection, found by the digest of its bytes; only a card the register does not
 * know is looked at itself, to tell a forgery from somebody else's card and from one of ours that a restored
 * database lost. */
#include "domain/check/check.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "domain/check/door_hint.h"
#include "domain/check/published.h"
#include "domain/check/typing_limit.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/base32.h"

#define SERVICE_ROOM 16 /* bytes: room for "kindergarten" */

static const struct {
    const char *name;
    enum verdict verdict;
} REASONS[CHECK_REASONS] = {
    [CHECK_OK] = {"ok", VERDICT_VALID},
    [CHECK_EXPIRED] = {"expired", VERDICT_INVALID},
    [CHECK_NOT_YET_VALID] = {"not_yet_valid", VERDICT_INVALID},
    [CHECK_REVOKED] = {"revoked", VERDICT_INVALID},
    [CHECK_ENDED] = {"ended", VERDICT_INVALID},
    [CHECK_WRONG_SERVICE] = {"wrong_service", VERDICT_INVALID},
    [CHECK_UNKNOWN] = {"unknown", VERDICT_INVALID},
    [CHECK_FORGED] = {"forged", VERDICT_INVALID},
    [CHECK_OTHER_ISSUER] = {"other_issuer", VERDICT_INVALID},
    [CHECK_UNREADABLE] = {"unreadable", VERDICT_ASK},
    [CHECK_LIST_STALE] = {"list_stale", VERDICT_ASK},
    [CHECK_RESTORED_GAP] = {"restored_gap", VERDICT_ASK},
    [CHECK_TOO_MANY] = {"too_many", VERDICT_ASK},
};

const char *verdict_name(enum verdict v)
{
    static const char *const NAMES[] = {"valid", "invalid", "ask"};

    return NAMES[v];
}

const char *check_reason_name(enum check_reason r)
{
    return REASONS[r].name;
}

enum verdict check_verdict(enum check_reason r)
{
    return REASONS[r].verdict;
}

/* What the rows of one card come to for one service on one day. */
struct finding {
    bool known, revoked;
    date life_end;          /* last day of the card's life, whatever the orders say */
    date exp_day;           /* last day printed in it */
    bool masked;            /* the service is one of the card's */
    bool now, past, future; /* a row holds today, lies before it, lies after it */
    date until;             /* of the row that holds today */
    date last_past;
    int64_t card;
    const void *hint; /* sealed, in the arena; NULL: none */
    size_t hint_size;
};

/* One row of a card's projection. */
struct projected {
    uint8_t digest[DIGEST_SIZE];
    char service[SERVICE_ROOM]; /* "": the card itself */
    date from, until, exp_day;
    bool revoked;
    int64_t card;
    const void *hint;
    size_t hint_size;
};

static void row_weigh(struct finding *f, const struct projected *row, date today)
{
    date until = row->until;

    if (!row->service[0]) {
        f->known = true;
        f->life_end = until;
        f->exp_day = row->exp_day;
        f->revoked = row->revoked;
        f->card = row->card;
        f->hint = row->hint;
        f->hint_size = row->hint_size;
        return;
    }
    f->masked = true;
    if (until == DATE_OPEN && today > f->life_end)
        until = f->life_end;
    if (row->from > today) {
        f->future = true;
    } else if (until < today) {
        f->past = true;
        f->last_past = until; /* rows come in order of their days */
    } else {
        f->now = true;
        f->until = until;
    }
}

static enum check_reason finding_decide(const struct finding *f)
{
    /* As a device without network goes on: the service, what became of the card, its days (token/FORMAT.md
     * lists where the two differ all the same). */
    if (!f->masked)
        return CHECK_WRONG_SERVICE;
    if (f->revoked)
        return CHECK_REVOKED;
    if (f->now)
        return CHECK_OK;
    if (f->future && !f->past)
        return CHECK_NOT_YET_VALID;
    /* Over before the day that is printed: an act ended it, and the holder may not know yet. */
    return f->last_past < f->exp_day ? CHECK_ENDED : CHECK_EXPIRED;
}

/* The row of the card itself, and those of the service asked for; + keeps it one walk over the card's few
 * rows. */
static const char SQL_CARD[] =
    "SELECT digest, service, from_day, until_day, exp_day, revoked, card_ref, hint_sealed FROM card_service "
    "WHERE digest = :digest AND (+service = '' OR +service = :service) ORDER BY service, from_day";

static const struct column PROJECTED_COLUMNS[] = {
    COLUMN_BLOB(struct projected, digest),
    COLUMN_TEXT(struct projected, service),
    COLUMN_DATE_AS(struct projected, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct projected, until, "until_day"),
    COLUMN_DATE(struct projected, exp_day),
    COLUMN_BOOL(struct projected, revoked),
    COLUMN_INT_AS(struct projected, card, "card_ref"),
    COLUMN_BYTES_AS(struct projected, hint, hint_size, "hint_sealed"),
};

/* The hint stands in the card's own row, the first; only a good card's is opened. */
static err hint_open(struct doorway *d, const struct finding *f, char ret[CARD_HINT_MAX + 1])
{
    const struct seal_place at = {SEAL_HINT, "card", "hint", f->card};
    CLEANUP(buf_wipe) struct buf plain = {0};
    err e;

    ret[0] = '\0';
    if (!f->hint)
        return OK;
    if ((e = door_hint_open(d, &at, f->hint, f->hint_size, &plain)))
        return e;
    if (plain.len > CARD_HINT_MAX)
        return ERR_CORRUPT;
    if (plain.len)
        memcpy(ret, plain.data, plain.len);
    ret[plain.len] = '\0';
    return OK;
}

static err finding_read(struct doorway *d, const uint8_t digest[DIGEST_SIZE], const char *service,
                        struct finding *ret)
{
    struct work *w = &d->work;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct projected row;
    bool more;
    err e;

    if ((e = db_query(w->db, SQL_CARD, BINDS(BLOB(":digest", digest, DIGEST_SIZE), TEXT(":service", service)),
                      &s)))
        return e;
    while (!(e = row_next(w, s, COLUMNS(PROJECTED_COLUMNS), &row, &more)) && more) {
        /* The index found it by comparing byte after byte; here it is compared again in a time that tells
         * nothing. */
        if (!digest_same(row.digest, digest, DIGEST_SIZE))
            return ERR_CORRUPT;
        row_weigh(ret, &row, w->today);
    }
    return e;
}

static void conclude(struct check *ret, enum check_reason reason)
{
    ret->reason = reason;
    ret->verdict = check_verdict(reason);
}

/* Where an order lies open the printed day is shown, and today once that has passed: the order still stands.
 */
static date until_shown(const struct finding *f, date today)
{
    if (f->until != DATE_OPEN)
        return f->until;
    return f->exp_day > today ? f->exp_day : today;
}

/* *ret_known = false: no such card, and *ret untouched. */
static err digest_check(struct doorway *d, const uint8_t digest[DIGEST_SIZE], const char *service,
                        bool *ret_known, struct check *ret)
{
    struct work *w = &d->work;
    struct finding f = {0};
    err e;

    if ((e = finding_read(d, digest, service, &f)))
        return e;
    if ((*ret_known = f.known)) {
        conclude(ret, finding_decide(&f));
        if (ret->reason == CHECK_OK) {
            ret->until = until_shown(&f, w->today);
            return hint_open(d, &f, ret->hint);
        }
    }
    return OK;
}

/* Why a card is not in the register. */
static err stranger_check(struct doorway *d, const uint8_t *bytes, size_t n, struct check *ret)
{
    CLEANUP(verifier_free) struct verifier *retired = NULL;
    const struct verifier *key;
    struct card_token token;
    struct cose_sign1 cose;
    const char *reason;
    err e;

    if (card_token_parse(bytes, n, &token, &cose, &reason)) {
        conclude(ret, CHECK_UNREADABLE);
        return OK;
    }
    if (!(key = keyring_verifier_by_kid(d->work.keys, cose.kid.data, cose.kid.size))) {
        if ((e = door_key_remembered(d, cose.kid.data, cose.kid.size, &retired)))
            return e;
        key = retired;
    }
    if (!key) {
        conclude(ret, CHECK_OTHER_ISSUER);
        return OK;
    }
    e = cose_verify_ours(&cose, key);
    if (e && e != ERR_CORRUPT)
        return e;
    /* A good signature on a card that the register does not know: a restored backup has lost it. Nobody is
     * turned away for that; the person at the door asks. */
    conclude(ret, e ? CHECK_FORGED : CHECK_RESTORED_GAP);
    return OK;
}

static err text_check(struct doorway *d, const char *service, const char *text, struct check *ret)
{
    uint8_t bytes[CARD_TEXT_MAX], digest[DIGEST_SIZE];
    const char *reason;
    bool known;
    size_t n;
    err e;

    if (card_text_decode(text, strlen(text), bytes, &n, &reason)) {
        conclude(ret, CHECK_UNREADABLE);
        return OK;
    }
    if ((e = digest_sha256(bytes, n, digest)) || (e = digest_check(d, digest, service, &known, ret)))
        return e;
    return known ? OK : stranger_check(d, bytes, n, ret);
}

/* By its hash: whoever reads this file learns no number that could be printed on a card. */
static const char SQL_NUMBER[] = "SELECT digest FROM card_service WHERE number_hash = :hash";

struct numbered {
    uint8_t digest[DIGEST_SIZE];
};
static const struct column NUMBERED_COLUMNS[] = {COLUMN_BLOB(struct numbered, digest)};

static err number_check(struct doorway *d, const char *service, const uint8_t cti[CARD_CTI_SIZE],
                        struct check *ret)
{
    char number[BASE32_TEXT(CARD_CTI_SIZE)];
    uint8_t hash[DIGEST_SIZE];
    struct numbered card = {0};
    bool known = false;
    err e;

    base32_encode(cti, CARD_CTI_SIZE, number);
    if ((e = digest_sha256(number, strlen(number), hash)))
        return e;
    e = row_read(&d->work, SQL_NUMBER, BINDS(BLOB(":hash", hash, DIGEST_SIZE)), COLUMNS(NUMBERED_COLUMNS),
                 &card);
    if (!e)
        e = digest_check(d, card.digest, service, &known, ret);
    else if (e == ERR_ABSENT)
        e = OK;
    if (e)
        return e;
    if (!known)
        conclude(ret, CHECK_UNKNOWN);
    return OK;
}

struct check check_not_asked(enum check_reason r)
{
    struct check check = {.until = DATE_NONE};

    conclude(&check, r);
    return check;
}

static bool is_card_text(const char *text)
{
    return strncasecmp(text + strspn(text, " \t\r\n"), "BK1", 3) == 0;
}

err check_card(struct doorway *d, const struct checker *device, const char *text, struct typing_limit *typing,
               struct check *ret)
{
    struct check check = {.until = DATE_NONE};
    uint8_t cti[CARD_CTI_SIZE];
    err e = OK;

    if (is_card_text(text))
        e = text_check(d, device->service, text, &check);
    else if (card_number_parse(text, cti))
        conclude(&check, CHECK_UNREADABLE);
    /* Only numbers that could be one are counted: a slip of the finger costs nothing. */
    else if (!typing_limit_allows(typing, device->id, clock_ticks()))
        e = refuse(&d->work, ERR_LIMIT, "too_many_numbers", "card",
                   "At most %d typed numbers a minute: scan the card, or wait.", TYPED_NUMBERS_A_MINUTE);
    else
        e = number_check(d, device->service, cti, &check);
    if (!e)
        *ret = check;
    return e;
}
