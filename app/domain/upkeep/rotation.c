/* The order of the steps is what keeps a register whole: file, list, rows, list. */
#include "domain/upkeep/rotation.h"

#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/card/card.h"
#include "domain/file/person.h"
#include "domain/ground/ground_holder.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "domain/order/order_blind.h"
#include "domain/upkeep/renewal.h"
#include "domain/work/key_listing.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "vault/vault.h"

/* ---- the list, and what was when */

static const char SQL_LIST_ADD[] =
    "INSERT INTO key_check (kind, number, digest) VALUES (:kind, :number, :digest)";
static const char SQL_LIST_DROP[] = "DELETE FROM key_check WHERE kind = :kind AND number < :number";
static const char SQL_MADE[] =
    "INSERT INTO key_history (kind, number, made_at) VALUES (:kind, :number, :now) "
    "ON CONFLICT (kind, number) DO NOTHING";

static err list_add(struct work *w, const struct key_listed *l)
{
    return db_exec(w->db, SQL_LIST_ADD,
                   BINDS(TEXT(":kind", key_kind_name(l->kind)), INT(":number", l->number),
                         BLOB(":digest", l->check, DIGEST_SIZE)));
}

static err list_drop_below(struct work *w, enum key_kind kind, int number)
{
    return db_exec(w->db, SQL_LIST_DROP, BINDS(TEXT(":kind", key_kind_name(kind)), INT(":number", number)));
}

static err made_note(struct work *w, enum key_kind kind, int number)
{
    return db_exec(w->db, SQL_MADE,
                   BINDS(TEXT(":kind", key_kind_name(kind)), INT(":number", number), INT(":now", w->now)));
}

static const char SQL_BEGUN[] =
    "UPDATE key_history SET begun_at = :now WHERE kind = :kind AND number = :number";

static err begun_note(struct work *w, enum key_kind kind, int number)
{
    return db_exec(w->db, SQL_BEGUN,
                   BINDS(TEXT(":kind", key_kind_name(kind)), INT(":number", number), INT(":now", w->now)));
}

static err rotated_log(struct work *w, const char *why, int number)
{
    const struct audit_entry entry = {.what = "key.rotate", .record = "key", .record_id = number, .why = why};

    return audit_append(w, &entry);
}

/* ---- files */

/* The next number, and its file: the one that a call before left, or a new one. */
static err file_next(struct work *w, const char *dir, enum key_kind kind, int newest, struct key_listed *ret)
{
    err e;

    if (newest >= KEY_LAST)
        return refuse(w, ERR_LIMIT, "last_number", "", "There is no number above %d.", KEY_LAST);
    e = keyring_key_create(dir, kind, newest + 1);
    if (e && e != ERR_CONFLICT)
        return refuse(w, e, "no_key_made", "", "The folder of keys takes no new file.");
    return keyring_file_check(dir, kind, newest + 1, &w->problem, ret);
}

/* The keys as they will be listed: those of now, and one more in the place of all of its kind that are older.
 */
static err ring_open(struct work *w, const char *dir, const struct key_listed *with, bool instead,
                     struct keyring **ret)
{
    struct key_listing now, then;
    struct key_listed *at;
    size_t n = 0;
    err e;

    if ((e = key_listing_read(w, &now)))
        return e;
    if (!(at = arena_array(w->arena, now.count + 1, sizeof *at)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < now.count; i++)
        if (!with || !instead || now.at[i].kind != with->kind)
            at[n++] = now.at[i];
    if (with)
        at[n++] = *with;
    then = (struct key_listing){at, n};
    return keyring_open(dir, KEYRING_ALL, &then, &w->problem, ret);
}

/* ---- the master key */

static const char SQL_OLDER[] = "SELECT count(*) FROM key_check WHERE kind = :kind AND number < :number";

static bool masters_left(const struct vault_status *s, int newest)
{
    for (int i = 1; i < newest; i++)
        if (s->under[i])
            return true;
    return false;
}

static err master_list(struct work *w, const char *dir, int *number)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct key_listed next;
    err e;

    if ((e = file_next(w, dir, KEY_FILE_SEAL, *number, &next)) || (e = tx_begin(&tx, w->db)) ||
        (e = list_add(w, &next)) || (e = made_note(w, KEY_FILE_SEAL, next.number)) || (e = tx_commit(&tx)))
        return e;
    *number = next.number;
    return OK;
}

err rotation_master(struct work *w, const char *dir, struct keyring **keep, struct rotation *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct rotation r = {.number = keyring_newest(w->keys, KEY_FILE_SEAL), .signs_on = DATE_NONE};
    struct vault_status s;
    int64_t older;
    err e;

    if ((e = db_int(w->db, SQL_OLDER,
                    BINDS(TEXT(":kind", key_kind_name(KEY_FILE_SEAL)), INT(":number", r.number)), &older)))
        return e;
    /* A call before listed the key and was cut off: it is ended, and no further key is made. */
    if (!older && (e = master_list(w, dir, &r.number)))
        return e;
    if ((e = ring_open(w, dir, NULL, false, keep)) || (e = vault_rewrap(w->vault, *keep, &r.rows)) ||
        (e = vault_status(w->vault, &s)))
        return e;
    if (masters_left(&s, r.number))
        return refuse(w, ERR_BUSY, "keys_in_use", "", "Keys were made meanwhile: ask again.");
    if ((e = tx_begin(&tx, w->db)) || (e = list_drop_below(w, KEY_FILE_SEAL, r.number)) ||
        (e = rotated_log(w, "master", r.number)) || (e = tx_commit(&tx)))
        return e;
    r.over = r.number - 1;
    *ret = r;
    return OK;
}

/* ---- look-ups */

static const char SQL_PERSONS[] =
    "SELECT id FROM person p WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = "
    "'person' AND e.record_id = p.id) ORDER BY id";
static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order o WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE "
    "e.what = 'file' AND e.record_id = o.case_id) ORDER BY id";
static const char SQL_CARDS[] =
    "SELECT id FROM card c WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = "
    "'person' AND e.record_id = c.person_id) ORDER BY id";
static const char SQL_HOLDERS[] = "SELECT id FROM ground_holder ORDER BY id";
static const char SQL_IMPORTED[] =
    "UPDATE protection_order SET import_blind = NULL WHERE import_blind IS NOT NULL";

static err look_ups_renew(struct work *w, int64_t *ret_rows)
{
    err e;

    if ((e = renewal_run(w, SQL_PERSONS, person_blind_renew, "person", ret_rows)) ||
        (e = renewal_run(w, SQL_ORDERS, order_blind_renew, "order", ret_rows)) ||
        (e = renewal_run(w, SQL_CARDS, card_blind_renew, "card", ret_rows)) ||
        (e = renewal_run(w, SQL_HOLDERS, ground_blind_renew, "ground_holder", ret_rows)))
        return e;
    /* An HMAC of what nobody has any more. */
    return db_exec(w->db, SQL_IMPORTED, NO_BINDS);
}

err rotation_blind(struct work *w, const char *dir, struct rotation *ret)
{
    CLEANUP(keyring_free) struct keyring *ring = NULL;
    CLEANUP(tx_end) struct tx tx = {0};
    struct rotation r = {.signs_on = DATE_NONE};
    struct key_listed next;
    struct work with = *w;
    err e;

    if ((e = file_next(w, dir, KEY_FILE_BLIND, keyring_newest(w->keys, KEY_FILE_BLIND), &next)) ||
        (e = ring_open(w, dir, &next, true, &ring)) || (e = tx_begin(&tx, w->db)))
        return e;
    with.keys = ring;
    if ((e = look_ups_renew(&with, &r.rows))) {
        w->problem = with.problem;
        return e;
    }
    if ((e = list_add(w, &next)) || (e = list_drop_below(w, KEY_FILE_BLIND, next.number)) ||
        (e = made_note(w, KEY_FILE_BLIND, next.number)) || (e = rotated_log(w, "blind", next.number)) ||
        (e = tx_commit(&tx)))
        return e;
    r.number = next.number;
    r.over = next.number - 1;
    *ret = r;
    return OK;
}

/* ---- hints */

/* Any check.db is told anew as a whole, whenever that is: nothing in it opens by the key that is listed from
 * now on. */
static const char SQL_TELL_ANEW[] = "UPDATE check_state SET turn = turn + 1, kept = turn + 1";

err rotation_hint(struct work *w, const char *dir, struct keyring **keep, struct rotation *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct rotation r = {.signs_on = DATE_NONE};
    struct key_listed next;
    err e;

    if ((e = file_next(w, dir, KEY_FILE_HINT, keyring_newest(w->keys, KEY_FILE_HINT), &next)) ||
        (e = ring_open(w, dir, &next, true, keep)) || (e = tx_begin(&tx, w->db)))
        return e;
    if ((e = db_exec(w->db, SQL_TELL_ANEW, NO_BINDS)) || (e = list_add(w, &next)) ||
        (e = list_drop_below(w, KEY_FILE_HINT, next.number)) ||
        (e = made_note(w, KEY_FILE_HINT, next.number)) || (e = rotated_log(w, "hint", next.number)) ||
        (e = tx_commit(&tx)))
        return e;
    r.number = next.number;
    r.over = next.number - 1;
    *ret = r;
    return OK;
}

/* ---- the issuer's key */

static const char SQL_MADE_AT[] = "SELECT made_at FROM key_history WHERE kind = :kind AND number = :number";

/* A new key, published, so that every device has it before it meets a card that it signed. */
static err issuer_publish(struct work *w, const char *dir, int newest, struct rotation *r)
{
    CLEANUP(keyring_free) struct keyring *ring = NULL;
    CLEANUP(tx_end) struct tx tx = {0};
    struct key_listed secret, public;
    struct work with = *w;
    err e;

    if ((e = file_next(w, dir, KEY_FILE_ISSUER, newest, &secret)) ||
        (e = keyring_file_check(dir, KEY_FILE_PUBLIC, secret.number, &w->problem, &public)) ||
        (e = ring_open(w, dir, &public, false, &ring)) || (e = tx_begin(&tx, w->db)))
        return e;
    with.keys = ring;
    if ((e = list_add(w, &public)) || (e = made_note(w, KEY_FILE_ISSUER, secret.number)) ||
        (e = issuer_keys_publish(&with)) || (e = rotated_log(w, "issuer published", secret.number)) ||
        (e = tx_commit(&tx)))
        return e;
    r->number = secret.number;
    r->signs_on = date_add_days(w->today, ISSUER_NOTICE_DAYS);
    return OK;
}

/* The key that was published long enough signs from now on. */
static err issuer_begin(struct work *w, const char *dir, int number, struct rotation *r)
{
    CLEANUP(keyring_free) struct keyring *ring = NULL;
    CLEANUP(tx_end) struct tx tx = {0};
    struct key_listed secret;
    char day[DATE_TEXT];
    int64_t made;
    err e;

    if ((e = db_int(w->db, SQL_MADE_AT,
                    BINDS(TEXT(":kind", key_kind_name(KEY_FILE_ISSUER)), INT(":number", number)), &made)))
        return e == ERR_ABSENT ? ERR_CORRUPT : e;
    if (w->now < made + ISSUER_NOTICE_DAYS * INSTANT_DAY)
        return refuse(w, ERR_CONFLICT, "too_early", "",
                      "The new key is published, and signs from %s on: until then a device may not know it.",
                      date_format_sq(instant_date(made + ISSUER_NOTICE_DAYS * INSTANT_DAY), day));
    if ((e = keyring_file_check(dir, KEY_FILE_ISSUER, number, &w->problem, &secret)) ||
        (e = ring_open(w, dir, &secret, true, &ring)) || (e = tx_begin(&tx, w->db)) ||
        (e = list_add(w, &secret)) || (e = list_drop_below(w, KEY_FILE_ISSUER, number)) ||
        (e = begun_note(w, KEY_FILE_ISSUER, number)) || (e = rotated_log(w, "issuer signs", number)) ||
        (e = tx_commit(&tx)))
        return e;
    r->number = number;
    r->over = number - 1;
    return OK;
}

err rotation_issuer(struct work *w, const char *dir, struct rotation *ret)
{
    struct rotation r = {.signs_on = DATE_NONE};
    int secret = keyring_newest(w->keys, KEY_FILE_ISSUER), public = keyring_newest(w->keys, KEY_FILE_PUBLIC);
    err e = public > secret ? issuer_begin(w, dir, public, &r) : issuer_publish(w, dir, secret, &r);

    if (!e)
        *ret = r;
    return e;
}
