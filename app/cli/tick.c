/* `besa tick`: midnight work, once; for a timer, or after days without power. The same work as the server's
 * (housekeeping.c), and harmless beside it: what is done is done once. */
#include "cli/tick.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/upkeep/midnight.h"

/* What midnight work can change, counted before and after. */
static const struct figure {
    const char *key, *name, *sql;
    bool falls; /* it is the removed ones that count */
} FIGURES[] = {
    {"cards_closed", "cards closed", "SELECT count(*) FROM card WHERE closed_on IS NOT NULL", false},
    {"cards_flagged", "cards flagged", "SELECT count(*) FROM card WHERE flag IS NOT NULL", false},
    {"sessions_removed", "sessions removed", "SELECT count(*) FROM session", true},
    {"answers_removed", "kept answers removed", "SELECT count(*) FROM idempotency", true},
    {"drafts_removed", "old drafts removed", "SELECT count(*) FROM draft", true},
    {"titles_removed", "titles without their document removed", "SELECT count(*) FROM attachment", true},
    {"heads_signed", "heads of the log signed", "SELECT count(*) FROM audit_head", false},
};
#define FIGURE_COUNT (sizeof FIGURES / sizeof FIGURES[0])

/* Lists carry the second of their signature, and all of one run carry the same. */
static const char SQL_SIGNED[] = "SELECT count(*) FROM status_list WHERE signed_at = :now";

struct done {
    date before; /* DATE_NONE: it was never done */
    int64_t figures[FIGURE_COUNT], lists;
};

static err figures_read(struct work *w, int64_t ret[FIGURE_COUNT])
{
    err e;

    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if ((e = db_int(w->db, FIGURES[i].sql, NO_BINDS, &ret[i])))
            return e;
    return OK;
}

static err tick(struct work *w, struct done *ret)
{
    int64_t before[FIGURE_COUNT];
    err e;

    if ((e = midnight_done(w, &ret->before)) || (e = figures_read(w, before)) || (e = midnight_run(w)) ||
        (e = figures_read(w, ret->figures)) ||
        (e = db_int(w->db, SQL_SIGNED, BINDS(INT(":now", w->now)), &ret->lists)))
        return e;
    /* Midnight work says nothing of what it did, so it is counted by what changed. */
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        ret->figures[i] = FIGURES[i].falls ? before[i] - ret->figures[i] : ret->figures[i] - before[i];
    return OK;
}

static int done_give(const struct work *w, const struct done *d)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_date(j, "done_on", w->today);
    json_put_date(j, "before", d->before);
    json_put_object(j, "figures");
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        json_put_int(j, FIGURES[i].key, d->figures[i]);
    json_put_int(j, "status_lists_signed", d->lists);
    json_put_end(j);
    return answer_give(&answer);
}

static int done_print(const struct work *w, const struct done *d)
{
    char today[DATE_TEXT], before[DATE_TEXT];

    printf("the work of %s is done (before: %s)\n", date_format(w->today, today),
           d->before == DATE_NONE ? "never" : date_format(d->before, before));
    for (size_t i = 0; i < FIGURE_COUNT; i++)
        if (d->figures[i])
            printf("  %s: %+" PRId64 "\n", FIGURES[i].name, d->figures[i]);
    if (d->lists)
        printf("  status lists signed: %" PRId64 "\n", d->lists);
    return answer_end(EX_OK);
}

static int perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool json = false;
    struct done done;
    int code;

    if ((code = opened_call(&COMMAND_TICK, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, tick(&o.work, &done))))
        return code;
    return json ? done_give(&o.work, &done) : done_print(&o.work, &done);
}

const struct command COMMAND_TICK = {
    .name = "tick",
    .summary = "do midnight work now: cards that ended, old sessions, signatures",
    .help =
        "Usage: besa tick [--json]\n"
        "\n"
        "Does what the turn of the day brings: closes cards that ended by date, removes old sessions, signs\n"
        "the log's head and the status lists. The server does this by itself while it runs. Doing it twice,\n"
        "or once after days off, ends the same.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  besa tick --data /var/lib/besa\n",
    .perform = perform,
};
