/* The tasks of the day: every file's orders through the law's clocks, then those of cards and the notices. */
#include "domain/task.h"

#include <stdlib.h>

#include "domain/audit.h"
#include "domain/person.h"
#include "domain/rows.h"
#include "domain/task_set.h"
#include "domain/task_text.h"
#include "store/db.h"

#define ADULT_MONTHS (18 * 12)

struct task *task_add(struct work *w, struct task_set *set)
{
    return arena_grow(w->arena, &set->tasks, &set->count, &set->room, sizeof *set->tasks);
}

/* One order as it stands in its file, with what a task says about it. */
struct row {
    struct filed_order filed;
    int64_t case_id;
    const char *case_number, *unit, *number;
};

static const char SQL_BORN[] = "SELECT person_id FROM order_person WHERE order_id = :order";

/* Only a police order's clock asks for it, so that few seals are opened. */
static err names_minor(struct work *w, int64_t order, bool *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct person p;
    bool row;
    err e;

    *ret = false;
    if ((e = db_query(w->db, SQL_BORN, BINDS(INT(":order", order)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if ((e = person_read(w, stmt_int(s, 0), &p)))
            return e;
        if (date_known(p.birth_date) && date_add_months(p.birth_date, ADULT_MONTHS) > w->today)
            *ret = true;
    }
    return e;
}

static const char SQL_ORDERS[] =
    "SELECT o.id, o.case_id, o.kind, o.number, coalesce(o.follows_id, 0), c.number, u.name FROM "
    "protection_order o "
    "JOIN case_file c ON c.id = o.case_id JOIN unit u ON u.id = c.unit_id "
    "WHERE c.sealed = 0 OR c.id IN (SELECT case_id FROM case_access WHERE account_id = :account) "
    "ORDER BY o.case_id, o.id";

static err row_fill(struct work *w, struct stmt *s, void *row)
{
    struct row *r = row;
    err e;

    *r = (struct row){.filed = {.id = stmt_int(s, 0), .follows = stmt_int(s, 4)},
                      .case_id = stmt_int(s, 1),
                      .case_number = stmt_text_in(s, 5, w->arena),
                      .unit = stmt_text_in(s, 6, w->arena),
                      .number = stmt_text_in(s, 3, w->arena)};
    if (!order_kind_parse(stmt_text(s, 2), &r->filed.kind))
        return ERR_CORRUPT;
    if ((e = protection_load(w, r->filed.id, &r->filed.protection)))
        return e;
    if (r->filed.kind != ORDER_UMPMM || !protection_in_force(&r->filed.protection, w->today))
        return OK;
    return names_minor(w, r->filed.id, &r->filed.names_minor);
}

static const struct row *row_of(const struct row *rows, size_t count, int64_t order)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].filed.id == order)
            return &rows[i];
    return NULL;
}

static err deadline_task(struct work *w, struct task_set *set, const struct row *r, const struct deadline *d)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.what = task_kind_name(d->kind),
                       .text = task_text(d->kind, false),
                       .text_en = task_text(d->kind, true),
                       .case_id = r->case_id,
                       .order = d->order,
                       .case_number = r->case_number,
                       .unit = r->unit,
                       .order_number = r->number,
                       .due_on = d->due_on,
                       .due_at = d->due_at,
                       .hours = d->hours,
                       .overdue = d->overdue,
                       .stage = d->stage};
    return OK;
}

/* The rows of one file lie side by side. */
static err file_tasks(struct work *w, struct task_set *set, const struct row *rows, size_t count)
{
    struct filed_order *filed = arena_array(w->arena, count, sizeof *filed);
    struct deadline *open;
    size_t open_count;
    err e;

    if (!filed)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        filed[i] = rows[i].filed;
    if ((e = deadline_open(filed, count, set->rules.legal, set->rules.legal_count, w->now, w->arena, &open,
                           &open_count)))
        return e;
    for (size_t i = 0; i < open_count; i++)
        if ((e = deadline_task(w, set, row_of(rows, count, open[i].order), &open[i])))
            return e;
    return OK;
}

static err order_tasks(struct work *w, struct task_set *set)
{
    struct row *rows;
    size_t count, from = 0;
    err e;

    if ((e = rows_read(w, SQL_ORDERS, BINDS(INT(":account", w->actor.account)), sizeof *rows, row_fill, &rows,
                       &count)))
        return e;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && rows[i].case_id == rows[from].case_id)
            continue;
        if ((e = file_tasks(w, set, rows + from, i - from)))
            return e;
        from = i;
    }
    return OK;
}

static int by_due(const void *a, const void *b)
{
    const struct task *x = a, *y = b;

    if (x->due_at != y->due_at)
        return x->due_at < y->due_at ? -1 : 1;
    return x->case_id < y->case_id ? -1 : x->case_id > y->case_id;
}

err task_list(struct work *w, struct task **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct entry entry = {.what = "task.list", .record = "task"};
    struct task_set set = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rules_load(w, &set.rules)) || (e = order_tasks(w, &set)) ||
        (e = card_tasks(w, &set)) || (e = notice_tasks(w, &set)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    if (set.count)
        qsort(set.tasks, set.count, sizeof *set.tasks, by_due);
    *ret = set.tasks;
    *ret_count = set.count;
    return OK;
}
