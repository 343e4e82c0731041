/* The persons of an order as they are written down, one after the other, so that all that is wrong is told.
 */
#include "domain/order/order_person_check.h"

#include <stdio.h>

#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/file/person_twin.h"
#include "domain/law/case_role.h"
#include "domain/order/order.h"
#include "domain/order/order_role.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "gen/limits.h"

/* Who stands in the file already keeps the role there: naming the wrong number must not make a protected
 * person of a respondent. A dependant may be protected by a court from some day on. */
static err one_person_check(struct work *w, int64_t case_id, const struct order_person *p,
                            enum case_role role)
{
    enum case_role now;
    err e;

    if (!p->person)
        return person_check(w, &p->who);
    if ((e = case_person_kept(w, case_id, p->person, "person", &now)))
        return e;
    return now == role || order_role_rises(now, role)
               ? OK
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
        problem_prefix(&w->warnings[warned]->what, "%s", member);
    return e;
}

static err named_check(struct work *w, const struct order_new *in, size_t i)
{
    const struct order_person *p = &in->persons[i];
    size_t warned = w->warning_count;

    return order_person_told(w, in, p, warned, order_person_check(w, in->case_id, p));
}

static err crowd_check(struct work *w, const struct order_new *in)
{
    size_t named = 0;

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

static err respondent_check(struct work *w, const struct order_new *in)
{
    size_t warned = w->warning_count;
    err e;

    if (!in->respondent)
        return OK;
    e = one_person_check(w, in->case_id, in->respondent, ROLE_RESPONDENT);
    return order_person_told(w, in, in->respondent, warned, e);
}

/* A second one is one like the first: no beneficiary of the file, and no collector in it. */
static err more_check(struct work *w, const struct order_new *in)
{
    struct faults f = {0};
    err e = OK;

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

static err relations_check(struct work *w, const struct order_new *in)
{
    const int64_t respondents = (in->respondent != NULL) + (int64_t)in->more_respondents_count;
    struct faults f = {0};
    char field[64];
    err e = OK;

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
static err one_named_faults(struct work *w, const struct order_new *in, size_t i, struct faults *ret)
{
    const struct order_person *p = &in->persons[i];
    size_t warned;
    err e;

    if (p->person)
        return faults_take(w, ret, named_check(w, in, i));
    if (p->role != ROLE_PROTECTED && p->role != ROLE_DEPENDANT &&
        (e = faults_take(w, ret, named_check(w, in, i))))
        return e;
    for (size_t field = 0; field < PERSON_CHECK_COUNT; field++) {
        warned = w->warning_count;
        e = PERSON_CHECKS[field](w, &p->who);
        if ((e = faults_take(w, ret, order_person_told(w, in, p, warned, e))))
            return e;
    }
    return OK;
}

err order_named_faults(struct work *w, const struct order_new *in, struct faults *ret)
{
    err e = OK;

    for (size_t i = 0; !e && i < in->persons_count && i < ORDER_PERSONS_MAX; i++)
        if (!(e = one_named_faults(w, in, i, ret)))
            e = faults_take(w, ret, twin_check(w, in, i));
    return e;
}

err order_sides_faults(struct work *w, const struct order_new *in, struct faults *ret)
{
    err e;

    if ((e = faults_take(w, ret, crowd_check(w, in))) || (e = faults_take(w, ret, respondent_check(w, in))) ||
        (e = faults_take(w, ret, more_check(w, in))))
        return e;
    return faults_take(w, ret, relations_check(w, in));
}
