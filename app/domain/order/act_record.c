/* Recording what a court or the police did to an order: one transaction for the act and everything that
 * follows from it. */
#include "domain/order/act_record.h"

#include <stdio.h>

#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/order/act_check.h"
#include "domain/order/act_content.h"
#include "domain/order/act_store.h"
#include "domain/order/correction.h"
#include "domain/order/order.h"
#include "domain/order/order_paper.h"
#include "domain/order/order_read.h"
#include "domain/order/order_role.h"
#include "domain/order/replacement.h"
#include "store/db.h"

/* In *room; NULL: none, or none that could take over. */
static err other_load(struct work *w, int64_t other, int64_t case_id, struct order_line *room,
                      const struct order_line **ret)
{
    err e;

    *ret = NULL;
    if (!other)
        return OK;
    if ((e = order_load_of_file(w, other, case_id, room)))
        return e == ERR_ABSENT ? OK : e;
    *ret = room->protection.granted ? room : NULL;
    return OK;
}

/* What an act leaves out it may have from what it corrects, so that is found before anything is checked. */
static err act_prepare(struct work *w, const struct order_line *o, const struct act_new *in, struct act *ret,
                       const struct act **ret_base)
{
    struct act_history h = {.order = o};
    struct order_line other;
    struct rules rules;
    struct act *acts;
    err e;

    if ((e = rules_load(w, &rules)) || (e = acts_load(w, o->id, &acts, &h.act_count)) ||
        (e = correction_base(w->arena, acts, h.act_count, in, &h.base)) ||
        (e = other_load(w, correction_fill(in, h.base).other_order, o->case_id, &other, &h.other)))
        return e;
    if (h.act_count >= ORDER_ACTS_MAX)
        return refuse(w, ERR_INPUT, "too_many_acts", "kind", "This order has %d acts already.",
                      ORDER_ACTS_MAX);
    h.acts = acts;
    h.rules = &rules;
    *ret_base = h.base;
    return act_check(w, in, &h, ret);
}

/* A correction that says nothing of persons and measures leaves them as the act had them. */
static err content_record(struct work *w, const struct order_line *o, const struct act_new *in,
                          const struct act *base, int64_t id)
{
    if (in->content)
        return act_content_store(w, o, id, in->content);
    return base ? act_content_copy(w, o->id, base->id, id) : OK;
}

/* A void order holds no number: one that comes back may find that another has it by now. */
static err revival_check(struct work *w, const struct order_line *o)
{
    struct protection p;
    err e;

    if (o->protection.granted)
        return OK;
    if ((e = protection_load(w, o->id, &p)))
        return e;
    return p.granted ? order_paper_free(w, o->id, "corrects") : OK;
}

/* In this order: the guard before anything is told, the version before anything is checked. */
err act_record(struct work *w, int64_t order, const struct act_new *in, int64_t *ret_id, int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char what[40];
    struct audit_entry entry = {.what = what, .record = "protection_order", .record_id = order};
    const char *kind = act_kind_name(in->kind);
    const struct act *base;
    struct order_line o;
    struct act act;
    int64_t id;
    err e;

    snprintf(what, sizeof what, "act.%s", kind ? kind : "");
    if ((e = tx_begin(&tx, w->db)) || (e = order_load(w, order, &o)) || (e = case_may_open(w, o.case_id)) ||
        (e = case_touch(w, &(struct touch){o.case_id, in->version, what, order, false},
                        &entry.case_version)) ||
        (e = act_prepare(w, &o, in, &act, &base)) ||
        (e = act_append(w, order, &act, in->decision, in->note, &id)) ||
        (e = content_record(w, &o, in, base, id)) || (e = order_roles_follow(w, order)) ||
        (in->kind == ACT_CORRECTED && (e = revival_check(w, &o))) ||
        (in->kind == ACT_CORRECTED && (e = replacement_follow(w, &o, in->decision, entry.case_version))) ||
        (e = order_refresh(w, order)))
        return e;
    entry.case_id = o.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    *ret_version = entry.case_version;
    return OK;
}
