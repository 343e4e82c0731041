/* Counters of checks: an open-addressed table under one lock, swapped out whole when it is written to the
 * database. What is counted is a day, an organisation, a service and a result; nothing here could tell a card
 * or an hour. By hand, because one allocation takes the place of many: a ready-made table has one for each
 * cell, at the moment somebody waits at a door. */
#include "domain/check/tally.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/db.h"

#define FIRST_CELLS 64 /* powers of two */
struct cell {
    int64_t organisation;
    date on;
    unsigned service;
    enum check_reason reason;
    int64_t count; /* 0: free */
};

struct cells {
    struct cell *at;
    size_t used, room;
};

struct tally {
    pthread_mutex_t lock;
    struct cells cells;
    uint64_t totals[CHECK_REASONS];
};

err tally_make(struct tally **ret)
{
    struct tally *t = calloc(1, sizeof *t);

    if (!t)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&t->lock, NULL) != 0) {
        free(t);
        return ERR_SYSTEM;
    }
    *ret = t;
    return OK;
}

void tally_free(struct tally **t)
{
    if (!*t)
        return;
    pthread_mutex_destroy(&(*t)->lock);
    free((*t)->cells.at);
    free(*t);
    *t = NULL;
}

static bool cell_same(const struct cell *a, const struct cell *b)
{
    return a->organisation == b->organisation && a->on == b->on && a->service == b->service &&
           a->reason == b->reason;
}

/* The cell that counts the same as `key`, or the free one where it would go; room is more than used. */
static struct cell *cell_at(const struct cells *c, const struct cell *key)
{
    uint64_t hash = (uint64_t)key->organisation * 31 + (uint64_t)key->on;
    size_t i;

    hash = (hash * 31 + key->service * (uint64_t)CHECK_REASONS + key->reason) * UINT64_C(0x9E3779B97F4A7C15);
    for (i = (size_t)(hash >> 32) & (c->room - 1); c->at[i].count; i = (i + 1) & (c->room - 1))
        if (cell_same(&c->at[i], key))
            break;
    return &c->at[i];
}

static bool cells_grow(struct cells *c)
{
    struct cells wider = {.used = c->used, .room = c->room ? c->room * 2 : FIRST_CELLS};

    if (!(wider.at = calloc(wider.room, sizeof *wider.at)))
        return false;
    for (size_t i = 0; i < c->room; i++)
        if (c->at[i].count)
            *cell_at(&wider, &c->at[i]) = c->at[i];
    free(c->at);
    *c = wider;
    return true;
}

/* Adds key->count; false when memory ran out. */
static bool cells_add(struct cells *c, const struct cell *key)
{
    struct cell *cell;

    /* At most half full, so that a search always ends at a free cell. */
    if (c->used * 2 >= c->room && !cells_grow(c))
        return false;
    cell = cell_at(c, key);
    if (cell->count) {
        cell->count += key->count;
        return true;
    }
    *cell = *key;
    c->used++;
    return true;
}

void tally_count(struct tally *t, date on, int64_t organisation, const char *service, enum check_reason r)
{
    struct cell key = {.organisation = organisation, .on = on, .reason = r, .count = 1};
    bool counted;

    pthread_mutex_lock(&t->lock);
    t->totals[r]++;
    counted = card_service_parse(service, &key.service) && cells_add(&t->cells, &key);
    pthread_mutex_unlock(&t->lock);
    if (!counted)
        log_error("a check was not counted: unknown service or no memory");
}

static const char SQL_ADD[] = "INSERT INTO check_count (on_day, organisation_id, service, result, count) "
                              "VALUES (:day, :organisation, :service, :result, :count) ON CONFLICT (on_day, "
                              "organisation_id, service, result) "
                              "DO UPDATE SET count = check_count.count + excluded.count";

static err cells_store(const struct cells *c, struct db *db)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, db)))
        return e;
    for (size_t i = 0; i < c->room; i++) {
        const struct cell *cell = &c->at[i];

        if (cell->count &&
            (e = db_exec(db, SQL_ADD,
                         BINDS(DATE(":day", cell->on), INT(":organisation", cell->organisation),
                               TEXT(":service", card_service_name((enum card_service)cell->service)),
                               TEXT(":result", check_reason_name(cell->reason)),
                               INT(":count", cell->count)))))
            return e;
    }
    return tx_commit(&tx);
}

/* Back to what was counted meanwhile. */
static void cells_return(struct tally *t, const struct cells *c)
{
    bool kept = true;

    pthread_mutex_lock(&t->lock);
    for (size_t i = 0; i < c->room; i++)
        if (c->at[i].count)
            kept = cells_add(&t->cells, &c->at[i]) && kept;
    pthread_mutex_unlock(&t->lock);
    if (!kept)
        log_error("counts of checks were lost: no memory");
}

err tally_write(struct tally *t, struct doorway *d)
{
    struct cells counted;
    err e;

    pthread_mutex_lock(&t->lock);
    /* The lock is not held while the disk writes: checks at the doors go on. */
    counted = t->cells;
    t->cells = (struct cells){0};
    pthread_mutex_unlock(&t->lock);
    if (!counted.used)
        return OK;
    if ((e = cells_store(&counted, d->work.db)))
        cells_return(t, &counted);
    free(counted.at);
    return e;
}

void tally_totals(struct tally *t, uint64_t ret[CHECK_REASONS])
{
    pthread_mutex_lock(&t->lock);
    for (size_t i = 0; i < CHECK_REASONS; i++)
        ret[i] = t->totals[i];
    pthread_mutex_unlock(&t->lock);
}
