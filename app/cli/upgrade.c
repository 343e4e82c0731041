/* `besa upgrade`: the register brought to this version by somebody who decided it. Copied first, the copy
 * gone back to for a trial and brought over there, and only then the register itself: whatever is wrong with
 * its values, its keys or the scripts shows where nothing is lost. Each step may be broken off; the next call
 * begins again. */
#include "cli/upgrade.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/backup.h"
#include "cli/call.h"
#include "cli/drill.h"
#include "cli/opened.h"
#include "cli/unpack.h"
#include "domain/upkeep/copies.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/scratch.h"
#include "gen/version.h"

struct upgrading {
    struct copies_wish wish;
    const char *data, *identity;
    struct copies copies;
    struct drilled drilled;
    struct loss_count before[LOSS_ROWS];
    char scratch[4096]; /* of the trial */
};

static void upgrading_free(struct upgrading *u)
{
    drilled_free(&u->drilled);
}

/* The copy is noted when the register can be written to as this program does; its names must last until then.
 */
static int copy_make(struct upgrading *u, struct opened *o)
{
    int code = outcome(&o->work, loss_rows(&o->work, u->before));

    if (code || (code = outcome(&o->work, copies_make(&o->work, &u->wish, &u->copies))))
        return code;
    u->copies.file = arena_text(&u->drilled.arena, u->copies.file);
    u->copies.key_file = arena_text(&u->drilled.arena, u->copies.key_file);
    u->copies.register_copy.name = arena_text(&u->drilled.arena, u->copies.register_copy.name);
    if (!u->copies.file || !u->copies.key_file || !u->copies.register_copy.name)
        return outcome(&o->work, ERR_SYSTEM);
    printf("1. copied: %s\n", u->copies.file);
    return EX_OK;
}

static void unpack_wish_make(const struct upgrading *u, struct unpack_wish *ret)
{
    *ret = (struct unpack_wish){.data = u->data,
                                .file = u->copies.file,
                                .keys = u->copies.key_file,
                                .identity = u->identity,
                                .scratch = u->scratch};
}

static bool rows_same(const struct loss_count *a, const struct loss_count *b)
{
    bool same = true;

    for (size_t i = 0; i < LOSS_ROWS; i++) {
        if (a[i].count == b[i].count)
            continue;
        fprintf(stderr, "besa: %s: %" PRId64 " before, %" PRId64 " afterwards\n", a[i].what, a[i].count,
                b[i].count);
        same = false;
    }
    return same;
}

static bool found_good(const struct upgrading *u, const struct drill_found *f)
{
    if (f->sealed.fault)
        fprintf(stderr, "besa: %s.%s does not open\n", f->sealed.fault->table, f->sealed.fault->column);
    if (f->has_card && !f->card_holds)
        fputs("besa: its newest card does not hold\n", stderr);
    if (!f->signs)
        fputs("besa: a card signed anew does not hold\n", stderr);
    return rows_same(u->before, f->rows) && drill_good(f);
}

static int copy_try(struct upgrading *u)
{
    struct unpack_wish wish;
    int code;

    unpack_wish_make(u, &wish);
    code = drill_try(&wish, &u->drilled);
    if (!code && !found_good(u, &u->drilled.found))
        code = EX_DATAERR;
    if (code)
        fprintf(stderr, "besa: the copy cannot be brought to this version: the register was not touched\n");
    else
        printf("2. tried: the copy was gone back to, and brought to %s\n", BESA_VERSION);
    return code;
}

/* As opened_open does it, but that nobody else has the keys. */
static int register_upgrade(const struct upgrading *u, struct opened *o)
{
    int code;

    if ((code = opened_open_alone(u->data, o)) || (code = outcome(&o->work, erasure_finish(&o->work))) ||
        (code = outcome(&o->work, opened_tell(u->data, o, o->keys))))
        return code;
    printf("3. brought to %s\n", BESA_VERSION);
    return EX_OK;
}

static int register_look(struct upgrading *u, struct opened *o)
{
    struct drill_found found;
    int code = outcome(&o->work, drill_look(&o->work, &found));

    if (code)
        return code;
    if (!found_good(u, &found)) {
        fprintf(stderr,
                "besa: the register is not what it was: do not serve it. Go back with the version before and "
                "besa restore %s\n",
                u->copies.file);
        return EX_DATAERR;
    }
    printf("4. looked at: ");
    for (size_t i = 0; i < LOSS_ROWS; i++)
        printf("%s%s: %" PRId64, i ? ", " : "", found.rows[i].what, found.rows[i].count);
    printf(", as before\n");
    return EX_OK;
}

static int done_tell(struct upgrading *u, struct opened *o)
{
    CLEANUP(buf_free) struct buf text = {0};
    char path[DRILL_PATH];
    struct unpack_wish wish;
    int code;

    unpack_wish_make(u, &wish);
    if ((code = outcome(&o->work, backup_note(&o->work, &u->copies.register_copy))) ||
        (code = drill_protocol(o, &wish, &u->drilled, path, sizeof path, &text)))
        return code;
    printf("signed protocol of the trial: %s\n"
           "Start it (systemctl start besa-register besa-check). The way back is the version before, and\n"
           "besa restore %s\n",
           path, u->copies.file);
    return answer_end(EX_OK);
}

static int register_bring(struct upgrading *u)
{
    CLEANUP(opened_close) struct opened o = {0};
    int code;

    if ((code = register_upgrade(u, &o)) || (code = register_look(u, &o)))
        return code;
    return done_tell(u, &o);
}

/* What there is to do, and the copy; the register is closed again for the trial. */
static int register_copy(struct upgrading *u, bool *ret_older)
{
    CLEANUP(opened_close) struct opened o = {0};
    int code;

    if ((code = opened_older(u->data, &o, ret_older)) || !*ret_older)
        return code;
    return copy_make(u, &o);
}

static int upgrade(struct upgrading *u)
{
    bool older;
    int code;

    if ((code = register_copy(u, &older)))
        return code;
    if (!older) {
        printf("the register in %s is of this version (%s): there is nothing to do\n", u->data, BESA_VERSION);
        return answer_end(EX_OK);
    }
    if ((code = copy_try(u)))
        return code;
    return register_bring(u);
}

static int perform(int argc, char **argv)
{
    CLEANUP(upgrading_free)
    struct upgrading u = {.wish = {.days = KEY_COPY_DAYS, .unnoted = true}, .data = DATA_DEFAULT};
    struct call_list recipients = {0};
    const struct call_option options[] = {{"data", .text = &u.data},
                                          {"keys", .text = &u.wish.key_folder},
                                          {"keep-keys", .number = &u.wish.days},
                                          {"recipient", .list = &recipients},
                                          {"identity", .text = &u.identity},
                                          {0}};
    char key_files[4096], copying[4096];
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_UPGRADE, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_UPGRADE, "into which folder is it copied before?");
    if ((code = copies_limits(&COMMAND_UPGRADE, &u.wish, &recipients)))
        return code;
    data_keys(u.data, key_files, sizeof key_files);
    data_scratch(u.data, COPIES_SCRATCH, copying, sizeof copying);
    data_scratch(u.data, DRILL_SCRATCH, u.scratch, sizeof u.scratch);
    u.wish.folder = operands.at[0];
    u.wish.to = (struct age_recipients){recipients.at, recipients.count};
    u.wish.key_files = key_files;
    u.wish.scratch = copying;
    return upgrade(&u);
}

const struct command COMMAND_UPGRADE = {
    .name = "upgrade",
    .summary = "bring a register of an older version to this one, copied and tried before",
    .help =
        "Usage: besa upgrade FOLDER [--recipient KEY ...] [--identity FILE] [--keys FOLDER]\n"
        "\n"
        "Stop besa serve before, also at the doors. Then, each step only where the one before went well:\n"
        "\n"
        "  1. the register is copied into the folder, as besa backup does\n"
        "  2. the copy is gone back to beside the register, brought to this version there, and looked at, "
        "as\n"
        "     besa restore --drill does; up to here the register is not touched\n"
        "  3. the register is brought to this version\n"
        "  4. it is looked at: a value of each sealed kind opens, its newest card holds, and it has as many\n"
        "     files, persons, orders, cards and payments as before\n"
        "\n"
        "It may be broken off at any time, and called again. It starts nothing. The way back is the version\n"
        "before, and besa restore of that copy.\n"
        "\n"
        "  --recipient KEY       age1…, who may open the copies; repeat it for each\n"
        "  --identity FILE       the private key that opens encrypted copies, for the trial\n"
        "                        (default: drill.identity in the register's folder, where there is one)\n"
        "  --keys FOLDER         where the copies of the key store go (default: keys in FOLDER)\n"
        "  --keep-keys DAYS      for how long they are kept (default: 30)\n"
        "  --data DIR            the register (default: var)\n"
        "\n"
        "Example, as the account of the register:\n"
        "  besa upgrade /var/backups/besa --data /var/lib/besa\n",
    .perform = perform,
};
