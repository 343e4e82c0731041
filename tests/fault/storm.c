/* storm COMMITS KILLS: two processes commit to one database as fast as they can, each one checkpoints after
 * every commit, and again and again one of them is killed and started anew. What a process has acknowledged
 * (a byte into a pipe, after the commit) must be there: looked at after each kill, and at the end, with an
 * integrity check. Whoever checkpoints sleeps at the dangerous moment (support/dangerous_moment.h) now and
 * then.
 *
 * storm --old COMMITS KILLS: with handles that checkpoint by themselves, as before there was
 * store/checkpoint.h. Ends with 0 where all is there, with 1 where something is lost. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "store/checkpoint.h"
#include "store/db.h"
#include "store/library.h"
#include "support/dangerous_moment.h"
#include "support/temporary.h"

#define WRITERS 2
#define KEEPERS 2 /* in each of them */
#define LARGE                                                                                                \
    24 /* rows of a large commit: a log that is longer than the next one is what hides the next one */
#define LARGE_EVERY 20
#define CACHE_KIB   256
#define NAP_EVERY   4 /* commits */
#define NAP_US      100

struct writer {
    pid_t pid;
    int pipe;             /* where its acknowledgements come out */
    int64_t acknowledged; /* the last row */
    int64_t commits;
};

struct storm {
    char dir[TEMPORARY_PATH], path[96];
    bool old;
    int64_t commits, kills;
    struct writer writers[WRITERS];
};

static void give_up(const char *what)
{
    fprintf(stderr, "storm: %s\n", what);
    exit(70);
}

static void must(err e, const char *what)
{
    if (e)
        give_up(what);
}

static void nap(long us)
{
    nanosleep(&(struct timespec){.tv_nsec = us * 1000}, NULL);
}

static void nap_now(void *context)
{
    (void)context;
    nap(NAP_US);
}

/* Words by chance, so that their index is written all over: a page that is lost is not written again soon. */
static const char SQL_TABLE[] =
    "CREATE TABLE note (writer INTEGER NOT NULL, n INTEGER NOT NULL, word TEXT NOT NULL, "
    "PRIMARY KEY (writer, n)) STRICT; CREATE INDEX note_word ON note (word)";
static const char SQL_ADD[] = "INSERT INTO note (writer, n, word) VALUES (:writer, :n, hex(randomblob(8)))";
static const char SQL_LAST[] = "SELECT coalesce(max(n), 0) FROM note WHERE writer = :writer";
static const char SQL_COUNT[] = "SELECT count(*) FROM note WHERE writer = :writer AND n <= :n";

struct keeping {
    struct checkpoint *ours[KEEPERS];
    sqlite3 *plain[KEEPERS];
};

static void keeping_open(const struct storm *s, struct keeping *k)
{
    for (int i = 0; i < KEEPERS; i++)
        if (!s->old)
            must(checkpoint_open(s->path, false, &k->ours[i]), "open");
        /* A handle that has not read yet knows of no log. */
        else if (sqlite3_open_v2(s->path, &k->plain[i], SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
                 sqlite3_busy_timeout(k->plain[i], 5000) != SQLITE_OK ||
                 sqlite3_exec(k->plain[i], "SELECT 1 FROM note", NULL, NULL, NULL) != SQLITE_OK)
            give_up("open");
}

/* One after the other, so that the second begins where the first has just ended; beside those of the other
 * process, which the lock on the folder forbids in earnest. */
static void log_keep(const struct storm *s, struct keeping *k, bool slowly)
{
    bool anew;
    err e;

    for (int i = 0; i < KEEPERS; i++) {
        dangerous_moment_set(i && slowly ? nap_now : NULL, NULL);
        if (s->old)
            (void)sqlite3_wal_checkpoint_v2(k->plain[i], NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
        else if ((e = checkpoint_run(k->ours[i], &anew)) && e != ERR_BUSY)
            give_up("checkpoint");
    }
    dangerous_moment_set(NULL, NULL);
}

/* One commit of so many rows; how many it were. */
static int64_t rows_add(struct db *db, int me, int64_t n, int64_t rows)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    while ((e = tx_begin(&tx, db)) == ERR_BUSY)
        ;
    must(e, "begin");
    for (int64_t i = 1; i <= rows; i++)
        must(db_exec(db, SQL_ADD, BINDS(INT(":writer", me), INT(":n", n + i))), "row");
    must(tx_commit(&tx), "commit");
    return rows;
}

static void writer_run(const struct storm *s, int me, int acknowledge)
{
    CLEANUP(db_close) struct db *db = NULL;
    struct keeping keeping = {0};
    int64_t n;

    dangerous_moments();
    must(db_open(s->path, DB_WRITE, CACHE_KIB, &db), "open");
    must(db_script(db, "PRAGMA synchronous=OFF"), "no disk is tried here");
    keeping_open(s, &keeping);
    must(db_int(db, SQL_LAST, BINDS(INT(":writer", me)), &n), "last");
    for (int64_t commit = 1;; commit++) {
        n += rows_add(db, me, n, commit % LARGE_EVERY ? 1 : LARGE);
        if (write(acknowledge, &n, sizeof n) != sizeof n)
            exit(0);
        log_keep(s, &keeping, commit % NAP_EVERY == 0);
    }
}

static void writer_start(struct storm *s, int me)
{
    struct writer *w = &s->writers[me];
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) || (w->pid = fork()) < 0)
        give_up("fork");
    if (w->pid == 0) {
        for (int i = 0; i < WRITERS; i++)
            if (s->writers[i].pipe > 0)
                close(s->writers[i].pipe);
        close(ends[0]);
        writer_run(s, me, ends[1]);
    }
    close(ends[1]);
    w->pipe = ends[0];
}

/* false: it ended. */
static bool writer_hear(struct writer *w)
{
    int64_t n[512];
    ssize_t got = read(w->pipe, n, sizeof n);

    if (got < (ssize_t)sizeof n[0])
        return false;
    w->acknowledged = n[(size_t)got / sizeof n[0] - 1];
    w->commits += got / (ssize_t)sizeof n[0];
    return true;
}

static void writer_kill(struct writer *w)
{
    kill(w->pid, SIGKILL);
    while (writer_hear(w))
        ;
    close(w->pipe);
    w->pipe = -1;
    waitpid(w->pid, NULL, 0);
}

static int64_t heard(const struct storm *s)
{
    int64_t sum = 0;

    for (int i = 0; i < WRITERS; i++)
        sum += s->writers[i].commits;
    return sum;
}

/* How many acknowledged rows are not there, for a handle that opens the file now; -1: it is broken. */
static int64_t lost(const struct storm *s, bool whole)
{
    CLEANUP(db_close) struct db *db = NULL;
    int64_t missing = 0;

    if (db_open(s->path, DB_READ, CACHE_KIB, &db))
        return -1;
    for (int i = 0; i < WRITERS; i++) {
        int64_t there;

        if (db_int(db, SQL_COUNT, BINDS(INT(":writer", i), INT(":n", s->writers[i].acknowledged)), &there))
            return -1;
        missing += s->writers[i].acknowledged - there;
    }
    return missing ? missing : whole && db_check(db) ? -1 : 0;
}

/* Hears both until so many commits are acknowledged. false: one ended by itself, because what it had written
 * is gone or broken. */
static bool hear_until(struct storm *s, int64_t commits)
{
    while (heard(s) < commits) {
        struct pollfd ends[WRITERS];

        for (int i = 0; i < WRITERS; i++)
            ends[i] = (struct pollfd){.fd = s->writers[i].pipe, .events = POLLIN};
        if (poll(ends, WRITERS, -1) < 0)
            give_up("poll");
        for (int i = 0; i < WRITERS; i++)
            if (ends[i].revents && !writer_hear(&s->writers[i]))
                return false;
    }
    return true;
}

static bool storm_run(struct storm *s)
{
    int64_t missing = 0;
    bool went = true;

    for (int i = 0; i < WRITERS; i++)
        writer_start(s, i);
    for (int64_t k = 1; went && !missing && k <= s->kills + 1; k++) {
        int victim = (int)(k % WRITERS);

        went = hear_until(s, s->commits * k / (s->kills + 1));
        if (!went || k > s->kills)
            break;
        writer_kill(&s->writers[victim]);
        missing = lost(s, false);
        writer_start(s, victim);
    }
    for (int i = 0; i < WRITERS; i++)
        writer_kill(&s->writers[i]);
    if (!missing)
        missing = lost(s, true);
    printf("%lld commits acknowledged, ", (long long)heard(s));
    if (missing < 0)
        printf("the database is broken");
    else
        printf("%lld lost", (long long)missing);
    printf("%s\n", went ? "" : ", a process ended by itself");
    return went && !missing;
}

static void database_make(const struct storm *s)
{
    CLEANUP(db_close) struct db *db = NULL;

    must(db_open(s->path, DB_CREATE, CACHE_KIB, &db), "make");
    must(db_script(db, SQL_TABLE), "make");
}

int main(int argc, char **argv)
{
    struct storm s = {.old = argc == 4 && !strcmp(argv[1], "--old")};
    int64_t begun = clock_ticks();
    bool whole;

    if (argc != 3 + s.old || (s.commits = atoll(argv[1 + s.old])) < 1 ||
        (s.kills = atoll(argv[2 + s.old])) < 0) {
        fprintf(stderr, "usage: storm [--old] COMMITS KILLS\n");
        return 64;
    }
    temporary_make(s.dir);
    snprintf(s.path, sizeof s.path, "%s/storm.db", s.dir);
    database_make(&s);
    whole = storm_run(&s);
    printf("SQLite %s, %.1f s\n", library_version(), (double)(clock_ticks() - begun) / 1e9);
    temporary_remove(s.dir);
    return whole ? 0 : 1;
}
