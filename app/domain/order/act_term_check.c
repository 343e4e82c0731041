/* The last day of an order as acts say it, whether as a day, as none, or as so much time from something. */
#include "domain/order/act_term_check.h"

#include "domain/claim/rules.h"
#include "domain/law/term_count.h"
#include "domain/order/order_term_check.h"
#include "domain/work/fault.h"
#include "domain/work/question.h"

/* The furthest day to which one act of the court may go: twelve months today, by the law of the day of the
 * act. */
static date longest(const struct act_history *h, date from, date on)
{
    return date_add_months(from,
                           (int)legal_value(h->rules->legal, h->rules->legal_count, LEGAL_UM_MONTHS, on));
}

struct said_end {
    date last;  /* DATE_NONE: nothing is said; DATE_OPEN: none, or not known yet */
    date least; /* the earliest that it can be */
    const char *field;
};

/* first: the day that a term from the start counts from. */
static struct said_end said_end(enum act_kind kind, const struct act_new *in, const struct act_history *h,
                                const struct act *root, date first)
{
    const int64_t id = root ? root->id : INT64_MAX;
    const struct reading r = {
        .acts = h->acts, .count = h->act_count, .grant = kind == ACT_GRANTED ? id : 0, .day = DATE_OPEN};
    const struct act a = {.kind = kind, .on = in->on, .start = in->start, .term = in->term};
    struct said_end s = {.field = "end"};
    struct counted c;

    s.last = s.least = in->open_end ? DATE_OPEN : in->end;
    if (!term_given(&in->term))
        return s;
    c = term_count(&r, id, &a, first);
    s.field = "term_months";
    s.last = term_last_day(&c.term, c.since);
    s.least = date_known(s.last) ? s.last : term_last_day(&in->term, in->on);
    return s;
}

/* last: the furthest day that needs no question; question: what is asked beyond it. A court's paper is taken
 * as it is once whoever holds it says that it says so. */
static err term_check(struct work *w, const struct act_new *in, enum order_kind kind,
                      const struct said_end *s, date start, date last, const char *question)
{
    struct faults f = {0};
    err e;

    if (in->open_end && kind == ORDER_UM)
        return refuse(w, ERR_INPUT, "required", "end", "An UM has a last day.");
    if (in->open_end || s->last == DATE_NONE)
        return OK;
    if (s->least < start && !term_awaits(&in->term))
        return refuse(w, ERR_INPUT, "out_of_order", s->field, "The end lies before the start.");
    if (s->least > last &&
        (e = faults_take(w, &f,
                         question_ask(w, question, s->field,
                                      "This is further than the law lets a court go in one act: does the "
                                      "paper say so?"))))
        return e;
    if ((e = faults_take(w, &f, order_end_ask(w, kind, s->field))))
        return e;
    return faults_refuse(w, &f);
}

/* An extension goes on from the last day the order has by its term, at most one full term further. */
err act_extension_check(struct work *w, const struct act_new *in, const struct act_history *h,
                        const struct protection *p, const struct act *root)
{
    const bool known = date_known(p->last_day), begins = in->start != DATE_NONE;
    const struct said_end s = said_end(ACT_EXTENDED, in, h, root, begins ? in->start : p->last_day);
    const date from = known ? p->last_day : in->on;
    struct faults f = {0};
    err e;

    if (p->last_day == DATE_OPEN && !protection_end_waits(p))
        return refuse(w, ERR_INPUT, "no_end", "kind", "This order has no last day that could be moved.");
    if ((e = faults_when(w, &f, s.last == DATE_NONE, "required", "end", "The new last day is needed.")) ||
        (e = faults_when(w, &f, begins && in->start < p->from, "out_of_order", "start",
                         "This lies before the order's first day.")) ||
        (e = faults_when(w, &f, begins && date_known(s.last) && in->start >= p->from && in->start > s.last,
                         "out_of_order", "start", "What is added begins before it ends.")))
        return e;
    if (known && begins && in->start > date_add_days(p->last_day, 1))
        work_warn(w, "days_between", "start", "On the days between, nothing protects.");
    else if (known && in->on > p->last_day)
        work_warn(w, "extended_after_end", "on",
                  "This was decided after the order had run out: check with the court.");
    if (known && date_known(s.last) && s.last <= p->last_day)
        e = refuse(w, ERR_INPUT, "out_of_order", s.field, "An extension ends after the last day so far.");
    else
        e = term_check(w, in, h->order->kind, &s, p->from,
                       longest(h, in->start > from ? in->start : from, in->on), "extension_beyond_term");
    if ((e = faults_take(w, &f, e)))
        return e;
    return faults_refuse(w, &f);
}

err act_amended_end_check(struct work *w, const struct act_new *in, const struct act_history *h,
                          const struct protection *p, const struct act *root)
{
    const struct said_end s = said_end(ACT_AMENDED, in, h, root, p->from);
    date last = longest(h, p->from, in->on);

    if (date_known(p->last_day) && p->last_day > last)
        last = p->last_day;
    return term_check(w, in, h->order->kind, &s, p->from, last, "end_beyond_term");
}

err act_granted_end_check(struct work *w, const struct act_new *in, const struct act_history *h,
                          const struct act *root)
{
    const date start = in->start == DATE_NONE ? in->on : in->start;
    const struct said_end s = said_end(ACT_GRANTED, in, h, root, start);

    if (s.last == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "end", "The corrected last day is needed, or open_end.");
    return term_check(w, in, h->order->kind, &s, start, longest(h, start, in->on), "end_beyond_term");
}

/* The order as it stands with the act. */
static err after(struct work *w, const struct act_history *h, const struct act *act, struct protection *ret)
{
    struct act *acts = arena_array(w->arena, h->act_count + 1, sizeof *acts);

    if (!acts)
        return ERR_SYSTEM;
    for (size_t i = 0; i < h->act_count; i++)
        acts[i] = h->acts[i];
    acts[h->act_count] = *act;
    acts[h->act_count].id = INT64_MAX;
    *ret = protection_of(acts, h->act_count + 1);
    return OK;
}

err act_event_check(struct work *w, enum act_kind kind, const struct act_new *in, const struct act_history *h,
                    const struct act *act)
{
    const struct protection was = protection_of(h->acts, h->act_count);
    struct protection is;
    err e = after(w, h, act, &is);

    if (e || !term_awaits(&is.counted.term) || (is.counted.term.from == TERM_SERVICE) != (kind == ACT_SERVED))
        return e;
    if (counted_waits(&is.counted)) {
        if (term_last_day(&is.counted.term, in->on) < is.from)
            work_warn(w, "ends_before_start", "on",
                      "Counted from this day the order would end before it begins: its end stays open until "
                      "the term is put right.");
        return OK;
    }
    if (is.counted.since == was.counted.since)
        return OK;
    if (is.until < w->today)
        work_warn(w, "ends_in_past", "on", "The first day without protection lies in the past.");
    if (is.last_day <= longest(h, is.from, is.counted.said_on))
        return OK;
    return question_ask(w, "end_beyond_term", "on",
                        "Counted from this day the order lasts longer than the law lets a court go: does the "
                        "paper say so?");
}
