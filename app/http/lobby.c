/* A fixed number of places, one per thread. Entering, leaving and giving way go under one lock; what happens
 * with each request is one or two counters, because a check takes some microseconds in all. */
#include "http/lobby.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/client_address.h"
#include "http/peer.h"

struct lobby_place {
    /* Under the lock. */
    bool taken;
    atomic_bool leaving; /* written under it */
    const void *connection;
    const char *address; /* NULL: not yet known */
    uint64_t network;
    int port;
    bool counted; /* among those that are no checks; the connection's own thread */
    atomic_bool works;
    atomic_bool answered;        /* at least once */
    atomic_uint_least64_t since; /* turn of its last change: the smallest waits longest */
};

struct lobby {
    pthread_mutex_t lock;
    struct lobby_rules rules;
    int most; /* inside that are not leaving, so that a thread is free for who comes */
    lobby_peer *peer;
    size_t size;
    atomic_int inside, leaving; /* changed under the lock */
    atomic_int others;          /* requests under way that are no checks */
    atomic_uint_least64_t turn;
    struct lobby_place places[];
};

err lobby_make(const struct lobby_rules *rules, lobby_peer *peer, struct lobby **ret)
{
    size_t size = (size_t)rules->threads + (size_t)rules->spare;
    struct lobby *l = calloc(1, sizeof *l + size * sizeof l->places[0]);

    if (!l)
        return ERR_SYSTEM;
    if (pthread_mutex_init(&l->lock, NULL)) {
        free(l);
        return ERR_SYSTEM;
    }
    l->rules = *rules;
    l->most = rules->threads + rules->spare / 2;
    l->peer = peer;
    l->size = size;
    *ret = l;
    return OK;
}

void lobby_free(struct lobby **l)
{
    if (!*l)
        return;
    pthread_mutex_destroy(&(*l)->lock);
    free(*l);
    *l = NULL;
}

/* Whoever has an IPv6 address has a /64 of them. */
static uint64_t network_key(const char *address)
{
    struct in6_addr six;
    struct in_addr four;
    uint64_t network = 0;

    if (inet_pton(AF_INET6, address, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six))
        memcpy(&network, &six, sizeof network);
    else if (inet_pton(AF_INET, strncmp(address, "::ffff:", 7) ? address : address + 7, &four) == 1)
        network = four.s_addr;
    return network;
}

static int of_network(const struct lobby *l, uint64_t network)
{
    int n = 0;

    for (size_t i = 0; i < l->size; i++)
        n += l->places[i].taken && !atomic_load(&l->places[i].leaving) && l->places[i].address &&
             l->places[i].network == network;
    return n;
}

static bool place_may_give_way(const struct lobby *l, const struct lobby_place *p)
{
    return p->taken && !atomic_load(&p->leaving) && p->address && !atomic_load(&p->works) &&
           (atomic_load(&p->answered) || !l->rules.proxied || !client_address_near(p->address));
}

/* Whether a gives way before b; so many of its network are inside. */
static bool gives_way_before(const struct lobby_place *a, int of_a, const struct lobby_place *b, int of_b)
{
    if (of_a != of_b)
        return of_a > of_b;
    return atomic_load(&a->since) < atomic_load(&b->since);
}

/* network: among its own alone; NULL: among all. NULL when all are at work. */
static struct lobby_place *place_choose(struct lobby *l, const uint64_t *network)
{
    struct lobby_place *chosen = NULL;
    int of_chosen = 0;

    for (size_t i = 0; i < l->size; i++) {
        struct lobby_place *p = &l->places[i];
        int of_p;

        if (!place_may_give_way(l, p) || (network && p->network != *network))
            continue;
        of_p = of_network(l, p->network);
        if (!chosen || gives_way_before(p, of_p, chosen, of_chosen)) {
            chosen = p;
            of_chosen = of_p;
        }
    }
    return chosen;
}

/* It leaves as soon as its thread has seen that nothing more will come. What came already is answered. */
static void place_vacate(struct lobby *l, struct lobby_place *p)
{
    atomic_store(&p->leaving, true);
    atomic_fetch_add(&l->leaving, 1);
    peer_hang_up(p->address, p->port);
}

static struct lobby_place *place_take(struct lobby *l, const void *connection)
{
    struct lobby_place *p = l->places;

    while (p < l->places + l->size && p->taken)
        p++;
    if (p == l->places + l->size)
        return NULL;
    p->taken = true;
    p->counted = false;
    atomic_store(&p->leaving, false);
    p->connection = connection;
    p->address = NULL;
    atomic_store(&p->works, false);
    atomic_store(&p->answered, false);
    atomic_store(&p->since, atomic_fetch_add(&l->turn, 1));
    atomic_fetch_add(&l->inside, 1);
    return p;
}

/* Of a connection that has just come the library does not tell the address yet: that is asked when the next
 * one comes. Until then it gives way to nobody, and is one beyond the limit of its address. */
static void place_learn(struct lobby *l, struct lobby_place *p)
{
    struct lobby_place *other;

    if (!p->taken || p->address || !l->peer(p->connection, &p->address, &p->port))
        return;
    p->network = network_key(p->address);
    if (!l->rules.each || (!l->rules.near_too && client_address_near(p->address)))
        return;
    while (of_network(l, p->network) > l->rules.each && (other = place_choose(l, &p->network)))
        place_vacate(l, other);
}

struct lobby_place *lobby_enter(struct lobby *l, const void *connection)
{
    struct lobby_place *p, *other;

    pthread_mutex_lock(&l->lock);
    for (size_t i = 0; i < l->size; i++)
        place_learn(l, &l->places[i]);
    p = place_take(l, connection);
    while (atomic_load(&l->inside) - atomic_load(&l->leaving) > l->most && (other = place_choose(l, NULL)))
        place_vacate(l, other);
    pthread_mutex_unlock(&l->lock);
    return p;
}

void lobby_leave(struct lobby *l, struct lobby_place *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&l->lock);
    p->taken = false;
    atomic_fetch_sub(&l->inside, 1);
    if (atomic_load(&p->leaving))
        atomic_fetch_sub(&l->leaving, 1);
    pthread_mutex_unlock(&l->lock);
}

void lobby_hold(struct lobby_place *p)
{
    atomic_store(&p->works, true);
}

bool lobby_begin(struct lobby *l, struct lobby_place *p, bool check)
{
    /* Added first and taken back when it was too much: looking first would let two through at once. */
    if (!check && atomic_fetch_add(&l->others, 1) >= l->rules.threads) {
        atomic_fetch_sub(&l->others, 1);
        return false;
    }
    p->counted = !check;
    atomic_store(&p->works, true);
    return true;
}

void lobby_end(struct lobby *l, struct lobby_place *p)
{
    if (p->counted)
        atomic_fetch_sub(&l->others, 1);
    p->counted = false;
    atomic_store(&p->since, atomic_fetch_add(&l->turn, 1));
    atomic_store(&p->answered, true);
    atomic_store(&p->works, false);
}

bool lobby_closes(const struct lobby *l, const struct lobby_place *p, bool check)
{
    return atomic_load(&p->leaving) ||
           (!check && atomic_load(&l->inside) - atomic_load(&l->leaving) >= l->rules.threads);
}
