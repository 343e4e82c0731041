/* Certificates at the fee desk. A count is written only after the card was checked anew, so that nobody
 * counts without one; what is written says nothing of it. */
#include "domain/check/certificate.h"

#include <string.h>

#include "base/clock.h"
#include "crypto/digest.h"
#include "domain/check/asking_limit.h"
#include "domain/check/check.h"
#include "domain/check/tap_memory.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_KINDS[] = "SELECT code, text, text_en FROM certificate_kind ORDER BY id";
static const struct column KIND_COLUMNS[] = {
    COLUMN_TEXT(struct desk_kind, code),
    COLUMN_TEXT(struct desk_kind, text),
    COLUMN_TEXT(struct desk_kind, text_en),
};

err desk_kinds(struct doorway *d, struct desk_kind **ret, size_t *ret_count)
{
    return rows_read(&d->work, SQL_KINDS, NO_BINDS, COLUMNS(KIND_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_KNOWN[] = "SELECT count(*) FROM certificate_kind WHERE code = :kind";

static err note_check(struct work *w, const struct checker *device, const struct certificate_note *in)
{
    size_t key = strlen(in->key);
    int64_t known;
    err e;

    if (strcmp(device->service, "documents") != 0)
        return refuse(w, ERR_DENIED, "wrong_device_service", "", "This device checks %s.", device->service);
    if (key < CERTIFICATE_KEY_MIN || key > CERTIFICATE_KEY_MAX)
        return refuse(w, ERR_INPUT, "bad_key", "key", "A key has %d to %d characters.", CERTIFICATE_KEY_MIN,
                      CERTIFICATE_KEY_MAX);
    if ((e = db_int(w->db, SQL_KNOWN, BINDS(TEXT(":kind", in->kind)), &known)))
        return e;
    return known ? OK : refuse(w, ERR_INPUT, "unknown_kind", "kind", "No such kind is in use.");
}

/* What the holder need not pay, by the rule in force today; of two the newer. */
static const char SQL_FEE[] =
    "SELECT amount FROM documents_fee WHERE from_day <= :today AND (until_day IS NULL "
    "OR until_day >= :today) ORDER BY from_day DESC, id DESC LIMIT 1";
static const char SQL_COUNT[] =
    "INSERT INTO certificate_count (on_day, organisation_id, kind, count, sum) VALUES (:day, :organisation, "
    ":kind, 1, :fee) ON CONFLICT (on_day, organisation_id, kind) DO UPDATE SET "
    "count = certificate_count.count + 1, sum = certificate_count.sum + excluded.sum";

static err count_write(struct work *w, int64_t organisation, const char *kind)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t fee = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    /* Where no rule is in force the fee is 0: the certificate is counted all the same, for it was given. */
    if ((e = db_int(w->db, SQL_FEE, BINDS(DATE(":today", w->today)), &fee)) && e != ERR_ABSENT)
        return e;
    if ((e = db_exec(w->db, SQL_COUNT,
                     BINDS(DATE(":day", w->today), INT(":organisation", organisation), TEXT(":kind", kind),
                           INT(":fee", fee)))))
        return e;
    return tx_commit(&tx);
}

/* Of device, key and kind; nothing of the card goes into it. */
static err tap_digest(struct work *w, const struct checker *device, const struct certificate_note *in,
                      uint8_t ret[DIGEST_SIZE])
{
    const char *text = arena_format(w->arena, "%lld %s %s", (long long)device->id, in->key, in->kind);

    return text ? digest_sha256(text, strlen(text), ret) : ERR_SYSTEM;
}

err certificate_count(struct doorway *d, const struct checker *device, const struct certificate_note *in,
                      struct asking_limit *asking, struct typing_limit *typing, struct tap_memory *taps)
{
    struct work *w = &d->work;
    uint8_t tap[DIGEST_SIZE];
    struct check check;
    err e;

    if ((e = note_check(w, device, in)) || (e = tap_digest(w, device, in, tap)))
        return e;
    /* Answered as if it had been counted, because it was: a screen that lost the first answer asks again. */
    if (!tap_memory_first(taps, tap, clock_ticks()))
        return OK;
    if (!asking_limit_allows(asking, device, w->today, clock_ticks()))
        e = refuse(w, ERR_LIMIT, "too_many_checks", "", "This device has asked more than a door can: wait.");
    else if (!(e = check_card(d, device, in->card, typing, &check))) {
        if (check.verdict != VERDICT_VALID)
            e = refuse(w, ERR_CONFLICT, "not_free", "card", "This card does not make it free.");
        else
            e = count_write(w, device->organisation, in->kind);
    }
    if (e)
        tap_memory_forget(taps, tap);
    return e;
}
