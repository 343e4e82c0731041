/* `besa ground`: cards on other grounds than an order, many at once. */
#include "cli/ground.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "domain/ground/ground_card.h"
#include "domain/ground/ground_cover.h"
#include "domain/ground/ground_import.h"
#include "domain/import/import_file.h"

static void report_print(const struct ground_report *r, bool dry_run)
{
    for (size_t i = 0; i < r->note_count; i++) {
        const struct import_note *n = &r->notes[i];

        printf("line %zu: %s%s%s%s\n", n->line, n->column, n->column[0] ? ": " : "", n->reason,
               n->severity == NOTE_WARNING ? " (warning)" : "");
    }
    if (r->header_bad)
        puts("no row was read; nothing written");
    else
        printf("%zu read, %zu %s, %zu already there, %zu bad%s\n", r->read, r->added,
               r->written ? "added" : "could be added", r->there, r->bad,
               r->written ? "" : (dry_run ? "; a dry run: nothing written" : "; nothing written"));
}

static int import(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    /* Wiped: names and personal numbers stand in it in clear. */
    CLEANUP(buf_wipe) struct buf file = {0};
    struct ground_import_options given = {0};
    const char *data = DATA_DEFAULT;
    int64_t sheet = 0;
    const struct call_option options[] = {{"data", .text = &data},
                                          {"dry-run", .flag = &given.dry_run},
                                          {"skip-bad", .flag = &given.skip_bad},
                                          {"sheet", .number = &sheet},
                                          {0}};
    struct operands operands;
    struct ground_report report;
    int code;

    if ((code = call_read(&COMMAND_GROUND, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_GROUND, "which file? One at a time");
    given.sheet = (size_t)sheet;
    /* The file first: a wrong name must not cost the upgrade of a database. */
    if ((code = input_file(operands.at[0], IMPORT_BYTES_MAX, &file)) || (code = opened_open(data, &o)) ||
        (code =
             outcome(&o.work, ground_import(&o.work, file.data ? file.data : "", file.len, &given, &report))))
        return code;
    report_print(&report, given.dry_run);
    if ((code = answer_end(EX_OK)))
        return code;
    return report.header_bad || (report.bad && !(given.skip_bad && report.written)) ? EX_DATAERR : EX_OK;
}

static void issue_progress(void *context, size_t done, size_t total)
{
    progress_show(context, done, total);
}

static int issue(int argc, char **argv)
{
    struct progress progress = {.what = "holders"};
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    int64_t most = 0;
    const struct call_option options[] = {{"data", .text = &data}, {"most", .number = &most}, {0}};
    struct operands operands;
    size_t count;
    int code;

    if ((code = call_read(&COMMAND_GROUND, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_GROUND, "issue takes no operand");
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work,
                        ground_card_issue_all(&o.work, (size_t)most, issue_progress, &progress, &count))))
        return code;
    printf("%zu new cards\n", count);
    return answer_end(EX_OK);
}

static const struct json_member LINE_OUT[] = {
    JSON_TEXT(struct cover_line, name), JSON_WORD(struct cover_line, service, service_name),
    JSON_INT(struct cover_line, other), JSON_INT(struct cover_line, orders),
    JSON_BOOL(struct cover_line, thin),
};

static void lines_print(const char *title, const struct cover_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("%s%s%s: %s: %" PRId64 " on other grounds, %" PRId64 " of files%s\n", title,
               lines[i].name ? " " : "", lines[i].name ? lines[i].name : "", service_name(lines[i].service),
               lines[i].other, lines[i].orders, lines[i].thin ? "; fewer than ten to one" : "");
}

static int cover(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool json = false;
    struct cover c;
    int code;

    if ((code = opened_call(&COMMAND_GROUND, argc, argv, &json, &o)) ||
        (code = outcome(&o.work, cover_count(&o.work, &c))))
        return code;
    if (json)
        return answer_structs("cover", MEMBERS(LINE_OUT), c.all, c.all_count);
    lines_print("all", c.all, c.all_count);
    lines_print("unit", c.units, c.units_count);
    lines_print("kindergarten", c.kindergartens, c.kindergartens_count);
    return answer_end(EX_OK);
}

static int perform(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"import", import}, {"issue", issue}, {"cover", cover}, {0}};

    return verb_perform(&COMMAND_GROUND, VERBS, argc, argv);
}

const struct command COMMAND_GROUND = {
    .name = "ground",
    .summary = "cards on other grounds than an order: lists, cards, how well they cover",
    .help =
        "Usage: besa ground import FILE [--dry-run] [--skip-bad] [--sheet N] [--data DIR]\n"
        "       besa ground issue [--most N] [--data DIR]\n"
        "       besa ground cover [--json] [--data DIR]\n"
        "\n"
        "import: holders and grounds (economic aid, disability, orphan, foster family, triplets, elderly,\n"
        "council) from the office's list: a workbook, or text apart by comma, semicolon or tab (\"-\":\n"
        "standard input). The first line names the columns, by these words or in Albanian:\n"
        "\n"
        "  needed: first_name kind decision decided_on\n"
        "  others: surname birth_year nid unit from until\n"
        "\n"
        "Every bad line is named, and then nothing is taken. The same list again, in any order, adds\n"
        "nothing.\n"
        "\n"
        "issue: a card for every holder who is entitled to a service and has none that carries it, or one "
        "that\n"
        "ends within a week. No card in use is ended by it; one that no longer fits waits for its holder. "
        "Some\n"
        "each day rather than all at once: the day of issue would tell. Broken off, it goes on where it "
        "was.\n"
        "cover: how many cards in use rest on other grounds, by service, unit and kindergarten.\n"
        "\n"
        "  --dry-run   say what would happen, write nothing\n"
        "  --skip-bad  take the good lines although others are bad\n"
        "  --most N    so many new cards, drawn among all who need one\n"
        "  --sheet N   of a workbook with several lists, the sheet at that place\n"
        "  --json      for programs\n"
        "  --data DIR  the register (default: var)\n",
    .perform = perform,
};
