/* `besa doctor`: looks at everything that goes wrong in silence, and says of each what to do. What cannot be
 * looked at is a finding itself: the other lines still come. */
#include "cli/doctor.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/instant.h"
#include "cli/call.h"
#include "cli/finding.h"
#include "cli/machine_look.h"
#include "cli/opened.h"
#include "domain/office/audit_chain.h"
#include "domain/office/municipality.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/condition.h"
#include "domain/upkeep/midnight.h"

#define SITE   "/etc/nginx/sites-enabled/besa"
#define COPIES "/var/backups/besa"
#define SERVED_ADVICE                                                                                        \
    "see whether besa-register runs: systemctl status besa-register, journalctl -u besa-register"

struct examined {
    const char *data, *copies, *site;
    struct call_list certificates;
};

/* An entry from a time yet to come: the clock was ahead when it was written, or is behind now. */
static void time_look(struct findings *f, const struct condition *c, const struct health *h)
{
    char at[INSTANT_TEXT];

    if (h->at)
        finding_add(f, "clock", HEALTH_FAULT,
                    "put this machine's clock right (timedatectl): cards and lists carry times",
                    "the clock is behind: the log's newest entry is of %s", instant_format(c->logged_at, at));
}

static void copies_look(struct findings *f, const struct condition *c, const struct health *h)
{
    char at[INSTANT_TEXT];

    if (!c->copied_at)
        finding_add(f, "backup", HEALTH_FAULT,
                    "systemctl enable --now besa-backup.timer, or call `besa backup FOLDER`",
                    "there is no copy of this register");
    else
        finding_add(f, "backup", h->state,
                    "see why the nightly copy did not come: systemctl status besa-backup.timer besa-backup",
                    "the newest copy is of %s", instant_format(c->copied_at, at));
}

static void drill_look_at(struct findings *f, const struct condition *c, const struct health *h)
{
    char at[INSTANT_TEXT];

    finding_add(f, "drill", h->state,
                "besa restore --drill /var/backups/besa; each month by itself: systemctl enable --now "
                "besa-drill.timer",
                "a copy was %s%s",
                c->drilled_at ? "gone back to for a trial at " : "never gone back to for a trial",
                c->drilled_at ? instant_format(c->drilled_at, at) : "");
}

static void midnight_look(struct findings *f, const struct condition *c, const struct health *h)
{
    char day[DATE_TEXT];

    finding_add(f, "midnight", h->state, SERVED_ADVICE, "midnight work was last done for %s",
                date_known(c->done) ? date_format(c->done, day) : "no day");
}

static void lists_look(struct findings *f, const struct condition *c, const struct health *h)
{
    char at[INSTANT_TEXT];

    if (!c->lists)
        finding_add(f, "lists", HEALTH_GOOD, NULL, "there are no cards yet, and no list of those that ended");
    else
        finding_add(f, "lists", h->state, SERVED_ADVICE, "the status lists are signed, the oldest one at %s",
                    c->signed_at ? instant_format(c->signed_at, at) : "no time yet");
}

static void doors_look(struct findings *f, const struct opened *o)
{
    int64_t behind = 0;
    err e = outpost_behind(o->check, o->db, &behind);

    if (e)
        finding_add(f, "doors", HEALTH_FAULT, "start the register's service: it tells check.db all anew",
                    "%s %s", o->check,
                    e == ERR_ABSENT ? "is not there" : "cannot be read, or is another register's");
    else
        finding_add(f, "doors", behind ? HEALTH_FAULT : HEALTH_GOOD, SERVED_ADVICE,
                    "%" PRId64 " changes wait to be told to the doors", behind);
}

static void log_look(struct findings *f, struct opened *o)
{
    int64_t row = 0, rows = 0;
    err e = audit_verify(&o->work, &row, &rows);

    if (e)
        finding_add(f, "log", HEALTH_FAULT,
                    "change nothing, keep the folder as it is, and tell whoever audits this register",
                    "row %" PRId64 " of the log does not hold, or cannot be read (%s)", row, err_name(e));
    else
        finding_add(f, "log", HEALTH_GOOD, NULL, "the log holds: %" PRId64 " rows", rows);
}

/* `besa setup` reads it, too: the site that it writes must be the one that cards were made for. */
static void address_look(struct findings *f, struct opened *o)
{
    struct municipality m;
    err e = municipality_read(&o->work, &m);

    if (e)
        finding_add(f, "address", HEALTH_FAULT, "mend what is said above the list, and call this again",
                    "the municipality cannot be read (%s)", err_name(e));
    else
        finding_add(f, "address", HEALTH_GOOD, NULL, "cards carry %s", m.base_uri);
}

static void register_look(struct findings *f, const char *data)
{
    CLEANUP(opened_close) struct opened o = {0};
    struct health h[HEALTH_PARTS] = {0};
    struct condition c;
    int code = opened_look(data, &o);

    if (!code)
        code = outcome(&o.work, condition_read(&o.work, &c));
    if (code) {
        finding_add(f, "register", HEALTH_FAULT, "mend what is said above the list, and call this again",
                    "the register in %s cannot be opened (%d)", data, code);
        return;
    }
    finding_add(f, "register", HEALTH_GOOD, NULL, "the register opens, with its keys");
    address_look(f, &o);
    health_judge(&c, o.work.now, o.work.today, h);
    time_look(f, &c, &h[HEALTH_CLOCK]);
    copies_look(f, &c, &h[HEALTH_BACKUP]);
    drill_look_at(f, &c, &h[HEALTH_DRILL]);
    midnight_look(f, &c, &h[HEALTH_MIDNIGHT]);
    lists_look(f, &c, &h[HEALTH_LISTS]);
    doors_look(f, &o);
    log_look(f, &o);
}

static void examine(struct findings *f, const struct examined *x)
{
    const struct clock clock = {0};

    clock_look(f);
    disk_look(f, "disk", x->data);
    disk_look(f, "disk", x->copies);
    owner_look(f, x->data);
    sqlite_look(f);
    font_look(f);
    register_look(f, x->data);
    certificates_look(f, &x->certificates, x->site, clock_now(&clock));
    services_look(f);
}

static int perform(int argc, char **argv)
{
    CLEANUP(findings_free) struct findings f = {0};
    struct examined x = {.data = DATA_DEFAULT, .copies = COPIES, .site = SITE};
    bool json = false;
    const struct call_option options[] = {{"data", .text = &x.data}, {"copies", .text = &x.copies},
                                          {"site", .text = &x.site}, {"certificate", .list = &x.certificates},
                                          {"json", .flag = &json},   {0}};
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_DOCTOR, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_DOCTOR, "it takes no operand");
    examine(&f, &x);
    return findings_show(&f, json);
}

const struct command COMMAND_DOCTOR = {
    .name = "doctor",
    .summary = "whether the register and its machine are well, and what to do where not",
    .help =
        "Usage: besa doctor [--copies FOLDER] [--site FILE | --certificate FILE ...] [--json]\n"
        "\n"
        "Looks at the clock, the room on the disks, owners and modes, SQLite, letters for cards, the keys,\n"
        "the age of the newest copy and of the last drill, midnight work and status lists, what the doors "
        "were not told yet, the\n"
        "whole log, the days that certificates are still good, and, where systemd runs, the services. It\n"
        "changes nothing, and brings no register to another version. Each line is good, look or fault, and\n"
        "says what to do.\n"
        "\n"
        "Ends with 0, and with 69 where something is at fault.\n"
        "\n"
        "  --data DIR            the register (default: var)\n"
        "  --copies FOLDER       where copies go (default: /var/backups/besa, where it is there)\n"
        "  --site FILE           the site of nginx (default: /etc/nginx/sites-enabled/besa)\n"
        "  --certificate FILE    that certificate, and not those of the site; repeat it for each\n"
        "  --json                for programs\n"
        "\n"
        "Example:\n"
        "  setpriv --reuid=besa-register --regid=besa-register --init-groups besa doctor --data "
        "/var/lib/besa\n",
    .perform = perform,
};
