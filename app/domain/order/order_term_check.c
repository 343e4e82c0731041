/* The days of an order's term as it is written down: where it begins, where it ends, and what is asked of
 * that. */
#include "domain/order/order_term_check.h"

#include <inttypes.h>

#include "domain/claim/rules.h"
#include "domain/order/order.h"
#include "domain/work/fault.h"
#include "domain/work/question.h"

err order_end_ask(struct work *w, enum order_kind kind, const char *field)
{
    if (kind != ORDER_UMPMM && kind != ORDER_UMM)
        return OK;
    return question_ask(w, "end_of_open_kind", field,
                        "An order of this kind lasts until the court decides: is this really its end?");
}

/* A first day so far off is in most cases a slip of the pen in the year. */
err order_start_ask(struct work *w, date start, date decided, const struct rules *rules)
{
    int64_t months = legal_value(rules->legal, rules->legal_count, LEGAL_START_MONTHS, decided);

    if (start < decided)
        return question_ask(w, "start_before_decision", "start",
                            "The start lies before the decision: does the paper say so?");
    if (start > date_add_months(decided, (int)months))
        return question_ask(
            w, "start_long_after", "start",
            "The start lies more than %" PRId64 " months after the decision: does the paper say so?", months);
    return OK;
}

date order_start(const struct order_new *in)
{
    return in->start == DATE_NONE ? in->decision_date : in->start;
}

/* Twelve months today (law 9669/2006), as the law had it on the day of the decision. */
date order_latest_end(const struct order_new *in, const struct rules *rules)
{
    int64_t months = legal_value(rules->legal, rules->legal_count, LEGAL_UM_MONTHS, in->decision_date);
    date start = order_start(in);

    return start == DATE_NONE ? DATE_NONE : date_add_months(start, (int)months);
}

date order_end(const struct order_new *in)
{
    if (term_given(&in->term))
        return DATE_NONE;
    return in->end == DATE_NONE ? DATE_OPEN : in->end;
}

/* The day from which the term counts, as far as the paper tells. */
static date since(const struct order_new *in)
{
    switch (in->term.from) {
    case TERM_DECISION:
        return in->decision_date;
    case TERM_START:
        return order_start(in);
    case TERM_FINALITY:
        return in->final_date;
    case TERM_SERVICE:
    case TERM_NONE:
        break;
    }
    return DATE_NONE;
}

date order_least_end(const struct order_new *in)
{
    date last;

    if (!term_given(&in->term))
        return order_end(in);
    last = term_last_day(&in->term, since(in));
    return date_known(last) ? last : term_last_day(&in->term, in->decision_date);
}

date order_known_end(const struct order_new *in)
{
    const date last = term_given(&in->term) ? term_last_day(&in->term, since(in)) : order_end(in);

    return date_known(last) ? last : DATE_OPEN;
}

err order_term_said_check(struct work *w, const struct term *t, bool ends)
{
    if (!term_said(t))
        return OK;
    if (t->from == TERM_NONE)
        return refuse(w, ERR_INPUT, "required", "term_from", "From when it counts is needed.");
    if (!t->months && !t->days)
        return refuse(w, ERR_INPUT, "required", "term_months", "How many months or days is needed.");
    return ends ? refuse(w, ERR_INPUT, "contradiction", "term_from",
                         "A paper names the last day, or so much time from something.")
                : OK;
}

static err term_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    const char *field = term_given(&in->term) ? "term_months" : "end";
    date start = order_start(in), last = order_least_end(in);
    err e;

    if ((e = order_term_said_check(w, &in->term, in->end != DATE_NONE)))
        return e;
    if (last == DATE_OPEN)
        return in->kind == ORDER_UM && in->decision_date != DATE_NONE
                   ? refuse(w, ERR_INPUT, "required", "end", "An UM has a last day.")
                   : OK;
    /* Without a day of decision there is nothing to count from, and decision_check has told that. */
    if (start == DATE_NONE)
        return OK;
    if (last < start && (!term_given(&in->term) || date_known(since(in))))
        return refuse(w, ERR_INPUT, "out_of_order", field, "The end lies before the start.");
    if (last > order_latest_end(in, rules))
        return question_ask(
            w, "end_beyond_term", field,
            "This is more than %" PRId64 " months after the start: does the paper say so?",
            legal_value(rules->legal, rules->legal_count, LEGAL_UM_MONTHS, in->decision_date));
    return OK;
}

static err open_kind_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (term_given(&in->term))
        return order_end_ask(w, in->kind, "term_months");
    return in->end == DATE_NONE ? OK : order_end_ask(w, in->kind, "end");
}

static err start_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    return in->decision_date == DATE_NONE ? OK
                                          : order_start_ask(w, order_start(in), in->decision_date, rules);
}

void order_final_warn(struct work *w, const char *field, date on, date granted_on, const struct rules *rules)
{
    int64_t days = legal_value(rules->legal, rules->legal_count, LEGAL_APPEAL_DAYS, granted_on);

    if (on != DATE_NONE && granted_on != DATE_NONE && on < date_add_days(granted_on, (int)days))
        work_warn(w, "final_within_appeal", field,
                  "This lies within the %lld days of the appeal: check the day on the paper.",
                  (long long)days);
}

err order_term_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, start_check(w, in, rules))) ||
        (e = faults_take(w, &f, term_check(w, in, rules))) ||
        (e = faults_take(w, &f, open_kind_check(w, in, rules))))
        return e;
    return faults_refuse(w, &f);
}
