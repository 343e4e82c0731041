/* Each look is a few lines, needs no right but to read, and changes nothing. */
#include "cli/machine_look.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/instant.h"
#include "base/probe.h"
#include "crypto/tls_certificate.h"
#include "render/card_ground.h"
#include "store/library.h"

#define DAYS_NEEDED   7  /* of a certificate: time enough to reach who makes them */
#define DAYS_GOOD     21 /* certbot renews 30 days before the end */
#define SITE_MAX      (1 << 20)
#define SITE_NAME_MAX 1024 /* of a certificate's path */

void clock_look(struct findings *f)
{
    bool kept = clock_kept();

    finding_add(f, "clock", kept ? HEALTH_GOOD : HEALTH_LOOK,
                "let it be set from the network: apt install systemd-timesyncd, then timedatectl", "%s",
                kept ? "the clock is kept right" : "nobody keeps this machine's clock right");
}

void disk_look(struct findings *f, const char *name, const char *folder)
{
    const int64_t room = file_room(folder);

    if (room < 0)
        return;
    finding_add(
        f, name, health_room(room),
        "make room: df -h says which disk, du -xh --max-depth 2 / what takes it; old copies and logs first",
        "%" PRId64 " MiB are free where %s lies", room >> 20, folder);
}

void owner_look(struct findings *f, const char *data)
{
    static const char *const FILES[] = {"besa.db", "keys.db", "keys", "check"};
    char path[4096];
    struct stat folder, st;

    if (stat(data, &folder) != 0) {
        finding_add(
            f, "owner", HEALTH_FAULT,
            "name the register with --data, as in the service's unit; a new one starts with `besa init`",
            "there is no folder %s, or it may not be looked into", data);
        return;
    }
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", data, FILES[i]);
        if (stat(path, &st) == 0 && st.st_uid != folder.st_uid) {
            finding_add(f, "owner", HEALTH_FAULT,
                        "give it to the folder's owner, with all in it: chown -R --reference=FOLDER FILE",
                        "%s belongs to account %u, the folder to account %u", path, (unsigned)st.st_uid,
                        (unsigned)folder.st_uid);
            return;
        }
    }
    finding_add(f, "owner", HEALTH_GOOD, NULL, "all of it belongs to one account (%u)",
                (unsigned)folder.st_uid);
}

void font_look(struct findings *f)
{
    bool there = !card_font_require();

    finding_add(f, "font", there ? HEALTH_GOOD : HEALTH_FAULT, "apt install fonts-dejavu-core", "%s",
                there ? "there are letters for cards" : "there is no font: no card can be drawn");
}

void sqlite_look(struct findings *f)
{
    /* Besa keeps away from the fault; it is said for whoever thinks of opening the file by hand. */
    finding_add(f, "sqlite", HEALTH_GOOD, NULL, "SQLite %s%s", library_version(),
                library_loses_commits(library_number())
                    ? ": while it is served, nothing but besa may open the database"
                    : "");
}

/* ---- certificates */
static void certificate_look(struct findings *f, const char *path, int64_t now)
{
    int64_t until, days;
    err e = tls_certificate_until(path, &until);
    char day[DATE_TEXT];

    if (e) {
        finding_add(f, "certificate", HEALTH_FAULT,
                    e == ERR_DENIED ? "call this as root, or let this account read it: it is no secret"
                                    : "put the certificate there, in PEM, the server's own first",
                    "%s %s", path,
                    e == ERR_ABSENT   ? "is not there"
                    : e == ERR_DENIED ? "may not be read"
                                      : "is no certificate");
        return;
    }
    days = (until - now) / INSTANT_DAY;
    finding_add(f, "certificate",
                until <= now || days < DAYS_NEEDED ? HEALTH_FAULT
                : days < DAYS_GOOD                 ? HEALTH_LOOK
                                                   : HEALTH_GOOD,
                "renew it (certbot renew, or ask who made it), then systemctl reload nginx",
                until <= now ? "%s ended on %s" : "%s is good until %s", path,
                date_format(instant_date(until), day));
}

/* The path in a line "ssl_certificate PATH;", else NULL. */
static const char *site_line(char *line)
{
    static const char WORD[] = "ssl_certificate";
    char *at = line + strspn(line, " \t");

    if (strncmp(at, WORD, strlen(WORD)) != 0)
        return NULL;
    at += strlen(WORD);
    if (*at != ' ' && *at != '\t')
        return NULL;
    at += strspn(at, " \t");
    at[strcspn(at, "; \t\r")] = '\0';
    return *at ? at : NULL;
}

static void site_look(struct findings *f, const char *site, int64_t now)
{
    CLEANUP(buf_free) struct buf text = {0};
    char line[SITE_NAME_MAX];
    size_t count = 0;
    err e = file_read(site, SITE_MAX, &text);

    for (const char *at = e || !text.len ? "" : (const char *)text.data, *end = at + text.len;
         !e && at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((stop ? stop : end) - at);
        const char *path;

        snprintf(line, sizeof line, "%.*s", (int)n, at);
        if ((path = site_line(line)) && ++count)
            certificate_look(f, path, now);
        at += n + 1;
    }
    if (!count)
        finding_add(f, "certificate", HEALTH_LOOK,
                    "name the site (--site FILE) or the certificate (--certificate FILE)", "%s %s", site,
                    e ? "cannot be read: no certificate was looked at" : "names no certificate");
}

void certificates_look(struct findings *f, const struct call_list *named, const char *site, int64_t now)
{
    for (size_t i = 0; i < named->count; i++)
        certificate_look(f, named->at[i], now);
    if (!named->count)
        site_look(f, site, now);
}

/* ---- services */
static void service_look(struct findings *f, const char *unit)
{
    const char *const argv[] = {"/usr/bin/systemctl", "is-active", "--quiet", unit, NULL};
    int code = 0;
    bool runs = !probe_run(argv, "", 0, &code) && code == 0;

    finding_add(f, "service", runs ? HEALTH_GOOD : HEALTH_FAULT,
                "see why (systemctl status UNIT, journalctl -u UNIT), then systemctl enable --now UNIT",
                "%s %s", unit, runs ? "runs" : "does not run");
}

void services_look(struct findings *f)
{
    static const char *const UNITS[] = {"besa-register.service", "besa-check.service", "besa-backup.timer",
                                        "nginx.service"};

    if (access("/run/systemd/system", F_OK) != 0) {
        finding_add(f, "service", HEALTH_GOOD, NULL,
                    "systemd does not run here: services were not looked at");
        return;
    }
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        service_look(f, UNITS[i]);
}
