/* The listener, and all that is known of civetweb here. One handler at "/" takes everything; our router
 * matches exactly. Each of its threads owns a worker. The whole answer leaves in one write: head and body in
 * separate writes would halve the throughput. civetweb keeps its hands off: no files, no CORS of its own, no
 * decoding of paths, no limit on bodies but ours. */
#include "http/server.h"

#include <arpa/inet.h>
#include <civetweb.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/log.h"
#include "http/dispatch.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/router.h"
#include "http/wire.h"

#define THREADS_MAX   512
#define PIECE_FIRST   16      /* bytes: civetweb waits for all of a piece, a clock is looked at in between */
#define PIECE_MAX     128     /* pieces double while they come at once: a drip stays with small ones */
#define PIECE_UPLOAD  8192    /* the same, where much is to come */
#define PIECE_AT_ONCE 1000000 /* nanoseconds */
#define KEPT_MAX      1048576 /* bytes of a buffer that stay with the thread when an answer is out */
#define THREAD_WORKER 1       /* civetweb's number for threads that serve requests */

/* Idle connections hold a thread; a proxy must let go of them earlier than we do, or it may send into one
 * that is being closed: keepalive_timeout below this in its configuration. */
#define KEEP_ALIVE_MS "20000"
#define REQUEST_MS    "10000" /* for one read or write to make progress */
#define BODY_SECONDS  15      /* for a whole body: who drips it in would hold a thread for days */

#define UPLOAD_SECONDS 120   /* the same for an upload, over a slow line */
#define UPLOAD_RATE    32768 /* bytes a second that one must keep to after its first seconds */
#define UPLOAD_GRACE   10    /* seconds */
#define UPLOADS_MAX    3     /* at once: each holds its bytes in memory, plain and sealed */
#define KNOCK_FROM     16384 /* bytes of a body that is not read before its sender is known */

struct server {
    struct mg_context *context;
    const struct app *app;
    atomic_int uploads; /* under way */
};

/* How much of a body is read, and how. */
struct intake {
    size_t most;  /* bytes */
    size_t piece; /* the largest */
    int seconds;  /* at most */
    int grace;    /* seconds, and after them one more for each `rate` bytes that came */
    int rate;
};
static const struct intake INTAKE = {BODY_MAX, PIECE_MAX, BODY_SECONDS, BODY_SECONDS, 1};
static const struct intake INTAKE_UPLOAD = {UPLOAD_MAX, PIECE_UPLOAD, UPLOAD_SECONDS, UPLOAD_GRACE,
                                            UPLOAD_RATE};

/* What one thread of civetweb owns. */
struct thread {
    struct worker worker;
    struct buf wire; /* head and body as they leave */
    int64_t second;  /* that date was written for */
    char date[40];   /* IMF-fixdate (RFC 9110 §5.6.7): devices compare their clocks with it */
};

/* Where each header goes; all found in one walk over what came. */
static const struct {
    const char *name;
    size_t size;
    size_t offset;
} HEADERS[] = {
#define HEADER(text, member)                                                                                 \
    {                                                                                                        \
        text, sizeof(text) - 1, offsetof(struct incoming, member)                                            \
    }
    HEADER("Content-Type", content_type),
    HEADER("Cookie", cookie),
    HEADER("Authorization", authorization),
    HEADER("Origin", origin),
    HEADER("Host", host),
    HEADER("Sec-Fetch-Site", sec_fetch_site),
    HEADER("Idempotency-Key", idempotency_key),
    HEADER("If-None-Match", if_none_match),
    HEADER("Accept", accept),
    HEADER("Accept-Encoding", accept_encoding),
#undef HEADER
};

/* What the listener itself must know of a request. */
struct transport {
    const char *forwarded; /* X-Forwarded-For */
    bool proxied;          /* any trace of a proxy */
    bool close;            /* the connection ends with this answer */
    bool expects;          /* waits for "100 Continue" before it sends its body */
    bool chunked;
};

static void *thread_enter(const struct mg_context *context, int type)
{
    struct thread *t;

    if (type != THREAD_WORKER || !(t = calloc(1, sizeof(*t))))
        return NULL;
    t->worker.app = mg_get_user_data(context);
    return t;
}

static void thread_leave(const struct mg_context *context, int type, void *pointer)
{
    struct thread *t = pointer;

    (void)context;
    if (type != THREAD_WORKER || !t)
        return;
    worker_close(&t->worker);
    buf_wipe(&t->wire);
    free(t);
}

/* civetweb's messages quote requests, so they are not logged. (Its access log stays unset: without a callback
 * of ours it formats nothing.) */
static int message_drop(const struct mg_connection *c, const char *message)
{
    (void)c, (void)message;
    return 1;
}

static void header_take(struct incoming *in, const char *name, size_t size, const char *value)
{
    for (size_t i = 0; i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++) {
        const char **at = (const char **)(void *)((char *)in + HEADERS[i].offset);

        if (HEADERS[i].size != size || strcasecmp(HEADERS[i].name, name) != 0)
            continue;
        if (!*at)
            *at = value;
        return;
    }
}

static void transport_take(struct transport *t, const char *name, const char *value)
{
    if (strcasecmp(name, "Connection") == 0) {
        t->close |= strcasecmp(value, "close") == 0;
    } else if (strcasecmp(name, "X-Forwarded-For") == 0) {
        t->forwarded = value;
        t->proxied = true;
    } else if (strcasecmp(name, "Forwarded") == 0 || strcasecmp(name, "X-Real-IP") == 0 ||
               strcasecmp(name, "Via") == 0) {
        t->proxied = true;
    } else if (strcasecmp(name, "Expect") == 0) {
        t->expects = true;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        t->chunked = true;
    }
}

static void headers_read(const struct mg_request_info *ri, struct incoming *in, struct transport *t)
{
    for (int i = 0; i < ri->num_headers; i++) {
        const char *name = ri->http_headers[i].name;

        header_take(in, name, strlen(name), ri->http_headers[i].value);
        transport_take(t, name, ri->http_headers[i].value);
    }
    t->close |= !ri->http_version || strcmp(ri->http_version, "1.1") != 0;
}

static bool address_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0 ||
           strncmp(address, "::ffff:127.", 11) == 0;
}

/* The last of the list is what our own proxy saw; what stands before it, the client may have made up. False:
 * it is no address. */
static bool forwarded_last(const char *list, char ret[INET6_ADDRSTRLEN])
{
    const char *comma = strrchr(list, ','), *last = comma ? comma + 1 : list;
    unsigned char binary[sizeof(struct in6_addr)];
    size_t n;

    last += strspn(last, " \t");
    n = strcspn(last, " \t");
    if (n == 0 || n >= INET6_ADDRSTRLEN)
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

/* No Host, or this machine's own. */
static bool host_near(const char *host)
{
    static const char *const NEAR[] = {"127.0.0.1", "localhost", "[::1]"};

    for (size_t i = 0; host && i < sizeof(NEAR) / sizeof(NEAR[0]); i++) {
        size_t n = strlen(NEAR[i]);

        if (strncasecmp(host, NEAR[i], n) == 0 && (host[n] == '\0' || host[n] == ':'))
            return true;
    }
    return !host;
}

static void address_read(const struct app *app, const struct mg_request_info *ri, const struct transport *t,
                         char room[INET6_ADDRSTRLEN], struct incoming *in)
{
    bool near = address_loopback(ri->remote_addr);

    in->address = ri->remote_addr;
    in->loopback = near && !t->proxied && (!behind_proxy(app) || host_near(in->host));
    if (near && app->trust_forwarded && t->forwarded && forwarded_last(t->forwarded, room))
        in->address = room;
}

/* One piece into `to`. *size: how much to ask for, adapted to how the client sends. Returns what mg_read
 * says. */
static int piece_read(struct mg_connection *c, size_t most, size_t *size, struct buf *to, int64_t *ret_now)
{
    int64_t before = *ret_now;
    char piece[PIECE_UPLOAD];
    int n = mg_read(c, piece, *size);

    buf_add(to, piece, n > 0 ? (size_t)n : 0);
    *ret_now = clock_ticks();
    if (*ret_now - before > PIECE_AT_ONCE)
        *size = PIECE_FIRST;
    else if (*size < most)
        *size *= 2;
    return n;
}

/* Whether so many bytes after so many nanoseconds are too few. */
static bool too_slow(const struct intake *k, int64_t spent, size_t came)
{
    int64_t seconds = spent / INT64_C(1000000000);

    return seconds >= k->seconds || seconds >= k->grace + (int64_t)came / k->rate;
}

/* False: the client went away, or took too long, before its body was complete. */
static bool body_read_all(struct mg_connection *c, const struct intake *k, long long wanted,
                          const struct transport *t, struct buf *to, struct incoming *in)
{
    static const char GO_ON[] = "HTTP/1.1 100 Continue\r\n\r\n";
    int64_t now = clock_ticks(), begun = now;
    size_t size = PIECE_FIRST;
    bool cut = false;
    int n = 1;

    buf_clear(to);
    if (wanted <= 0 && !t->chunked)
        return true;
    in->body_too_large = !t->chunked && wanted > (long long)k->most;
    if (t->expects && !in->body_too_large)
        mg_write(c, GO_ON, sizeof(GO_ON) - 1);
    if (wanted > KNOCK_FROM && !in->body_too_large) /* at once, not by doubling */
        buf_reserve(to, (size_t)wanted);
    while (!in->body_too_large && !cut && n != 0 && (t->chunked || (long long)to->len < wanted)) {
        n = piece_read(c, k->piece, &size, to, &now);
        cut = n < 0 || (n > 0 && too_slow(k, now - begun, to->len));
        in->body_too_large = to->len > k->most;
    }
    in->body = to->data;
    in->body_size = to->len;
    return in->body_too_large || (!cut && t->chunked) || (long long)to->len == wanted;
}

static bool route_uploads(const struct app *app, const struct incoming *in)
{
    struct match m;

    return strcmp(in->method, "PUT") == 0 && router_match(app->router, in->method, in->path, &m) == OK &&
           (m.route->flags & RT_UPLOAD);
}

/* Few uploads at once: whoever comes on top of them is told to come again, and the body stays unread. */
static bool intake_begin(struct server *s, const struct intake *k)
{
    if (k != &INTAKE_UPLOAD || atomic_fetch_add(&s->uploads, 1) < UPLOADS_MAX)
        return true;
    atomic_fetch_sub(&s->uploads, 1);
    return false;
}

static void intake_end(struct server *s, const struct intake *k)
{
    if (k == &INTAKE_UPLOAD)
        atomic_fetch_sub(&s->uploads, 1);
}

/* A document that passed through would stay with the thread for good, names until somebody else asks. */
static void thread_lighten(struct thread *t)
{
    arena_reset(&t->worker.arena);
    if (t->worker.body.cap > KEPT_MAX)
        buf_wipe(&t->worker.body);
    if (t->worker.out.cap > KEPT_MAX)
        buf_wipe(&t->worker.out);
    if (t->wire.cap > KEPT_MAX)
        buf_wipe(&t->wire);
}

static const char *thread_date(struct thread *t)
{
    int64_t now = clock_now(&t->worker.app->clock);
    time_t second = (time_t)now;
    struct tm tm;

    if (now != t->second || !t->date[0]) {
        t->second = now;
        if (!gmtime_r(&second, &tm) || !strftime(t->date, sizeof(t->date), "%a, %d %b %Y %H:%M:%S GMT", &tm))
            t->date[0] = '\0';
    }
    return t->date;
}

/* For faults in front of the worker: no memory, or a request civetweb could not read. */
static void fault_send(struct mg_connection *c, int status)
{
    char text[512];
    const char *title = status_title(status);
    int body = snprintf(NULL, 0,
                        "{\"type\":\"urn:besa:problem:transport\",\"title\":\"%s\",\"status\":%d,\"code\":"
                        "\"transport\"}",
                        title, status);
    int n = snprintf(text, sizeof(text),
                     "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
                     "Cache-Control: no-store\r\n%s%sConnection: close\r\n\r\n"
                     "{\"type\":\"urn:besa:problem:transport\",\"title\":\"%s\",\"status\":%d,\"code\":"
                     "\"transport\"}",
                     status, title, body, WIRE_HEAD_SAME, WIRE_HEAD_BARE, title, status);

    mg_disable_connection_keep_alive(c);
    if (n > 0 && (size_t)n < sizeof(text))
        mg_write(c, text, (size_t)n);
}

static int fault_answer(struct mg_connection *c, int status, const char *message)
{
    (void)message;
    fault_send(c, status);
    return 0;
}

static void answer_send(struct mg_connection *c, struct thread *t, const struct reply *r, bool closes)
{
    wire_build(&t->wire, r, thread_date(t), closes);
    if (closes)
        mg_disable_connection_keep_alive(c);
    if (buf_err(&t->wire)) {
        fault_send(c, 503);
        return;
    }
    mg_write(c, t->wire.data, t->wire.len);
    if (wire_apart(r))
        mg_write(c, wire_body(r)->data, wire_body(r)->len);
}

/* Whether the body may be read; otherwise the answer is out and the connection ends. */
static bool knock(struct mg_connection *c, struct thread *t, const struct intake *k, long long wanted,
                  const struct incoming *in, const struct transport *transport)
{
    struct reply r;

    if ((k != &INTAKE_UPLOAD && !transport->chunked && wanted <= KNOCK_FROM) ||
        dispatch_knock(&t->worker, in, &r))
        return true;
    answer_send(c, t, &r, true);
    return false;
}

/* Reads the body, if its sender may send it and there is room for it, and answers. */
static void intake_answer(struct mg_connection *c, struct server *s, struct thread *t, struct incoming *in,
                          struct transport *transport)
{
    const struct intake *k = route_uploads(s->app, in) ? &INTAKE_UPLOAD : &INTAKE;
    long long wanted = mg_get_request_info(c)->content_length;
    struct reply r;

    if (!knock(c, t, k, wanted, in, transport))
        return;
    if (!intake_begin(s, k)) {
        in->body_waits = transport->close = true;
    } else if (!body_read_all(c, k, wanted, transport, &t->worker.body, in) || buf_err(&t->worker.body)) {
        intake_end(s, k);
        fault_send(c, 400);
        return;
    }
    dispatch(&t->worker, in, &r);
    if (!in->body_waits)
        intake_end(s, k);
    answer_send(c, t, &r, transport->close || in->body_too_large);
}

/* civetweb takes the result for the status of its access log; 1 is "answered". */
static int request_answer(struct mg_connection *c, void *data)
{
    const struct mg_request_info *ri = mg_get_request_info(c);
    struct thread *t = mg_get_thread_pointer(c);
    struct incoming in = {0};
    struct transport transport = {0};
    char address[INET6_ADDRSTRLEN];

    if (!t || !ri->local_uri_raw) {
        fault_send(c, t ? 400 : 503);
        return 1;
    }
    in.method = ri->request_method;
    in.path = ri->local_uri_raw;
    in.query = ri->query_string;
    headers_read(ri, &in, &transport);
    address_read(t->worker.app, ri, &transport, address, &in);
    intake_answer(c, data, t, &in, &transport);
    thread_lighten(t);
    return 1;
}

static struct mg_context *context_start(const struct app *app, const char *listen, int threads, char *why,
                                        size_t room)
{
    const struct mg_callbacks callbacks = {.init_thread = thread_enter,
                                           .exit_thread = thread_leave,
                                           .log_message = message_drop,
                                           .http_error = fault_answer};
    char count[8];
    const char *options[] = {"listening_ports",
                             listen,
                             "num_threads",
                             count,
                             "enable_keep_alive",
                             "yes",
                             "keep_alive_timeout_ms",
                             KEEP_ALIVE_MS,
                             "request_timeout_ms",
                             REQUEST_MS,
                             "tcp_nodelay",
                             "1",
                             "decode_url",
                             "no",
                             "access_control_allow_origin",
                             "",
                             "access_control_allow_methods",
                             "",
                             "access_control_allow_headers",
                             "",
                             "enable_auth_domain_check",
                             "no",
                             "connection_queue",
                             "128",
                             "listen_backlog",
                             "512",
                             NULL};
    struct mg_init_data init = {&callbacks, (void *)app, options};
    struct mg_error_data error = {.text = why, .text_buffer_size = room};

    snprintf(count, sizeof(count), "%d", threads);
    return mg_start2(&init, &error);
}

err server_start(const struct app *app, const char *listen, int threads, struct server **ret)
{
    struct server *s;
    char why[200] = "";

    if (threads < 1 || threads > THREADS_MAX)
        return ERR_INPUT;
    if (!(s = calloc(1, sizeof(*s))))
        return ERR_SYSTEM;
    s->app = app;
    mg_init_library(0);
    if (!(s->context = context_start(app, listen, threads, why, sizeof(why)))) {
        mg_exit_library();
        free(s);
        log_error("cannot listen on %s: %s", listen, why);
        return strstr(why, "port") ? ERR_CONFLICT : ERR_SYSTEM;
    }
    mg_set_request_handler(s->context, "/", request_answer, s);
    *ret = s;
    return OK;
}

void server_stop(struct server **s)
{
    if (!*s)
        return;
    mg_stop((*s)->context);
    mg_exit_library();
    free(*s);
    *s = NULL;
}
