/* A walk over orders: one statement, the acts of each order gathered as they come. What the acts come to is
 * worked out by the pure core; here they are only put together. */
#include "domain/claim/order_walk.h"

#include "domain/work/rows.h"
#include "store/db.h"

static const struct column WALK_COLUMNS[] = {
    COLUMN_INT_AS(struct order_walk_row, order.case_id, "case_id"),
    COLUMN_INT_AS(struct order_walk_row, order.id, "id"),
    COLUMN_WORD_AS(struct order_walk_row, order.kind, order_kind_parse, "kind"),
    COLUMN_INT_AS(struct order_walk_row, order.follows, "follows"),
    COLUMN_DATE_AS(struct order_walk_row, order.received_on, "received_on"),
    COLUMN_DATE_AS(struct order_walk_row, order.hearing_on, "hearing_on"),
    COLUMN_INT_AS(struct order_walk_row, order.created_at, "created_at"),
    ORDER_ACT_COLUMNS(struct order_walk_row, act),
};

static err walk_step(struct work *w, struct order_walk *walk)
{
    return row_next(w, walk->s, COLUMNS(WALK_COLUMNS), &walk->at, &walk->more);
}

err order_walk_open(struct work *w, const char *sql, const struct bind *binds, struct order_walk *ret)
{
    err e;

    if ((e = db_query(w->db, sql, binds, &ret->s)))
        return e;
    return walk_step(w, ret);
}

void order_walk_close(struct order_walk *walk)
{
    stmt_close(&walk->s);
}

int64_t order_walk_case(const struct order_walk *walk)
{
    return walk->more ? walk->at.order.case_id : 0;
}

/* The room of the acts is used again for the next order: what they come to is a value and keeps none. */
err order_walk_next(struct work *w, struct order_walk *walk, struct walked_order *ret)
{
    struct walked_order order = walk->at.order;
    struct act *act;
    err e;

    walk->act_count = 0;
    do {
        if (!(act = arena_grow(w->arena, &walk->acts, &walk->act_count, &walk->act_room, sizeof *act)))
            return ERR_SYSTEM;
        *act = order_act_of(&walk->at.act);
        if ((e = walk_step(w, walk)))
            return e;
    } while (walk->more && walk->at.order.id == order.id);
    order.protection = protection_of(walk->acts, walk->act_count);
    *ret = order;
    return OK;
}

err order_walk_skip(struct work *w, struct order_walk *walk)
{
    int64_t order = walk->at.order.id;
    err e;

    do
        if ((e = walk_step(w, walk)))
            return e;
    while (walk->more && walk->at.order.id == order);
    return OK;
}
