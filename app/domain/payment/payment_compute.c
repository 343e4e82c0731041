/* What is due for each month is compared with what stands paid for it; the difference is the run. Who is
 * entitled is the pure core's to say, how months are made of days is payment_due.c's. One person at a time,
 * in an arena of their own, so that memory does not grow with the register. */
#include "domain/payment/payment_compute.h"

#include <string.h>

#include "base/buf.h"
#include "base/month.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/payment/one_off.h"
#include "domain/payment/payee.h"
#include "domain/payment/payment_rule.h"
#include "domain/payment/payment_wait.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct computing {
    struct work *w; /* its arena holds the present person alone */
    const struct payment_sink *sink;
    struct rules rules;
    struct payment_rules pay;
    struct payee_ground ground; /* points at these two */
    date before;                /* month of the approved run before this one */
    struct payment_waits waits;
    int64_t n, held_n;
    struct buf text; /* the lines, for the digest */
};

struct approved {
    date month;
};

/* Of a month there is at most one run, and none is prepared for a month before the newest approved one. */
static const char SQL_NEWEST[] =
    "SELECT month FROM payment_run WHERE state = 'approved' ORDER BY month DESC LIMIT 1";
static const char SQL_OLDEST[] =
    "SELECT month FROM payment_run WHERE state = 'approved' ORDER BY month LIMIT 1";

static const struct column APPROVED_COLUMNS[] = {COLUMN_DATE(struct approved, month)};

static err month_read(struct work *w, const char *sql, date *ret)
{
    struct approved run = {.month = DATE_NONE};
    err e = row_read(w, sql, NO_BINDS, COLUMNS(APPROVED_COLUMNS), &run);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = run.month;
    return OK;
}

err payment_newest(struct work *w, date *ret)
{
    return month_read(w, SQL_NEWEST, ret);
}

/* What is paid once, into the ground. */
static err once_load(struct computing *c)
{
    struct one_off *once;
    err e = one_off_list(c->w, &once, &c->ground.once_count);

    c->ground.once = e ? NULL : once;
    return e;
}

err payment_all_rules(struct work *w, struct rules *ret_rules, struct payment_rules *ret)
{
    struct payment_rule *months;
    size_t count;
    err e;

    if ((e = rules_load(w, ret_rules)) || (e = payment_rules_load(w, &months, &count)))
        return e;
    *ret = (struct payment_rules){.benefits = ret_rules->benefits,
                                  .benefit_count = ret_rules->benefit_count,
                                  .months = months,
                                  .month_count = count};
    return OK;
}

static bool rule_wants_application(const struct computing *c, int64_t rule)
{
    for (size_t i = 0; i < c->rules.benefit_count; i++)
        if (c->rules.benefits[i].id == rule)
            return (c->rules.benefits[i].conditions & NEEDS_APPLICATION) != 0;
    return false;
}

static err line_give(struct computing *c, struct computed_line *line)
{
    err e;

    line->n = ++c->n;
    if ((e = computed_line_text(&c->text, line)))
        return e;
    return c->sink && c->sink->line ? c->sink->line(c->sink->context, line) : OK;
}

/* A line of its own takes the payment back whole, and what is due instead is paid anew: so no approved line
 * is ever changed, and each amount can be traced to an act and a rule. Where nothing or less is due, the line
 * names the act that ended it. due: what is due instead; NULL: nothing. */
static err reversal_give(struct computing *c, const struct payee *p, const struct paid *s,
                         const struct payment_due *due)
{
    const bool less = !due || (!s->one_off && due->amount < s->amount);
    struct computed_line line = {.person = p->person,
                                 .kind = REVERSAL,
                                 .month = s->month,
                                 .amount = -s->amount,
                                 .order = s->order,
                                 .act = s->act,
                                 .rule = s->rule,
                                 .application = s->application,
                                 .reverses_run = s->run,
                                 .reverses_n = s->n,
                                 .one_off = s->one_off,
                                 .why = s->one_off ? "rule_voided" : "amount_changed"};
    err e;

    if ((!due && (e = payment_why_not(&p->claim, &c->pay, s->month, c->w->arena, &line.why))) ||
        (less && (e = payee_ending_act(c->w, p, s, &line.act))))
        return e;
    return line_give(c, &line);
}

/* Months before the first run of all are told in that one alone, and payable in any by somebody's word; what
 * is to be left is told no more. */
static err held_give(struct computing *c, const struct payee *p, const struct payment_due *due,
                     const struct by_application *by, const struct waiting *wait)
{
    struct computed_held held = {.person = p->person,
                                 .month = due->month,
                                 .amount = due->amount,
                                 .order = due->because.order,
                                 .application = by->id,
                                 .why = wait->why,
                                 .about = wait->about};

    if (wait->word == WORD_LEAVE || (due->month < c->ground.first && c->before != DATE_NONE) || !c->sink ||
        !c->sink->held)
        return OK;
    held.n = ++c->held_n;
    return c->sink->held(c->sink->context, &held);
}

/* again: the month was paid with another amount, which the same run takes back: that waits for nobody.
 * *ret_given: it waits for nobody. */
static err payment_give(struct computing *c, const struct payee *p, const struct payment_due *due, bool again,
                        bool *ret_given)
{
    const struct by_application by = payee_application(p, &c->rules, due->day);
    const struct wait_asked asked = {.person = p->person,
                                     .month = due->month,
                                     .gap = rule_wants_application(c, due->because.rule) ? by.gap : 0,
                                     .early = due->month < c->ground.first};
    struct waiting wait = {.why = HOLD_NONE};
    err e;
    struct computed_line line = {.person = p->person,
                                 .kind = PAYMENT,
                                 .month = due->month,
                                 .amount = due->amount,
                                 .order = due->because.order,
                                 .act = due->because.act,
                                 .rule = due->because.rule,
                                 .application = by.id};

    if (!again && (e = payment_wait_of(c->w, &c->waits, &asked, &wait)))
        return e;
    if ((*ret_given = !wait.why) == false)
        return held_give(c, p, due, &by, &wait);
    return (e = payment_wait_given(&c->waits, p->person, due->month)) ? e : line_give(c, &line);
}

/* The next month that stands in either list; DATE_OPEN when both are at their end. */
static date payee_month(const struct payee *p, size_t d, size_t s)
{
    date due = d < p->due_count ? p->dues[d].month : DATE_OPEN;
    date paid = s < p->paid_count ? p->paid[s].month : DATE_OPEN;

    return due < paid ? due : paid;
}

static const struct paid *once_paid(const struct payee *p, int64_t rule)
{
    for (size_t i = 0; i < p->once_count; i++)
        if (p->once[i].one_off == rule)
            return &p->once[i];
    return NULL;
}

static err once_give(struct computing *c, const struct payee *p, const struct one_off *rule,
                     const struct payment_due *due)
{
    struct computed_line line = {.person = p->person,
                                 .kind = PAYMENT,
                                 .month = due->month,
                                 .amount = rule->amount,
                                 .order = due->because.order,
                                 .act = due->because.act,
                                 .rule = due->because.rule,
                                 .application = payee_application(p, &c->rules, due->day).id,
                                 .one_off = rule->id};

    return line_give(c, &line);
}

/* What is paid once goes the way of its month: it is due where that is paid, waits where that waits, and is
 * taken back where that is, or where its rule is. paid: of each due whether it stands paid behind this run.
 */
static err once_settle(struct computing *c, const struct payee *p, const bool *paid)
{
    err e = OK;

    for (size_t r = 0; !e && r < c->ground.once_count; r++) {
        const struct one_off *rule = &c->ground.once[r];
        const struct paid *was = once_paid(p, rule->id);
        size_t d = 0;

        while (d < p->due_count && p->dues[d].month != rule->month)
            d++;
        if (was && (d == p->due_count || rule->voided))
            e = reversal_give(c, p, was, d < p->due_count ? &p->dues[d] : NULL);
        if (!was && !rule->voided && d < p->due_count && paid[d])
            e = once_give(c, p, rule, &p->dues[d]);
    }
    return e;
}

/* Walks both lists by month. A month that is in both with the same amount is settled; otherwise what was paid
 * is taken back, and what is due is paid. */
static err payee_settle(struct computing *c, const struct payee *p)
{
    bool *stands = arena_array(c->w->arena, p->due_count + 1, sizeof *stands);
    size_t d = 0, s = 0;
    date month;
    err e;

    if (!stands)
        return ERR_SYSTEM;
    while ((month = payee_month(p, d, s)) != DATE_OPEN) {
        const bool due = d < p->due_count && p->dues[d].month == month;
        const bool paid = s < p->paid_count && p->paid[s].month == month;
        const bool settled = due && paid && p->dues[d].amount == p->paid[s].amount;

        if (paid && !settled && (e = reversal_give(c, p, &p->paid[s], due ? &p->dues[d] : NULL)))
            return e;
        if (due)
            stands[d] = settled;
        if (due && !settled && (e = payment_give(c, p, &p->dues[d], paid, &stands[d])))
            return e;
        d += due;
        s += paid;
    }
    return once_settle(c, p, stands);
}

static err reason_give(struct computing *c, const struct payee *p)
{
    const char *why;
    err e;

    /* Dues come in the order of months, so the last one tells whether this month is due. */
    if ((p->due_count && p->dues[p->due_count - 1].month == c->ground.month) || !c->sink || !c->sink->reason)
        return OK;
    if ((e = payment_why_not(&p->claim, &c->pay, c->ground.month, c->w->arena, &why)))
        return e;
    return payee_asked(p, c->before, c->ground.month, why) ? c->sink->reason(c->sink->context, p->person, why)
                                                           : OK;
}

/* Everybody who can have a line or a reason: named in an order, applied for it, or paid before, whatever
 * became of the order since. */
static const char SQL_PERSONS[] =
    "SELECT person_id FROM order_person UNION SELECT person_id FROM application "
    "UNION SELECT person_id FROM payment_standing ORDER BY 1";

static err persons_compute(struct computing *c, const int64_t *persons, size_t count)
{
    CLEANUP(claim_walk_end) struct claim_walk *claims = NULL;
    CLEANUP(arena_free) struct arena each = {0};
    struct payee payee;
    err e;

    if ((e = claim_walk_begin(c->w, &c->rules, &claims)))
        return e;
    c->ground.claims = claims;
    /* The claims' walk keeps its orders in an arena of its own; all else of a person goes when the next one
     * comes. */
    c->w->arena = &each;
    for (size_t i = 0; i < count; i++) {
        if ((e = payee_load(c->w, &c->ground, persons[i], &payee)) || (e = payee_settle(c, &payee)) ||
            (e = reason_give(c, &payee)))
            return e;
        arena_reset(&each);
    }
    return OK;
}

static err all_compute(struct computing *c, struct arena *kept)
{
    int64_t *persons;
    size_t count;
    err e;

    c->w->arena = kept;
    if ((e = payment_all_rules(c->w, &c->rules, &c->pay)) ||
        (e = payment_waits_load(c->w, true, &c->waits)) || (e = once_load(c)) ||
        (e = rows_ids(c->w, SQL_PERSONS, NO_BINDS, &persons, &count)))
        return e;
    return persons_compute(c, persons, count);
}

/* first: where to begin when there is no approved run yet. */
static err compute(struct work *w, date first, date month, const struct payment_sink *sink,
                   uint8_t ret_digest[DIGEST_SIZE])
{
    CLEANUP(arena_free) struct arena kept = {0};
    struct work mine = *w;
    struct computing c = {.w = &mine, .sink = sink};
    err e;

    c.ground = (struct payee_ground){.rules = &c.rules, .pay = &c.pay, .month = month};
    if ((e = payment_newest(w, &c.before)) || (e = month_read(w, SQL_OLDEST, &c.ground.first)))
        return e;
    if (c.ground.first == DATE_NONE)
        c.ground.first = first;
    if ((e = all_compute(&c, &kept)))
        w->problem = mine.problem;
    else
        e = computed_text_digest(&c.text, ret_digest);
    buf_free(&c.text);
    return e;
}

err payment_compute(struct work *w, date month, const struct payment_sink *sink,
                    uint8_t ret_digest[DIGEST_SIZE])
{
    return compute(w, month, month, sink, ret_digest);
}

err payment_forecast(struct work *w, date first, date last, const struct payment_sink *sink)
{
    uint8_t digest[DIGEST_SIZE];

    return compute(w, first, last, sink, digest);
}

struct reclaiming {
    struct reclaim sum;
    int64_t back; /* of the line before, which takes back what this one pays anew; 0: it does not */
};

static err line_reclaim(void *context, const struct computed_line *line)
{
    struct reclaiming *r = context;
    const int64_t back = r->back;

    r->back = line->kind == REVERSAL && !strcmp(line->why, "amount_changed") ? -line->amount : 0;
    if (r->back || (line->kind == PAYMENT && line->amount >= back))
        return OK;
    r->sum.months += !line->one_off;
    r->sum.amount += line->kind == PAYMENT ? back - line->amount : -line->amount;
    return OK;
}

err payment_reclaim(struct work *w, const int64_t *persons, size_t count, struct reclaim *ret)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct work mine = *w;
    struct reclaiming found = {0};
    const struct payment_sink sink = {.context = &found, .line = line_reclaim};
    struct computing c = {.w = &mine, .sink = &sink};
    struct payee payee;
    err e;

    c.ground = (struct payee_ground){.rules = &c.rules, .pay = &c.pay};
    if ((e = payment_newest(w, &c.before)) || (e = month_read(w, SQL_OLDEST, &c.ground.first)))
        return e;
    if (c.before == DATE_NONE) {
        *ret = found.sum;
        return OK;
    }
    c.ground.month = c.before;
    if ((e = payment_all_rules(w, &c.rules, &c.pay)) || (e = payment_waits_load(w, false, &c.waits)) ||
        (e = once_load(&c)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count && !e; i++) {
        if (!(e = payee_load(&mine, &c.ground, persons[i], &payee)))
            e = payee_settle(&c, &payee);
        arena_reset(&each);
    }
    buf_free(&c.text);
    w->problem = e ? mine.problem : w->problem;
    if (!e)
        *ret = found.sum;
    return e;
}
