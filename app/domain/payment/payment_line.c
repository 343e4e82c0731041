/* The lines of a run with names, and who gets nothing and why, each against the month before. */
#include "domain/payment/payment_line.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/payment/payment_run.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

const char *payment_kind_name(enum payment_kind k)
{
    return k == PAYMENT ? "payment" : "reversal";
}

/* The month of a run and what it is held against. */
struct viewed {
    date month, month_before;
    int64_t before;
};

static const char SQL_MONTH[] = "SELECT month FROM payment_run WHERE id = :run";

static err run_month(struct work *w, int64_t run, date *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_MONTH, BINDS(INT(":run", run)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "no such run");
    *ret = stmt_date(s, 0);
    return OK;
}

static err run_view(struct work *w, int64_t run, struct viewed *ret)
{
    const struct audit_entry entry = {.what = "payment.read", .record = "payment_run", .record_id = run};
    err e;

    if ((e = run_month(w, run, &ret->month)) ||
        (e = payment_run_before(w, ret->month, &ret->before, &ret->month_before)))
        return e;
    return audit_append(w, &entry);
}

/* Names, and whether a sealed file hides them: from all but those it is entrusted to. */
#define NAMED "p.first_name_sealed, p.father_name_sealed, p.surname_sealed, "
#define CLOSED                                                                                               \
    "EXISTS (SELECT 1 FROM case_person cp JOIN case_file c ON c.id = cp.case_id WHERE "                      \
    "cp.person_id = p.id AND c.sealed = 1 AND NOT EXISTS (SELECT 1 FROM case_access x WHERE "                \
    "x.case_id = c.id AND x.account_id = :account))"

struct named {
    const char **first_name, **father_name, **surname;
};

/* Columns 1 to 3 of the row; closed: none of it. */
static err names_open(struct work *w, struct stmt *s, int64_t person, bool closed, const struct named *ret)
{
    err e;

    if (closed)
        return OK;
    if ((e = sealed_open(w, "person", "first_name", person, s, 1, ret->first_name)) ||
        (e = sealed_open(w, "person", "father_name", person, s, 2, ret->father_name)))
        return e;
    return sealed_open(w, "person", "surname", person, s, 3, ret->surname);
}

static const char SQL_LINES[] =
    "SELECT p.id, " NAMED CLOSED ", l.n, l.kind, l.month, l.amount, l.order_id, l.act_id, l.rule_id, "
    "l.application_id, o.number, o.kind, r.source, l.reverses_run, l.reverses_n, l.why, b.amount, "
    "l.kind = 'payment' AND l.month = :month, (SELECT e.what FROM payment_event e WHERE e.run_id = l.run_id "
    "AND e.n = l.n ORDER BY e.id DESC LIMIT 1), a.kind, a.on_day FROM payment_line l "
    "JOIN order_act a ON a.id = l.act_id JOIN person p ON p.id = l.person_id JOIN protection_order o ON o.id "
    "= l.order_id "
    "JOIN benefit_rule r ON r.id = l.rule_id "
    "LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = l.person_id AND b.month = "
    ":month_before "
    "AND b.kind = 'payment' AND l.kind = 'payment' AND l.month = :month "
    "WHERE l.run_id = :run AND l.n > :after AND (:changed = 0 OR b.n IS NULL OR b.amount <> l.amount) "
    "ORDER BY l.n LIMIT :limit";

static err line_fill(struct work *w, struct stmt *s, void *row)
{
    struct payment_line *l = row;
    const bool closed = stmt_int(s, 4) != 0;

    l->person = stmt_int(s, 0);
    l->n = stmt_int(s, 5);
    l->kind = strcmp(stmt_text(s, 6), payment_kind_name(PAYMENT)) ? REVERSAL : PAYMENT;
    l->month = stmt_date(s, 7);
    l->amount = stmt_int(s, 8);
    l->order = stmt_int(s, 9);
    l->act = stmt_int(s, 10);
    l->rule = stmt_int(s, 11);
    l->application = stmt_int(s, 12);
    l->order_number = closed ? NULL : stmt_text_in(s, 13, w->arena);
    l->order_kind = stmt_text_in(s, 14, w->arena);
    l->rule_source = stmt_text_in(s, 15, w->arena);
    l->reverses_run = stmt_int(s, 16);
    l->reverses_n = stmt_int(s, 17);
    l->why = stmt_text_in(s, 18, w->arena);
    l->before = stmt_int(s, 19);
    if (stmt_int(s, 20) && l->before != l->amount)
        l->change = l->before ? CHANGE_AMOUNT : CHANGE_NEW;
    if (!stmt_null(s, 21) && !payment_outcome_parse(stmt_text(s, 21), &l->outcome))
        return ERR_CORRUPT;
    l->act_kind = stmt_text_in(s, 22, w->arena);
    l->act_on = closed ? DATE_NONE : stmt_date(s, 23);
    return names_open(w, s, l->person, closed, &(struct named){&l->first_name, &l->father_name, &l->surname});
}

err payment_lines(struct work *w, const struct payment_filter *f, struct payment_line **ret,
                  size_t *ret_count)
{
    struct viewed v;
    err e;

    if ((e = run_view(w, f->run, &v)))
        return e;
    return rows_fill(w, SQL_LINES,
                     BINDS(INT(":run", f->run), INT(":after", f->after), INT(":limit", f->limit),
                           INT(":changed", f->changed), INT(":account", w->actor.account),
                           DATE(":month", v.month), INT(":before", v.before),
                           DATE(":month_before", v.month_before)),
                     sizeof **ret, line_fill, ret, ret_count);
}

static const char SQL_REASONS[] =
    "SELECT p.id, " NAMED CLOSED
    ", q.why, b.amount FROM payment_reason q JOIN person p ON p.id = q.person_id "
    "LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = q.person_id AND b.month = "
    ":month_before "
    "AND b.kind = 'payment' WHERE q.run_id = :run AND q.person_id > :after AND (:changed = 0 OR b.n IS NOT "
    "NULL) "
    "ORDER BY q.person_id LIMIT :limit";

static err reason_fill(struct work *w, struct stmt *s, void *row)
{
    struct payment_reason *r = row;

    r->person = stmt_int(s, 0);
    r->why = stmt_text_in(s, 5, w->arena);
    r->before = stmt_int(s, 6);
    return names_open(w, s, r->person, stmt_int(s, 4) != 0,
                      &(struct named){&r->first_name, &r->father_name, &r->surname});
}

err payment_reasons(struct work *w, const struct payment_filter *f, struct payment_reason **ret,
                    size_t *ret_count)
{
    struct viewed v;
    err e;

    if ((e = run_view(w, f->run, &v)))
        return e;
    return rows_fill(w, SQL_REASONS,
                     BINDS(INT(":run", f->run), INT(":after", f->after), INT(":limit", f->limit),
                           INT(":changed", f->changed), INT(":account", w->actor.account),
                           INT(":before", v.before), DATE(":month_before", v.month_before)),
                     sizeof **ret, reason_fill, ret, ret_count);
}
