/* A walk over orders: one statement, the acts of each order gathered as they come. */
#include "domain/claim/order_walk.h"

#include <stdio.h>

#include "domain/claim/order_act.h"
#include "store/db.h"

enum column { CASE, ORDER, KIND, FOLLOWS, NUMBER, ACT };

err order_walk_open(struct work *w, const char *sql, const struct bind *binds, struct order_walk *ret)
{
    err e;

    if ((e = db_query(w->db, sql, binds, &ret->s)))
        return e;
    return stmt_step(ret->s, &ret->row);
}

void order_walk_close(struct order_walk *walk)
{
    stmt_close(&walk->s);
}

int64_t order_walk_case(const struct order_walk *walk)
{
    return walk->row ? stmt_int(walk->s, CASE) : 0;
}

err order_walk_next(struct work *w, struct order_walk *walk, struct walked_order *ret)
{
    struct act *act;
    err e;

    ret->case_id = stmt_int(walk->s, CASE);
    ret->id = stmt_int(walk->s, ORDER);
    ret->follows = stmt_int(walk->s, FOLLOWS);
    if (!order_kind_parse(stmt_text(walk->s, KIND), &ret->kind))
        return ERR_CORRUPT;
    snprintf(ret->number, sizeof ret->number, "%s", stmt_text(walk->s, NUMBER));
    walk->act_count = 0;
    do {
        if (!(act = arena_grow(w->arena, &walk->acts, &walk->act_count, &walk->act_room, sizeof *act)))
            return ERR_SYSTEM;
        if ((e = act_of_row(walk->s, ACT, act)) || (e = stmt_step(walk->s, &walk->row)))
            return e;
    } while (walk->row && stmt_int(walk->s, ORDER) == ret->id);
    ret->protection = protection_of(walk->acts, walk->act_count);
    return OK;
}

err order_walk_skip(struct order_walk *walk)
{
    int64_t order = stmt_int(walk->s, ORDER);
    err e;

    do
        if ((e = stmt_step(walk->s, &walk->row)))
            return e;
    while (walk->row && stmt_int(walk->s, ORDER) == order);
    return OK;
}
