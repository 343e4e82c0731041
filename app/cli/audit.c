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

#define LIST_DEFAULT 50
#define LIST_MAX     500

struct verified {
    err e;
    int64_t row, rows; /* row: the first that does not hold; rows: those that hold before it */
    int64_t heads;
    const char *newest; /* day of the newest signed head; NULL: none */
};

static const char SQL_HEADS[] = "SELECT count(*), max(on_day) FROM audit_head";

static err heads_count(struct work *w, struct verified *v)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_HEADS, NO_BINDS, &s)) || (e = stmt_step(s, &row)))
        return e;
    v->heads = stmt_int(s, 0);
    v->newest = stmt_text_in(s, 1, w->arena);
    return OK;
}

static int broken_print(const struct verified *v)
{
    fprintf(stderr,
            "besa: row %" PRId64
            " of the log, or the signed head for it, does not hold or is missing; %" PRId64
            " rows before it hold\n",
            v->row, v->rows);
    return EX_DATAERR;
}

static int verified_json(const struct verified *v)
{
    int code = answer_json(json_pack(
        "{s:b, s:I, s:o, s:I, s:s?}", "holds", v->e == OK, "rows", (json_int_t)v->rows, "broken_row",
        v->e ? json_integer(v->row) : json_null(), "heads", (json_int_t)v->heads, "newest_head", v->newest));

    return code ? code : v->e ? EX_DATAERR : EX_OK;
}

static int verify(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool json = false;
    struct verified v = {0};
    int code;

    if ((code = opened_call(&COMMAND_AUDIT, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, heads_count(&o.work, &v))))
        return code;
    v.e = audit_verify(&o.work, &v.row, &v.rows);
    if (v.e && (v.e != ERR_CORRUPT || !v.row))
        return outcome(&o.work, v.e);
    if (json)
        return verified_json(&v);
    if (v.e)
        return broken_print(&v);
    printf("the log holds: %" PRId64 " rows, %" PRId64 " signed heads%s%s\n", v.rows, v.heads,
           v.newest ? ", the newest of " : "", v.newest ? v.newest : "");
    return answer_end(EX_OK);
}

static void line_print(const struct audit_line *l)
{
    char at[INSTANT_TEXT];

    printf("%6" PRId64 "  %s  %-20s %-22s %s %" PRId64, l->id, instant_format(l->at, at), l->actor, l->what,
           l->record, l->record_id);
    if (l->case_id)
        printf(" (file %" PRId64 ")", l->case_id);
    printf("%s%s\n", l->why[0] ? ": " : "", l->why);
}

static json_t *line_json(const struct audit_line *l)
{
    char at[INSTANT_TEXT];

    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:I, s:o, s:s}", "id", (json_int_t)l->id, "at",
                     instant_format(l->at, at), "actor", l->actor, "what", l->what, "record", l->record,
                     "record_id", (json_int_t)l->record_id, "case",
                     l->case_id ? json_integer(l->case_id) : json_null(), "why", l->why);
}

static int lines_show(const struct audit_line *lines, size_t count, bool json)
{
    json_t *items;

    if (!json) {
        for (size_t i = 0; i < count; i++)
            line_print(&lines[i]);
        return answer_end(EX_OK);
    }
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, line_json(&lines[i]));
    return answer_json(json_pack("{s:o}", "rows", items));
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

static int run(int argc, char **argv)
{
    return verb_run(&COMMAND_AUDIT, VERBS, argc, argv);
}

const struct command COMMAND_AUDIT = {
    .name = "audit",
    .summary = "the log of changes and reads: verify, list",
    .help =
        "Usage: besa audit verify [--json]\n"
        "       besa audit list [--case N] [--actor NAME] [--what WORD] [--before ROW] [--limit N] [--json]\n"
        "\n"
        "verify walks the whole log: every row carries the hash of the one before, and every signed head\n"
        "must fit its row. The first row that does not hold is named, with exit code 65.\n"
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
    .run = run,
};
