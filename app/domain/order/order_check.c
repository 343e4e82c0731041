/* What can be wrong with an order as it is written down, before anything is stored: one step after the other,
 * so that the first fault can be told, or all of them. */
#include "domain/order/order_check.h"

#include "base/instant.h"
#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/office/unit.h"
#include "domain/order/catalogue.h"
#include "domain/order/measure_check.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_paper.h"
#include "domain/order/order_person_check.h"
#include "domain/order/order_read.h"
#include "domain/order/order_term_check.h"
#include "domain/order/replacement.h"
#include "domain/order/replacement_late.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "store/db.h"

static err past_check(struct work *w, const char *field, date d, date earliest, const char *than)
{
    if (d == DATE_NONE)
        return OK;
    if (d > w->today)
        return refuse(w, ERR_INPUT, "in_future", field, "This day lies in the future.");
    if (d < earliest)
        return refuse(w, ERR_INPUT, "out_of_order", field, "This day lies before %s.", than);
    return OK;
}

/* No order is older than the law itself, which began with the oldest of its dated numbers. */
static date law_begins(const struct rules *rules)
{
    date first = DATE_OPEN;

    for (size_t i = 0; i < rules->legal_count; i++)
        if (rules->legal[i].from < first)
            first = rules->legal[i].from;
    return first;
}

static err kind_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (!order_kind_name(in->kind))
        return refuse(w, ERR_INPUT, "unknown_kind", "kind", "Must be one of UMPMM, UMM, UM.");
    /* Two coordinators at one file: whoever saw an older state is told what has changed, instead of writing
     * over it. */
    if (in->case_id && !in->version && !in->unversioned)
        return refuse(w, ERR_INPUT, "required", "version", "The version of the file that you saw is needed.");
    return OK;
}

static err issuer_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return field_text_check(w, "issuer", in->issuer, ORDER_TEXT_MAX, true);
}

static err number_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return field_text_check(w, "number", in->number, LIMIT(OrderFields, number), true);
}

static err relation_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return field_text_check(w, "relation", in->relation, LIMIT(OrderFields, relation), false);
}

static err decision_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    int64_t at;
    err e;

    if (in->decision_date == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "decision_date", "The day of the decision is needed.");
    if ((e = past_check(w, "decision_date", in->decision_date, law_begins(rules), "the law was in force")))
        return e;
    if (in->decided_at && instant_parse_local(in->decision_date, in->decided_at, &at))
        return refuse(w, ERR_INPUT, "bad_time", "decided_at", "A time of day is written HH:MM.");
    if (in->decided_at && at > w->now)
        return refuse(w, ERR_INPUT, "in_future", "decided_at", "This hour lies in the future.");
    return OK;
}

/* The other two are decisions for the time being: no law lets them become final. */
static err final_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    if (in->final_date != DATE_NONE && in->kind != ORDER_UM && order_kind_name(in->kind))
        return refuse(w, ERR_INPUT, "not_for_this_kind", "final_date", "Only an UM becomes final.");
    order_final_warn(w, "final_date", in->final_date, in->decision_date, rules);
    return past_check(w, "final_date", in->final_date, in->decision_date, "the decision");
}

static err received_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return past_check(w, "received_on", in->received_on, in->decision_date, "the decision");
}

/* Of one that the court has decided on meanwhile nobody needs to know it any more. */
static err hearing_ask(struct work *w, const struct order_new *in)
{
    return in->kind == ORDER_UMM && in->asks_hearing && !in->followed_by
               ? question_ask(w, "hearing_unknown", "hearing_on",
                              "When is the hearing? Its day is needed, or the word that it is not known yet.")
               : OK;
}

/* The hearing is called by the immediate order, and held after it (law 9669/2006, article 19). */
static err hearing_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (!order_kind_name(in->kind))
        return OK;
    if (in->hearing_on == DATE_NONE)
        return hearing_ask(w, in);
    if (in->kind != ORDER_UMM)
        return refuse(w, ERR_INPUT, "not_for_this_kind", "hearing_on", "Only an UMM calls a hearing.");
    if (in->hearing_on < in->decision_date)
        return refuse(w, ERR_INPUT, "out_of_order", "hearing_on", "The hearing lies before the decision.");
    return OK;
}

/* Court names changed on 2023-05-01 and clerks shorten them: a name that is not in the list is taken, with a
 * warning. */
static err court_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct court *courts;
    size_t count;
    err e;

    (void)rules;
    if (in->kind == ORDER_UMPMM || !in->issuer || in->decision_date == DATE_NONE)
        return OK;
    if ((e = court_list(w, &courts, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if (!text_same(courts[i].name, in->issuer))
            continue;
        if (in->decision_date < courts[i].from || in->decision_date > courts[i].until)
            work_warn(w, "court_of_another_time", "issuer", "This court did not bear that name on that day.");
        return OK;
    }
    work_warn(w, "unknown_court", "issuer", "The list has no court of that name; it is taken as written.");
    return OK;
}

/* The paper is known by who issued it, in any spelling, by its number and its day. The refusal tells that it
 * is there, of a file that is shut to the actor, too. */
static err paper_check(struct work *w, const struct order_new *in, const struct paper_order *there,
                       bool *ret_other)
{
    bool same;
    err e;

    if ((e = order_paper_same(w, there, in, &same)) || (e = case_shut_tell(w, there->case_id)))
        return e;
    if (same)
        return refuse(w, ERR_CONFLICT, "order_exists", "number",
                      "An order with this issuer, number and date stands in the register already.");
    *ret_other = true;
    return OK;
}

/* A court may protect two from each other in one decision: two orders, told apart by whom they name. */
static err exists_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct paper_order *there;
    struct order_blind b;
    bool other = false;
    size_t count;
    err e;

    (void)rules;
    if (!in->issuer || !in->number || in->decision_date == DATE_NONE)
        return OK;
    if ((e = order_blind_make(w, in->issuer, in->number, in->decision_date, &b)) ||
        (e = order_paper_find(w, b.paper, &there, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (there[i].id != in->own && (e = paper_check(w, in, &there[i], &other)))
            return e;
    return other
               ? question_ask(w, "mutual_order", "number",
                              "This decision is registered already, for other persons: is this another order "
                              "of the same decision?")
               : OK;
}

static err place_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    int64_t unit;

    (void)rules;
    return in->case_id ? OK : unit_find(w, in->unit, &unit);
}

static err party_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct faults f = {0};
    err e = parties_check(w, &in->parties, &f);

    (void)rules;
    return e ? e : faults_refuse(w, &f);
}

static err measures_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    const struct measured_paper paper = {in->kind, in->decision_date, order_known_end(in)};
    struct faults f = {0};
    err e = measures_in_check(w, &paper, "measures", in->measures, in->measures_count, &f);

    (void)rules;
    return e ? e : faults_refuse(w, &f);
}

/* What is put right says nothing of the order before. Where it turns out to be of another kind, or to begin
 * on another day, it is asked like a new one, unless it follows one already. */
static err own_check(struct work *w, const struct order_new *in)
{
    struct order_line own;
    err e;

    if (order_start(in) == DATE_NONE)
        return OK;
    if ((e = order_load(w, in->own, &own)))
        return e;
    return own.follows || (own.kind == in->kind && own.protection.from == order_start(in))
               ? OK
               : replacement_ask(w, in, order_start(in));
}

/* An order that follows another ends it. So it may only where the paper can mean that and nobody is protected
 * less by it; one that starts earlier would leave the other no day at all. */
static err follows_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct order_line before;
    err e;

    (void)rules;
    if (in->own)
        return own_check(w, in);
    if (in->follows == 0)
        return order_start(in) == DATE_NONE ? OK : replacement_ask(w, in, order_start(in));
    e = order_load_of_file(w, in->follows, in->case_id, &before);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "other_file", "follows", "The order before must stand in the same file.");
    if (e)
        return e;
    if (replacement_shortens(before.kind, before.protection.until, in->kind, order_least_end(in)))
        return refuse(w, ERR_INPUT, "would_shorten", "follows",
                      "Only an order of a higher kind, or an UM that ends no earlier than the UM before it, "
                      "takes another's place.");
    if (before.protection.granted && order_start(in) < before.protection.from)
        return refuse(w, ERR_INPUT, "out_of_order", "follows",
                      "The order before starts later than this one.");
    return OK;
}

/* Papers arrive in the wrong order, too. */
static err followed_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    return in->own || order_start(in) == DATE_NONE || !order_kind_name(in->kind)
               ? OK
               : replacement_late_check(w, in, order_start(in));
}

typedef err step(struct work *w, const struct order_new *in, const struct rules *rules);
/* In the order of the form, the persons between the two: so the first fault is the uppermost. exists_check
 * comes last: what is wrong with the paper itself is told before what the register knows of it. */
static step *const PAPER[] = {kind_check,     issuer_check,     number_check, relation_check,
                              decision_check, order_term_check, final_check,  hearing_check,
                              received_check, court_check,      place_check};
static step *const REST[] = {party_check, measures_check, follows_check, followed_check, exists_check};
#define STEPS(list) (sizeof(list) / sizeof((list)[0]))

err order_faults(struct work *w, const struct order_new *in, struct faults *ret)
{
    struct rules rules;
    err e;

    if ((e = rules_load(w, &rules)))
        return e;
    for (size_t i = 0; i < STEPS(PAPER); i++)
        if ((e = faults_take(w, ret, PAPER[i](w, in, &rules))))
            return e;
    if ((e = order_named_faults(w, in, ret)) || (e = order_sides_faults(w, in, ret)))
        return e;
    for (size_t i = 0; i < STEPS(REST); i++)
        if ((e = faults_take(w, ret, REST[i](w, in, &rules))))
            return e;
    return OK;
}

err order_check(struct work *w, const struct order_new *in)
{
    struct faults faults = {0};
    err e = order_faults(w, in, &faults);

    return e ? e : faults_refuse(w, &faults);
}
