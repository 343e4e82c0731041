/* What anybody may fetch: the status lists as they were signed, and the issuer's public keys, old ones
 * included: a card signed by a key that was retired is still ours. */
#include "domain/check/published.h"

#include <string.h>

#include "crypto/keyring.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct keys {
    struct door_key *at;
    size_t count, room;
};

static err key_add(struct work *w, struct keys *keys, const struct verifier *v)
{
    struct door_key *key = arena_grow(w->arena, &keys->at, &keys->count, &keys->room, sizeof *key);

    if (!key)
        return ERR_SYSTEM;
    memcpy(key->kid, verifier_kid(v), KID_SIZE);
    return verifier_point(v, key->x, key->y);
}

static const char SQL_KEYS[] = "SELECT kid, spki FROM issuer_key ORDER BY created_at DESC, kid";

struct remembered {
    const void *kid, *spki;
    size_t kid_size, spki_size;
};
static const struct column REMEMBERED_COLUMNS[] = {
    COLUMN_BYTES(struct remembered, kid, kid_size),
    COLUMN_BYTES(struct remembered, spki, spki_size),
};

static err remembered_add(struct doorway *d, struct keys *keys)
{
    struct work *w = &d->work;
    struct remembered *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_KEYS, NO_BINDS, COLUMNS(REMEMBERED_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        CLEANUP(verifier_free) struct verifier *v = NULL;

        /* In both places while its file has not been removed; named once. */
        if (keyring_verifier_by_kid(w->keys, list[i].kid, list[i].kid_size))
            continue;
        if ((e = verifier_from_spki(list[i].spki, list[i].spki_size, &v)) || (e = key_add(w, keys, v)))
            return e;
    }
    return OK;
}

err door_keys(struct doorway *d, struct door_key **ret, size_t *ret_count)
{
    struct work *w = &d->work;
    struct keys keys = {0};
    err e;

    for (size_t i = 0; i < keyring_verifier_count(w->keys); i++)
        if ((e = key_add(w, &keys, keyring_verifier(w->keys, i))))
            return e;
    if ((e = remembered_add(d, &keys)))
        return e;
    *ret = keys.at;
    *ret_count = keys.count;
    return OK;
}

static const char SQL_KEY[] = "SELECT kid, spki FROM issuer_key WHERE kid = :kid";

err door_key_remembered(struct doorway *d, const void *kid, size_t n, struct verifier **ret)
{
    struct remembered key = {0};
    err e = row_read(&d->work, SQL_KEY, BINDS(BLOB(":kid", kid, n)), COLUMNS(REMEMBERED_COLUMNS), &key);

    if (e == ERR_ABSENT) {
        *ret = NULL;
        return OK;
    }
    return e ? e : verifier_from_spki(key.spki, key.spki_size, ret);
}

static const char SQL_TOKEN[] = "SELECT token FROM status_list WHERE id = :list";
static const char SQL_PROLONGED[] =
    "SELECT prolonged AS token FROM status_list WHERE id = :list AND prolonged IS NOT NULL";

struct token_kept {
    const void *token;
    size_t size;
};
static const struct column TOKEN_COLUMNS[] = {COLUMN_BYTES(struct token_kept, token, size)};

err door_list_token(struct doorway *d, int64_t list, bool prolonged, struct buf *ret)
{
    struct token_kept kept = {0};
    err e = row_read(&d->work, prolonged ? SQL_PROLONGED : SQL_TOKEN, BINDS(INT(":list", list)),
                     COLUMNS(TOKEN_COLUMNS), &kept);

    if (e)
        return e;
    buf_add(ret, kept.token, kept.size);
    return buf_err(ret);
}

struct listed {
    const char *uri;
};
/* As the register writes them into cards (domain/card/status.c). */
static const char SQL_LISTS[] =
    "SELECT m.base_uri || '/status/' || l.id AS uri FROM status_list l CROSS JOIN municipality m "
    "ORDER BY l.id";
static const char SQL_PROLONGED_LISTS[] = "SELECT m.base_uri || '/status/' || l.id || '/prolonged' AS uri "
                                          "FROM status_list l CROSS JOIN municipality m "
                                          "WHERE l.prolonged IS NOT NULL ORDER BY l.id";
static const struct column LISTED_COLUMNS[] = {COLUMN_TEXT(struct listed, uri)};

err door_list_uris(struct doorway *d, bool prolonged, const char *const **ret, size_t *ret_count)
{
    struct listed *lists;
    const char **uris;
    size_t count;
    err e;

    if ((e = rows_read(&d->work, prolonged ? SQL_PROLONGED_LISTS : SQL_LISTS, NO_BINDS,
                       COLUMNS(LISTED_COLUMNS), NULL, &lists, &count)))
        return e;
    if (!(uris = arena_array(d->work.arena, count, sizeof *uris)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        uris[i] = lists[i].uri;
    *ret = uris;
    *ret_count = count;
    return OK;
}

static const char SQL_BASE[] = "SELECT base_uri AS uri FROM municipality WHERE id = 1";

err door_base_uri(struct doorway *d, const char **ret)
{
    struct listed base = {0};
    err e = row_read(&d->work, SQL_BASE, NO_BINDS, COLUMNS(LISTED_COLUMNS), &base);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = e ? "" : base.uri;
    return OK;
}

struct public_bytes {
    const void *content;
    size_t size;
};
static const char SQL_PUBLIC[] = "SELECT content FROM public_file WHERE name = :name AND on_day <= :today "
                                 "ORDER BY on_day DESC LIMIT 1";
static const struct column PUBLIC_COLUMNS[] = {COLUMN_BYTES(struct public_bytes, content, size)};

err door_public_file(struct doorway *d, const char *name, struct buf *ret)
{
    struct public_bytes file = {0};
    err e = row_read(&d->work, SQL_PUBLIC, BINDS(TEXT(":name", name), DATE(":today", d->work.today)),
                     COLUMNS(PUBLIC_COLUMNS), &file);

    if (e)
        return e;
    buf_add(ret, file.content, file.size);
    return buf_err(ret);
}
