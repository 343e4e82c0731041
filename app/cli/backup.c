/* `besa backup`: a consistent copy of the database, checked, while others write. The keys are in none that is
 * not encrypted: whoever finds the copy finds nothing, and whoever keeps both in one place has lost that. */
#include "cli/backup.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/copies.h"
#include "domain/upkeep/scratch.h"

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
    json_put_text(j, "key_files", c->key_files_file);
    json_put_int(j, "key_stores_removed", (int64_t)c->key_copy.removed);
    /* For the script that believes these copies to be all that is needed. */
    json_put_bool(j, "keys_included", c->key_files_file != NULL);
    return answer_give(&answer);
}

static int made_print(const struct copies *c, const char *data)
{
    char hex[2 * DIGEST_SIZE + 1];

    printf("%s: %" PRId64
           " bytes, checked\nSHA-256 %s\n%s: the key store, checked; %zu older copies removed\n",
           c->file, c->register_copy.size, digest_hex(c->register_copy.digest, DIGEST_SIZE, hex), c->key_file,
           c->key_copy.removed);
    if (c->key_files_file)
        printf("%s: the keys\n"
               "All three are encrypted: with one of the private keys, and these files, the register can be "
               "gone "
               "back to.\n"
               "Carry them to another place, and no private key with them.\n",
               c->key_files_file);
    else
        printf("The keys (%s/keys) are in neither. Without them nothing can be read: keep a copy of them "
               "elsewhere,\n"
               "apart from these.\n",
               data);
    return answer_end(EX_OK);
}

int copies_call_fill(const struct command *c, const char *data, const char *folder, struct copies_call *call)
{
    if (call->wish.days > KEEP_MAX)
        return command_usage(c, "--keep-keys 1 to %d", KEEP_MAX);
    if (call->recipients.count > AGE_RECIPIENTS_MAX)
        return command_usage(c, "--recipient at most %d times", AGE_RECIPIENTS_MAX);
    data_keys(data, call->key_files, sizeof call->key_files);
    data_scratch(data, COPIES_SCRATCH, call->scratch, sizeof call->scratch);
    call->wish.folder = folder;
    call->wish.to = (struct age_recipients){call->recipients.at, call->recipients.count};
    call->wish.key_files = call->key_files;
    call->wish.scratch = call->scratch;
    return EX_OK;
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct copies_call call = {.wish = {.days = KEY_COPY_DAYS}};
    const char *data = DATA_DEFAULT;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"keys", .text = &call.wish.key_folder},
                                          {"keep-keys", .number = &call.wish.days},
                                          {"recipient", .list = &call.recipients},
                                          {"json", .flag = &json},
                                          {0}};
    struct operands operands;
    struct copies copies = {0};
    int code;

    if ((code = call_read(&COMMAND_BACKUP, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_BACKUP, "into which folder?");
    if ((code = copies_call_fill(&COMMAND_BACKUP, data, operands.at[0], &call)))
        return code;
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, copies_make(&o.work, &call.wish, &copies))))
        return code;
    return json ? made_give(&copies) : made_print(&copies, data);
}

const struct command COMMAND_BACKUP = {
    .name = "backup",
    .summary = "copy the database into a folder, while it is in use, and check the copy",
    .help =
        "Usage: besa backup FOLDER [--recipient KEY ...] [--keys FOLDER] [--keep-keys DAYS] [--json]\n"
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
        "With --recipient, all is encrypted to that public key of age, and to each that is named: the "
        "register\n"
        "(besa-….db.age), the key store (keys-….db.age) and the files of keys (keys-….keys.age), so that "
        "one\n"
        "private key and these files are all that is needed to go back. Make it with age-keygen on a "
        "machine\n"
        "that is not this one; the private key never lies where copies lie. Nothing plain is left on the "
        "disk.\n"
        "\n"
        "Without --recipient the keys are in NEITHER. Keep a copy of the folder of keys elsewhere: one "
        "without\n"
        "the other is of no use, to you or to anybody else.\n"
        "\n"
        "  --recipient KEY       age1…, who may open the copies; repeat it for each\n"
        "  --keys FOLDER         where the copies of the key store go (default: keys in FOLDER)\n"
        "  --keep-keys DAYS      for how long they are kept (default: 30)\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa backup /var/backups/besa --data /var/lib/besa \\\n"
        "       --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n",
    .perform = perform,
};
