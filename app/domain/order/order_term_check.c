/* The days of an order's term as it is written down: where it begins, where it ends, and what is asked of
 * that. */
#include "domain/order/order_term_check.h"

#include <inttypes.h>

#include "domain/claim/rules.h"
#include "domain/order/order.h"
#include "domain/work/fault.h"
#include "domain/work/question.h"

err order_end_ask(struct work *w, enum order_kind kind)
{
    if (kind != ORDER_UMPMM && kind != ORDER_UMM)
        return OK;
    return question_ask(w, "end_of_open_kind", "end",
                        "An order of this kind lasts until the court decides: is this really its end?");
}

err order_start_ask(struct work *w)
{
    return question_ask(w, "start_before_decision", "start",
                        "The start lies before the decision: does the paper say so?");
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

static err term_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    date start = order_start(in);

    if (in->end == DATE_NONE)
        return in->kind == ORDER_UM ? refuse(w, ERR_INPUT, "required", "end", "An UM has a last day.") : OK;
    /* Without a day of decision there is nothing to count from, and decision_check has told that. */
    if (start == DATE_NONE)
        return OK;
    if (in->end < start)
        return refuse(w, ERR_INPUT, "out_of_order", "end", "The end lies before the start.");
    if (in->end > order_latest_end(in, rules))
        return question_ask(
            w, "end_beyond_term", "end",
            "This is more than %" PRId64 " months after the start: does the paper say so?",
            legal_value(rules->legal, rules->legal_count, LEGAL_UM_MONTHS, in->decision_date));
    return OK;
}

static err open_kind_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return in->end == DATE_NONE ? OK : order_end_ask(w, in->kind);
}

/* A year is no number of the law: it catches a slip of the pen in the year. */
static err start_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (in->decision_date == DATE_NONE)
        return OK;
    if (order_start(in) < in->decision_date)
        return order_start_ask(w);
    if (order_start(in) > date_add_months(in->decision_date, 12))
        return refuse(w, ERR_INPUT, "out_of_order", "start",
                      "The start lies more than a year after the decision.");
    return OK;
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
