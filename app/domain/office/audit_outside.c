/* Heads on their way out, and back to be compared. A head stands for all rows below it, so one for each
 * second's rows is enough. */
#include "domain/office/audit_outside.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "crypto/digest.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define MARK "audit head "

struct outgoing {
    int64_t id, at, record_id;
    const char *actor, *what, *record;
    uint8_t hash[DIGEST_SIZE];
};
static const struct column OUTGOING_COLUMNS[] = {
    COLUMN_INT(struct outgoing, id),      COLUMN_INT(struct outgoing, at),
    COLUMN_TEXT(struct outgoing, actor),  COLUMN_TEXT(struct outgoing, what),
    COLUMN_TEXT(struct outgoing, record), COLUMN_INT(struct outgoing, record_id),
    COLUMN_BLOB(struct outgoing, hash),
};
#define OUTGOING "SELECT id, at, actor, what, record, record_id, hash FROM audit "
static const char SQL_NEWEST[] = OUTGOING "WHERE id > :sent ORDER BY id DESC LIMIT 1";
static const char SQL_NEXT[] = OUTGOING "WHERE id > :sent ORDER BY id LIMIT 500";

static void head_send(struct audit_outside *o, const struct outgoing *r)
{
    char hex[2 * DIGEST_SIZE + 1], line[40 + sizeof hex];

    snprintf(line, sizeof line, MARK "%" PRId64 " %s", r->id, digest_hex(r->hash, DIGEST_SIZE, hex));
    o->send(o->context, line);
    o->sent = r->id;
}

static void row_send(const struct audit_outside *o, const struct outgoing *r)
{
    char at[INSTANT_TEXT], line[400];

    snprintf(line, sizeof line, "audit row %" PRId64 " %s %.80s %.60s %.60s %" PRId64, r->id,
             instant_format(r->at, at), r->actor, r->what, r->record, r->record_id);
    o->send(o->context, line);
}

err audit_outside_send(struct work *w, struct audit_outside *o)
{
    const bool rows = o->rows && o->sent >= 0;
    struct outgoing *list;
    size_t count;
    err e = rows_read(w, rows ? SQL_NEXT : SQL_NEWEST, BINDS(INT(":sent", o->sent < 0 ? 0 : o->sent)),
                      COLUMNS(OUTGOING_COLUMNS), NULL, &list, &count);

    if (e || !count)
        return e;
    for (size_t i = 0; rows && i < count; i++)
        row_send(o, &list[i]);
    head_send(o, &list[count - 1]);
    return OK;
}

/* false: these are no number and hash. */
static bool head_parse(const char *text, int64_t *ret_id, char ret_hex[2 * DIGEST_SIZE + 1])
{
    char *end;
    long long id = strtoll(text, &end, 10);

    if (id < 1 || *end != ' ' || strspn(end + 1, "0123456789abcdef") != (size_t)2 * DIGEST_SIZE)
        return false;
    snprintf(ret_hex, 2 * DIGEST_SIZE + 1, "%.*s", 2 * DIGEST_SIZE, end + 1);
    *ret_id = id;
    return true;
}

struct stored_hash {
    uint8_t hash[DIGEST_SIZE];
};
static const char SQL_HASH[] = "SELECT hash FROM audit WHERE id = :id";
static const struct column HASH_COLUMNS[] = {COLUMN_BLOB(struct stored_hash, hash)};

static err head_compare(struct work *w, int64_t id, const char *hex)
{
    char own[2 * DIGEST_SIZE + 1];
    struct stored_hash stored;
    err e = row_read(w, SQL_HASH, BINDS(INT(":id", id)), COLUMNS(HASH_COLUMNS), &stored);

    if (e)
        return e == ERR_ABSENT ? ERR_CORRUPT : e;
    return strcmp(digest_hex(stored.hash, DIGEST_SIZE, own), hex) ? ERR_CORRUPT : OK;
}

err audit_outside_verify(struct work *w, const char *text, int64_t *ret_row, int64_t *ret_heads)
{
    char hex[2 * DIGEST_SIZE + 1];
    int64_t first = 0, heads = 0, id;
    err e;

    for (const char *p = strstr(text, MARK); p; p = strstr(p + 1, MARK)) {
        if (!head_parse(p + sizeof MARK - 1, &id, hex))
            continue;
        heads++;
        if ((e = head_compare(w, id, hex)) && e != ERR_CORRUPT)
            return e;
        if (e && (!first || id < first))
            first = id;
    }
    *ret_heads = heads;
    if (first)
        *ret_row = first;
    return first ? ERR_CORRUPT : OK;
}
