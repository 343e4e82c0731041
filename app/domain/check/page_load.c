/* Two days at most wait: the one that goes on and, until it is written, the one before. */
#include "domain/check/page_load.h"

#include <pthread.h>
#include <stdlib.h>

#include "store/db.h"

#define DAYS 2

struct page_loads {
    pthread_mutex_t lock;
    struct loaded {
        date on;
        int64_t count; /* 0: free */
    } days[DAYS];
};

err page_loads_make(struct page_loads **ret)
{
    struct page_loads *l = calloc(1, sizeof *l);

    if (!l)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&l->lock, NULL)) {
        free(l);
        return ERR_SYSTEM;
    }
    *ret = l;
    return OK;
}

void page_loads_free(struct page_loads **l)
{
    if (!*l)
        return;
    pthread_mutex_destroy(&(*l)->lock);
    free(*l);
    *l = NULL;
}

/* Under the lock. Where no place is free (check.db could not be written for days) it is not counted. */
static void loads_add(struct page_loads *l, date on, int64_t count)
{
    struct loaded *place = NULL;

    for (size_t i = 0; i < DAYS; i++)
        if (l->days[i].count && l->days[i].on == on)
            place = &l->days[i];
    for (size_t i = 0; !place && i < DAYS; i++)
        if (!l->days[i].count)
            place = &l->days[i];
    if (!place)
        return;
    place->on = on;
    place->count += count;
}

void page_loads_count(struct page_loads *l, date on)
{
    if (!l)
        return;
    pthread_mutex_lock(&l->lock);
    loads_add(l, on, 1);
    pthread_mutex_unlock(&l->lock);
}

static const char SQL_ADD[] =
    "INSERT INTO page_load (on_day, count) VALUES (:day, :count) ON CONFLICT (on_day) "
    "DO UPDATE SET count = page_load.count + excluded.count";

/* The lock is not held while the disk writes. */
static err loaded_write(struct page_loads *l, struct loaded *place, struct doorway *d, bool all)
{
    struct loaded taken = {0};
    err e;

    pthread_mutex_lock(&l->lock);
    if (place->count && (all || place->on != d->work.today)) {
        taken = *place;
        place->count = 0;
    }
    pthread_mutex_unlock(&l->lock);
    if (!taken.count)
        return OK;
    if ((e = db_exec(d->work.db, SQL_ADD, BINDS(DATE(":day", taken.on), INT(":count", taken.count))))) {
        pthread_mutex_lock(&l->lock);
        loads_add(l, taken.on, taken.count);
        pthread_mutex_unlock(&l->lock);
    }
    return e;
}

err page_loads_write(struct page_loads *l, struct doorway *d, bool all)
{
    err e = OK;

    for (size_t i = 0; !e && i < DAYS; i++)
        e = loaded_write(l, &l->days[i], d, all);
    return e;
}
