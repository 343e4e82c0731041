/* Where a request comes from: limits and the log go by it, and what is for this machine alone. */
#ifndef HTTP_CLIENT_ADDRESS_H
#define HTTP_CLIENT_ADDRESS_H

#include "http/request.h"

#define CLIENT_ADDRESS_TEXT 46 /* INET6_ADDRSTRLEN */

struct client_trace {
    const char *peer;      /* the connection's other end */
    const char *forwarded; /* X-Forwarded-For; NULL: none */
    bool proxied;          /* any trace of a proxy in the headers */
};

/* Of this machine itself. */
bool client_address_near(const char *address);
/* A Host that names this machine to itself ("localhost:8080"). */
bool client_host_near(const char *host);
/* Sets in->address, to peer or to what is written to room, and in->loopback; in->host stands already. */
void client_address_read(const struct app *app, const struct client_trace *t, char room[CLIENT_ADDRESS_TEXT],
                         struct incoming *in);

#endif
