/* The listener, and all that is known of civetweb here. One callback takes every request as soon as its head
 * has been read, before anything else in the library looks at it: what it does with paths, files, forms and
 * upgrades by itself is never reached. Our router matches exactly. Each of its threads owns a worker. The
 * whole answer leaves in one write: head and body in separate writes would halve the throughput. civetweb
 * keeps its hands off: no files, no CORS of its own, no decoding of paths, no limit on bodies but ours. */
#include "http/server.h"

#include <civetweb.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/log.h"
#include "http/body.h"
#include "http/client_address.h"
#include "http/dispatch.h"
#include "http/head.h"
#include "http/intake.h"
#include "http/lobby.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/router.h"
#include "http/wire.h"

#define THREADS_SPARE 32      /* beyond those that are asked for: in them people wait, and only checks work */
#define THREADS_MAX   512     /* each may hold 512 KiB of page cache and a buffer */
#define KEPT_MAX      1048576 /* bytes of a buffer that stay with the thread when an answer is out */
#define THREAD_WORKER 1       /* civetweb's number for threads that serve requests */

/* Idle connections hold a thread; a proxy must let go of them earlier than we do, or it may send into one
 * that is being closed: keepalive_timeout below this in its configuration. */
#define KEEP_ALIVE_MS  "20000"
#define HEAD_SIZE_TEXT "16384" /* HEAD_SIZE_MAX for civetweb, which wants texts */
#define REQUEST_MS     "5000"  /* for a first head to be there, and for a read or write to make progress */

struct server {
    struct mg_context *context;
    const struct app *app;
    struct lobby *lobby;
    atomic_int uploads; /* under way */
};

/* What one thread of civetweb owns. */
struct thread {
    struct worker worker;
    struct buf wire;  /* head and body as they leave */
    int64_t second;   /* that date was written for */
    const char *head; /* where civetweb keeps this thread's requests; NULL before the first */
    char date[40];    /* IMF-fixdate (RFC 9110 §5.6.7): devices compare their clocks with it */
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
    struct client_trace trace;
    struct intake_source body;
    bool close; /* the connection ends with this answer */
};

static void *thread_enter(const struct mg_context *context, int type)
{
    struct thread *t;

    if (type != THREAD_WORKER || !(t = calloc(1, sizeof(*t))))
        return NULL;
    t->worker.app = ((const struct server *)mg_get_user_data(context))->app;
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

static bool connection_peer(const void *connection, const char **ret_address, int *ret_port)
{
    const struct mg_request_info *ri = mg_get_request_info(connection);

    if (!ri)
        return false;
    *ret_address = ri->remote_addr;
    *ret_port = ri->remote_port;
    return true;
}

static int connection_enter(const struct mg_connection *c, void **data)
{
    const struct server *s = mg_get_user_data(mg_get_context(c));

    *data = lobby_enter(s->lobby, c);
    return 0;
}

static void connection_leave(const struct mg_connection *c)
{
    const struct server *s = mg_get_user_data(mg_get_context(c));

    lobby_leave(s->lobby, mg_get_user_connection_data(c));
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
        /* The first of two equal headers counts: whoever adds a second one behind a proxy must not replace
         * what the proxy passed on. */
        if (!*at)
            *at = value;
        return;
    }
}

static void transport_take(struct transport *t, const char *name, const char *value)
{
    if (strcasecmp(name, "Connection") == 0) {
        t->close |= !strcasestr(value, "keep-alive"); /* as civetweb sees it */
        /* Of several the last counts here: the proxy nearest to us adds its own at the end. */
    } else if (strcasecmp(name, "X-Forwarded-For") == 0) {
        t->trace.forwarded = value;
        t->trace.proxied = true;
    } else if (strcasecmp(name, "Forwarded") == 0 || strcasecmp(name, "X-Real-IP") == 0 ||
               strcasecmp(name, "Via") == 0) {
        t->trace.proxied = true;
    } else if (strcasecmp(name, "Expect") == 0) {
        t->body.expects = true;
    } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
        t->body.chunked = true;
        t->close = true; /* nothing is ever read behind the last chunk, however that was written */
    }
}

static void headers_read(const struct mg_request_info *ri, struct incoming *in, struct transport *t)
{
    for (int i = 0; i < ri->num_headers; i++) {
        const char *name = ri->http_headers[i].name;

        header_take(in, name, strlen(name), ri->http_headers[i].value);
        transport_take(t, name, ri->http_headers[i].value);
    }
    /* HTTP/1.0 has no chunks and keeps no connections open. */
    t->close |= !ri->http_version || strcmp(ri->http_version, "1.1") != 0;
}

static int source_read(void *connection, char *to, size_t n)
{
    return mg_read(connection, to, n);
}

static void source_go_on(void *connection)
{
    static const char GO_ON[] = "HTTP/1.1 100 Continue\r\n\r\n";

    mg_write(connection, GO_ON, sizeof(GO_ON) - 1);
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
                        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":"
                        "\"transport\"}",
                        title, status);
    int n = snprintf(text, sizeof(text),
                     "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n"
                     "Cache-Control: no-store\r\n%s%s%sConnection: close\r\n\r\n"
                     "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":"
                     "\"transport\"}",
                     status, title, body, WIRE_HEAD_SAME, WIRE_HEAD_BARE,
                     status == 503 ? "Retry-After: 1\r\n" : "", title, status);

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
static bool knock(struct mg_connection *c, struct thread *t, const struct intake *k,
                  const struct incoming *in, const struct transport *transport)
{
    struct reply r;

    if (!intake_must_knock(k, &transport->body) || dispatch_knock(&t->worker, in, &r))
        return true;
    answer_send(c, t, &r, true);
    return false;
}

/* What stands behind it is for devices alone, and takes no time. */
static bool is_check(const struct server *s, const struct incoming *in)
{
    struct match m;

    return strcmp(in->method, "POST") == 0 && router_match(s->app->router, in->method, in->path, &m) == OK &&
           m.route->roles == R_DEVICE;
}

/* Few uploads come in at once, all from people who are signed in: theirs are not cut off for others. */
static bool body_come(const struct intake *k, struct lobby_place *place, const struct transport *transport,
                      struct thread *t, struct incoming *in)
{
    if (intake_uploads(k))
        lobby_hold(place);
    return intake_read(k, &transport->body, &t->worker.body, in) && !buf_err(&t->worker.body);
}

/* Reads the body, if its sender may send it and there is room for it, and answers. */
static void body_answer(struct mg_connection *c, struct server *s, struct thread *t, struct incoming *in,
                        struct transport *transport)
{
    const struct intake *k = intake_choose(s->app->router, in);
    struct lobby_place *place = mg_get_user_connection_data(c);
    bool check = is_check(s, in), begun;
    struct reply r;

    if (!knock(c, t, k, in, transport))
        return;
    if (!intake_begin(k, &s->uploads)) {
        /* The body stays unread in the connection, where it would be taken for the next request: the
         * connection ends. */
        in->body_waits = transport->close = true;
    } else if (!body_come(k, place, transport, t, in)) {
        intake_end(k, &s->uploads);
        fault_send(c, buf_err(&t->worker.body) ? 503 : 400); /* no memory is no fault of who asks */
        return;
    }
    if ((begun = lobby_begin(s->lobby, place, check)))
        dispatch(&t->worker, in, &r);
    if (!in->body_waits)
        intake_end(k, &s->uploads);
    if (begun)
        answer_send(c, t, &r, transport->close || in->body_too_large || lobby_closes(s->lobby, place, check));
    else
        fault_send(c, 503);
}

/* Blank lines in front of a request, which the library would pass over, make it read beyond what came: a
 * request begins where the buffer does. That is where the thread has seen the earliest one begin. */
static bool head_accepted(struct thread *t, const struct mg_request_info *ri)
{
    struct head h = {.method = ri->request_method,
                     .target = ri->request_uri,
                     .query = ri->query_string,
                     .path = ri->local_uri_raw,
                     .version = ri->http_version};

    if (!h.method || !h.target || !h.path || !h.version || ri->num_headers > HEAD_LINES_MAX)
        return false;
    if (!t->head || h.method < t->head)
        t->head = h.method;
    h.begin = t->head;
    for (h.count = 0; h.count < (size_t)ri->num_headers; h.count++)
        h.lines[h.count] = (struct head_line){.name = ri->http_headers[h.count].name,
                                              .value = ri->http_headers[h.count].value};
    return head_sound(&h);
}

/* civetweb takes the result for the status of its access log; anything above 0 is "answered". */
static int request_answer(struct mg_connection *c)
{
    const struct mg_request_info *ri = mg_get_request_info(c);
    struct server *s = mg_get_user_data(mg_get_context(c));
    struct thread *t = mg_get_thread_pointer(c);
    struct lobby_place *place = mg_get_user_connection_data(c);
    struct incoming in = {0};
    struct transport transport = {
        .trace = {.peer = ri->remote_addr},
        .body = {
            .connection = c, .read = source_read, .go_on = source_go_on, .announced = ri->content_length}};
    char address[CLIENT_ADDRESS_TEXT];

    if (!t || !place || !head_accepted(t, ri)) {
        fault_send(c, t && place ? 400 : 503);
        return 1;
    }
    in.method = ri->request_method;
    in.path = ri->local_uri_raw;
    in.query = ri->query_string;
    headers_read(ri, &in, &transport);
    client_address_read(t->worker.app, &transport.trace, address, &in);
    body_answer(c, s, t, &in, &transport);
    lobby_end(s->lobby, place);
    thread_lighten(t);
    return 1;
}

static struct mg_context *context_start(struct server *s, const char *listen, int threads, char *why,
                                        size_t room)
{
    const struct mg_callbacks callbacks = {.init_thread = thread_enter,
                                           .exit_thread = thread_leave,
                                           .log_message = message_drop,
                                           .begin_request = request_answer,
                                           .init_connection = connection_enter,
                                           .connection_close = connection_leave,
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
                             "max_request_size",
                             HEAD_SIZE_TEXT,
                             NULL};
    struct mg_init_data init = {.callbacks = &callbacks, .user_data = s, .configuration_options = options};
    struct mg_error_data error = {.text = why, .text_buffer_size = room};

    snprintf(count, sizeof(count), "%d", threads + THREADS_SPARE);
    return mg_start2(&init, &error);
}

err server_start(const struct app *app, const char *listen, int threads, struct server **ret)
{
    struct lobby_rules rules;
    struct server *s;
    char why[200] = "";

    if (threads < 1 || threads > THREADS_MAX)
        return ERR_INPUT;
    if (!(s = calloc(1, sizeof(*s))))
        return ERR_SYSTEM;
    s->app = app;
    rules = (struct lobby_rules){.threads = threads,
                                 .spare = THREADS_SPARE,
                                 .each = app->address_limit ? app->address_limit : (threads + 1) / 2,
                                 .near_too = app->address_limit && !app->trust_forwarded,
                                 .proxied = app->trust_forwarded};
    if (lobby_make(&rules, connection_peer, &s->lobby)) {
        free(s);
        return ERR_SYSTEM;
    }
    body_watch();
    mg_init_library(0);
    if (!(s->context = context_start(s, listen, threads, why, sizeof(why)))) {
        mg_exit_library();
        lobby_free(&s->lobby);
        free(s);
        log_error("cannot listen on %s: %s", listen, why);
        /* civetweb has no code for a port in use, only the sentence. */
        return strstr(why, "port") ? ERR_CONFLICT : ERR_SYSTEM;
    }
    *ret = s;
    return OK;
}

void server_stop(struct server **s)
{
    if (!*s)
        return;
    mg_stop((*s)->context);
    mg_exit_library();
    lobby_free(&(*s)->lobby);
    free(*s);
    *s = NULL;
}
