/* Replies kept for a day under the account's own key, so that a write whose answer was lost can be sent
 * again. They may hold names, so they are sealed: content type, line feed, body. */
#include "http/idempotency.h"

#include <string.h>

#include "domain/work/owner.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "vault/vault.h"

static const char SQL_OLD[] = "DELETE FROM idempotency WHERE account_id = :account AND created_at <= :before";
static const char SQL_FIND[] = "SELECT request_hash, status, body_sealed, row_id FROM idempotency "
                               "WHERE account_id = :account AND key = :key";
struct reply_kept {
    uint8_t request_hash[DIGEST_SIZE];
    int status;
    const void *body;
    size_t body_size;
    int64_t row;
};
static const struct column KEPT_COLUMNS[] = {
    COLUMN_BLOB(struct reply_kept, request_hash),
    COLUMN_INT(struct reply_kept, status),
    COLUMN_BYTES_AS(struct reply_kept, body, body_size, "body_sealed"),
    COLUMN_INT_AS(struct reply_kept, row, "row_id"),
};
static const char SQL_KEEP[] =
    "INSERT INTO idempotency (account_id, key, request_hash, status, body_sealed, row_id, created_at) "
    "VALUES (:account, :key, :hash, :status, :body, :row, :now)";

static bool key_sound(const char *key)
{
    size_t n = strlen(key);

    for (size_t i = 0; i < n; i++)
        if (key[i] <= ' ' || key[i] >= 0x7f)
            return false;
    return n >= 1 && n <= IDEMPOTENCY_KEY_MAX;
}

static struct seal_place place(int64_t row)
{
    return (struct seal_place){.kind = SEAL_PERSONAL, .table = "idempotency", .column = "body", .row = row};
}

/* Roles, method, path, query and body; a NUL before the last, which alone can hold one. Who has another role
 * now is not told what the old one was. An upload is not copied: its digest stands for it. */
static err request_digest(struct req *rq, uint8_t ret[DIGEST_SIZE])
{
    const struct incoming *in = rq->in;
    const void *body = in->body;
    size_t body_size = in->body_size;
    uint8_t upload[DIGEST_SIZE];
    const char *head = arena_format(rq->work.arena, "%u %s %s %s", rq->work.actor.roles, in->method, in->path,
                                    in->query ? in->query : "");
    size_t size = head ? strlen(head) + 1 : 0;
    char *all;
    err e;

    if (body_size > BODY_MAX) {
        if ((e = digest_sha256(body, body_size, upload)))
            return e;
        body = upload;
        body_size = sizeof upload;
    }
    all = head ? arena_alloc(rq->work.arena, size + body_size) : NULL;

    if (!all)
        return ERR_SYSTEM;
    memcpy(all, head, size);
    if (body_size)
        memcpy(all + size, body, body_size);
    return digest_sha256(all, size + body_size, ret);
}

err idempotency_read(struct req *rq, struct idempotency *ret)
{
    const char *key = rq->in->idempotency_key;
    struct idempotency i = {.key = key};
    err e;

    /* Kept by account: devices have keys of their own for what must not be counted twice (tap_memory.h), and
     * strangers have nothing that would tell them apart. */
    if (!key || !rq->work.actor.account) {
        *ret = (struct idempotency){0};
        return OK;
    }
    if (!key_sound(key)) {
        rq->status_override = 400;
        return refuse(&rq->work, ERR_INPUT, "bad_idempotency_key", "Idempotency-Key",
                      "It must be 1 to %d visible ASCII characters.", IDEMPOTENCY_KEY_MAX);
    }
    if ((e = request_digest(rq, i.request)))
        return e;
    *ret = i;
    return OK;
}

/* Splits what was sealed into type and body; the type lives in the arena. */
static err reply_restore(struct req *rq, int status, const struct buf *kept)
{
    const char *line = kept->len ? memchr(kept->data, '\n', kept->len) : NULL;
    size_t type_size;

    if (!line)
        return ERR_CORRUPT;
    type_size = (size_t)(line - kept->data);
    rq->reply.status = status;
    rq->reply.content_type = type_size ? arena_text_n(rq->work.arena, kept->data, type_size) : NULL;
    if (type_size && !rq->reply.content_type)
        return ERR_SYSTEM;
    buf_clear(rq->reply.body);
    buf_add(rq->reply.body, line + 1, kept->len - type_size - 1);
    return buf_err(rq->reply.body);
}

static err reply_replay(struct req *rq, const struct idempotency *i, const struct reply_kept *k)
{
    CLEANUP(buf_wipe) struct buf kept = {0};
    struct seal_place at = place(k->row);
    err e;

    /* Answering with the other request's reply would let a browser believe that something was written which
     * was not. */
    if (!digest_same(k->request_hash, i->request, DIGEST_SIZE))
        return refuse(&rq->work, ERR_INPUT, "idempotency_mismatch", "Idempotency-Key",
                      "This key came with another request before.");
    if ((e = unseal(rq->work.vault, &at, k->body, k->body_size, &kept)))
        return e;
    return reply_restore(rq, k->status, &kept);
}

err idempotency_replay(struct req *rq, const struct idempotency *i, bool *ret_found)
{
    struct work *w = &rq->work;
    int64_t account = w->actor.account;
    struct reply_kept k = {0};
    err e;

    *ret_found = false;
    if (!i->key)
        return OK;
    /* Cleared when the account next writes, before the search: an expired answer is never given. */
    if ((e = db_exec(w->db, SQL_OLD,
                     BINDS(INT(":account", account), INT(":before", w->now - IDEMPOTENCY_LIFE)))))
        return e;
    e = row_read(w, SQL_FIND, BINDS(INT(":account", account), TEXT(":key", i->key)), COLUMNS(KEPT_COLUMNS),
                 &k);
    if (e)
        return e == ERR_ABSENT ? OK : e;
    if ((e = reply_replay(rq, i, &k)))
        return e;
    *ret_found = true;
    return OK;
}

err idempotency_keep(struct req *rq, const struct idempotency *i)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    const struct reply *r = &rq->reply;
    struct work *w = &rq->work;
    struct seal_place at;
    int64_t row, key;
    err e;

    if (!i->key)
        return OK;
    buf_text(&plain, r->content_type ? r->content_type : "");
    buf_char(&plain, '\n');
    buf_add(&plain, r->body->data, r->body->len);
    /* The row's number is drawn first: the seal binds the value to its row. */
    if ((e = buf_err(&plain)) || (e = id_next(w, "idempotency", &row)))
        return e;
    at = place(row);
    if ((e = owner_key(w, OF_NOBODY, &key)) || (e = seal(w->vault, key, &at, plain.data, plain.len, &sealed)))
        return e;
    return db_exec(w->db, SQL_KEEP,
                   BINDS(INT(":account", w->actor.account), TEXT(":key", i->key),
                         BLOB(":hash", i->request, DIGEST_SIZE), INT(":status", r->status),
                         BLOB(":body", sealed.data, sealed.len), INT(":row", row), INT(":now", w->now)));
}
