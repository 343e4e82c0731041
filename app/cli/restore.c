/* `besa restore`: going back to a copy, and looking into one before. */
#include "cli/restore.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/copy_look.h"
#include "cli/drill.h"
#include "cli/opened.h"
#include "cli/put_back.h"
#include "cli/unpack.h"
#include "domain/upkeep/age.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/scratch.h"

static int check_give(const struct backup_check *c)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    int code;

    json_put_bool(j, "good", copy_good(c));
    json_put_bool(j, "whole", c->whole);
    json_put_text(j, "version", c->newer ? "newer" : c->older ? "older" : "same");
    json_put_bool(j, "keys_fit", c->keys_fit);
    json_put_bool(j, "log_holds", c->log_holds);
    json_put_int(j, "log_rows", c->log_rows);
    json_put_id(j, "broken_row", c->log_row);
    json_put_int(j, "files", c->files);
    code = answer_give(&answer);
    return code ? code : copy_good(c) ? EX_OK : EX_DATAERR;
}

static int check_print(const char *file, const struct backup_check *c)
{
    int code = copy_judge(file, c);

    if (code)
        return code;
    printf("the copy holds: %" PRId64 " files, %" PRId64 " rows of the log; these keys open it%s\n", c->files,
           c->log_rows, c->older ? "; it is older than this program, which will bring it up to date" : "");
    return answer_end(EX_OK);
}

/* Of the copy as it is, or as it was laid out; the keys are those that it will be used with. */
static int checked(const struct unpack_wish *wish, const char *file, const char *keys, const char *key_store,
                   bool json)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct backup_check check;
    int code;

    if ((code = copy_open(wish->file, file, keys, key_store, &o)) ||
        (code = outcome(&o.work, backup_verify(&o.work, &check))))
        return code;
    return json ? check_give(&check) : check_print(wish->file, &check);
}

static int closed_check(const struct unpack_wish *wish, bool json)
{
    CLEANUP(arena_free) struct arena arena = {0};
    struct work w = {.arena = &arena};
    char keys[4096], key_store[4096];
    struct unpacked u;
    int code;

    if ((code = copy_unpack(&w, wish, &u)))
        return code;
    data_keys(wish->data, keys, sizeof keys);
    data_key_store(wish->data, key_store, sizeof key_store);
    code = checked(wish, u.database, u.has_keys ? u.keys : keys, u.has_key_store ? u.key_store : key_store,
                   json);
    scratch_remove(wish->scratch, &u.held);
    return code;
}

static int check(const struct unpack_wish *wish, bool json)
{
    char keys[4096], key_store[4096];

    if (age_closed(wish->file))
        return closed_check(wish, json);
    data_keys(wish->data, keys, sizeof keys);
    data_key_store(wish->data, key_store, sizeof key_store);
    return checked(wish, wish->file, keys, wish->keys ? wish->keys : key_store, json);
}

static int perform(int argc, char **argv)
{
    struct unpack_wish wish = {.data = DATA_DEFAULT};
    const char *checked_file = NULL, *drilled = NULL;
    bool json = false, yes = false;
    const struct call_option options[] = {{"data", .text = &wish.data},
                                          {"check", .text = &checked_file},
                                          {"drill", .text = &drilled},
                                          {"keys", .text = &wish.keys},
                                          {"identity", .text = &wish.identity},
                                          {"yes", .flag = &yes},
                                          {"json", .flag = &json},
                                          {0}};
    char scratch[4096];
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_RESTORE, argc, argv, options, &operands)))
        return code;
    if (operands.count + !!checked_file + !!drilled != 1)
        return command_usage(&COMMAND_RESTORE, "which copy? FILE, or --check FILE, or --drill FILE");
    data_scratch(wish.data, checked_file ? LOOK_SCRATCH : RESTORE_SCRATCH, scratch, sizeof scratch);
    wish.scratch = scratch;
    wish.file = checked_file ? checked_file : drilled ? drilled : operands.at[0];
    if (drilled) {
        data_scratch(wish.data, DRILL_SCRATCH, scratch, sizeof scratch);
        return drill(&wish, json);
    }
    return checked_file ? check(&wish, json) : put_back(&wish, yes);
}

const struct command COMMAND_RESTORE = {
    .name = "restore",
    .summary = "go back to a copy, or check one",
    .help =
        "Usage: besa restore FILE [--identity FILE] [--keys FILE] [--yes]\n"
        "       besa restore --check FILE [--identity FILE] [--keys FILE] [--json]\n"
        "       besa restore --drill FILE|FOLDER [--identity FILE] [--keys FILE] [--json]\n"
        "\n"
        "Puts a copy that `besa backup` made in place of the register, or into a folder where there is "
        "none.\n"
        "The copy is laid out beside the register and checked first: the database is whole, this program "
        "knows\n"
        "its tables, the keys open what is sealed in it, the log holds up to its last row. Then it says what "
        "is\n"
        "lost, out of the log: what was done between the copy and now, word by word; and asks. Stop "
        "besa-register\n"
        "and besa-check before. What stood there is kept beside it, in before-TIME.\n"
        "\n"
        "Keys and key store that stand in the register's folder stay: they have all keys of before but "
        "those\n"
        "that were erased. Where they are missing, the copies beside FILE are taken (keys/keys-….db.age and\n"
        "keys-….keys.age, or --keys). The doors are told all of it anew. On another machine: install Besa, "
        "make\n"
        "the folder for the account besa-register, and call this there.\n"
        "\n"
        "--drill goes back to a copy (the newest of a folder) for a trial, beside the register and while it "
        "is\n"
        "served: decrypts it, checks it as above, opens it by its own keys, brings it to this version, opens "
        "a\n"
        "value of each sealed kind, checks its newest card and signs one, and counts its rows. A signed "
        "protocol\n"
        "is written down in the register and as drill-TIME.cose beside the copy (`besa cose verify` reads "
        "it).\n"
        "The register must have been drilled within 40 days: `besa doctor`, /metrics and the "
        "administrator's\n"
        "pages say when it was. It needs a private key that lies on this machine: make one for it alone\n"
        "(age-keygen -o /var/lib/besa/drill.identity, as besa-register) and encrypt copies to it as well; "
        "it\n"
        "opens no more than the folder that it lies in. Once a year do it with the one from the archive.\n"
        "\n"
        "--check only says whether the copy can be gone back to. Ends with 65 where it cannot; with 66 where "
        "a\n"
        "file or key is missing, and with 77 where the private key is another one.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --identity FILE       the private key that opens an encrypted copy, as age-keygen wrote it\n"
        "                        (default: drill.identity in the register's folder, where there is one)\n"
        "  --keys FILE           the copy of the key store that belongs to it (--check of a plain copy: "
        "default\n"
        "                        keys.db of the register)\n"
        "  --yes                 do not ask\n"
        "  --json                for programs (--check)\n"
        "\n"
        "Example:\n"
        "  besa restore /var/backups/besa/besa-20261121T020000Z.db.age --data /var/lib/besa --identity "
        "safe.key\n",
    .perform = perform,
};
