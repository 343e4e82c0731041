/* Measures against the book: what each may say, and which kind of order carries it. */
#include "domain/order/measure_check.h"

#include <stdio.h>
#include <string.h>

#include "domain/order/measure.h"
#include "domain/work/question.h"

struct measure_list { /* under the check */
    struct work *w;
    const struct measured_paper *paper;
    const char *name;
    struct measure_book book;
    struct faults *f;
};

static err fault_add(const struct measure_list *l, size_t i, const char *member, const char *code,
                     const char *sentence)
{
    char field[64];

    snprintf(field, sizeof field, "%s[%zu].%s", l->name, i, member);
    return faults_when(l->w, l->f, true, code, field, sentence);
}

/* A slip in the year, in most cases; a court may mean it. */
static err until_ask(const struct measure_list *l, size_t i, date until)
{
    char field[64];

    if (until == DATE_NONE || l->paper->last_day == DATE_NONE || until <= l->paper->last_day)
        return OK;
    snprintf(field, sizeof field, "%s[%zu].%s", l->name, i, measure_detail_name(DETAIL_UNTIL));
    return faults_take(l->w, l->f,
                       question_ask(l->w, "measure_beyond_end", field,
                                    "The measure ends after its order: does the paper say so?"));
}

static err details_check(const struct measure_list *l, size_t i, const struct measure_in *in,
                         const struct measure *m)
{
    date until = measure_until(&in->details);
    err e = OK;

    for (unsigned d = 0; !e && d < DETAIL_COUNT; d++)
        if ((in->details.at[d] || (in->details.clears & 1U << d)) && !(m->takes & 1U << d))
            e = fault_add(l, i, measure_detail_name(d), "not_for_this_measure",
                          "A measure of this kind does not say this.");
    for (unsigned d = 0; !e && d < DETAIL_COUNT; d++)
        if (in->details.at[d] && (in->details.clears & 1U << d))
            e = fault_add(l, i, "clears", "contradiction", "It is said anew and struck out.");
    if (!e && until != DATE_NONE && l->paper->decision_date != DATE_NONE && until < l->paper->decision_date)
        e = fault_add(l, i, measure_detail_name(DETAIL_UNTIL), "out_of_order",
                      "The measure ends before the decision.");
    return e ? e : until_ask(l, i, until);
}

static bool said_before(const struct measure_in *in, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!strcmp(in[k].code, in[i].code))
            return true;
    return false;
}

/* *ret_beyond: an order of this kind does not carry it. */
static err one_check(const struct measure_list *l, struct measure_in *in, size_t i, bool *ret_beyond)
{
    const struct measured_paper *p = l->paper;
    const struct measure *m = measure_meant(&l->book, in[i].code, p->decision_date);

    if (!m)
        return fault_add(l, i, "code", "unknown_measure",
                         "There is no such measure: its code is needed, or the law's letter as 10/d.");
    in[i].code = m->code;
    if (said_before(in, i))
        return fault_add(l, i, "code", "measure_twice", "This measure is said already.");
    if (p->kind && p->decision_date != DATE_NONE &&
        !measure_offered(&l->book, p->kind, m->code, p->decision_date))
        *ret_beyond = true;
    return details_check(l, i, &in[i], m);
}

err measures_in_check(struct work *w, const struct measured_paper *paper, const char *list,
                      struct measure_in *in, size_t count, struct faults *f)
{
    struct measure_list l = {.w = w, .paper = paper, .name = list, .f = f};
    bool beyond = false;
    err e;

    if (!count)
        return OK;
    if ((e = measure_book_read(w, &l.book)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = one_check(&l, in, i, &beyond)))
            return e;
    return beyond ? faults_take(
                        w, f,
                        question_ask(w, "measure_beyond", list,
                                     "The law gives an order of this kind fewer measures: does the paper "
                                     "say these?"))
                  : OK;
}

err measures_out_check(struct work *w, const struct measured_paper *paper, const char *list, const char **out,
                       size_t count, struct faults *f)
{
    const struct measure *m;
    struct measure_book b;
    err e;

    if (!count)
        return OK;
    if ((e = measure_book_read(w, &b)))
        return e;
    for (size_t i = 0; !e && i < count; i++) {
        if ((m = measure_meant(&b, out[i], paper->decision_date)))
            out[i] = m->code;
        e = faults_when(w, f, !m, "unknown_measure", list,
                        "There is no such measure: its code is needed, or the law's letter as 10/d.");
    }
    return e;
}
