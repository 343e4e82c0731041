/* A row of addresses, searched from end to end: few try codes at all. A code has 208 random bits, so the
 * limit only keeps the noise down. */
#include "domain/check/enrol_limit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/network.h"

#define ASKERS_MOST 1024                                 /* 64 KiB */
#define WINDOW      (ENROL_WINDOW * INT64_C(1000000000)) /* nanoseconds */

struct asker {
    char network[NETWORK_TEXT]; /* "": free */
    int failures;
    int64_t since, last;
};

struct enrol_limit {
    pthread_mutex_t lock;
    struct asker askers[ASKERS_MOST];
};

err enrol_limit_make(struct enrol_limit **ret)
{
    struct enrol_limit *l = calloc(1, sizeof *l);

    if (!l)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&l->lock, NULL) != 0) {
        free(l);
        return ERR_SYSTEM;
    }
    *ret = l;
    return OK;
}

void enrol_limit_free(struct enrol_limit **l)
{
    if (!*l)
        return;
    pthread_mutex_destroy(&(*l)->lock);
    free(*l);
    *l = NULL;
}

/* The place of that one, or the one that makes room for it. */
static struct asker *asker_of(struct enrol_limit *l, const char *network)
{
    struct asker *oldest = &l->askers[0];

    for (size_t i = 0; i < ASKERS_MOST; i++) {
        struct asker *a = &l->askers[i];

        if (!strcmp(a->network, network))
            return a;
        if (!a->network[0] ? oldest->network[0] != '\0' : oldest->network[0] && a->last < oldest->last)
            oldest = a;
    }
    *oldest = (struct asker){0};
    memcpy(oldest->network, network, strlen(network) + 1);
    return oldest;
}

/* The failure that reaches the limit starts the window anew, so that each block lasts the same time. */
bool enrol_limit_allows(struct enrol_limit *l, const char *address, int64_t ticks)
{
    char network[NETWORK_TEXT];
    struct asker *a;
    bool allowed;

    network_subscriber(address, network);
    pthread_mutex_lock(&l->lock);
    a = asker_of(l, network);
    if (!a->failures || ticks - a->since >= WINDOW) {
        a->failures = 0;
        a->since = ticks;
    }
    if ((allowed = a->failures < ENROL_FAILURES) && ++a->failures == ENROL_FAILURES)
        a->since = ticks;
    a->last = ticks;
    pthread_mutex_unlock(&l->lock);
    return allowed;
}

/* One less, not none: behind one address there may be a whole office, and somebody else guessing in it. */
void enrol_limit_forgive(struct enrol_limit *l, const char *address)
{
    char network[NETWORK_TEXT];
    struct asker *a;

    network_subscriber(address, network);
    pthread_mutex_lock(&l->lock);
    a = asker_of(l, network);
    if (a->failures > 0)
        a->failures--;
    pthread_mutex_unlock(&l->lock);
}
