/* The acts of an order, read for the pure core, which works out what they come to. */
#include "domain/claim/order_act.h"

#include "domain/work/rows.h"
#include "store/db.h"

/* "Without end" and "says nothing of the end": the database tells them apart by a flag, the core by date. */
struct act order_act_of(const struct order_act_row *row)
{
    struct act act = row->act;

    if (row->end_open)
        act.end = DATE_OPEN;
    return act;
}

struct act_row {
    struct order_act_row at;
};

static const char SQL_ACTS[] =
    "SELECT " ORDER_ACT_SELECT " FROM order_act a WHERE a.order_id = :id ORDER BY a.id";
static const struct column ACT_COLUMNS[] = {ORDER_ACT_COLUMNS(struct act_row, at)};

err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count)
{
    struct act_row *rows;
    struct act *acts;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_ACTS, BINDS(INT(":id", order)), COLUMNS(ACT_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(acts = arena_array(w->arena, count + 1, sizeof *acts)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        acts[i] = order_act_of(&rows[i].at);
    *ret = acts;
    *ret_count = count;
    return OK;
}

err protection_load(struct work *w, int64_t order, struct protection *ret)
{
    struct act *acts;
    size_t count;
    err e;

    if ((e = acts_load(w, order, &acts, &count)))
        return e;
    *ret = protection_of(acts, count);
    return OK;
}
