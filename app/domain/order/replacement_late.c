/* An order that comes to the register after the one that took its place. */
#include "domain/order/replacement_late.h"

#include "domain/order/act_store.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/order_term_check.h"
#include "domain/order/replacement.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* It begins behind this one, which begins on that day, and lasts until a court decides: a last day that its
 * paper names does not settle it (replacement_awaited). */
static bool begins_behind(const struct protection *p, date start)
{
    return p->granted && p->until >= p->from && p->from >= start;
}

static const char SQL_BEHIND[] =
    "SELECT id FROM protection_order WHERE case_id = :case ORDER BY decision_date, id";

static err behind_ask(struct work *w, const struct order_new *in, date start)
{
    struct order_line behind;
    int64_t *orders;
    size_t count;
    err e;

    /* Nothing is of a higher kind than an UM. */
    if (!in->case_id || in->kind == ORDER_UM)
        return OK;
    if ((e = rows_ids(w, SQL_BEHIND, BINDS(INT(":case", in->case_id)), &orders, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = order_load(w, orders[i], &behind)))
            return e;
        if (behind.kind > in->kind && begins_behind(&behind.protection, start))
            return question_ask(w, "followed_or_independent", "followed_by",
                                "An %s of this file begins behind this order: did it take "
                                "this one's place (followed_by), or do both stand (independent)?",
                                order_kind_name(behind.kind));
    }
    return OK;
}

err replacement_late_check(struct work *w, const struct order_new *in, date start)
{
    struct order_line behind;
    err e;

    if (!in->followed_by)
        return behind_ask(w, in, start);
    e = order_load_of_file(w, in->followed_by, in->case_id, &behind);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "other_file", "followed_by",
                      "The order that takes over must stand in the same file.");
    if (e)
        return e;
    if (replacement_shortens(in->kind, order_least_end(in), behind.kind, behind.protection.until))
        return refuse(w, ERR_INPUT, "would_shorten", "followed_by",
                      "Only an order of a higher kind, or an UM that ends no earlier than the UM before it, "
                      "takes another's place.");
    if (!behind.protection.granted || behind.protection.from < start)
        return refuse(w, ERR_INPUT, "out_of_order", "followed_by",
                      "The order that takes over starts earlier than this one.");
    return OK;
}

static const char SQL_FOLLOW[] =
    "UPDATE protection_order SET follows_id = :order WHERE id = :behind AND follows_id IS NULL";

err replacement_late_record(struct work *w, const struct order_new *in, int64_t order)
{
    struct act replaced = {.kind = ACT_REPLACED, .start = DATE_NONE, .end = DATE_NONE};
    struct order_line behind, own;
    int64_t id;
    err e;

    if (!in->followed_by)
        return OK;
    if ((e = order_load(w, in->followed_by, &behind)) || (e = order_load(w, order, &own)))
        return e;
    if (!replacement_names_all(&behind, &own)) {
        work_warn(w, "persons_not_named", "followed_by",
                  "The order that took over does not name all persons of this one: this one stays in force "
                  "until an act that ends it is recorded.");
        return OK;
    }
    replaced.on = behind.decision_date > own.decision_date ? behind.decision_date : own.decision_date;
    replaced.effective = behind.protection.from;
    replaced.other_order = behind.id;
    if ((e = act_append(w, order, &replaced, behind.number, NULL, &id)))
        return e;
    return db_exec(w->db, SQL_FOLLOW, BINDS(INT(":order", order), INT(":behind", behind.id)));
}
