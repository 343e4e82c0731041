/* The acts of an order, read for the pure core, which works out what they come to. */
#include "domain/claim/order_act.h"

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ACTS[] = "SELECT " ACT_COLUMNS " FROM order_act a WHERE a.order_id = :id ORDER BY a.id";

err act_of_row(struct stmt *s, int first, struct act *ret)
{
    *ret = (struct act){
        .id = stmt_int(s, first),
        .on = stmt_date(s, first + 2),
        .at = stmt_int(s, first + 3),
        .start = stmt_date(s, first + 4),
        .end = stmt_int(s, first + 6) ? DATE_OPEN : stmt_date(s, first + 5),
        .effective = stmt_date(s, first + 7),
        .other_order = stmt_int(s, first + 8),
        .corrects = stmt_int(s, first + 9),
        .voids = stmt_int(s, first + 10) != 0,
    };
    return act_kind_parse(stmt_text(s, first + 1), &ret->kind) ? OK : ERR_CORRUPT;
}

static err act_read(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    return act_of_row(s, 0, row);
}

err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_ACTS, BINDS(INT(":id", order)), sizeof **ret, act_read, ret, ret_count);
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
