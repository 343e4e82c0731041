/* The vault: one handle on keys.db, a cache of opened keys, spare keys in stock, all behind one lock. Values
 * are sealed and opened outside of it. Its transactions are short and wait for nothing, so it may be called
 * within one of the register's. */
#include "vault/vault.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "crypto/keyring.h"
#include "crypto/locked.h"
#include "store/migration.h"
#include "vault/key_cache.h"
#include "vault/key_table.h"

#define CACHE_KIB    1024
#define SPARES_FIRST 8 /* keys drawn at once: the more are used, the more */
#define SPARES_MAX   1024
#define BLOCK        64 /* neighbours read at once by who goes through all of them */

struct vault {
    pthread_mutex_t lock;
    const struct keyring *keys;
    struct db *db;
    bool read_only;
    uint8_t mark[VAULT_MARK];
    struct key_cache *cache;
    struct aead_opener *opener; /* of wrapped keys */
    struct fresh_key *spares;   /* SPARES_MAX, locked */
    size_t spare_count, batch;
    int64_t looked_at, version, destroyed; /* when, and at what state of the file */
    int64_t last_block;                    /* of the last key that was not in the cache */
};

static void vault_unlock(struct vault **v)
{
    if (*v)
        (void)pthread_mutex_unlock(&(*v)->lock);
}

#define LOCKED(v)                                                                                            \
    CLEANUP(vault_unlock) struct vault *held = (v);                                                          \
    (void)pthread_mutex_lock(&held->lock)

/* ---- opening */

/* One key is enough: all are under keys of the same folder. */
static err masters_fit(struct vault *v)
{
    uint8_t key[AEAD_KEY_SIZE];
    struct key_row row;
    size_t count;
    err e = key_table_read(v->db, 1, INT64_MAX, &row, 1, &count);

    if (e || !count || !row.master)
        return e;
    e = keyring_unwrap(v->keys, &v->opener, row.master, row.id, row.wrapped, key);
    OPENSSL_cleanse(key, sizeof key);
    return e;
}

static err tables_ready(struct vault *v)
{
    int applied;
    err e;

    if (v->read_only)
        return migration_check(v->db, MIGRATIONS_KEYS);
    if ((e = migration_apply(v->db, MIGRATIONS_KEYS, NULL, NULL, &applied)))
        return e;
    return key_table_begin(v->db);
}

static err file_open(struct vault *v, const char *path, enum db_mode mode, struct problem *why)
{
    err e;

    if ((e = db_open(path, mode, CACHE_KIB, &v->db)))
        return problem_set(why, e, "no_key_store", "keys.db",
                           e == ERR_ABSENT ? "it is missing: put it back from its copy"
                           : e == ERR_DENIED
                               ? "this account may not read and write it: give it back with chown"
                               : "it cannot be opened as a database");
    if ((e = tables_ready(v)) || (e = key_table_mark(v->db, v->mark)))
        return problem_set(why, e, "no_key_store", "keys.db",
                           e == ERR_CONFLICT ? "it is newer than this program"
                                             : "it is no key store, or damaged");
    if ((e = masters_fit(v)))
        return problem_set(why, e, "foreign_key_store", "keys.db",
                           "its keys were wrapped with another master key than those in the folder of keys");
    if ((e = key_table_destroyed(v->db, &v->destroyed)))
        return e;
    return db_version(v->db, &v->version);
}

err vault_open(const char *path, enum db_mode mode, const struct keyring *keys, struct problem *why,
               struct vault **ret)
{
    struct vault *v = calloc(1, sizeof *v);
    err e;

    if (!v)
        return ERR_SYSTEM;
    (void)pthread_mutex_init(&v->lock, NULL);
    v->keys = keys;
    v->read_only = mode == DB_READ;
    v->batch = SPARES_FIRST;
    v->last_block = -1;
    if (!(v->spares = locked_alloc(SPARES_MAX * sizeof *v->spares)))
        e = ERR_SYSTEM;
    else if (!(e = key_cache_create(&v->cache)))
        e = file_open(v, path, mode, why);
    if (e) {
        vault_close(&v);
        return e;
    }
    *ret = v;
    return OK;
}

/* ---- how much was sealed */

static err counts_write(struct vault *v)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct cached_key *k;
    size_t at = 0;
    err e;

    if ((e = tx_begin(&tx, v->db)))
        return e;
    while ((k = key_cache_next(v->cache, &at)))
        if (k->pending && (e = key_table_count(v->db, k->id, k->pending)))
            return e;
    if ((e = tx_commit(&tx)))
        return e;
    for (at = 0; (k = key_cache_next(v->cache, &at));) {
        k->seals += k->pending;
        k->pending = 0;
    }
    return OK;
}

static bool counts_pending(struct vault *v)
{
    const struct cached_key *k;

    for (size_t at = 0; (k = key_cache_next(v->cache, &at));)
        if (k->pending)
            return true;
    return false;
}

err vault_count(struct vault *v)
{
    LOCKED(v);

    return v->read_only || !counts_pending(v) ? OK : counts_write(v);
}

void vault_close(struct vault **v)
{
    if (!*v)
        return;
    if ((*v)->cache && (*v)->db && vault_count(*v))
        log_warning("vault: how much was sealed could not be written down");
    db_close(&(*v)->db);
    key_cache_free(&(*v)->cache);
    aead_opener_free(&(*v)->opener);
    locked_free((*v)->spares, SPARES_MAX * sizeof *(*v)->spares);
    (void)pthread_mutex_destroy(&(*v)->lock);
    free(*v);
    *v = NULL;
}

/* ---- keys by their ids; the caller holds the lock */

/* Whether another process has destroyed a key: then all opened ones are forgotten. Asking the file costs as
 * much as opening a name, so it is asked only now and then. */
static err others_heed(struct vault *v)
{
    int64_t now = clock_ticks(), destroyed;
    bool changed;
    err e;

    if (now - v->looked_at < VAULT_LAG_NS)
        return OK;
    v->looked_at = now;
    if ((e = key_table_changed(v->db, &v->version, &changed)) || !changed ||
        (e = key_table_destroyed(v->db, &destroyed)) || destroyed == v->destroyed)
        return e;
    if (counts_pending(v) && counts_write(v))
        log_warning("vault: how much was sealed could not be written down");
    key_cache_clear(v->cache);
    v->destroyed = destroyed;
    return OK;
}

static struct cached_key *key_put(struct vault *v, int64_t id)
{
    struct cached_key *k;
    uint32_t lost;

    if (key_cache_crowded(v->cache, id) && counts_write(v))
        log_warning("vault: how much was sealed could not be written down");
    k = key_cache_put(v->cache, id, &lost);
    if (lost)
        log_warning("vault: %u seals of a key are not counted", (unsigned)lost);
    return k;
}

static err row_take(struct vault *v, const struct key_row *row)
{
    uint8_t bytes[AEAD_KEY_SIZE];
    struct cached_key *k;
    err e;

    /* What was sealed since it was read is not in the row. */
    if (!row->master || key_cache_find(v->cache, row->id))
        return OK;
    if (!(e = keyring_unwrap(v->keys, &v->opener, row->master, row->id, row->wrapped, bytes))) {
        k = key_put(v, row->id);
        k->seals = row->seals > VAULT_SEALS_MAX ? (uint32_t)VAULT_SEALS_MAX : (uint32_t)row->seals;
        memcpy(k->bytes, bytes, sizeof bytes);
    }
    OPENSSL_cleanse(bytes, sizeof bytes);
    return e;
}

/* Who goes through many persons asks for one key after the other: from the second on, neighbours come along.
 */
static err key_load(struct vault *v, int64_t id)
{
    struct key_row rows[BLOCK];
    int64_t block = id / BLOCK, step = block - v->last_block, from = id, until = id + 1;
    bool there = false, destroyed = false;
    size_t count;
    err e;

    if (v->last_block >= 0 && step >= -1 && step <= 1) {
        from = block * BLOCK;
        until = from + BLOCK;
    }
    v->last_block = block;
    if ((e = key_table_read(v->db, from, until, rows, BLOCK, &count)))
        return e;
    for (size_t i = 0; !e && i < count; i++) {
        there = there || rows[i].id == id;
        destroyed = destroyed || (rows[i].id == id && !rows[i].master);
        e = row_take(v, &rows[i]);
        /* One that cannot be unwrapped is the fault of who asks for it, not of who asks for its neighbour. */
        if (e == ERR_CORRUPT && rows[i].id != id)
            e = OK;
    }
    if (e)
        return e;
    return destroyed ? ERR_ABSENT : there ? OK : ERR_CORRUPT;
}

static err key_find(struct vault *v, int64_t id, struct cached_key **ret)
{
    struct cached_key *k;
    err e;

    if (id < 1)
        return ERR_CORRUPT;
    if ((e = others_heed(v)))
        return e;
    if (!(k = key_cache_find(v->cache, id)) && ((e = key_load(v, id)) || !(k = key_cache_find(v->cache, id))))
        return e ? e : ERR_SYSTEM;
    *ret = k;
    return OK;
}

static err key_copy(struct vault *v, int64_t id, uint8_t ret[AEAD_KEY_SIZE])
{
    struct cached_key *k;
    LOCKED(v);
    err e;

    if ((e = key_find(v, id, &k)))
        return e;
    memcpy(ret, k->bytes, AEAD_KEY_SIZE);
    return OK;
}

/* The same, and one more is sealed with it. */
static err key_use(struct vault *v, int64_t id, uint8_t ret[AEAD_KEY_SIZE])
{
    struct cached_key *k;
    LOCKED(v);
    err e;

    if (v->read_only)
        return ERR_DENIED;
    if ((e = key_find(v, id, &k)))
        return e;
    if (k->pending >= VAULT_UNCOUNTED && (e = counts_write(v)))
        return e;
    if ((int64_t)k->seals + k->pending >= VAULT_SEALS_MAX) {
        log_error("vault: key %lld has sealed all that it may", (long long)id);
        return ERR_LIMIT;
    }
    k->pending++;
    memcpy(ret, k->bytes, AEAD_KEY_SIZE);
    return OK;
}

/* ---- using them */

static err spares_draw(struct vault *v)
{
    err e = key_table_add(v->db, v->keys, v->spares, v->batch);

    if (e)
        return e;
    v->spare_count = v->batch;
    v->batch = v->batch < SPARES_MAX ? 2 * v->batch : SPARES_MAX;
    return OK;
}

err vault_key_new(struct vault *v, int64_t *ret_id)
{
    struct fresh_key *spare;
    struct cached_key *k;
    err e;

    if (!v || v->read_only)
        return ERR_DENIED;
    LOCKED(v);
    if (!v->spare_count && (e = spares_draw(v)))
        return e;
    spare = &v->spares[--v->spare_count];
    k = key_put(v, spare->id);
    k->seals = 0;
    memcpy(k->bytes, spare->bytes, AEAD_KEY_SIZE);
    *ret_id = spare->id;
    OPENSSL_cleanse(spare, sizeof *spare);
    return OK;
}

err seal(struct vault *v, int64_t key, const struct seal_place *at, const void *plain, size_t n,
         struct buf *ret)
{
    uint8_t bytes[AEAD_KEY_SIZE];
    const struct sealing_key k = {key, bytes};
    err e;

    if (!v || at->kind != SEAL_PERSONAL)
        return ERR_DENIED;
    if (!(e = key_use(v, key, bytes)))
        e = sealed_value_make(keyring_aead(v->keys), &k, at, plain, n, ret);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return e;
}

err unseal(struct vault *v, const struct seal_place *at, const void *sealed, size_t n, struct buf *ret)
{
    uint8_t bytes[AEAD_KEY_SIZE];
    struct sealing_key k = {.bytes = bytes};
    err e;

    if (!v || at->kind != SEAL_PERSONAL)
        return ERR_DENIED;
    if (!(e = sealed_value_key(sealed, n, &k.id)) && !(e = key_copy(v, k.id, bytes)))
        e = sealed_value_open(keyring_aead(v->keys), NULL, &k, at, sealed, n, ret);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return e;
}

struct vault_opener {
    struct aead_opener *aead;
    int64_t key; /* that it is set up for; 0: none */
};

err unseal_next(struct vault *v, struct vault_opener **o, const struct seal_place *at, const void *sealed,
                size_t n, struct buf *ret)
{
    uint8_t bytes[AEAD_KEY_SIZE];
    struct sealing_key k = {.bytes = bytes};
    err e;

    if (!v || at->kind != SEAL_PERSONAL)
        return ERR_DENIED;
    if (!*o && !(*o = calloc(1, sizeof **o)))
        return ERR_SYSTEM;
    /* Names of one person follow one another: what is set up is not asked for again. */
    if (!(e = sealed_value_key(sealed, n, &k.id)) && (k.id == (*o)->key || !(e = key_copy(v, k.id, bytes))))
        e = sealed_value_open(keyring_aead(v->keys), &(*o)->aead, &k, at, sealed, n, ret);
    (*o)->key = e ? 0 : k.id;
    if (e)
        aead_opener_free(&(*o)->aead);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return e;
}

void vault_opener_free(struct vault_opener **o)
{
    if (!*o)
        return;
    aead_opener_free(&(*o)->aead);
    free(*o);
    *o = NULL;
}

/* ---- upkeep */

const uint8_t *vault_mark(const struct vault *v)
{
    return v->mark;
}

err vault_next(struct vault *v, int64_t *ret)
{
    LOCKED(v);

    return key_table_next(v->db, ret);
}

err vault_destroyed(struct vault *v, int64_t *ret)
{
    LOCKED(v);

    return key_table_destroyed(v->db, ret);
}

bool vault_full(struct vault *v)
{
    LOCKED(v);

    return db_full(v->db);
}

err vault_seals(struct vault *v, int64_t key, int64_t *ret)
{
    struct cached_key *k;
    LOCKED(v);
    err e = key_find(v, key, &k);

    if (!e)
        *ret = (int64_t)k->seals + k->pending;
    return e;
}

err vault_destroy(struct vault *v, const int64_t *ids, size_t count, int64_t now)
{
    LOCKED(v);
    err e;

    if ((counts_pending(v) && (e = counts_write(v))) || (e = key_table_destroy(v->db, ids, count, now)))
        return e;
    key_cache_clear(v->cache);
    return key_table_destroyed(v->db, &v->destroyed);
}

err vault_rewrap(struct vault *v, const struct keyring *keys, int64_t *ret_rewrapped)
{
    LOCKED(v);
    err e;

    if ((e = key_table_rewrap(v->db, keys, ret_rewrapped)))
        return e;
    v->keys = keys;
    aead_opener_free(&v->opener);
    return OK;
}

err vault_status(struct vault *v, struct vault_status *ret)
{
    LOCKED(v);
    err e;

    if (!v->read_only && counts_pending(v) && (e = counts_write(v)))
        return e;
    return key_table_status(v->db, ret);
}

err vault_copy(struct vault *v, const char *path)
{
    LOCKED(v);

    return db_copy(v->db, path);
}

err vault_check(struct vault *v)
{
    LOCKED(v);

    return db_check(v->db);
}
