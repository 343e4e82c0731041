/* The issuer's public keys, old ones included: a card signed by a key that was retired is still ours. */
#include "domain/card/issuer.h"

#include <string.h>

#include "crypto/keyring.h"
#include "store/db.h"

struct keys {
    struct issuer_key *at;
    size_t count, room;
};

static err key_add(struct work *w, struct keys *keys, const struct verifier *v)
{
    struct issuer_key *key = arena_grow(w->arena, &keys->at, &keys->count, &keys->room, sizeof *key);

    if (!key)
        return ERR_SYSTEM;
    memcpy(key->kid, verifier_kid(v), KID_SIZE);
    return verifier_point(v, key->x, key->y);
}

static const char SQL_KEYS[] = "SELECT kid, spki FROM issuer_key ORDER BY created_at DESC, kid";

static err remembered_add(struct work *w, struct keys *keys)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_KEYS, NO_BINDS, &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        CLEANUP(verifier_free) struct verifier *v = NULL;
        size_t kid_size, size;
        const void *kid = stmt_blob(s, 0, &kid_size), *spki = stmt_blob(s, 1, &size);

        if (keyring_verifier_by_kid(w->keys, kid, kid_size))
            continue;
        if ((e = verifier_from_spki(spki, size, &v)) || (e = key_add(w, keys, v)))
            return e;
    }
    return e;
}

err issuer_keys(struct work *w, struct issuer_key **ret, size_t *ret_count)
{
    struct keys keys = {0};
    err e;

    for (size_t i = 0; i < keyring_verifier_count(w->keys); i++)
        if ((e = key_add(w, &keys, keyring_verifier(w->keys, i))))
            return e;
    if ((e = remembered_add(w, &keys)))
        return e;
    *ret = keys.at;
    *ret_count = keys.count;
    return OK;
}

static const char SQL_KEY[] = "SELECT spki FROM issuer_key WHERE kid = :kid";

err issuer_key_remembered(struct work *w, const void *kid, size_t n, struct verifier **ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const void *spki;
    size_t size;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_KEY, BINDS(BLOB(":kid", kid, n)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row) {
        *ret = NULL;
        return OK;
    }
    spki = stmt_blob(s, 0, &size);
    return verifier_from_spki(spki, size, ret);
}
