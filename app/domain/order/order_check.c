/* What can be wrong with an order as it is written down, before anything is stored: one step after the other,
 * so that the first fault can be told, or all of them. */
#include "domain/order/order_check.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/instant.h"
#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/file/person_twin.h"
#include "domain/law/case_role.h"
#include "domain/office/unit.h"
#include "domain/order/catalogue.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_paper.h"
#include "domain/order/order_read.h"
#include "domain/order/replacement.h"
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

static date start_of(const struct order_new *in)
{
    return in->start == DATE_NONE ? in->decision_date : in->start;
}

/* Twelve months today (law 9669/2006), as the law had it on the day of the decision. */
date order_latest_end(const struct order_new *in, const struct rules *rules)
{
    int64_t months = legal_value(rules->legal, rules->legal_count, LEGAL_UM_MONTHS, in->decision_date);
    date start = start_of(in);

    return start == DATE_NONE ? DATE_NONE : date_add_months(start, (int)months);
}

static err term_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    date start = start_of(in);

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

/* A year is no number of the law: it catches a slip of the pen in the year. */
static err start_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (in->decision_date == DATE_NONE)
        return OK;
    if (start_of(in) < in->decision_date)
        return order_start_ask(w);
    if (start_of(in) > date_add_months(in->decision_date, 12))
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

/* The hearing is called by the immediate order, and held after it (law 9669/2006). */
static err hearing_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    (void)rules;
    if (in->hearing_on == DATE_NONE || !order_kind_name(in->kind))
        return OK;
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

/* Who stands in the file already keeps the role there: naming the wrong number must not make a protected
 * person of a respondent. */
static err one_person_check(struct work *w, int64_t case_id, const struct order_person *p,
                            enum case_role role)
{
    enum case_role now;
    err e;

    if (!p->person)
        return person_check(w, &p->who);
    if ((e = case_person_kept(w, case_id, p->person, "person", &now)))
        return e;
    return now == role ? OK
                       : refuse(w, ERR_CONFLICT, "already_in_file", "role",
                                "This person stands in the file as %s already.", case_role_name(now));
}

err order_person_check(struct work *w, int64_t case_id, const struct order_person *p)
{
    return p->role == ROLE_PROTECTED || p->role == ROLE_DEPENDANT
               ? one_person_check(w, case_id, p, p->role)
               : refuse(w, ERR_INPUT, "unknown_role", "role", "Must be protected or dependant.");
}

err order_person_told(struct work *w, const struct order_new *in, const struct order_person *p, size_t warned,
                      err e)
{
    const struct order_person *more = in->more_respondents;
    char member[40] = "respondent";

    if (more && p >= more && p < more + in->more_respondents_count)
        snprintf(member, sizeof member, "more_respondents[%zu]", (size_t)(p - more));
    else if (p != in->respondent)
        snprintf(member, sizeof member, "persons[%zu]", (size_t)(p - in->persons));
    if (e == ERR_INPUT || e == ERR_CONFLICT)
        problem_prefix(&w->problem, "%s", member);
    for (; warned < w->warning_count; warned++)
        problem_prefix(&w->warnings[warned].what, "%s", member);
    return e;
}

static err named_check(struct work *w, const struct order_new *in, size_t i)
{
    const struct order_person *p = &in->persons[i];
    size_t warned = w->warning_count;

    return order_person_told(w, in, p, warned, order_person_check(w, in->case_id, p));
}

static err crowd_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    size_t named = 0;

    (void)rules;
    if (in->persons_count > ORDER_PERSONS_MAX)
        return refuse(w, ERR_INPUT, "too_many", "persons", "An order names at most %d persons.",
                      ORDER_PERSONS_MAX);
    for (size_t i = 0; i < in->persons_count; i++)
        named += in->persons[i].role == ROLE_PROTECTED;
    if (!in->persons_count)
        return refuse(w, ERR_INPUT, "required", "persons", "An order names at least one person.");
    /* Courts protect children by themselves, too: whoever writes it down says what they are. */
    return named ? OK
                 : question_ask(
                       w, "only_children", "persons",
                       "The order names nobody as protected, but children alone: is that so, or are they "
                       "the protected persons?");
}

static err respondent_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    size_t warned = w->warning_count;
    err e;

    (void)rules;
    if (!in->respondent)
        return OK;
    e = one_person_check(w, in->case_id, in->respondent, ROLE_RESPONDENT);
    return order_person_told(w, in, in->respondent, warned, e);
}

/* A second one is one like the first: no beneficiary of the file, and no collector in it. */
static err more_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct faults f = {0};
    err e = OK;

    (void)rules;
    if (in->more_respondents_count > ORDER_MORE_MAX)
        return refuse(w, ERR_INPUT, "too_many", "more_respondents", "An order is against at most %d persons.",
                      ORDER_MORE_MAX + 1);
    for (size_t i = 0; !e && i < in->more_respondents_count; i++) {
        const struct order_person *p = &in->more_respondents[i];
        size_t warned = w->warning_count;

        e = faults_take(
            w, &f, order_person_told(w, in, p, warned, one_person_check(w, in->case_id, p, ROLE_RESPONDENT)));
    }
    return e ? e : faults_refuse(w, &f);
}

static err relations_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    const int64_t respondents = (in->respondent != NULL) + (int64_t)in->more_respondents_count;
    struct faults f = {0};
    char field[64];
    err e = OK;

    (void)rules;
    for (size_t i = 0; !e && i < in->relations_count; i++) {
        const struct relation_in *r = &in->relations[i];

        snprintf(field, sizeof field, "relations[%zu].relation", i);
        e = field_text_check(w, field, r->relation, LIMIT(OrderFields, relation), false);
        snprintf(field, sizeof field, "relations[%zu]", i);
        if (!e && (r->person < 0 || r->person >= (int64_t)in->persons_count || r->respondent < 0 ||
                   r->respondent >= respondents))
            e = refuse(w, ERR_INPUT, "not_on_paper", field, "The paper names no such person or respondent.");
        e = faults_take(w, &f, e);
    }
    return e ? e : faults_refuse(w, &f);
}

static err party_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct faults f = {0};
    err e = parties_check(w, &in->parties, &f);

    (void)rules;
    return e ? e : faults_refuse(w, &f);
}

static const char SQL_MEASURE[] = "SELECT 1 FROM measure WHERE code = :code";

static err measures_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    int64_t one;
    err e;

    (void)rules;
    for (size_t i = 0; i < in->measures_count; i++) {
        e = db_int(w->db, SQL_MEASURE, BINDS(TEXT(":code", in->measures[i])), &one);
        if (e == ERR_ABSENT)
            return refuse(w, ERR_INPUT, "unknown_measure", "measures",
                          "There is no measure with that letter.");
        if (e)
            return e;
    }
    return OK;
}

static const char SQL_BEFORE[] = "SELECT id FROM protection_order WHERE id = :id AND case_id = :case";

/* An order that follows another ends it. So it may only where the paper can mean that and nobody is protected
 * less by it; one that starts earlier would leave the other no day at all. */
static err follows_check(struct work *w, const struct order_new *in, const struct rules *rules)
{
    struct order_line before;
    int64_t id;
    err e;

    (void)rules;
    if (in->own)
        return OK;
    if (in->follows == 0)
        return start_of(in) == DATE_NONE ? OK : replacement_ask(w, in, start_of(in));
    e = db_int(w->db, SQL_BEFORE, BINDS(INT(":id", in->follows), INT(":case", in->case_id)), &id);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "other_file", "follows", "The order before must stand in the same file.");
    if (e || (e = order_load(w, id, &before)))
        return e;
    if (replacement_shortens(before.kind, before.protection.until, in->kind,
                             in->end == DATE_NONE ? DATE_OPEN : in->end))
        return refuse(w, ERR_INPUT, "would_shorten", "follows",
                      "Only an order of a higher kind, or an UM that ends no earlier than the UM before it, "
                      "takes another's place.");
    if (before.protection.granted && start_of(in) < before.protection.from)
        return refuse(w, ERR_INPUT, "out_of_order", "follows",
                      "The order before starts later than this one.");
    return OK;
}

typedef err step(struct work *w, const struct order_new *in, const struct rules *rules);
/* In the order of the form, the persons between the two: so the first fault is the uppermost. exists_check
 * comes last: what is wrong with the paper itself is told before what the register knows of it. */
static step *const PAPER[] = {kind_check,     issuer_check, number_check,    relation_check, decision_check,
                              start_check,    term_check,   open_kind_check, final_check,    hearing_check,
                              received_check, court_check,  place_check};
static step *const REST[] = {crowd_check, respondent_check, more_check,    relations_check,
                             party_check, measures_check,   follows_check, exists_check};
#define STEPS(list) (sizeof(list) / sizeof((list)[0]))

/* A respondent may stand in many files; nobody is paid for being one. */
static err twin_check(struct work *w, const struct order_new *in, size_t i)
{
    const struct order_person *p = &in->persons[i];
    char field[40];

    if (p->person)
        return OK;
    snprintf(field, sizeof field, "persons[%zu].surname", i);
    return person_twin_ask(w, &p->who, in->case_id, field);
}

/* Of somebody new each field by itself. */
static err named_faults(struct work *w, const struct order_new *in, size_t i, struct faults *ret)
{
    const struct order_person *p = &in->persons[i];
    size_t warned;
    err e;

    if (p->person || (p->role != ROLE_PROTECTED && p->role != ROLE_DEPENDANT))
        return faults_take(w, ret, named_check(w, in, i));
    for (size_t field = 0; field < PERSON_CHECK_COUNT; field++) {
        warned = w->warning_count;
        e = PERSON_CHECKS[field](w, &p->who);
        if ((e = faults_take(w, ret, order_person_told(w, in, p, warned, e))))
            return e;
    }
    return OK;
}

err order_faults(struct work *w, const struct order_new *in, struct faults *ret)
{
    struct rules rules;
    err e;

    if ((e = rules_load(w, &rules)))
        return e;
    for (size_t i = 0; i < STEPS(PAPER); i++)
        if ((e = faults_take(w, ret, PAPER[i](w, in, &rules))))
            return e;
    for (size_t i = 0; i < in->persons_count && i < ORDER_PERSONS_MAX; i++)
        if ((e = named_faults(w, in, i, ret)) || (e = faults_take(w, ret, twin_check(w, in, i))))
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
