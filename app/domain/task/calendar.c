/* Calendars: the secret address, and the events behind it. Phones hand calendars on to clouds and show them
 * on locked screens, so an event says "Afat" and the number of the file, and nothing of a person or an
 * order. */
#include "domain/task/calendar.h"

#include <inttypes.h>
#include <string.h>

#include "base/instant.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "domain/office/audit.h"
#include "domain/task/task.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"
#include "render/ics.h"
#include "store/db.h"

_Static_assert(CALENDAR_SECRET_TEXT == SECRET_TEXT, "the address of a calendar is a secret");

#define UID_SIZE 16 /* bytes of the blinded name of a task */

static const char SQL_MADE[] = "SELECT made_at FROM calendar WHERE account_id = :account";

err calendar_made(struct work *w, int64_t *ret_at)
{
    int64_t at;
    err e = db_int(w->db, SQL_MADE, BINDS(INT(":account", w->actor.account)), &at);

    if (e && e != ERR_ABSENT)
        return e;
    *ret_at = e ? 0 : at;
    return OK;
}

static const char SQL_MAKE[] =
    "INSERT INTO calendar (account_id, secret_hash, made_at) VALUES (:account, :hash, :now) "
    "ON CONFLICT (account_id) DO UPDATE SET secret_hash = excluded.secret_hash, made_at = excluded.made_at";

err calendar_make(struct work *w, char ret_secret[CALENDAR_SECRET_TEXT])
{
    CLEANUP(secret_wipe) struct secret secret = {0};
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "calendar.make", .record = "account", .record_id = w->actor.account};
    err e;

    if ((e = secret_make(&secret)) || (e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_MAKE,
                     BINDS(INT(":account", w->actor.account), BLOB(":hash", secret.hash, DIGEST_SIZE),
                           INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    memcpy(ret_secret, secret.text, SECRET_TEXT);
    return OK;
}

static const char SQL_WITHDRAW[] = "DELETE FROM calendar WHERE account_id = :account";

err calendar_withdraw(struct work *w)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "calendar.withdraw", .record = "account", .record_id = w->actor.account};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_WITHDRAW, BINDS(INT(":account", w->actor.account)))) ||
        (db_changes(w->db) && (e = audit_append(w, &entry))))
        return e;
    return tx_commit(&tx);
}

/* Asked at every fetch: an account that was closed, or is no coordinator's any more, has no calendar. */
static const char SQL_OWNER[] = "SELECT a.id, a.name FROM calendar c JOIN account a ON a.id = c.account_id "
                                "WHERE c.secret_hash = :hash AND a.active = 1 AND a.role = 'coordinator'";
static const struct column OWNER_COLUMNS[] = {
    COLUMN_INT_AS(struct actor, account, "id"),
    COLUMN_TEXT(struct actor, name),
};

/* From here on the work is done in the owner's name. A text that has not even the shape of a secret gets the
 * same answer as one that is not known. */
static err owner_become(struct work *w, const char *secret)
{
    struct actor owner = {.roles = R_COORDINATOR};
    uint8_t hash[DIGEST_SIZE];
    err e = secret_hash(secret, hash);

    if (!e)
        e = row_read(w, SQL_OWNER, BINDS(BLOB(":hash", hash, DIGEST_SIZE)), COLUMNS(OWNER_COLUMNS), &owner);
    if (e == ERR_INPUT || e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "not_found", "", "There is no such thing here.");
    if (!e)
        w->actor = owner;
    return e;
}

/* A phone knows an event by its UID, so a task must have the same one at every fetch; a keyed digest, so that
 * it tells nothing. Notices with neither order nor card can come up twice: their time tells them apart. */
static err uid_make(struct work *w, const struct task *t, char ret[2 * UID_SIZE + 1])
{
    bool alone = !t->order && !t->card;
    uint8_t name[DIGEST_SIZE];
    const char *key =
        arena_format(w->arena, "%" PRId64 " %s %" PRId64 " %" PRId64 " %s %s %s %" PRId64, w->actor.account,
                     t->what, t->case_id, t->order, t->card ? t->card : "", t->account ? t->account : "",
                     t->rule ? t->rule : "", alone ? t->due_at : 0);
    err e;

    if (!key)
        return ERR_SYSTEM;
    if (!(e = blind(w->keys, "calendar", key, name)))
        digest_hex(name, UID_SIZE, ret);
    return e;
}

/* iCalendar writes dates and times without '-' and ':'. */
static const char *time_ics(struct work *w, const char *iso)
{
    char plain[INSTANT_TEXT];
    size_t n = 0;

    for (const char *p = iso; *p && n + 1 < sizeof plain; p++)
        if (*p != '-' && *p != ':')
            plain[n++] = *p;
    plain[n] = '\0';
    return arena_text(w->arena, plain);
}

static err alarm_write(struct buf *out, bool hours)
{
    ics_line(out, "BEGIN", "VALARM");
    ics_line(out, "ACTION", "DISPLAY");
    ics_text(out, "DESCRIPTION", "Afat");
    ics_line(out, "TRIGGER", hours ? "-PT2H" : "-PT15H"); /* nine o'clock on the day before */
    ics_line(out, "END", "VALARM");
    return buf_err(out);
}

static err event_write(struct work *w, const struct task *t, const char *stamp, struct buf *out)
{
    char uid[2 * UID_SIZE + 1], at[INSTANT_TEXT], on[DATE_TEXT];
    const char *start = time_ics(w, t->hours ? instant_format(t->due_at, at) : date_format(t->due_on, on));
    const char *what =
        t->case_id ? arena_format(w->arena, "Afat: dosja %s", t->case_number) : arena_text(w->arena, "Afat");
    const char *name;
    err e;

    if ((e = uid_make(w, t, uid)))
        return e;
    if (!start || !what || !(name = arena_format(w->arena, "%s@besa", uid)))
        return ERR_SYSTEM;
    ics_line(out, "BEGIN", "VEVENT");
    ics_text(out, "UID", name);
    ics_line(out, "DTSTAMP", stamp);
    ics_line(out, t->hours ? "DTSTART" : "DTSTART;VALUE=DATE", start);
    ics_text(out, "SUMMARY", what);
    /* Calendars are shared and shown to others: private, and not counted as time that is taken. */
    ics_line(out, "CLASS", "PRIVATE");
    ics_line(out, "TRANSP", "TRANSPARENT");
    if ((e = alarm_write(out, t->hours)))
        return e;
    ics_line(out, "END", "VEVENT");
    return buf_err(out);
}

static err events_write(struct work *w, const struct task *tasks, size_t count, struct buf *out)
{
    char now[INSTANT_TEXT];
    const char *stamp = time_ics(w, instant_format(w->now, now));
    err e;

    if (!stamp)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (!tasks[i].indoors && (e = event_write(w, &tasks[i], stamp, out)))
            return e;
    return OK;
}

err calendar_write(struct work *w, const char *secret, struct buf *ret)
{
    struct audit_entry entry = {.what = "calendar.read", .record = "account"};
    struct task *tasks;
    size_t count;
    err e;

    if ((e = owner_become(w, secret)))
        return e;
    entry.record_id = w->actor.account;
    if ((e = task_collect(w, &tasks, &count)) || (e = audit_append(w, &entry)))
        return e;
    ics_line(ret, "BEGIN", "VCALENDAR");
    ics_line(ret, "VERSION", "2.0");
    ics_text(ret, "PRODID", "-//Besa//Afatet//SQ");
    ics_text(ret, "X-WR-CALNAME", "Afatet");
    /* Some deadlines are counted in hours, so phones should ask again within one. */
    ics_line(ret, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    if ((e = events_write(w, tasks, count, ret)))
        return e;
    ics_line(ret, "END", "VCALENDAR");
    return buf_err(ret);
}
