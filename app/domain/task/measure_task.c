/* Few orders say days of their own for a measure, and which ones is plain (order_measure_detail.detail): only
 * those are opened. */
#include "domain/task/measure_task.h"

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/order/measure_detail.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/task/task_text.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct ordered {
    int64_t case_id, order;
};
static const struct column ORDERED_COLUMNS[] = {
    COLUMN_INT(struct ordered, case_id),
    COLUMN_INT_AS(struct ordered, order, "id"),
};

/* Neither of files that are sealed against the actor, nor of those that are erased, nor of void orders. The
 * few that are asked for come first (IN, not EXISTS): the rest is not looked at. */
#define OPEN_ORDERS                                                                                          \
    "SELECT DISTINCT o.case_id, o.id FROM protection_order o JOIN case_file f ON f.id = o.case_id "          \
    "WHERE " FILE_OPEN("f", ":account") "AND NOT " FILE_ERASED(                                              \
        "f") "AND NOT EXISTS (SELECT 1 FROM order_act v JOIN order_act g ON g.id = v.corrects_id "           \
             "WHERE v.order_id = o.id AND v.voids = 1 AND g.kind = 'granted') "
static const char SQL_ASKED[] =
    OPEN_ORDERS "AND o.id IN (SELECT d.order_id FROM measure_doubt d WHERE d.meant IS NULL) "
                "ORDER BY o.case_id, o.id";
static const char SQL_UNTIL[] =
    OPEN_ORDERS "AND o.id IN (SELECT d.order_id FROM order_measure_detail d WHERE d.detail = 'until') "
                "ORDER BY o.case_id, o.id";

static err measure_task(struct work *w, struct task_set *set, enum measure_task kind, const struct ordered *o,
                        date due)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.section = SECTION_DAYS,
                       .what = measure_task_name(kind),
                       .text = measure_task_text(kind, false),
                       .text_en = measure_task_text(kind, true),
                       .case_id = o->case_id,
                       .order = o->order,
                       .indoors = true,
                       .due_on = due,
                       .due_at = date_day_end(due)};
    return OK;
}

/* The next day on which a measure ends that the order outlives; DATE_NONE: none. */
static date next_end(const struct order_line *o, date today, date horizon)
{
    date next = DATE_NONE;

    if (!protection_in_force(&o->protection, today))
        return DATE_NONE;
    for (size_t i = 0; i < o->measure_count; i++) {
        const date until = measure_until(&o->measures[i].details);

        if (date_known(until) && until >= today && until <= horizon && until < o->protection.until &&
            (next == DATE_NONE || until < next))
            next = until;
    }
    return next;
}

static err until_tasks(struct work *w, struct task_set *set, const struct ordered *list, size_t count)
{
    const int days =
        (int)legal_value(set->rules.legal, set->rules.legal_count, LEGAL_REMINDER_AGAIN_DAYS, w->today);
    struct order_line o;
    date due;
    err e = OK;

    for (size_t i = 0; !e && i < count; i++) {
        if ((e = order_load(w, list[i].order, &o)))
            return e;
        due = next_end(&o, w->today, date_add_days(w->today, days));
        if (due != DATE_NONE)
            e = measure_task(w, set, MEASURE_UNTIL, &list[i], due);
    }
    return e;
}

err measure_tasks(struct work *w, struct task_set *set)
{
    struct ordered *asked, *until;
    size_t asked_count, until_count;
    err e;

    if ((e = rows_read(w, SQL_ASKED, BINDS(INT(":account", w->actor.account)), COLUMNS(ORDERED_COLUMNS), NULL,
                       &asked, &asked_count)) ||
        (e = rows_read(w, SQL_UNTIL, BINDS(INT(":account", w->actor.account)), COLUMNS(ORDERED_COLUMNS), NULL,
                       &until, &until_count)))
        return e;
    for (size_t i = 0; i < asked_count; i++)
        if ((e = measure_task(w, set, MEASURE_MEANT, &asked[i], w->today)))
            return e;
    return until_tasks(w, set, until, until_count);
}
