/* Every order's acts are worked out once, and then asked about as many days as somebody likes. Persons come
 * out of one statement, in order; a statement for each order would cost many times as much. */
#include "domain/statistics/decided_order.h"

#include <stdlib.h>

#include "domain/claim/order_act.h"
#include "domain/file/case_unit.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] = "SELECT o.id, o.kind, o.decision_date, " UNIT_ON(
    "c", ":until") "AS unit_id FROM protection_order o "
                   "JOIN case_file c ON c.id = o.case_id WHERE o.decision_date <= :until ORDER BY o.id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct decided_order, id),
    COLUMN_WORD(struct decided_order, kind, order_kind_parse),
    COLUMN_DATE(struct decided_order, decision_date),
    COLUMN_INT(struct decided_order, unit_id),
};

struct order_reading {
    struct work *w;
    struct decided_order row;
    struct decided_order *at;
    size_t count, room;
};

static err order_keep(void *context, struct arena *kept)
{
    struct order_reading *r = context;
    struct decided_order *slot;
    err e;

    /* An order whose grant was voided is in no figure: it never was one. */
    if ((e = protection_load(r->w, r->row.id, &r->row.protection)) || !r->row.protection.granted)
        return e;
    if (!(slot = arena_grow(kept, &r->at, &r->count, &r->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = r->row;
    return OK;
}

err decided_orders_read(struct work *w, date until, struct decided_orders *ret)
{
    struct order_reading r = {.w = w};
    err e;

    if ((e = row_walk(w, SQL_ORDERS, BINDS(DATE(":until", until)), COLUMNS(ORDER_COLUMNS), &r.row, order_keep,
                      &r)))
        return e;
    *ret = (struct decided_orders){.at = r.at, .count = r.count};
    return OK;
}

static int order_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct decided_order *)order)->id;

    return a < b ? -1 : a > b;
}

struct named {
    int64_t person_id, order_id;
};
/* Protected persons alone: children named along with a mother would count one case several times. An order
 * for children alone counts for them. */
static const char SQL_PERSONS[] =
    "SELECT p.person_id, p.order_id FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "JOIN case_person c ON c.case_id = o.case_id AND c.person_id = p.person_id "
    "WHERE (c.role = 'protected' OR (c.role = 'dependant' AND NOT EXISTS (SELECT 1 FROM order_person m "
    "JOIN case_person k ON k.case_id = o.case_id AND k.person_id = m.person_id AND k.role = 'protected' "
    "WHERE m.order_id = o.id))) AND o.decision_date <= :until ORDER BY p.person_id, p.order_id";
static const struct column NAMED_COLUMNS[] = {
    COLUMN_INT(struct named, person_id),
    COLUMN_INT(struct named, order_id),
};

err decided_persons_walk(struct work *w, date until, const struct decided_orders *orders,
                         void (*take)(void *context, int64_t person, const struct decided_order *order),
                         void *context)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const struct decided_order *o;
    struct named n;
    bool more;
    err e;

    if (!orders->count) /* bsearch must not be given NULL, even for no element */
        return OK;
    if ((e = db_query(w->db, SQL_PERSONS, BINDS(DATE(":until", until)), &s)))
        return e;
    while (!(e = row_next(w, s, COLUMNS(NAMED_COLUMNS), &n, &more)) && more)
        if ((o = bsearch(&n.order_id, orders->at, orders->count, sizeof *o, order_compare)))
            take(context, n.person_id, o);
    return e;
}
