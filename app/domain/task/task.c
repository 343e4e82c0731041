/* The tasks of the day: one walk over every file's orders through the law's deadlines, then the cards, then
 * the notices. What a line says of its file is read only for the lines that are shown. */
#include "domain/task/task.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/month.h"
#include "domain/claim/order_act.h"
#include "domain/claim/order_walk.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/charge.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/task/card_task.h"
#include "domain/task/casework_task.h"
#include "domain/task/charge_task.h"
#include "domain/task/contact_task.h"
#include "domain/task/measure_task.h"
#include "domain/task/notice_seen.h"
#include "domain/task/notice_task.h"
#include "domain/task/payment_task.h"
#include "domain/task/stay_task.h"
#include "domain/task/task_set.h"
#include "domain/task/task_text.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define ADULT_MONTHS (18 * 12) /* law 9669/2006 sets the shorter clock for minors, under 18 */

static const char SQL_PERSONS[] = "SELECT person_id FROM order_person WHERE order_id = :order";

/* A birth date that nobody knows: who depends on another is taken for a child, whose court has half the time;
 * anybody else for grown up. */
static err minor_on(struct work *w, int64_t case_id, int64_t person, date day, bool *ret)
{
    enum case_role role;
    struct person p;
    err e;

    if ((e = person_read(w, person, &p)))
        return e;
    if (date_known(p.birth_date)) {
        *ret = date_add_months(p.birth_date, ADULT_MONTHS) > day;
        return OK;
    }
    if ((e = case_person_role(w, case_id, person, "persons", &role)))
        return e;
    *ret = role == ROLE_DEPENDANT;
    return OK;
}

/* On the day the court had it, or the police gave it. Only a police order's deadline depends on it, so the
 * births of others stay sealed. */
static err names_minor(struct work *w, const struct walked_order *o, bool *ret)
{
    const struct protection *p = &o->protection;
    date day = date_known(p->petitioned_on) ? p->petitioned_on : p->granted_on;
    int64_t *persons;
    size_t count;
    err e;

    *ret = false;
    if ((e = rows_ids(w, SQL_PERSONS, BINDS(INT(":order", o->id)), &persons, &count)))
        return e;
    for (size_t i = 0; i < count && !*ret; i++)
        if ((e = minor_on(w, o->case_id, persons[i], day, ret)))
            return e;
    return OK;
}

/* The orders of one file, while the walk is in it. */
struct file {
    int64_t case_id;
    struct filed_order *orders;
    size_t count, room;
};

/* In order of urgency: what is overdue is nowhere else, however it is counted. */
static enum task_section section_of(const struct work *w, const struct deadline *d)
{
    if (d->overdue)
        return SECTION_OVERDUE;
    if (d->hours)
        return SECTION_HOURS;
    return d->kind == TASK_EXPIRY && month_first(d->due_on) == month_first(w->today) ? SECTION_MONTH
                                                                                     : SECTION_DAYS;
}

static err deadline_task(struct work *w, struct task_set *set, int64_t case_id, const struct deadline *d)
{
    struct task *t = task_add(w, set);

    if (!t)
        return ERR_SYSTEM;
    *t = (struct task){.section = section_of(w, d),
                       .what = task_kind_name(d->kind),
                       .text = task_text(d->kind, d->ended, false),
                       .text_en = task_text(d->kind, d->ended, true),
                       .case_id = case_id,
                       .order = d->order,
                       .due_on = d->due_on,
                       .due_at = d->due_at,
                       .hours = d->hours,
                       .overdue = d->overdue,
                       .stage = d->stage};
    return OK;
}

static err file_tasks(struct work *w, struct task_set *set, const struct file *f)
{
    struct deadline *open;
    size_t count;
    err e;

    if ((e = deadline_open(f->orders, f->count, set->rules.legal, set->rules.legal_count, w->now, w->arena,
                           &open, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = deadline_task(w, set, f->case_id, &open[i])))
            return e;
    return OK;
}

/* A benefit that asks whether an UM is final was to be had on one of its days. */
static bool final_matters(const struct rules *rules, const struct walked_order *o)
{
    for (size_t i = 0; o->kind == ORDER_UM && i < rules->benefit_count; i++) {
        const struct benefit_rule *r = &rules->benefits[i];

        if (r->needs_final && (r->kinds & ORDER_UM) && r->from <= o->protection.until &&
            r->until >= o->protection.from)
            return true;
    }
    return false;
}

static err order_take(struct work *w, const struct rules *rules, struct order_walk *walk, struct file *f)
{
    struct filed_order *o = arena_grow(w->arena, &f->orders, &f->count, &f->room, sizeof *o);
    struct walked_order walked;
    err e;

    if (!o)
        return ERR_SYSTEM;
    if ((e = order_walk_next(w, walk, &walked)))
        return e;
    *o = (struct filed_order){.id = walked.id,
                              .kind = walked.kind,
                              .follows = walked.follows,
                              .final_matters = final_matters(rules, &walked),
                              .received_on = walked.received_on,
                              .hearing_on = walked.hearing_on,
                              .registered_on = instant_date(walked.created_at),
                              .protection = walked.protection};
    /* A child among those named shortens a deadline of police orders only, and only while no court has ended
     * them. */
    if (o->kind != ORDER_UMPMM || !o->protection.granted || o->protection.cut)
        return OK;
    return names_minor(w, &walked, &o->names_minor);
}

/* CROSS JOIN keeps SQLite from turning the loops around: with orders outside and acts inside the rows come
 * sorted already. Files sealed against the actor are left out here, before anything of them is read. */
static const char SQL_ORDERS[] =
    "SELECT " ORDER_WALK_SELECT " FROM protection_order o CROSS JOIN order_act a WHERE a.order_id = o.id AND "
    "o.case_id NOT IN (SELECT f.id FROM case_file f WHERE f.sealed = 1 AND f.id NOT IN "
    "(SELECT x.case_id FROM case_access x WHERE x.account_id = :account)) "
    "ORDER BY o.case_id, o.id, a.id";

static err order_tasks(struct work *w, struct task_set *set)
{
    CLEANUP(order_walk_close) struct order_walk walk = {0};
    struct file file = {0};
    err e;

    if ((e = order_walk_open(w, SQL_ORDERS, BINDS(INT(":account", w->actor.account)), &walk)))
        return e;
    while ((file.case_id = order_walk_case(&walk))) {
        file.count = 0;
        while (order_walk_case(&walk) == file.case_id)
            if ((e = order_take(w, &set->rules, &walk, &file)))
                return e;
        if ((e = file_tasks(w, set, &file)))
            return e;
    }
    return OK;
}

/* Which of two has to be done first. It is 0 only for equal ones, so that the order on the page never changes
 * by chance. */
static int by_due(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    int by_kind = strcmp(x->what, y->what);

    if (x->due_at != y->due_at)
        return x->due_at < y->due_at ? -1 : 1;
    if (x->case_id != y->case_id)
        return x->case_id < y->case_id ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return by_kind ? by_kind : strcmp(x->card ? x->card : "", y->card ? y->card : "");
}

static const char SQL_NAMES[] =
    "SELECT c.number AS case_number, u.name AS unit, o.id, o.number_sealed, k.full_name AS in_charge FROM "
    "protection_order o JOIN case_file c ON c.id = o.case_id JOIN unit u ON u.id = c.unit_id " CHARGE_JOIN(
        "c") "WHERE o.id = :order";
static const struct column NAMES_COLUMNS[] = {
    COLUMN_TEXT(struct task, case_number),
    COLUMN_TEXT(struct task, unit),
    COLUMN_INT_AS(struct task, order, "id"),
    COLUMN_SEALED_AS(struct task, order_number, "protection_order", order, "number_sealed", "number"),
    COLUMN_TEXT(struct task, in_charge),
};
static const char SQL_CHARGE[] =
    "SELECT k.full_name AS in_charge FROM case_file c " CHARGE_JOIN("c") "WHERE c.id = :case";
static const struct column CHARGE_COLUMNS[] = {COLUMN_TEXT(struct task, in_charge)};

/* Tasks of orders were made from the law's view, which knows neither file number nor unit; all others have
 * them already. Of whom it is none of them knows. */
static err names_read(struct work *w, struct task *t)
{
    err e = OK;

    if (t->order)
        e = row_read(w, SQL_NAMES, BINDS(INT(":order", t->order)), COLUMNS(NAMES_COLUMNS), t);
    else if (t->case_id)
        e = row_read(w, SQL_CHARGE, BINDS(INT(":case", t->case_id)), COLUMNS(CHARGE_COLUMNS), t);
    return e == ERR_ABSENT ? ERR_CORRUPT : e;
}

static int id_compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

/* Files of others, in order. */
struct elsewhere {
    int64_t *files;
    size_t count;
};

static bool elsewhere_has(const struct elsewhere *x, const struct task *t)
{
    /* bsearch must not be given NULL, even for no element; what is told to everybody is nobody's. */
    return x->count && t->section != SECTION_NOTICES &&
           bsearch(&t->case_id, x->files, x->count, sizeof *x->files, id_compare);
}

/* Counts all tasks by section, and keeps those of the page. */
static err page_cut(struct work *w, const struct task_filter *f, struct task_set *set, struct task_day *ret)
{
    struct task_day day = {.tasks = set->tasks};
    struct elsewhere x = {0};
    err e;

    if (f->mine && (e = charge_others(w, &x.files, &x.count)))
        return e;
    for (size_t i = 0; i < set->count; i++) {
        const struct task *t = &set->tasks[i];
        size_t before;

        if (elsewhere_has(&x, t)) {
            day.elsewhere++;
            continue;
        }
        before = day.counts[t->section]++;
        if ((f->section && f->section != t->section) || (f->limit && before >= f->limit))
            continue;
        day.tasks[day.count] = *t;
        if ((e = names_read(w, &day.tasks[day.count++])))
            return e;
    }
    *ret = day;
    return OK;
}

/* A read transaction: one picture of the register from the first row to the last, and no writer waits for it.
 */
static err day_collect(struct work *w, const struct task_filter *f, struct task_day *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct task_set set = {0};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = rules_load(w, &set.rules)) || (e = order_tasks(w, &set)) ||
        (e = card_tasks(w, &set)) || (e = measure_tasks(w, &set)) || (e = payment_tasks(w, &set)) ||
        (e = stay_tasks(w, &set)) || (e = casework_tasks(w, &set)) || (e = contact_tasks(w, &set)) ||
        (e = charge_tasks(w, &set)) || (e = notice_tasks(w, &set)) || (e = notice_seen_drop(w, &set)))
        return e;
    /* qsort must not be given NULL, even for no element. */
    if (set.count)
        qsort(set.tasks, set.count, sizeof *set.tasks, by_due);
    if ((e = page_cut(w, f, &set, ret)))
        return e;
    return tx_commit(&tx);
}

err task_collect(struct work *w, struct task **ret, size_t *ret_count)
{
    struct task_day day;
    err e;

    if ((e = day_collect(w, &(struct task_filter){0}, &day)))
        return e;
    *ret = day.tasks;
    *ret_count = day.count;
    return OK;
}

err task_list(struct work *w, const struct task_filter *f, struct task_day *ret)
{
    const struct audit_entry entry = {.what = "task.list", .record = "task"};
    struct task_day day;
    err e;

    /* Logged behind the reading transaction, in which nothing can be written. */
    if ((e = day_collect(w, f, &day)) || (e = audit_append(w, &entry)))
        return e;
    *ret = day;
    return OK;
}
