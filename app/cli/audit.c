/* `besa audit`: does the log hold, and what does it say? */

#include "cli/audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/office/audit_chain.h"
#include "domain/office/audit_list.h"
#include "domain/office/audit_outside.h"
#include "domain/work/rows.h"

#define LIST_DEFAULT 50
#define LIST_MAX     500 /* more than that is read page by page, with --before */

struct verified {
    err e;
    int64_t row, rows; /* row: the first that does not hold; rows: those that hold before it */
    int64_t heads;
    int64_t outside;    /* heads kept elsewhere that were compared */
    const char *newest; /* day of the newest signed head; NULL: none */
};

static const char SQL_HEADS[] = "SELECT count(*) AS heads, max(on_day) AS newest FROM audit_head";
static const struct column HEADS_COLUMNS[] = {
    COLUMN_INT(struct verified, heads),
    COLUMN_TEXT(struct verified, newest),
};

static int broken_print(const struct verified *v)
{
    fprintf(stderr,
            "besa: row %" PRId64
            " of the log, or the signed head for it, does not hold or is missing; %" PRId64
            " rows before it hold\n",
            v->row, v->rows);
    return EX_DATAERR;
}

static int verified_give(const struct verified *v)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);
    int code;

    json_put_bool(j, "holds", v->e == OK);
    json_put_int(j, "rows", v->rows);
    json_put_id(j, "broken_row", v->e ? v->row : 0);
    json_put_int(j, "heads", v->heads);
    json_put_text(j, "newest_head", v->newest);
    json_put_int(j, "heads_elsewhere", v->outside);
    /* A broken log is answered in full and ends with 65 all the same, so that a timer notices it. */
    code = answer_give(&answer);
    return code ? code : v->e ? EX_DATAERR : EX_OK;
}

#define HEADS_MAX ((size_t)256 * 1024 * 1024) /* bytes: some years of a syslog */

/* Held against what went out, where that is given. */
static err all_verify(struct work *w, const struct buf *outside, struct verified *v)
{
    err e = audit_verify(w, &v->row, &v->rows);

    if (!e && outside->data)
        e = audit_outside_verify(w, outside->data, &v->row, &v->outside);
    return e;
}

static int verify(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_free) struct buf outside = {0};
    const char *data = DATA_DEFAULT, *heads = NULL;
    bool json = false;
    const struct call_option options[] = {
        {"data", .text = &data}, {"heads", .text = &heads}, {"json", .flag = &json}, {0}};
    struct verified v = {0};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_AUDIT, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_AUDIT, "verify takes no operand");
    if ((heads && (code = input_file(heads, HEADS_MAX, &outside))) || (code = opened_open(data, &o)) ||
        (code = outcome(&o.work, row_read(&o.work, SQL_HEADS, NO_BINDS, COLUMNS(HEADS_COLUMNS), &v))))
        return code;
    v.e = all_verify(&o.work, &outside, &v);
    /* Corrupt without a row: it is the database itself that cannot be read. */
    if (v.e && (v.e != ERR_CORRUPT || !v.row))
        return outcome(&o.work, v.e);
    if (json)
        return verified_give(&v);
    if (v.e)
        return broken_print(&v);
    printf("the log holds: %" PRId64 " rows, %" PRId64 " signed heads%s%s", v.rows, v.heads,
           v.newest ? ", the newest of " : "", v.newest ? v.newest : "");
    if (heads)
        printf(", %" PRId64 " heads kept elsewhere", v.outside);
    putchar('\n');
    return answer_end(EX_OK);
}

static void line_print(const struct audit_line *l)
{
    char at[INSTANT_TEXT];

    printf("%6" PRId64 "  %s  %-20s %-22s %s %" PRId64, l->id, instant_format(l->at, at), l->actor, l->what,
           l->record, l->record_id);
    if (l->case_id)
        printf(" (file %" PRId64 ")", l->case_id);
    printf("%s%s", l->why[0] ? ": " : "", l->why);
    if (l->network)
        printf(" [%s]", l->network);
    putchar('\n');
}

static const struct json_member LINE_OUT[] = {
    JSON_INT(struct audit_line, id),
    JSON_INSTANT(struct audit_line, at),
    JSON_TEXT(struct audit_line, actor),
    JSON_TEXT(struct audit_line, what),
    JSON_TEXT(struct audit_line, record),
    JSON_INT(struct audit_line, record_id),
    JSON_ID_AS(struct audit_line, case_id, "case"),
    JSON_TEXT(struct audit_line, why),
    JSON_ID(struct audit_line, session),
    JSON_TEXT(struct audit_line, network),
};

static int lines_show(const struct audit_line *lines, size_t count, bool json)
{
    if (json)
        return answer_structs("rows", MEMBERS(LINE_OUT), lines, count);
    for (size_t i = 0; i < count; i++)
        line_print(&lines[i]);
    return answer_end(EX_OK);
}

static int list(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    struct audit_filter filter = {0};
    int64_t limit = LIST_DEFAULT;
    bool json = false;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"case", .number = &filter.case_id},
                                          {"actor", .text = &filter.actor},
                                          {"what", .text = &filter.what},
                                          {"before", .number = &filter.before},
                                          {"limit", .number = &limit},
                                          {"json", .flag = &json},
                                          {0}};
    struct operands operands;
    struct audit_line *lines;
    size_t count;
    int code;

    if ((code = call_read(&COMMAND_AUDIT, argc, argv, options, &operands)))
        return code;
    if (operands.count || limit > LIST_MAX)
        return command_usage(&COMMAND_AUDIT, "list takes no operand, and --limit 1 to %d", LIST_MAX);
    filter.limit = (int)limit;
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work, audit_list(&o.work, &filter, &lines, &count))))
        return code;
    return lines_show(lines, count, json);
}

static const struct verb VERBS[] = {{"verify", verify}, {"list", list}, {0}};

static int perform(int argc, char **argv)
{
    return verb_perform(&COMMAND_AUDIT, VERBS, argc, argv);
}

const struct command COMMAND_AUDIT = {
    .name = "audit",
    .summary = "the log of changes and reads: verify, list",
    .help =
        "Usage: besa audit verify [--heads FILE] [--json]\n"
        "       besa audit list [--case N] [--actor NAME] [--what WORD] [--before ROW] [--limit N] [--json]\n"
        "\n"
        "verify walks the whole log: every row carries the hash of the one before, and every signed head\n"
        "must fit its row. The first row that does not hold is named, with exit code 65.\n"
        "\n"
        "--heads FILE holds the log also against heads that were kept elsewhere: a file of `besa serve\n"
        "--heads`, or what another machine's syslog has of them (journalctl -t besa).\n"
        "\n"
        "list prints the newest rows first; reading the log is itself logged.\n"
        "\n"
        "  --case N              of that file only (its number in the database)\n"
        "  --actor NAME          by that account, \"device 12\", \"command line\"\n"
        "  --what WORD           of that kind: case.read, or act. for all acts\n"
        "  --before ROW          older than that row\n"
        "  --limit N             1 to 500 (default: 50)\n"
        "  --data DIR            the register (default: var)\n"
        "  --json                for programs\n"
        "\n"
        "Examples:\n"
        "  besa audit verify\n"
        "  besa audit list --actor d.hoxha --what case. --limit 200\n",
    .perform = perform,
};
