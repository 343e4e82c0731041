/* Holding the log against itself: every row against the one before, every signed head against its row. Rows
 * cut off behind the last signed head cannot be missed by this; heads kept elsewhere (each is signed) close
 * that gap. */
#include "domain/office/audit_chain.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "crypto/keyring.h"
#include "domain/office/audit_row.h"
#include "store/db.h"
#include "token/cose.h"

static const char SQL_WALK[] =
    "SELECT id, at, coalesce(account_id, 0), record_id, coalesce(case_id, 0), "
    "coalesce(case_version, 0), actor, what, record, why, previous, hash, "
    "coalesce(account_id, 1) = 0 OR coalesce(case_id, 1) = 0 OR coalesce(case_version, 1) = 0 "
    "FROM audit ORDER BY id";

static bool blob_is(struct stmt *s, int column, const uint8_t expected[DIGEST_SIZE])
{
    size_t size;
    const void *data = stmt_blob(s, column, &size);

    return data && size == DIGEST_SIZE && !memcmp(data, expected, DIGEST_SIZE);
}

/* What the hash does not tell apart is never written: a 0 where NULL is meant, a NUL and more behind it. */
static bool row_plain(struct stmt *s)
{
    size_t size;

    for (int column = 6; column <= 9; column++) {
        const char *text = stmt_text(s, column);

        (void)stmt_blob(s, column, &size);
        if (!text || strlen(text) != size)
            return false;
    }
    return !stmt_int(s, 12);
}

/* *ret_holds: the row follows `expected_id - 1` with hash `hash`, which becomes its own. */
static err row_follows(struct stmt *s, int64_t expected_id, uint8_t hash[DIGEST_SIZE], bool *ret_holds)
{
    const struct audit_row r = {
        .id = stmt_int(s, 0),
        .at = stmt_int(s, 1),
        .account_id = stmt_int(s, 2),
        .record_id = stmt_int(s, 3),
        .case_id = stmt_int(s, 4),
        .case_version = stmt_int(s, 5),
        .actor = stmt_text(s, 6),
        .what = stmt_text(s, 7),
        .record = stmt_text(s, 8),
        .why = stmt_text(s, 9),
    };
    uint8_t own[DIGEST_SIZE];
    err e;

    if ((e = audit_row_hash(&r, hash, own)))
        return e;
    *ret_holds = r.id == expected_id && row_plain(s) && blob_is(s, 10, hash) && blob_is(s, 11, own);
    memcpy(hash, own, DIGEST_SIZE);
    return OK;
}

static err rows_verify(struct work *w, int64_t *ret_row, int64_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    uint8_t hash[DIGEST_SIZE] = {0};
    int64_t expected = 1;
    bool row, holds;
    err e;

    if ((e = db_query(w->db, SQL_WALK, NO_BINDS, &s)))
        return e;
    for (; !(e = stmt_step(s, &row)) && row; expected++) {
        if ((e = row_follows(s, expected, hash, &holds)))
            return e;
        if (!holds) {
            *ret_row = expected;
            *ret_count = expected - 1;
            return ERR_CORRUPT;
        }
    }
    if (!e)
        *ret_count = expected - 1;
    return e;
}

static char *head_text(const char *day, int64_t id, const void *hash, char ret[160])
{
    char hex[2 * DIGEST_SIZE + 1];

    snprintf(ret, 160, "%s %" PRId64 " %s", day, id, digest_hex(hash, DIGEST_SIZE, hex));
    return ret;
}

static const char SQL_HEADS[] = "SELECT h.on_day, h.audit_id, h.hash, h.signature, a.hash FROM audit_head h "
                                "LEFT JOIN audit a ON a.id = h.audit_id ORDER BY h.audit_id";

static bool head_holds(struct work *w, struct stmt *s)
{
    struct slice none = {0};
    struct cose_sign1 cose;
    const struct verifier *key;
    const char *reason;
    const void *hash, *row_hash, *signature;
    size_t hash_size, row_size, size;
    char text[160];

    hash = stmt_blob(s, 2, &hash_size);
    signature = stmt_blob(s, 3, &size);
    row_hash = stmt_blob(s, 4, &row_size);
    if (!hash || !row_hash || hash_size != DIGEST_SIZE || row_size != DIGEST_SIZE ||
        memcmp(hash, row_hash, DIGEST_SIZE))
        return false;
    if (!signature || cose_parse(signature, size, COSE_OURS, &cose, &reason) ||
        !(key = keyring_verifier_by_kid(w->keys, cose.kid.data, cose.kid.size)) ||
        cose_verify(&cose, key, none))
        return false;
    head_text(stmt_text(s, 0), stmt_int(s, 1), hash, text);
    return cose.payload.size == strlen(text) && !memcmp(cose.payload.data, text, cose.payload.size);
}

static err heads_verify(struct work *w, int64_t *ret_row)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_HEADS, NO_BINDS, &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if (!head_holds(w, s)) {
            *ret_row = stmt_int(s, 1);
            return ERR_CORRUPT;
        }
    }
    return e;
}

err audit_verify(struct work *w, int64_t *ret_row, int64_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

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
    char day[DATE_TEXT], text[160];
    struct slice payload = {(const uint8_t *)text, 0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = audit_head(w, &id, hash)))
        return e;
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
