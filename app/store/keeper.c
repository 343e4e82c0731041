/* One round each tenth of a second over all files; all that a file needs is in its own struct. */
#include "store/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/checkpoint.h"
#include "store/db.h"
#include "store/folder_lock.h"
#include "store/hold.h"

#define STEP_MS   100
#define SECOND    10 /* steps */
#define GAP       2  /* steps of each second in which a process that does not keep the log holds nothing */
#define AGAIN     50 /* steps after a fault */
#define LOG_LARGE (1024 * 1024) /* bytes: not even a second is waited for */

struct kept {
    struct keeper_file file;
    struct kept *first;            /* of its folder: that one's lock is this one's, too */
    int lock;                      /* of the first one; -1: another process keeps the logs there */
    struct checkpoint *checkpoint; /* NULL: not opened */
    struct hold hold;
    bool unfinished; /* a reader was in the way */
    bool told;       /* a fault stands in the log already */
    int rest;        /* steps until a fault is tried again */
};

struct keeper {
    struct kept kept[KEEPER_FILES];
    size_t count;
    int stop[2]; /* a pipe: the thread ends when it is closed at [1] */
    pthread_t thread;
    bool running;
};

static void fault_note(struct kept *f, const char *doing, err e)
{
    /* Somebody who writes for seconds is no fault; a file that is not there is told by whoever needs it. */
    f->rest = e == ERR_BUSY ? 0 : e == ERR_ABSENT ? SECOND : AGAIN;
    if (e != ERR_BUSY && e != ERR_ABSENT && !f->told) {
        log_error("%s of %s: %s; it is tried again", doing, f->file.path, err_name(e));
        f->told = true;
    }
}

/* A guest's folder may be reached by links that its owner made, and must be called without them. */
static err path_find(const struct kept *f, char ret[PATH_MAX])
{
    const char *slash = strrchr(f->file.path, '/');
    char folder[PATH_MAX], real[PATH_MAX] = ".";
    int n;

    if (slash) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - f->file.path + 1), f->file.path);
        if (f->file.guest ? !realpath(folder, real) : snprintf(real, sizeof real, "%s", folder) < 0)
            return errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    }
    n = snprintf(ret, PATH_MAX, "%s/%s", real, slash ? slash + 1 : f->file.path);
    return n > 0 && n < PATH_MAX ? OK : ERR_LIMIT;
}

/* It only saves time: if it fails, readers go on without it. */
static void hold_again(struct kept *f)
{
    char path[PATH_MAX];

    if (!f->file.hold)
        return;
    if (f->hold.db ? hold_renew(&f->hold) : path_find(f, path) || hold_open(&f->hold, path, f->file.guest))
        hold_close(&f->hold);
}

/* true: this process keeps the log of that file. */
static bool lock_take(struct kept *f)
{
    if (f->first->lock < 0 && folder_lock(f->file.path, &f->first->lock))
        return false;
    return f->first->lock >= 0;
}

static bool large(const struct kept *f)
{
    char log[PATH_MAX];
    struct stat st;

    snprintf(log, sizeof log, "%s-wal", f->file.path);
    return stat(log, &st) == 0 && st.st_size > LOG_LARGE;
}

/* Everything that is due for a log that this process keeps. */
static err log_keep(struct kept *f, bool *ret_unfinished)
{
    bool due, anew = true;
    char path[PATH_MAX];
    err e = OK;

    if (!f->checkpoint &&
        ((e = path_find(f, path)) || (e = checkpoint_open(path, f->file.guest, &f->checkpoint))))
        return e;
    if ((e = checkpoint_due(f->checkpoint, &due)) || !due)
        return e;
    hold_let_go(&f->hold);
    e = checkpoint_run(f->checkpoint, &anew);
    hold_again(f);
    *ret_unfinished = !anew;
    return e;
}

/* Where another process keeps it: that one comes along within the gap, and at once where the log is large. */
static void gap_keep(struct kept *f, int step)
{
    if (step >= SECOND - GAP || large(f))
        hold_let_go(&f->hold);
    else if (step == 0 || !f->hold.taken)
        hold_again(f);
}

/* Another file may have been put at its place: a check.db that was damaged is made anew. */
static void place_look(struct kept *f)
{
    if (f->hold.db && db_moved(f->hold.db))
        hold_close(&f->hold);
    if (f->checkpoint && checkpoint_moved(f->checkpoint))
        checkpoint_close(&f->checkpoint);
}

static void file_keep(struct kept *f, int step)
{
    bool unfinished = false;
    err e;

    if (f->rest > 0 && f->rest--)
        return;
    if (step == 0)
        place_look(f);
    /* Whether it has become free is asked once a second. */
    if ((f->first->lock < 0 && step != 0) || !lock_take(f)) {
        gap_keep(f, step);
        return;
    }
    if (!f->hold.taken)
        hold_again(f);
    if (step != 0 && !f->unfinished && !large(f))
        return;
    e = log_keep(f, &unfinished);
    f->unfinished = unfinished;
    if (e)
        fault_note(f, "the log", e);
    else
        f->told = false;
}

/* false: told to stop. */
static bool nap(const struct keeper *k)
{
    struct pollfd stop = {.fd = k->stop[0], .events = POLLIN};

    return poll(&stop, 1, STEP_MS) <= 0;
}

static void *keeper_run(void *keeper)
{
    struct keeper *k = keeper;

    for (int step = 0;; step = (step + 1) % SECOND) {
        for (size_t i = 0; i < k->count; i++)
            file_keep(&k->kept[i], step);
        if (!nap(k))
            return NULL;
    }
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? (size_t)(slash - path) : 0;
}

static struct kept *first_of_folder(struct keeper *k, const char *path)
{
    size_t length = folder_length(path);
    struct kept *f = k->kept;

    while (folder_length(f->file.path) != length || strncmp(f->file.path, path, length) != 0)
        f++;
    return f;
}

err keeper_start(const struct keeper_file *files, size_t count, struct keeper **ret)
{
    CLEANUP(keeper_stop) struct keeper *k = NULL;

    if (count > KEEPER_FILES)
        return ERR_LIMIT;
    if (!(k = calloc(1, sizeof *k)))
        return ERR_SYSTEM;
    k->stop[0] = k->stop[1] = -1;
    for (size_t i = 0; i < count; i++) {
        k->kept[i] = (struct kept){.file = files[i], .lock = -1};
        k->kept[i].first = first_of_folder(k, files[i].path);
    }
    k->count = count;
    if (pipe2(k->stop, O_CLOEXEC) || pthread_create(&k->thread, NULL, keeper_run, k))
        return ERR_SYSTEM;
    k->running = true;
    *ret = k;
    k = NULL;
    return OK;
}

/* The last round, under the same rule as all others. */
static void file_end(struct kept *f)
{
    bool unfinished;
    err e;

    hold_close(&f->hold);
    f->file.hold = false;
    if (lock_take(f) && (e = log_keep(f, &unfinished)) && e != ERR_ABSENT)
        fault_note(f, "the last writing of the log", e);
    checkpoint_close(&f->checkpoint);
}

void keeper_stop(struct keeper **keeper)
{
    struct keeper *k = *keeper;

    if (!k)
        return;
    if (k->stop[1] >= 0)
        close(k->stop[1]);
    if (k->running)
        (void)pthread_join(k->thread, NULL);
    if (k->stop[0] >= 0)
        close(k->stop[0]);
    for (size_t i = 0; i < k->count; i++)
        file_end(&k->kept[i]);
    for (size_t i = 0; i < k->count; i++)
        folder_unlock(&k->kept[i].lock);
    free(k);
    *keeper = NULL;
}
