/* What is due for each month is compared with what stands paid for it; the difference is the run. Who is
 * entitled is the pure core's to say, how months are made of days is payment_due.c's. One person at a time,
 * in an arena of their own, so that memory does not grow with the register. */
#include "domain/payment/payment_compute.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/month.h"
#include "domain/claim/claim.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/law/application_gap.h"
#include "domain/payment/application.h"
#include "domain/payment/payment_hold.h"
#include "domain/payment/payment_rule.h"
#include "domain/payment/same_person.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct given {
    int64_t person;
    date month;
};

struct computing {
    struct work *w; /* its arena holds the present person alone */
    const struct payment_sink *sink;
    struct rules rules;
    struct payment_rules pay;
    struct claim_walk *claims; /* NULL: a few persons are read one by one */
    date first, month, before; /* month of the first run ever, of this one, of the approved one before it */
    struct said *said;         /* by person; the first that is not of an earlier person is said[said_at] */
    size_t said_count, said_at;
    struct same_pair *pairs; /* by person, as said */
    size_t pair_count, pair_at;
    struct arena *kept;  /* for what outlasts a person */
    struct given *given; /* months that this run pays to somebody who has a pair */
    size_t given_count, given_room;
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

/* A month that stands paid: an approved run paid it and none has taken it back. */
struct paid {
    date month;
    int64_t run, n, amount, order, act, rule, application;
};

static const char SQL_PAID[] =
    "SELECT s.month, s.run_id, s.n, l.amount, l.order_id, l.act_id, l.rule_id, l.application_id "
    "FROM payment_standing s JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n "
    "WHERE s.person_id = :person ORDER BY s.month";
static const struct column PAID_COLUMNS[] = {
    COLUMN_DATE(struct paid, month),
    COLUMN_INT_AS(struct paid, run, "run_id"),
    COLUMN_INT(struct paid, n),
    COLUMN_INT(struct paid, amount),
    COLUMN_INT_AS(struct paid, order, "order_id"),
    COLUMN_INT_AS(struct paid, act, "act_id"),
    COLUMN_INT_AS(struct paid, rule, "rule_id"),
    COLUMN_INT_AS(struct paid, application, "application_id"),
};

/* An application of the person, whatever was decided on it. */
struct filed {
    int64_t id;
    date filed_on;
    struct span payable; /* as read it begins on the day of filing; payee_load() moves that to the first day
                            that counts */
    bool granted;
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

/* The person that is being worked out. */
struct payee {
    int64_t person;
    struct claim claim;
    struct filed *filed;
    struct payment_due *dues;
    struct paid *paid;
    size_t filed_count, due_count, paid_count;
};

static err payee_load(struct computing *c, int64_t person, struct payee *p)
{
    struct work *w = c->w;
    date first = c->first;
    err e;

    *p = (struct payee){.person = person};
    if ((e = c->claims ? claim_walk_to(c->claims, person, &p->claim)
                       : claim_load(w, person, &c->rules, &p->claim)) ||
        (e = rows_read(w, SQL_FILED, BINDS(INT(":person", person)), COLUMNS(FILED_COLUMNS), NULL, &p->filed,
                       &p->filed_count)) ||
        (e = rows_read(w, SQL_PAID, BINDS(INT(":person", person)), COLUMNS(PAID_COLUMNS), NULL, &p->paid,
                       &p->paid_count)))
        return e;
    for (size_t i = 0; i < p->filed_count; i++) {
        p->filed[i].payable.from = rules_payable_from(&c->rules, p->filed[i].filed_on);
        /* What was granted pays from its own first month on, also where that lies before the first run: such
         * a month is held (hold_of). */
        if (p->filed[i].granted && p->filed[i].payable.from < first)
            first = month_first(p->filed[i].payable.from);
    }
    return payment_dues(&p->claim, &c->pay, first, c->month, w->arena, &p->dues, &p->due_count);
}

/* By which application a month is payable, and over which gap that one does not reach. */
struct by_application {
    int64_t id;  /* 0: the rule asks for none, and there is none */
    int64_t gap; /* the order behind the gap; 0: it reaches */
};

/* Of the granted applications that cover the day, the first that reaches to it; where none does, the first of
 * them. */
static struct by_application application_on(const struct computing *c, const struct payee *p, date day)
{
    struct by_application first = {0};

    for (size_t i = 0; i < p->filed_count; i++) {
        const struct filed *f = &p->filed[i];
        struct by_application by = {.id = f->id};

        if (!f->granted || day < f->payable.from || day > f->payable.until)
            continue;
        by.gap = application_gap(&p->claim, f->filed_on, day, c->rules.legal, c->rules.legal_count);
        if (!by.gap)
            return by;
        first = first.id ? first : by;
    }
    return first;
}

static bool rule_wants_application(const struct computing *c, int64_t rule)
{
    for (size_t i = 0; i < c->rules.benefit_count; i++)
        if (c->rules.benefits[i].id == rule)
            return (c->rules.benefits[i].conditions & NEEDS_APPLICATION) != 0;
    return false;
}

/* The text that the digest is made of. Its form must not change: approved runs keep their digest. */
static err line_text(struct buf *text, const struct computed_line *line)
{
    char month[MONTH_TEXT];

    buf_format(text, "%" PRId64 " %" PRId64 " %s %s %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64,
               line->n, line->person, month_format(line->month, month), payment_kind_name(line->kind),
               line->amount, line->order, line->act, line->rule, line->application);
    buf_format(text, " %" PRId64 " %" PRId64 " %s\n", line->reverses_run, line->reverses_n,
               line->why ? line->why : "-");
    return buf_err(text);
}

static err text_digest(const struct buf *text, uint8_t ret[DIGEST_SIZE])
{
    return digest_sha256(text->data ? text->data : "", text->len, ret);
}

static err line_give(struct computing *c, struct computed_line *line)
{
    err e;

    line->n = ++c->n;
    if ((e = line_text(&c->text, line)))
        return e;
    return c->sink && c->sink->line ? c->sink->line(c->sink->context, line) : OK;
}

/* A line of its own takes the payment back whole, and what is due instead is paid anew: so no approved line
 * is ever changed, and each amount can be traced to an act and a rule. Where nothing is due, the line names
 * the act that ended it. */
static const char SQL_VOIDED[] =
    "SELECT max(id) FROM order_act WHERE order_id = :order AND kind = 'corrected' AND voids = 1";

/* The act because of which the month is not due any more: the one that says now how long the order lasts,
 * where the month lies behind that, or that took the grant back; else that of the payment itself. */
static err ending_act(struct computing *c, const struct payee *p, const struct paid *s, int64_t *ret)
{
    int64_t voided;
    err e;

    *ret = s->act;
    for (size_t i = 0; i < p->claim.order_count; i++) {
        const struct covering_order *o = &p->claim.orders[i];

        if (o->id != s->order)
            continue;
        if (o->protection.granted && o->protection.until < month_last(s->month))
            *ret = o->protection.until_act;
        if (o->protection.granted)
            return OK;
        if (!(e = db_int(c->w->db, SQL_VOIDED, BINDS(INT(":order", s->order)), &voided)) && voided)
            *ret = voided;
        return e == ERR_ABSENT ? OK : e;
    }
    return OK;
}

static err reversal_give(struct computing *c, const struct payee *p, const struct paid *s, bool due)
{
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
                                 .why = "amount_changed"};
    err e;

    if (!due && ((e = payment_why_not(&p->claim, &c->pay, s->month, c->w->arena, &line.why)) ||
                 (e = ending_act(c, p, s, &line.act))))
        return e;
    return line_give(c, &line);
}

/* What people said last of a reason to wait; WORD_NONE: nothing. */
static enum hold_word word_on(struct computing *c, int64_t person, enum payment_hold why, int64_t about)
{
    /* Persons come in rising order, and so does what was said of them. */
    while (c->said_at < c->said_count && c->said[c->said_at].person < person)
        c->said_at++;
    for (size_t i = c->said_at; i < c->said_count && c->said[i].person == person; i++)
        if (c->said[i].why == why && c->said[i].about == about)
            return c->said[i].word;
    return WORD_NONE;
}

/* 202101 */
static int64_t month_number(date month)
{
    int year, number, day;

    date_split(month, &year, &number, &day);
    return year * 100 + number;
}

/* A reason that applies, unless somebody said to pay all the same. */
struct waiting {
    enum payment_hold why;
    int64_t about;
    enum hold_word word;
};

static bool waits(struct computing *c, int64_t person, enum payment_hold why, int64_t about,
                  struct waiting *ret)
{
    enum hold_word word = about ? word_on(c, person, why, about) : WORD_PAY;

    if (word == WORD_PAY)
        return false;
    *ret = (struct waiting){.why = why, .about = about, .word = word};
    return true;
}

/* The first pair of the person, and how many follow it. */
static const struct same_pair *pairs_of(struct computing *c, int64_t person, size_t *ret_count)
{
    size_t n = 0;

    while (c->pair_at < c->pair_count && c->pairs[c->pair_at].person < person)
        c->pair_at++;
    while (c->pair_at + n < c->pair_count && c->pairs[c->pair_at + n].person == person)
        n++;
    *ret_count = n;
    return c->pairs + c->pair_at;
}

static const char SQL_STANDS[] =
    "SELECT count(*) FROM payment_standing WHERE person_id = :person AND month = :month";

/* The month is paid to that person, by an approved run or by this one. */
static err is_paid(struct computing *c, int64_t person, date month, bool *ret)
{
    int64_t stands;
    err e;

    for (size_t i = 0; i < c->given_count; i++)
        if (c->given[i].person == person && c->given[i].month == month) {
            *ret = true;
            return OK;
        }
    if ((e = db_int(c->w->db, SQL_STANDS, BINDS(INT(":person", person), DATE(":month", month)), &stands)))
        return e;
    *ret = stands > 0;
    return OK;
}

/* Who may be the same person, and has the month already; 0: nobody. Of whom somebody said to pay all the same
 * is passed over. */
static err paid_other(struct computing *c, int64_t person, date month, int64_t *ret)
{
    size_t count;
    const struct same_pair *pairs = pairs_of(c, person, &count);
    int64_t other = 0;
    bool paid = false;
    err e;

    for (size_t i = 0; i < count && !other; i++) {
        if (word_on(c, person, HOLD_SAME_PERSON, pairs[i].other) == WORD_PAY)
            continue;
        if ((e = is_paid(c, pairs[i].other, month, &paid)))
            return e;
        other = paid ? pairs[i].other : 0;
    }
    *ret = other;
    return OK;
}

static err given_note(struct computing *c, int64_t person, date month)
{
    struct given *slot;
    size_t count;

    (void)pairs_of(c, person, &count);
    if (!count)
        return OK;
    if (!(slot = arena_grow(c->kept, &c->given, &c->given_count, &c->given_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = (struct given){person, month};
    return OK;
}

/* Whether a payment waits, and for what: each reason by the thing that it is about, 0 where it does not
 * apply. */
static bool hold_of(struct computing *c, const struct payee *p, const struct payment_due *due,
                    const struct by_application *by, int64_t other, struct waiting *ret)
{
    const int64_t gap = rule_wants_application(c, due->because.rule) ? by->gap : 0;
    const int64_t early = due->month < c->first ? month_number(due->month) : 0;

    return waits(c, p->person, HOLD_SAME_PERSON, other, ret) ||
           waits(c, p->person, HOLD_APPLICATION_GAP, gap, ret) ||
           waits(c, p->person, HOLD_BEFORE_FIRST_RUN, early, ret);
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

    if (wait->word == WORD_LEAVE || (due->month < c->first && c->before != DATE_NONE) || !c->sink ||
        !c->sink->held)
        return OK;
    held.n = ++c->held_n;
    return c->sink->held(c->sink->context, &held);
}

/* again: the month was paid with another amount, which the same run takes back: that waits for nobody. */
static err payment_give(struct computing *c, const struct payee *p, const struct payment_due *due, bool again)
{
    const struct by_application by = application_on(c, p, due->day);
    struct waiting wait;
    int64_t other = 0;
    err e;
    struct computed_line line = {.person = p->person,
                                 .kind = PAYMENT,
                                 .month = due->month,
                                 .amount = due->amount,
                                 .order = due->because.order,
                                 .act = due->because.act,
                                 .rule = due->because.rule,
                                 .application = by.id};

    if (!again && (e = paid_other(c, p->person, due->month, &other)))
        return e;
    if (!again && hold_of(c, p, due, &by, other, &wait))
        return held_give(c, p, due, &by, &wait);
    return (e = given_note(c, p->person, due->month)) ? e : line_give(c, &line);
}

/* The next month that stands in either list; DATE_OPEN when both are at their end. */
static date payee_month(const struct payee *p, size_t d, size_t s)
{
    date due = d < p->due_count ? p->dues[d].month : DATE_OPEN;
    date paid = s < p->paid_count ? p->paid[s].month : DATE_OPEN;

    return due < paid ? due : paid;
}

/* Walks both lists by month. A month that is in both with the same amount is settled; otherwise what was paid
 * is taken back, and what is due is paid. */
static err payee_settle(struct computing *c, const struct payee *p)
{
    size_t d = 0, s = 0;
    date month;
    err e;

    while ((month = payee_month(p, d, s)) != DATE_OPEN) {
        const bool due = d < p->due_count && p->dues[d].month == month;
        const bool paid = s < p->paid_count && p->paid[s].month == month;
        const bool settled = due && paid && p->dues[d].amount == p->paid[s].amount;

        if (paid && !settled && (e = reversal_give(c, p, &p->paid[s], due)))
            return e;
        if (due && !settled && (e = payment_give(c, p, &p->dues[d], paid)))
            return e;
        d += due;
        s += paid;
    }
    return OK;
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

/* Of whom the office will be asked why she gets nothing: whoever was paid the month before, or has an order
 * in this month, or an application that counts from now on. A child whom no rule pays is listed only with an
 * application of its own. */
static bool reason_wanted(const struct computing *c, const struct payee *p, const char *why)
{
    bool applied = false, applies = false;

    if (was_paid(p, c->before))
        return true;
    /* Of somebody who has died nobody asks, except where she was paid last month. */
    if (!strcmp(why, why_not_name(WHY_DECEASED)))
        return false;
    for (size_t i = 0; i < p->filed_count; i++) {
        applied = applied || overlaps_month(p->filed[i].payable.from, p->filed[i].payable.until, c->month);
        applies = applies || p->filed[i].payable.from >= c->month;
    }
    if (!strcmp(why, why_not_name(WHY_NOT_BENEFICIARY)))
        return applied || applies;
    return applies || order_in_month(&p->claim, c->month);
}

static err reason_give(struct computing *c, const struct payee *p)
{
    const char *why;
    err e;

    /* Dues come in the order of months, so the last one tells whether this month is due. */
    if ((p->due_count && p->dues[p->due_count - 1].month == c->month) || !c->sink || !c->sink->reason)
        return OK;
    if ((e = payment_why_not(&p->claim, &c->pay, c->month, c->w->arena, &why)))
        return e;
    return reason_wanted(c, p, why) ? c->sink->reason(c->sink->context, p->person, why) : OK;
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
    c->claims = claims;
    /* The claims' walk keeps its orders in an arena of its own; all else of a person goes when the next one
     * comes. */
    c->w->arena = &each;
    for (size_t i = 0; i < count; i++) {
        if ((e = payee_load(c, persons[i], &payee)) || (e = payee_settle(c, &payee)) ||
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

    c->w->arena = c->kept = kept;
    if ((e = payment_all_rules(c->w, &c->rules, &c->pay)) ||
        (e = payment_said_load(c->w, &c->said, &c->said_count)) ||
        (e = same_person_pairs(c->w, &c->pairs, &c->pair_count)) ||
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
    struct computing c = {.w = &mine, .sink = sink, .month = month};
    err e;

    if ((e = payment_newest(w, &c.before)) || (e = month_read(w, SQL_OLDEST, &c.first)))
        return e;
    if (c.first == DATE_NONE)
        c.first = first;
    if ((e = all_compute(&c, &kept)))
        w->problem = mine.problem;
    else
        e = text_digest(&c.text, ret_digest);
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

static err reversal_count(void *context, const struct computed_line *line)
{
    struct reclaim *sum = context;

    if (line->kind != REVERSAL || !strcmp(line->why, "amount_changed"))
        return OK;
    sum->months++;
    sum->amount -= line->amount;
    return OK;
}

err payment_reclaim(struct work *w, const int64_t *persons, size_t count, struct reclaim *ret)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct work mine = *w;
    struct reclaim sum = {0};
    const struct payment_sink sink = {.context = &sum, .line = reversal_count};
    struct computing c = {.w = &mine, .sink = &sink};
    struct payee payee;
    err e;

    if ((e = payment_newest(w, &c.month)) || (e = month_read(w, SQL_OLDEST, &c.first)))
        return e;
    if (c.month == DATE_NONE) {
        *ret = sum;
        return OK;
    }
    c.before = c.month;
    if ((e = payment_all_rules(w, &c.rules, &c.pay)) || (e = payment_said_load(w, &c.said, &c.said_count)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count && !e; i++) {
        if (!(e = payee_load(&c, persons[i], &payee)))
            e = payee_settle(&c, &payee);
        arena_reset(&each);
    }
    buf_free(&c.text);
    w->problem = e ? mine.problem : w->problem;
    if (!e)
        *ret = sum;
    return e;
}

static const char SQL_STORED[] =
    "SELECT n, person_id, amount, order_id, act_id, rule_id, application_id, reverses_run, reverses_n, kind, "
    "month, why FROM payment_line WHERE run_id = :run ORDER BY n";
static const struct column STORED_COLUMNS[] = {
    COLUMN_INT(struct computed_line, n),
    COLUMN_INT_AS(struct computed_line, person, "person_id"),
    COLUMN_INT(struct computed_line, amount),
    COLUMN_INT_AS(struct computed_line, order, "order_id"),
    COLUMN_INT_AS(struct computed_line, act, "act_id"),
    COLUMN_INT_AS(struct computed_line, rule, "rule_id"),
    COLUMN_INT_AS(struct computed_line, application, "application_id"),
    COLUMN_INT(struct computed_line, reverses_run),
    COLUMN_INT(struct computed_line, reverses_n),
    COLUMN_WORD(struct computed_line, kind, payment_kind_parse),
    COLUMN_DATE(struct computed_line, month),
    COLUMN_TEXT(struct computed_line, why),
};

err payment_stored_digest(struct work *w, int64_t run, uint8_t ret[DIGEST_SIZE])
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf text = {0};
    struct work mine = *w;
    struct computed_line line;
    bool more;
    err e;

    mine.arena = &each; /* a run has a line for every person: none is kept */
    if ((e = db_query(w->db, SQL_STORED, BINDS(INT(":run", run)), &s)))
        return e;
    while (!(e = row_next(&mine, s, COLUMNS(STORED_COLUMNS), &line, &more)) && more) {
        if ((e = line_text(&text, &line)))
            return e;
        arena_reset(&each);
    }
    return e ? e : text_digest(&text, ret);
}
