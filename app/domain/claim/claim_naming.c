/* Most orders name whom they name from their first day to their last; of the others the acts are read once
 * more. */
#include "domain/claim/claim_naming.h"

#include "domain/claim/order_act.h"
#include "domain/work/work.h"

struct putting {
    struct work *w;
    struct covering_order *list;
    size_t count, room;
};

static err order_put(struct putting *p, const struct covering_order *order)
{
    struct covering_order *slot = arena_grow(p->w->arena, &p->list, &p->count, &p->room, sizeof *slot);

    if (!slot)
        return ERR_SYSTEM;
    *slot = *order;
    return OK;
}

static err limited_put(struct putting *p, const struct claim_named *named,
                       const struct naming_change *changes, size_t count)
{
    struct naming *days = arena_array(p->w->arena, count + 1, sizeof *days);
    struct covering_order limited = named->order;
    struct act *acts;
    size_t act_count, n;
    err e;

    if (!days)
        return ERR_SYSTEM;
    if ((e = acts_load(p->w, named->order.id, &acts, &act_count)))
        return e;
    n = naming_of(acts, act_count, named->registered, changes, count, days);
    for (size_t i = 0; i < n; i++) {
        limited.protection = naming_limit(&named->order.protection, &days[i]);
        if ((e = order_put(p, &limited)))
            return e;
    }
    return OK;
}

err claim_orders_put(struct work *w, const struct claim_named *named, size_t named_count,
                     const struct claim_change *changes, size_t change_count, struct claim *c)
{
    struct naming_change *own = arena_array(w->arena, change_count + 1, sizeof *own);
    struct putting p = {.w = w};
    err e;

    if (!own)
        return ERR_SYSTEM;
    for (size_t i = 0; i < named_count; i++) {
        size_t n = 0;

        for (size_t j = 0; j < change_count; j++)
            if (changes[j].order == named[i].order.id)
                own[n++] = changes[j].change;
        e = !n && named[i].registered ? order_put(&p, &named[i].order) : limited_put(&p, &named[i], own, n);
        if (e)
            return e;
    }
    c->orders = p.list;
    c->order_count = p.count;
    return OK;
}
