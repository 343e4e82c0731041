/* `besa upgrade`: the register brought to this version by somebody who decided it. Copied first, the copy
 * gone back to for a trial and brought over there, and only then the register itself: whatever is wrong with
 * its values, its keys or the scripts shows where nothing is lost. Cut off before the register is touched,
 * the next call begins anew; afterwards it goes on with the same copy, which alone is the way back. */
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
#include "cli/upgrade_marker.h"
#include "domain/upkeep/copies.h"
#include "domain/upkeep/erasure.h"
#include "domain/upkeep/scratch.h"
#include "gen/version.h"

struct upgrading {
    struct copies_call copies;
    const char *data, *identity;
    struct arena arena;
    struct upgrade_marker marker;
    struct backup noted; /* the copy, to be written down; name NULL: a call before this one made it */
    struct drilled drilled;
    char scratch[4096]; /* of the trial */
};

static void upgrading_free(struct upgrading *u)
{
    upgrade_marker_leave(&u->marker);
    drilled_free(&u->drilled);
    arena_free(&u->arena);
}

/* The copy is noted when the register can be written to as this program does; its names must last until then.
 */
static int copy_make(struct upgrading *u, struct opened *o)
{
    struct loss_count rows[LOSS_ROWS];
    struct copies made = {0};
    int code = outcome(&o->work, loss_rows(&o->work, rows));

    if (code || (code = outcome(&o->work, copies_make(&o->work, &u->copies.wish, &made))))
        return code;
    for (size_t i = 0; i < LOSS_ROWS; i++)
        u->marker.before[i] = rows[i].count;
    u->noted = made.register_copy;
    if (!(u->marker.copy = arena_text(&u->arena, made.file)) ||
        !(u->marker.key_copy = arena_text(&u->arena, made.key_file)) ||
        !(u->noted.name = arena_text(&u->arena, made.register_copy.name)))
        return outcome(&o->work, ERR_SYSTEM);
    printf("1. copied: %s\n", u->marker.copy);
    return EX_OK;
}

static void unpack_wish_make(const struct upgrading *u, struct unpack_wish *ret)
{
    *ret = (struct unpack_wish){.data = u->data,
                                .file = u->marker.copy,
                                .keys = u->marker.key_copy,
                                .identity = u->identity,
                                .scratch = u->scratch};
}

static bool rows_same(const int64_t before[LOSS_ROWS], const struct loss_count *now)
{
    bool same = true;

    for (size_t i = 0; i < LOSS_ROWS; i++) {
        if (before[i] == now[i].count)
            continue;
        fprintf(stderr, "besa: %s: %" PRId64 " before, %" PRId64 " afterwards\n", now[i].what, before[i],
                now[i].count);
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
    return rows_same(u->marker.before, f->rows) && drill_good(f);
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
        fprintf(stderr, "besa: %sthe register was not touched\n",
                code == EX_DATAERR || code == EX_CONFIG ? "the copy cannot be brought to this version: "
                                                        : "");
    else
        printf("2. tried: the copy was gone back to, and brought to %s\n", BESA_VERSION);
    return code;
}

/* As opened_open does it, but that nobody else has the keys. */
static int register_upgrade(const struct upgrading *u, struct opened *o)
{
    int code;

    if ((code = opened_upgrade(u->data, o)) || (code = outcome(&o->work, erasure_finish(&o->work))) ||
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
                u->marker.copy);
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
    if ((u->noted.name && (code = outcome(&o->work, backup_note(&o->work, &u->noted)))) ||
        (code = drill_protocol(o, &wish, &u->drilled, path, sizeof path, &text)))
        return code;
    printf("signed protocol of the trial: %s\n"
           "Start it (systemctl start besa-register besa-check). The way back is the version before, and\n"
           "besa restore %s\n",
           path, u->marker.copy);
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

/* As far as the register is not touched. */
static int upgrade_prepare(struct upgrading *u, bool *ret_older)
{
    int code;

    if ((code = register_copy(u, ret_older)) || !*ret_older || (code = copy_try(u)))
        return code;
    return upgrade_marker_write(&u->marker);
}

/* A call before this one was cut off when the register was touched already: its copy alone is from before. */
static int upgrade_resume(struct upgrading *u)
{
    struct unpack_wish wish;
    int code;

    printf("1. copied by the call before, which was cut off: %s\n", u->marker.copy);
    unpack_wish_make(u, &wish);
    if ((code = drill_try(&wish, &u->drilled)))
        return code;
    printf("2. tried again: the copy was gone back to, and brought to %s\n", BESA_VERSION);
    return register_bring(u);
}

static int upgrade_begin(struct upgrading *u)
{
    bool older = false;
    int code = upgrade_prepare(u, &older);

    if (code || !older) {
        upgrade_marker_remove(&u->marker);
        if (code)
            return code;
        printf("the register in %s is of this version (%s): there is nothing to do\n", u->data, BESA_VERSION);
        return answer_end(EX_OK);
    }
    return register_bring(u);
}

/* Before anything is copied: without the key the copy could not be tried. */
static int trial_key_require(const struct upgrading *u)
{
    char own[4096];
    struct unpack_wish wish;

    unpack_wish_make(u, &wish);
    if (!u->copies.wish.to.count || copy_identity(&wish, own, sizeof own))
        return EX_OK;
    fputs("besa: the copies are encrypted: name the file of a private key that opens them, for the trial "
          "(--identity)\n",
          stderr);
    return EX_NOINPUT;
}

static int upgrade(struct upgrading *u)
{
    int code;

    if ((code = trial_key_require(u)) || (code = upgrade_marker_take(u->data, &u->arena, &u->marker)))
        return code;
    code = u->marker.copy ? upgrade_resume(u) : upgrade_begin(u);
    if (!code)
        upgrade_marker_remove(&u->marker);
    return code;
}

static int perform(int argc, char **argv)
{
    CLEANUP(upgrading_free)
    struct upgrading u = {.copies.wish = {.days = KEY_COPY_DAYS, .unnoted = true},
                          .data = DATA_DEFAULT,
                          .marker = {.held = -1}};
    const struct call_option options[] = {{"data", .text = &u.data},
                                          {"keys", .text = &u.copies.wish.key_folder},
                                          {"keep-keys", .number = &u.copies.wish.days},
                                          {"recipient", .list = &u.copies.recipients},
                                          {"identity", .text = &u.identity},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_UPGRADE, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_UPGRADE, "into which folder is it copied before?");
    if ((code = copies_call_fill(&COMMAND_UPGRADE, u.data, operands.at[0], &u.copies)))
        return code;
    data_scratch(u.data, DRILL_SCRATCH, u.scratch, sizeof u.scratch);
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
        "     besa restore --drill does; up to here the database is not touched\n"
        "  3. the register is brought to this version\n"
        "  4. it is looked at: a value of each sealed kind opens, its newest card holds, and it has as many\n"
        "     files, persons, orders, cards and payments as before\n"
        "\n"
        "It may be broken off at any time, and called again: it goes on with the same copy, and until it "
        "has\n"
        "ended no other command opens the register. It starts nothing. The way back is the version before,\n"
        "and besa restore of that copy.\n"
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
