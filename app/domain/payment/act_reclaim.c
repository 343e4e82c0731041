/* An act recorded in a transaction that is undone, between two looks at what stands paid. */
#include "domain/payment/act_reclaim.h"

#include "domain/order/act_record.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Whom the order names, and whom it named once and the register has paid by it. */
static const char SQL_PERSONS[] = "SELECT person_id FROM order_person WHERE order_id = :order UNION SELECT "
                                  "person_id FROM payment_line WHERE order_id = :order ORDER BY 1";

static err paid_try(struct work *w, int64_t order, const struct act_new *in, struct reclaim *ret_before,
                    struct reclaim *ret_after)
{
    CLEANUP(tx_end) struct tx undone = {0};
    int64_t *persons, id, version;
    size_t count;
    err e;

    if ((e = tx_begin(&undone, w->db)) ||
        (e = rows_ids(w, SQL_PERSONS, BINDS(INT(":order", order)), &persons, &count)) ||
        (e = payment_reclaim(w, persons, count, ret_before)) || (e = act_record(w, order, in, &id, &version)))
        return e;
    return payment_reclaim(w, persons, count, ret_after);
}

err act_reclaim(struct work *w, int64_t order, const struct act_new *in, struct reclaim *ret)
{
    const size_t warnings = w->warning_count;
    struct reclaim before, after;
    err e = paid_try(w, order, in, &before, &after);

    w->warning_count = warnings;
    if (e)
        return e;
    *ret = (struct reclaim){.months = after.months > before.months ? after.months - before.months : 0,
                            .amount = after.amount > before.amount ? after.amount - before.amount : 0};
    return OK;
}
