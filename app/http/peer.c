/* Among our own open files: the socket whose other end has that address and port. */
#include "http/peer.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

union end {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_storage room;
};

static bool end_is(const union end *e, socklen_t size, const char *address, int port)
{
    in_port_t at = e->any.sa_family == AF_INET6 ? e->v6.sin6_port : e->v4.sin_port;
    char text[NI_MAXHOST];

    return (e->any.sa_family == AF_INET || e->any.sa_family == AF_INET6) && ntohs(at) == port &&
           getnameinfo(&e->any, size, text, sizeof text, NULL, 0, NI_NUMERICHOST) == 0 &&
           strcmp(text, address) == 0;
}

void peer_hang_up(const char *address, int port)
{
    DIR *files = opendir("/proc/self/fd");
    const struct dirent *entry;

    if (!files)
        return;
    while ((entry = readdir(files))) {
        int file = (int)strtol(entry->d_name, NULL, 10);
        union end e = {0};
        socklen_t size = sizeof e;

        /* Only for reading: an answer that is on its way still arrives. */
        if (entry->d_name[0] != '.' && getpeername(file, &e.any, &size) == 0 &&
            end_is(&e, size, address, port)) {
            shutdown(file, SHUT_RD);
            break;
        }
    }
    closedir(files);
}
