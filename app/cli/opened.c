/* Opening a register from the command line, and saying how it went, in words and in an exit code. */
#include "cli/opened.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/instant.h"
#include "cli/call.h"
#include "cli/database_fault.h"
#include "cli/surroundings.h"
#include "cli/upgrade_marker.h"
#include "domain/file/case_guard.h"
#include "domain/outpost/outpost.h"
#include "domain/outpost/share.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/scratch.h"
#include "domain/upkeep/upgrade.h"
#include "domain/work/key_listing.h"
#include "store/keeper.h"
#include "store/migration.h"
#include "vault/vault.h"

#define CACHE_KIB    8192        /* an import or an export reads much of the register */
#define ROOM_TO_OPEN (64 * 1024) /* bytes: SQLite makes an index beside each file that it opens */

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

void data_key_store(const char *dir, char *ret, size_t room)
{
    snprintf(ret, room, "%s/keys.db", dir);
}

void data_scratch(const char *dir, const char *name, char *ret, size_t room)
{
    snprintf(ret, room, "%s/%s", dir, name);
}

/* Said where something could not be done by this machine: whether it was for want of room. full: it is known
 * to be. dir: on the disk in question. */
static bool disk_full_tell(const char *dir, bool full)
{
    const int64_t room = file_room(dir);

    if (!full && (room < 0 || room > ROOM_TO_OPEN))
        return false;
    fputs("besa: the disk is full: nothing of this was kept. Make room, and do it again (disk_full)\n",
          stderr);
    return true;
}

/* The file at fault, where one is, and what is wrong with it; no byte of a key is in either. */
static int key_fault(const char *where, const struct problem *why, err e)
{
    if (e == ERR_SYSTEM && disk_full_tell(where, false))
        return EX_TEMPFAIL;
    fprintf(stderr, "besa: %s%s%s: %s\n", where, why->field[0] ? "/" : "", why->field,
            why->detail[0] ? why->detail : err_name(e));
    switch (e) {
    case ERR_ABSENT:
        return EX_NOINPUT;
    case ERR_DENIED:
        return EX_NOPERM;
    case ERR_BUSY:
        return EX_TEMPFAIL;
    case ERR_SYSTEM:
        return EX_OSERR;
    default:
        return EX_CONFIG;
    }
}

int opened_ring(const char *dir, enum keyring_use use, struct opened *o)
{
    struct key_listing listed = {0};
    struct problem why = {0};
    char path[4096];
    err e;

    data_keys(dir, path, sizeof path);
    /* A folder that is not there is told below, in words of its own. */
    if ((e = folder_share(path, &o->keys_use)) == ERR_BUSY)
        problem_set(&why, e, "keys_changing", "", "they are being changed (besa key rotate): try again");
    if (e && e != ERR_ABSENT)
        return key_fault(path, &why, e);
    if ((use == KEYRING_ALL && (e = key_listing_read(&o->work, &listed))) ||
        (use == KEYRING_ALL && !listed.at && (e = keyring_blind_prepare(path, &why))))
        return key_fault(path, &why, e);
    e = keyring_open(path, use, &listed, &why, &o->keys);
    if (e == ERR_ABSENT && !strcmp(why.code, "no_keys")) {
        fprintf(
            stderr,
            "besa: no keys in %s; is this the right --data directory? Where systemd holds them: `besa setup "
            "--with-keys COMMAND`. A new register starts with `besa init`\n",
            path);
        return EX_NOINPUT;
    }
    o->work.keys = o->keys;
    o->new_keys = !listed.at;
    return e ? key_fault(path, &why, e) : EX_OK;
}

int opened_keys(const char *dir, struct opened *o)
{
    struct problem why = {0};
    char path[4096];
    int code;
    err e;

    if ((code = opened_ring(dir, KEYRING_ALL, o)))
        return code;
    data_key_store(dir, path, sizeof path);
    /* One that is missing is made only where the register names no key yet: a new one would open nothing. */
    if ((e = vault_open(path, o->new_keys ? DB_CREATE : DB_WRITE, o->keys, &why, &o->vault)))
        return key_fault(dir, &why, e);
    o->work.vault = o->vault;
    return (e = key_store_require(&o->work)) ? key_fault(dir, &o->work.problem, e) : EX_OK;
}

void opened_work(struct opened *o)
{
    /* Whoever can read the keys can do everything here anyway, so the command line has all roles. What it
     * does is logged under this name; where a person must answer for it, signed_in.h asks who. */
    o->work = (struct work){.db = o->db,
                            .keys = o->keys,
                            .vault = o->vault,
                            .arena = &o->arena,
                            .now = clock_now(&o->clock),
                            .actor = {.name = "command line", .roles = R_STAFF}};
    o->work.today = instant_date(o->work.now);
}

static int database_open(const char *dir, struct opened *o)
{
    const char *path = o->database;
    err e;

    scratch_sweep(dir);
    data_database(dir, o->database, sizeof o->database);
    if ((e = db_open(path, DB_WRITE, CACHE_KIB, &o->db))) {
        if (e == ERR_SYSTEM && disk_full_tell(dir, false))
            return EX_TEMPFAIL;
        return register_fault(path, e);
    }
    /* Beside a server its own keeper has the folder, and this one only waits. */
    data_check(dir, o->check, sizeof o->check);
    data_key_store(dir, o->key_store, sizeof o->key_store);
    if (keeper_start((const struct keeper_file[]){{.path = path},
                                                  {.path = o->check, .guest = true},
                                                  {.path = o->key_store}},
                     3, &o->keeper)) {
        fputs("besa: the keeper of the database's log does not start\n", stderr);
        return EX_OSERR;
    }
    opened_work(o);
    return EX_OK;
}

static void upgrade_tell(void *watcher, size_t done, size_t total)
{
    progress_show(watcher, done, total);
}

/* Said before it begins, while there is still somebody to decide; a disk that is too small is refused now and
 * not half-way. */
static int upgrade_announce(const char *dir, const struct upgrade_need *n)
{
    int64_t room;

    if (!n->values)
        return EX_OK;
    if ((room = file_room(dir)) < 0) {
        fprintf(stderr, "besa: how much room there is in %s cannot be found out: %s\n", dir, strerror(errno));
        return EX_OSERR;
    }
    fprintf(stderr,
            "besa: the register in %s is brought to this version: %lld rows are sealed anew, in about %lld "
            "s, with %lld "
            "MiB of the disk (%lld MiB are free). It may be broken off at any time, and begins again then.\n",
            dir, (long long)n->values, (long long)n->seconds, (long long)(n->room >> 20) + 1,
            (long long)(room >> 20));
    if (room >= n->room)
        return EX_OK;
    fputs("besa: that is too little room: nothing was changed. Make room, and start again\n", stderr);
    return EX_TEMPFAIL;
}

static int upgrade_begin(const char *dir, struct opened *o)
{
    struct upgrade_need need;
    err e = upgrade_foresee(&o->work, &need);

    return e ? outcome(&o->work, e) : upgrade_announce(dir, &need);
}

/* Another program or other keys are wanted; or more room, or a quiet moment, and then the same again. */
static int upgrade_code(const struct opened *o, err e)
{
    if (db_full(o->db) || e == ERR_BUSY)
        return EX_TEMPFAIL;
    return e == ERR_SYSTEM ? EX_OSERR : EX_CONFIG;
}

static int database_upgrade(const char *dir, struct opened *o)
{
    struct progress progress = {.what = "sealing anew"};
    char path[4096];
    int applied;
    err e;

    data_database(dir, path, sizeof path);
    o->work.progress = upgrade_tell;
    o->work.watcher = &progress;
    e = upgrade_apply(&o->work, &applied);
    o->work.progress = NULL;
    progress_end(&progress);
    if (e) {
        fprintf(stderr, "besa: the database %s cannot be brought up to date: %s\n", path,
                e == ERR_CONFLICT ? "it is newer than this program"
                : db_full(o->db)  ? "the disk is full; nothing of the last step was kept"
                                  : err_name(e));
        return upgrade_code(o, e);
    }
    return EX_OK;
}

/* What checks could not be told stays owed, and is no reason not to work on the register. */
err opened_tell(const char *dir, struct opened *o, const struct keyring *keys)
{
    char folder[4096];
    err e;

    data_keys(dir, folder, sizeof folder);
    if ((e = outpost_make(o->check, keys, o->vault, &o->outpost)))
        return e;
    outpost_follow(o->outpost, o->db);
    if (!outpost_tell(o->outpost, o->db) && outpost_share(folder, o->check))
        fprintf(stderr, "besa: what is beside %s cannot be given to the group of its folder\n", o->check);
    return OK;
}

static int version_require(const struct opened *o)
{
    err e = migration_check(o->db, MIGRATIONS_REGISTER);

    if (e != ERR_ABSENT && e != ERR_CONFLICT)
        return outcome(&o->work, e);
    fprintf(stderr, "besa: the database %s is %s\n", o->database,
            e == ERR_CONFLICT ? "newer than this program: install the newer one"
                              : "older than this program: `besa upgrade` brings it up to date");
    return EX_CONFIG;
}

static int open_now(const char *dir, struct opened *ret, bool by_command)
{
    int code;

    *ret = (struct opened){0};
    /* Nothing is done to the database before its keys are there, not even its upgrade. */
    if ((code = surroundings_private(dir)) || (code = database_open(dir, ret)) ||
        (by_command && (code = version_require(ret))) || (code = upgrade_begin(dir, ret)) ||
        (code = opened_keys(dir, ret)) || (code = database_upgrade(dir, ret)) ||
        (code = outcome(&ret->work, erasure_finish(&ret->work))) ||
        (code = outcome(&ret->work, opened_tell(dir, ret, ret->keys)))) {
        opened_close(ret);
        return code;
    }
    return EX_OK;
}

int opened_open(const char *dir, struct opened *ret)
{
    const char *upgrade = getenv("BESA_UPGRADE");
    int code;

    *ret = (struct opened){0};
    if ((code = upgrade_marker_refuse(dir)))
        return code;
    return open_now(dir, ret, upgrade && !strcmp(upgrade, "by-command"));
}

int opened_laid_out(const char *dir, struct opened *ret)
{
    return open_now(dir, ret, false);
}

int opened_look(const char *dir, struct opened *ret)
{
    int code;

    *ret = (struct opened){0};
    if ((code = upgrade_marker_refuse(dir)) || (code = surroundings_private(dir)) ||
        (code = database_open(dir, ret)) || (code = version_require(ret)) || (code = opened_keys(dir, ret))) {
        opened_close(ret);
        return code;
    }
    return EX_OK;
}

static int alone_require(struct opened *o)
{
    if (!folder_alone(&o->keys_use))
        return EX_OK;
    fputs("besa: another process has the keys: stop `besa serve` and every other command, and try again\n",
          stderr);
    return EX_TEMPFAIL;
}

/* Alone before anything is changed under another's hands. */
int opened_upgrade(const char *dir, struct opened *ret)
{
    int code;

    *ret = (struct opened){0};
    if ((code = surroundings_private(dir)) || (code = database_open(dir, ret)) ||
        (code = upgrade_begin(dir, ret)) || (code = opened_keys(dir, ret)) || (code = alone_require(ret)) ||
        (code = database_upgrade(dir, ret)))
        opened_close(ret);
    return code;
}

int opened_open_alone(const char *dir, struct opened *ret)
{
    int code;

    *ret = (struct opened){0};
    return (code = upgrade_marker_refuse(dir)) ? code : opened_upgrade(dir, ret);
}

/* ERR_CONFLICT is told as any command tells it. */
static int older_find(const struct opened *o, bool *ret)
{
    err e = migration_check(o->db, MIGRATIONS_REGISTER);

    *ret = e == ERR_ABSENT;
    return !e || e == ERR_ABSENT ? EX_OK : version_require(o);
}

int opened_older(const char *dir, struct opened *ret, bool *ret_older)
{
    int code;

    *ret = (struct opened){0};
    if ((code = surroundings_private(dir)) || (code = database_open(dir, ret)) ||
        (code = older_find(ret, ret_older)) || (code = opened_keys(dir, ret)) || (code = alone_require(ret)))
        opened_close(ret);
    return code;
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
    vault_close(&o->vault);
    keeper_stop(&o->keeper);
    keyring_free(&o->keys);
    keyring_free(&o->next_keys);
    folder_leave(&o->keys_use);
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

static bool full(const struct work *w)
{
    return (w->db && db_full(w->db)) || (w->vault && vault_full(w->vault));
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

    if (e == ERR_SYSTEM && disk_full_tell("", full(w)))
        return EX_TEMPFAIL;
    /* The sentence for people, the code for scripts; both as the API gives them. */
    if (e && w->problem.code[0])
        fprintf(stderr, "besa: %s%s%s (%s)\n", w->problem.field, w->problem.field[0] ? ": " : "",
                w->problem.detail, w->problem.code);
    else if (e == ERR_BUSY)
        fputs(
            "besa: another program or a long command holds the register: nothing was changed; try again in a "
            "moment (busy)\n",
            stderr);
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
