/* `besa demo`: a municipality to try everything with. Nobody in it exists, and it is no place for anybody who
 * does: its tokens are printed, and its password is the same everywhere. */
#include "cli/demo.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/instant.h"
#include "cli/base_uri.h"
#include "cli/call.h"
#include "cli/demo_holiday.h"
#include "cli/demo_meeting.h"
#include "cli/demo_story.h"
#include "cli/opened.h"
#include "domain/check/checker.h"
#include "domain/file/case_read.h"
#include "domain/file/charge.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/office/account.h"
#include "domain/office/device.h"
#include "domain/office/municipality.h"
#include "domain/office/organisation.h"
#include "domain/outpost/collect.h"
#include "domain/payment/rule.h"
#include "domain/task/task.h"
#include "domain/upkeep/midnight.h"

static const char HELP[] =
    "Usage: besa demo [--data DIR] [--base-uri URI]\n\n"
    "Makes a demonstration register in DIR (default: var/demo): the municipality of Gjirokastër with its\n"
    "seven units, invented persons and orders around today, organisations, devices, accounts of every\n"
    "role. Writes sign-ins and a ready card check to DIR/demo.txt. Never for real data: the passwords\n"
    "are printed. Refused where a real register stands in the same folder.\n\n"
    "  --base-uri URI  where status lists are fetched (default: http://127.0.0.1:8080)\n";

#define PASSWORD "besa-demonstrim" /* public on purpose */

static const char *const UNITS[] = {"Antigonë", "Cepo",  "Gjirokastër", "Lazarat",
                                    "Lunxhëri", "Odrie", "Picar"};

static const struct {
    const char *name, *full_name;
    enum role role;
    int kindergarten; /* which, for that role */
} ACCOUNTS[] = {
    {"admin", "Administratori", R_ADMINISTRATOR, 0},
    {"koordinatore", "Koordinatorja vendore", R_COORDINATOR, 0},
    {"koordinatore2", "Koordinatorja zëvendësuese", R_COORDINATOR, 0},
    {"ndihma", "Zyra e ndihmës ekonomike", R_AID_OFFICER, 0},
    {"drejtori", "Drejtori i shërbimit social", R_DIRECTOR, 0},
    {"auditori", "Auditori i të dhënave", R_AUDITOR, 0},
    {"kopshti1", "Kopshti nr. 1", R_KINDERGARTEN, 0},
    {"kopshti2", "Çerdhja nr. 2", R_KINDERGARTEN, 1},
};
#define ACCOUNT_COUNT (sizeof ACCOUNTS / sizeof ACCOUNTS[0])

static const struct {
    enum organisation_kind kind;
    const char *name, *service, *device;
} PLACES[] = {
    {ORGANISATION_TRANSPORT, "Transporti Urban Gjirokastër", "transport", "Linja 1"},
    {ORGANISATION_TRANSPORT, "Linja Gjirokastër–Lunxhëri", "transport", "Autobusi 7"},
    {ORGANISATION_KINDERGARTEN, "Kopshti nr. 1", "kindergarten", "Tableti i hyrjes"},
    {ORGANISATION_KINDERGARTEN, "Çerdhja nr. 2", "kindergarten", "Tableti i hyrjes"},
    {ORGANISATION_FEE_DESK, "Sporteli i vërtetimeve", "documents", "Sporteli 1"},
};
#define PLACE_COUNT (sizeof PLACES / sizeof PLACES[0])

struct demo {
    const char *dir, *base_uri;
    struct opened o;
    struct demo_people people;
    char tokens[PLACE_COUNT][CHECKER_TOKEN_TEXT], enrol[PLACE_COUNT][DEVICE_TOKEN_TEXT];
};

static void demo_free(struct demo *d)
{
    opened_close(&d->o);
}

/* A fresh checkout has no "var" yet, in which "var/demo" is made. */
static void parent_make(const char *dir)
{
    char path[4096];
    char *slash;

    snprintf(path, sizeof path, "%s", dir);
    if ((slash = strrchr(path, '/')) && slash != path) {
        *slash = '\0';
        (void)mkdir(path, 0700);
    }
}

/* A register whose sheet of public sign-ins is missing is somebody's. */
static bool real_register(const char *dir)
{
    char database[4096], sheet[4096];

    data_database(dir, database, sizeof database);
    snprintf(sheet, sizeof sheet, "%s/demo.txt", dir);
    return access(database, F_OK) == 0 && access(sheet, F_OK) != 0;
}

static void dir_close(DIR **dir)
{
    if (*dir)
        closedir(*dir);
}

/* In the folder that d->dir stands in, or in another one there. */
static bool real_register_beside(const char *dir, char *ret, size_t room)
{
    CLEANUP(dir_close) DIR *beside = NULL;
    const struct dirent *entry;
    char parent[2048];
    char *slash;

    snprintf(parent, sizeof parent, "./%s", dir);
    if (dir[0] == '/')
        snprintf(parent, sizeof parent, "%s", dir);
    if ((slash = strrchr(parent, '/')))
        slash[slash == parent] = '\0';
    snprintf(ret, room, "%s", parent);
    if (real_register(parent))
        return true;
    if (!(beside = opendir(parent)))
        return false;
    while ((entry = readdir(beside))) {
        snprintf(ret, room, "%s/%s", parent, entry->d_name);
        if (real_register(ret))
            return true;
    }
    return false;
}

static int files_make(struct demo *d)
{
    char path[4096];
    int code;
    err e;

    if (real_register_beside(d->dir, path, sizeof path)) {
        fprintf(
            stderr,
            "besa demo: a register stands in %s: a demonstration, whose passwords are public, is not made "
            "beside it; name a --data elsewhere\n",
            path);
        return EX_CANTCREAT;
    }
    /* mkdir must make the folder itself: what stands there already is never filled with invented people. */
    parent_make(d->dir);
    if (mkdir(d->dir, 0700) != 0) {
        fprintf(stderr,
                "besa demo: %s cannot be made, or stands already; remove it first or name another --data\n",
                d->dir);
        return EX_CANTCREAT;
    }
    data_keys(d->dir, path, sizeof path);
    if ((e = keyring_create(path))) {
        fprintf(stderr, "besa demo: keys cannot be made in %s: %s\n", path, err_name(e));
        return EX_CANTCREAT;
    }
    data_database(d->dir, path, sizeof path);
    /* Empty: opened_open makes a register of it. */
    if ((e = db_open(path, DB_CREATE, 8192, &d->o.db))) {
        fprintf(stderr, "besa demo: %s cannot be made: %s\n", path, err_name(e));
        return EX_CANTCREAT;
    }
    db_close(&d->o.db);
    if ((code = opened_open(d->dir, &d->o)))
        return code;
    return EX_OK;
}

/* The work as if it were ten in the morning of that day; for today, now. The story is told by the program's
 * own functions, day by day, so nothing in it can be what they would refuse. */
static struct work *work_on(struct demo *d, int day)
{
    struct work *w = &d->o.work;
    int64_t now = clock_now(&d->o.clock);
    date today = instant_date(now);

    arena_reset(&d->o.arena);
    w->today = date_add_days(today, day);
    w->now = day == 0 ? now : date_midnight(w->today) + 10 * 3600;
    w->warning_count = 0;
    return w;
}

/* As a device does it: its code for a token at the door, which the register then collects. */
static err device_begin(struct demo *d, struct work *w, const char *code, char ret_token[CHECKER_TOKEN_TEXT])
{
    CLEANUP(doorway_db_close) struct doorway_db *db = NULL;
    struct checker checker;
    struct doorway door;
    err e;

    if ((e = doorway_db_open(d->o.check, DB_WRITE, 256, &db)))
        return e;
    door = doorway_at(db, w);
    if ((e = checker_enrol(&door, code, &checker, ret_token)))
        return e;
    return outpost_collect(d->o.outpost, w);
}

static err places_make(struct work *w, struct demo *d)
{
    char secret[DEVICE_TOKEN_TEXT]; /* nobody uses it: places_open */
    int64_t organisation, id;
    size_t kindergartens = 0;
    err e;

    for (size_t i = 0; i < PLACE_COUNT; i++) {
        if ((e = organisation_create(w, PLACES[i].kind, PLACES[i].name, &organisation)) ||
            (e = device_create(w, organisation, PLACES[i].service, PLACES[i].device, &id, secret)))
            return e;
        if (PLACES[i].kind == ORGANISATION_KINDERGARTEN)
            d->people.kindergarten[kindergartens++] = organisation;
    }
    return OK;
}

/* Its token, and behind that a new link for whoever opens the checker: the token that the sheet prints stays
 * good until the link is used. */
static err place_open(struct work *w, struct demo *d, int64_t device, size_t place)
{
    char secret[DEVICE_TOKEN_TEXT];
    err e;

    if ((e = device_enrol_again(w, device, secret)) || (e = device_begin(d, w, secret, d->tokens[place])))
        return e;
    return device_enrol_again(w, device, d->enrol[place]);
}

/* Today, and not when the story begins: a device that nobody uses for months ends. */
static err places_open(struct work *w, struct demo *d)
{
    struct device *devices;
    size_t count;
    err e;

    if ((e = device_list(w, &devices, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < PLACE_COUNT; j++)
            if (!strcmp(devices[i].organisation_name, PLACES[j].name) &&
                (e = place_open(w, d, devices[i].id, j)))
                return e;
    return OK;
}

static err accounts_make(struct work *w, struct demo *d, int64_t *ret_coordinator, int64_t *ret_substitute)
{
    int64_t id;
    err e;

    for (size_t i = 0; i < ACCOUNT_COUNT; i++) {
        const struct account_new in = {.name = ACCOUNTS[i].name,
                                       .full_name = ACCOUNTS[i].full_name,
                                       .role = ACCOUNTS[i].role,
                                       .organisation = ACCOUNTS[i].role == R_KINDERGARTEN
                                                           ? d->people.kindergarten[ACCOUNTS[i].kindergarten]
                                                           : 0,
                                       .password = PASSWORD};

        if ((e = account_create(w, &in, &id)))
            return e;
        if (ACCOUNTS[i].role == R_COORDINATOR && *ret_coordinator != 0)
            *ret_substitute = id;
        if (ACCOUNTS[i].role == R_COORDINATOR && *ret_coordinator == 0)
            *ret_coordinator = id;
        if (ACCOUNTS[i].role == R_AID_OFFICER)
            d->people.aid_officer =
                (struct actor){.account = id, .roles = R_AID_OFFICER, .name = ACCOUNTS[i].name};
    }
    return OK;
}

/* What the law leaves to each municipality: a fee of crèches and kindergartens, and when they are closed. */
static err fees_make(struct work *w)
{
    const struct benefit_rule fee = {.service = SV_KINDERGARTEN,
                                     .source = "VKB 41/2019",
                                     .kinds = ORDER_UMPMM | ORDER_UMM | ORDER_UM,
                                     .who = ROLE_PROTECTED | ROLE_DEPENDANT,
                                     .conditions = NEEDS_ENROLMENT,
                                     .amount = 160,
                                     .amount_creche = 130,
                                     .unit = FEE_DAY,
                                     .from = w->today,
                                     .until = DATE_OPEN};
    const int year = date_year(w->today) + 1;
    const struct closed_day closed[] = {{.on = date_make(year, 11, 28), .text = "Dita e Pavarësisë"},
                                        {.on = date_make(year, 11, 29), .text = "Dita e Çlirimit"},
                                        {.on = date_make(year, 12, 8), .text = "Dita e Rinisë"}};
    int64_t id, affected;
    err e;

    if ((e = rule_add(w, &fee, &id, &affected)))
        return e;
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if ((e = closed_day_add(w, &closed[i], &id)))
            return e;
    return OK;
}

/* One file is followed by the other coordinator, so that there is something to filter by. */
static err file_share(struct work *w, int64_t substitute)
{
    return charge_set(w, 6, 0, substitute);
}

/* On the day of the meeting the other coordinator was here last: what was written since is news to her. */
static err colleague_looks(struct work *w, int64_t account)
{
    const struct actor was = w->actor;
    struct case_file file;
    struct task_day day;
    err e;

    w->actor = (struct actor){.account = account, .roles = R_COORDINATOR, .name = "koordinatore2"};
    if (!(e = task_list(w, &(struct task_filter){0}, &day)))
        e = case_read(w, 6, &file);
    w->actor = was;
    return e;
}

static err register_fill(struct demo *d)
{
    const struct municipality municipality = {.name = "Gjirokastër",
                                              .neutral_name = "Bashkia Gjirokastër",
                                              .card_title = "Kartë shërbimesh",
                                              .help_line = "Pyetje: sporteli i bashkisë",
                                              .base_uri = d->base_uri};
    const int year = date_year(work_on(d, 0)->today);
    struct work *w = work_on(d, DEMO_FIRST_DAY);
    int64_t coordinator = 0, substitute = 0;
    bool met = false;
    int next;
    err e;

    /* In the order in which an office would do it: accounts of kindergartens need their organisations, and
     * the coordinator all that she writes into. */
    if ((e = municipality_create(w, &municipality, UNITS, sizeof UNITS / sizeof UNITS[0])) ||
        (e = places_make(w, d)) || (e = accounts_make(w, d, &coordinator, &substitute)) ||
        (e = fees_make(w)) || (e = demo_holidays(w, year + 1)))
        return e;
    /* From here on as the coordinator, so that the log of the demonstration names accounts as a real one
     * does. */
    w->actor = (struct actor){.account = coordinator, .roles = R_COORDINATOR, .name = "koordinatore"};
    /* Only the days on which something happens. The turn of the day is done once, after the last of them. */
    for (int day = DEMO_FIRST_DAY; day <= 0; day = next) {
        if (day > DEMO_MEETING_DAY && !met &&
            ((e = colleague_looks(work_on(d, DEMO_MEETING_DAY), substitute)) ||
             (e = demo_meetings(work_on(d, DEMO_MEETING_DAY), d->people.case_id))))
            return e;
        met = day > DEMO_MEETING_DAY;
        if ((e = demo_day(work_on(d, day), day, &d->people, &next)))
            return e;
    }
    if ((e = midnight_run(work_on(d, 0))) || (e = file_share(work_on(d, 0), substitute)))
        return e;
    return places_open(work_on(d, 0), d);
}

static void sheet_write(const struct demo *d, struct buf *out)
{
    buf_text(out, "\nDemonstration of Besa: everybody in it is invented.\n\n");
    buf_format(out, "  The staff app: %s/staff/ (password for all: %s)\n", d->base_uri, PASSWORD);
    for (size_t i = 0; i < ACCOUNT_COUNT; i++)
        buf_format(out, "    %-14s %s\n", ACCOUNTS[i].name, role_name(ACCOUNTS[i].role));
    buf_format(out,
               "\n    curl -c jar -H 'Content-Type: application/json' -d "
               "'{\"account\":\"koordinatore\",\"password\":\"%s\"}' %s/api/v1/session\n"
               "    curl -b jar %s/api/v1/tasks\n",
               PASSWORD, d->base_uri, d->base_uri);
    buf_text(out, "\n  Devices (bearer tokens)\n");
    for (size_t i = 0; i < PLACE_COUNT; i++)
        buf_format(out, "    %s  %-13s %s, %s\n", d->tokens[i], PLACES[i].service, PLACES[i].name,
                   PLACES[i].device);
    buf_format(out,
               "\n  The checker: %s/check/ — open one of these links within %d minutes (later: besa device "
               "enrol-again NUMBER)\n",
               d->base_uri, DEVICE_ENROL_LIFE / 60);
    for (size_t i = 0; i < PLACE_COUNT; i++)
        buf_format(out, "    %-13s %s%s%s\n", PLACES[i].service, d->base_uri, DEVICE_ENROL_PATH, d->enrol[i]);
    buf_format(out,
               "\n  Check a card at a bus door:\n\n    curl -H 'Authorization: Bearer %s' -H 'Content-Type: "
               "application/json' "
               "-d '{\"card\":\"%s\"}' %s/api/v1/check\n\n",
               d->tokens[0], d->people.first_card, d->base_uri);
}

static int sheet_make(const struct demo *d)
{
    CLEANUP(buf_free) struct buf sheet = {0};
    char path[4096];
    err e;

    sheet_write(d, &sheet);
    snprintf(path, sizeof path, "%s/demo.txt", d->dir);
    /* Readable by its owner only, like everything with a password in it, invented or not. */
    if ((e = buf_err(&sheet)) || (e = file_create(path, sheet.data, sheet.len))) {
        fprintf(stderr, "besa demo: %s cannot be written: %s\n", path, err_name(e));
        return EX_CANTCREAT;
    }
    fputs(sheet.data, stdout);
    return EX_OK;
}

static int demo_perform(int argc, char **argv)
{
    CLEANUP(demo_free) struct demo d = {.dir = "var/demo", .base_uri = "http://127.0.0.1:8080"};
    const struct call_option options[] = {{"data", .text = &d.dir}, {"base-uri", .text = &d.base_uri}, {0}};
    struct operands operands;
    int code;
    err e;

    if ((code = call_read(&COMMAND_DEMO, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_DEMO, "unexpected \"%s\"", operands.at[0]);
    if ((code = files_make(&d)))
        return code;
    if ((e = register_fill(&d)))
        return outcome(&d.o.work, e);
    base_uri_judge(d.base_uri);
    return sheet_make(&d);
}

const struct command COMMAND_DEMO = {
    .name = "demo",
    .summary = "make a demonstration register with invented persons",
    .help = HELP,
    .perform = demo_perform,
};
