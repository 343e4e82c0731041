/* The data keys of a register, in a database of their own (keys.db), and sealing with them. One vault is
 * shared by all threads of a process. Keys are drawn in batches and are on the disk before anybody learns
 * their ids, so that no row can name a key that a crash took away; ids are never given out twice. */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/problem.h"
#include "crypto/sealed_value.h"
#include "store/db.h"
#include "vault/vault_status.h"

struct keyring;
struct vault;

/* Seals of one key. Random nonces are safe up to 2^32 (NIST SP 800-38D section 8.3); what a crash leaves
 * uncounted, VAULT_UNCOUNTED each time, is far within the rest. */
#define VAULT_SEALS_MAX  (INT64_C(1) << 30)
#define VAULT_SEALS_MANY (VAULT_SEALS_MAX / 2) /* time for another key */
#define VAULT_UNCOUNTED  4096

/* mode: DB_CREATE makes the file where it is missing; DB_READ seals nothing and makes no key. keys must
 * outlive the vault. Why not, in *why (NULL: nobody asks). ERR_ABSENT: no such file; ERR_CORRUPT: no key
 * store, or one that these master keys do not open; ERR_CONFLICT: newer than this program, or (DB_READ)
 * older. */
err vault_open(const char *path, enum db_mode mode, const struct keyring *keys, struct problem *why,
               struct vault **ret) MUST_CHECK;
void vault_close(struct vault **v);
const uint8_t *vault_mark(const struct vault *v);         /* VAULT_MARK bytes, drawn when the file was made */
err vault_next(struct vault *v, int64_t *ret) MUST_CHECK; /* the id that no key has yet */
bool vault_full(struct vault *v);                         /* the disk was, at its last fault */

/* A key that nothing is sealed with yet. It is for the caller to write its id down. */
err vault_key_new(struct vault *v, int64_t *ret_id) MUST_CHECK;
/* Appended to *ret. ERR_DENIED: v is NULL (a process that has no data keys), or at is a hint's place;
 * ERR_ABSENT: the key was destroyed; ERR_LIMIT: it has sealed VAULT_SEALS_MAX values; ERR_CORRUPT: there is
 * no such key. */
err seal(struct vault *v, int64_t key, const struct seal_place *at, const void *plain, size_t n,
         struct buf *ret) MUST_CHECK;
/* By the key that the value names. ERR_ABSENT: that was destroyed, and with it what it sealed; ERR_CORRUPT:
 * altered, moved, or of a key that is not here; ERR_DENIED as above. A key that another process destroys is
 * forgotten here within VAULT_LAG_NS. */
err unseal(struct vault *v, const struct seal_place *at, const void *sealed, size_t n,
           struct buf *ret) MUST_CHECK;
#define VAULT_LAG_NS INT64_C(20000000)
/* The same for many values one after the other, which is faster; for one thread, *o NULL at first. */
struct vault_opener;
err unseal_next(struct vault *v, struct vault_opener **o, const struct seal_place *at, const void *sealed,
                size_t n, struct buf *ret) MUST_CHECK;
void vault_opener_free(struct vault_opener **o);

/* ---- upkeep */

err vault_seals(struct vault *v, int64_t key, int64_t *ret) MUST_CHECK; /* by this key; ERR_ABSENT as seal */
/* Writes down how much was sealed since the last time; about once a minute. */
err vault_count(struct vault *v) MUST_CHECK;
err vault_destroyed(struct vault *v, int64_t *ret) MUST_CHECK; /* how many keys were, of all times */
/* The keys are overwritten, in one transaction; those that are destroyed already stay so. now: UTC seconds.
 * What the journal still holds of them goes with its next checkpoint: vault_settle. */
err vault_destroy(struct vault *v, const int64_t *ids, size_t count, int64_t now) MUST_CHECK;
/* All keys under the newest master key of that ring, which also has those that they are under now; one
 * transaction. From then on the vault wraps with it, and keys must outlive the vault. */
err vault_rewrap(struct vault *v, const struct keyring *keys, int64_t *ret_rewrapped) MUST_CHECK;

err vault_status(struct vault *v, struct vault_status *ret) MUST_CHECK;

/* ---- copies, as of the register's database (store/db.h) */
err vault_copy(struct vault *v, const char *path) MUST_CHECK;
err vault_check(struct vault *v) MUST_CHECK;

#endif
