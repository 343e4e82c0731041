/* `besa statistics`: how many are protected, by unit. */
#include "cli/statistics.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/statistics/statistics.h"

#define UNIT_WIDTH 24

static const char HELP[] =
    "Usage: besa statistics [--on DAY] [--publish] [--json] [--data DIR]\n"
    "\n"
    "Protected persons (not their children) with an order decided by that day, by administrative unit and\n"
    "kind of order: those with an order in force on the day, those whose last order ended before it, and\n"
    "those whose order has yet to begin; and the orders.\n"
    "\n"
    "  --on DAY    2022-11-30 (default: today; with --publish the end of the last whole month)\n"
    "  --publish   for outside the office, the end of a month only: cells under 5 are hidden, and others "
    "from\n"
    "              which they could be worked out\n"
    "  --json      with every kind told apart in every state\n"
    "  --data DIR  the register (default: var)\n";

static void cell_print(const struct statistics *s, size_t row, enum statistics_column c)
{
    int64_t n = statistics_cell(s, row, c);

    /* Hidden, not zero: zero would tell that there is nobody. */
    if (n < 0)
        printf(" %8s", "-");
    else
        printf(" %8" PRId64, n);
}

static void row_print(const struct statistics *s, size_t row)
{
    static const enum statistics_column SHOWN[] = {PERSONS_ALL,    PERSONS_IN_FORCE, PERSONS_ENDED,
                                                   PERSONS_COMING, ORDERS_ALL,       ORDERS_UMPMM,
                                                   ORDERS_UMM,     ORDERS_UM};
    const char *unit = s->units[row] ? s->units[row] : "together";
    /* printf pads by bytes, and an ë has two. */
    int pad = UNIT_WIDTH - (int)text_length(unit);

    printf("%s%*s", unit, pad > 0 ? pad : 0, "");
    for (size_t i = 0; i < sizeof SHOWN / sizeof SHOWN[0]; i++)
        cell_print(s, row, SHOWN[i]);
    putchar('\n');
}

static void table_print(const struct statistics *s)
{
    char day[DATE_TEXT];

    printf("%-*s %8s %8s %8s %8s %8s %8s %8s %8s\n", UNIT_WIDTH, date_format(s->on, day), "persons",
           "in force", "ended", "coming", "orders", "UMPMM", "UMM", "UM");
    for (size_t i = 0; i < s->rows; i++)
        row_print(s, i);
    if (s->published)
        puts("- not shown: under 5, or needed to keep such a number from being worked out");
}

static int statistics_perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(answer_free) struct answer answer = {0};
    const char *data = DATA_DEFAULT, *on = NULL;
    bool json = false, publish = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"on", .text = &on},
                                          {"json", .flag = &json},
                                          {"publish", .flag = &publish},
                                          {0}};
    struct operands operands;
    struct statistics s;
    date day = DATE_NONE;
    int code;

    if ((code = call_read(&COMMAND_STATISTICS, argc, argv, options, &operands)))
        return code;
    if (operands.count || (on && date_parse_any(on, &day)))
        return command_usage(&COMMAND_STATISTICS, "a day is written 2022-11-30, and must exist");
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, statistics_count(&o.work, day, publish, &s))))
        return code;
    if (json) {
        statistics_put(answer_object(&answer), &s);
        return answer_give(&answer);
    }
    table_print(&s);
    return answer_end(EX_OK);
}

const struct command COMMAND_STATISTICS = {
    .name = "statistics",
    .summary = "protected persons and orders, by unit",
    .help = HELP,
    .perform = statistics_perform,
};
