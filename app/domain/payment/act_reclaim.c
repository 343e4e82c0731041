/* An act recorded in a transaction that is undone, between two looks at what stands paid. */
#include "domain/payment/act_reclaim.h"

#include "domain/order/act_record.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Whom any order of the file names, and whom the register has paid by one: an act on one order moves the days
 * of another that gave way to it, and a correction takes out somebody who was paid. */
static const char SQL_PERSONS[] =
    "SELECT n.person_id FROM order_person n JOIN protection_order o ON o.id = n.order_id WHERE o.case_id = "
    "(SELECT case_id FROM protection_order WHERE id = :order) UNION "
    "SELECT l.person_id FROM payment_line l JOIN protection_order o ON o.id = l.order_id WHERE o.case_id = "
    "(SELECT case_id FROM protection_order WHERE id = :order) ORDER BY 1";

/* One of the two ways to change an order. */
typedef err order_change_do(struct work *w, int64_t order, const void *in, int64_t *ret_id,
                            int64_t *ret_version);

static err act_do(struct work *w, int64_t order, const void *in, int64_t *ret_id, int64_t *ret_version)
{
    return act_record(w, order, in, ret_id, ret_version);
}

static err registration_do(struct work *w, int64_t order, const void *in, int64_t *ret_id,
                           int64_t *ret_version)
{
    return registration_correct(w, order, in, ret_id, ret_version);
}

static err paid_try(struct work *w, int64_t order, order_change_do *change, const void *in,
                    struct reclaim *ret_before, struct reclaim *ret_after)
{
    CLEANUP(tx_end) struct tx undone = {0};
    int64_t *persons, id, version;
    size_t count;
    err e;

    if ((e = tx_begin(&undone, w->db)) ||
        (e = rows_ids(w, SQL_PERSONS, BINDS(INT(":order", order)), &persons, &count)) ||
        (e = payment_reclaim(w, persons, count, ret_before)) || (e = change(w, order, in, &id, &version)))
        return e;
    return payment_reclaim(w, persons, count, ret_after);
}

static err reclaim_of(struct work *w, int64_t order, order_change_do *change, const void *in,
                      struct reclaim *ret)
{
    const size_t warnings = w->warning_count;
    struct reclaim before, after;
    err e = paid_try(w, order, change, in, &before, &after);

    w->warning_count = warnings;
    if (e)
        return e;
    *ret = (struct reclaim){.months = after.months > before.months ? after.months - before.months : 0,
                            .amount = after.amount > before.amount ? after.amount - before.amount : 0};
    return OK;
}

err act_reclaim(struct work *w, int64_t order, const struct act_new *in, struct reclaim *ret)
{
    return reclaim_of(w, order, act_do, in, ret);
}

err registration_reclaim(struct work *w, int64_t order, const struct registration_new *in,
                         struct reclaim *ret)
{
    return reclaim_of(w, order, registration_do, in, ret);
}
