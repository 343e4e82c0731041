/* The lines of a run with names, and who gets nothing and why, each compared with the month before. */
#include "domain/payment/payment_line.h"

#include <string.h>

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/payment/payment_run.h"
#include "domain/work/rows.h"
#include "store/db.h"

const char *payment_kind_name(enum payment_kind k)
{
    return k == PAYMENT ? "payment" : "reversal";
}

bool payment_kind_parse(const char *name, enum payment_kind *ret)
{
    for (enum payment_kind k = PAYMENT; k <= REVERSAL; k++)
        if (!strcmp(name, payment_kind_name(k))) {
            *ret = k;
            return true;
        }
    return false;
}

const char *payment_change_name(enum payment_change c)
{
    return c == CHANGE_NEW ? "new" : c == CHANGE_AMOUNT ? "amount" : NULL;
}

static bool change_parse(const char *name, enum payment_change *ret)
{
    for (enum payment_change c = CHANGE_NEW; c <= CHANGE_AMOUNT; c++)
        if (!strcmp(name, payment_change_name(c))) {
            *ret = c;
            return true;
        }
    return false;
}

/* The month of a run, and the run and month it is compared with. */
struct viewed {
    date month, month_before;
    int64_t before;
};

static const char SQL_MONTH[] = "SELECT month FROM payment_run WHERE id = :run";
static const struct column MONTH_COLUMNS[] = {COLUMN_DATE(struct viewed, month)};

static err run_view(struct work *w, int64_t run, struct viewed *ret)
{
    const struct audit_entry entry = {.what = "payment.read", .record = "payment_run", .record_id = run};
    err e = row_read(w, SQL_MONTH, BINDS(INT(":run", run)), COLUMNS(MONTH_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.");
    if (e || (e = payment_run_before(w, ret->month, &ret->before, &ret->month_before)))
        return e;
    return audit_append(w, &entry);
}

/* Joins the person of a row, as p, unless a sealed file hides her from the reader: then all columns of p are
 * NULL and no name is even opened. */
#define PERSON_OF(row)                                                                                       \
    "LEFT JOIN person p ON p.id = " row ".person_id AND NOT " PERSON_CLOSED(row ".person_id")
#define NAMES "p.first_name_sealed, p.father_name_sealed, p.surname_sealed"
#define NAME_COLUMNS(s)                                                                                      \
    COLUMN_SEALED(s, first_name, "person", person), COLUMN_SEALED(s, father_name, "person", person),         \
        COLUMN_SEALED(s, surname, "person", person)

/* Reversals and arrears are compared with nothing: only the month's own payment has one in the month
 * before. */
static const char SQL_LINES[] =
    "SELECT l.n, p.id AS person, l.amount, l.kind, l.month, " NAMES ", CASE WHEN p.id IS NOT NULL THEN "
    "l.order_id END AS order_id, CASE WHEN p.id IS NOT NULL THEN l.act_id END AS act_id, l.rule_id, "
    "l.application_id, CASE WHEN p.id IS NOT NULL THEN o.number_sealed END AS number_sealed, CASE WHEN "
    "p.id IS NOT NULL THEN o.kind END AS order_kind, CASE WHEN p.id IS NOT NULL THEN a.kind END AS act_kind, "
    "r.source, l.one_off_id, x.text AS one_off_text, x.text_en AS one_off_text_en, x.source AS "
    "one_off_source, CASE "
    "WHEN p.id IS NOT NULL THEN a.on_day END AS act_on, l.reverses_run, "
    "l.reverses_n, CASE WHEN p.id IS NOT NULL OR l.why IS NULL THEN l.why ELSE 'not_payable_period' END AS "
    "why, CASE WHEN l.kind <> 'payment' OR l.month <> :month OR l.one_off_id <> 0 THEN NULL "
    "WHEN b.n IS NULL THEN 'new' WHEN b.amount <> l.amount THEN 'amount' END AS change, b.amount AS before, "
    "e.what AS outcome, CASE WHEN l.kind = 'payment' AND coalesce(e.what, '') <> 'paid' THEN ha.full_name "
    "END AS "
    "call, CASE WHEN l.kind = 'payment' AND coalesce(e.what, '') <> 'paid' THEN ho.phone END AS phone FROM "
    "payment_line l LEFT JOIN payment_hold ho ON ho.id = " COORDINATOR_HOLD(
        "l.person_id") "LEFT JOIN account ha "
                       "ON ha.id = ho.recorded_by LEFT JOIN payment_event e ON e.id = " PAYMENT_EVENT_OF("l")
                           PERSON_OF("l") "JOIN order_act a ON a.id = l.act_id "
                                          "JOIN protection_order o ON o.id = l.order_id JOIN benefit_rule r "
                                          "ON r.id = l.rule_id "
                                          "LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = "
                                          "l.person_id AND b.month = "
                                          ":month_before AND b.kind = 'payment' AND b.one_off_id = 0 AND "
                                          "l.kind = 'payment' AND "
                                          "l.month = :month AND l.one_off_id = 0 LEFT JOIN one_off_rule x ON "
                                          "x.id = l.one_off_id "
                                          "WHERE l.run_id = :run AND l.n > :after AND (:changed = 0 OR b.n "
                                          "IS NULL OR b.amount <> "
                                          "l.amount) "
                                          "ORDER BY l.n LIMIT :limit";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT(struct payment_line, n),
    COLUMN_INT(struct payment_line, person),
    COLUMN_INT(struct payment_line, amount),
    COLUMN_WORD(struct payment_line, kind, payment_kind_parse),
    COLUMN_DATE(struct payment_line, month),
    NAME_COLUMNS(struct payment_line),
    COLUMN_INT_AS(struct payment_line, order, "order_id"),
    COLUMN_INT_AS(struct payment_line, act, "act_id"),
    COLUMN_INT_AS(struct payment_line, rule, "rule_id"),
    COLUMN_INT_AS(struct payment_line, application, "application_id"),
    COLUMN_SEALED_AS(struct payment_line, order_number, "protection_order", order, "number_sealed", "number"),
    COLUMN_TEXT(struct payment_line, order_kind),
    COLUMN_TEXT(struct payment_line, act_kind),
    COLUMN_TEXT_AS(struct payment_line, rule_source, "source"),
    COLUMN_INT_AS(struct payment_line, one_off, "one_off_id"),
    COLUMN_TEXT(struct payment_line, one_off_text),
    COLUMN_TEXT(struct payment_line, one_off_text_en),
    COLUMN_TEXT(struct payment_line, one_off_source),
    COLUMN_DATE(struct payment_line, act_on),
    COLUMN_INT(struct payment_line, reverses_run),
    COLUMN_INT(struct payment_line, reverses_n),
    COLUMN_TEXT(struct payment_line, why),
    COLUMN_WORD_OR_NULL(struct payment_line, change, change_parse),
    COLUMN_INT(struct payment_line, before),
    COLUMN_WORD_OR_NULL(struct payment_line, outcome, payment_outcome_parse),
    COLUMN_TEXT(struct payment_line, call),
    COLUMN_TEXT(struct payment_line, phone),
};

err payment_lines(struct work *w, const struct payment_filter *f, struct payment_line **ret,
                  size_t *ret_count)
{
    struct viewed v;
    err e;

    if ((e = run_view(w, f->run, &v)))
        return e;
    return rows_read(w, SQL_LINES,
                     BINDS(INT(":run", f->run), INT(":after", f->after), INT(":limit", f->limit),
                           INT(":changed", f->changed), INT(":account", w->actor.account),
                           DATE(":month", v.month), INT(":before", v.before),
                           DATE(":month_before", v.month_before)),
                     COLUMNS(LINE_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_REASONS[] =
    "SELECT q.person_id, p.id AS person, " NAMES ", CASE WHEN p.id IS NOT NULL THEN q.why ELSE "
    "'not_payable_period' END AS why, b.amount AS before FROM payment_reason q " PERSON_OF(
        "q") "LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = q.person_id AND b.month = "
             ":month_before AND b.kind = 'payment' AND b.one_off_id = 0 WHERE q.run_id = :run AND "
             "q.person_id > :after "
             "AND (:changed = 0 OR b.n IS NOT NULL) ORDER BY q.person_id LIMIT :limit";
static const struct column REASON_COLUMNS[] = {
    COLUMN_INT_AS(struct payment_reason, cursor, "person_id"),
    COLUMN_INT(struct payment_reason, person),
    NAME_COLUMNS(struct payment_reason),
    COLUMN_TEXT(struct payment_reason, why),
    COLUMN_INT(struct payment_reason, before),
};

err payment_reasons(struct work *w, const struct payment_filter *f, struct payment_reason **ret,
                    size_t *ret_count)
{
    struct viewed v;
    err e;

    if ((e = run_view(w, f->run, &v)))
        return e;
    return rows_read(w, SQL_REASONS,
                     BINDS(INT(":run", f->run), INT(":after", f->after), INT(":limit", f->limit),
                           INT(":changed", f->changed), INT(":account", w->actor.account),
                           INT(":before", v.before), DATE(":month_before", v.month_before)),
                     COLUMNS(REASON_COLUMNS), NULL, ret, ret_count);
}
