/* Data keys as they are opened, a bounded number of them, in locked memory. Belongs to whoever holds the
 * vault's lock. */
#ifndef VAULT_KEY_CACHE_H
#define VAULT_KEY_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "crypto/aead.h"

struct key_cache;

struct cached_key {
    int64_t id;       /* 0: an empty place */
    uint32_t seals;   /* values sealed, as written down */
    uint32_t pending; /* and since then */
    uint8_t bytes[AEAD_KEY_SIZE];
};

err key_cache_create(struct key_cache **ret) MUST_CHECK;
void key_cache_free(struct key_cache **c); /* wiped */
/* NULL: not there. Valid until the next put. */
struct cached_key *key_cache_find(struct key_cache *c, int64_t id);
/* Where a key of that id goes; wiped but for its id. What stood there with pending seals is dropped only when
 * none of its neighbours had none: *ret_lost of them are not counted then. */
struct cached_key *key_cache_put(struct key_cache *c, int64_t id, uint32_t *ret_lost);
/* Whether it would have to drop pending ones: they are better written down first. */
bool key_cache_crowded(const struct key_cache *c, int64_t id);
/* The places one after the other, from *at = 0; NULL: the end. */
struct cached_key *key_cache_next(struct key_cache *c, size_t *at);
void key_cache_clear(struct key_cache *c);

#endif
