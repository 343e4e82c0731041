/* Counting. Every order's acts are worked out once; then each person's orders are weighed against the day. */
#include "domain/statistics/statistics.h"

#include <stdlib.h>

#include "base/json_writer.h"
#include "base/month.h"
#include "domain/claim/order_act.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/statistics/suppression.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const int PARENT[STATISTICS_COLUMNS] = {
    [PERSONS_ALL] = -1,
    [PERSONS_IN_FORCE] = PERSONS_ALL,
    [PERSONS_IN_FORCE_UMPMM] = PERSONS_IN_FORCE,
    [PERSONS_IN_FORCE_UMM] = PERSONS_IN_FORCE,
    [PERSONS_IN_FORCE_UM] = PERSONS_IN_FORCE,
    [PERSONS_ENDED] = PERSONS_ALL,
    [PERSONS_ENDED_UMPMM] = PERSONS_ENDED,
    [PERSONS_ENDED_UMM] = PERSONS_ENDED,
    [PERSONS_ENDED_UM] = PERSONS_ENDED,
    [PERSONS_COMING] = PERSONS_ALL,
    [PERSONS_COMING_UMPMM] = PERSONS_COMING,
    [PERSONS_COMING_UMM] = PERSONS_COMING,
    [PERSONS_COMING_UM] = PERSONS_COMING,
    [ORDERS_ALL] = -1,
    [ORDERS_UMPMM] = ORDERS_ALL,
    [ORDERS_UMM] = ORDERS_ALL,
    [ORDERS_UM] = ORDERS_ALL,
};

struct decided { /* an order decided by that day */
    int64_t id, unit_id;
    enum order_kind kind;
    size_t row; /* of its unit */
    struct protection protection;
};

struct counting {
    struct work *w;
    struct statistics *s;
    struct unit *units;
    size_t unit_count;
    struct decided read;    /* the order that the walk is at */
    struct decided *orders; /* by id */
    size_t order_count, room;
};

/* The columns of a sum's kinds stand behind it, in this order (statistics.h). */
static size_t kind_offset(enum order_kind kind)
{
    return kind == ORDER_UMPMM ? 1 : kind == ORDER_UMM ? 2 : 3;
}

/* Counts one in the unit's row and in the last, in that column and in all that it is part of. */
static void count_one(struct counting *c, size_t row, size_t column)
{
    for (int at = (int)column; at >= 0; at = PARENT[at]) {
        c->s->cells[row * STATISTICS_COLUMNS + (size_t)at]++;
        c->s->cells[c->unit_count * STATISTICS_COLUMNS + (size_t)at]++;
    }
}

static const char SQL_ORDERS[] =
    "SELECT o.id, o.kind, c.unit_id FROM protection_order o JOIN case_file c ON c.id = o.case_id "
    "WHERE o.decision_date <= :on ORDER BY o.id";

static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT(struct decided, id),
    COLUMN_WORD(struct decided, kind, order_kind_parse),
    COLUMN_INT(struct decided, unit_id),
};

static err order_count(void *context, struct arena *kept)
{
    struct counting *c = context;
    struct decided *o = &c->read, *slot;
    err e;

    o->row = 0;
    while (o->row < c->unit_count && c->units[o->row].id != o->unit_id)
        o->row++;
    /* A file has a unit, and units are never deleted. */
    if (o->row == c->unit_count)
        return ERR_CORRUPT;
    if ((e = protection_load(c->w, o->id, &o->protection)) || !o->protection.granted)
        return e;
    if (!(slot = arena_grow(kept, &c->orders, &c->order_count, &c->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = *o;
    count_one(c, o->row, ORDERS_ALL + kind_offset(o->kind));
    return OK;
}

static err orders_count(struct counting *c)
{
    return row_walk(c->w, SQL_ORDERS, BINDS(DATE(":on", c->s->on)), COLUMNS(ORDER_COLUMNS), &c->read,
                    order_count, c);
}

static int decided_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct decided *)order)->id;

    return a < b ? -1 : a > b;
}

/* The column of the state, which doubles as its rank: in force stands before ended, ended before to come. */
static size_t state_of(const struct decided *o, date on)
{
    if (protection_in_force(&o->protection, on))
        return PERSONS_IN_FORCE;
    return o->protection.until < on ? PERSONS_ENDED : PERSONS_COMING;
}

/* A person counts once, by one of her orders. In force goes before ended, ended before to come; of two in
 * force the stronger, of two that ended the later, of two to come the earlier. */
static bool speaks_louder(const struct decided *a, const struct decided *b, date on)
{
    size_t sa = state_of(a, on), sb = state_of(b, on);

    if (sa != sb)
        return sa < sb;
    if (sa == PERSONS_IN_FORCE)
        return a->kind > b->kind;
    if (sa == PERSONS_ENDED)
        return a->protection.until > b->protection.until;
    return a->protection.from < b->protection.from;
}

static void person_count(struct counting *c, const struct decided *speaks)
{
    if (speaks)
        count_one(c, speaks->row, state_of(speaks, c->s->on) + kind_offset(speaks->kind));
}

struct named { /* a person, in the role "protected", and an order that names her */
    int64_t person_id, order_id;
};
static const struct column NAMED_COLUMNS[] = {
    COLUMN_INT(struct named, person_id),
    COLUMN_INT(struct named, order_id),
};
static const char SQL_PERSONS[] =
    "SELECT p.person_id, p.order_id FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "JOIN case_person c ON c.case_id = o.case_id AND c.person_id = p.person_id "
    "WHERE c.role = 'protected' AND o.decision_date <= :on ORDER BY p.person_id, p.order_id";

static const struct decided *order_find(const struct counting *c, int64_t id)
{
    return c->order_count ? bsearch(&id, c->orders, c->order_count, sizeof *c->orders, decided_compare)
                          : NULL;
}

static err persons_count(struct counting *c)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const struct decided *speaks = NULL;
    struct named n;
    int64_t person = 0;
    bool more;
    err e;

    if ((e = db_query(c->w->db, SQL_PERSONS, BINDS(DATE(":on", c->s->on)), &s)))
        return e;
    while (!(e = row_next(c->w, s, COLUMNS(NAMED_COLUMNS), &n, &more)) && more) {
        const struct decided *o = order_find(c, n.order_id);

        if (n.person_id != person) {
            person_count(c, speaks);
            speaks = NULL;
            person = n.person_id;
        }
        if (o && (!speaks || speaks_louder(o, speaks, c->s->on)))
            speaks = o;
    }
    if (!e)
        person_count(c, speaks);
    return e;
}

static err table_make(struct counting *c)
{
    struct statistics *s = c->s;
    err e;

    if ((e = unit_list(c->w, &c->units, &c->unit_count)))
        return e;
    s->rows = c->unit_count + 1;
    s->units = arena_array(c->w->arena, s->rows, sizeof *s->units);
    s->cells = arena_array(c->w->arena, s->rows * STATISTICS_COLUMNS, sizeof *s->cells);
    s->hidden = arena_array(c->w->arena, s->rows * STATISTICS_COLUMNS, sizeof *s->hidden);
    if (!s->units || !s->cells || !s->hidden)
        return ERR_SYSTEM;
    for (size_t i = 0; i < c->unit_count; i++)
        s->units[i] = c->units[i].name;
    return OK;
}

static err small_hide(struct work *w, const struct statistics *s)
{
    const struct counts t = {.rows = s->rows,
                             .columns = STATISTICS_COLUMNS,
                             .parent = PARENT,
                             .cells = s->cells,
                             .hidden = s->hidden};

    return s->published ? suppression_apply(w->arena, &t) : OK;
}

/* One published table a month: two of neighbouring days, laid side by side, would tell of single persons. */
static err day_choose(struct work *w, date on, bool publish, date *ret)
{
    if (on == DATE_NONE) {
        /* On its last day a month counts as over. */
        bool whole = !publish || w->today == month_last(w->today);

        *ret = whole ? w->today : month_first(w->today) - 1;
        return OK;
    }
    if (publish && on != month_last(on))
        return refuse(w, ERR_INPUT, "not_month_end", "on", "Figures are published for the end of a month.");
    if (publish && on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "This month has not ended yet.");
    *ret = on;
    return OK;
}

err statistics_count(struct work *w, date on, bool publish, struct statistics *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct statistics s = {.published = publish};
    struct counting c = {.w = w, .s = &s};
    struct audit_entry entry = {.what = "statistics.read", .record = "statistics"};
    char day[DATE_TEXT];
    err e;

    if ((e = day_choose(w, on, publish, &s.on)))
        return e;
    entry.why = arena_format(w->arena, "on %s%s", date_format(s.on, day), publish ? ", for publication" : "");
    if (!entry.why)
        return ERR_SYSTEM;
    /* The log is written behind the commit: within the reading transaction nothing can be. */
    if ((e = tx_begin_read(&tx, w->db)) || (e = table_make(&c)) || (e = orders_count(&c)) ||
        (e = persons_count(&c)) || (e = tx_commit(&tx)) || (e = small_hide(w, &s)) ||
        (e = audit_append(w, &entry)))
        return e;
    *ret = s;
    return OK;
}

int64_t statistics_cell(const struct statistics *s, size_t row, enum statistics_column c)
{
    size_t at = row * STATISTICS_COLUMNS + c;

    return s->hidden[at] ? -1 : s->cells[at];
}

static void cell_put(struct json_writer *j, const char *name, int64_t n)
{
    if (n < 0)
        json_put_null(j, name);
    else
        json_put_int(j, name, n);
}

/* A sum and its three kinds, which stand behind it. */
static void kinds_put(struct json_writer *j, const char *name, const struct statistics *s, size_t row,
                      enum statistics_column all)
{
    static const char *const NAMES[] = {"all", "UMPMM", "UMM", "UM"};

    json_put_object(j, name);
    for (unsigned i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        cell_put(j, NAMES[i], statistics_cell(s, row, all + i));
    json_put_end(j);
}

static void row_put(struct json_writer *j, const char *name, const struct statistics *s, size_t row)
{
    json_put_object(j, name);
    json_put_text(j, "unit", s->units[row]);
    json_put_object(j, "persons");
    cell_put(j, "all", statistics_cell(s, row, PERSONS_ALL));
    kinds_put(j, "in_force", s, row, PERSONS_IN_FORCE);
    kinds_put(j, "ended", s, row, PERSONS_ENDED);
    kinds_put(j, "coming", s, row, PERSONS_COMING);
    json_put_end(j);
    kinds_put(j, "orders", s, row, ORDERS_ALL);
    json_put_end(j);
}

void statistics_put(struct json_writer *j, const struct statistics *s)
{
    json_put_date(j, "on", s->on);
    json_put_bool(j, "published", s->published);
    json_put_list(j, "units");
    for (size_t i = 0; i + 1 < s->rows; i++)
        row_put(j, NULL, s, i);
    json_put_end(j);
    row_put(j, "total", s, s->rows - 1);
}
