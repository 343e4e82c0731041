/* The tables that check.db has of the register, each written from the register's own rows. Numbers that name
 * persons and cards stay behind: rows carry random ones, drawn anew each time, and a card is found by what
 * only its holder shows. */
#include "domain/outpost/telling.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "crypto/random.h"
#include "domain/card/kindergarten_number.h"
#include "domain/check/children.h"
#include "domain/file/person_hint.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/base32.h"
#include "token/card_token.h"

#define CHILD_NUMBER_TEXT 24 /* bytes: mark, digits and the end */
#define SERVICE_ROOM      16 /* bytes: room for "kindergarten" */

/* 62 random bits: a number without meaning, never negative. */
static err ref_draw(int64_t *ret)
{
    uint64_t bits;
    err e = random_bytes(&bits, sizeof bits);

    if (!e)
        *ret = (int64_t)(bits >> 2);
    return e;
}

/* ---- cards */
struct told_card {
    int64_t id, person, reprinted;
    const char *text;
};
static const char SQL_CARD[] =
    "SELECT k.id, k.person_id, (SELECT count(*) FROM card_reprint r WHERE r.card_id = k.id) AS reprinted, "
    "k.token_sealed FROM card k WHERE k.id = :id";
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct told_card, id),
    COLUMN_INT_AS(struct told_card, person, "person_id"),
    COLUMN_INT(struct told_card, reprinted),
    COLUMN_SEALED_AS(struct told_card, text, "card", id, "token_sealed", "token"),
};

/* What the card itself says. */
struct shown_card {
    uint8_t digest[DIGEST_SIZE], number_hash[DIGEST_SIZE];
    char hint[CARD_HINT_MAX + 1];
};

static err card_show(const char *text, struct shown_card *ret)
{
    uint8_t bytes[CARD_TEXT_MAX];
    char number[BASE32_TEXT(CARD_CTI_SIZE)];
    struct card_token token;
    struct cose_sign1 cose;
    const char *reason;
    size_t n;
    err e;

    if (card_text_decode(text, strlen(text), bytes, &n, &reason) ||
        card_token_parse(bytes, n, &token, &cose, &reason))
        return ERR_CORRUPT;
    base32_encode(token.cti, CARD_CTI_SIZE, number);
    if ((e = digest_sha256(bytes, n, ret->digest)) ||
        (e = digest_sha256(number, strlen(number), ret->number_hash)))
        return e;
    memcpy(ret->hint, token.hint, sizeof ret->hint);
    return OK;
}

static err shown_read(struct work *w, int64_t id, struct shown_card *ret)
{
    struct told_card card = {0};
    err e;

    if ((e = row_read(w, SQL_CARD, BINDS(INT(":id", id)), COLUMNS(CARD_COLUMNS), &card)) ||
        (e = card_show(card.text, ret)))
        return e;
    /* The name was put right after the card was signed: the checker sees the right initials, the card prints
     * the old. A card without a hint keeps none. */
    return card.reprinted && ret->hint[0] ? person_hint_read(w, card.person, ret->hint) : OK;
}

static err told_hint_seal(struct telling *t, const char *table, int64_t ref, const char *hint,
                          struct buf *ret)
{
    const struct seal_place at = {SEAL_HINT, table, "hint", ref};

    return hint[0] ? hint_seal(t->here.keys, &at, hint, strlen(hint), ret) : OK;
}

struct told_span {
    char service[SERVICE_ROOM]; /* "": the card itself */
    date from, until, exp_day;
    bool revoked;
};
static const char SQL_SPANS[] = "SELECT service, from_day, until_day, exp_day, revoked FROM card_service "
                                "WHERE card_id = :card ORDER BY service, from_day";
static const struct column SPAN_COLUMNS[] = {
    COLUMN_TEXT(struct told_span, service),
    COLUMN_DATE_AS(struct told_span, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct told_span, until, "until_day"),
    COLUMN_DATE(struct told_span, exp_day),
    COLUMN_BOOL(struct told_span, revoked),
};
static const char SQL_SPAN_ADD[] =
    "INSERT INTO card_service (digest, service, from_day, until_day, exp_day, revoked, card_ref, "
    "number_hash, "
    "hint_sealed) VALUES (:digest, :service, :from, :until, :exp, :revoked, :ref, :number, :hint)";

static err span_tell(struct telling *t, const struct shown_card *card, int64_t ref, const struct buf *hint,
                     const struct told_span *s)
{
    const bool own = !s->service[0];

    return db_exec(t->there, SQL_SPAN_ADD,
                   BINDS(BLOB(":digest", card->digest, DIGEST_SIZE), TEXT(":service", s->service),
                         DATE(":from", s->from), DATE(":until", s->until), DATE(":exp", s->exp_day),
                         INT(":revoked", s->revoked), INT(":ref", ref),
                         BLOB(":number", own ? card->number_hash : NULL, DIGEST_SIZE),
                         BLOB(":hint", own ? hint->data : NULL, hint->len)));
}

static err spans_tell(struct telling *t, int64_t id, const struct shown_card *card)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf hint = {0};
    struct told_span span;
    int64_t ref;
    bool more;
    err e;

    if ((e = ref_draw(&ref)) || (e = told_hint_seal(t, "card", ref, card->hint, &hint)) ||
        (e = db_query(t->here.db, SQL_SPANS, BINDS(INT(":card", id)), &s)))
        return e;
    while (!(e = row_next(&t->here, s, COLUMNS(SPAN_COLUMNS), &span, &more)) && more)
        if ((e = span_tell(t, card, ref, &hint, &span)))
            return e;
    return e;
}

static const char SQL_CARD_DROP[] = "DELETE FROM card_service WHERE digest = :digest";

/* In one transaction of check.db: a check never meets a card without its rows. */
static err card_tell(struct telling *t, int64_t id)
{
    struct shown_card card;
    err e;

    if ((e = shown_read(&t->here, id, &card)) ||
        (e = db_exec(t->there, SQL_CARD_DROP, BINDS(BLOB(":digest", card.digest, DIGEST_SIZE)))))
        return e;
    return spans_tell(t, id, &card);
}

/* ---- kindergartens: all children of one at once, so that nothing need remember which row is whose */
struct told_child {
    int64_t person;
    date from, until;
};
static const char SQL_CHILDREN[] =
    "SELECT person_id, from_day, until_day FROM kindergarten_child WHERE organisation_id = :id "
    "ORDER BY person_id, from_day";
static const struct column CHILD_COLUMNS[] = {
    COLUMN_INT_AS(struct told_child, person, "person_id"),
    COLUMN_DATE_AS(struct told_child, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct told_child, until, "until_day"),
};
static const char SQL_CHILDREN_DROP[] = "DELETE FROM kindergarten_child WHERE organisation_id = :id";
static const char SQL_CHILD_ADD[] =
    "INSERT INTO kindergarten_child (organisation_id, child_ref, from_day, until_day, hint_sealed) "
    "VALUES (:organisation, :ref, :from, :until, :hint)";

static err child_tell(struct telling *t, int64_t organisation, const struct told_child *c)
{
    char hint[CARD_HINT_MAX + 1], said[CARD_HINT_MAX + CHILD_NUMBER_TEXT];
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t ref, number = 0;
    err e = person_hint_read(&t->here, c->person, hint);

    /* Her right goes on, whatever became of her name: whoever sees it asks. */
    if (e == ERR_CORRUPT) {
        log_error("outpost: the name of person %lld cannot be read: doors are told \"?\"",
                  (long long)c->person);
        memcpy(hint, "?", 2);
        e = OK;
    }
    if (e || (e = kindergarten_number_read(&t->here, c->person, organisation, &number)))
        return e;
    snprintf(said, sizeof said, number ? "%s%c%" PRId64 : "%s", hint, CHILD_NUMBER_MARK, number);
    if ((e = ref_draw(&ref)) || (e = told_hint_seal(t, "kindergarten_child", ref, said, &sealed)))
        return e;
    return db_exec(t->there, SQL_CHILD_ADD,
                   BINDS(INT(":organisation", organisation), INT(":ref", ref), DATE(":from", c->from),
                         DATE(":until", c->until), BLOB(":hint", sealed.data, sealed.len)));
}

static err kindergarten_tell(struct telling *t, int64_t id)
{
    struct told_child *children;
    size_t count;
    err e;

    if ((e = rows_read(&t->here, SQL_CHILDREN, BINDS(INT(":id", id)), COLUMNS(CHILD_COLUMNS), NULL, &children,
                       &count)) ||
        (e = db_exec(t->there, SQL_CHILDREN_DROP, BINDS(INT(":id", id)))))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = child_tell(t, id, &children[i])))
            return e;
    return OK;
}

/* ---- organisations and devices */
struct told_organisation {
    int64_t id;
    const char *kind, *name;
    bool active;
};
static const char SQL_ORGANISATION[] = "SELECT id, kind, name, active FROM organisation WHERE id = :id";
static const struct column ORGANISATION_COLUMNS[] = {
    COLUMN_INT(struct told_organisation, id),
    COLUMN_TEXT(struct told_organisation, kind),
    COLUMN_TEXT(struct told_organisation, name),
    COLUMN_BOOL(struct told_organisation, active),
};
static const char SQL_ORGANISATION_DROP[] = "DELETE FROM organisation WHERE id = :id";
static const char SQL_ORGANISATION_ADD[] =
    "INSERT INTO organisation (id, kind, name, active) VALUES (:id, :kind, :name, :active)";

static err organisation_tell(struct telling *t, int64_t id)
{
    struct told_organisation o = {0};
    err there =
        row_read(&t->here, SQL_ORGANISATION, BINDS(INT(":id", id)), COLUMNS(ORGANISATION_COLUMNS), &o);
    err e;

    if ((there && there != ERR_ABSENT) ||
        (e = db_exec(t->there, SQL_ORGANISATION_DROP, BINDS(INT(":id", id)))))
        return there && there != ERR_ABSENT ? there : e;
    if (there == ERR_ABSENT)
        return OK;
    return db_exec(
        t->there, SQL_ORGANISATION_ADD,
        BINDS(INT(":id", o.id), TEXT(":kind", o.kind), TEXT(":name", o.name), INT(":active", o.active)));
}

struct told_device {
    int64_t id, organisation, enrol_until, sheet_until, revoked_at, unseen;
    date life, ends;
    const char *service, *name;
    const void *token_hash, *enrol_hash, *short_hash;
    size_t token_size, enrol_size, short_size;
};
static const char SQL_DEVICE[] = "SELECT id, organisation_id, service, name, token_hash, enrol_hash, "
                                 "enrol_until, short_hash, sheet_until, "
                                 "revoked_at, life_day, unseen_days, ends_day FROM device WHERE id = :id";
static const struct column DEVICE_COLUMNS[] = {
    COLUMN_INT(struct told_device, id),
    COLUMN_INT_AS(struct told_device, organisation, "organisation_id"),
    COLUMN_TEXT(struct told_device, service),
    COLUMN_TEXT(struct told_device, name),
    COLUMN_BYTES(struct told_device, token_hash, token_size),
    COLUMN_BYTES(struct told_device, enrol_hash, enrol_size),
    COLUMN_INT(struct told_device, enrol_until),
    COLUMN_BYTES(struct told_device, short_hash, short_size),
    COLUMN_INT(struct told_device, sheet_until),
    COLUMN_INT(struct told_device, revoked_at),
    COLUMN_DATE_OPEN_AS(struct told_device, life, "life_day"),
    COLUMN_INT_AS(struct told_device, unseen, "unseen_days"),
    COLUMN_DATE_OPEN_AS(struct told_device, ends, "ends_day"),
};
static const char SQL_DEVICE_DROP[] = "DELETE FROM device WHERE id = :id";
static const char SQL_DEVICE_ADD[] =
    "INSERT INTO device (id, organisation_id, service, name, token_hash, enrol_hash, enrol_until, "
    "short_hash, "
    "sheet_until, revoked, life_day, unseen_days, ends_day) VALUES (:id, :organisation, :service, :name, "
    ":token, :enrol, :until, :short, :sheet, :revoked, :life, :unseen, :ends)";

/* It has used its code, and the register has not yet collected that: when the new token ends is not known. */
static const char SQL_DEVICE_TAKEN[] =
    "UPDATE device SET token_hash = (SELECT token_hash FROM enrolment WHERE enrol_hash = :enrol), enrol_hash "
    "= NULL, "
    "enrol_until = NULL, short_hash = NULL, sheet_until = NULL, life_day = NULL, unseen_days = 0, ends_day = "
    "NULL WHERE id = :id AND EXISTS (SELECT 1 FROM enrolment WHERE enrol_hash = :enrol)";

/* It has used a code that was then taken from it, by a new one or because it was revoked, before the register
 * collected that. The token it holds is good for being told so. */
struct held_token {
    const void *hash;
    size_t size;
};
static const char SQL_DEVICE_HOLDS[] = "SELECT d.token_hash FROM device d JOIN enrolment e ON e.token_hash = "
                                       "d.token_hash WHERE d.id = :id";
static const struct column HELD_COLUMNS[] = {COLUMN_BYTES_AS(struct held_token, hash, size, "token_hash")};
static const char SQL_DEVICE_KEEPS[] =
    "UPDATE device SET token_hash = :token, life_day = NULL, unseen_days = 0, ends_day = NULL WHERE id = :id "
    "AND (token_hash IS NULL OR token_hash <> :token)"; /* else the register knows of it, and when it ends */

static err token_held(struct telling *t, int64_t id, struct held_token *ret)
{
    struct work w = t->here;
    err e;

    w.db = t->there;
    e = row_read(&w, SQL_DEVICE_HOLDS, BINDS(INT(":id", id)), COLUMNS(HELD_COLUMNS), ret);
    return e == ERR_ABSENT ? OK : e;
}

static err device_add(struct telling *t, const struct told_device *d, const struct held_token *held)
{
    err e = db_exec(
        t->there, SQL_DEVICE_ADD,
        BINDS(INT(":id", d->id), INT(":organisation", d->organisation), TEXT(":service", d->service),
              TEXT(":name", d->name), BLOB(":token", d->token_hash, d->token_size),
              BLOB(":enrol", d->enrol_hash, d->enrol_size),
              INT_OR_NULL(":until", d->enrol_until, d->enrol_until != 0),
              BLOB(":short", d->short_hash, d->short_size),
              INT_OR_NULL(":sheet", d->sheet_until, d->sheet_until != 0), INT(":revoked", d->revoked_at != 0),
              DATE(":life", d->life), INT(":unseen", d->unseen), DATE(":ends", d->ends)));

    if (!e && held->hash)
        e = db_exec(t->there, SQL_DEVICE_KEEPS,
                    BINDS(INT(":id", d->id), BLOB(":token", held->hash, held->size)));
    return e;
}

static err device_tell(struct telling *t, int64_t id)
{
    struct told_device d = {0};
    struct held_token held = {0};
    err there = row_read(&t->here, SQL_DEVICE, BINDS(INT(":id", id)), COLUMNS(DEVICE_COLUMNS), &d);
    err e;

    if (there && there != ERR_ABSENT)
        return there;
    if ((e = token_held(t, id, &held)) || (e = db_exec(t->there, SQL_DEVICE_DROP, BINDS(INT(":id", id)))) ||
        there == ERR_ABSENT)
        return e;
    e = device_add(t, &d, &held);
    if (e || !d.enrol_hash)
        return e;
    return db_exec(t->there, SQL_DEVICE_TAKEN,
                   BINDS(INT(":id", id), BLOB(":enrol", d.enrol_hash, d.enrol_size)));
}

/* ---- status lists */
struct told_list {
    const void *token, *prolonged;
    size_t size, prolonged_size;
    int64_t signed_at;
};
static const char SQL_LIST[] =
    "SELECT token, prolonged, signed_at FROM status_list WHERE id = :id AND token IS NOT NULL";
static const struct column LIST_COLUMNS[] = {
    COLUMN_BYTES(struct told_list, token, size),
    COLUMN_BYTES(struct told_list, prolonged, prolonged_size),
    COLUMN_INT(struct told_list, signed_at),
};
static const char SQL_LIST_ADD[] = "INSERT INTO status_list (id, token, prolonged, signed_at) VALUES (:id, "
                                   ":token, :prolonged, :at) ON CONFLICT "
                                   "(id) DO UPDATE SET token = excluded.token, prolonged = "
                                   "excluded.prolonged, signed_at = excluded.signed_at";

static err list_tell(struct telling *t, int64_t id)
{
    struct told_list list = {0};
    err e = row_read(&t->here, SQL_LIST, BINDS(INT(":id", id)), COLUMNS(LIST_COLUMNS), &list);

    if (e) /* not signed yet: it is told when it is */
        return e == ERR_ABSENT ? OK : e;
    return db_exec(t->there, SQL_LIST_ADD,
                   BINDS(INT(":id", id), BLOB(":token", list.token, list.size),
                         BLOB(":prolonged", list.prolonged, list.prolonged_size),
                         INT(":at", list.signed_at)));
}

/* ---- tables of a few rows, told whole */
struct told_key {
    const void *kid, *spki;
    size_t kid_size, spki_size;
    int64_t created_at;
};
static const char SQL_KEYS[] = "SELECT kid, spki, created_at FROM issuer_key ORDER BY created_at, kid";
static const struct column KEY_COLUMNS[] = {
    COLUMN_BYTES(struct told_key, kid, kid_size),
    COLUMN_BYTES(struct told_key, spki, spki_size),
    COLUMN_INT(struct told_key, created_at),
};
static const char SQL_KEYS_DROP[] = "DELETE FROM issuer_key";
static const char SQL_KEY_ADD[] = "INSERT INTO issuer_key (kid, spki, created_at) VALUES (:kid, :spki, :at)";

static err keys_tell(struct telling *t, int64_t id)
{
    struct told_key *keys;
    size_t count;
    err e;

    (void)id;
    if ((e = rows_read(&t->here, SQL_KEYS, NO_BINDS, COLUMNS(KEY_COLUMNS), NULL, &keys, &count)) ||
        (e = db_exec(t->there, SQL_KEYS_DROP, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, SQL_KEY_ADD,
                         BINDS(BLOB(":kid", keys[i].kid, keys[i].kid_size),
                               BLOB(":spki", keys[i].spki, keys[i].spki_size),
                               INT(":at", keys[i].created_at)))))
            return e;
    return OK;
}

struct told_municipality {
    const char *neutral_name, *base_uri;
};
static const char SQL_MUNICIPALITY[] = "SELECT neutral_name, base_uri FROM municipality WHERE id = 1";
static const struct column MUNICIPALITY_COLUMNS[] = {
    COLUMN_TEXT(struct told_municipality, neutral_name),
    COLUMN_TEXT(struct told_municipality, base_uri),
};
static const char SQL_MUNICIPALITY_DROP[] = "DELETE FROM municipality";
static const char SQL_MUNICIPALITY_ADD[] =
    "INSERT INTO municipality (id, neutral_name, base_uri) VALUES (1, :name, :uri)";

static err municipality_tell(struct telling *t, int64_t id)
{
    struct told_municipality m = {0};
    err there = row_read(&t->here, SQL_MUNICIPALITY, NO_BINDS, COLUMNS(MUNICIPALITY_COLUMNS), &m);
    err e;

    (void)id;
    if (there && there != ERR_ABSENT)
        return there;
    if ((e = db_exec(t->there, SQL_MUNICIPALITY_DROP, NO_BINDS)) || there == ERR_ABSENT)
        return e;
    return db_exec(t->there, SQL_MUNICIPALITY_ADD,
                   BINDS(TEXT(":name", m.neutral_name), TEXT(":uri", m.base_uri)));
}

struct told_kind {
    int64_t id;
    const char *code, *text, *text_en;
};
static const char SQL_KINDS[] =
    "SELECT id, code, text, text_en FROM certificate_kind WHERE active = 1 ORDER BY id";
static const struct column KIND_COLUMNS[] = {
    COLUMN_INT(struct told_kind, id),
    COLUMN_TEXT(struct told_kind, code),
    COLUMN_TEXT(struct told_kind, text),
    COLUMN_TEXT(struct told_kind, text_en),
};
static const char SQL_KINDS_DROP[] = "DELETE FROM certificate_kind";
static const char SQL_KIND_ADD[] =
    "INSERT INTO certificate_kind (id, code, text, text_en) VALUES (:id, :code, :text, :text_en)";

static err kinds_tell(struct telling *t, int64_t id)
{
    struct told_kind *kinds;
    size_t count;
    err e;

    (void)id;
    if ((e = rows_read(&t->here, SQL_KINDS, NO_BINDS, COLUMNS(KIND_COLUMNS), NULL, &kinds, &count)) ||
        (e = db_exec(t->there, SQL_KINDS_DROP, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, SQL_KIND_ADD,
                         BINDS(INT(":id", kinds[i].id), TEXT(":code", kinds[i].code),
                               TEXT(":text", kinds[i].text), TEXT(":text_en", kinds[i].text_en)))))
            return e;
    return OK;
}

struct told_fee {
    int64_t id, amount;
    date from, until;
};
static const char SQL_FEES[] =
    "SELECT id, amount, from_day, until_day FROM benefit_rule WHERE service = 'documents' "
    "AND share = 100 AND voided_at IS NULL ORDER BY id";
static const struct column FEE_COLUMNS[] = {
    COLUMN_INT(struct told_fee, id),
    COLUMN_INT(struct told_fee, amount),
    COLUMN_DATE_AS(struct told_fee, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct told_fee, until, "until_day"),
};
static const char SQL_FEES_DROP[] = "DELETE FROM documents_fee";
static const char SQL_FEE_ADD[] =
    "INSERT INTO documents_fee (id, amount, from_day, until_day) VALUES (:id, :amount, :from, :until)";

static err fees_tell(struct telling *t, int64_t id)
{
    struct told_fee *fees;
    size_t count;
    err e;

    (void)id;
    if ((e = rows_read(&t->here, SQL_FEES, NO_BINDS, COLUMNS(FEE_COLUMNS), NULL, &fees, &count)) ||
        (e = db_exec(t->there, SQL_FEES_DROP, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, SQL_FEE_ADD,
                         BINDS(INT(":id", fees[i].id), INT(":amount", fees[i].amount),
                               DATE(":from", fees[i].from), DATE(":until", fees[i].until)))))
            return e;
    return OK;
}

struct told_asking {
    int64_t id, value;
    const char *name;
    date from, until;
};
static const char SQL_ASKING[] =
    "SELECT id, name, value, from_day, until_day FROM legal_rule WHERE name IN ('device_minute_checks', "
    "'device_day_checks') AND voided_at IS NULL ORDER BY id";
static const struct column ASKING_COLUMNS[] = {
    COLUMN_INT(struct told_asking, id),
    COLUMN_TEXT(struct told_asking, name),
    COLUMN_INT(struct told_asking, value),
    COLUMN_DATE_AS(struct told_asking, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct told_asking, until, "until_day"),
};
static const char SQL_ASKING_DROP[] = "DELETE FROM asking_rule";
static const char SQL_ASKING_ADD[] = "INSERT INTO asking_rule (id, name, value, from_day, until_day) VALUES "
                                     "(:id, :name, :value, :from, :until)";

static err asking_tell(struct telling *t, int64_t id)
{
    struct told_asking *rules;
    size_t count;
    err e;

    (void)id;
    if ((e = rows_read(&t->here, SQL_ASKING, NO_BINDS, COLUMNS(ASKING_COLUMNS), NULL, &rules, &count)) ||
        (e = db_exec(t->there, SQL_ASKING_DROP, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, SQL_ASKING_ADD,
                         BINDS(INT(":id", rules[i].id), TEXT(":name", rules[i].name),
                               INT(":value", rules[i].value), DATE(":from", rules[i].from),
                               DATE(":until", rules[i].until)))))
            return e;
    return OK;
}

struct told_file {
    date on;
    const char *name;
    const void *content;
    size_t size;
};
static const char SQL_FILES[] = "SELECT on_day, name, content FROM public_file ORDER BY on_day, name";
static const struct column FILE_COLUMNS[] = {
    COLUMN_DATE_AS(struct told_file, on, "on_day"),
    COLUMN_TEXT(struct told_file, name),
    COLUMN_BYTES(struct told_file, content, size),
};
static const char SQL_FILES_DROP[] = "DELETE FROM public_file";
static const char SQL_FILE_ADD[] =
    "INSERT INTO public_file (on_day, name, content) VALUES (:day, :name, :content)";

/* Of the public page nothing but what any stranger is shown. */
static err public_tell(struct telling *t, int64_t id)
{
    struct told_file *files;
    size_t count;
    err e;

    (void)id;
    if ((e = rows_read(&t->here, SQL_FILES, NO_BINDS, COLUMNS(FILE_COLUMNS), NULL, &files, &count)) ||
        (e = db_exec(t->there, SQL_FILES_DROP, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, SQL_FILE_ADD,
                         BINDS(DATE(":day", files[i].on), TEXT(":name", files[i].name),
                               BLOB(":content", files[i].content, files[i].size)))))
            return e;
    return OK;
}

/* all: the numbers of that kind, NULL where it is told whole. drop: empties its table. */
static const struct {
    const char *kind;
    err (*tell)(struct telling *t, int64_t id);
    const char *all, *drop;
} KINDS[] = {
    {"municipality", municipality_tell, NULL, NULL},
    {"organisation", organisation_tell, "SELECT id FROM organisation ORDER BY id",
     "DELETE FROM organisation"},
    {"device", device_tell, "SELECT id FROM device ORDER BY id", "DELETE FROM device"},
    {"keys", keys_tell, NULL, NULL},
    {"kinds", kinds_tell, NULL, NULL},
    {"fee", fees_tell, NULL, NULL},
    {"asking", asking_tell, NULL, NULL},
    {"public", public_tell, NULL, NULL},
    {"list", list_tell, "SELECT id FROM status_list ORDER BY id", "DELETE FROM status_list"},
    {"kindergarten", kindergarten_tell,
     "SELECT DISTINCT organisation_id AS id FROM kindergarten_child ORDER BY 1",
     "DELETE FROM kindergarten_child"},
    {"card", card_tell, "SELECT card_id AS id FROM card_service WHERE service = '' ORDER BY card_id",
     "DELETE FROM card_service"},
};
#define KIND_COUNT (sizeof KINDS / sizeof KINDS[0])

static err kind_tell(struct telling *t, size_t kind, int64_t id)
{
    err e = KINDS[kind].tell(t, id);

    /* ERR_ABSENT: it is gone; what a door finds it by went with it, and its rows go when all is told anew. */
    if (e != ERR_CORRUPT)
        return e == ERR_ABSENT ? OK : e;
    log_error("outpost: %s %lld cannot be read: checks are not told of it", KINDS[kind].kind, (long long)id);
    return OK;
}

err telling_one(struct telling *t, const char *kind, int64_t id)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (!strcmp(KINDS[i].kind, kind))
            return kind_tell(t, i, id);
    return ERR_CORRUPT;
}

struct numbered {
    int64_t id;
};
static const struct column NUMBERED_COLUMNS[] = {COLUMN_INT(struct numbered, id)};

static err kind_tell_all(struct telling *t, size_t kind)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct numbered row;
    bool more;
    err e;

    if (!KINDS[kind].all)
        return kind_tell(t, kind, 0);
    if ((e = db_exec(t->there, KINDS[kind].drop, NO_BINDS)) ||
        (e = db_query(t->here.db, KINDS[kind].all, NO_BINDS, &s)))
        return e;
    /* One after the other, however many cards there are. */
    while (!(e = row_next(&t->here, s, COLUMNS(NUMBERED_COLUMNS), &row, &more)) && more) {
        arena_reset(t->here.arena);
        if ((e = kind_tell(t, kind, row.id)))
            return e;
    }
    return e;
}

err telling_all(struct telling *t)
{
    err e;

    for (size_t i = 0; i < KIND_COUNT; i++)
        if ((e = kind_tell_all(t, i)))
            return e;
    return OK;
}
