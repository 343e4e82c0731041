/* The last taps as a ring of digests, looked through from end to end: a thousand are few. A tap is a digest
 * of what the device drew for one answer; of the card nothing is in it, so the memory could not tell who was
 * there. */
#include "domain/check/tap_memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define TAPS   1024 /* 48 KiB; a desk that gives certificates has a few dozen in ten minutes */
#define WINDOW (600 * INT64_C(1000000000)) /* nanoseconds */

struct tap {
    uint8_t digest[DIGEST_SIZE];
    int64_t at;
    bool met;
};

struct tap_memory {
    pthread_mutex_t lock;
    struct tap taps[TAPS];
    size_t next; /* where the next one goes */
};

err tap_memory_make(struct tap_memory **ret)
{
    struct tap_memory *m = calloc(1, sizeof *m);

    if (!m)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&m->lock, NULL) != 0) {
        free(m);
        return ERR_SYSTEM;
    }
    *ret = m;
    return OK;
}

void tap_memory_free(struct tap_memory **m)
{
    if (!*m)
        return;
    pthread_mutex_destroy(&(*m)->lock);
    free(*m);
    *m = NULL;
}

static struct tap *tap_find(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE])
{
    for (size_t i = 0; i < TAPS; i++)
        if (m->taps[i].met && memcmp(m->taps[i].digest, tap, DIGEST_SIZE) == 0)
            return &m->taps[i];
    return NULL;
}

static void old_forget(struct tap_memory *m, int64_t ticks)
{
    for (size_t i = 0; i < TAPS; i++)
        if (m->taps[i].met && ticks - m->taps[i].at >= WINDOW)
            m->taps[i] = (struct tap){0};
}

void tap_memory_note(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE], int64_t ticks)
{
    struct tap *place;

    pthread_mutex_lock(&m->lock);
    old_forget(m, ticks);
    if (!tap_find(m, tap)) {
        place = &m->taps[m->next];
        m->next = (m->next + 1) % TAPS;
        *place = (struct tap){.at = ticks, .met = true};
        memcpy(place->digest, tap, DIGEST_SIZE);
    }
    pthread_mutex_unlock(&m->lock);
}

bool tap_memory_knows(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE], int64_t ticks)
{
    bool known;

    pthread_mutex_lock(&m->lock);
    old_forget(m, ticks);
    known = tap_find(m, tap) != NULL;
    pthread_mutex_unlock(&m->lock);
    return known;
}
