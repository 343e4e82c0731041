/* `besa restore --check`: is this copy one to go back to? It only looks: the file is put in its place by
 * hand, with the server stopped (see the help). */
#include "cli/restore.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/backup.h"

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

/* Opens the copy where the register's own database would be, for reading only, with the register's keys. */
static int copy_open(const char *data, const char *file, struct opened *ret)
{
    char keys[4096];
    int code;

    data_keys(data, keys, sizeof keys);
    /* No time in it: nothing here depends on today, and nothing may be written. */
    ret->work = (struct work){.arena = &ret->arena, .actor = {.name = "command line", .roles = R_STAFF}};
    /* Not opened_open: that would upgrade the copy, which must stay as it was made. */
    if ((code = outcome(&ret->work, keyring_open(keys, KEYRING_ALL, NULL, NULL, &ret->keys)))) {
        fprintf(stderr, "besa: the keys in %s cannot be used\n", keys);
        return code;
    }
    if ((code = outcome(&ret->work, db_open(file, DB_READ, CACHE_KIB, &ret->db)))) {
        fprintf(stderr, "besa: %s cannot be read as a copy\n", file);
        return code;
    }
    ret->work.db = ret->db;
    ret->work.keys = ret->keys;
    return EX_OK;
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT, *file = NULL;
    bool json = false;
    const struct call_option options[] = {
        {"data", .text = &data}, {"check", .text = &file}, {"json", .flag = &json}, {0}};
    struct backup_check check;
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_RESTORE, argc, argv, options, &operands)))
        return code;
    if (!file || operands.count)
        return command_usage(&COMMAND_RESTORE, "which copy? --check FILE");
    if ((code = copy_open(data, file, &o)) || (code = outcome(&o.work, backup_verify(&o.work, &check))))
        return code;
    return json ? check_give(&check) : check_print(&check);
}

const struct command COMMAND_RESTORE = {
    .name = "restore",
    .summary = "check a copy before going back to it",
    .help =
        "Usage: besa restore --check FILE [--json]\n"
        "\n"
        "Opens a copy that `besa backup` made, read only, and says whether it can be gone back to: the\n"
        "database is whole, this program knows its tables, the keys of the register open what is sealed in\n"
        "it, the log holds up to its last row. Ends with 65 where one of these is not so.\n"
        "\n"
        "To go back to it: stop the server, keep the present besa.db with its -wal and -shm aside, put the\n"
        "copy there as besa.db, start the server.\n"
        "\n"
        "  --data DIR            the register whose keys belong to the copy (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa restore --check /var/backups/besa/besa-20261121T020000Z.db --data /var/lib/besa\n",
    .perform = perform,
};
