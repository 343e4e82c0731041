/* `besa serve`: answers over HTTP until told to stop. */
#include "cli/serve.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "api/routes.h"
#include "base/buf.h"
#include "base/log.h"
#include "cli/call.h"
#include "cli/housekeeping.h"
#include "cli/installed.h"
#include "cli/opened.h"
#include "cli/supervisor.h"
#include "cli/surroundings.h"
#include "crypto/keyring.h"
#include "domain/check/asking_limit.h"
#include "domain/check/device_use.h"
#include "domain/check/doorway.h"
#include "domain/check/enrol_limit.h"
#include "domain/check/page_load.h"
#include "domain/check/published.h"
#include "domain/check/tally.h"
#include "domain/check/tap_memory.h"
#include "domain/check/typing_limit.h"
#include "domain/file/virus.h"
#include "domain/office/municipality.h"
#include "domain/office/refusal.h"
#include "domain/public/public_source.h"
#include "http/asset.h"
#include "http/router.h"
#include "http/server.h"
#include "store/db.h"
#include "store/keeper.h"
#include "store/library.h"
#include "store/migration.h"
#include "store/reserve.h"
#include "vault/vault.h"

#define THREADS_DEFAULT 32
#define THREADS_MAX     512   /* the server's own limit (server.c), said here in the words of the option */
#define GREETING_MAX    65536 /* bytes */
#define MAPPED_FROM     (1024 * 1024) /* bytes */

static const char HELP[] =
    "Usage: besa serve [options]\n\n"
    "Answers over plain HTTP on this machine; TLS is the business of nginx in front of it (see deploy/).\n\n"
    "  --data DIR         the register (default: var)\n"
    "  --listen ADDR:PORT where to listen (default: 127.0.0.1:8080)\n"
    "  --listen-outside   where that is an address which other machines reach: it is meant so\n"
    "  --allow-root       run as root all the same\n"
    "  --only check       cards, status lists, enrolment of devices; --data is then the folder check/ of a "
    "register,\n"
    "                     which holds all it needs and can belong to another account\n"
    "  --only register    everything else; without --only: both\n"
    "  --web DIR          the files of the browser side (default: ../share/besa/web beside the program, if "
    "it\n"
    "                     is there, else ./web/built); without them only the API answers. --web web\n"
    "                     in a checkout: the sources as they are, not bundled\n"
    "  --public-host NAME the name under which the page for the public is shown, as it was approved in the\n"
    "                     register, and it alone: never that of cards, whose holder it would give away\n"
    "  --public FOLDER    in its place what besa public export wrote there; read each time\n"
    "  --threads N        connections served at once, 1 to 512 (default: 32)\n"
    "  --connections-per-address N\n"
    "                     of these, at most so many of one address (default: half; this machine's own are\n"
    "                     counted only when it is given, and never with --trust-forwarded)\n"
    "  --origin URI       what browsers must say they come from, behind nginx: https://besa.example.al;\n"
    "                     without it they write from this machine's own names alone\n"
    "  --secure-cookie    sign-in cookies over TLS only; an https --origin says so already\n"
    "  --trust-forwarded  take clients' addresses from X-Forwarded-For (behind nginx on this machine)\n"
    "  --heads TO         where the head of the log goes each second, so that it cannot be written anew:\n"
    "                     syslog (the default; as authpriv, for another machine), or a file\n"
    "  --heads-rows       and who did what to which record, never why\n"
    "  --clamd SOCKET     ask ClamAV's daemon there about papers (default: " VIRUS_SOCKET ", if it is\n"
    "                     there); papers that nobody looked into are kept, and say so\n"
    "  --copies FOLDER    where a copy goes that the administrator asks for (default: copies in the data\n"
    "                     folder; nightly ones are made by besa backup, onto another disk)\n"
    "  --greeting FILE    print this file once it listens (the demonstration's sign-ins)\n\n"
    "Stops on SIGTERM or Ctrl-C after finishing what is under way.\n";

struct serving {
    const char *data, *listen, *greeting, *web;
    int64_t threads, each;
    bool listen_outside, allow_root;
    char database[4096], check[4096], key_store[4096], copies[4096];
    struct keyring *keys;
    struct folder_use keys_use;
    struct vault *vault;
    struct tally *tally;
    struct device_use *uses;
    struct page_loads *loads;
    struct typing_limit *typing;
    struct asking_limit *asking;
    atomic_int heavy;
    struct tap_memory *taps;
    struct enrol_limit *enrolling;
    struct reserve *reserve;
    struct refused_kinds *refusals;
    struct router *router;
    struct assets *assets;
    struct public_source *public_source;
    struct server *server;
    struct keeper *keeper;
    struct supervisor_watch *watch;
    struct app app;
};

static void serving_free(struct serving *s)
{
    supervisor_watch_stop(&s->watch);
    /* Threads first: they use all that follows. */
    server_stop(&s->server);
    vault_close(&s->vault);
    /* Last of all that has the database open, so that it can take the log away. */
    keeper_stop(&s->keeper);
    router_free(&s->router);
    assets_free(&s->assets);
    public_source_free(&s->public_source);
    tally_free(&s->tally);
    device_use_free(&s->uses);
    page_loads_free(&s->loads);
    typing_limit_free(&s->typing);
    asking_limit_free(&s->asking);
    tap_memory_free(&s->taps);
    enrol_limit_free(&s->enrolling);
    reserve_close(&s->reserve);
    refusals_free(&s->refusals);
    keyring_free(&s->keys);
    folder_leave(&s->keys_use);
}

static bool part_parse(const char *name, enum app_part *ret)
{
    if (strcmp(name, "check") && strcmp(name, "register"))
        return false;
    *ret = strcmp(name, "check") ? APP_REGISTER : APP_CHECK;
    return true;
}

/* A scheme and a host. Without TLS only this machine's own, where a cookie passes no wire. */
static bool origin_sound(const char *origin)
{
    static const char *const BEGINS[] = {"https://", "http://127.0.0.1", "http://localhost", "http://[::1]"};
    const char *rest = NULL;

    for (size_t i = 0; !rest && i < sizeof BEGINS / sizeof BEGINS[0]; i++) {
        size_t n = strlen(BEGINS[i]);

        if (!strncmp(origin, BEGINS[i], n) && (i == 0 || !origin[n] || origin[n] == ':'))
            rest = origin + n;
    }
    return rest && !strpbrk(rest, "/?# \t") && (rest[0] || origin[4] == ':');
}

/* A page without its own name would be shown under that of cards. */
static int public_sound(const struct serving *s)
{
    const char *host = s->app.public_host;

    if (!host && s->app.public_pages)
        return command_usage(&COMMAND_SERVE, "--public needs --public-host");
    if (host && !(s->app.part & APP_CHECK))
        return command_usage(&COMMAND_SERVE, "--public-host is for the process that checks");
    if (host && (!*host || strpbrk(host, ":/?# \t")))
        return command_usage(&COMMAND_SERVE, "--public-host NAME: without https:// and without a port");
    return EX_OK;
}

static int options_read(struct serving *s, int argc, char **argv)
{
    const char *part = NULL;
    const struct call_option options[] = {{"data", .text = &s->data},
                                          {"listen", .text = &s->listen},
                                          {"listen-outside", .flag = &s->listen_outside},
                                          {"allow-root", .flag = &s->allow_root},
                                          {"only", .text = &part},
                                          {"threads", .number = &s->threads},
                                          {"connections-per-address", .number = &s->each},
                                          {"web", .text = &s->web},
                                          {"public", .text = &s->app.public_pages},
                                          {"public-host", .text = &s->app.public_host},
                                          {"origin", .text = &s->app.origin},
                                          {"secure-cookie", .flag = &s->app.secure_cookie},
                                          {"trust-forwarded", .flag = &s->app.trust_forwarded},
                                          {"heads", .text = &s->app.heads},
                                          {"heads-rows", .flag = &s->app.heads_rows},
                                          {"clamd", .text = &s->app.virus_socket},
                                          {"copies", .text = &s->app.copies},
                                          {"greeting", .text = &s->greeting},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_SERVE, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_SERVE, "unexpected \"%s\"", operands.at[0]);
    if (part && !part_parse(part, &s->app.part))
        return command_usage(&COMMAND_SERVE, "--only check or register");
    if (s->threads > THREADS_MAX)
        return command_usage(&COMMAND_SERVE, "--threads 1 to %d", THREADS_MAX);
    if (s->each > THREADS_MAX)
        return command_usage(&COMMAND_SERVE, "--connections-per-address 1 to %d", THREADS_MAX);
    if (s->app.origin && !origin_sound(s->app.origin))
        return command_usage(&COMMAND_SERVE,
                             "--origin https://HOST: from elsewhere cookies would go in the clear");
    if ((code = public_sound(s)))
        return code;
    s->app.address_limit = (int)s->each;
    return surroundings_of_service(s->listen, s->allow_root, s->listen_outside);
}

/* Whoever holds a card reads its host off the code: a page about violence there would tell what it is for. */
static int public_apart(const struct serving *s, const char *base_uri)
{
    const char *at = strstr(base_uri, "://"), *host = s->app.public_host;
    size_t n;

    if (!host || !at)
        return EX_OK;
    at += 3;
    n = strcspn(at, ":/");
    if (n != strlen(host) || strncasecmp(at, host, n))
        return EX_OK;
    fprintf(stderr, "besa: --public-host %s is the host of cards: whoever has one would be given away\n",
            host);
    return EX_CONFIG;
}

static int public_check(const struct serving *s, struct doorway_db *db)
{
    CLEANUP(arena_free) struct arena arena = {0};
    struct work like = {.arena = &arena};
    struct doorway d = doorway_at(db, &like);
    const char *base_uri;
    err e = door_base_uri(&d, &base_uri);

    if (!e)
        return public_apart(s, base_uri);
    fprintf(stderr, "besa: %s cannot be read: %s\n", s->check, err_name(e));
    return EX_CONFIG;
}

/* What the register tells, by its own scripts: here it is only looked at. */
static int check_ready(const struct serving *s)
{
    CLEANUP(doorway_db_close) struct doorway_db *db = NULL;
    err e = doorway_db_open(s->check, DB_WRITE, 256, &db);

    if (!e)
        return public_check(s, db);
    fprintf(stderr, "besa: %s %s\n", s->check,
            e == ERR_ABSENT     ? "is not there, or of an older program: start the register first"
            : e == ERR_CONFLICT ? "is of a newer program: install that here, too"
            : e == ERR_DENIED   ? "is a link, or has a second name: it is not touched"
            : e == ERR_CORRUPT  ? "is damaged: the register puts it right when it is started"
                                : "cannot be opened for writing, or its log beside it cannot");
    return EX_CONFIG;
}

/* The register's process upgrades the database and stores its public keys. The check process has neither. */
static int database_ready(struct serving *s)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct municipality m;
    int code;

    data_database(s->data, s->database, sizeof s->database);
    /* For checks alone the folder is the one that holds check.db, and nothing else. */
    if (s->app.part & APP_REGISTER)
        data_check(s->data, s->check, sizeof s->check);
    else
        snprintf(s->check, sizeof s->check, "%s/check.db", s->data);
    if (s->app.part & APP_REGISTER) {
        if ((code = opened_open(s->data, &o)) || (code = outcome(&o.work, issuer_keys_publish(&o.work))) ||
            (s->app.public_host && ((code = outcome(&o.work, municipality_read(&o.work, &m))) ||
                                    (code = public_apart(s, m.base_uri)))))
            return code;
        s->keys = o.keys;
        s->vault = o.vault;
        s->keys_use = o.keys_use;
        o.keys = NULL;
        o.vault = NULL;
        o.keys_use = (struct folder_use){0};
        return EX_OK;
    }
    if ((code = check_ready(s)))
        return code;
    /* The process that faces the street gets the one key that hints are sealed with, and no other. */
    opened_work(&o);
    if ((code = opened_ring(s->data, KEYRING_CHECK, &o)))
        return code;
    s->keys = o.keys;
    s->keys_use = o.keys_use;
    o.keys = NULL;
    o.keys_use = (struct folder_use){0};
    return EX_OK;
}

static int web_load(struct serving *s)
{
    char room[4096];
    const char *folder = web_folder(s->web, room, sizeof room);
    err e = assets_load(folder, s->app.part & APP_REGISTER, &s->assets);

    /* No reason to stop: programs, and checkers that are set up already, need the API alone. */
    if (e == ERR_ABSENT) {
        log_warning("no pages in %s: only the API answers", folder);
        return EX_OK;
    }
    if (e) {
        fprintf(stderr, "besa: the files of the browser side in %s cannot be used: %s\n", folder,
                err_name(e));
        return EX_NOINPUT;
    }
    s->app.assets = s->assets;
    return EX_OK;
}

/* Only the register makes the page for the public; without the pages nobody can. */
static int public_load(struct serving *s)
{
    char room[4096];
    const char *folder = web_folder(s->web, room, sizeof room);
    err e = s->app.part & APP_REGISTER ? public_source_load(folder, &s->public_source) : OK;

    if (e == ERR_ABSENT)
        log_warning("no page for the public in %s: it can be neither edited nor shown", folder);
    else if (e) {
        fprintf(stderr, "besa: the page for the public in %s cannot be used: %s\n", folder, err_name(e));
        return EX_NOINPUT;
    }
    s->app.public_source = s->public_source;
    return EX_OK;
}

/* In the data folder where nobody says otherwise: better a copy there than none. */
static void copies_place(struct serving *s)
{
    if (s->app.copies || !(s->app.part & APP_REGISTER))
        return;
    snprintf(s->copies, sizeof s->copies, "%s/copies", s->data);
    if (mkdir(s->copies, S_IRWXU) == 0 || errno == EEXIST)
        s->app.copies = s->copies;
    else
        log_warning("%s cannot be made: no copy can be asked for", s->copies);
}

/* The check process has a file system of others, and nothing that cannot wait. */
static int reserve_keep(struct serving *s)
{
    char path[4096];

    if (!(s->app.part & APP_REGISTER))
        return EX_OK;
    snprintf(path, sizeof path, "%s/reserve", s->data);
    if (reserve_open(path, &s->reserve)) {
        fprintf(stderr, "besa: %s cannot be made: room for reading and revoking on a full disk\n", path);
        return EX_CANTCREAT;
    }
    s->app.reserve = s->reserve;
    return EX_OK;
}

static int serving_prepare(struct serving *s)
{
    int code;

    if ((code = database_ready(s)))
        return code;
    if (tally_make(&s->tally) || typing_limit_make(&s->typing) || asking_limit_make(&s->asking) ||
        tap_memory_make(&s->taps) || device_use_make(&s->uses) || page_loads_make(&s->loads) ||
        enrol_limit_make(&s->enrolling) || refusals_make(&s->refusals) ||
        routes_make(s->app.part, &s->router)) {
        fputs("besa: memory is short\n", stderr);
        return EX_OSERR;
    }
    data_key_store(s->data, s->key_store, sizeof s->key_store);
    s->app.database = s->database;
    s->app.check = s->check;
    s->app.keys = s->keys;
    s->app.vault = s->vault;
    s->app.tally = s->tally;
    s->app.typing = s->typing;
    s->app.asking = s->asking;
    s->app.heavy = &s->heavy;
    s->app.taps = s->taps;
    s->app.uses = s->uses;
    s->app.loads = s->loads;
    s->app.enrolling = s->enrolling;
    s->app.refusals = s->refusals;
    s->app.router = s->router;
    copies_place(s);
    return (code = reserve_keep(s)) || (code = web_load(s)) ? code : public_load(s);
}

/* Called before any thread is made: threads inherit the mask, so the signals reach housekeeping alone. */
static void signals_block(void)
{
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    /* A browser that goes away while it is answered is an error of that one write, and must not end the
     * program. */
    signal(SIGPIPE, SIG_IGN);
}

/* The version tells whether a fault that becomes known later concerns this machine. */
static void library_tell(const struct serving *s)
{
    struct stat st;

    log_info("SQLite %s", library_version());
    /* Besa never does what loses commits there, but whoever else opens the file would not know of it. */
    if (library_loses_commits(library_number()) && stat(s->database, &st) == 0 &&
        st.st_mode & (S_IWGRP | S_IWOTH))
        log_warning("%s can be written by other accounts: with this SQLite, a program that is not Besa's and "
                    "checkpoints it while Besa writes can lose what was written (sqlite.org/wal.html)",
                    s->database);
}

/* One line for each database file that this process serves from. */
static int keeper_begin(struct serving *s)
{
    const struct keeper_file files[] = {{.path = s->check, .hold = true, .guest = true},
                                        {.path = s->database, .hold = true},
                                        {.path = s->key_store}};
    /* Whoever serves checks alone has the first. */
    err e = keeper_start(files, s->app.part & APP_REGISTER ? sizeof files / sizeof files[0] : 1, &s->keeper);

    if (!e)
        return EX_OK;
    fprintf(stderr, "besa: the keeper of the database's log does not start: %s\n", err_name(e));
    return EX_OSERR;
}

static void greet(const struct serving *s)
{
    CLEANUP(buf_free) struct buf text = {0};

    /* A greeting that is missing is no reason not to serve. */
    if (s->greeting && !input_file(s->greeting, GREETING_MAX, &text) && text.data)
        fputs(text.data, stdout);
    printf("besa serves http://%s\n", s->listen);
    /* Whoever waits for this line (tests, a supervisor) reads through a pipe, where it would stay in the
     * buffer. */
    fflush(stdout);
}

static int serve_perform(int argc, char **argv)
{
    CLEANUP(serving_free)
    struct serving s = {.data = DATA_DEFAULT,
                        .listen = "127.0.0.1:8080",
                        .threads = THREADS_DEFAULT,
                        .app = {.part = APP_BOTH, .heads = "syslog", .virus_socket = VIRUS_SOCKET}};
    int code;
    err e;

    if ((code = options_read(&s, argc, argv)) || (code = serving_prepare(&s)))
        return code;
    /* Memory for large documents goes back to the system as soon as it is freed. glibc raises the threshold
     * by itself with each large block that is freed, unless it is set. */
    mallopt(M_MMAP_THRESHOLD, MAPPED_FROM);
    signals_block();
    library_tell(&s);
    if ((code = keeper_begin(&s)))
        return code;
    if ((e = server_start(&s.app, s.listen, (int)s.threads, &s.server))) {
        fprintf(stderr, "besa: cannot listen on %s%s\n", s.listen,
                e == ERR_CONFLICT
                    ? ": the address is in use (ss -ltnp says by whom: end that, or choose another "
                      "--listen), or its port is below 1024 and root's alone"
                    : "");
        return EX_UNAVAILABLE;
    }
    greet(&s);
    if (supervisor_watch_start(s.listen, &s.watch))
        log_warning("whether it still answers is watched by nobody");
    supervisor_tell("READY=1\nSTATUS=answers");
    /* Counters are written once more after the last request is answered. */
    housekeeping_run(&s.app);
    supervisor_tell("STOPPING=1");
    supervisor_watch_stop(&s.watch);
    server_stop(&s.server);
    housekeeping_end(&s.app);
    return EX_OK;
}

const struct command COMMAND_SERVE = {
    .name = "serve",
    .summary = "answer over HTTP on this machine",
    .help = HELP,
    .perform = serve_perform,
};
