/* A table of sets of four places, by a hash of the id: no place is searched further than its set. */
#include "vault/key_cache.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/locked.h"

/* Room for a search, which opens each name of 20 000 files: 3 MiB with its ways, within what Debian lets an
 * account lock (8 MiB). */
#define SETS         16384
#define WAYS         4
#define CACHE_PLACES ((size_t)SETS * WAYS)

struct key_cache {
    struct cached_key at[SETS][WAYS];
    unsigned turn; /* which way is dropped next where all are taken */
};

err key_cache_create(struct key_cache **ret)
{
    struct key_cache *c = locked_alloc(sizeof *c);

    if (!c)
        return ERR_SYSTEM;
    *ret = c;
    return OK;
}

void key_cache_free(struct key_cache **c)
{
    locked_free(*c, sizeof **c);
    *c = NULL;
}

/* Ids follow one another, so neighbours go to neighbouring sets. */
static size_t set_of(int64_t id)
{
    return (size_t)((uint64_t)id % SETS);
}

struct cached_key *key_cache_find(struct key_cache *c, int64_t id)
{
    struct cached_key *set = c->at[set_of(id)];

    for (size_t i = 0; i < WAYS; i++)
        if (set[i].id == id)
            return &set[i];
    return NULL;
}

/* The empty one; else one whose seals are all written down; else any. */
static struct cached_key *victim(struct key_cache *c, int64_t id)
{
    struct cached_key *set = c->at[set_of(id)];
    unsigned turn = c->turn++;

    for (size_t i = 0; i < WAYS; i++)
        if (!set[i].id)
            return &set[i];
    for (size_t i = 0; i < WAYS; i++)
        if (!set[(turn + i) % WAYS].pending)
            return &set[(turn + i) % WAYS];
    return &set[turn % WAYS];
}

struct cached_key *key_cache_put(struct key_cache *c, int64_t id, uint32_t *ret_lost)
{
    struct cached_key *place = key_cache_find(c, id);

    *ret_lost = 0;
    if (place)
        return place;
    place = victim(c, id);
    *ret_lost = place->pending;
    OPENSSL_cleanse(place, sizeof *place);
    place->id = id;
    return place;
}

bool key_cache_crowded(const struct key_cache *c, int64_t id)
{
    const struct cached_key *set = c->at[set_of(id)];

    for (size_t i = 0; i < WAYS; i++)
        if (!set[i].id || set[i].id == id || !set[i].pending)
            return false;
    return true;
}

struct cached_key *key_cache_next(struct key_cache *c, size_t *at)
{
    struct cached_key *all = &c->at[0][0];

    while (*at < CACHE_PLACES)
        if (all[(*at)++].id)
            return &all[*at - 1];
    return NULL;
}

void key_cache_clear(struct key_cache *c)
{
    OPENSSL_cleanse(c->at, sizeof c->at);
}
