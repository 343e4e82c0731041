/* A table by the first byte of the hash, forgotten as a whole. */
#include "domain/check/checker_memory.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"

#define PLACES   64  /* a municipality has a few dozen devices */
#define KEPT_MAX 256 /* until all is forgotten: those that took each other's place, too */

struct known {
    uint8_t hash[DIGEST_SIZE];
    bool there;
    struct checker checker; /* its texts in the memory's arena */
};

struct checker_memory {
    const struct db *db; /* whose version it is */
    int64_t version;
    size_t kept;
    struct arena arena;
    struct known places[PLACES];
};

void checker_memory_free(struct checker_memory **m)
{
    if (!*m)
        return;
    arena_free(&(*m)->arena);
    free(*m);
    *m = NULL;
}

/* false: memory ran out. */
static bool checker_copy(struct arena *a, const struct checker *c, struct checker *ret)
{
    *ret = *c;
    return (ret->organisation_name = arena_text(a, c->organisation_name)) &&
           (ret->organisation_kind = arena_text(a, c->organisation_kind)) &&
           (ret->service = arena_text(a, c->service)) && (ret->name = arena_text(a, c->name));
}

static struct known *place_of(struct checker_memory *m, const uint8_t hash[DIGEST_SIZE])
{
    return &m->places[hash[0] % PLACES];
}

static void forget(struct checker_memory *m, const struct db *db, int64_t version)
{
    for (size_t i = 0; i < PLACES; i++)
        m->places[i].there = false;
    arena_reset(&m->arena);
    m->kept = 0;
    m->db = db;
    m->version = version;
}

/* Where memory is short, nothing is kept. */
static void keep(struct checker_memory *m, const uint8_t hash[DIGEST_SIZE], const struct checker *c)
{
    struct known *place = place_of(m, hash);

    if (m->kept++ == KEPT_MAX)
        forget(m, m->db, m->version);
    memcpy(place->hash, hash, DIGEST_SIZE);
    place->there = checker_copy(&m->arena, c, &place->checker);
}

err checker_find_kept(struct doorway *d, struct checker_memory **m, const uint8_t token_hash[DIGEST_SIZE],
                      struct checker *ret)
{
    struct work *w = &d->work;
    struct checker found;
    struct known *known;
    int64_t version;
    err e;

    if ((e = db_version(w->db, &version)))
        return e;
    if (!*m && !(*m = calloc(1, sizeof **m)))
        return checker_find(d, token_hash, ret);
    if ((*m)->db != w->db || (*m)->version != version)
        forget(*m, w->db, version);
    known = place_of(*m, token_hash);
    /* Which rules say how much it may ask, is a matter of the day. */
    if (known->there && known->checker.asked_on == w->today &&
        digest_same(known->hash, token_hash, DIGEST_SIZE)) {
        /* Its last day may have gone by since. */
        if ((e = checker_good(d, &known->checker)))
            return e;
        if (!checker_copy(w->arena, &known->checker, &found))
            return ERR_SYSTEM;
        *ret = found;
        return OK;
    }
    if (!(e = checker_find(d, token_hash, ret)))
        keep(*m, token_hash, ret);
    return e;
}
