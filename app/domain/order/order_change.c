/* Old and new side by side, sealed with the key of what they tell of: nothing that was written down is lost,
 * and with her key goes what somebody was to her. */
#include "domain/order/order_change.h"

#include <string.h>

#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_ADD[] = "INSERT INTO order_change (id, act_id, order_id, field, person_id, "
                              "respondent_id, old_sealed, new_sealed) "
                              "VALUES (:id, :act, :order, :field, :person, :respondent, :was, :is)";

/* A relation is hers to whom he stands in it; one of the whole file is his. */
static struct owner change_owner(int64_t order, const struct order_change *x)
{
    return x->person ? OF_PERSON(x->person) : x->respondent ? OF_PERSON(x->respondent) : OF_ORDER(order);
}

static err change_add(struct work *w, int64_t order, const struct order_change *x)
{
    const char *was = x->was, *is = x->is;
    const struct owner of = change_owner(order, x);
    CLEANUP(buf_free) struct buf old = {0};
    CLEANUP(buf_free) struct buf new = {0};
    int64_t id;
    err e;

    if (!was || !is ? was == is : !strcmp(was, is))
        return OK;
    if ((e = id_next(w, "order_change", &id)) ||
        (e = sealed_text(w, of, "order_change", "old", id, was, &old)) ||
        (e = sealed_text(w, of, "order_change", "new", id, is, &new)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), INT(":act", x->act), INT(":order", order), TEXT(":field", x->field),
                         INT_OR_NULL(":person", x->person, x->person),
                         INT_OR_NULL(":respondent", x->respondent, x->respondent), SEALED(":was", old),
                         SEALED(":is", new)));
}

err order_change_add(struct work *w, int64_t order, int64_t act, const char *field, const char *was,
                     const char *is)
{
    return change_add(w, order, &(struct order_change){.act = act, .field = field, .was = was, .is = is});
}

err order_change_relation_add(struct work *w, int64_t order, int64_t act, const struct order_relation *of,
                              const char *was, const char *is)
{
    return change_add(w, order,
                      &(struct order_change){.act = act,
                                             .person = of->person,
                                             .respondent = of->respondent,
                                             .field = "relation",
                                             .was = was,
                                             .is = is});
}

static const char SQL_LIST[] =
    "SELECT act_id, id, field, person_id, respondent_id, old_sealed, new_sealed FROM order_change "
    "WHERE order_id = :order ORDER BY act_id, id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT_AS(struct order_change, act, "act_id"),
    COLUMN_INT_AS(struct order_change, row, "id"),
    COLUMN_TEXT(struct order_change, field),
    COLUMN_INT_AS(struct order_change, person, "person_id"),
    COLUMN_INT_AS(struct order_change, respondent, "respondent_id"),
    COLUMN_SEALED_AS(struct order_change, was, "order_change", row, "old_sealed", "old"),
    COLUMN_SEALED_AS(struct order_change, is, "order_change", row, "new_sealed", "new"),
};

err order_changes_read(struct work *w, int64_t order, struct order_changes *ret)
{
    struct order_changes c = {0};
    err e;

    if ((e = rows_read(w, SQL_LIST, BINDS(INT(":order", order)), COLUMNS(LIST_COLUMNS), NULL, &c.at,
                       &c.count)))
        return e;
    *ret = c;
    return OK;
}
