/* Respondents by order. The file keeps them all, in the role that shuts them out of its benefits. */
#include "domain/order/order_respondent.h"

#include "base/text.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_ADD[] = "INSERT INTO order_respondent (order_id, person_id) VALUES (:order, :person) "
                              "ON CONFLICT (order_id, person_id) DO NOTHING";

err order_respondent_add(struct work *w, int64_t order, int64_t person)
{
    return db_exec(w->db, SQL_ADD, BINDS(INT(":order", order), INT(":person", person)));
}

static const char SQL_REMOVE[] =
    "DELETE FROM order_respondent WHERE order_id = :order AND person_id = :person";
static const char SQL_UNRELATE[] =
    "DELETE FROM order_relation WHERE order_id = :order AND (person_id = :person "
    "OR respondent_id = :person)";
static const char SQL_LEAVE[] =
    "DELETE FROM case_person WHERE case_id = :case AND person_id = :person AND role = 'respondent' "
    "AND NOT EXISTS (SELECT 1 FROM order_respondent r JOIN protection_order o ON o.id = r.order_id "
    "WHERE o.case_id = :case AND r.person_id = :person)";

err order_relations_drop(struct work *w, int64_t order, int64_t person)
{
    return db_exec(w->db, SQL_UNRELATE, BINDS(INT(":order", order), INT(":person", person)));
}

err order_respondent_remove(struct work *w, const struct order_line *o, int64_t person)
{
    err e;

    if ((e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":order", o->id), INT(":person", person)))) ||
        (e = order_relations_drop(w, o->id, person)))
        return e;
    return db_exec(w->db, SQL_LEAVE, BINDS(INT(":case", o->case_id), INT(":person", person)));
}

static const char SQL_RELATE[] =
    "INSERT INTO order_relation (id, order_id, person_id, respondent_id, relation_sealed) VALUES (:id, "
    ":order, "
    ":person, :respondent, :relation) ON CONFLICT (order_id, person_id, respondent_id) DO NOTHING";

err order_relation_add(struct work *w, int64_t order, int64_t person, int64_t respondent,
                       const char *relation)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    if (text_empty(relation))
        return OK;
    if ((e = id_next(w, "order_relation", &id)) ||
        (e = sealed_text(w, OF_ORDER(order), "order_relation", "relation", id, relation, &sealed)))
        return e;
    return db_exec(w->db, SQL_RELATE,
                   BINDS(INT(":id", id), INT(":order", order), INT(":person", person),
                         INT(":respondent", respondent), SEALED(":relation", sealed)));
}

static const char SQL_UNSAY[] = "DELETE FROM order_relation WHERE order_id = :order AND person_id = :person "
                                "AND respondent_id = :respondent";

err order_relation_set(struct work *w, int64_t order, int64_t person, int64_t respondent,
                       const char *relation)
{
    err e = db_exec(w->db, SQL_UNSAY,
                    BINDS(INT(":order", order), INT(":person", person), INT(":respondent", respondent)));

    return e ? e : order_relation_add(w, order, person, respondent, relation);
}

static const char SQL_LIST[] =
    "SELECT person_id FROM order_respondent WHERE order_id = :order ORDER BY person_id";

err order_respondents_read(struct work *w, int64_t order, int64_t **ret, size_t *ret_count)
{
    return rows_ids(w, SQL_LIST, BINDS(INT(":order", order)), ret, ret_count);
}

static const char SQL_RELATIONS[] =
    "SELECT id, person_id, respondent_id, relation_sealed FROM order_relation "
    "WHERE order_id = :order AND relation_sealed IS NOT NULL ORDER BY id";
static const struct column RELATION_COLUMNS[] = {
    COLUMN_INT_AS(struct order_relation, row, "id"),
    COLUMN_INT_AS(struct order_relation, person, "person_id"),
    COLUMN_INT_AS(struct order_relation, respondent, "respondent_id"),
    COLUMN_SEALED(struct order_relation, relation, "order_relation", row),
};

err order_relations_read(struct work *w, int64_t order, struct order_relation **ret, size_t *ret_count)
{
    return rows_read(w, SQL_RELATIONS, BINDS(INT(":order", order)), COLUMNS(RELATION_COLUMNS), NULL, ret,
                     ret_count);
}
