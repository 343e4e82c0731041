/* Which files in the folder of keys are this register's, and which key store: as the database has written
 * down. */
#ifndef DOMAIN_KEY_LISTING_H
#define DOMAIN_KEY_LISTING_H

#include "crypto/keyring.h"
#include "domain/work/work.h"
#include "vault/vault.h"

/* In the work's arena; at is NULL where the register knows none yet: it is empty, or of a version before. */
err key_listing_read(struct work *w, struct key_listing *ret) MUST_CHECK;
/* All keys of the work's ring; those that are listed already must be the same (ERR_CONFLICT). */
err key_listing_write(struct work *w) MUST_CHECK;
/* The key store is the register's, and not older than it. ERR_CORRUPT, with a sentence in the work's problem:
 * it is another register's, or a row names a key that was drawn after this copy of it. OK where the register
 * knows none yet. */
err key_store_require(struct work *w) MUST_CHECK;

#endif
