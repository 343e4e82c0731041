/* `besa reconcile`: the court's own list against the register. It changes nothing: which of the two is right,
 * only the paper can say. */
#include "cli/reconcile.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/import/reconciliation.h"

#define EX_DIFFERENT 1 /* below all of sysexits.h */

static const char HELP[] =
    "Usage: besa reconcile court FILE [--from DAY] [--to DAY] [--sheet N] [--json] [--data DIR]\n"
    "\n"
    "Holds the court's own list of its orders (\"-\": standard input) against the register, and says what "
    "is\n"
    "missing here, what is missing there, and which kinds and dates differ. Changes nothing.\n"
    "\n"
    "The file is a workbook (XLSX) or a CSV as `besa import` takes it, with columns in these words or in "
    "Albanian:\n"
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
    "  --sheet N   of a workbook with several lists, the sheet at that place\n"
    "  --json      the same as JSON\n"
    "  --data DIR  the register (default: var)\n"
    "\n"
    "Exit code 0 when both agree, 1 when they do not, 65 when the list has rows that cannot be read.\n";

struct reconcile_call {
    const char *data, *from, *to;
    int64_t sheet; /* 0: the one that holds a list */
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
        printf("%sline %zu: %s%s%s\n", m->notes[i].severity == NOTE_FAULT ? "bad " : "", m->notes[i].line,
               m->notes[i].column, m->notes[i].column[0] ? ": " : "", m->notes[i].reason);
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

/* Into the open object. */
static void order_put(struct json_writer *j, const struct reconciled *r)
{
    json_put_text(j, "kind", order_kind_name(r->kind));
    json_put_text(j, "issuer", r->issuer);
    json_put_text(j, "number", r->number);
    json_put_date(j, "decision_date", r->decision_date);
    if (r->line)
        json_put_int(j, "line", (int64_t)r->line);
    if (r->order)
        json_put_int(j, "order", r->order);
}

static void orders_put(struct json_writer *j, const char *name, const struct reconciled *list, size_t count)
{
    json_put_list(j, name);
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        order_put(j, &list[i]);
        json_put_end(j);
    }
    json_put_end(j);
}

static const char *text_or_null(const char *text)
{
    return text[0] ? text : NULL;
}

static void differences_put(struct json_writer *j, const struct reconciliation *m)
{
    json_put_list(j, "differences");
    for (size_t i = 0; i < m->difference_count; i++) {
        const struct difference *d = &m->differences[i];

        json_put_object(j, NULL);
        order_put(j, &d->which);
        json_put_text(j, "column", reconciliation_column_name(d->column));
        json_put_text(j, "here", text_or_null(d->here));
        json_put_text(j, "there", text_or_null(d->there));
        json_put_end(j);
    }
    json_put_end(j);
}

static void notes_put(struct json_writer *j, const struct reconciliation *m)
{
    json_put_list(j, "notes");
    for (size_t i = 0; i < m->note_count; i++) {
        json_put_object(j, NULL);
        json_put_int(j, "line", (int64_t)m->notes[i].line);
        json_put_text(j, "column", m->notes[i].column);
        json_put_text(j, "severity", import_severity_name(m->notes[i].severity));
        json_put_text(j, "code", m->notes[i].code);
        json_put_text(j, "reason", m->notes[i].reason);
        json_put_end(j);
    }
    json_put_end(j);
}

static int report_give(const struct reconciliation *m)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_bool(j, "header_bad", m->header_bad);
    json_put_date(j, "from", m->from);
    json_put_date(j, "to", m->until);
    json_put_int(j, "listed", (int64_t)m->listed);
    json_put_int(j, "bad", (int64_t)m->bad);
    json_put_int(j, "same", (int64_t)m->same);
    orders_put(j, "missing_here", m->missing_here, m->missing_here_count);
    orders_put(j, "missing_there", m->missing_there, m->missing_there_count);
    differences_put(j, m);
    notes_put(j, m);
    return answer_give(&answer);
}

/* 1, like diff: a script can tell "they differ" from "the list cannot be read". */
static int report_code(const struct reconciliation *m)
{
    /* Before the differences: of a list with rows that were not understood, not everything was compared. */
    if (m->header_bad || m->bad)
        return EX_DATAERR;
    return m->missing_here_count || m->missing_there_count || m->difference_count ? EX_DIFFERENT : EX_OK;
}

static int file_compare(struct opened *o, const struct reconcile_call *call, const struct buf *file,
                        date from, date until)
{
    struct reconciliation m;
    int code = outcome(&o->work, reconciliation_make(&o->work, file->data ? file->data : "", file->len,
                                                     (size_t)call->sheet, from, until, &m));

    if (code)
        return code;
    if (!call->json)
        report_print(&m);
    code = call->json ? report_give(&m) : answer_end(EX_OK);
    return code ? code : report_code(&m);
}

static int court(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_wipe) struct buf file = {0};
    struct reconcile_call call = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &call.data}, {"from", .text = &call.from},
                                          {"to", .text = &call.to},     {"sheet", .number = &call.sheet},
                                          {"json", .flag = &call.json}, {0}};
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

static int reconcile_perform(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"court", court}, {0}};

    return verb_perform(&COMMAND_RECONCILE, VERBS, argc, argv);
}

const struct command COMMAND_RECONCILE = {
    .name = "reconcile",
    .summary = "the court's own list of orders against the register",
    .help = HELP,
    .perform = reconcile_perform,
};
