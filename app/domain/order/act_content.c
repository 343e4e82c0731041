/* Persons and measures of an act on their way into the register and back. */
#include "domain/order/act_content.h"

#include <stdio.h>
#include <string.h>

#include "domain/claim/order_act.h"
#include "domain/file/case_file.h"
#include "domain/file/person_twin.h"
#include "domain/order/act_said.h"
#include "domain/order/measure_check.h"
#include "domain/order/order.h"
#include "domain/order/order_named.h"
#include "domain/order/order_person_check.h"
#include "domain/order/order_role.h"
#include "domain/work/rows.h"
#include "store/db.h"

static bool among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static err told(struct work *w, struct faults *f, size_t warned, err e, const char *list, size_t i)
{
    if (e == ERR_INPUT || e == ERR_CONFLICT)
        problem_prefix(&w->problem, "%s[%zu]", list, i);
    for (; warned < w->warning_count; warned++)
        problem_prefix(&w->warnings[warned]->what, "%s[%zu]", list, i);
    return faults_take(w, f, e);
}

/* Who is named already comes in once more as a protected person, and as nothing else. */
static err named_check(struct work *w, const struct order_line *o, const struct order_person *p)
{
    enum case_role now;
    err e;

    if (!p->person || !among(o->persons, o->person_count, p->person))
        return OK;
    if ((e = case_person_role(w, o->case_id, p->person, "person", &now)))
        return e;
    return order_role_rises(now, p->role)
               ? OK
               : refuse(w, ERR_INPUT, "already_named", "person", "The order names this person already.");
}

static err persons_in_check(struct work *w, const struct order_line *o, const struct act_content *c,
                            bool again, struct faults *f)
{
    err e;

    if (c->persons_in_count > ORDER_PERSONS_MAX)
        return faults_take(w, f,
                           refuse(w, ERR_INPUT, "too_many", "persons_in",
                                  "An order names at most %d persons.", ORDER_PERSONS_MAX));
    for (size_t i = 0; i < c->persons_in_count; i++) {
        const struct order_person *p = &c->persons_in[i];
        size_t warned = w->warning_count;

        e = order_person_check(w, o->case_id, p);
        if (!e && !again)
            e = named_check(w, o, p);
        if (!e && !p->person)
            e = person_twin_ask(w, &p->who, o->case_id, "surname");
        if ((e = told(w, f, warned, e, "persons_in", i)))
            return e;
    }
    return OK;
}

static err persons_out_check(struct work *w, const struct order_line *o, const struct act_content *c,
                             bool again, struct faults *f)
{
    size_t go = 0;
    err e = OK;

    for (size_t i = 0; !e && !again && i < c->persons_out_count; i++)
        if (among(o->persons, o->person_count, c->persons_out[i]))
            go++;
        else
            e = told(w, f, w->warning_count,
                     refuse(w, ERR_INPUT, "not_named", "", "The order does not name this person."),
                     "persons_out", i);
    /* An order that protects nobody is ended, by an act that says so. */
    if (!e && !again && go && o->person_count + c->persons_in_count <= go)
        e = faults_take(w, f,
                        refuse(w, ERR_INPUT, "nobody_left", "persons_out",
                               "Nobody would be left: an order that ends is recorded as ended."));
    return e;
}

/* What goes in and out, or out twice, says nothing that could be read back. Codes are the register's own by
 * now. */
static err measures_apart_check(struct work *w, const struct act_content *c, struct faults *f)
{
    char at[40];
    err e = OK;

    for (size_t i = 0; !e && i < c->measures_out_count; i++) {
        bool twice = false;

        for (size_t j = 0; j < i; j++)
            twice |= !strcmp(c->measures_out[i], c->measures_out[j]);
        for (size_t j = 0; j < c->measures_in_count; j++)
            twice |= !strcmp(c->measures_out[i], c->measures_in[j].code);
        snprintf(at, sizeof at, "measures_out[%zu]", i);
        e = faults_when(w, f, twice, "measure_twice", at, "This measure is said already.");
    }
    return e;
}

static bool stands(const struct order_measured *list, size_t count, const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].code, code))
            return list[i].stands;
    return false;
}

/* What was never ordered, or was lifted before, is not lifted: the paper is about another order, or the
 * register lacks a measure, and both want a person's look. */
static err measures_there_check(struct work *w, const struct order_line *o, date on,
                                const struct act_content *c, struct faults *f)
{
    struct order_measured *had;
    size_t act_count, count;
    struct act *acts;
    char at[40];
    err e;

    if ((e = acts_load(w, o->id, &acts, &act_count)) ||
        (e = order_measured_read(w, o->id, acts, act_count, on == DATE_NONE ? w->today : on, &had, &count)))
        return e;
    for (size_t i = 0; !e && i < c->measures_out_count; i++) {
        snprintf(at, sizeof at, "measures_out[%zu]", i);
        e = faults_when(w, f, !stands(had, count, c->measures_out[i]), "measure_not_there", at,
                        "The order does not have this measure, so it cannot be lifted.");
    }
    return e;
}

static err measures_check(struct work *w, const struct order_line *o, const struct content_days *days,
                          const struct act_content *c, bool again, struct faults *f)
{
    const struct measured_paper paper = {o->kind, o->decision_date, days->last_day};
    size_t known;
    err e;

    if ((e = measures_in_check(w, &paper, "measures_in", c->measures_in, c->measures_in_count, f)))
        return e;
    known = f->count;
    if ((e = measures_out_check(w, &paper, "measures_out", c->measures_out, c->measures_out_count, f)))
        return e;
    if ((e = measures_apart_check(w, c, f)) || again || f->count > known || !c->measures_out_count)
        return e;
    return measures_there_check(w, o, days->on, c, f);
}

static err content_check(struct work *w, const struct order_line *o, const struct content_days *days,
                         const struct act_content *c, bool again, struct faults *f)
{
    err e;

    if ((e = persons_in_check(w, o, c, again, f)) || (e = persons_out_check(w, o, c, again, f)))
        return e;
    return measures_check(w, o, days, c, again, f);
}

err act_content_check(struct work *w, const struct order_line *o, const struct content_days *days,
                      const struct act_content *c, struct faults *f)
{
    return content_check(w, o, days, c, false, f);
}

err act_content_again_check(struct work *w, const struct order_line *o, const struct content_days *days,
                            const struct act_content *c, struct faults *f)
{
    return content_check(w, o, days, c, true, f);
}

static const char SQL_PERSON[] =
    "INSERT INTO order_act_person (act_id, person_id, part, goes) VALUES (:act, :person, :part, :goes) "
    "ON CONFLICT (act_id, person_id, part) DO NOTHING";

err act_person_put(struct work *w, int64_t act, int64_t person, bool respondent, bool in)
{
    return db_exec(w->db, SQL_PERSON,
                   BINDS(INT(":act", act), INT(":person", person),
                         TEXT(":part", respondent ? "respondent" : "named"),
                         TEXT(":goes", in ? "in" : "out")));
}

static const char SQL_MEASURE_PUT[] =
    "INSERT INTO order_act_measure (id, act_id, code, goes) VALUES (:id, :act, :code, :goes)";

static err measure_put(struct work *w, int64_t act, const char *code, bool in)
{
    int64_t id;
    err e = id_next(w, "order_act_measure", &id);

    return e ? e
             : db_exec(w->db, SQL_MEASURE_PUT,
                       BINDS(INT(":id", id), INT(":act", act), TEXT(":code", code),
                             TEXT(":goes", in ? "in" : "out")));
}

err act_measures_put(struct work *w, int64_t order, int64_t act, const struct act_content *c)
{
    err e = OK;

    for (size_t i = 0; !e && i < c->measures_in_count; i++) {
        const struct measure_in *m = &c->measures_in[i];

        if (!(e = measure_put(w, act, m->code, true)))
            e = measure_details_put(w, order, act, m->code, &m->details);
    }
    for (size_t i = 0; !e && i < c->measures_out_count; i++)
        e = measure_put(w, act, c->measures_out[i], false);
    return e;
}

err act_content_store(struct work *w, const struct order_line *o, int64_t act, const struct act_content *c)
{
    int64_t person;
    err e;

    for (size_t i = 0; i < c->persons_in_count; i++)
        if ((e = order_person_enter(w, o->case_id, &c->persons_in[i], NULL, &person)) ||
            (e = order_name_add(w, o->id, person, false)) ||
            (e = act_person_put(w, act, person, false, true)) ||
            (e = order_role_raise(w, o, act, c->persons_in[i].role, person)))
            return e;
    for (size_t i = 0; i < c->persons_out_count; i++)
        if ((e = act_person_put(w, act, c->persons_out[i], false, false)))
            return e;
    return act_measures_put(w, o->id, act, c);
}

/* Details are sealed for their rows, so each is sealed anew. */
err act_content_copy(struct work *w, int64_t order, int64_t from, int64_t to)
{
    struct act_contents c;
    err e;

    if ((e = act_contents_read(w, order, &c)))
        return e;
    for (size_t i = 0; i < c.person_count; i++)
        if (c.persons[i].act == from &&
            (e = act_person_put(w, to, c.persons[i].person, c.persons[i].respondent, c.persons[i].in)))
            return e;
    for (size_t i = 0; i < c.measure_count; i++)
        if (c.measures[i].act == from &&
            ((e = measure_put(w, to, c.measures[i].code, c.measures[i].in)) ||
             (e = measure_details_put(w, order, to, c.measures[i].code, &c.measures[i].details))))
            return e;
    return OK;
}
