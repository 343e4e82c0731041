/* Verifying the log: every row against the one before, every signed head against its row. Rows that were cut
 * off after the last signed head cannot be missed here; whoever wants to close that gap keeps the signed
 * heads elsewhere, too. */
#include "domain/office/audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "crypto/keyring.h"
#include "domain/office/audit_row.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "token/cose.h"

#define HEAD_TEXT 160 /* room for a day, a number and a hash in hex */

/* A row as it is stored, texts and hashes as plain bytes. The hash covers each text up to its NUL and takes
 * NULL for 0; so a NUL inside a text, or a 0 where NULL is meant, would not show in it. We never write
 * either: whoever did is found out by these bytes. */
struct stored_row {
    struct audit_row row; /* the numbers */
    const void *actor, *what, *record, *why, *network, *previous, *hash;
    size_t actor_size, what_size, record_size, why_size, network_size, previous_size, hash_size;
    bool odd; /* a 0 or "" where NULL is meant, or more than its form has */
};
static const char SQL_WALK[] = "SELECT id, at, account_id, record_id, case_id, case_version, actor, what, "
                               "record, why, form, session, network, "
                               "previous, hash, coalesce(account_id, 1) = 0 OR coalesce(case_id, 1) = 0 OR "
                               "coalesce(case_version, 1) = 0 "
                               "OR coalesce(session, 1) = 0 OR network = '' OR form NOT IN (1, 2) "
                               "OR (form = 1 AND (session IS NOT NULL OR network IS NOT NULL)) AS odd "
                               "FROM audit ORDER BY id";
/* Of a copy from before rows had forms: all are of the first. */
static const char SQL_FORMS[] = "SELECT count(*) FROM pragma_table_info('audit') WHERE name = 'form'";
static const char SQL_WALK_OLD[] =
    "SELECT id, at, account_id, record_id, case_id, case_version, actor, what, "
    "record, why, 1 AS form, NULL AS session, NULL AS network, "
    "previous, hash, coalesce(account_id, 1) = 0 OR coalesce(case_id, 1) = 0 "
    "OR coalesce(case_version, 1) = 0 AS odd FROM audit ORDER BY id";
static const struct column STORED_COLUMNS[] = {
    COLUMN_INT_AS(struct stored_row, row.id, "id"),
    COLUMN_INT_AS(struct stored_row, row.at, "at"),
    COLUMN_INT_AS(struct stored_row, row.account_id, "account_id"),
    COLUMN_INT_AS(struct stored_row, row.record_id, "record_id"),
    COLUMN_INT_AS(struct stored_row, row.case_id, "case_id"),
    COLUMN_INT_AS(struct stored_row, row.case_version, "case_version"),
    COLUMN_BYTES(struct stored_row, actor, actor_size),
    COLUMN_BYTES(struct stored_row, what, what_size),
    COLUMN_BYTES(struct stored_row, record, record_size),
    COLUMN_BYTES(struct stored_row, why, why_size),
    COLUMN_INT_AS(struct stored_row, row.form, "form"),
    COLUMN_INT_AS(struct stored_row, row.session, "session"),
    COLUMN_BYTES(struct stored_row, network, network_size),
    COLUMN_BYTES(struct stored_row, previous, previous_size),
    COLUMN_BYTES(struct stored_row, hash, hash_size),
    COLUMN_BOOL(struct stored_row, odd),
};

struct chain {
    struct work *w;
    struct stored_row stored;
    int64_t expected;          /* the next row's number */
    uint8_t hash[DIGEST_SIZE]; /* of the row before it */
    bool broken;               /* the row of that number does not hold */
};

static bool hash_is(const void *data, size_t size, const uint8_t expected[DIGEST_SIZE])
{
    return data && size == DIGEST_SIZE && !memcmp(data, expected, DIGEST_SIZE);
}

/* false: it is missing, or has a NUL inside. */
static bool text_take(struct chain *c, const void *bytes, size_t size, const char **ret)
{
    return bytes && !memchr(bytes, '\0', size) && (*ret = arena_text_n(c->w->arena, bytes, size));
}

/* The fields as they were hashed. false: the row is not one that we write. */
static bool row_take(struct chain *c, struct audit_row *ret)
{
    const struct stored_row *s = &c->stored;

    *ret = s->row;
    return s->row.id == c->expected && !s->odd && text_take(c, s->actor, s->actor_size, &ret->actor) &&
           text_take(c, s->what, s->what_size, &ret->what) &&
           text_take(c, s->record, s->record_size, &ret->record) &&
           text_take(c, s->why, s->why_size, &ret->why) &&
           (!s->network || text_take(c, s->network, s->network_size, &ret->network));
}

static err row_follow(void *context, struct arena *kept)
{
    struct chain *c = context;
    struct audit_row r;
    uint8_t own[DIGEST_SIZE];
    err e;

    (void)kept;
    c->broken = !row_take(c, &r);
    if (!c->broken && (e = audit_row_hash(&r, c->hash, own)))
        return e;
    c->broken = c->broken || !hash_is(c->stored.previous, c->stored.previous_size, c->hash) ||
                !hash_is(c->stored.hash, c->stored.hash_size, own);
    if (c->broken)
        return ERR_CORRUPT;
    memcpy(c->hash, own, DIGEST_SIZE);
    c->expected++;
    return OK;
}

static err rows_verify(struct work *w, int64_t *ret_row, int64_t *ret_count)
{
    struct chain c = {.w = w, .expected = 1};
    int64_t forms;
    err e = db_int(w->db, SQL_FORMS, NO_BINDS, &forms);

    if (e)
        return e;
    e = row_walk(w, forms ? SQL_WALK : SQL_WALK_OLD, NO_BINDS, COLUMNS(STORED_COLUMNS), &c.stored, row_follow,
                 &c);

    if (e && !c.broken)
        return e;
    *ret_count = c.expected - 1;
    if (c.broken)
        *ret_row = c.expected;
    return e;
}

static char *head_text(const char *day, int64_t id, const void *hash, char ret[HEAD_TEXT])
{
    char hex[2 * DIGEST_SIZE + 1];

    snprintf(ret, HEAD_TEXT, "%s %" PRId64 " %s", day, id, digest_hex(hash, DIGEST_SIZE, hex));
    return ret;
}

struct signed_head {
    const char *on_day;
    int64_t audit_id;
    const void *hash, *signature, *row_hash;
    size_t hash_size, signature_size, row_hash_size;
};
static const char SQL_HEADS[] =
    "SELECT h.on_day, h.audit_id, h.hash, h.signature, a.hash AS row_hash FROM audit_head h "
    "LEFT JOIN audit a ON a.id = h.audit_id ORDER BY h.audit_id";
static const struct column HEAD_COLUMNS[] = {
    COLUMN_TEXT(struct signed_head, on_day),
    COLUMN_INT(struct signed_head, audit_id),
    COLUMN_BYTES(struct signed_head, hash, hash_size),
    COLUMN_BYTES(struct signed_head, signature, signature_size),
    COLUMN_BYTES(struct signed_head, row_hash, row_hash_size),
};

static bool head_holds(struct work *w, const struct signed_head *h)
{
    struct slice none = {0};
    struct cose_sign1 cose;
    const struct verifier *key;
    const char *reason;
    char text[HEAD_TEXT];

    if (!h->hash || h->hash_size != DIGEST_SIZE || !hash_is(h->row_hash, h->row_hash_size, h->hash))
        return false;
    /* Retired keys sign for the past: heads are checked by the key they name, among all that the keyring
     * has. */
    if (!h->signature || cose_parse(h->signature, h->signature_size, COSE_OURS, &cose, &reason) ||
        !(key = keyring_verifier_by_kid(w->keys, cose.kid.data, cose.kid.size)) ||
        cose_verify(&cose, key, none))
        return false;
    head_text(h->on_day, h->audit_id, h->hash, text);
    /* The signature alone says only that we signed something: what was signed must be this day, this row and
     * this hash. */
    return cose.payload.size == strlen(text) && !memcmp(cose.payload.data, text, cose.payload.size);
}

static err heads_verify(struct work *w, int64_t *ret_row)
{
    struct signed_head *heads;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_HEADS, NO_BINDS, COLUMNS(HEAD_COLUMNS), NULL, &heads, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if (!head_holds(w, &heads[i])) {
            *ret_row = heads[i].audit_id;
            return ERR_CORRUPT;
        }
    }
    return OK;
}

err audit_verify(struct work *w, int64_t *ret_row, int64_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    /* One picture of the log, though others go on appending meanwhile. */
    if ((e = tx_begin_read(&tx, w->db)) || (e = rows_verify(w, ret_row, ret_count)))
        return e;
    if ((e = heads_verify(w, ret_row)) != ERR_CORRUPT)
        return e;
    if (*ret_row > *ret_count) /* rows were cut off: the first of them is missing */
        *ret_row = *ret_count + 1;
    if (*ret_row < 1) /* a head that names no row at all */
        *ret_row = 1;
    *ret_count = *ret_row - 1;
    return e;
}

static const char SQL_SIGN[] = "INSERT INTO audit_head (on_day, audit_id, hash, signature, signed_at) "
                               "VALUES (:day, :id, :hash, :signature, :at) ON CONFLICT (on_day) DO NOTHING";

err audit_sign_head(struct work *w)
{
    CLEANUP(buf_free) struct buf signature = {0};
    CLEANUP(tx_end) struct tx tx = {0};
    uint8_t hash[DIGEST_SIZE];
    char day[DATE_TEXT], text[HEAD_TEXT];
    struct slice payload = {(const uint8_t *)text, 0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = audit_head(w, &id, hash)))
        return e;
    /* An empty log has no head to sign. */
    if (id == 0)
        return OK;
    payload.size = strlen(head_text(date_format(w->today, day), id, hash, text));
    if ((e = cose_sign(keyring_issuer(w->keys), AUDIT_HEAD_TYPE, payload, &signature)) ||
        (e = db_exec(w->db, SQL_SIGN,
                     BINDS(TEXT(":day", day), INT(":id", id), BLOB(":hash", hash, DIGEST_SIZE),
                           BLOB(":signature", signature.data, signature.len), INT(":at", w->now)))))
        return e;
    return tx_commit(&tx);
}
