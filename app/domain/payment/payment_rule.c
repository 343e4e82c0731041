/* Changing how months are paid, from a month on. Rules follow one another: none is put in before one that
 * begins later. */
#include "domain/payment/payment_rule.h"

#include "base/month.h"
#include "domain/office/audit.h"
#include "domain/payment/rule.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_RULES[] =
    "SELECT id, part_month, first_month, source, from_day, until_day FROM payment_rule "
    "WHERE voided_at IS NULL ORDER BY id";

static const struct column RULE_COLUMNS[] = {
    COLUMN_INT(struct payment_rule, id),
    COLUMN_WORD_AS(struct payment_rule, part, part_month_parse, "part_month"),
    COLUMN_WORD_AS(struct payment_rule, first, first_month_parse, "first_month"),
    COLUMN_TEXT(struct payment_rule, source),
    COLUMN_DATE_AS(struct payment_rule, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct payment_rule, until, "until_day"),
};

err payment_rules_load(struct work *w, struct payment_rule **ret, size_t *ret_count)
{
    return rows_read(w, SQL_RULES, NO_BINDS, COLUMNS(RULE_COLUMNS), NULL, ret, ret_count);
}

/* Rules are made in the order in which they begin, so each ends the day before the next, without a gap. */
static const char SQL_LATER[] =
    "SELECT count(*) FROM payment_rule WHERE voided_at IS NULL AND from_day > :from";

/* A month is paid by one rule: one that began in the middle would leave open which. */
static err from_check(struct work *w, date from)
{
    int64_t later;
    err e;

    if (from == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "from", "The first day is needed.");
    if (from != month_first(from))
        return refuse(w, ERR_INPUT, "not_month_first", "from", "This must be the first day of a month.");
    if ((e = db_int(w->db, SQL_LATER, BINDS(DATE(":from", from)), &later)) || !later)
        return e;
    return refuse(w, ERR_CONFLICT, "rule_overlaps", "from", "Another rule begins later.");
}

static err rule_check(struct work *w, const struct payment_rule *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, rule_source_check(w, in->source, LIMIT(PaymentRuleNew, source)))) ||
        (e = faults_take(w, &f, from_check(w, in->from))))
        return e;
    return faults_refuse(w, &f);
}

/* A rule of the same first day is left with no day at all: so a mistake is put right. */
static const char SQL_CLOSE[] =
    "UPDATE payment_rule SET until_was = until_day, until_day = :last, ended_by = :id WHERE id <> :id AND "
    "voided_at IS NULL AND (until_day IS NULL OR (from_day = :from AND until_day >= from_day))";
static const char SQL_ADD[] =
    "INSERT INTO payment_rule (id, part_month, first_month, source, from_day, recorded_at) VALUES "
    "(:id, :part, :first, :source, :from, :now)";

err payment_rule_add(struct work *w, const struct payment_rule *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "payment_rule.add", .record = "payment_rule", .why = in->source};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rule_check(w, in)))
        return e;
    if (in->from <= w->today)
        work_warn(w, "in_past", "from", "Months that are paid change with it: the next run puts them right.");
    if ((e = id_next(w, "payment_rule", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":part", part_month_name(in->part)),
                           TEXT(":first", first_month_name(in->first)), TEXT(":source", in->source),
                           DATE(":from", in->from), INT(":now", w->now)))) ||
        (e = db_exec(w->db, SQL_CLOSE,
                     BINDS(INT(":id", entry.record_id), DATE(":last", date_add_days(in->from, -1)),
                           DATE(":from", in->from)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

struct rule_state {
    int64_t voided_at, relied_on, first;
};
#define OF_RULE(month) month " >= p.from_day AND (p.until_day IS NULL OR " month " <= p.until_day)"
/* A month has been worked out by the rule that held on its first day: that of an approved run, and each that
 * was paid late by one. The rule that came with the program is the ground that all others stand on. */
static const char SQL_STATE[] =
    "SELECT voided_at, (SELECT count(*) FROM payment_run r WHERE r.state = 'approved' "
    "AND " OF_RULE(
        "r.month") ") + (SELECT count(*) FROM payment_line l JOIN payment_run r ON r.id = l.run_id "
                   "WHERE r.state = 'approved' AND " OF_RULE(
                       "l.month") ") AS relied_on, p.recorded_at IS NULL AS first "
                                  "FROM payment_rule p WHERE p.id = :id";
static const struct column STATE_COLUMNS[] = {
    COLUMN_INT(struct rule_state, voided_at),
    COLUMN_INT(struct rule_state, relied_on),
    COLUMN_INT(struct rule_state, first),
};

static err void_check(struct work *w, int64_t id)
{
    struct rule_state s;
    err e = row_read(w, SQL_STATE, BINDS(INT(":id", id)), COLUMNS(STATE_COLUMNS), &s);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_rule_of_id", "", "There is no such rule.");
    if (e)
        return e;
    if (s.voided_at)
        return refuse(w, ERR_CONFLICT, "already_voided", "", "It was taken back before.");
    if (s.relied_on || s.first)
        return refuse(w, ERR_CONFLICT, "rule_relied_on", "",
                      "What was approved rests on it: another rule takes its place, from a month on.");
    return OK;
}

static const char SQL_REOPEN[] =
    "UPDATE payment_rule SET until_day = CASE WHEN (SELECT v.ended_by FROM payment_rule v WHERE v.id = :id) "
    "IS NULL THEN until_was ELSE (SELECT v.until_day FROM payment_rule v WHERE v.id = :id) END, "
    "ended_by = (SELECT v.ended_by FROM payment_rule v WHERE v.id = :id) WHERE ended_by = :id";
static const char SQL_VOID[] = "UPDATE payment_rule SET voided_at = :now WHERE id = :id";

err payment_rule_void(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "payment_rule.void", .record = "payment_rule", .record_id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = void_check(w, id)) ||
        (e = db_exec(w->db, SQL_REOPEN, BINDS(INT(":id", id)))) ||
        (e = db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
