/* Each is opened as what it was sealed for, and sealed anew for its row. */
#include "domain/order/measure_sums.h"

#include "domain/order/measure_detail.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct sum { /* a row as it was */
    struct work *w;
    int64_t id, act, order;
    const char *code, *sum;
};

static const char SQL_SUMS[] =
    "SELECT m.id, m.act_id, a.order_id, m.code, m.sum_sealed FROM order_act_measure m "
    "JOIN order_act a ON a.id = m.act_id JOIN protection_order o ON o.id = a.order_id "
    "WHERE m.sum_sealed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = 'file' "
    "AND e.record_id = o.case_id) ORDER BY m.id";
static const struct column SUM_COLUMNS[] = {
    COLUMN_INT(struct sum, id),
    COLUMN_INT_AS(struct sum, act, "act_id"),
    COLUMN_INT_AS(struct sum, order, "order_id"),
    COLUMN_TEXT(struct sum, code),
    COLUMN_SEALED_AS(struct sum, sum, "order_act_measure", id, "sum_sealed", "sum"),
};

static err sum_move(void *context, struct arena *kept)
{
    const struct sum *s = context;

    (void)kept;
    return measure_details_put(s->w, s->order, s->act, s->code,
                               &(struct measure_details){.at[DETAIL_SUM] = s->sum});
}

err measure_sums_move(struct db *db, void *work)
{
    struct sum sum = {.w = work};

    (void)db;
    return row_walk(work, SQL_SUMS, NO_BINDS, COLUMNS(SUM_COLUMNS), &sum, sum_move, &sum);
}
