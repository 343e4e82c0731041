/* The listener over real connections: what civetweb would do by itself and must not, and what leaves in one
 * piece. */
#include "http/server.h"

#include <arpa/inet.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "http/input.h"
#include "http/reply.h"
#include "support/door.h"

static err echo(struct req *rq)
{
    struct json_writer *j = reply_object(rq);

    json_put_text(j, "text", json_string_value(json_object_get(rq->body, "text")));
    json_put_text(j, "address", rq->in->address);
    json_put_int(j, "size", (int64_t)rq->in->body_size);
    json_put_int(j, "near", rq->in->loopback);
    return reply_done(rq, 200);
}

/* The bytes back as they came, to be saved. */
static err paper(struct req *rq)
{
    rq->reply.disposition = "attachment; filename=\"a.pdf\"";
    return reply_bytes(rq, "application/pdf", NULL, rq->in->body, rq->in->body_size);
}

static err cookie_set(struct req *rq)
{
    snprintf(rq->reply.cookie, sizeof(rq->reply.cookie), "besa_session=x; HttpOnly");
    return reply_empty(rq, 204);
}

/* How many threads wait, and what for; no longer than a minute, so that a test that fails ends. */
static atomic_int held;
static atomic_bool let_go;

static void tick(void)
{
    struct timespec tenth = {.tv_nsec = 10000000};

    nanosleep(&tenth, NULL);
}

static err wait_get(struct req *rq)
{
    atomic_fetch_add(&held, 1);
    for (int i = 0; i < 6000 && !atomic_load(&let_go); i++)
        tick();
    return echo(rq);
}

static const struct route ROUTES[] = {
    {"GET", "/wait", R_ANYONE, 0, wait_get},
    {"POST", "/check", R_DEVICE, RT_CHECK | RT_BODY, echo},
    {"GET", "/echo", R_ANYONE, 0, echo},
    {"POST", "/echo", R_ANYONE, RT_BODY, echo},
    {"PUT", "/paper", R_ANYONE, RT_WRITE | RT_UPLOAD, paper},
    {"PUT", "/file", R_COORDINATOR, RT_WRITE | RT_UPLOAD, paper},
    {"POST", "/desk", R_COORDINATOR, RT_WRITE | RT_BODY, echo},
    {"GET", "/cookie", R_ANYONE, 0, cookie_set},
    {"GET", "/desk", R_COORDINATOR, 0, echo},
};

struct listener {
    struct door *door;
    struct server *server;
    int port;
};

/* A port that was free a moment ago. */
static int port_find(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(a);
    int s = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(s >= 0 && bind(s, (struct sockaddr *)&a, size) == 0);
    assert_int_equal(getsockname(s, (struct sockaddr *)&a, &size), 0);
    close(s);
    return ntohs(a.sin_port);
}

static int setup(void **state)
{
    static struct listener l;
    char listen[32];
    void *door = NULL;

    if (door_setup(&door, ROUTES, COUNT(ROUTES)))
        return -1;
    l = (struct listener){.door = door, .port = port_find()};
    l.door->app.trust_forwarded = true;
    snprintf(listen, sizeof(listen), "127.0.0.1:%d", l.port);
    must(server_start(&l.door->app, listen, 3, &l.server));
    *state = &l;
    return 0;
}

static int teardown(void **state)
{
    struct listener *l = *state;
    void *door = l->door;

    server_stop(&l->server);
    return door_teardown(&door);
}

static int dial(const struct listener *l)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                            .sin_port = htons((uint16_t)l->port)};
    struct timeval patience = {.tv_sec = 10};
    int s = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(s >= 0 && connect(s, (struct sockaddr *)&a, sizeof(a)) == 0);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    return s;
}

static void say(int s, const char *text)
{
    assert_int_equal(send(s, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* All that comes until the other side closes. */
static const char *hear(int s, char ret[8192])
{
    size_t size = 0;
    ssize_t n;

    while ((n = recv(s, ret + size, 8191 - size, 0)) > 0)
        size += (size_t)n;
    ret[size] = '\0';
    close(s);
    return ret;
}

/* The whole answer to one request; the connection ends with it. */
static const char *exchange(void **state, const char *request, char ret[8192])
{
    int s = dial(*state);

    say(s, request);
    return hear(s, ret);
}

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

/* The head of the answer to a PUT that announces `announced` bytes and sends `sent` of them; how many came
 * back behind it in *ret_back. */
static void put(void **state, const char *path, size_t announced, size_t sent, char ret[512],
                size_t *ret_back)
{
    char *bytes = calloc(1, sent + 1), *back = malloc(sent + 8192);
    struct buf head = {0};
    int s = dial(*state);
    size_t size = 0;
    ssize_t n = 0;

    assert_true(bytes && back);
    memset(bytes, 'p', sent);
    buf_format(&head,
               "PUT %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/pdf\r\n"
               "Content-Length: %zu\r\n\r\n",
               path, announced);
    say(s, head.data);
    for (size_t done = 0; done < sent && n >= 0; done += (size_t)n)
        n = send(s, bytes + done, sent - done, MSG_NOSIGNAL);
    while (size < sent + 8192 && (n = recv(s, back + size, sent + 8192 - size, 0)) > 0)
        size += (size_t)n;
    close(s);
    back[size < sent + 8192 ? size : sent + 8191] = '\0';
    snprintf(ret, 512, "%s", back);
    *ret_back = strstr(back, "\r\n\r\n") ? size - (size_t)(strstr(back, "\r\n\r\n") + 4 - back) : 0;
    buf_free(&head);
    free(bytes);
    free(back);
}

static void an_upload_may_be_larger_than_a_body(void **state)
{
    char head[512];
    size_t back;

    put(state, "/paper", UPLOAD_MAX, UPLOAD_MAX, head, &back);
    assert_memory_equal(head, "HTTP/1.1 200 OK\r\n", 17);
    assert_non_null(strstr(head, "\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n"));
    assert_non_null(strstr(head, "\r\nCache-Control: no-store\r\n"));
    assert_non_null(strstr(head, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_int_equal(back, UPLOAD_MAX);
    put(state, "/paper", UPLOAD_MAX + 1, 0, head, &back);
    assert_memory_equal(head, "HTTP/1.1 413 ", 13);
    put(state, "/echo", BODY_MAX + 1, 0, head, &back);
    assert_memory_equal(head, "HTTP/1.1 4", 10);
}

/* Three that have begun and say nothing more; a fourth is asked to come again, a small request is not. */
static void few_uploads_run_at_once(void **state)
{
    static const char BEGUN[] = "PUT /paper HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\np";
    struct listener *l = *state;
    struct timespec moment = {.tv_nsec = 200000000};
    char text[8192];
    int waiting[3];
    size_t back;

    server_stop(&l->server);
    l->port = port_find();
    snprintf(text, sizeof text, "127.0.0.1:%d", l->port);
    must(server_start(&l->door->app, text, 6, &l->server));
    for (int i = 0; i < 3; i++) {
        waiting[i] = dial(l);
        say(waiting[i], BEGUN);
    }
    nanosleep(&moment, NULL);
    put(state, "/paper", 9, 9, text, &back);
    assert_memory_equal(text, "HTTP/1.1 503 ", 13);
    assert_non_null(strstr(text, "\r\nRetry-After: 1\r\n"));
    assert_memory_equal(exchange(state, GET("/echo"), text), "HTTP/1.1 200 ", 13);
    for (int i = 0; i < 3; i++) {
        say(waiting[i], "pppppppp");
        nanosleep(&moment, NULL);
        close(waiting[i]);
    }
    put(state, "/paper", 9, 9, text, &back);
    assert_memory_equal(text, "HTTP/1.1 200 ", 13);
    assert_int_equal(back, 9);
}

/* Three threads, all at work: what is no check is asked to come again, a check has its answer. */
static void checks_are_answered_when_all_threads_are_at_work(void **state)
{
    char text[8192];
    int busy[3];

    for (int i = 0; i < 3; i++) {
        busy[i] = dial(*state);
        say(busy[i], GET("/wait"));
    }
    while (atomic_load(&held) < 3)
        tick();
    for (int i = 0; i < 3; i++) {
        exchange(state, GET("/echo"), text);
        assert_memory_equal(text, "HTTP/1.1 503 ", 13);
        assert_non_null(strstr(text, "\r\nRetry-After: 1\r\n"));
        exchange(state, "POST /check HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
                 text);
        assert_memory_equal(text, "HTTP/1.1 401 ", 13);
    }
    atomic_store(&let_go, true);
    for (int i = 0; i < 3; i++)
        assert_memory_equal(hear(busy[i], text), "HTTP/1.1 200 ", 13);
    assert_memory_equal(exchange(state, GET("/echo"), text), "HTTP/1.1 200 ", 13);
}

/* They announce much and send nothing: the answer comes at once, the connection ends, no place is taken. */
static void a_stranger_is_refused_before_his_body_is_read(void **state)
{
    static const char *const HEADS[] = {
        "PUT /file HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n",
        "PUT /file HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
        "PUT /file HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
        "PUT /file HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\nExpect: 100-continue\r\n\r\n",
        "PUT /file HTTP/1.1\r\nHost: a\r\nContent-Length: 99000000\r\n\r\n",
        "POST /desk HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n",
        "POST /desk HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    };
    char text[8192];
    size_t back;

    for (size_t i = 0; i < COUNT(HEADS); i++) {
        exchange(state, HEADS[i], text);
        assert_memory_equal(text, "HTTP/1.1 401 ", 13);
        assert_non_null(strstr(text, "\r\nConnection: close\r\n"));
        assert_int_equal(count(text, "HTTP/1.1 "), 1);
    }
    exchange(state, "PUT /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n", text);
    assert_memory_equal(text, "HTTP/1.1 404 ", 13);
    exchange(state, "PUT /paper HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\nContent-Length: 200000\r\n\r\n",
             text);
    assert_memory_equal(text, "HTTP/1.1 403 ", 13);
    put(state, "/paper", 9, 9, text, &back);
    assert_memory_equal(text, "HTTP/1.1 200 ", 13);
}

static void every_answer_carries_the_safe_headers(void **state)
{
    char text[8192];

    exchange(state, GET("/echo"), text);
    assert_memory_equal(text, "HTTP/1.1 200 OK\r\n", 17);
    assert_non_null(strstr(text, "\r\nX-Content-Type-Options: nosniff\r\n"));
    assert_non_null(strstr(text, "\r\nReferrer-Policy: no-referrer\r\n"));
    assert_non_null(
        strstr(text, "\r\nContent-Security-Policy: default-src 'none'; object-src 'none'; base-uri 'none'; "
                     "form-action 'none'; frame-ancestors 'none'\r\n"));
    assert_non_null(strstr(text, "\r\nCache-Control: no-store\r\n"));
    assert_non_null(strstr(text, "\r\nDate: Tue, 10 Mar 2026 09:00:00 GMT\r\n"));
    exchange(state, GET("/nowhere"), text);
    assert_memory_equal(text, "HTTP/1.1 404 Not Found\r\n", 24);
    assert_non_null(strstr(text, "nosniff"));
}

static void a_connection_serves_several_requests(void **state)
{
    char text[8192];

    exchange(state, "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n" GET("/echo"), text);
    assert_int_equal(count(text, "HTTP/1.1 200 OK"), 2);
    assert_int_equal(count(text, "Connection: close"), 1);
}

static void a_body_in_chunks_is_put_together(void **state)
{
    char text[8192];

    exchange(state,
             "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
             "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"text\":\"\r\n5\r\nab\"}\n\r\n0\r\n\r\n",
             text);
    assert_non_null(strstr(text, "\"text\":\"ab\""));
}

static void a_body_over_the_cap_ends_the_connection(void **state)
{
    char text[8192];

    exchange(state, "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\nx", text);
    assert_memory_equal(text, "HTTP/1.1 413 ", 13);
    assert_non_null(strstr(text, "\r\nConnection: close\r\n"));
}

static void who_asks_to_continue_is_told_to(void **state)
{
    char text[8192];

    exchange(state,
             "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
             "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
             text);
    assert_memory_equal(text, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", 42);
}

static void head_sends_the_length_alone(void **state)
{
    char text[8192];

    exchange(state, "HEAD /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", text);
    assert_null(strstr(text, "Content-Length: 0\r\n"));
    assert_string_equal(strstr(text, "\r\n\r\n"), "\r\n\r\n");
}

static void no_content_has_no_length(void **state)
{
    char text[8192];

    exchange(state, GET("/cookie"), text);
    assert_memory_equal(text, "HTTP/1.1 204 No Content\r\n", 25);
    assert_null(strstr(text, "Content-Length"));
    assert_non_null(strstr(text, "\r\nSet-Cookie: besa_session=x; HttpOnly\r\n"));
}

static void paths_are_not_decoded_or_cleaned(void **state)
{
    char text[8192];

    assert_memory_equal(exchange(state, GET("/ech%6f"), text), "HTTP/1.1 404 ", 13);
    assert_memory_equal(exchange(state, GET("/echo%00"), text), "HTTP/1.1 404 ", 13);
    assert_memory_equal(exchange(state, GET("/x/../echo"), text), "HTTP/1.1 404 ", 13);
    assert_memory_equal(exchange(state, GET("/echo/more"), text), "HTTP/1.1 404 ", 13);
}

static void preflights_are_not_answered_by_themselves(void **state)
{
    char text[8192];

    exchange(
        state,
        "OPTIONS /echo HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\nAccess-Control-Request-Method: POST\r\n"
        "Connection: close\r\n\r\n",
        text);
    assert_memory_equal(text, "HTTP/1.1 405 ", 13);
    assert_null(strstr(text, "Access-Control"));
}

static void nobody_is_told_how_to_sign_in(void **state)
{
    char text[8192];

    exchange(state, GET("/desk"), text);
    assert_memory_equal(text, "HTTP/1.1 401 ", 13);
    assert_non_null(strstr(text, "\r\nWWW-Authenticate: Bearer\r\n"));
}

static void what_is_no_http_gets_a_problem(void **state)
{
    char text[8192];

    exchange(state, "BREW\r\n\r\n", text);
    assert_memory_equal(text, "HTTP/1.1 400 ", 13);
    assert_non_null(strstr(text, "application/problem+json"));
}

static void the_proxys_word_for_the_address_is_the_last(void **state)
{
    char text[8192];

    exchange(state, "GET /echo HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nConnection: close\r\n\r\n", text);
    assert_non_null(strstr(text, "\"address\":\"127.0.0.1\""));
    assert_non_null(strstr(text, "\"near\":1"));
    exchange(
        state,
        "GET /echo HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 10.0.0.1, 192.0.2.9\r\nConnection: close\r\n\r\n",
        text);
    assert_non_null(strstr(text, "\"address\":\"192.0.2.9\""));
    assert_non_null(strstr(text, "\"near\":0"));
    exchange(state, "GET /echo HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: nonsense\r\nConnection: close\r\n\r\n",
             text);
    assert_non_null(strstr(text, "\"address\":\"127.0.0.1\""));
    assert_non_null(strstr(text, "\"near\":0"));
}

/* What two readers could take for two different requests. Behind each stands a second request, which nobody
 * may come to answer. */
static void a_head_that_can_be_read_in_two_ways_is_refused(void **state)
{
#define HEAD(lines) "POST /echo HTTP/1.1\r\n" lines "\r\n"
    static const char *const REQUESTS[] = {
        HEAD("Host: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 2\r\ncontent-length: 40\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n") "0\r\n\r\n",
        HEAD("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n") "0\r\n\r\n",
        HEAD("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") "0\r\n\r\n",
        HEAD("Host: a\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n") "0\r\n\r\n",
        HEAD("Host: a\r\nTransfer-Encoding : chunked\r\n") "0\r\n\r\n",
        HEAD("Host: a\r\nContent-Length : 2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: +2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 2, 2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 2 2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 0x2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: -2\r\n") "{}",
        HEAD("Host: a\r\nContent-Length: 00000000000000000000002\r\n") "{}",
        HEAD("Host: a\r\nContent-Length:\r\n") "{}",
        HEAD("Host: a\r\nX: 1\r\n Content-Length: 9\r\nContent-Length: 2\r\n") "{}",
        HEAD(" X: 1\r\nHost: a\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\nX: 1\n\nContent-Length: 2\r\n") "{}",
        "POST /echo HTTP/1.1\nHost: a\nContent-Length: 2\n\n{}",
        HEAD("Host: a\r\nX: a\rContent-Length: 2\r\n"),
        HEAD("Host: a\r\nX-\xc3\xab: 1\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\nX(y): 1\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\n: 1\r\nContent-Length: 2\r\n") "{}",
        HEAD("Host: a\r\nHost: a\r\n"),
        HEAD("Host: a\r\nhost: b\r\n"),
        HEAD("X: 1\r\n"),
        HEAD("Host:\r\n"),
        HEAD("Host: a b\r\n"),
        HEAD("Host: a@b\r\n"),
        HEAD("Host: a/b\r\n"),
        HEAD("Host: a\r\nCookie: besa_session=1\r\nCookie: besa_session=2\r\n"),
        HEAD("Host: a\r\nAuthorization: Bearer 1\r\nAuthorization: Bearer 2\r\n"),
        HEAD("Host: a\r\nOrigin: http://a\r\nOrigin: http://b\r\n"),
        HEAD("Host: a\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site\r\n"),
        HEAD("Host: a\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\n"),
        HEAD("Host: a\r\nIdempotency-Key: 1\r\nIdempotency-Key: 2\r\n"),
        HEAD("Host: a\r\nExpect: nothing\r\nContent-Length: 2\r\n"),
        "POST  /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /echo  HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\nPOST /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        " POST /echo HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /echo HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    };
    char text[8192], request[2048];

    /* Each thread has seen where its requests begin: they take turns, 3 and 32 that are spare
     * (THREADS_SPARE), four times over. */
    for (int i = 0; i < 4 * (3 + 32); i++)
        exchange(state, GET("/echo"), text);
    for (size_t i = 0; i < COUNT(REQUESTS); i++) {
        snprintf(request, sizeof request, "%s%s", REQUESTS[i], GET("/cookie"));
        exchange(state, request, text);
        if (strncmp(text, "HTTP/1.1 400 ", 13) && strncmp(text, "HTTP/1.1 411 ", 13))
            fail_msg("%zu: %s: %s", i, REQUESTS[i], text);
        assert_int_equal(count(text, "HTTP/1.1 "), 1);
    }
#undef HEAD
}

/* The library keeps 64 headers and forgets the rest, with the length that may stand there. */
static void more_headers_than_are_kept_are_refused(void **state)
{
    struct buf request = {0};
    char text[8192];

    for (int most = 61; most <= 64; most++) {
        buf_clear(&request);
        buf_text(&request, "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        for (int i = 0; i < most; i++)
            buf_text(&request, "X: 1\r\n");
        buf_format(&request, "Content-Length: %zu\r\n\r\n%s", strlen(GET("/cookie")), GET("/cookie"));
        exchange(state, request.data, text);
        assert_memory_equal(text, most > 61 ? "HTTP/1.1 400 " : "HTTP/1.1 415 ", 13);
        assert_int_equal(count(text, "HTTP/1.1 "), 1);
    }
    buf_free(&request);
}

static void chunks_are_hexadecimal_digits_and_nothing_else(void **state)
{
    static const char *const CHUNKS[] = {
        "+2\r\n{}\r\n0\r\n\r\n",    "0x2\r\n{}\r\n0\r\n\r\n",   " 2\r\n{}\r\n0\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",    "2;a=b\r\n{}\r\n0\r\n\r\n", "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",       "2\r\n{}0\r\n\r\n",         "-1\r\n{}\r\n0\r\n\r\n",
        "\r\n2\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}",
    };
    char text[8192], request[512];

    for (size_t i = 0; i < COUNT(CHUNKS); i++) {
        snprintf(request, sizeof request,
                 "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n%s%s",
                 CHUNKS[i], GET("/cookie"));
        exchange(state, request, text);
        if (strncmp(text, "HTTP/1.1 400 ", 13) || count(text, "HTTP/1.1 ") != 1)
            fail_msg("%s: %s", CHUNKS[i], text);
    }
    /* Whatever stands behind the last chunk is not taken for a request. */
    exchange(state,
             "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
             "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" GET("/cookie"),
             text);
    assert_memory_equal(text, "HTTP/1.1 200 ", 13);
    assert_int_equal(count(text, "HTTP/1.1 "), 1);
}

static void a_whole_address_says_the_same_as_the_host(void **state)
{
    static const struct {
        const char *host, *answer;
    } CASES[] = {
        {"127.0.0.1:%d", "HTTP/1.1 200 "}, {"localhost:%d", "HTTP/1.1 400 "}, {"a", "HTTP/1.1 400 "}};
    struct listener *l = *state;
    char text[8192], request[512], host[64];

    for (size_t i = 0; i < COUNT(CASES); i++) {
        snprintf(host, sizeof host, CASES[i].host, l->port);
        snprintf(request, sizeof request,
                 "GET http://127.0.0.1:%d/echo HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", l->port,
                 host);
        assert_memory_equal(exchange(state, request, text), CASES[i].answer, 13);
    }
}

/* civetweb would serve files, upgrade to a web socket, or answer by itself. */
static void nothing_is_left_to_the_library(void **state)
{
    static const char UPGRADE[] =
        "GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    static const char *const METHODS[] = {"PUT", "DELETE", "MKCOL", "PROPFIND", "OPTIONS", "REPORT"};
    char text[8192], request[512];

    assert_memory_equal(exchange(state, UPGRADE, text), "HTTP/1.1 200 ", 13);
    assert_non_null(strstr(text, "\"near\":"));
    for (size_t i = 0; i < COUNT(METHODS); i++) {
        snprintf(request, sizeof request, "%s /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                 METHODS[i]);
        assert_memory_equal(exchange(state, request, text), "HTTP/1.1 405 ", 13);
        assert_non_null(strstr(text, "application/problem+json"));
    }
}

/* It sends no word of itself, but passes on what the client called us. */
static void a_silent_proxy_brings_nobody_near(void **state)
{
    static const struct {
        const char *request, *near;
    } CASES[] = {
        {GET("/echo"), "\"near\":0"},
        {"GET /echo HTTP/1.1\r\nHost: karta.example.al\r\nConnection: close\r\n\r\n", "\"near\":0"},
        {"GET /echo HTTP/1.1\r\nHost: 127.0.0.1.example.al\r\nConnection: close\r\n\r\n", "\"near\":0"},
        {"GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "\"near\":1"},
        {"GET /echo HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n", "\"near\":1"},
        {"GET /echo HTTP/1.0\r\n\r\n", "\"near\":1"},
    };
    struct listener *l = *state;
    char text[8192];

    for (size_t i = 0; i < COUNT(CASES); i++)
        assert_non_null(strstr(exchange(state, CASES[i].request, text), CASES[i].near));
    l->door->app.trust_forwarded = false;
    assert_non_null(strstr(exchange(state, GET("/echo"), text), "\"near\":1"));
    l->door->app.origin = "https://karta.example.al";
    assert_non_null(strstr(exchange(state, GET("/echo"), text), "\"near\":0"));
    l->door->app.origin = NULL;
    l->door->app.trust_forwarded = true;
}

static void an_address_in_use_is_told(void **state)
{
    struct listener *l = *state;
    struct server *second = NULL;
    char listen[32];

    snprintf(listen, sizeof(listen), "127.0.0.1:%d", l->port);
    must_fail(server_start(&l->door->app, listen, 1, &second), ERR_CONFLICT);
    must_fail(server_start(&l->door->app, listen, 0, &second), ERR_INPUT);
    assert_null(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_carries_the_safe_headers),
        cmocka_unit_test(an_upload_may_be_larger_than_a_body),
        cmocka_unit_test(checks_are_answered_when_all_threads_are_at_work),
        cmocka_unit_test(few_uploads_run_at_once),
        cmocka_unit_test(a_stranger_is_refused_before_his_body_is_read),
        cmocka_unit_test(a_connection_serves_several_requests),
        cmocka_unit_test(a_body_in_chunks_is_put_together),
        cmocka_unit_test(a_body_over_the_cap_ends_the_connection),
        cmocka_unit_test(who_asks_to_continue_is_told_to),
        cmocka_unit_test(head_sends_the_length_alone),
        cmocka_unit_test(no_content_has_no_length),
        cmocka_unit_test(paths_are_not_decoded_or_cleaned),
        cmocka_unit_test(preflights_are_not_answered_by_themselves),
        cmocka_unit_test(nobody_is_told_how_to_sign_in),
        cmocka_unit_test(what_is_no_http_gets_a_problem),
        cmocka_unit_test(the_proxys_word_for_the_address_is_the_last),
        cmocka_unit_test(a_head_that_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(more_headers_than_are_kept_are_refused),
        cmocka_unit_test(chunks_are_hexadecimal_digits_and_nothing_else),
        cmocka_unit_test(a_whole_address_says_the_same_as_the_host),
        cmocka_unit_test(nothing_is_left_to_the_library),
        cmocka_unit_test(a_silent_proxy_brings_nobody_near),
        cmocka_unit_test(an_address_in_use_is_told),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
