/* `besa restore --check`: is this copy one to go back to? It only looks: the file is put in its place by
 * hand, with the server stopped (see the help). */
#include "cli/restore.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/database_fault.h"
#include "cli/opened.h"
#include "domain/upkeep/backup.h"
#include "domain/work/key_listing.h"
#include "store/migration.h"
#include "vault/vault.h"

#define CACHE_KIB 8192 /* the whole copy is read */

static bool good(const struct backup_check *c)
{
    return c->whole && !c->newer && c->keys_fit && c->log_holds;
}

static int check_give(const struct backup_check *c)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    int code;

    json_put_bool(j, "good", good(c));
    json_put_bool(j, "whole", c->whole);
    json_put_text(j, "version", c->newer ? "newer" : c->older ? "older" : "same");
    json_put_bool(j, "keys_fit", c->keys_fit);
    json_put_bool(j, "log_holds", c->log_holds);
    json_put_int(j, "log_rows", c->log_rows);
    json_put_id(j, "broken_row", c->log_row);
    json_put_int(j, "files", c->files);
    code = answer_give(&answer);
    return code ? code : good(c) ? EX_OK : EX_DATAERR;
}

static int check_print(const struct backup_check *c)
{
    /* The first fault only, in the order in which each makes the next meaningless. */
    if (!c->whole)
        fputs("besa: the copy is damaged\n", stderr);
    else if (c->newer)
        fputs("besa: the copy was made by a newer program than this one\n", stderr);
    else if (!c->keys_fit)
        fputs("besa: these keys do not open what is sealed in the copy\n", stderr);
    else if (!c->log_holds)
        fprintf(stderr, "besa: row %" PRId64 " of its log does not hold or is missing\n", c->log_row);
    if (!good(c))
        return EX_DATAERR;
    printf("the copy holds: %" PRId64 " files, %" PRId64 " rows of the log; these keys open it%s\n", c->files,
           c->log_rows, c->older ? "; it is older than this program, which will bring it up to date" : "");
    return answer_end(EX_OK);
}

/* The register's keys, as the copy lists them, and a key store. Where they do not fit, what is wrong is said,
 * and the copy is looked at without. */
static err keys_open(const char *data, const char *key_store, struct opened *o, struct problem *why)
{
    struct key_listing listed;
    char path[4096];
    err e;

    if ((e = key_listing_read(&o->work, &listed)))
        return e;
    data_keys(data, path, sizeof path);
    if ((e = keyring_open(path, KEYRING_ALL, &listed, why, &o->keys)))
        return e;
    o->work.keys = o->keys;
    data_key_store(data, path, sizeof path);
    if ((e = vault_open(key_store ? key_store : path, DB_READ, o->keys, why, &o->vault)))
        return e;
    o->work.vault = o->vault;
    return OK;
}

/* Opens the copy where the register's own database would be, for reading only. */
static int copy_open(const char *data, const char *file, const char *key_store, struct opened *ret)
{
    struct problem why = {0};
    bool begun;
    int code;
    err e;

    /* No time in it: nothing here depends on today, and nothing may be written. */
    ret->work = (struct work){.arena = &ret->arena, .actor = {.name = "command line", .roles = R_STAFF}};
    /* Not opened_open: that would upgrade the copy, which must stay as it was made. */
    if ((code = copy_file_look(file)))
        return code;
    if ((e = db_open(file, DB_READ, CACHE_KIB, &ret->db)))
        return copy_fault(file, e);
    ret->work.db = ret->db;
    if ((e = migration_begun(ret->db, &begun)))
        return copy_fault(file, e);
    if (!begun) {
        fprintf(stderr, "besa: %s is a database, but none of a register: take another copy\n", file);
        return EX_DATAERR;
    }
    e = keys_open(data, key_store, ret, &why);
    if (e == ERR_SYSTEM || e == ERR_BUSY)
        return outcome(&ret->work, e);
    if (e)
        fprintf(stderr, "besa: %s%s%s\n", why.field, why.field[0] ? ": " : "",
                why.detail[0] ? why.detail : err_name(e));
    return EX_OK;
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT, *file = NULL, *key_store = NULL;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"check", .text = &file},
                                          {"keys", .text = &key_store},
                                          {"json", .flag = &json},
                                          {0}};
    struct backup_check check;
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_RESTORE, argc, argv, options, &operands)))
        return code;
    if (!file || operands.count)
        return command_usage(&COMMAND_RESTORE, "which copy? --check FILE");
    if ((code = copy_open(data, file, key_store, &o)) ||
        (code = outcome(&o.work, backup_verify(&o.work, &check))))
        return code;
    return json ? check_give(&check) : check_print(&check);
}

const struct command COMMAND_RESTORE = {
    .name = "restore",
    .summary = "check a copy before going back to it",
    .help =
        "Usage: besa restore --check FILE [--keys FILE] [--json]\n"
        "\n"
        "Opens a copy that `besa backup` made, read only, and says whether it can be gone back to: the\n"
        "database is whole, this program knows its tables, the keys of the register open what is sealed in\n"
        "it, the log holds up to its last row. Ends with 65 where one of these is not so.\n"
        "\n"
        "To go back to it: stop the server, keep the present besa.db with its -wal and -shm aside, put the\n"
        "copy there as besa.db, start the server. keys.db stays the present one wherever there is one: it "
        "has\n"
        "all keys of before but those that were erased. Where it is lost, put its newest copy there, too.\n"
        "\n"
        "  --data DIR            the register whose keys belong to the copy (default: var)\n"
        "  --keys FILE           a copy of the key store to look at with it (default: keys.db of the "
        "register)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa restore --check /var/backups/besa/besa-20261121T020000Z.db --data /var/lib/besa\n",
    .perform = perform,
};
