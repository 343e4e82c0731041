/* Each field of a row is hashed behind its length, so that no two rows run together to the same text. */
#include "domain/office/audit_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "domain/work/rows.h"
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
    if (r->form != 1)
        buf_format(&b, "%" PRId64 "/", r->form);
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
    if (r->form != 1) {
        add_number(&b, r->session, r->session != 0);
        add_field(&b, r->network);
    }
    if ((e = buf_err(&b)))
        return e;
    return digest_sha256(b.data, b.len, ret);
}

struct head {
    int64_t id;
    uint8_t hash[DIGEST_SIZE];
};
static const char SQL_HEAD[] = "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1";
static const struct column HEAD_COLUMNS[] = {
    COLUMN_INT(struct head, id),
    COLUMN_BLOB(struct head, hash),
};

err audit_head(struct work *w, int64_t *ret_id, uint8_t ret_hash[DIGEST_SIZE])
{
    struct head head = {0};
    err e = row_read(w, SQL_HEAD, NO_BINDS, COLUMNS(HEAD_COLUMNS), &head);

    if (e && e != ERR_ABSENT)
        return e;
    memcpy(ret_hash, head.hash, DIGEST_SIZE);
    *ret_id = head.id;
    return OK;
}
