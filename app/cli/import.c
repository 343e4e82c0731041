/* `besa import`: orders from a spreadsheet, with every bad row named. */
#include "cli/import.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/buf.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/confirm_words.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/import/import_template.h"
#include "domain/import/order_import.h"
#include "domain/import/order_import_note.h"

static const char HELP[] =
    "Usage: besa import orders FILE [--dry-run] [--skip-bad] [--confirm QUESTIONS] [--sheet N]\n"
    "                          [--json] [--data DIR]\n"
    "       besa import template [--out FILE] [--data DIR]\n"
    "\n"
    "template: a list to begin with, as CSV: all columns and two rows with made-up persons.\n"
    "\n"
    "Takes orders from a list as a spreadsheet writes it (\"-\": standard input): a workbook (XLSX), or "
    "text\n"
    "apart by comma, semicolon or tab (in Excel: \"CSV UTF-8\" or \"Unicode text\"). What a file is shows in "
    "its\n"
    "bytes, whatever its name. Days are written 2022-03-24 or 24.03.2022. A line names the columns, in any\n"
    "order, in these words or in Albanian (\"Data e vendimit\"); a title above it is passed over:\n"
    "\n"
    "  needed: kind issuer number decision_date first_name surname unit\n"
    "  others: start end final_date received_on father_name nid birth_date sex children\n"
    "          respondent_first_name respondent_surname relation measures follows hearing_on term\n"
    "          case_number petitioner petitioner_name representative representative_name\n"
    "          more_respondents relations\n"
    "\n"
    "  children   Name|birth date|F or M;Name|...   with the mother's surname, unless |surname follows\n"
    "  measures   letters of article 10 as the law has them on the day of the decision (a,b,ç,dh), or codes\n"
    "             (keep_away). The register had letters of its own once: where one may be of either list, "
    "it\n"
    "             is read as the law's and stays a question on the file, unless --confirm measure_meant "
    "(the\n"
    "             law's) or --confirm former_letters (the register's)\n"
    "  follows    number of the order whose place this one takes; left out, a row joins the last order of a\n"
    "             lower kind of the same person and court on its own, and the report says so\n"
    "  term       instead of end: \"6 months from finality\" (decision, start, service, finality)\n"
    "  petitioner, representative\n"
    "             lawyer parent guardian relative social_service organisation other, in Albanian too; of "
    "who\n"
    "             asked also self, police, prosecutor\n"
    "  more_respondents\n"
    "             First name|surname|relation;...   the relation to the protected person may be left out\n"
    "  relations  person|respondent|relation;...   each by name, or by place in the row (1: the protected\n"
    "             person, 2: the first child; 1: the first respondent); \"Ana|babai\" where there is one\n"
    "             respondent only\n"
    "  surname    \"pa mbiemër\" of somebody who has one name only\n"
    "\n"
    "Every bad row is reported with line, column and reason, and so is every question that a row raises;\n"
    "then nothing is taken. The same file again\n"
    "doubles nothing. Two rows with the same issuer, number and date that differ otherwise are both bad.\n"
    "Nobody else can write to the register while a file is taken: import long files after hours.\n"
    "\n"
    "  --dry-run   say what would happen, show the first rows as they are understood, write nothing\n"
    "  --skip-bad  take the good rows although others are bad or asked about\n"
    "  --confirm QUESTIONS\n"
    "              the papers say so: takes rows that would be asked about. QUESTIONS are the codes of the\n"
    "              report, with commas between, or \"end\" for all about first and last days\n"
    "  --sheet N   of a workbook with several lists, the sheet at that place\n"
    "  --json      the report as JSON\n"
    "  --data DIR  the register (default: var)\n"
    "\n"
    "Exit code 0 when no row is bad or asked about, or with --skip-bad when any could be taken or stood "
    "there\n"
    "already; 65 when something is bad or asked and nothing was taken.\n";

#define SHOWN 5 /* first rows that a dry run shows */

struct import_call {
    const char *file, *data, *confirm;
    int64_t sheet; /* 0: the one that holds a list */
    bool dry_run, skip_bad, json;
};

static const char *outcome_word(const struct import_report *r, const struct import_call *call)
{
    if (r->written)
        return r->bad + r->asked ? "; those were left out" : "";
    return call->dry_run ? "; a dry run: nothing written" : "; nothing written";
}

/* As it is understood, so that a column in the wrong place shows before anything is taken. */
static void shown_print(const struct import_shown *s)
{
    const char *const texts[] = {s->kind, s->number, s->issuer, s->first_name, s->surname, s->unit};
    char day[DATE_TEXT];

    printf("row in line %" PRId64 " (%s):", s->line, s->state);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        printf(" %s%s", texts[i] ? texts[i] : "-", i == 2 ? "," : "");
    printf(", decided %s, ", date_format(s->decision_date, day));
    printf("ends %s, %" PRId64 " named beside her\n", date_format(s->end, day), s->children);
}

static void report_print(const struct import_report *r, const struct import_call *call)
{
    for (size_t i = 0; i < r->note_count; i++) {
        const struct import_note *n = &r->notes[i];

        printf("line %zu: %s%s%s", n->line, n->column, n->column[0] ? ": " : "", n->reason);
        if (n->offered)
            printf(" Offered: \"%s\".", n->offered);
        if (n->severity == NOTE_QUESTION)
            printf(" (question: --confirm %s)", n->code);
        puts(n->severity == NOTE_WARNING ? " (warning)" : n->severity == NOTE_LEFT ? " (left open)" : "");
    }
    for (size_t i = 0; i < r->shown_count; i++)
        shown_print(&r->shown[i]);
    if (r->header_bad)
        /* Where the header is not understood, counts of zero would look like an empty file. */
        puts("no row was read; nothing written");
    else
        printf("%zu read, %zu %s, %zu already there, %zu bad, %zu asked about%s\n", r->read, r->taken,
               r->written ? "taken" : "could be taken", r->there, r->bad, r->asked, outcome_word(r, call));
}

static void note_put(struct json_writer *j, const struct import_note *n)
{
    json_put_object(j, NULL);
    json_put_int(j, "line", (int64_t)n->line);
    json_put_text(j, "column", n->column);
    json_put_text(j, "severity", import_severity_name(n->severity));
    json_put_text(j, "code", n->code);
    json_put_text(j, "reason", n->reason);
    json_put_text(j, "offered", n->offered);
    json_put_end(j);
}

static int report_give(const struct import_report *r, const struct import_call *call)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_int(j, "read", (int64_t)r->read);
    json_put_int(j, "taken", (int64_t)r->taken);
    json_put_int(j, "already_there", (int64_t)r->there);
    json_put_int(j, "bad", (int64_t)r->bad);
    json_put_int(j, "asked", (int64_t)r->asked);
    json_put_bool(j, "header_bad", r->header_bad);
    json_put_bool(j, "dry_run", call->dry_run);
    json_put_bool(j, "written", r->written);
    json_put_list(j, "notes");
    for (size_t i = 0; i < r->note_count; i++)
        note_put(j, &r->notes[i]);
    json_put_end(j);
    return answer_give(&answer);
}

static void row_progress(void *context, size_t done, size_t total)
{
    progress_show(context, done, total);
}

/* A script must not take a file for imported when rows of it were left out, unless it asked for just that. */
static int report_code(const struct import_report *r, const struct import_call *call)
{
    if (r->header_bad)
        return EX_DATAERR;
    return r->bad + r->asked == 0 || (call->skip_bad && r->taken + r->there > 0) ? EX_OK : EX_DATAERR;
}

static int file_import(struct opened *o, const struct import_call *call, const struct buf *file)
{
    struct progress progress = {.what = "orders"};
    struct confirm_words confirm;
    struct import_options options = {
        .dry_run = call->dry_run, .skip_bad = call->skip_bad, .progress = row_progress, .context = &progress};
    struct import_report report;
    int code;
    err e;

    if ((e = confirm_words_read(&o->work, call->confirm, &confirm)))
        return outcome(&o->work, e);
    options.confirm = confirm.at;
    options.confirm_count = confirm.count;
    options.sheet = (size_t)call->sheet;
    options.shown = call->dry_run ? SHOWN : 0;
    e = order_import(&o->work, file->data ? file->data : "", file->len, &options, &report);

    /* Before anything else is printed, which would stand behind the figures on the same line. */
    progress_end(&progress);
    if (e)
        return outcome(&o->work, e);
    if (call->json) {
        code = report_give(&report, call);
    } else {
        report_print(&report, call);
        code = answer_end(EX_OK);
    }
    return code ? code : report_code(&report, call);
}

static int orders(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    /* Wiped: names and personal numbers stand in it in clear. */
    CLEANUP(buf_wipe) struct buf file = {0};
    struct import_call call = {.data = DATA_DEFAULT};
    const struct call_option options[] = {{"data", .text = &call.data},
                                          {"dry-run", .flag = &call.dry_run},
                                          {"skip-bad", .flag = &call.skip_bad},
                                          {"confirm", .text = &call.confirm},
                                          {"sheet", .number = &call.sheet},
                                          {"json", .flag = &call.json},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_IMPORT, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_IMPORT, "which file? One at a time");
    call.file = operands.at[0];
    /* The file first: a wrong name must not cost the upgrade of a database. */
    if ((code = input_file(call.file, IMPORT_BYTES_MAX, &file)) || (code = opened_open(call.data, &o)))
        return code;
    return file_import(&o, &call, &file);
}

static int template(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_free) struct buf text = {0};
    const char *data = DATA_DEFAULT, *out = NULL;
    const struct call_option options[] = {{"data", .text = &data}, {"out", .text = &out}, {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_IMPORT, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_IMPORT, "a template takes no file; --out says where it goes");
    if ((code = opened_open(data, &o)) || (code = outcome(&o.work, import_template(&o.work, &text))))
        return code;
    return out_file_write(out, &text);
}

static int import_perform(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"orders", orders}, {"template", template}, {0}};

    return verb_perform(&COMMAND_IMPORT, VERBS, argc, argv);
}

const struct command COMMAND_IMPORT = {
    .name = "import",
    .summary = "take orders from a list (XLSX, CSV)",
    .help = HELP,
    .perform = import_perform,
};
