/* A ring of ticks for each device that types: a window that slides, so that no minute ever holds more than
 * the limit. A window that begins anew each minute would let twice as many through around its edge. */
#include "domain/check/typing_limit.h"

#include <pthread.h>
#include <stdlib.h>

#define FIRST_TYPISTS 16
#define WINDOW        (60 * INT64_C(1000000000)) /* nanoseconds */

/* The ticks at which one device typed its last numbers, as a ring. */
struct typist {
    int64_t device;
    int64_t at[TYPED_NUMBERS_A_MINUTE];
    unsigned next; /* the oldest of them */
};

struct typing_limit {
    pthread_mutex_t lock;
    struct typist *typists;
    size_t count, room;
};

err typing_limit_make(struct typing_limit **ret)
{
    struct typing_limit *l = calloc(1, sizeof *l);

    if (!l)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&l->lock, NULL) != 0) {
        free(l);
        return ERR_SYSTEM;
    }
    *ret = l;
    return OK;
}

void typing_limit_free(struct typing_limit **l)
{
    if (!*l)
        return;
    pthread_mutex_destroy(&(*l)->lock);
    free((*l)->typists);
    free(*l);
    *l = NULL;
}

static bool typists_grow(struct typing_limit *l)
{
    size_t room = l->room ? l->room * 2 : FIRST_TYPISTS;
    struct typist *wider = realloc(l->typists, room * sizeof *wider);

    if (!wider)
        return false;
    l->typists = wider;
    l->room = room;
    return true;
}

/* The ring of a device, made when it has none; NULL when memory ran out. Few devices type at all, so they
 * stand in a row. */
static struct typist *typist_of(struct typing_limit *l, int64_t device)
{
    struct typist *typist;

    for (size_t i = 0; i < l->count; i++)
        if (l->typists[i].device == device)
            return &l->typists[i];
    if (l->count == l->room && !typists_grow(l))
        return NULL;
    typist = &l->typists[l->count++];
    *typist = (struct typist){.device = device};
    for (size_t i = 0; i < TYPED_NUMBERS_A_MINUTE; i++)
        typist->at[i] = INT64_MIN / 2; /* long ago, and no overflow when it is subtracted */
    return typist;
}

bool typing_limit_allows(struct typing_limit *l, int64_t device, int64_t ticks)
{
    struct typist *typist;
    bool allowed = false;

    pthread_mutex_lock(&l->lock);
    /* Without memory nothing is allowed: a limit that fails open is none. */
    if ((typist = typist_of(l, device)) && ticks - typist->at[typist->next] >= WINDOW) {
        typist->at[typist->next] = ticks;
        typist->next = (typist->next + 1) % TYPED_NUMBERS_A_MINUTE;
        allowed = true;
    }
    pthread_mutex_unlock(&l->lock);
    return allowed;
}
