/* The rows of keys.db: data keys, wrapped. The handle belongs to whoever holds the vault's lock. */
#ifndef VAULT_KEY_TABLE_H
#define VAULT_KEY_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "crypto/keyring.h"
#include "store/db.h"
#include "vault/vault_status.h"

struct key_row {
    int64_t id;
    int master; /* 0: destroyed */
    int64_t seals;
    uint8_t wrapped[KEYRING_WRAPPED];
};

struct fresh_key {
    int64_t id;
    uint8_t bytes[AEAD_KEY_SIZE];
};

/* What stands in key_store; drawn when the file was made. */
err key_table_begin(struct db *db) MUST_CHECK;
err key_table_mark(struct db *db, uint8_t ret[VAULT_MARK]) MUST_CHECK;
err key_table_next(struct db *db, int64_t *ret) MUST_CHECK;
err key_table_destroyed(struct db *db, int64_t *ret) MUST_CHECK; /* how often a key was */
/* Another connection has committed since the last call. */
err key_table_changed(struct db *db, int64_t *version, bool *ret) MUST_CHECK;

/* count new keys, on the disk when this returns. */
err key_table_add(struct db *db, const struct keyring *k, struct fresh_key *ret, size_t count) MUST_CHECK;
/* Those with from <= id < until, at most room, in order. */
err key_table_read(struct db *db, int64_t from, int64_t until, struct key_row *ret, size_t room,
                   size_t *ret_count) MUST_CHECK;
/* In a transaction of the caller. */
err key_table_count(struct db *db, int64_t id, int64_t seals) MUST_CHECK;
err key_table_destroy(struct db *db, const int64_t *ids, size_t count, int64_t now) MUST_CHECK;
err key_table_rewrap(struct db *db, const struct keyring *k, int64_t *ret_rewrapped) MUST_CHECK;
err key_table_status(struct db *db, struct vault_status *ret) MUST_CHECK;

#endif
