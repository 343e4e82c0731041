/* One person's dues and payments, read from the register and worked out by the pure core. */
#include "domain/payment/payee.h"

#include <string.h>

#include "base/month.h"
#include "domain/claim/claim.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/law/application_gap.h"
#include "domain/payment/application.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define STANDS                                                                                               \
    "SELECT s.month, s.run_id, s.n, l.amount, l.order_id, l.act_id, l.rule_id, l.application_id, "           \
    "s.one_off_id "                                                                                          \
    "FROM payment_standing s JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n "                      \
    "WHERE s.person_id = :person AND s.one_off_id "
static const char SQL_PAID[] = STANDS "= 0 ORDER BY s.month";
static const char SQL_ONCE[] = STANDS "<> 0 ORDER BY s.month, s.one_off_id";
static const struct column PAID_COLUMNS[] = {
    COLUMN_DATE(struct paid, month),
    COLUMN_INT_AS(struct paid, run, "run_id"),
    COLUMN_INT(struct paid, n),
    COLUMN_INT(struct paid, amount),
    COLUMN_INT_AS(struct paid, order, "order_id"),
    COLUMN_INT_AS(struct paid, act, "act_id"),
    COLUMN_INT_AS(struct paid, rule, "rule_id"),
    COLUMN_INT_AS(struct paid, application, "application_id"),
    COLUMN_INT_AS(struct paid, one_off, "one_off_id"),
};

static const char SQL_FILED[] =
    "SELECT id, filed_on, withdrawn_on, state = 'granted' AS granted FROM " APPLICATION_STATES
    " WHERE person_id = :person ORDER BY filed_on, id";
static const struct column FILED_COLUMNS[] = {
    COLUMN_INT(struct filed, id),
    COLUMN_DATE(struct filed, filed_on),
    COLUMN_DATE_OPEN_AS(struct filed, payable.until, "withdrawn_on"),
    COLUMN_BOOL(struct filed, granted),
};

err payee_load(struct work *w, const struct payee_ground *ground, int64_t person, struct payee *ret)
{
    struct payee p = {.person = person};
    date first = ground->first;
    err e;

    if ((e = ground->claims ? claim_walk_to(ground->claims, person, &p.claim)
                            : claim_load(w, person, ground->rules, &p.claim)) ||
        (e = rows_read(w, SQL_FILED, BINDS(INT(":person", person)), COLUMNS(FILED_COLUMNS), NULL, &p.filed,
                       &p.filed_count)) ||
        (e = rows_read(w, SQL_PAID, BINDS(INT(":person", person)), COLUMNS(PAID_COLUMNS), NULL, &p.paid,
                       &p.paid_count)))
        return e;
    if (ground->once_count && (e = rows_read(w, SQL_ONCE, BINDS(INT(":person", person)),
                                             COLUMNS(PAID_COLUMNS), NULL, &p.once, &p.once_count)))
        return e;
    for (size_t i = 0; i < p.filed_count; i++) {
        /* As it was read it begins on the day of filing. */
        p.filed[i].payable.from = rules_payable_from(ground->rules, p.filed[i].filed_on);
        if (p.filed[i].granted && p.filed[i].payable.from < first)
            first = month_first(p.filed[i].payable.from);
    }
    if ((e = payment_dues(&p.claim, ground->pay, first, ground->month, w->arena, &p.dues, &p.due_count)))
        return e;
    *ret = p;
    return OK;
}

struct by_application payee_application(const struct payee *p, const struct rules *rules, date day)
{
    struct by_application first = {0};

    for (size_t i = 0; i < p->filed_count; i++) {
        const struct filed *f = &p->filed[i];
        struct by_application by = {.id = f->id};

        if (!f->granted || day < f->payable.from || day > f->payable.until)
            continue;
        by.gap = application_gap(&p->claim, f->filed_on, day, rules->legal, rules->legal_count);
        if (!by.gap)
            return by;
        first = first.id ? first : by;
    }
    return first;
}

static const char SQL_VOIDED[] =
    "SELECT coalesce(max(id), 0) FROM order_act WHERE order_id = :order AND kind = 'corrected' AND voids = 1";
/* The registration was put right, and does not name her. */
static const char SQL_UNNAMED[] =
    "SELECT coalesce(max(a.id), 0) FROM order_act a JOIN order_act_person x ON x.act_id = a.id "
    "WHERE a.order_id = :order AND x.person_id = :person AND x.part = 'named' AND x.goes = 'out'";
/* It turned out to be of another kind, after it was paid for. */
static const char SQL_OTHER_KIND[] =
    "SELECT coalesce(max(a.id), 0) FROM order_act a JOIN order_change c ON c.act_id = a.id "
    "WHERE a.order_id = :order AND c.field = 'kind' AND a.recorded_at >= "
    "(SELECT r.prepared_at FROM payment_run r WHERE r.id = :run)";

/* The order names her on and off: the last time that begins by the end of the month; where none does, the
 * first of all. NULL: it does not name her. */
static const struct covering_order *named_by(const struct payee *p, const struct paid *s)
{
    const struct covering_order *best = NULL;

    for (size_t i = 0; i < p->claim.order_count; i++) {
        const struct covering_order *o = &p->claim.orders[i];
        const bool begun = o->protection.from <= month_last(s->month);

        if (o->id == s->order && (!best || (begun ? o->protection.from > best->protection.from ||
                                                        best->protection.from > month_last(s->month)
                                                  : o->protection.from < best->protection.from)))
            best = o;
    }
    return best;
}

/* What the acts say of the days; 0: they leave her the month. */
static int64_t days_act(const struct protection *p, date month)
{
    if (p->until < month_last(month))
        return p->until_act;
    return p->from > month ? p->from_act : 0;
}

err payee_ending_act(struct work *w, const struct payee *p, const struct paid *s, int64_t *ret)
{
    const struct covering_order *o = named_by(p, s);
    int64_t act = 0;
    err e = OK;

    if (!o)
        e = db_int(w->db, SQL_UNNAMED, BINDS(INT(":order", s->order), INT(":person", p->person)), &act);
    else if (!o->protection.granted)
        e = db_int(w->db, SQL_VOIDED, BINDS(INT(":order", s->order)), &act);
    else if (!(act = days_act(&o->protection, s->month)))
        e = db_int(w->db, SQL_OTHER_KIND, BINDS(INT(":order", s->order), INT(":run", s->run)), &act);
    if (!e)
        *ret = act ? act : s->act;
    return e;
}

static bool overlaps_month(date from, date until, date month)
{
    return from <= until && from < date_add_months(month, 1) && until >= month;
}

static bool order_in_month(const struct claim *claim, date month)
{
    for (size_t i = 0; i < claim->order_count; i++) {
        const struct protection *p = &claim->orders[i].protection;

        if (p->granted && overlaps_month(p->from, p->until, month))
            return true;
    }
    return false;
}

static bool was_paid(const struct payee *p, date month)
{
    for (size_t i = 0; i < p->paid_count; i++)
        if (p->paid[i].month == month)
            return true;
    return false;
}

bool payee_asked(const struct payee *p, date before, date month, const char *why)
{
    bool applied = false, applies = false;

    if (was_paid(p, before))
        return true;
    /* Of somebody who has died nobody asks, except where she was paid last month. */
    if (!strcmp(why, why_not_name(WHY_DECEASED)))
        return false;
    for (size_t i = 0; i < p->filed_count; i++) {
        applied = applied || overlaps_month(p->filed[i].payable.from, p->filed[i].payable.until, month);
        applies = applies || p->filed[i].payable.from >= month;
    }
    if (!strcmp(why, why_not_name(WHY_NOT_BENEFICIARY)))
        return applied || applies;
    return applies || order_in_month(&p->claim, month);
}
