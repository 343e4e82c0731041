/* The order that takes over must stand: the act "replaced" is written with the order that follows, is voided
 * and comes back with that order's grant, and moves with its first day. */
#include "domain/order/replacement.h"

#include <string.h>

#include "domain/claim/order_act.h"
#include "domain/office/audit.h"
#include "domain/order/act_store.h"
#include "domain/order/correction.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "store/db.h"

bool replacement_shortens(enum order_kind before, date before_until, enum order_kind kind, date until)
{
    if (kind == ORDER_UM && before == ORDER_UM)
        return until < before_until;
    /* The kinds rise from the police's to the court's final order: only a higher one takes another's place
     * without anybody losing days. */
    return kind <= before;
}

/* Who is named by the one before alone would lose protection if that one ended. */
bool replacement_names_all(const struct order_line *order, const struct order_line *before)
{
    for (size_t i = 0; i < before->person_count; i++) {
        size_t at = 0;

        while (at < order->person_count && order->persons[at] != before->persons[i])
            at++;
        if (at == order->person_count)
            return false;
    }
    return true;
}

bool replacement_awaited(const struct order_line *before, date start)
{
    const struct protection *p = &before->protection;

    if (before->kind == ORDER_UM)
        return protection_in_force(p, start);
    return p->granted && p->from <= start && (!p->settled || p->until >= start);
}

static const char SQL_BESIDE[] =
    "SELECT id FROM protection_order WHERE case_id = :case ORDER BY decision_date, id";

err replacement_ask(struct work *w, const struct order_new *in, date start)
{
    struct order_line beside;
    int64_t *orders;
    size_t count;
    err e;

    if (!in->case_id)
        return OK;
    if ((e = rows_ids(w, SQL_BESIDE, BINDS(INT(":case", in->case_id)), &orders, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if (orders[i] == in->own)
            continue; /* stands there as it was written down before */
        if ((e = order_load(w, orders[i], &beside)))
            return e;
        if (beside.kind < in->kind && replacement_awaited(&beside, start))
            return question_ask(w, "follows_or_independent", "follows",
                                "An %s of this file is in force on the first day of this one, or has no word "
                                "of a court on its end: does this one take its place (follows), or stand by "
                                "itself (independent)?",
                                order_kind_name(beside.kind));
    }
    return OK;
}

/* A court that ended the order before has settled its end: nothing takes its place. Where persons would be
 * left out both orders stand, and that is said. */
err replacement_record(struct work *w, const struct order_new *in, int64_t order)
{
    struct order_line before, own;
    struct act replaced = {
        .kind = ACT_REPLACED, .on = in->decision_date, .start = DATE_NONE, .end = DATE_NONE};
    int64_t id;
    err e;

    if (in->follows == 0)
        return OK;
    if ((e = order_load(w, in->follows, &before)) || (e = order_load(w, order, &own)))
        return e;
    if (before.protection.cut)
        return OK;
    if (!replacement_names_all(&own, &before)) {
        work_warn(
            w, "persons_not_named", "follows",
            "The order before names persons that this one does not: it stays in force until an act that "
            "ends it is recorded.");
        return OK;
    }
    replaced.effective = own.protection.from;
    replaced.other_order = order;
    if ((e = act_append(w, in->follows, &replaced, in->number, NULL, &id)))
        return e;
    return order_refresh(w, in->follows);
}

struct move { /* of the order that took over */
    int64_t order;
    date was, is;      /* first day before the correction and after it; DATE_NONE: no valid grant now */
    const char *cited; /* its number before, where that was put right; NULL: it was not */
    int64_t before;    /* the order that gave way, of which an act is put right */
};

/* Whether the act is void because the order that takes over was, not because somebody took it back: the
 * correction that says so names that order. */
static bool voided_with(const struct act *acts, size_t count, const struct act *act, int64_t order)
{
    struct act value, latest = {0};
    int64_t id = 0;

    for (size_t i = 0; i < count; i++) {
        if (acts[i].kind != ACT_CORRECTED || acts[i].corrects != act->id || acts[i].id < id ||
            !act_value(acts, count, &acts[i], &value))
            continue;
        id = acts[i].id;
        latest = value;
    }
    return id != 0 && latest.voids && latest.other_order == order;
}

/* Whether the act, as it was last put right, names that decision. */
static err act_cites(struct work *w, int64_t order, int64_t act, const char *number, bool *ret)
{
    const char *decision = NULL;
    struct act_line *lines;
    size_t count;
    err e;

    if ((e = order_acts(w, order, &lines, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (lines[i].act.id == act || lines[i].act.corrects == act)
            decision = lines[i].decision;
    *ret = decision && !strcmp(decision, number);
    return OK;
}

/* *ret: the correction that brings an act "replaced" in step with the order that takes over; where nothing is
 * to be done, the act itself. */
static err step_find(struct work *w, const struct act *acts, size_t count, const struct act *act,
                     const struct move *m, struct act *ret)
{
    struct act value, *said;
    size_t n;
    bool stands = act_value(acts, count, act, &value), stays, cites = false;
    err e;

    *ret = *act;
    if (!stands && (m->is == DATE_NONE || !voided_with(acts, count, act, m->order)))
        return OK;
    if (!stands) {
        if ((e = correction_unvoided(w->arena, acts, count, &said, &n)))
            return e;
        if (!act_value(said, n, act, &value))
            return ERR_CORRUPT;
    }
    stays = stands && m->is != DATE_NONE && (value.effective != m->was || m->is == m->was);
    if (stays && m->cited && (e = act_cites(w, m->before, act->id, m->cited, &cites)))
        return e;
    if (value.other_order != m->order || (stays && !cites))
        return OK;
    if (m->is == DATE_NONE)
        value = (struct act){.on = value.on,
                             .start = DATE_NONE,
                             .end = DATE_NONE,
                             .effective = DATE_NONE,
                             .other_order = m->order,
                             .voids = true};
    else if (value.effective == m->was)
        value.effective = m->is;
    value.kind = ACT_CORRECTED;
    value.corrects = act->id;
    *ret = value;
    return OK;
}

/* Each act "replaced" that names the order is held against where it stands now; one that fits is left. */
static err order_step(struct work *w, const struct move *m, const char *decision, struct audit_entry *entry)
{
    struct act *acts, step;
    bool moved = false;
    size_t count;
    int64_t id;
    err e;

    if ((e = acts_load(w, m->before, &acts, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if (acts[i].kind != ACT_REPLACED)
            continue;
        if ((e = step_find(w, acts, count, &acts[i], m, &step)))
            return e;
        if (step.kind != ACT_CORRECTED)
            continue;
        if ((e = act_append(w, m->before, &step, decision, NULL, &id)))
            return e;
        moved = true;
    }
    if (!moved)
        return OK;
    entry->record_id = m->before;
    return (e = order_refresh(w, m->before)) ? e : audit_append(w, entry);
}

static const char SQL_BEFORE[] =
    "SELECT DISTINCT o.id FROM protection_order o JOIN order_act t ON t.order_id = o.id "
    "WHERE o.case_id = :case AND o.id <> :order AND t.other_order_id = :order ORDER BY o.id";

static err orders_before(struct work *w, const struct order_line *o, int64_t **ret, size_t *ret_count)
{
    return rows_ids(w, SQL_BEFORE, BINDS(INT(":case", o->case_id), INT(":order", o->id)), ret, ret_count);
}

/* The last act is the correction in question, so the order without it is the order before. *ret_moved false:
 * it left the validity and the first day of the grant as they were. */
static err move_find(struct work *w, int64_t order, struct move *ret, bool *ret_moved)
{
    struct protection was, is;
    struct act *acts, *said;
    size_t count, n;
    err e;

    if ((e = acts_load(w, order, &acts, &count)))
        return e;
    is = protection_of(acts, count);
    was = protection_of(acts, count - 1);
    *ret_moved = is.granted != was.granted || is.from != was.from;
    if (!was.granted) {
        if ((e = correction_unvoided(w->arena, acts, count - 1, &said, &n)))
            return e;
        was = protection_of(said, n);
    }
    *ret = (struct move){.order = order, .was = was.from, .is = is.granted ? is.from : DATE_NONE};
    return OK;
}

err replacement_follow(struct work *w, const struct order_line *order, const char *decision, int64_t version)
{
    struct audit_entry entry = {.what = "act.corrected",
                                .record = "protection_order",
                                .case_id = order->case_id,
                                .case_version = version};
    struct order_line now;
    struct move m;
    int64_t *before;
    size_t count;
    bool moved;
    err e;

    if ((e = move_find(w, order->id, &m, &moved)) || (e = order_load(w, order->id, &now)))
        return e;
    m.cited = strcmp(now.number, order->number) ? order->number : NULL;
    if ((!moved && !m.cited) || (e = orders_before(w, order, &before, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        m.before = before[i];
        if ((e = order_step(w, &m, decision, &entry)))
            return e;
    }
    return OK;
}
