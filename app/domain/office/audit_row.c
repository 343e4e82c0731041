/* Each field of a row is hashed behind its length, so that no two rows run together to the same text. */
#include "domain/office/audit_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "store/db.h"

static void add_field(struct buf *b, const char *text)
{
    if (!text)
        text = "";
    buf_format(b, "%zu:", strlen(text));
    buf_text(b, text);
}

static void add_number(struct buf *b, int64_t n, bool known)
{
    char text[24] = "";

    if (known)
        snprintf(text, sizeof text, "%" PRId64, n);
    add_field(b, text);
}

err audit_row_hash(const struct audit_row *r, const uint8_t previous[DIGEST_SIZE], uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(buf_free) struct buf b = {0};
    err e;

    buf_add(&b, previous, DIGEST_SIZE);
    add_number(&b, r->id, true);
    add_number(&b, r->at, true);
    add_field(&b, r->actor);
    add_number(&b, r->account_id, r->account_id != 0);
    add_field(&b, r->what);
    add_field(&b, r->record);
    add_number(&b, r->record_id, true);
    add_number(&b, r->case_id, r->case_id != 0);
    add_number(&b, r->case_version, r->case_version != 0);
    add_field(&b, r->why);
    if ((e = buf_err(&b)))
        return e;
    return digest_sha256(b.data, b.len, ret);
}

static const char SQL_HEAD[] = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";

err audit_head(struct work *w, int64_t *ret_id, uint8_t ret_hash[DIGEST_SIZE])
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const void *hash;
    size_t size;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_HEAD, NO_BINDS, &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row) {
        *ret_id = 0;
        memset(ret_hash, 0, DIGEST_SIZE);
        return OK;
    }
    hash = stmt_blob(s, 1, &size);
    if (size != DIGEST_SIZE)
        return ERR_CORRUPT;
    memcpy(ret_hash, hash, DIGEST_SIZE);
    *ret_id = stmt_int(s, 0);
    return OK;
}
