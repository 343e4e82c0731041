/* The baseline of the check: civetweb with the server's options and one handler that reads the body and
 * answers the bytes of a file, status line and headers included, in one write. `bare PORT THREADS REPLY`
 * serves on loopback until SIGTERM. */
#include <civetweb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct reply {
    char bytes[16384];
    size_t size;
};

static int answer(struct mg_connection *c, void *data)
{
    const struct reply *r = data;
    char body[4096];
    int n;

    do
        n = mg_read(c, body, sizeof body);
    while (n > 0);
    mg_write(c, r->bytes, r->size);
    return 200;
}

static int reply_load(const char *path, struct reply *r)
{
    FILE *f = fopen(path, "rb");

    if (!f)
        return -1;
    r->size = fread(r->bytes, 1, sizeof r->bytes, f);
    fclose(f);
    return r->size > 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
    static struct reply reply;
    char listen[40];
    const char *options[] = {"listening_ports",
                             listen,
                             "num_threads",
                             argc > 2 ? argv[2] : "32",
                             "enable_keep_alive",
                             "yes",
                             "keep_alive_timeout_ms",
                             "5000",
                             "request_timeout_ms",
                             "10000",
                             "tcp_nodelay",
                             "1",
                             "access_control_allow_origin",
                             "",
                             "access_control_allow_methods",
                             "",
                             NULL};
    struct mg_callbacks callbacks = {0};
    struct mg_context *context;
    sigset_t stop;
    int signal;

    if (argc != 4 || reply_load(argv[3], &reply)) {
        fprintf(stderr, "usage: bare PORT THREADS REPLY\n");
        return 64;
    }
    snprintf(listen, sizeof listen, "127.0.0.1:%s", argv[1]);
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    sigprocmask(SIG_BLOCK, &stop, NULL);
    mg_init_library(0);
    if (!(context = mg_start(&callbacks, NULL, options))) {
        fprintf(stderr, "bare: cannot listen on %s\n", listen);
        return 71;
    }
    mg_set_request_handler(context, "/", answer, &reply);
    sigwait(&stop, &signal);
    mg_stop(context);
    mg_exit_library();
    return 0;
}
