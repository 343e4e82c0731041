/* `besa backup`: a consistent copy of the database, checked, while others write. The keys are never in it:
 * whoever finds the copy finds nothing, and whoever keeps both in one place has lost that. */
#include "cli/backup.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/backup.h"

static int made_give(const struct backup *b, const char *file)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    char hex[2 * DIGEST_SIZE + 1];

    json_put_instant(j, "at", b->at);
    json_put_text(j, "file", file);
    json_put_int(j, "size", b->size);
    json_put_text(j, "sha256", digest_hex(b->digest, DIGEST_SIZE, hex));
    /* Always so; it stands here for the script that believes this copy to be all that is needed. */
    json_put_bool(j, "keys_included", false);
    return answer_give(&answer);
}

static int made_print(const struct backup *b, const char *file, const char *data)
{
    char hex[2 * DIGEST_SIZE + 1];

    printf("%s: %" PRId64 " bytes, checked\nSHA-256 %s\n"
           "The keys (%s/keys) are not in it. Without them nothing in it can be read: keep a copy of them\n"
           "elsewhere, apart from this one.\n",
           file, b->size, digest_hex(b->digest, DIGEST_SIZE, hex), data);
    return answer_end(EX_OK);
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data}, {"json", .flag = &json}, {0}};
    struct operands operands;
    const char *file;
    struct backup b;
    int code;

    if ((code = call_read(&COMMAND_BACKUP, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_BACKUP, "into which folder?");
    if ((code = opened_open(data, &o)) || (code = outcome(&o.work, backup_make(&o.work, operands.at[0], &b))))
        return code;
    if (!(file = arena_format(o.work.arena, "%s/%s", operands.at[0], b.name)))
        return outcome(&o.work, ERR_SYSTEM);
    return json ? made_give(&b, file) : made_print(&b, file, data);
}

const struct command COMMAND_BACKUP = {
    .name = "backup",
    .summary = "copy the database into a folder, while it is in use, and check the copy",
    .help =
        "Usage: besa backup FOLDER [--json]\n"
        "\n"
        "Copies the database into the folder (besa-YYYYMMDDTHHMMSSZ.db, readable by its owner only), while\n"
        "others read and write, checks the copy, and writes down in the register when it was made, how\n"
        "large it is and its SHA-256. Names and papers in it are sealed.\n"
        "\n"
        "The keys are NOT in the copy. Keep a copy of them elsewhere: one without the other is of no use,\n"
        "to you or to anybody else.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa backup /var/backups/besa --data /var/lib/besa\n",
    .perform = perform,
};
