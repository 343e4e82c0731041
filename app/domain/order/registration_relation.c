/* Relations as they are to stand, and what differs from those that stood there before anything was written.
 */
#include "domain/order/registration_relation.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/file/case_file.h"
#include "domain/order/order.h"
#include "domain/order/order_change.h"
#include "domain/order/order_respondent.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_GENERAL[] =
    "SELECT c.id, 0 AS person_id, c.person_id AS respondent_id, c.relation_sealed FROM order_respondent r "
    "JOIN protection_order o ON o.id = r.order_id "
    "JOIN case_person c ON c.case_id = o.case_id AND c.person_id = r.person_id AND c.role = 'respondent' "
    "WHERE r.order_id = :order AND c.relation_sealed IS NOT NULL ORDER BY c.id";
static const struct column GENERAL_COLUMNS[] = {
    COLUMN_INT_AS(struct order_relation, row, "id"),
    COLUMN_INT_AS(struct order_relation, person, "person_id"),
    COLUMN_INT_AS(struct order_relation, respondent, "respondent_id"),
    COLUMN_SEALED(struct order_relation, relation, "case_person", row),
};

err registration_relations_read(struct work *w, int64_t order, struct order_relation **ret, size_t *ret_count)
{
    struct order_relation *general, *each, *all;
    size_t general_count, each_count;
    err e;

    if ((e = rows_read(w, SQL_GENERAL, BINDS(INT(":order", order)), COLUMNS(GENERAL_COLUMNS), NULL, &general,
                       &general_count)) ||
        (e = order_relations_read(w, order, &each, &each_count)))
        return e;
    if (!(all = arena_array(w->arena, general_count + each_count + 1, sizeof *all)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < general_count; i++)
        all[i] = general[i];
    for (size_t i = 0; i < each_count; i++)
        all[general_count + i] = each[i];
    *ret = all;
    *ret_count = general_count + each_count;
    return OK;
}

/* Those of the order who do not go, and those who come and stand in the file already. */
static bool against(const struct registration_change *x, int64_t person)
{
    const struct registration_new *in = x->in;

    for (size_t i = 0; i < in->respondents_out_count; i++)
        if (in->respondents_out[i] == person)
            return false;
    for (size_t i = 0; i < x->old->respondent_count; i++)
        if (x->old->respondents[i] == person)
            return true;
    return registration_person(in->respondents_in, in->respondents_in_count, person);
}

/* NULL: none of them is of the same two. */
static const struct order_relation *of_the_two(const struct order_relation *list, size_t count,
                                               const struct order_relation *of)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].person == of->person && list[i].respondent == of->respondent)
            return &list[i];
    return NULL;
}

static err one_check(struct work *w, const struct registration_change *x, size_t at, struct faults *ret)
{
    const struct order_relation *r = &x->in->relations[at];
    const struct order_new *p = x->paper;
    char field[48];
    err e;

    snprintf(field, sizeof field, "relations[%zu].respondent", at);
    if ((e = faults_when(w, ret, !against(x, r->respondent), "not_respondent", field,
                         "The order is not against this person.")))
        return e;
    snprintf(field, sizeof field, "relations[%zu].person", at);
    if ((e = faults_when(w, ret, r->person && !registration_person(p->persons, p->persons_count, r->person),
                         "not_named", field, "The order does not name this person.")))
        return e;
    snprintf(field, sizeof field, "relations[%zu].relation", at);
    if ((e = faults_take(w, ret,
                         field_text_check(w, field, r->relation, LIMIT(RelationFix, relation), false))))
        return e;
    snprintf(field, sizeof field, "relations[%zu]", at);
    return faults_when(w, ret, of_the_two(x->in->relations, at, r), "contradiction", field,
                       "This relation is said twice.");
}

err registration_relations_check(struct work *w, const struct registration_change *x, struct faults *ret)
{
    err e = OK;

    for (size_t i = 0; !e && i < x->in->relations_count; i++)
        e = one_check(w, x, i, ret);
    return e;
}

static err changes_write(struct work *w, const struct registration_change *x)
{
    const struct order_relation *after;
    struct order_relation *now;
    size_t count;
    err e;

    if ((e = registration_relations_read(w, x->old->id, &now, &count)))
        return e;
    for (size_t i = 0; !e && i < x->relation_count; i++) {
        after = of_the_two(now, count, &x->relations[i]);
        e = order_change_relation_add(w, x->old->id, x->act, &x->relations[i], x->relations[i].relation,
                                      after ? after->relation : NULL);
    }
    for (size_t i = 0; !e && i < count; i++)
        if (!of_the_two(x->relations, x->relation_count, &now[i]))
            e = order_change_relation_add(w, x->old->id, x->act, &now[i], NULL, now[i].relation);
    return e;
}

err registration_relations_write(struct work *w, const struct registration_change *x)
{
    const struct registration_new *in = x->in;
    err e = OK;

    for (size_t i = 0; !e && i < in->relations_count; i++) {
        const struct order_relation *r = &in->relations[i];

        e = r->person ? order_relation_set(w, x->old->id, r->person, r->respondent, r->relation)
                      : case_person_relate(w, x->old->case_id, r->respondent, r->relation);
    }
    return e ? e : changes_write(w, x);
}
