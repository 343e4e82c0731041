/* `besa reconcile`: the court's own list against the register. */
#include "cli/reconcile.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/import/reconciliation.h"

#define EX_DIFFERENT 1

static const char HELP[] =
    "Usage: besa reconcile court FILE.csv [--from DAY] [--to DAY] [--json] [--data DIR]\n"
    "\n"
    "Holds the court's own list of its orders (\"-\": standard input) against the register, and says what "
    "is\n"
    "missing here, what is missing there, and which kinds and dates differ. Changes nothing.\n"
    "\n"
    "The file is a CSV as `besa import` takes it, with columns in these words or in Albanian:\n"
    "\n"
    "  needed: number kind issuer decision_date\n"
    "  others: start end      (left empty: not compared); further columns are passed over\n"
    "\n"
    "An order is the same when court, number and day of decision are; spelling does not count, and a court\n"
    "is known by its names before and after 2023. Missing there are orders of the courts in the list that\n"
    "the register has as decided in its time.\n"
    "\n"
    "  --from DAY  first day of decision that the list covers (default: the first in it)\n"
    "  --to DAY    the last (default: the last in it)\n"
    "  --json      the same as JSON\n"
    "  --data DIR  the register (default: var)\n"
    "\n"
    "Exit code 0 when both agree, 1 when they do not, 65 when the list has rows that cannot be read.\n";

struct reconcile_call {
    const char *data, *from, *to;
    bool json;
};

static void order_print(const char *what, const struct reconciled *r)
{
    char day[DATE_TEXT];

    printf("%s", what);
    if (r->line)
        printf(" line %zu:", r->line);
    printf(" %s %s, %s, %s", order_kind_name(r->kind), r->number, r->issuer,
           date_format(r->decision_date, day));
}

static const char *or_none(const char *value)
{
    return value[0] ? value : "no day";
}

static void report_print(const struct reconciliation *m)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    for (size_t i = 0; i < m->note_count; i++)
        printf("bad line %zu: %s%s%s\n", m->notes[i].line, m->notes[i].column,
               m->notes[i].column[0] ? ": " : "", m->notes[i].reason);
    if (m->header_bad) {
        puts("nothing was compared");
        return;
    }
    for (size_t i = 0; i < m->missing_here_count; i++) {
        order_print("missing here", &m->missing_here[i]);
        putchar('\n');
    }
    for (size_t i = 0; i < m->missing_there_count; i++) {
        order_print("missing there", &m->missing_there[i]);
        putchar('\n');
    }
    for (size_t i = 0; i < m->difference_count; i++) {
        const struct difference *d = &m->differences[i];

        order_print("different", &d->which);
        printf(": %s: %s in the register, %s in the list\n", reconciliation_column_name(d->column),
               or_none(d->here), or_none(d->there));
    }
    printf(
        "%s to %s: %zu listed, %zu bad, %zu the same, %zu missing here, %zu missing there, %zu differences\n",
        or_none(date_format(m->from, first)), or_none(date_format(m->until, last)), m->listed, m->bad,
        m->same, m->missing_here_count, m->missing_there_count, m->difference_count);
}

static json_t *order_json(const struct reconciled *r)
{
    char day[DATE_TEXT];
    json_t *json = json_pack("{s:s, s:s, s:s, s:s}", "kind", order_kind_name(r->kind), "issuer", r->issuer,
                             "number", r->number, "decision_date", date_format(r->decision_date, day));

    if (r->line)
        json_object_set_new(json, "line", json_integer((json_int_t)r->line));
    if (r->order)
        json_object_set_new(json, "order", json_integer(r->order));
    return json;
}

static json_t *orders_json(const struct reconciled *list, size_t count)
{
    json_t *items = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, order_json(&list[i]));
    return items;
}

static json_t *text_or_null(const char *text)
{
    return text[0] ? json_string(text) : json_null();
}

static json_t *differences_json(const struct reconciliation *m)
{
    json_t *items = json_array();

    for (size_t i = 0; i < m->difference_count; i++) {
        const struct difference *d = &m->differences[i];
        json_t *json = order_json(&d->which);

        json_object_set_new(json, "column", json_string(reconciliation_column_name(d->column)));
        json_object_set_new(json, "here", text_or_null(d->here));
        json_object_set_new(json, "there", text_or_null(d->there));
        json_array_append_new(items, json);
    }
    return items;
}

static json_t *notes_json(const struct reconciliation *m)
{
    json_t *items = json_array();

    for (size_t i = 0; i < m->note_count; i++)
        json_array_append_new(items, json_pack("{s:I, s:s, s:s, s:s}", "line", (json_int_t)m->notes[i].line,
                                               "column", m->notes[i].column, "code", m->notes[i].code,
                                               "reason", m->notes[i].reason));
    return items;
}

static int report_json(const struct reconciliation *m)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    return answer_json(json_pack("{s:b, s:o, s:o, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "header_bad",
                                 m->header_bad, "from", text_or_null(date_format(m->from, first)), "to",
                                 text_or_null(date_format(m->until, last)), "listed", (json_int_t)m->listed,
                                 "bad", (json_int_t)m->bad, "same", (json_int_t)m->same, "missing_here",
                                 orders_json(m->missing_here, m->missing_here_count), "missing_there",
                                 orders_json(m->missing_there, m->missing_there_count), "differences",
                                 differences_json(m), "notes", notes_json(m)));
}

static int report_code(const struct reconciliation *m)
{
    if (m->header_bad || m->bad)
        return EX_DATAERR;
    return m->missing_here_count || m->missing_there_count || m->difference_count ? EX_DIFFERENT : EX_OK;
}

static int file_compare(struct opened *o, const struct reconcile_call *call, const struct buf *file,
                        date from, date until)
{
    struct reconciliation m;
    int code = outcome(
        &o->work, reconciliation_make(&o->work, file->data ? file->data : "", file->len, from, until, &m));

    if (code)
        return code;
    if (!call->json)
        report_print(&m);
    code = call->json ? report_json(&m) : answer_end(EX_OK);
    return code ? code : report_code(&m);
}

static int court(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_wipe) struct buf file = {0};
    struct reconcile_call call = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &call.data},
                                          {"from", .text = &call.from},
                                          {"to", .text = &call.to},
                                          {"json", .flag = &call.json},
                                          {0}};
    date from = DATE_NONE, until = DATE_NONE;
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_RECONCILE, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_RECONCILE, "which file? One at a time");
    if ((call.from && date_parse_any(call.from, &from)) || (call.to && date_parse_any(call.to, &until)))
        return command_usage(&COMMAND_RECONCILE, "a day is written 2022-11-30, and must exist");
    if ((code = input_file(operands.at[0], IMPORT_BYTES_MAX, &file)) || (code = opened_open(call.data, &o)))
        return code;
    return file_compare(&o, &call, &file, from, until);
}

static int reconcile_run(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"court", court}, {0}};

    return verb_run(&COMMAND_RECONCILE, VERBS, argc, argv);
}

const struct command COMMAND_RECONCILE = {"reconcile", "the court's own list of orders against the register",
                                          HELP, reconcile_run};
