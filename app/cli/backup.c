/* `besa backup`: a consistent copy of the database, checked, while others write. */
#include "cli/backup.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/backup.h"

static int made_json(const struct backup *b, const char *folder)
{
    char hex[2 * DIGEST_SIZE + 1], at[INSTANT_TEXT];

    return answer_json(json_pack("{s:s, s:s+++, s:I, s:s, s:b}", "at", instant_format(b->at, at), "file",
                                 folder, "/", b->name, "", "size", (json_int_t)b->size, "sha256",
                                 digest_hex(b->digest, DIGEST_SIZE, hex), "keys_included", 0));
}

static int made_print(const struct backup *b, const char *folder, const char *data)
{
    char hex[2 * DIGEST_SIZE + 1];

    printf("%s/%s: %" PRId64 " bytes, checked\nSHA-256 %s\n"
           "The keys (%s/keys) are not in it. Without them nothing in it can be read: keep a copy of them\n"
           "elsewhere, apart from this one.\n",
           folder, b->name, b->size, digest_hex(b->digest, DIGEST_SIZE, hex), data);
    return answer_end(EX_OK);
}

static int run(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data}, {"json", .flag = &json}, {0}};
    struct operands operands;
    struct backup b;
    int code;

    if ((code = call_read(&COMMAND_BACKUP, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_BACKUP, "into which folder?");
    if ((code = opened_open(data, &o)) || (code = outcome(&o.work, backup_make(&o.work, operands.at[0], &b))))
        return code;
    return json ? made_json(&b, operands.at[0]) : made_print(&b, operands.at[0], data);
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
    .run = run,
};
