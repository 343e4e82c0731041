/* Notices: what somebody did, or tried, that coordinators must know of for a week; and rules of the
 * municipality that are about to run out. Who is told of an opened file was decided and written down when it
 * was opened. */
#include "domain/task/notice_task.h"

#include "base/instant.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/file/charge.h"
#include "domain/task/task_text.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define RULE_DAYS 30 /* days before and after a rule runs out with no other behind it */

struct noticed {
    int64_t at, case_id;                 /* case_id 0: of no file */
    const char *number, *unit, *account; /* NULL: none */
};
static const struct column NOTICED_COLUMNS[] = {
    COLUMN_INT(struct noticed, at),       COLUMN_INT(struct noticed, case_id),
    COLUMN_TEXT(struct noticed, number),  COLUMN_TEXT(struct noticed, unit),
    COLUMN_TEXT(struct noticed, account),
};

static const char SQL_OPENED[] =
    "SELECT a.at, c.id AS case_id, c.number, u.name AS unit, NULL AS account FROM case_alarm a JOIN "
    "case_file c ON c.id = a.case_id "
    "JOIN unit u ON u.id = c.unit_id WHERE a.account_id = :account AND a.at > :since ORDER BY a.at, c.id";

/* One notice for a file, however often it was knocked at. */
#define KNOCKED(kind)                                                                                        \
    "SELECT max(k.at) AS at, c.id AS case_id, c.number, u.name AS unit, NULL AS account FROM case_knock k "  \
    "JOIN case_file c ON c.id = k.case_id JOIN unit u ON u.id = c.unit_id WHERE k.account_id = :account "    \
    "AND k.kind = '" kind "' AND k.at > :since GROUP BY c.id, c.number, u.name ORDER BY 1, 2"
static const char SQL_REFUSED[] = KNOCKED("refused");
static const char SQL_ASKED[] = KNOCKED("asked");

/* Those who may approve it (export_request.h). */
static const char SQL_EXPORT_ASKED[] =
    "SELECT max(r.asked_at) AS at, c.id AS case_id, c.number, u.name AS unit, a.name AS account "
    "FROM export_request r JOIN account a ON a.id = r.asked_by JOIN case_person p ON p.person_id = "
    "r.person_id "
    "JOIN case_file c ON c.id = p.case_id JOIN unit u ON u.id = c.unit_id WHERE c.sealed = 1 AND "
    "r.approved_at IS NULL AND r.asked_at > :since AND c.id IN (SELECT case_id FROM case_access WHERE "
    "account_id = "
    ":account) GROUP BY c.id, c.number, u.name, a.name ORDER BY 1, 2";

/* SQLite uses the partial index audit_notice only where the condition is written word for word as there. */
#define NOTICED "a.what IN ('person.export', 'account.create', 'account.role', 'account.password') "

/* An export holds all of a person's data, her address included: coordinators know of each, except where the
 * file is sealed against them. */
static const char SQL_EXPORTED[] =
    "SELECT a.at, c.id AS case_id, c.number, u.name AS unit, a.actor AS account FROM audit a "
    "LEFT JOIN case_file c ON c.id = a.case_id LEFT JOIN unit u ON u.id = c.unit_id "
    "WHERE " NOTICED "AND a.at > :since AND a.what = 'person.export' AND (c.id IS NULL OR c.sealed = 0 OR "
    "c.id IN (SELECT case_id FROM case_access WHERE account_id = :account)) ORDER BY a.at, a.id";

/* A new coordinator's account, or a coordinator's password chosen by somebody else: whoever did that can sign
 * in with it. */
static const char SQL_ACCOUNTS[] =
    "SELECT a.at, NULL AS case_id, NULL AS number, NULL AS unit, x.name AS account FROM audit a JOIN account "
    "x ON x.id = a.record_id "
    "WHERE " NOTICED "AND a.at > :since AND x.id <> :account AND "
    "((a.what = 'account.create' AND a.why = 'coordinator') OR "
    "(a.what = 'account.role' AND a.why LIKE '% -> coordinator') OR "
    "(a.what = 'account.password' AND a.why <> 'own' AND x.role = 'coordinator')) ORDER BY a.at, a.id";

/* A respondent stood at the desk, or somebody had another person's card: a warning sign, whoever it was. If
 * the file is sealed and entrusted to nobody who could be told, then all coordinators are: it must not go
 * unnoticed. */
static const char SQL_COLLECTORS[] =
    "SELECT max(a.at) AS at, c.id AS case_id, c.number, u.name AS unit, NULL AS account "
    "FROM collector_alarm a JOIN case_file c ON c.id = a.case_id "
    "JOIN unit u ON u.id = c.unit_id WHERE a.at > :since AND (c.sealed = 0 OR "
    "c.id IN (SELECT case_id FROM case_access WHERE account_id = :account) OR NOT EXISTS "
    "(SELECT 1 FROM case_access x JOIN account b ON b.id = x.account_id "
    "WHERE x.case_id = c.id AND b.role = 'coordinator' AND b.active = 1)) GROUP BY c.id ORDER BY 1, 2";

/* One for a file, however much it answered. */
static const char SQL_ANSWERED[] =
    "SELECT max(r.recorded_at) AS at, c.id AS case_id, c.number, u.name AS unit, NULL AS account FROM "
    "case_record r JOIN account p ON p.id = r.recorded_by JOIN case_file c ON c.id = r.case_id JOIN unit u "
    "ON "
    "u.id = c.unit_id WHERE r.kind = 'referral_answer' AND p.role = 'partner' AND r.voided_at IS NULL AND "
    "r.recorded_at > :since AND " FILE_OPEN("c", ":account") "GROUP BY c.id, c.number, u.name ORDER BY 1, 2";

/* Who followed either of the two, and did not merge them; the younger one keeps whose it was. */
static const char SQL_MERGED[] =
    "WITH RECURSIVE " CHARGE_HERS "SELECT max(m.merged_at) AS at, c.id AS case_id, c.number, u.name AS unit, "
    "NULL AS account FROM case_merge m JOIN case_file y ON y.id = m.from_id JOIN case_file c ON c.id = "
    "coalesce(y.merged_into, m.into_id) JOIN unit u ON u.id = c.unit_id WHERE m.undone_at IS NULL AND "
    "m.merged_at > :since AND coalesce(m.merged_by, 0) <> :account AND (y.charge_id IN (SELECT id FROM hers) "
    "OR "
    "c.charge_id IN (SELECT id FROM hers)) AND " FILE_OPEN("c", ":account") "GROUP BY c.id, c.number, u.name "
                                                                            "ORDER BY 1, 2";

static err notice_add(struct work *w, struct task_set *set, enum notice kind, const struct noticed *n)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_NOTICES,
                       .what = notice_name(kind),
                       .text = notice_text(kind, false),
                       .text_en = notice_text(kind, true),
                       .due_at = n->at,
                       .due_on = instant_date(n->at),
                       .hours = true,
                       .case_id = n->case_id,
                       .case_number = n->number,
                       .unit = n->unit,
                       .account = n->account};
    return OK;
}

static err notices_read(struct work *w, struct task_set *set, enum notice kind, const char *sql,
                        const struct bind *binds)
{
    struct noticed *all;
    size_t count;
    err e;

    if ((e = rows_read(w, sql, binds, COLUMNS(NOTICED_COLUMNS), NULL, &all, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = notice_add(w, set, kind, &all[i])))
            return e;
    return OK;
}

static err notices_of(struct work *w, struct task_set *set, enum notice kind, const char *sql)
{
    return notices_read(w, set, kind, sql,
                        BINDS(INT(":account", w->actor.account), INT(":since", w->now - NOTICE_SECONDS)));
}

static err merged_notices(struct work *w, struct task_set *set)
{
    return notices_read(w, set, NOTICE_FILE_MERGED, SQL_MERGED,
                        BINDS(INT(":account", w->actor.account), INT(":since", w->now - NOTICE_SECONDS),
                              DATE(":today", w->today)));
}

/* Whether another rule of the service takes over where this one ends. */
static bool rule_followed(const struct rules *rules, const struct benefit_rule *r)
{
    for (size_t i = 0; i < rules->benefit_count; i++) {
        const struct benefit_rule *n = &rules->benefits[i];

        if (n->service == r->service && n->from <= date_add_days(r->until, 1) && n->until > r->until)
            return true;
    }
    return false;
}

static err rule_add_task(struct work *w, struct task_set *set, const struct benefit_rule *r)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_NOTICES,
                       .what = notice_name(NOTICE_RULE_ENDS),
                       .text = notice_text(NOTICE_RULE_ENDS, false),
                       .text_en = notice_text(NOTICE_RULE_ENDS, true),
                       .service = service_name(r->service),
                       .rule = r->source,
                       .due_on = r->until,
                       .due_at = date_day_end(r->until)};
    t->overdue = t->due_at < w->now;
    return OK;
}

/* A rule that was replaced from its first day on holds on no day (until lies before from): nothing ends with
 * it. */
static err rule_tasks(struct work *w, struct task_set *set)
{
    const date first = date_add_days(w->today, -RULE_DAYS), last = date_add_days(w->today, RULE_DAYS);
    err e;

    for (size_t i = 0; i < set->rules.benefit_count; i++) {
        const struct benefit_rule *r = &set->rules.benefits[i];

        if (r->until >= r->from && first <= r->until && r->until <= last && !rule_followed(&set->rules, r) &&
            (e = rule_add_task(w, set, r)))
            return e;
    }
    return OK;
}

/* Of the keys in use the one that was made first; those of the beginning are as old as the register. */
static const char SQL_OLDEST_KEY[] =
    "SELECT coalesce(min(since), 0) AS oldest FROM (SELECT coalesce((SELECT coalesce(h.begun_at, h.made_at) "
    "FROM key_history h WHERE h.kind = k.kind AND h.number = k.number), (SELECT created_at FROM "
    "municipality)) "
    "AS since FROM (SELECT kind, max(number) AS number FROM key_check WHERE kind <> 'public' GROUP BY kind) "
    "AS k) "
    "AS used";

err keys_due(struct work *w, const struct rules *rules, date *ret_since, date *ret_due)
{
    const int64_t months = legal_value(rules->legal, rules->legal_count, LEGAL_KEY_ROTATION_MONTHS, w->today);
    date since, due;
    int64_t oldest;
    err e = db_int(w->db, SQL_OLDEST_KEY, NO_BINDS, &oldest);

    if (e)
        return e;
    since = instant_date(oldest);
    due = date_add_months(since, (int)months);
    *ret_since = *ret_due = DATE_NONE;
    if (oldest && months && due < w->today) {
        *ret_since = since;
        *ret_due = due;
    }
    return OK;
}

/* Nothing ends when a key is old: it is offered, not overdue. */
static err key_task(struct work *w, struct task_set *set)
{
    struct task *t;
    date since, due;
    err e = keys_due(w, &set->rules, &since, &due);

    if (e || due == DATE_NONE)
        return e;
    if (!(t = task_add(w, set)))
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_NOTICES,
                       .what = notice_name(NOTICE_KEYS_OLD),
                       .text = notice_text(NOTICE_KEYS_OLD, false),
                       .text_en = notice_text(NOTICE_KEYS_OLD, true),
                       .due_on = due,
                       .due_at = date_day_end(due)};
    return OK;
}

err notice_tasks(struct work *w, struct task_set *set)
{
    err e;

    if ((e = notices_of(w, set, NOTICE_FILE_OPENED, SQL_OPENED)) ||
        (e = notices_of(w, set, NOTICE_FILE_REFUSED, SQL_REFUSED)) ||
        (e = notices_of(w, set, NOTICE_FILE_ASKED, SQL_ASKED)) ||
        (e = notices_of(w, set, NOTICE_EXPORT_ASKED, SQL_EXPORT_ASKED)) ||
        (e = notices_of(w, set, NOTICE_PERSON_EXPORTED, SQL_EXPORTED)) ||
        (e = notices_of(w, set, NOTICE_ACCOUNT_CHANGED, SQL_ACCOUNTS)) ||
        (e = notices_of(w, set, NOTICE_PARTNER_ANSWERED, SQL_ANSWERED)) || (e = merged_notices(w, set)) ||
        (e = notices_of(w, set, NOTICE_COLLECTOR_REFUSED, SQL_COLLECTORS)))
        return e;
    return (e = rule_tasks(w, set)) ? e : key_task(w, set);
}
