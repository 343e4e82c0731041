/* Who is inside: each connection holds a thread as long as it stays, so that whoever connects and says
 * nothing, or says it slowly, would keep everybody else out. Here those who keep a thread waiting give way to
 * those who come, first those whose address has most inside; and some threads are kept for checks alone. All
 * of it may be called by any thread at any time. */
#ifndef HTTP_LOBBY_H
#define HTTP_LOBBY_H

#include <stdbool.h>

#include "base/err.h"

struct lobby;
struct lobby_place; /* of one connection that is inside */

/* The other end of a connection, as the listener writes it; false: not yet known. *ret_address stays as long
 * as the connection. */
typedef bool lobby_peer(const void *connection, const char **ret_address, int *ret_port);

struct lobby_rules {
    int threads; /* for everything */
    int spare;   /* further ones, in which people wait, and which only checks use to the end */
    int each; /* connections of one address (IPv6: of one /64); of more, who has waited longest gives way. 0:
                 any number */
    bool near_too; /* this machine's own are counted as well */
    bool proxied;  /* they are our proxy's, which speaks for many and sends a request at once: of these only
                      such gives way as has been answered before */
};
err lobby_make(const struct lobby_rules *rules, lobby_peer *peer, struct lobby **ret) MUST_CHECK;
void lobby_free(struct lobby **l);

/* NULL: as many are inside as there are threads. */
struct lobby_place *lobby_enter(struct lobby *l, const void *connection);
/* Before the connection is closed. Takes NULL. */
void lobby_leave(struct lobby *l, struct lobby_place *p);

/* Of a request that is still coming in, the sender is known and may send it: nobody takes the thread away. */
void lobby_hold(struct lobby_place *p);
/* All of a request has come: from now on the thread works, and nobody takes it away. False: it is no check,
 * and all threads for such are at work. */
bool lobby_begin(struct lobby *l, struct lobby_place *p, bool check);
/* The answer is out, or there will be none: the thread waits for the next request. */
void lobby_end(struct lobby *l, struct lobby_place *p);
/* The connection ends with the answer that is about to be sent: it is to give way, or threads are short and
 * this is no check. */
bool lobby_closes(const struct lobby *l, const struct lobby_place *p, bool check);

#endif
