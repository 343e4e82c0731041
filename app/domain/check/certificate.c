/* Certificates at the fee desk. A count is written after the card was checked anew, or for a note that the
 * device kept while it had no network, where nothing of the card is kept; each counts once, by a name of its
 * own, and is taken back by counting that beside. */
#include "domain/check/certificate.h"

#include <string.h>

#include "base/clock.h"
#include "crypto/digest.h"
#include "domain/check/asking_limit.h"
#include "domain/check/check.h"
#include "domain/check/tap_memory.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define KNOWN_DAYS 60 /* that a note is known: a device sends it again until it has the answer */

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

/* A card that was free, or the note of one, is for a desk to send. */
static err desk_require(struct work *w, const struct checker *device)
{
    if (strcmp(device->service, "documents") != 0)
        return refuse(w, ERR_DENIED, "wrong_device_service", "", "This device checks %s.", device->service);
    return OK;
}

static err key_check(struct work *w, const char *key)
{
    size_t n = strlen(key);

    if (n < CERTIFICATE_KEY_MIN || n > CERTIFICATE_KEY_MAX)
        return refuse(w, ERR_INPUT, "bad_key", "key", "A key has %d to %d characters.", CERTIFICATE_KEY_MIN,
                      CERTIFICATE_KEY_MAX);
    return OK;
}

static const char SQL_KNOWN[] = "SELECT count(*) FROM certificate_kind WHERE code = :kind";

static err kind_known(struct work *w, const char *kind, bool *ret)
{
    int64_t known;
    err e = db_int(w->db, SQL_KNOWN, BINDS(TEXT(":kind", kind)), &known);

    if (!e)
        *ret = known > 0;
    return e;
}

/* Of organisation, key and kind; nothing of a card goes into it. The organisation and not the device: one
 * that was enrolled anew meanwhile sends what it had kept, and that counts once all the same. */
static err note_name(struct work *w, const struct checker *device, const char *key, const char *kind,
                     uint8_t ret[DIGEST_SIZE])
{
    const char *text = arena_format(w->arena, "%lld %s %s", (long long)device->organisation, key, kind);

    return text ? digest_sha256(text, strlen(text), ret) : ERR_SYSTEM;
}

struct noted {
    date on;
    int64_t fee;
    bool undone;
};
static const char SQL_NOTED[] = "SELECT on_day, fee, undone FROM certificate_note WHERE note = :note";
static const struct column NOTED_COLUMNS[] = {
    COLUMN_DATE_AS(struct noted, on, "on_day"),
    COLUMN_INT(struct noted, fee),
    COLUMN_BOOL(struct noted, undone),
};

/* *ret_known false: it has not come yet. */
static err noted_read(struct work *w, const uint8_t name[DIGEST_SIZE], struct noted *ret, bool *ret_known)
{
    err e = row_read(w, SQL_NOTED, BINDS(BLOB(":note", name, DIGEST_SIZE)), COLUMNS(NOTED_COLUMNS), ret);

    *ret_known = !e;
    return e == ERR_ABSENT ? OK : e;
}

static const char SQL_FORGET[] = "DELETE FROM certificate_note WHERE until_day < :today";
static const char SQL_NOTE[] = "INSERT INTO certificate_note (note, on_day, until_day, fee, undone) VALUES "
                               "(:note, :day, :until, :fee, :undone)";

static err noted_write(struct work *w, const uint8_t name[DIGEST_SIZE], const struct noted *n)
{
    err e = db_exec(w->db, SQL_FORGET, BINDS(DATE(":today", w->today)));

    return e ? e
             : db_exec(w->db, SQL_NOTE,
                       BINDS(BLOB(":note", name, DIGEST_SIZE), DATE(":day", n->on),
                             DATE(":until", date_add_days(w->today, KNOWN_DAYS)), INT(":fee", n->fee),
                             INT(":undone", n->undone)));
}

/* What the holder need not pay, by the rule in force on that day; of two the newer. */
static const char SQL_FEE[] =
    "SELECT amount FROM documents_fee WHERE from_day <= :day AND (until_day IS NULL "
    "OR until_day >= :day) ORDER BY from_day DESC, id DESC LIMIT 1";
static const char SQL_COUNT[] =
    "INSERT INTO certificate_count (on_day, organisation_id, kind, count, sum) VALUES (:day, :organisation, "
    ":kind, 1, :fee) ON CONFLICT (on_day, organisation_id, kind) DO UPDATE SET "
    "count = certificate_count.count + 1, sum = certificate_count.sum + excluded.sum";

/* In a transaction. *ret: whether it counts now, as it did when it came before. */
static err count_once(struct work *w, int64_t organisation, const char *kind, const uint8_t name[DIGEST_SIZE],
                      date on, bool *ret)
{
    struct noted n = {.on = on};
    bool known;
    err e;

    if ((e = noted_read(w, name, &n, &known)))
        return e;
    *ret = !n.undone;
    if (known)
        return OK;
    /* Where no rule is in force the fee is 0: the certificate is counted all the same, for it was given. */
    if ((e = db_int(w->db, SQL_FEE, BINDS(DATE(":day", on)), &n.fee)) && e != ERR_ABSENT)
        return e;
    if ((e = noted_write(w, name, &n)))
        return e;
    return db_exec(
        w->db, SQL_COUNT,
        BINDS(DATE(":day", on), INT(":organisation", organisation), TEXT(":kind", kind), INT(":fee", n.fee)));
}

static err note_store(struct work *w, const struct checker *device, const char *kind,
                      const uint8_t name[DIGEST_SIZE])
{
    CLEANUP(tx_end) struct tx tx = {0};
    bool counts;
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = count_once(w, device->organisation, kind, name, w->today, &counts)))
        return e;
    return tx_commit(&tx);
}

static err card_free(struct doorway *d, const struct checker *device, const char *card,
                     struct asking_limit *asking, struct typing_limit *typing)
{
    struct check check;
    err e;

    if (!asking_limit_allows(asking, device, d->work.today, clock_ticks()))
        return refuse(&d->work, ERR_LIMIT, "too_many_checks", "",
                      "This device has asked more than a door can: wait.");
    if ((e = check_card(d, device, card, typing, &check)))
        return e;
    return check.verdict == VERDICT_VALID
               ? OK
               : refuse(&d->work, ERR_CONFLICT, "not_free", "card", "This card does not make it free.");
}

err certificate_count(struct doorway *d, const struct checker *device, const struct certificate_note *in,
                      struct asking_limit *asking, struct typing_limit *typing, struct tap_memory *taps)
{
    struct work *w = &d->work;
    uint8_t name[DIGEST_SIZE];
    struct noted before = {0};
    bool known;
    err e;

    if ((e = desk_require(w, device)) || (e = key_check(w, in->key)) || (e = kind_known(w, in->kind, &known)))
        return e;
    if (!known)
        return refuse(w, ERR_INPUT, "unknown_kind", "kind", "No such kind is in use.");
    /* Answered as if it had been counted, because it was: a screen that lost the first answer asks again. */
    if ((e = note_name(w, device, in->key, in->kind, name)) || (e = noted_read(w, name, &before, &known)) ||
        known)
        return e;
    if ((e = card_free(d, device, in->card, asking, typing)) || (e = note_store(w, device, in->kind, name)))
        return e;
    tap_memory_note(taps, name, clock_ticks());
    return OK;
}

/* ---- kept by a device while it had no network */
static err kept_take(struct work *w, const struct checker *device, struct certificate_kept *n,
                     struct tap_memory *taps)
{
    const date on = n->on > w->today ? w->today : n->on; /* by a clock that was ahead */
    uint8_t name[DIGEST_SIZE];
    struct noted before = {0};
    bool known, counts;
    err e;

    if ((e = note_name(w, device, n->key, n->kind, name)) || (e = noted_read(w, name, &before, &known)))
        return e;
    /* What came already is not too old, whatever its day. */
    if (!known && on < date_add_days(w->today, -CERTIFICATE_LATE_DAYS)) {
        n->outcome = "too_old";
        return OK;
    }
    if (!known && ((e = kind_known(w, n->kind, &counts)) || !counts)) {
        n->outcome = "unknown_kind";
        return e;
    }
    if ((e = count_once(w, device->organisation, n->kind, name, on, &counts)))
        return e;
    n->outcome = counts ? "counted" : "undone";
    if (!known)
        tap_memory_note(taps, name, clock_ticks());
    return OK;
}

err certificate_keep(struct doorway *d, const struct checker *device, struct certificate_kept *notes,
                     size_t count, struct tap_memory *taps)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct work *w = &d->work;
    err e;

    if ((e = desk_require(w, device)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = key_check(w, notes[i].key)))
            return e;
    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = kept_take(w, device, &notes[i], taps)))
            return e;
    return tx_commit(&tx);
}

/* ---- taken back */
static const char SQL_TAKE_BACK[] = "UPDATE certificate_note SET undone = 1 WHERE note = :note";
static const char SQL_UNDO[] = "UPDATE certificate_count SET undone = undone + 1, undone_sum = undone_sum + "
                               ":fee WHERE on_day = :day AND "
                               "organisation_id = :organisation AND kind = :kind";

static err undo_count(struct work *w, int64_t organisation, const char *kind, const uint8_t name[DIGEST_SIZE],
                      const struct noted *n)
{
    err e = db_exec(w->db, SQL_TAKE_BACK, BINDS(BLOB(":note", name, DIGEST_SIZE)));

    return e ? e
             : db_exec(w->db, SQL_UNDO,
                       BINDS(INT(":fee", n->fee), DATE(":day", n->on), INT(":organisation", organisation),
                             TEXT(":kind", kind)));
}

/* One that has not come yet is known as taken back from now on: when it comes it counts nothing. */
err certificate_undo(struct doorway *d, const struct checker *device, const struct certificate_undone *in,
                     struct tap_memory *taps)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct work *w = &d->work;
    struct noted n = {.on = w->today, .undone = true};
    uint8_t name[DIGEST_SIZE];
    bool known;
    err e;

    if ((e = desk_require(w, device)) || (e = key_check(w, in->key)) ||
        (e = note_name(w, device, in->key, in->kind, name)) || (e = tx_begin(&tx, w->db)) ||
        (e = noted_read(w, name, &n, &known)))
        return e;
    if (known && n.undone)
        return OK;
    if (known && !tap_memory_knows(taps, name, clock_ticks()))
        return refuse(w, ERR_CONFLICT, "too_late", "", "This was noted too long ago to be taken back here.");
    e = known ? undo_count(w, device->organisation, in->kind, name, &n) : noted_write(w, name, &n);
    return e ? e : tx_commit(&tx);
}
