/* Counters of checks: an open-addressed table under one lock, swapped out whole when it is written to the
 * database. */
#include "domain/check/tally.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "store/db.h"

#define FIRST_CELLS      64 /* powers of two */
#define NUMBERS_A_MINUTE 10
#define NUMBER_WINDOW    (60 * INT64_C(1000000000)) /* nanoseconds */

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

/* The ticks at which one device typed its last numbers, as a ring. */
struct typist {
    int64_t device; /* 0: free */
    int64_t at[NUMBERS_A_MINUTE];
    unsigned next;
};

#define TAPS       1024
#define TAP_WINDOW (10 * NUMBER_WINDOW)

struct tap {
    uint8_t digest[DIGEST_SIZE];
    int64_t at;
    bool met;
};

struct tally {
    pthread_mutex_t lock;
    struct cells cells;
    struct typist *typists;
    size_t typist_count, typist_room;
    uint64_t totals[CHECK_REASONS];
    struct tap taps[TAPS]; /* a ring */
    size_t tap_next;
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
    free((*t)->typists);
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

/* The ring of a device, made when it has none; NULL when memory ran out. A few devices type at all, so they
 * stand in a row. */
static struct typist *typist_of(struct tally *t, int64_t device)
{
    struct typist *wider;

    for (size_t i = 0; i < t->typist_count; i++)
        if (t->typists[i].device == device)
            return &t->typists[i];
    if (t->typist_count == t->typist_room) {
        size_t room = t->typist_room ? t->typist_room * 2 : 16;

        if (!(wider = realloc(t->typists, room * sizeof *wider)))
            return NULL;
        t->typists = wider;
        t->typist_room = room;
    }
    wider = &t->typists[t->typist_count++];
    *wider = (struct typist){.device = device};
    for (size_t i = 0; i < NUMBERS_A_MINUTE; i++)
        wider->at[i] = INT64_MIN / 2;
    return wider;
}

bool tally_number_allowed(struct tally *t, int64_t device, int64_t ticks)
{
    struct typist *typist;
    bool allowed = false;

    pthread_mutex_lock(&t->lock);
    if ((typist = typist_of(t, device)) && ticks - typist->at[typist->next] >= NUMBER_WINDOW) {
        typist->at[typist->next] = ticks;
        typist->next = (typist->next + 1) % NUMBERS_A_MINUTE;
        allowed = true;
    }
    pthread_mutex_unlock(&t->lock);
    return allowed;
}

static struct tap *tap_find(struct tally *t, const uint8_t tap[DIGEST_SIZE])
{
    for (size_t i = 0; i < TAPS; i++)
        if (t->taps[i].met && memcmp(t->taps[i].digest, tap, DIGEST_SIZE) == 0)
            return &t->taps[i];
    return NULL;
}

bool tally_tap_first(struct tally *t, const uint8_t tap[DIGEST_SIZE], int64_t ticks)
{
    bool first = true;

    pthread_mutex_lock(&t->lock);
    for (size_t i = 0; i < TAPS; i++)
        if (t->taps[i].met && ticks - t->taps[i].at >= TAP_WINDOW)
            t->taps[i] = (struct tap){0};
    if (tap_find(t, tap)) {
        first = false;
    } else {
        struct tap *place = &t->taps[t->tap_next];

        t->tap_next = (t->tap_next + 1) % TAPS;
        *place = (struct tap){.at = ticks, .met = true};
        memcpy(place->digest, tap, DIGEST_SIZE);
    }
    pthread_mutex_unlock(&t->lock);
    return first;
}

void tally_tap_forget(struct tally *t, const uint8_t tap[DIGEST_SIZE])
{
    struct tap *met;

    pthread_mutex_lock(&t->lock);
    if ((met = tap_find(t, tap)))
        *met = (struct tap){0};
    pthread_mutex_unlock(&t->lock);
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

err tally_write(struct tally *t, struct work *w)
{
    struct cells counted;
    err e;

    pthread_mutex_lock(&t->lock);
    counted = t->cells;
    t->cells = (struct cells){0};
    pthread_mutex_unlock(&t->lock);
    if (!counted.used)
        return OK;
    if ((e = cells_store(&counted, w->db)))
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
