/* `besa public export`: the public page as files that any web server can hand out. It says what anybody may
 * know: the law, the municipality's rules as they stand today, and whom to call: of the address book what is
 * marked public, and of that the telephone. Nothing of a person or a file is read for it. */
#include "cli/public.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/file.h"
#include "base/template.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/call.h"
#include "cli/installed.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/casework/contact_point.h"
#include "domain/claim/rules.h"
#include "domain/office/municipality.h"
#include "domain/payment/document.h"
#include "domain/work/rows.h"

#define FILE_MAX   (1 << 20)
#define VALUES_MAX 40

static const char HELP[] =
    "Usage: besa public export FOLDER --leave ADDRESS [--phone TEXT] [--line TEXT] [--data DIR]\n"
    "       besa public loads [--data DIR]\n"
    "\n"
    "loads: how often the page was read where besa serves it, one day a line; a day is there when it is "
    "over.\n"
    "\n"
    "export: Writes the public page into a new folder, for the municipality's own web server: rights and how "
    "to get\n"
    "them, the three orders in plain words, who helps; in Albanian (index.html), English and Greek. Sums, "
    "days\n"
    "and council decisions are those of the rules that hold today: export it anew, into another folder, "
    "when\n"
    "a rule changes. The page keeps nothing on the reader's device and asks nobody else for anything.\n"
    "\n"
    "  --leave ADDRESS  where \"leave at once\" leads: an everyday page of the municipality, https://...\n"
    "  --phone TEXT     the municipality's number (default: the one on cards)\n"
    "  --line TEXT      a counselling line's number\n"
    "  --web DIR        the files of the browser side (default: as for besa serve)\n"
    "  --data DIR       the register (default: var)\n";

struct page { /* what the call said, and what its places are filled with */
    const char *leave, *phone, *line, *web;
    struct template_value values[VALUES_MAX];
    size_t count;
};

static void say(struct page *p, const char *name, const char *value)
{
    /* More than the room is a fault of this file, and the page would lack a place. */
    if (p->count < VALUES_MAX)
        p->values[p->count++] = (struct template_value){name, value && *value ? value : NULL};
}

/* ---- what the rules say today */

static const struct benefit_rule *rule_today(const struct work *w, const struct rules *r,
                                             enum service service)
{
    enum why_not why;

    return benefit_rule_on(r->benefits, r->benefit_count, service, w->today, &why);
}

static const char *listed(struct work *w, const char *list, const char *one)
{
    return list ? arena_format(w->arena, "%s%s%s", list, *list ? ", " : "", one) : NULL;
}

static void payment_say(struct work *w, struct page *p, const struct rules *r)
{
    const struct benefit_rule *b = rule_today(w, r, SV_PAYMENT);
    char amount[TEXT_GROUPED];

    say(p, "payment", b ? b->source : NULL);
    say(p, "courts", b && !(b->kinds & ORDER_UMPMM) ? b->source : NULL);
    say(p, "amount", b && b->amount ? arena_text(w->arena, text_grouped(b->amount, amount)) : NULL);
}

/* At a kindergarten it is a child's. What a council says of a second child there the page does not tell. */
static int64_t share_said(const struct benefit_rule *b)
{
    return b->service == SV_KINDERGARTEN && b->share_dependant ? b->share_dependant : b->share;
}

/* An exemption that is not whole is said as the part it is, never as "free". The decisions behind them, each
 * once. */
static void exemptions_say(struct work *w, struct page *p, const struct rules *r)
{
    static const struct {
        enum service service;
        const char *name, *whole, *part;
    } EXEMPTIONS[] = {
        {SV_TRANSPORT, "transport", "transport_whole", "transport_part"},
        {SV_DOCUMENTS, "documents", "documents_whole", "documents_part"},
        {SV_KINDERGARTEN, "kindergarten", "kindergarten_whole", "kindergarten_part"},
    };
    const char *council = "";

    for (size_t i = 0; i < sizeof EXEMPTIONS / sizeof EXEMPTIONS[0]; i++) {
        const struct benefit_rule *b = rule_today(w, r, EXEMPTIONS[i].service);
        bool whole = b && fee_whole(share_said(b));

        say(p, EXEMPTIONS[i].name, b ? b->source : NULL);
        say(p, EXEMPTIONS[i].whole, whole ? b->source : NULL);
        say(p, EXEMPTIONS[i].part, b && !whole ? arena_format(w->arena, "%" PRId64, share_said(b)) : NULL);
        if (b && council && !strstr(council, b->source))
            council = listed(w, council, b->source);
    }
    say(p, "council", council);
}

static void numbers_say(struct work *w, struct page *p, const struct rules *r)
{
    static const struct {
        const char *name;
        enum legal_number number;
    } NUMBERS[] = {
        {"day", LEGAL_APPLICATION_DAY},           {"police_hours", LEGAL_POLICE_TO_COURT_HOURS},
        {"umm_hours", LEGAL_UMM_DECISION_HOURS},  {"minor_hours", LEGAL_UMM_MINOR_HOURS},
        {"um_days", LEGAL_UM_DECISION_DAYS},      {"um_months", LEGAL_UM_MONTHS},
        {"extension_days", LEGAL_EXTENSION_DAYS},
    };

    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
        say(p, NUMBERS[i].name,
            arena_format(w->arena, "%" PRId64,
                         legal_value(r->legal, r->legal_count, NUMBERS[i].number, w->today)));
}

/* The papers that are asked for today, in plain words: this page says why it is there. */
static err papers_say(struct work *w, struct page *p)
{
    const char *papers = "", *papers_en = "";
    struct document_rule *list;
    size_t count;
    err e = document_rule_list(w, &list, &count);

    for (size_t i = 0; !e && i < count; i++) {
        if (list[i].from > w->today || list[i].until < w->today)
            continue;
        papers = listed(w, papers, list[i].text);
        papers_en = listed(w, papers_en, list[i].text_en);
    }
    say(p, "papers", papers);
    say(p, "papers_en", papers_en);
    return e;
}

/* By which number one is reached, and when; never where: shelters are among them. A point without a number
 * helps nobody who reads. */
static err points_say(struct work *w, struct page *p)
{
    const struct contact_filter all = {0};
    const char *points = "";
    struct contact_point *list;
    size_t count, total;
    err e = contact_point_list(w, &all, &list, &count, &total);

    for (size_t i = 0; !e && points && i < count; i++) {
        const struct contact_said *said = &list[i].said;

        if (list[i].public && said->phone && *said->phone)
            points = arena_format(w->arena, "%s%s%s: %s%s%s", points, *points ? "\n" : "", list[i].name,
                                  said->phone, said->hours && *said->hours ? ", " : "",
                                  said->hours ? said->hours : "");
    }
    say(p, "points", points);
    return e ? e : points ? OK : ERR_SYSTEM;
}

static err page_learn(struct work *w, struct page *p)
{
    struct municipality m;
    struct rules rules;
    char *today = arena_format(w->arena, "%*s", DATE_TEXT, "");
    err e;

    if ((e = municipality_read(w, &m)) || (e = rules_load(w, &rules)))
        return e;
    say(p, "municipality", m.neutral_name);
    say(p, "leave", p->leave);
    say(p, "phone", p->phone ? p->phone : m.help_line);
    say(p, "line", p->line);
    say(p, "on", today ? date_format_sq(w->today, today) : NULL);
    payment_say(w, p, &rules);
    exemptions_say(w, p, &rules);
    numbers_say(w, p, &rules);
    return (e = papers_say(w, p)) ? e : points_say(w, p);
}

/* ---- the files */

/* A folder that is not there yet, or is empty: what stands in another is somebody's. */
static int folder_take(const char *path)
{
    const struct dirent *entry;
    size_t there = 0;
    DIR *folder;

    /* Whatever the umask is, as its files below. */
    if (!mkdir(path, 0755) && !chmod(path, 0755))
        return EX_OK;
    if (errno != EEXIST || !(folder = opendir(path))) {
        fprintf(stderr, "besa: the folder %s cannot be made: %s\n", path, strerror(errno));
        return EX_CANTCREAT;
    }
    while ((entry = readdir(folder)))
        there += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
    closedir(folder);
    if (!there)
        return EX_OK;
    fprintf(stderr, "besa: %s is not empty: name a folder that is not there yet\n", path);
    return EX_CANTCREAT;
}

/* Everybody may read it: a web server of another account hands it out. */
static int public_write(const char *path, const struct buf *content)
{
    int code = out_file_write(path, content);

    if (!code && chmod(path, 0644)) {
        fprintf(stderr, "besa: %s cannot be opened to other accounts: %s\n", path, strerror(errno));
        return EX_IOERR;
    }
    return code;
}

static int file_export(const struct page *p, const char *from, const char *to, const char *name)
{
    CLEANUP(buf_free) struct buf source = {0}, filled = {0};
    char path[4096];
    bool page = strstr(name, ".html");
    err e;

    if (snprintf(path, sizeof path, "%s/public/%s", from, name) >= (int)sizeof path ||
        file_read(path, FILE_MAX, &source)) {
        fprintf(stderr, "besa: %s cannot be read: the pages are not built, or lie elsewhere (--web)\n", path);
        return EX_NOINPUT;
    }
    buf_char(&source, '\0');
    if (buf_err(&source))
        return EX_OSERR;
    if (page && (e = template_fill((const char *)source.data, p->values, p->count, &filled))) {
        fprintf(stderr, "besa: %s has a place that cannot be filled\n", path);
        return e == ERR_SYSTEM ? EX_OSERR : EX_DATAERR;
    }
    if (snprintf(path, sizeof path, "%s/%s", to, name) >= (int)sizeof path) {
        fputs("besa: the name of the folder is too long\n", stderr);
        return EX_CANTCREAT;
    }
    source.len--;
    return public_write(path, page ? &filled : &source);
}

static int pages_export(const struct page *p, const char *to)
{
    static const char *const FILES[] = {"index.html", "en.html", "el.html", "page.css", "leave.js"};
    char room[4096];
    const char *from = web_folder(p->web, room, sizeof room);
    int code = folder_take(to);

    for (size_t i = 0; !code && i < sizeof FILES / sizeof FILES[0]; i++)
        code = file_export(p, from, to, FILES[i]);
    if (!code)
        printf("%s: the public page in three languages\n", to);
    return answer_end(code);
}

/* An address that a link may lead to, and nothing that a browser would run. */
static bool address_fits(const char *text)
{
    return !strncmp(text, "https://", 8) || !strncmp(text, "http://", 7);
}

static int export_perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    struct page page = {0};
    const struct call_option options[] = {{"data", .text = &data},        {"leave", .text = &page.leave},
                                          {"phone", .text = &page.phone}, {"line", .text = &page.line},
                                          {"web", .text = &page.web},     {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_PUBLIC, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_PUBLIC, "one folder to write to");
    if (!page.leave || !address_fits(page.leave))
        return command_usage(&COMMAND_PUBLIC, "--leave needs an address that begins with https://");
    if ((code = opened_open(data, &o)) || (code = outcome(&o.work, page_learn(&o.work, &page))))
        return code;
    return pages_export(&page, operands.at[0]);
}

static const char SQL_LOADS[] = "SELECT on_day, count FROM page_load ORDER BY on_day";
struct load {
    date on;
    int64_t count;
};
static const struct column LOAD_COLUMNS[] = {COLUMN_DATE_AS(struct load, on, "on_day"),
                                             COLUMN_INT(struct load, count)};

static int loads_perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    const struct call_option options[] = {{"data", .text = &data}, {0}};
    struct operands operands;
    char day[DATE_TEXT];
    struct load *list;
    size_t count;
    int code;

    if ((code = call_read(&COMMAND_PUBLIC, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_PUBLIC, "unexpected \"%s\"", operands.at[0]);
    if ((code = opened_open(data, &o)) ||
        (code = outcome(&o.work,
                        rows_read(&o.work, SQL_LOADS, NO_BINDS, COLUMNS(LOAD_COLUMNS), NULL, &list, &count))))
        return code;
    for (size_t i = 0; i < count; i++)
        printf("%s;%" PRId64 "\n", date_format(list[i].on, day), list[i].count);
    return answer_end(EX_OK);
}

static int public_perform(int argc, char **argv)
{
    static const struct verb VERBS[] = {{"export", export_perform}, {"loads", loads_perform}, {0}};

    return verb_perform(&COMMAND_PUBLIC, VERBS, argc, argv);
}

const struct command COMMAND_PUBLIC = {
    .name = "public",
    .summary = "the page for the public, as files for the municipality's site",
    .help = HELP,
    .perform = public_perform,
};
