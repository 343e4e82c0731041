/* A table of devices by number, half full at most. The minute is counted in steps of five seconds: whatever
 * lies within the last sixty is in the last thirteen of them, so no minute ever holds more than the limit. */
#include "domain/check/asking_limit.h"

#include <pthread.h>
#include <stdlib.h>

#define FIRST_PLACES 64                        /* powers of two */
#define PLACES_MOST  (1 << 16)                 /* more devices than that are no municipality's */
#define STEP         (5 * INT64_C(1000000000)) /* nanoseconds */
#define STEPS        13

struct asking {
    int64_t device; /* 0: a free place */
    date on;
    int64_t today;
    int64_t newest; /* the step that was counted last */
    int64_t steps[STEPS];
};

struct asking_limit {
    pthread_mutex_t lock;
    struct asking *at;
    size_t count, room;
};

err asking_limit_make(struct asking_limit **ret)
{
    struct asking_limit *l = calloc(1, sizeof *l);

    if (!l)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&l->lock, NULL) != 0) {
        free(l);
        return ERR_SYSTEM;
    }
    *ret = l;
    return OK;
}

void asking_limit_free(struct asking_limit **l)
{
    if (!*l)
        return;
    pthread_mutex_destroy(&(*l)->lock);
    free((*l)->at);
    free(*l);
    *l = NULL;
}

/* Its place, or the free one where it would go. */
static struct asking *place_of(struct asking *at, size_t room, int64_t device)
{
    uint64_t hash = (uint64_t)device * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 32) & (room - 1);

    while (at[i].device && at[i].device != device)
        i = (i + 1) & (room - 1);
    return &at[i];
}

static bool room_make(struct asking_limit *l)
{
    size_t room = l->room ? l->room * 2 : FIRST_PLACES;
    struct asking *wider;

    if (l->count * 2 < l->room)
        return true;
    if (room > PLACES_MOST || !(wider = calloc(room, sizeof *wider)))
        return false;
    for (size_t i = 0; i < l->room; i++)
        if (l->at[i].device)
            *place_of(wider, room, l->at[i].device) = l->at[i];
    free(l->at);
    l->at = wider;
    l->room = room;
    return true;
}

/* NULL: memory ran out. */
static struct asking *asking_of(struct asking_limit *l, int64_t device)
{
    struct asking *a;

    if (!room_make(l))
        return NULL;
    a = place_of(l->at, l->room, device);
    l->count += !a->device;
    a->device = device;
    return a;
}

/* Steps that are over by now are emptied; the clock of ticks never goes back. */
static int64_t minute_sum(struct asking *a, int64_t step)
{
    int64_t sum = 0;

    if (step - a->newest >= STEPS)
        for (int i = 0; i < STEPS; i++)
            a->steps[i] = 0;
    else
        while (a->newest < step)
            a->steps[++a->newest % STEPS] = 0;
    a->newest = step;
    for (int i = 0; i < STEPS; i++)
        sum += a->steps[i];
    return sum;
}

static bool counted(struct asking *a, const struct checker *c, date on, int64_t ticks)
{
    int64_t step = ticks / STEP, minute = minute_sum(a, step);

    if (a->on != on) {
        a->on = on;
        a->today = 0;
    }
    if ((c->minute_most && minute >= c->minute_most) || (c->day_most && a->today >= c->day_most))
        return false;
    a->steps[step % STEPS]++;
    a->today++;
    return true;
}

bool asking_limit_allows(struct asking_limit *l, const struct checker *c, date on, int64_t ticks)
{
    struct asking *a;
    bool allowed;

    if (!l || (!c->minute_most && !c->day_most))
        return true;
    pthread_mutex_lock(&l->lock);
    /* Without memory nothing is allowed: a limit that fails open is none. */
    allowed = (a = asking_of(l, c->id)) && counted(a, c, on, ticks);
    pthread_mutex_unlock(&l->lock);
    return allowed;
}
