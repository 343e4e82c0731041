/* The guard of sealed files, the breaking of its glass, and the alarm that goes with it. */
#include "domain/file/case_guard.h"

#include <stdio.h>

#include "base/instant.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "domain/file/file_budget.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct guard {
    int64_t here; /* the file itself, or the older one that it went into */
    bool sealed;
    int64_t passes; /* the file is entrusted to the actor, or its glass is broken for this session */
};

/* Two ways past the seal: the file is entrusted to the account, or this session has broken its glass a while
 * ago. The session, not the account: another browser has to give its own reason. A file that went into
 * another one is that one, here and in all that follows. */
static const char SQL_GUARD[] =
    "SELECT c.id AS here, c.sealed, (SELECT count(*) FROM case_access a WHERE a.case_id = c.id AND "
    "a.account_id = :account) + (SELECT count(*) FROM case_opened o WHERE o.case_id = c.id AND "
    "o.session_hash = :session AND o.until > :now) AS passes FROM case_file f JOIN case_file c ON c.id = "
    "coalesce(f.merged_into, f.id) WHERE f.id = :id";
static const struct column GUARD_COLUMNS[] = {
    COLUMN_INT(struct guard, here),
    COLUMN_BOOL(struct guard, sealed),
    COLUMN_INT(struct guard, passes),
};

/* *id: where the file is now. */
static err guard_read(struct work *w, int64_t *id, bool *ret_open)
{
    struct guard g = {0};
    err e = row_read(w, SQL_GUARD,
                     BINDS(INT(":account", w->actor.account), BLOB(":session", w->actor.session, DIGEST_SIZE),
                           INT(":now", w->now), INT(":id", *id)),
                     COLUMNS(GUARD_COLUMNS), &g);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_case", "", "There is no such file.");
    if (e)
        return e;
    *id = g.here;
    *ret_open = !g.sealed || g.passes > 0;
    return OK;
}

/* Who is told: the other coordinators to whom the file is entrusted; where none of them is active, all, for
 * it must not go unnoticed. */
#define TOLD                                                                                                 \
    "FROM account a WHERE a.role = 'coordinator' AND a.active = 1 AND a.id <> :account AND "                 \
    "(a.id IN (SELECT x.account_id FROM case_access x WHERE x.case_id = :id) OR NOT EXISTS "                 \
    "(SELECT 1 FROM case_access x JOIN account b ON b.id = x.account_id "                                    \
    "WHERE x.case_id = :id AND b.role = 'coordinator' AND b.active = 1)) "
static const char SQL_ALARM[] =
    "INSERT INTO case_alarm (case_id, account_id, at) SELECT :id, a.id, :now " TOLD
    "ON CONFLICT (case_id, account_id, at) DO NOTHING";

/* Into the log, and an alarm to those who are told; joined to the work around it, for neither may stand
 * without the other. */
static err glass_break(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "case.break_glass",
                                      .record = "case_file",
                                      .record_id = id,
                                      .case_id = id,
                                      .why = w->why,
                                      .words = true};
    err e;

    if ((e = tx_join(&tx, w->db)) || (e = audit_append(w, &entry)) ||
        (e = db_exec(w->db, SQL_ALARM,
                     BINDS(INT(":id", id), INT(":now", w->now), INT(":account", w->actor.account)))))
        return e;
    return tx_commit(&tx);
}

static const char SQL_KNOCK[] =
    "INSERT INTO case_knock (case_id, account_id, at, kind) SELECT :id, a.id, :now, :kind " TOLD
    "ON CONFLICT (case_id, account_id, at, kind) DO NOTHING";

err case_knock(struct work *w, int64_t id, enum case_knock kind)
{
    static const char *const KINDS[] = {[KNOCK_REFUSED] = "refused", [KNOCK_ASKED] = "asked"};

    return db_exec(w->db, SQL_KNOCK,
                   BINDS(INT(":id", id), INT(":now", w->now), INT(":account", w->actor.account),
                         TEXT(":kind", KINDS[kind])));
}

/* Once for each file; that an answer tells of it outweighs that it was refused. */
static void shut_note(struct work *w, int64_t id, bool answered)
{
    size_t i = 0;

    while (i < w->shut_count && w->shuts[i].case_id != id)
        i++;
    if (i == SHUTS_MAX) {
        w->shuts_more += answered;
        return;
    }
    if (i == w->shut_count)
        w->shuts[w->shut_count++] = (struct shut){.case_id = id};
    w->shuts[i].answered = w->shuts[i].answered || answered;
}

err case_shut_refuse(struct work *w, int64_t id, const char *detail)
{
    shut_note(w, id, false);
    return refuse(w, ERR_DENIED, "sealed_file", "", "%s", detail);
}

err case_stands_open(struct work *w, int64_t id, bool *ret)
{
    return guard_read(w, &id, ret);
}

err case_shut_tell(struct work *w, int64_t id)
{
    bool open = false;
    err e;

    for (size_t i = 0; !id && i < w->shut_count; i++)
        w->shuts[i].answered = true;
    if (!id)
        return OK;
    if ((e = guard_read(w, &id, &open)))
        return e;
    if (!open)
        shut_note(w, id, true);
    return OK;
}

/* A form asks again with every field that is filled in: that is one question. */
#define ASKED_SECONDS 60
static const char SQL_ASKED[] =
    "SELECT count(*) FROM audit WHERE account_id = :account AND at > :since AND what = 'case.asked' AND "
    "case_id = :id";

static err shut_log(struct work *w, int64_t id, const char *why)
{
    const struct audit_entry entry = {
        .what = "case.asked", .record = "case_file", .record_id = id, .case_id = id, .why = why};
    int64_t asked;
    err e;

    if ((e = db_int(
             w->db, SQL_ASKED,
             BINDS(INT(":account", w->actor.account), INT(":since", w->now - ASKED_SECONDS), INT(":id", id)),
             &asked)) ||
        asked)
        return e;
    return (e = audit_append(w, &entry)) ? e : case_knock(w, id, KNOCK_ASKED);
}

err case_shuts_log(struct work *w, const char *why)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char more[64];
    const struct audit_entry entry = {.what = "case.asked", .record = "case_file", .why = more};
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < w->shut_count; i++)
        if (w->shuts[i].answered && (e = shut_log(w, w->shuts[i].case_id, why)))
            return e;
    snprintf(more, sizeof more, "%zu more, which are not named", w->shuts_more);
    if (w->shuts_more && (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_TODAY[] =
    "SELECT count(DISTINCT case_id) FROM audit WHERE account_id = :account AND at >= :since AND "
    "what = 'case.asked'";

err case_shuts_today(struct work *w, int64_t *ret)
{
    return db_int(w->db, SQL_TODAY,
                  BINDS(INT(":account", w->actor.account), INT(":since", date_midnight(w->today))), ret);
}

err case_may_open(struct work *w, int64_t id)
{
    bool open = false;
    err e;

    if ((e = guard_read(w, &id, &open)))
        return e;
    if (open)
        return file_budget_check(w, id);
    if (text_empty(w->why))
        return case_shut_refuse(w, id, "This file is sealed; opening it needs a reason, which is logged.");
    if ((e = field_reason_check(w, "why", w->why)))
        return e;
    return glass_break(w, id);
}

static const char SQL_OPENED[] =
    "INSERT INTO case_opened (case_id, session_hash, until) VALUES (:id, :session, :until) "
    "ON CONFLICT (case_id, session_hash) DO UPDATE SET until = excluded.until";

/* Of one file, where it is shut. */
static err glass_open(struct work *w, int64_t id, int64_t *ret_until)
{
    const int64_t until = w->now + CASE_OPENED;
    bool open;
    err e;

    if ((e = guard_read(w, &id, &open)) || open)
        return e;
    /* A device or a calendar has no session in which a glass could be broken. */
    if (!w->actor.session)
        return case_shut_refuse(w, id, "This file is sealed.");
    if ((e = glass_break(w, id)) ||
        (e = db_exec(
             w->db, SQL_OPENED,
             BINDS(INT(":id", id), BLOB(":session", w->actor.session, DIGEST_SIZE), INT(":until", until)))))
        return e;
    *ret_until = until;
    return OK;
}

/* The sealed files that shut what is known of this one's persons. A respondent's own files are not opened
 * with it: what stands there is about somebody else. */
static const char SQL_BARS[] =
    "SELECT DISTINCT o.case_id FROM case_person p JOIN case_person o ON o.person_id = p.person_id "
    "JOIN case_file f ON f.id = o.case_id "
    "WHERE p.case_id = :id AND p.role <> 'respondent' AND f.sealed = 1 AND f.id <> :id ORDER BY o.case_id";

static err reason_require(struct work *w)
{
    return field_reason_check(w, "why", w->why);
}

/* Every file that sql lists for :id. */
static err glasses_open(struct work *w, const char *sql, int64_t id, int64_t *ret_until)
{
    int64_t *files;
    size_t count;
    err e = rows_ids(w, sql, BINDS(INT(":id", id)), &files, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = glass_open(w, files[i], ret_until);
    return e;
}

/* A file that is open to the actor anyway, though not at once where many were opened before (file_budget.h):
 * from this line on it counts as one that is open to her. */
static err need_log(struct work *w, int64_t id)
{
    const struct audit_entry entry = {.what = "case.need",
                                      .record = "case_file",
                                      .record_id = id,
                                      .case_id = id,
                                      .why = w->why,
                                      .words = true};

    return audit_append(w, &entry);
}

err case_glass_open(struct work *w, int64_t id, int64_t *ret_until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t until = 0;
    bool open;
    err e;

    /* Whether there is such a file comes before the reason, so that nobody writes a reason for nothing. */
    if ((e = tx_begin(&tx, w->db)) || (e = guard_read(w, &id, &open)) || (e = reason_require(w)) ||
        (open && (e = need_log(w, id))) || (e = glass_open(w, id, &until)) ||
        (e = glasses_open(w, SQL_BARS, id, &until)) || (e = tx_commit(&tx)))
        return e;
    *ret_until = until;
    return OK;
}

static const char SQL_HERS[] =
    "SELECT DISTINCT p.case_id FROM case_person p JOIN case_file f ON f.id = p.case_id "
    "WHERE p.person_id = :id AND f.sealed = 1 ORDER BY p.case_id";

err case_person_shut_tell(struct work *w, int64_t person)
{
    int64_t *files;
    size_t count;
    err e = rows_ids(w, SQL_HERS, BINDS(INT(":id", person)), &files, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = case_shut_tell(w, files[i]);
    return e;
}

err case_person_glass_open(struct work *w, int64_t person, int64_t *ret_until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "person.open", .record = "person", .record_id = person, .why = w->why, .words = true};
    int64_t until = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = reason_require(w)) || (e = audit_append(w, &entry)) ||
        (e = glasses_open(w, SQL_HERS, person, &until)) || (e = tx_commit(&tx)))
        return e;
    *ret_until = until;
    return OK;
}

static const char SQL_STANDS[] = "SELECT case_id FROM case_person WHERE person_id = :person AND "
                                 "case_id > :after AND case_id <> :passed ORDER BY case_id LIMIT 1";

err case_person_may_open(struct work *w, int64_t person, int64_t passed)
{
    int64_t id = 0;
    err e;

    /* One file after the other, by number: each sealed one that is not open refuses, or is broken open with
     * the reason given and tells of it. */
    while (!(e = db_int(w->db, SQL_STANDS,
                        BINDS(INT(":person", person), INT(":after", id), INT(":passed", passed)), &id)))
        if ((e = case_may_open(w, id)))
            return e;
    return e == ERR_ABSENT ? OK : e;
}
