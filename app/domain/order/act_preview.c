/* An act recorded in a transaction that is undone, between two looks at the file: so the preview is what
 * recording does, and no second opinion of it. The line in the log is written outside, and stays. */
#include "domain/order/act_preview.h"

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "store/db.h"

/* No act brings or takes away orders or cards. It may bring a person. */
static bool same_shape(const struct standing *a, const struct standing *b)
{
    return a->order_count == b->order_count && a->person_count <= b->person_count;
}

static err act_try(struct work *w, int64_t order, const struct act_new *in, struct act_effect *ret)
{
    CLEANUP(tx_end) struct tx undone = {0};
    struct order_line o;
    int64_t id, version;
    err e;

    if ((e = tx_begin(&undone, w->db)) || (e = order_load(w, order, &o)) ||
        (e = case_may_open(w, o.case_id)) || (e = standing_load(w, o.case_id, &ret->before)) ||
        (e = act_record(w, order, in, &id, &version)) || (e = standing_load(w, o.case_id, &ret->after)))
        return e;
    ret->case_id = o.case_id;
    return same_shape(&ret->before, &ret->after) ? OK : ERR_CORRUPT;
}

err act_preview(struct work *w, int64_t order, const struct act_new *in, struct act_effect *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "act.preview", .record = "protection_order", .record_id = order};
    struct act_effect effect;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = act_try(w, order, in, &effect)))
        return e;
    entry.case_id = effect.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = effect;
    return OK;
}
