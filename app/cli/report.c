/* `besa report`: what a period comes to, as a file. */
#include "cli/report.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/report/report_json.h"
#include "domain/report/report_paper.h"
#include "domain/report/yearly_paper.h"

#define YEAR_DIGITS 4

static const char HELP[] =
    "Usage: besa report list\n"
    "       besa report NAME [--year YEAR | --from DAY --to DAY] [--publish]\n"
    "                   [--format csv|xlsx|pdf|json] [--out FILE] [--data DIR]\n"
    "       besa report yearly --year YEAR [--format pdf|odt] [--out FILE] [--data DIR]\n"
    "\n"
    "What the period comes to, and beside it the period before: a year with the year before, whole months\n"
    "with as many months, other days with as many days. \"yearly\" is the report of the municipality, text\n"
    "around the figures of a year that is over; one that nobody has signed says so.\n"
    "\n"
    "  --year YEAR  2026 (default: the year under way, until today)\n"
    "  --from DAY, --to DAY   2026-01-01; both are included, ten years at most\n"
    "  --publish    for outside the office: a year that is over; numbers under 5 are hidden, and others "
    "from\n"
    "               which they could be worked out\n"
    "  --format     default: csv\n"
    "  --out FILE   default: standard output\n"
    "  --data DIR   the register (default: var)\n";

static int names_print(void)
{
    size_t count;
    const struct report_definition *list = report_list(&count);

    for (size_t i = 0; i < count; i++)
        printf("%-12s %s\n", list[i].code, list[i].title_en);
    return answer_end(EX_OK);
}

struct wanted {
    const char *data, *year, *from, *to, *format, *out;
    bool publish;
};

/* false: it is no year, or no day. */
static bool period_parse(const struct wanted *in, struct report_asked *ret)
{
    struct report_asked p = {.from = DATE_NONE, .until = DATE_NONE, .leaves = in->publish};
    size_t digits = in->year ? strspn(in->year, "0123456789") : 0;

    if (in->year && (digits != YEAR_DIGITS || in->year[digits]))
        return false;
    for (size_t i = 0; i < digits; i++)
        p.year = p.year * 10 + (in->year[i] - '0');
    if ((in->from && date_parse_any(in->from, &p.from)) || (in->to && date_parse_any(in->to, &p.until)))
        return false;
    *ret = p;
    return true;
}

static int report_give(struct opened *o, const struct report *r, const struct wanted *in,
                       enum report_format format)
{
    CLEANUP(answer_free) struct answer answer = {0};
    CLEANUP(buf_free) struct buf out = {0};
    int code;

    if (!strcmp(in->format, "json")) {
        report_json_put(answer_object(&answer), r);
        return answer_give(&answer);
    }
    if ((code = outcome(&o->work, report_write(&o->work, r, format, &out))))
        return code;
    return out_file_write(in->out, &out);
}

static int yearly_give(const struct wanted *in, const struct report_asked *asked)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_free) struct buf out = {0};
    enum yearly_format format = YEARLY_PDF;
    struct yearly_report r;
    int code;

    if (!asked->year)
        return command_usage(&COMMAND_REPORT, "the yearly report is of a year");
    if (in->format && !yearly_format_parse(in->format, &format))
        return command_usage(&COMMAND_REPORT, "the yearly report is written as pdf or odt");
    if ((code = opened_open(in->data, &o)) ||
        (code = outcome(&o.work, yearly_report_read(&o.work, asked->year, &r))) ||
        (code = outcome(&o.work, yearly_report_paper(&o.work, &r, format, &out))))
        return code;
    return out_file_write(in->out, &out);
}

static int report_perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct wanted in = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &in.data},       {"year", .text = &in.year},
                                          {"from", .text = &in.from},       {"to", .text = &in.to},
                                          {"format", .text = &in.format},   {"out", .text = &in.out},
                                          {"publish", .flag = &in.publish}, {0}};
    const struct report_definition *d;
    enum report_format format = REPORT_CSV;
    struct operands operands;
    struct report_asked asked;
    struct report r;
    int code;

    if ((code = call_read(&COMMAND_REPORT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_REPORT, "one report is named; besa report list names them");
    if (!strcmp(operands.at[0], "list"))
        return names_print();
    if (!period_parse(&in, &asked))
        return command_usage(&COMMAND_REPORT, "a day is written 2026-11-30, a year 2026, and must exist");
    if (!strcmp(operands.at[0], "yearly"))
        return yearly_give(&in, &asked);
    if (!in.format)
        in.format = "csv";
    if (!(d = report_named(operands.at[0])))
        return command_usage(&COMMAND_REPORT, "there is no report %s", operands.at[0]);
    if (strcmp(in.format, "json") != 0 && !report_format_parse(in.format, &format))
        return command_usage(&COMMAND_REPORT, "a report is written as csv, xlsx, pdf or json");
    if ((code = opened_open(in.data, &o)) || (code = outcome(&o.work, report_make(&o.work, d, &asked, &r))))
        return code;
    return report_give(&o, &r, &in, format);
}

const struct command COMMAND_REPORT = {
    .name = "report",
    .summary = "what a period comes to, as a file",
    .help = HELP,
    .perform = report_perform,
};
