/* The client's address: what the connection says, or our own proxy. A header that anybody can send is
 * believed only from this machine, where nginx sets it, and only its last word. */
#include "http/client_address.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

bool client_address_near(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 ||
           strncmp(address, "::ffff:127.", 11) == 0;
}

/* The last of the list is what our own proxy saw; what stands before it, the client may have made up. False:
 * it is no address. */
static bool forwarded_last(const char *list, char ret[CLIENT_ADDRESS_TEXT])
{
    const char *comma = strrchr(list, ','), *last = comma ? comma + 1 : list;
    unsigned char binary[sizeof(struct in6_addr)];
    size_t n;

    last += strspn(last, " \t");
    n = strcspn(last, " \t");
    if (n == 0 || n >= CLIENT_ADDRESS_TEXT)
        return false;
    memcpy(ret, last, n);
    ret[n] = '\0';
    return inet_pton(AF_INET, ret, binary) == 1 || inet_pton(AF_INET6, ret, binary) == 1;
}

/* Whether a proxy of this machine stands in front of us: it may forget to say that it does. */
static bool behind_proxy(const struct app *app)
{
    return app->origin || app->trust_forwarded;
}

bool client_host_near(const char *host)
{
    static const char *const NEAR[] = {"127.0.0.1", "localhost", "[::1]"};

    for (size_t i = 0; i < sizeof(NEAR) / sizeof(NEAR[0]); i++) {
        size_t n = strlen(NEAR[i]);

        if (strncasecmp(host, NEAR[i], n) == 0 && (host[n] == '\0' || host[n] == ':'))
            return true;
    }
    return false;
}

void client_address_read(const struct app *app, const struct client_trace *t, char room[CLIENT_ADDRESS_TEXT],
                         struct incoming *in)
{
    bool near = client_address_near(t->peer);

    in->address = t->peer;
    in->loopback = near && !t->proxied && (!behind_proxy(app) || !in->host || client_host_near(in->host));
    if (near && app->trust_forwarded && t->forwarded && forwarded_last(t->forwarded, room))
        in->address = room;
}
