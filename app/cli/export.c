/* `besa export`: one person's data for that person, orders as a table. */

#include "cli/export.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"

static const char HELP[] =
    "Usage: besa export person (--nid NID | --id N) --why TEXT [--out FILE] [--data DIR]\n"
    "       besa export orders [--from DAY] [--to DAY] [--why TEXT] [--out FILE] [--data DIR]\n"
    "\n"
    "person  everything the register holds on one person, as JSON: for that person's own request\n"
    "orders  orders decided in that time, as CSV in the columns that `besa import orders` takes; as they "
    "were\n"
    "        granted, without what courts did to them afterwards\n"
    "\n"
    "  --why TEXT  the reason, which is logged; it opens sealed files for one person's data, but orders of\n"
    "              sealed files are always left out\n"
    "  --out FILE  write there, readable by you alone, all or nothing (default, and -: standard output)\n"
    "  --from, --to DAY  first and last day of decision, 2022-03-24\n"
    "  --data DIR  the register (default: var)\n"
    "\n"
    "Every export is logged.\n";

struct person_call {
    const char *data, *nid, *why, *out;
    int64_t id;
};

static int person_give(struct work *w, const struct person_call *c)
{
    CLEANUP(answer_free) struct answer answer = {0};
    CLEANUP(buf_wipe) struct buf text = {0};
    int64_t person = c->id;
    int code;

    if ((c->nid && (code = outcome(w, person_by_nid(w, c->nid, &person)))) ||
        (code = outcome(w, person_export(w, person, answer_object(&answer)))) ||
        (code = outcome(w, answer_text(&answer, &text))))
        return code;
    return out_file_write(c->out, &text);
}

static int person(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct person_call c = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &c.data}, {"nid", .text = &c.nid},
                                          {"id", .number = &c.id},   {"why", .text = &c.why},
                                          {"out", .text = &c.out},   {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_EXPORT, argc, argv, options, &operands)))
        return code;
    /* Exactly one of the two. */
    if (operands.count || !c.nid == !c.id)
        return command_usage(&COMMAND_EXPORT, "whose data? Either --nid or --id");
    /* Asked for before anything is opened: the whole of a person's data is never taken without a reason in
     * the log. */
    if (!c.why)
        return command_usage(&COMMAND_EXPORT, "what for? --why TEXT is logged");
    if ((code = opened_open(c.data, &o)))
        return code;
    o.work.why = c.why;
    return person_give(&o.work, &c);
}

struct orders_call {
    const char *data, *from, *to, *why, *out;
};

static int orders_give(struct work *w, const struct orders_call *c, date from, date until)
{
    CLEANUP(buf_wipe) struct buf csv = {0};
    struct orders_export counts;
    int code;

    if ((code = outcome(w, orders_export(w, from, until, &csv, &counts))) ||
        (code = out_file_write(c->out, &csv)))
        return code;
    /* On standard error, because the table may go to standard output. */
    fprintf(stderr, "besa: %zu orders written%s\n", counts.written, c->out ? "" : " to standard output");
    /* How many, and not which: whoever takes the table for the whole would otherwise count wrongly. */
    if (counts.sealed)
        fprintf(stderr, "besa: %zu left out, of sealed files\n", counts.sealed);
    return EX_OK;
}

static int orders(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct orders_call c = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &c.data}, {"from", .text = &c.from},
                                          {"to", .text = &c.to},     {"why", .text = &c.why},
                                          {"out", .text = &c.out},   {0}};
    date from = DATE_NONE, until = DATE_NONE;
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_EXPORT, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_EXPORT, "orders takes options only");
    if ((c.from && date_parse_any(c.from, &from)) || (c.to && date_parse_any(c.to, &until)))
        return command_usage(&COMMAND_EXPORT, "a day is written 2022-03-24, and must exist");
    if ((code = opened_open(c.data, &o)))
        return code;
    o.work.why = c.why;
    return orders_give(&o.work, &c, from, until);
}

static int export_perform(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"person", person}, {"orders", orders}, {0}};

    return verb_perform(&COMMAND_EXPORT, VERBS, argc, argv);
}

const struct command COMMAND_EXPORT = {
    .name = "export",
    .summary = "one person's data (JSON), orders (CSV)",
    .help = HELP,
    .perform = export_perform,
};
