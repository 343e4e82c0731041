/* What stood there is moved aside and never removed; besa.db itself changes in one rename, behind the keys
 * that it needs, so that at every moment either register opens. */
#include "cli/put_back.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/instant.h"
#include "cli/answer.h"
#include "cli/copy_look.h"
#include "cli/opened.h"
#include "cli/surroundings.h"
#include "cli/unpack.h"
#include "cli/upgrade_marker.h"
#include "domain/office/audit.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/loss.h"
#include "domain/upkeep/scratch.h"
#include "store/folder_lock.h"

struct place {
    const char *data;
    char database[4096], key_store[4096], keys[4096], check[4096], aside[4096];
    bool has_database, has_key_store, has_keys;
    int lock;              /* no keeper and no other restore works in the folder; -1: not taken */
    struct folder_use use; /* nor has any process the keys */
};

static void place_leave(struct place *p)
{
    folder_unlock(&p->lock);
    folder_leave(&p->use);
}

static int folder_make(const char *dir)
{
    struct stat st;

    if (mkdir(dir, S_IRWXU) == 0 || (errno == EEXIST && stat(dir, &st) == 0 && S_ISDIR(st.st_mode)))
        return EX_OK;
    fprintf(stderr, "besa: the folder %s cannot be made: %s\n", dir, strerror(errno));
    return EX_CANTCREAT;
}

static int place_find(const char *data, struct place *p)
{
    int code;

    if ((code = folder_make(data)) || (code = surroundings_private(data)))
        return code;
    p->data = data;
    data_database(data, p->database, sizeof p->database);
    data_key_store(data, p->key_store, sizeof p->key_store);
    data_keys(data, p->keys, sizeof p->keys);
    data_check(data, p->check, sizeof p->check);
    p->has_database = access(p->database, F_OK) == 0;
    p->has_key_store = access(p->key_store, F_OK) == 0;
    p->has_keys = access(p->keys, F_OK) == 0;
    return EX_OK;
}

/* From now on nobody else opens this register. */
static int place_take(struct place *p)
{
    err e = folder_lock(p->database, &p->lock);

    if (!e && p->has_keys && !(e = folder_share(p->keys, &p->use)))
        e = folder_alone(&p->use);
    if (!e)
        return EX_OK;
    if (e == ERR_BUSY)
        fprintf(
            stderr,
            "besa: the register in %s is in use: stop besa-register and every other command, and try again\n",
            p->data);
    else
        fprintf(stderr, "besa: %s cannot be locked (%s)\n", p->data, err_name(e));
    return e == ERR_BUSY ? EX_TEMPFAIL : EX_OSERR;
}

static void loss_show(const struct loss *l, const struct place *p)
{
    char copied[INSTANT_TEXT], present[INSTANT_TEXT];

    printf("The copy ends at %s, the register in %s at %s. What came between is lost:\n",
           instant_format(l->copied_at, copied), p->data, instant_format(l->present_at, present));
    for (size_t i = 0; i < LOSS_ROWS; i++)
        if (l->rows[i].count)
            printf("  %s: %" PRId64 "\n", l->rows[i].what, l->rows[i].count);
    for (size_t i = 0; i < l->log_count; i++)
        printf("  in the log, %s: %" PRId64 "\n", l->log[i].what, l->log[i].count);
    if (!l->log_count)
        puts("  nothing: the log has no row behind the copy's last one");
    if (!l->continues)
        puts("They parted before: the register was gone back to an earlier copy since this one was made.");
    for (size_t i = 0; i < LOSS_ROWS; i++)
        if (!strcmp(l->rows[i].what, "cards withdrawn") && l->rows[i].count > 0)
            puts("Cards withdrawn since then would be good again: withdraw them anew.");
}

/* The register that stands there, beside the copy. One that cannot be opened is no hindrance: it is why
 * copies are made. */
static int present_compare(const struct place *p, struct opened *copy)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct loss l;
    int code;

    if (opened_look(p->data, &o)) {
        printf("The register in %s cannot be opened: what it has beyond the copy is not known.\n", p->data);
        return EX_OK;
    }
    if ((code = outcome(&o.work, loss_read(&copy->work, &o.work, &l))))
        return code;
    if (!l.same) {
        fprintf(
            stderr,
            "besa: the copy is of another register than the one in %s: name another --data, or move that one "
            "away first\n",
            p->data);
        return EX_DATAERR;
    }
    loss_show(&l, p);
    return EX_OK;
}

/* With the keys that will open it: those of the register where they are there, for they lack only what was
 * erased since. */
static int copy_examine(const struct place *p, const struct unpack_wish *wish, const struct unpacked *u)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct backup_check check;
    int code;

    if (!p->has_keys && !u->has_keys) {
        fprintf(stderr,
                "besa: there are no keys, neither in %s nor beside the copy: put the folder of keys there, "
                "or its "
                "copy keys-….keys.age beside keys-….db.age\n",
                p->data);
        return EX_NOINPUT;
    }
    if (!p->has_key_store && !u->has_key_store) {
        fprintf(stderr,
                "besa: there is no key store, neither in %s nor beside the copy: name it with --keys\n",
                p->data);
        return EX_NOINPUT;
    }
    if ((code = copy_open(wish->file, u->database, p->has_keys ? p->keys : u->keys,
                          p->has_key_store ? p->key_store : u->key_store, &o)) ||
        (code = outcome(&o.work, backup_verify(&o.work, &check))) || (code = copy_judge(wish->file, &check)))
        return code;
    printf("The copy holds: %" PRId64 " files, %" PRId64 " rows of the log.\n", check.files, check.log_rows);
    return p->has_database ? present_compare(p, &o) : EX_OK;
}

static bool answered_yes(const char *data)
{
    char line[16];

    printf("Put it in place of what is in %s? Type yes: ", data);
    fflush(stdout);
    return fgets(line, sizeof line, stdin) && !strcmp(line, "yes\n");
}

static err moved(const char *from, const char *folder, const char *name)
{
    char to[4096 + 64];

    snprintf(to, sizeof to, "%s/%s", folder, name);
    return rename(from, to) == 0 || errno == ENOENT ? OK : ERR_SYSTEM;
}

/* An old log beside a new database would be played into it. */
static err logs_set_aside(const struct place *p, const char *file, const char *as)
{
    static const char *const LOGS[] = {"-wal", "-shm", "-journal"};
    char path[4096 + 16], name[32];
    err e = OK;

    for (size_t i = 0; !e && i < sizeof LOGS / sizeof LOGS[0]; i++) {
        snprintf(path, sizeof path, "%s%s", file, LOGS[i]);
        snprintf(name, sizeof name, "%s%s", as, LOGS[i]);
        e = moved(path, p->aside, name);
    }
    return e;
}

/* The logs go first. */
static err present_set_aside(const struct place *p)
{
    char to[4096 + 64];
    err e;

    snprintf(to, sizeof to, "%s/besa.db", p->aside);
    if (p->has_database && link(p->database, to) != 0)
        return ERR_SYSTEM;
    /* The doors are told all of it anew. */
    if ((e = logs_set_aside(p, p->database, "besa.db")) || (e = logs_set_aside(p, p->check, "check.db")) ||
        (e = moved(p->check, p->aside, "check.db")))
        return e;
    return file_sync_dir(p->aside);
}

static err copy_set_in(const struct place *p, const struct unpacked *u)
{
    err e;

    if (mkdir(p->aside, S_IRWXU) != 0)
        return ERR_SYSTEM;
    if (!p->has_key_store && (e = logs_set_aside(p, p->key_store, "keys.db")))
        return e;
    if ((!p->has_keys && rename(u->keys, p->keys) != 0) ||
        (!p->has_key_store && rename(u->key_store, p->key_store) != 0))
        return ERR_SYSTEM;
    if ((e = file_sync(u->database)) || (e = file_sync_dir(p->data)) || (e = present_set_aside(p)))
        return e;
    if (rename(u->database, p->database) != 0)
        return ERR_SYSTEM;
    return file_sync_dir(p->data);
}

/* Opened once as any command would: it brings the register to this version, and tells the doors. */
static int opened_settle(const struct place *p)
{
    CLEANUP(opened_close) struct opened o = {0};
    const struct audit_entry entry = {.what = "backup.restore", .record = "backup"};
    int code;

    upgrade_marker_forget(p->data);
    if ((code = opened_open(p->data, &o)) || (code = outcome(&o.work, audit_append(&o.work, &entry))))
        return code;
    printf(
        "The register stands in %s. What stood there before is in %s: remove it when you trust the new one.\n"
        "Next: systemctl start besa-register besa-check, and then `besa doctor`.\n",
        p->data, p->aside);
    return answer_end(EX_OK);
}

static void aside_name(struct place *p)
{
    const struct clock clock = {0};
    char at[INSTANT_TEXT];

    snprintf(p->aside, sizeof p->aside, "%.4000s/before-%s", p->data, instant_format(clock_now(&clock), at));
}

static int place_fill(struct place *p, const struct unpack_wish *wish, const struct unpacked *u, bool yes)
{
    int code;

    if ((code = copy_examine(p, wish, u)))
        return code;
    if (!yes && p->has_database && !answered_yes(p->data)) {
        fputs("besa: nothing was changed (--yes answers beforehand)\n", stderr);
        return EX_USAGE;
    }
    if ((code = place_take(p)))
        return code;
    aside_name(p);
    if (copy_set_in(p, u)) {
        fprintf(stderr,
                "besa: the copy could not be put into %s: %s. Call this again; what stood there is in %s\n",
                p->data, strerror(errno), p->aside);
        return EX_OSERR;
    }
    place_leave(p);
    return opened_settle(p);
}

int put_back(const struct unpack_wish *wish, bool yes)
{
    CLEANUP(place_leave) struct place p = {.lock = -1};
    CLEANUP(arena_free) struct arena arena = {0};
    struct work w = {.arena = &arena};
    struct unpacked u;
    int code;

    /* In use: said before the work of decrypting is done. */
    if ((code = place_find(wish->data, &p)) || (code = place_take(&p)))
        return code;
    place_leave(&p);
    if ((code = copy_unpack(&w, wish, &u)))
        return code;
    code = place_fill(&p, wish, &u, yes);
    scratch_remove(wish->scratch, &u.held);
    return code;
}
