/* What systemd would hear: a datagram socket in its place, and a server that answers when it is told to. */
#include "cli/supervisor.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/assert.h"

#define HEARD_MAX 100

struct hearing {
    int notify, server;
    char address[40], heard[HEARD_MAX];
};

static void notify_open(struct hearing *h)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char name[60];

    /* In no folder: the test leaves nothing behind. */
    snprintf(name, sizeof name, "@besa-supervisor-%d", (int)getpid());
    memcpy(at.sun_path + 1, name + 1, strlen(name) - 1);
    h->notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(h->notify, (struct sockaddr *)&at,
                          (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(name))),
                     0);
    setenv("NOTIFY_SOCKET", name, 1);
}

static void server_open(struct hearing *h)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;

    h->server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(h->server, (struct sockaddr *)&at, size), 0);
    assert_int_equal(listen(h->server, 5), 0);
    assert_int_equal(getsockname(h->server, (struct sockaddr *)&at, &size), 0);
    snprintf(h->address, sizeof h->address, "127.0.0.1:%d", ntohs(at.sin_port));
}

static int hearing_begin(void **state)
{
    struct hearing *h = calloc(1, sizeof *h);

    notify_open(h);
    server_open(h);
    unsetenv("WATCHDOG_PID");
    setenv("WATCHDOG_USEC", "1000000", 1);
    *state = h;
    return 0;
}

static int hearing_end(void **state)
{
    struct hearing *h = *state;

    close(h->notify);
    close(h->server);
    free(h);
    return 0;
}

/* flags: 0 waits; MSG_DONTWAIT: "" where nothing was said. */
static const char *hear(struct hearing *h, int flags)
{
    ssize_t n = recv(h->notify, h->heard, sizeof h->heard - 1, flags);

    h->heard[n > 0 ? n : 0] = '\0';
    return h->heard;
}

/* Takes one question, says that, hangs up. */
static void answer(struct hearing *h, const char *says)
{
    char asked[HEARD_MAX];
    int s = accept4(h->server, NULL, NULL, SOCK_CLOEXEC);

    assert_true(s >= 0);
    assert_true(recv(s, asked, sizeof asked, 0) > 0);
    assert_memory_equal(asked, "GET /healthz HTTP/1.1\r\n", 23);
    assert_int_equal(send(s, says, strlen(says), MSG_NOSIGNAL), (ssize_t)strlen(says));
    close(s);
}

static void states_are_told(void **state)
{
    struct hearing *h = *state;

    supervisor_tell("READY=1\nSTATUS=answers");
    assert_string_equal(hear(h, 0), "READY=1\nSTATUS=answers");
    setenv("NOTIFY_SOCKET", "nowhere", 1); /* neither a path nor a name */
    supervisor_tell("STOPPING=1");
    unsetenv("NOTIFY_SOCKET");
    supervisor_tell("STOPPING=1");
    assert_string_equal(hear(h, MSG_DONTWAIT), "");
}

static void who_answers_is_alive(void **state)
{
    static const char *const ANSWERS[] = {"HTTP/1.1 200 OK\r\n\r\n",
                                          "HTTP/1.1 503 Service Unavailable\r\n\r\n"};
    struct hearing *h = *state;
    struct supervisor_watch *w;

    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(supervisor_watch_start(h->address, &w), OK);
        assert_non_null(w);
        answer(h, ANSWERS[i]);
        assert_string_equal(hear(h, 0), "WATCHDOG=1");
        supervisor_watch_stop(&w);
        assert_null(w);
    }
}

static void who_hangs_up_is_not(void **state)
{
    struct hearing *h = *state;
    struct supervisor_watch *w;

    assert_int_equal(supervisor_watch_start(h->address, &w), OK);
    answer(h, "");
    answer(h, "HTT");
    answer(h, "SSH-2.0-x");
    /* Only now a fourth question can come: the third was judged. */
    answer(h, "HTTP/1.1 200 OK\r\n\r\n");
    assert_string_equal(hear(h, 0), "WATCHDOG=1");
    supervisor_watch_stop(&w);
    assert_string_equal(hear(h, MSG_DONTWAIT), "");
}

static void nobody_watches_unasked(void **state)
{
    static const char *const USECS[] = {"", "0", "-5", "999999", "many", "99999999999999"};
    struct hearing *h = *state;
    struct supervisor_watch *w;

    for (size_t i = 0; i < sizeof USECS / sizeof USECS[0]; i++) {
        setenv("WATCHDOG_USEC", USECS[i], 1);
        assert_int_equal(supervisor_watch_start(h->address, &w), OK);
        assert_null(w);
    }
    setenv("WATCHDOG_USEC", "1000000", 1);
    setenv("WATCHDOG_PID", "1", 1); /* of whoever started this shell */
    assert_int_equal(supervisor_watch_start(h->address, &w), OK);
    assert_null(w);
}

static void addresses_are_read_as_the_server_does(void **state)
{
    static const char *const SOUND[] = {"8080", "0.0.0.0:8080", "[::1]:8080", "127.0.0.1:8080,[::1]:8080"};
    struct supervisor_watch *w;

    (void)state;
    for (size_t i = 0; i < sizeof SOUND / sizeof SOUND[0]; i++) {
        assert_int_equal(supervisor_watch_start(SOUND[i], &w), OK);
        assert_non_null(w);
        supervisor_watch_stop(&w);
    }
    assert_int_equal(supervisor_watch_start("127.0.0.1:http", &w), ERR_INPUT);
    assert_null(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(states_are_told, hearing_begin, hearing_end),
        cmocka_unit_test_setup_teardown(who_answers_is_alive, hearing_begin, hearing_end),
        cmocka_unit_test_setup_teardown(who_hangs_up_is_not, hearing_begin, hearing_end),
        cmocka_unit_test_setup_teardown(nobody_watches_unasked, hearing_begin, hearing_end),
        cmocka_unit_test_setup_teardown(addresses_are_read_as_the_server_does, hearing_begin, hearing_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
