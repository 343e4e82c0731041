/* `besa public export`: the public page as files that any web server can hand out. It says what anybody may
 * know: what was approved, the law, the municipality's rules as they stand today, and whom to call. Nothing
 * of a person or a file is read for it. */
#include "cli/public.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "cli/answer.h"
#include "cli/call.h"
#include "cli/installed.h"
#include "cli/opened.h"
#include "cli/out_file.h"
#include "domain/public/public_file.h"
#include "domain/work/rows.h"

static const char HELP[] =
    "Usage: besa public export FOLDER [--replace] [--leave ADDRESS] [--phone TEXT] [--line TEXT] [--data "
    "DIR]\n"
    "       besa public loads [--data DIR]\n"
    "\n"
    "loads: how often the page was read where besa serves it, one day a line; a day is there when it is "
    "over.\n"
    "\n"
    "export: Writes the public page into a new folder, for the municipality's own web server: rights and how "
    "to get\n"
    "them, the three orders in plain words, who helps; in Albanian (index.html), English and Greek. Texts "
    "and\n"
    "numbers are those that were approved in the register, sums, days and council decisions those of the "
    "rules\n"
    "that hold today: so that the page is never out of date, export it anew each night (--replace). It "
    "keeps\n"
    "nothing on the reader's device and asks nobody else for anything.\n"
    "\n"
    "  --replace        where FOLDER holds such a page, it is written anew; whatever else is in it is left\n"
    "  --leave ADDRESS  where \"leave at once\" leads, in place of what was approved: https://...\n"
    "  --phone TEXT     the municipality's number, likewise\n"
    "  --line TEXT      a counselling line's number, likewise\n"
    "  --web DIR        the files of the browser side (default: as for besa serve)\n"
    "  --data DIR       the register (default: var)\n";

struct export
{
    const char *folder, *web;
    struct public_numbers said; /* in place of what was approved; NULL: as that is */
    bool replace;
};

/* ---- the files */

static bool file_ours(const char *name)
{
    for (unsigned l = 0; l < PUBLIC_LANGUAGES; l++)
        if (!strcmp(name, public_language_file((enum public_language)l)))
            return true;
    return !strcmp(name, "page.css") || !strcmp(name, "leave.js");
}

/* What stands in a folder that the page may not take: ours as well, unless it is to be replaced. */
static int folder_look(const struct export *x, DIR *folder)
{
    const struct dirent *entry;

    while ((entry = readdir(folder))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (!x->replace)
            fprintf(stderr,
                    "besa: %s is not empty: name a folder that is not there yet, or say --replace where the "
                    "page in it is to be written anew\n",
                    x->folder);
        else if (!file_ours(entry->d_name))
            fprintf(stderr,
                    "besa: %s holds %s, which is no part of the page: give the page a folder of its own\n",
                    x->folder, entry->d_name);
        else
            continue;
        return EX_CANTCREAT;
    }
    return EX_OK;
}

static int folder_take(const struct export *x)
{
    DIR *folder;
    int code;

    /* Whatever the umask is, as its files below. */
    if (!mkdir(x->folder, 0755) && !chmod(x->folder, 0755))
        return EX_OK;
    if (errno != EEXIST || !(folder = opendir(x->folder))) {
        fprintf(stderr, "besa: the folder %s cannot be made: %s\n", x->folder, strerror(errno));
        return EX_CANTCREAT;
    }
    code = folder_look(x, folder);
    closedir(folder);
    return code;
}

/* Everybody may read it: a web server of another account hands it out. */
static int file_write(const struct export *x, const struct public_file *file)
{
    CLEANUP(buf_free) struct buf content = {0};
    char path[4096];
    int code;

    if (snprintf(path, sizeof path, "%s/%s", x->folder, file->name) >= (int)sizeof path) {
        fputs("besa: the name of the folder is too long\n", stderr);
        return EX_CANTCREAT;
    }
    buf_add(&content, file->content, file->size);
    if (buf_err(&content))
        return EX_OSERR;
    if (!(code = out_file_write(path, &content)) && chmod(path, 0644)) {
        fprintf(stderr, "besa: %s cannot be opened to other accounts: %s\n", path, strerror(errno));
        return EX_IOERR;
    }
    return code;
}

static int source_load(const struct export *x, struct public_source **ret)
{
    char room[4096];
    const char *from = web_folder(x->web, room, sizeof room);
    err e = public_source_load(from, ret);

    if (!e)
        return EX_OK;
    fprintf(stderr,
            "besa: the page in %s cannot be used (%s): the pages are not built, or lie elsewhere (--web)\n",
            from, err_name(e));
    return EX_NOINPUT;
}

/* An address that a link may lead to, and nothing that a browser would run. */
static bool address_fits(const char *text)
{
    return !strncmp(text, "https://", 8) || !strncmp(text, "http://", 7);
}

static const char *chosen(const char *said, const char *approved)
{
    return said ? said : approved;
}

static err files_make(struct work *w, const struct export *x, const struct public_source *s,
                      struct public_version *version, struct public_file ret[PUBLIC_FILES])
{
    struct public_facts facts;
    struct public_text text;
    const struct public_shown shown = {version, &text, false};
    err e;

    if ((e = public_published_read(w, version, &text)) || (e = public_facts_read(w, &facts)))
        return e;
    text.numbers = (struct public_numbers){chosen(x->said.phone, text.numbers.phone),
                                           chosen(x->said.line, text.numbers.line),
                                           chosen(x->said.leave, text.numbers.leave)};
    if (!address_fits(text.numbers.leave))
        return refuse(w, ERR_INPUT, "leave_missing", "leave",
                      "No version was approved yet that says where \"leave at once\" leads: approve one, or "
                      "say --leave https://...");
    return public_files_make(w, s, &facts, &shown, w->today, ret);
}

static int page_export(struct work *w, const struct export *x)
{
    CLEANUP(public_source_free) struct public_source *s = NULL;
    struct public_file files[PUBLIC_FILES] = {0};
    struct public_version version = {0};
    int code;

    if ((code = source_load(x, &s)) || (code = outcome(w, files_make(w, x, s, &version, files))) ||
        (code = folder_take(x)))
        return code;
    for (size_t i = 0; !code && i < PUBLIC_FILES; i++)
        code = file_write(x, &files[i]);
    if (!code && version.version)
        printf("%s: the public page in three languages, version %" PRId64 "\n", x->folder, version.version);
    else if (!code)
        printf("%s: the public page in three languages, in the program's own words: no version was approved "
               "yet\n",
               x->folder);
    return answer_end(code);
}

static int export_perform(int argc, char **argv)
{
    CLEANUP(opened_close) struct opened o = {0};
    const char *data = DATA_DEFAULT;
    struct export x = {0};
    const struct call_option options[] = {{"data", .text = &data},
                                          {"leave", .text = &x.said.leave},
                                          {"phone", .text = &x.said.phone},
                                          {"line", .text = &x.said.line},
                                          {"web", .text = &x.web},
                                          {"replace", .flag = &x.replace},
                                          {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_PUBLIC, argc, argv, options, &operands)))
        return code;
    if (operands.count != 1)
        return command_usage(&COMMAND_PUBLIC, "one folder to write to");
    x.folder = operands.at[0];
    if (x.said.leave && !address_fits(x.said.leave))
        return command_usage(&COMMAND_PUBLIC, "--leave needs an address that begins with https://");
    if ((code = opened_open(data, &o)))
        return code;
    return page_export(&o.work, &x);
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
