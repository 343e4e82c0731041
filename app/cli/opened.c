/* Opening a register from the command line, and saying how it went, in words and in an exit code. */
#include "cli/opened.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/instant.h"
#include "cli/call.h"
#include "cli/surroundings.h"
#include "domain/file/case_guard.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/upgrade.h"
#include "store/keeper.h"

#define CACHE_KIB 8192 /* an import or an export reads much of the register */

void data_database(const char *dir, char *ret, size_t room)
{
    snprintf(ret, room, "%s/besa.db", dir);
}

void data_check(const char *dir, char *ret, size_t room)
{
    snprintf(ret, room, "%s/check/check.db", dir);
}

void data_keys(const char *dir, char *ret, size_t room)
{
    /* Set by systemd, where keys are handed to the service alone and lie in no folder of the register. */
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");

    if (credentials)
        snprintf(ret, room, "%s", credentials);
    else
        snprintf(ret, room, "%s/keys", dir);
}

static int keys_open(const char *dir, struct opened *o)
{
    char path[4096];

    data_keys(dir, path, sizeof path);
    switch (keyring_open(path, KEYRING_ALL, &o->keys)) {
    case OK:
        return EX_OK;
    case ERR_ABSENT:
        fprintf(stderr,
                "besa: no keys in %s; is this the right --data directory? A new register starts with `besa "
                "init`\n",
                path);
        return EX_NOINPUT;
    case ERR_DENIED:
        fprintf(stderr,
                "besa: the keys in %s must be readable by their owner only (chmod 600), the folder too "
                "(chmod 700)\n",
                path);
        return EX_NOPERM;
    default:
        fprintf(stderr, "besa: the keys in %s cannot be read\n", path);
        return EX_CONFIG;
    }
}

void opened_work(struct opened *o)
{
    /* Whoever can read the keys can do everything here anyway, so the command line has all roles. What it
     * does is logged under this name; where a person must answer for it, signed_in.h asks who. */
    o->work = (struct work){.db = o->db,
                            .keys = o->keys,
                            .arena = &o->arena,
                            .now = clock_now(&o->clock),
                            .actor = {.name = "command line", .roles = R_STAFF}};
    o->work.today = instant_date(o->work.now);
}

static int database_open(const char *dir, struct opened *o)
{
    const char *path = o->database;
    int applied;
    err e;

    data_database(dir, o->database, sizeof o->database);
    if ((e = db_open(path, DB_WRITE, CACHE_KIB, &o->db))) {
        fprintf(stderr, "besa: the database %s cannot be opened: %s\n", path, err_name(e));
        return e == ERR_ABSENT ? EX_NOINPUT : EX_OSERR;
    }
    /* Beside a server its own keeper has the folder, and this one only waits. */
    data_check(dir, o->check, sizeof o->check);
    if (keeper_start((const struct keeper_file[]){{.path = path}, {.path = o->check, .guest = true}}, 2,
                     &o->keeper)) {
        fputs("besa: the keeper of the database's log does not start\n", stderr);
        return EX_OSERR;
    }
    opened_work(o);
    if ((e = upgrade_apply(&o->work, &applied))) {
        fprintf(stderr, "besa: the database %s cannot be brought up to date: %s\n", path,
                e == ERR_CONFLICT ? "it is newer than this program" : err_name(e));
        return EX_CONFIG;
    }
    return EX_OK;
}

/* What checks could not be told stays owed, and is no reason not to work on the register. */
static int outpost_open(struct opened *o)
{
    if (outpost_make(o->check, o->keys, &o->outpost))
        return EX_OSERR;
    outpost_follow(o->outpost, o->db);
    (void)outpost_tell(o->outpost, o->db);
    return EX_OK;
}

int opened_open(const char *dir, struct opened *ret)
{
    int code;

    *ret = (struct opened){0};
    /* Keys first: without them nothing is done to the database, not even its upgrade. */
    if ((code = surroundings_private(dir)) || (code = keys_open(dir, ret)) ||
        (code = database_open(dir, ret)) || (code = outpost_open(ret))) {
        opened_close(ret);
        return code;
    }
    return EX_OK;
}

/* A command answers on a terminal what it would answer over HTTP: the sealed files that it told of are
 * logged. */
static void told_log(struct opened *o)
{
    if (!o->db || !o->work.shut_count)
        return;
    if (case_shut_tell(&o->work, 0) || case_shuts_log(&o->work, "command line"))
        fputs("besa: that sealed files were told of could not be logged\n", stderr);
}

void opened_close(struct opened *o)
{
    told_log(o);
    db_close(&o->db);
    outpost_free(&o->outpost);
    keeper_stop(&o->keeper);
    keyring_free(&o->keys);
    arena_free(&o->arena);
}

int opened_call(const struct command *c, int argc, char **argv, bool *ret_json, struct opened *ret)
{
    const char *data = DATA_DEFAULT;
    const struct call_option options[] = {{"data", .text = &data}, {"json", .flag = ret_json}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(c, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(c, "%s takes no operand", argv[0]);
    return opened_open(data, ret);
}

int outcome(const struct work *w, err e)
{
    /* sysexits.h, so that a timer can tell "try again" (75) from "never so" (65). */
    static const int CODES[] = {[OK] = EX_OK,
                                [ERR_INPUT] = EX_DATAERR,
                                [ERR_DENIED] = EX_NOPERM,
                                [ERR_ABSENT] = EX_NOINPUT,
                                [ERR_CONFLICT] = EX_DATAERR,
                                [ERR_LIMIT] = EX_DATAERR,
                                [ERR_CORRUPT] = EX_DATAERR,
                                [ERR_BUSY] = EX_TEMPFAIL,
                                [ERR_SYSTEM] = EX_OSERR};

    /* The sentence for people, the code for scripts; both as the API gives them. */
    if (e && w->problem.code[0])
        fprintf(stderr, "besa: %s%s%s (%s)\n", w->problem.field, w->problem.field[0] ? ": " : "",
                w->problem.detail, w->problem.code);
    else if (e)
        fprintf(stderr, "besa: %s\n", err_name(e));
    return CODES[e];
}

void progress_show(struct progress *p, size_t done, size_t total)
{
    /* Only a terminal wants it, and ten times a second is all that an eye can follow. */
    int64_t now = clock_ticks();

    if (!isatty(STDERR_FILENO) || now - p->shown_at < 100000000)
        return;
    p->shown_at = now;
    if (total)
        fprintf(stderr, "\r%s: %zu of %zu (%zu %%) ", p->what, done, total, 100 * done / total);
    else
        fprintf(stderr, "\r%s: %zu ", p->what, done);
    fflush(stderr);
}

void progress_end(struct progress *p)
{
    if (p->shown_at)
        fprintf(stderr, "\r\033[K");
}

int input_file(const char *path, size_t max, struct buf *ret)
{
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    char block[65536];
    size_t n;
    int code = EX_OK;

    if (!f) {
        fprintf(stderr, "besa: %s cannot be opened\n", path);
        return EX_NOINPUT;
    }
    while (code == EX_OK && (n = fread(block, 1, sizeof block, f)) > 0) {
        buf_add(ret, block, n);
        /* Checked while reading: the input may be a pipe without an end. */
        if (ret->len > max || buf_err(ret)) {
            fprintf(stderr, "besa: %s is larger than %zu bytes\n", path, max);
            code = EX_DATAERR;
        }
    }
    if (code == EX_OK && ferror(f)) {
        fprintf(stderr, "besa: %s cannot be read\n", path);
        code = EX_NOINPUT;
    }
    if (f != stdin)
        fclose(f);
    return code;
}
