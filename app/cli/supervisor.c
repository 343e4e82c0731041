/* Alive is who answers on the address where it is asked, so a thread of its own asks there: threads of the
 * server that wait for each other are noticed, and work that takes an hour at midnight is not taken for
 * death. */
#include "cli/supervisor.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"

#define ADDRESS_MAX      128
#define ANSWER_SECONDS   10
#define ASKINGS_A_TIME   3    /* in what the supervisor waits: two may be lost */
#define WATCHDOG_LEAST   1000 /* ms */
#define WATCHDOG_LONGEST (1000 * 60 * 60)

/* A name that begins with @ lies in no folder. */
static bool address_fill(const char *path, struct sockaddr_un *ret, socklen_t *ret_size)
{
    size_t n = strlen(path);

    if ((path[0] != '/' && path[0] != '@') || n >= sizeof ret->sun_path)
        return false;
    *ret = (struct sockaddr_un){.sun_family = AF_UNIX};
    memcpy(ret->sun_path, path, n);
    if (path[0] == '@')
        ret->sun_path[0] = '\0';
    *ret_size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
    return true;
}

void supervisor_tell(const char *state)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un to;
    socklen_t size;
    int s;

    if (!path || !address_fill(path, &to, &size))
        return;
    if ((s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0 ||
        sendto(s, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to, size) < 0)
        log_warning("whoever started this program cannot be told how it is");
    if (s >= 0)
        close(s);
}

struct supervisor_watch {
    struct addrinfo *at;
    pthread_t thread;
    int stop[2]; /* closed: stop */
    int each;    /* ms */
    bool running;
};

static bool socket_asks(int s, const struct addrinfo *at)
{
    static const char ASK[] = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    static const char ANSWER[] = "HTTP/1.";
    const struct timeval patience = {.tv_sec = ANSWER_SECONDS};
    char begins[sizeof ANSWER - 1];

    return setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
           setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0 &&
           connect(s, at->ai_addr, at->ai_addrlen) == 0 &&
           send(s, ASK, sizeof ASK - 1, MSG_NOSIGNAL) == (ssize_t)(sizeof ASK - 1) &&
           recv(s, begins, sizeof begins, MSG_WAITALL) == (ssize_t)sizeof begins &&
           memcmp(begins, ANSWER, sizeof begins) == 0;
}

static bool alive(const struct addrinfo *at)
{
    int s = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool answered = s >= 0 && socket_asks(s, at);

    if (s >= 0)
        close(s);
    return answered;
}

static void *watch_run(void *watch)
{
    struct supervisor_watch *w = watch;
    struct pollfd stopped = {.fd = w->stop[0], .events = POLLIN};

    while (poll(&stopped, 1, w->each) == 0)
        if (alive(w->at))
            supervisor_tell("WATCHDOG=1");
    return NULL;
}

/* 0: it is not asked for, or of another process (sd_watchdog_enabled(3)). */
static int watchdog_ms(void)
{
    const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
    long long ms = usec ? atoll(usec) / 1000 : 0;

    if (ms < WATCHDOG_LEAST || ms > WATCHDOG_LONGEST || (pid && atoll(pid) != getpid()))
        return 0;
    return (int)ms;
}

/* The first of them; a port alone is on all addresses, so on this machine's own, too. */
static err address_find(const char *listen, struct addrinfo **ret)
{
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    char room[ADDRESS_MAX];
    char *host = room, *port;
    size_t n = strcspn(listen, ",");

    if (n >= sizeof room)
        return ERR_INPUT;
    snprintf(room, sizeof room, "%.*s", (int)n, listen);
    if ((port = strrchr(room, ':'))) {
        *port++ = '\0';
    } else {
        port = room;
        host = NULL;
    }
    if (host && host[0] == '[' && host[strlen(host) - 1] == ']') {
        host[strlen(host) - 1] = '\0';
        host++;
    }
    if (!host || !strcmp(host, "0.0.0.0") || !strcmp(host, "localhost"))
        host = "127.0.0.1";
    return getaddrinfo(host, port, &hints, ret) ? ERR_INPUT : OK;
}

err supervisor_watch_start(const char *listen, struct supervisor_watch **ret)
{
    struct supervisor_watch *w;
    int ms = watchdog_ms();
    err e;

    *ret = NULL;
    if (!ms)
        return OK;
    if (!(w = calloc(1, sizeof *w)))
        return ERR_SYSTEM;
    w->stop[0] = w->stop[1] = -1;
    w->each = ms / ASKINGS_A_TIME;
    if (!(e = address_find(listen, &w->at)) &&
        (pipe2(w->stop, O_CLOEXEC) || pthread_create(&w->thread, NULL, watch_run, w)))
        e = ERR_SYSTEM;
    w->running = !e;
    if (e)
        supervisor_watch_stop(&w);
    *ret = w;
    return e;
}

void supervisor_watch_stop(struct supervisor_watch **watch)
{
    struct supervisor_watch *w = *watch;

    if (!w)
        return;
    if (w->stop[1] >= 0)
        close(w->stop[1]);
    if (w->running)
        (void)pthread_join(w->thread, NULL);
    if (w->stop[0] >= 0)
        close(w->stop[0]);
    if (w->at)
        freeaddrinfo(w->at);
    free(w);
    *watch = NULL;
}
