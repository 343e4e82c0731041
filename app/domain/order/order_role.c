/* A row for each act that raised somebody; its day is made anew from all acts, so that corrections in any
 * order come to the same. */
#include "domain/order/order_role.h"

#include "domain/claim/order_act.h"
#include "domain/file/case_file.h"
#include "domain/work/rows.h"
#include "store/db.h"

bool order_role_rises(enum case_role now, enum case_role said)
{
    return now == ROLE_DEPENDANT && said == ROLE_PROTECTED;
}

static const char SQL_ROWS[] =
    "SELECT count(*) FROM order_role x JOIN order_act a ON a.id = x.act_id JOIN protection_order o "
    "ON o.id = a.order_id WHERE x.person_id = :person AND o.case_id = :case";

/* Who was raised before may be raised from an earlier day by another paper. */
static err rises(struct work *w, const struct order_line *o, enum case_role said, int64_t person, bool *ret)
{
    enum case_role now;
    int64_t rows;
    err e;

    *ret = false;
    if (said != ROLE_PROTECTED)
        return OK;
    if ((e = case_person_role(w, o->case_id, person, "person", &now)) ||
        (e = db_int(w->db, SQL_ROWS, BINDS(INT(":person", person), INT(":case", o->case_id)), &rows)))
        return e;
    *ret = order_role_rises(now, said) || rows > 0;
    return OK;
}

/* The act that a correction speaks of, down to the first. */
static const char SQL_RAISE[] =
    "WITH RECURSIVE root(id) AS (SELECT :act UNION ALL SELECT a.corrects_id FROM order_act a JOIN root r "
    "ON a.id = r.id WHERE a.corrects_id IS NOT NULL) "
    "INSERT INTO order_role (person_id, act_id) SELECT :person, min(id) FROM root WHERE true "
    "ON CONFLICT (person_id, act_id) DO NOTHING";
static const char SQL_GRANT[] = "SELECT min(id) FROM order_act WHERE order_id = :order AND kind = 'granted'";

err order_role_raise(struct work *w, const struct order_line *o, int64_t act, enum case_role said,
                     int64_t person)
{
    bool raised;
    err e;

    if ((e = rises(w, o, said, person, &raised)) || !raised ||
        (!act && (e = db_int(w->db, SQL_GRANT, BINDS(INT(":order", o->id)), &act))))
        return e;
    return db_exec(w->db, SQL_RAISE, BINDS(INT(":act", act), INT(":person", person)));
}

struct raised {
    int64_t person, act;
};
static const char SQL_RAISED[] = "SELECT x.person_id, x.act_id FROM order_role x JOIN order_act a "
                                 "ON a.id = x.act_id WHERE a.order_id = :order ORDER BY 1, 2";
static const struct column RAISED_COLUMNS[] = {
    COLUMN_INT_AS(struct raised, person, "person_id"),
    COLUMN_INT_AS(struct raised, act, "act_id"),
};
static const char SQL_IN[] = "SELECT count(*) FROM order_act_person WHERE act_id = :act AND "
                             "person_id = :person AND part = 'named' AND goes = 'in'";

/* DATE_NONE: it is void, or its correction leaves her out. The paper itself names her from its first day. */
static err from_of(struct work *w, const struct act *acts, size_t count, const struct raised *r, date *ret)
{
    const struct act *root = act_by_id(acts, count, r->act);
    struct act value;
    int64_t in = 1;
    err e;

    *ret = DATE_NONE;
    if (!root || !act_value(acts, count, root, &value))
        return OK;
    if (root->kind == ACT_GRANTED) {
        *ret = value.start == DATE_NONE ? value.on : value.start;
        return OK;
    }
    if ((e = db_int(w->db, SQL_IN, BINDS(INT(":act", value.id), INT(":person", r->person)), &in)))
        return e;
    if (in)
        *ret = date_known(value.effective) ? value.effective : value.on;
    return OK;
}

static const char SQL_FROM[] =
    "UPDATE order_role SET from_day = :from WHERE person_id = :person AND act_id = :act";
static const char SQL_ROLE[] =
    "UPDATE case_person SET role = CASE WHEN EXISTS (SELECT 1 FROM order_role x JOIN order_act a "
    "ON a.id = x.act_id JOIN protection_order o ON o.id = a.order_id WHERE x.person_id = :person "
    "AND x.from_day IS NOT NULL AND o.case_id = case_person.case_id) THEN 'protected' ELSE 'dependant' END "
    "WHERE person_id = :person AND case_id = (SELECT case_id FROM protection_order WHERE id = :order)";

err order_roles_follow(struct work *w, int64_t order)
{
    struct raised *list;
    size_t count, act_count;
    struct act *acts;
    date from;
    err e;

    if ((e = rows_read(w, SQL_RAISED, BINDS(INT(":order", order)), COLUMNS(RAISED_COLUMNS), NULL, &list,
                       &count)) ||
        !count || (e = acts_load(w, order, &acts, &act_count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = from_of(w, acts, act_count, &list[i], &from)) ||
            (e = db_exec(
                 w->db, SQL_FROM,
                 BINDS(DATE(":from", from), INT(":person", list[i].person), INT(":act", list[i].act)))) ||
            (e = db_exec(w->db, SQL_ROLE, BINDS(INT(":person", list[i].person), INT(":order", order)))))
            return e;
    return OK;
}
