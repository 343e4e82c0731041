/* A row of kinds under one lock, searched from the newest on: who is refused once is mostly refused again at
 * once. Its length is bounded, so that nobody can make it slow or large. */
#include "domain/office/refusal.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct refused_kinds {
    pthread_mutex_t lock;
    struct refused_kind *at;
    size_t count, room, strangers;
};

err refusals_make(struct refused_kinds **ret)
{
    struct refused_kinds *r = calloc(1, sizeof *r);

    if (!r)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&r->lock, NULL) != 0) {
        free(r);
        return ERR_SYSTEM;
    }
    *ret = r;
    return OK;
}

void refusals_free(struct refused_kinds **r)
{
    if (!*r)
        return;
    pthread_mutex_destroy(&(*r)->lock);
    free((*r)->at);
    free(*r);
    *r = NULL;
}

static bool kind_same(const struct refused_kind *a, const struct refused_kind *b)
{
    return a->method == b->method && a->route == b->route && a->account == b->account &&
           a->organisation == b->organisation && a->record_id == b->record_id && a->case_id == b->case_id &&
           a->door_on == b->door_on && !strcmp(a->code, b->code) && !strcmp(a->actor, b->actor) &&
           a->session == b->session && !strcmp(a->network, b->network) && !strcmp(a->record, b->record);
}

static struct refused_kind *kind_find(const struct refused_kinds *r, const struct refused_kind *key)
{
    for (size_t i = r->count; i > 0; i--)
        if (kind_same(&r->at[i - 1], key))
            return &r->at[i - 1];
    return NULL;
}

static bool stranger(const struct refused_kind *key)
{
    return !key->account && !key->organisation;
}

static bool kinds_grow(struct refused_kinds *r)
{
    size_t room = r->room ? r->room * 2 : 16;
    struct refused_kind *wider = realloc(r->at, room * sizeof *wider);

    if (!wider)
        return false;
    r->at = wider;
    r->room = room;
    return true;
}

/* What is left when there are too many kinds: who and what for, but not from where nor which record. Of these
 * there are no more than routes, codes and accounts. */
static struct refused_kind kind_coarse(const struct refused_kind *key)
{
    struct refused_kind coarse = *key;

    coarse.network[0] = coarse.record[0] = '\0';
    coarse.session = coarse.record_id = coarse.case_id = 0;
    return coarse;
}

static bool kind_add(struct refused_kinds *r, const struct refused_kind *key)
{
    struct refused_kind *kind = kind_find(r, key), coarse;

    if (!kind && (r->count >= REFUSAL_KINDS_MAX || (stranger(key) && r->strangers >= REFUSAL_STRANGERS))) {
        coarse = kind_coarse(key);
        key = &coarse;
        kind = kind_find(r, key);
    }
    if (kind) {
        kind->count += key->count;
        return true;
    }
    if (r->count == r->room && !kinds_grow(r))
        return false;
    r->at[r->count++] = *key;
    r->strangers += stranger(key);
    return true;
}

void refusal_count(struct refused_kinds *r, const struct refused_kind *key)
{
    bool kept;

    pthread_mutex_lock(&r->lock);
    kept = kind_add(r, key);
    pthread_mutex_unlock(&r->lock);
    if (!kept)
        log_error("a refusal (%s %s) is not counted: memory ran out", key->method, key->route);
}

void refusals_take(struct refused_kinds *r, struct refused_kind **ret, size_t *ret_count)
{
    pthread_mutex_lock(&r->lock);
    *ret = r->at;
    *ret_count = r->count;
    r->at = NULL;
    r->count = r->room = r->strangers = 0;
    pthread_mutex_unlock(&r->lock);
}
