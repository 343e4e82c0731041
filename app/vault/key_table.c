/* SQL of keys.db. A key is in the clear only between here and the cache. */
#include "vault/key_table.h"

#include <openssl/crypto.h>
#include <string.h>

#include "base/arena.h"
#include "crypto/random.h"
#include "store/column.h"

static const char SQL_BEGIN[] =
    "INSERT INTO key_store (id, mark, next) VALUES (1, :mark, 1) ON CONFLICT (id) DO NOTHING";
static const char SQL_MARK[] = "SELECT mark FROM key_store WHERE id = 1";

struct store_row {
    uint8_t mark[VAULT_MARK];
};
static const struct column MARK_COLUMNS[] = {COLUMN_BLOB(struct store_row, mark)};

err key_table_begin(struct db *db)
{
    uint8_t mark[VAULT_MARK];
    err e = random_bytes(mark, sizeof mark);

    return e ? e : db_exec(db, SQL_BEGIN, BINDS(BLOB(":mark", mark, sizeof mark)));
}

err key_table_mark(struct db *db, uint8_t ret[VAULT_MARK])
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct store_row row;
    bool there;
    err e;

    if ((e = db_query(db, SQL_MARK, NO_BINDS, &s)) || (e = stmt_step(s, &there)))
        return e;
    if (!there)
        return ERR_CORRUPT;
    if ((e = stmt_fill(s, COLUMNS(MARK_COLUMNS), &a, &row)))
        return e;
    memcpy(ret, row.mark, VAULT_MARK);
    return OK;
}

static const char SQL_NEXT[] = "SELECT next FROM key_store WHERE id = 1";

err key_table_next(struct db *db, int64_t *ret)
{
    return db_int(db, SQL_NEXT, NO_BINDS, ret);
}

static const char SQL_DESTROYED[] = "SELECT destroyed FROM key_store WHERE id = 1";

err key_table_destroyed(struct db *db, int64_t *ret)
{
    return db_int(db, SQL_DESTROYED, NO_BINDS, ret);
}

err key_table_changed(struct db *db, int64_t *version, bool *ret)
{
    int64_t now;
    err e = db_version(db, &now);

    if (e)
        return e;
    *ret = now != *version;
    *version = now;
    return OK;
}

static const char SQL_TAKE[] =
    "UPDATE key_store SET next = next + :count WHERE id = 1 RETURNING next - :count";
static const char SQL_ADD[] = "INSERT INTO data_key (id, master, wrapped) VALUES (:id, :master, :wrapped)";

static err key_add(struct db *db, const struct keyring *k, struct fresh_key *key)
{
    uint8_t wrapped[KEYRING_WRAPPED];
    int master;
    err e;

    if ((e = random_bytes(key->bytes, sizeof key->bytes)) ||
        (e = keyring_wrap(k, key->id, key->bytes, wrapped, &master)))
        return e;
    return db_exec(
        db, SQL_ADD,
        BINDS(INT(":id", key->id), INT(":master", master), BLOB(":wrapped", wrapped, sizeof wrapped)));
}

/* One transaction for all of them: it is the waiting for the disk that costs. */
err key_table_add(struct db *db, const struct keyring *k, struct fresh_key *ret, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t first;
    err e;

    if ((e = tx_begin(&tx, db)) || (e = db_int(db, SQL_TAKE, BINDS(INT(":count", (int64_t)count)), &first)))
        return e;
    for (size_t i = 0; i < count; i++) {
        ret[i].id = first + (int64_t)i;
        if ((e = key_add(db, k, &ret[i])))
            return e;
    }
    return tx_commit(&tx);
}

static const char SQL_READ[] = "SELECT id, coalesce(master, 0) AS master, seals, wrapped FROM data_key "
                               "WHERE id >= :from AND id < :until ORDER BY id LIMIT :most";
static const struct column KEY_COLUMNS[] = {
    COLUMN_INT(struct key_row, id),
    COLUMN_INT(struct key_row, master),
    COLUMN_INT(struct key_row, seals),
    COLUMN_BLOB_OR_NULL(struct key_row, wrapped),
};

err key_table_read(struct db *db, int64_t from, int64_t until, struct key_row *ret, size_t room,
                   size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(arena_free) struct arena a = {0}; /* nothing in these rows takes any */
    size_t count = 0;
    bool more;
    err e;

    if ((e = db_query(db, SQL_READ,
                      BINDS(INT(":from", from), INT(":until", until), INT(":most", (int64_t)room)), &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more && count < room)
        if ((e = stmt_fill(s, COLUMNS(KEY_COLUMNS), &a, &ret[count++])))
            return e;
    if (e)
        return e;
    *ret_count = count;
    return OK;
}

static const char SQL_COUNT[] = "UPDATE data_key SET seals = seals + :seals WHERE id = :id";

err key_table_count(struct db *db, int64_t id, int64_t seals)
{
    return db_exec(db, SQL_COUNT, BINDS(INT(":id", id), INT(":seals", seals)));
}

static const char SQL_DESTROY[] = "UPDATE data_key SET master = NULL, wrapped = NULL, destroyed_at = :now "
                                  "WHERE id = :id AND master IS NOT NULL";
static const char SQL_GROW[] = "UPDATE key_store SET destroyed = destroyed + :count WHERE id = 1";

err key_table_destroy(struct db *db, const int64_t *ids, size_t count, int64_t now)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t destroyed = 0;
    err e;

    if ((e = tx_begin(&tx, db)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = db_exec(db, SQL_DESTROY, BINDS(INT(":id", ids[i]), INT(":now", now)))))
            return e;
        destroyed += db_changes(db);
    }
    if ((e = db_exec(db, SQL_GROW, BINDS(INT(":count", destroyed)))))
        return e;
    return tx_commit(&tx);
}

#define REWRAP_PIECE 256

static const char SQL_OLD[] = "SELECT id, coalesce(master, 0) AS master, seals, wrapped FROM data_key "
                              "WHERE id > :after AND master <> :master ORDER BY id LIMIT :most";
static const char SQL_REWRAP[] = "UPDATE data_key SET master = :master, wrapped = :wrapped WHERE id = :id";

static err key_rewrap(struct db *db, const struct keyring *k, struct aead_opener **o,
                      const struct key_row *row)
{
    uint8_t key[AEAD_KEY_SIZE], wrapped[KEYRING_WRAPPED];
    int master;
    err e;

    if (!(e = keyring_unwrap(k, o, row->master, row->id, row->wrapped, key)))
        e = keyring_wrap(k, row->id, key, wrapped, &master);
    OPENSSL_cleanse(key, sizeof key);
    return e ? e
             : db_exec(db, SQL_REWRAP,
                       BINDS(INT(":master", master), BLOB(":wrapped", wrapped, sizeof wrapped),
                             INT(":id", row->id)));
}

static err old_read(struct db *db, const struct keyring *k, int64_t after, struct key_row *ret,
                    size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    size_t count = 0;
    bool more;
    err e;

    if ((e = db_query(db, SQL_OLD,
                      BINDS(INT(":after", after), INT(":master", keyring_newest(k, KEY_FILE_SEAL)),
                            INT(":most", REWRAP_PIECE)),
                      &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more && count < REWRAP_PIECE)
        if ((e = stmt_fill(s, COLUMNS(KEY_COLUMNS), &a, &ret[count++])))
            return e;
    if (!e)
        *ret_count = count;
    return e;
}

err key_table_rewrap(struct db *db, const struct keyring *k, int64_t *ret_rewrapped)
{
    CLEANUP(aead_opener_free) struct aead_opener *opener = NULL;
    CLEANUP(tx_end) struct tx tx = {0};
    struct key_row rows[REWRAP_PIECE];
    int64_t done = 0, after = 0;
    size_t count = 1;
    err e = tx_begin(&tx, db);

    while (!e && count && !(e = old_read(db, k, after, rows, &count)))
        for (size_t i = 0; !e && i < count; i++, done++) {
            e = key_rewrap(db, k, &opener, &rows[i]);
            after = rows[i].id;
        }
    if (e || (e = tx_commit(&tx)))
        return e;
    *ret_rewrapped = done;
    return OK;
}

static const char SQL_MASTERS[] =
    "SELECT coalesce(master, 0) AS master, count(*) AS keys FROM data_key GROUP BY coalesce(master, 0)";
struct master_row {
    int master;
    int64_t keys;
};
static const struct column MASTER_COLUMNS[] = {
    COLUMN_INT(struct master_row, master),
    COLUMN_INT(struct master_row, keys),
};

static const char SQL_MOST[] = "SELECT id, seals FROM data_key ORDER BY seals DESC, id LIMIT 1";
struct most_row {
    int64_t id, seals;
};
static const struct column MOST_COLUMNS[] = {
    COLUMN_INT(struct most_row, id),
    COLUMN_INT(struct most_row, seals),
};

static err most_read(struct db *db, struct vault_status *s)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct most_row row = {0};
    bool there;
    err e;

    if ((e = db_query(db, SQL_MOST, NO_BINDS, &q)) || (e = stmt_step(q, &there)) ||
        (there && (e = stmt_fill(q, COLUMNS(MOST_COLUMNS), &a, &row))))
        return e;
    s->seals_most = row.seals;
    s->seals_most_of = row.id;
    return OK;
}

err key_table_status(struct db *db, struct vault_status *ret)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    CLEANUP(arena_free) struct arena a = {0};
    struct vault_status s = {0};
    struct master_row row;
    bool more;
    err e;

    if ((e = db_query(db, SQL_MASTERS, NO_BINDS, &q)))
        return e;
    while (!(e = stmt_step(q, &more)) && more) {
        if ((e = stmt_fill(q, COLUMNS(MASTER_COLUMNS), &a, &row)))
            return e;
        if (row.master < 0 || row.master >= VAULT_MASTERS)
            return ERR_CORRUPT;
        s.under[row.master] = row.keys;
        s.keys += row.master ? row.keys : 0;
    }
    if (e || (e = most_read(db, &s)))
        return e;
    s.destroyed = s.under[0];
    s.under[0] = 0;
    *ret = s;
    return OK;
}
