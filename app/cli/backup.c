/* `besa backup`: a consistent copy of the database, checked, while others write. The keys are never in it:
 * whoever finds the copy finds nothing, and whoever keeps both in one place has lost that. */
#include "cli/backup.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/copies.h"

#define KEEP_MAX 3650 /* days */

static int made_give(const struct copies *c)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    char hex[2 * DIGEST_SIZE + 1];

    json_put_instant(j, "at", c->register_copy.at);
    json_put_text(j, "file", c->file);
    json_put_int(j, "size", c->register_copy.size);
    json_put_text(j, "sha256", digest_hex(c->register_copy.digest, DIGEST_SIZE, hex));
    json_put_text(j, "key_store", c->key_file);
    json_put_int(j, "key_stores_removed", (int64_t)c->key_copy.removed);
    /* Always so; it stands here for the script that believes this copy to be all that is needed. */
    json_put_bool(j, "keys_included", false);
    return answer_give(&answer);
}

static int made_print(const struct copies *c, const char *data)
{
    char hex[2 * DIGEST_SIZE + 1];

    printf("%s: %" PRId64
           " bytes, checked\nSHA-256 %s\n%s: the key store, checked; %zu older copies removed\n"
           "The keys (%s/keys) are in neither. Without them nothing can be read: keep a copy of them "
           "elsewhere,\n"
           "apart from these.\n",
           c->file, c->register_copy.size, digest_hex(c->register_copy.digest, DIGEST_SIZE, hex), c->key_file,
           c->key_copy.removed, data);
    return answer_end(EX_OK);
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT, *key_folder = NULL;
    int64_t days = KEY_COPY_DAYS;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"keys", .text = &key_folder},
                                          {"keep-keys", .number = &days},
                                          {"json", .flag = &json},
                                          {0}};
    struct operands operands;
    struct copies copies = {0};
    int code;

    if ((code = call_read(&COMMAND_BACKUP, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_BACKUP, "into which folder?");
    if (days > KEEP_MAX)
        return command_usage(&COMMAND_BACKUP, "--keep-keys 1 to %d", KEEP_MAX);
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, copies_make(&o.work, operands.at[0], key_folder, days, &copies))))
        return code;
    return json ? made_give(&copies) : made_print(&copies, data);
}

const struct command COMMAND_BACKUP = {
    .name = "backup",
    .summary = "copy the database into a folder, while it is in use, and check the copy",
    .help =
        "Usage: besa backup FOLDER [--keys FOLDER] [--keep-keys DAYS] [--json]\n"
        "\n"
        "Copies the database into the folder (besa-YYYYMMDDTHHMMSSZ.db, readable by its owner only), while\n"
        "others read and write, checks the copy, and writes down in the register when it was made, how\n"
        "large it is and its SHA-256. Names and papers in it are sealed.\n"
        "\n"
        "The key store, keys.db, is copied apart (keys-YYYYMMDDTHHMMSSZ.db) and kept for a shorter time: "
        "what is\n"
        "erased from the register is gone from its old copies once no copy of the key store has its key.\n"
        "Older copies of the key store are removed from their folder, copies of the register are not.\n"
        "\n"
        "The keys are in NEITHER. Keep a copy of the folder of keys elsewhere: one without the other is of "
        "no\n"
        "use, to you or to anybody else.\n"
        "\n"
        "  --keys FOLDER         where the copies of the key store go (default: keys in FOLDER)\n"
        "  --keep-keys DAYS      for how long they are kept (default: 30)\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa backup /var/backups/besa --data /var/lib/besa\n",
    .perform = perform,
};
