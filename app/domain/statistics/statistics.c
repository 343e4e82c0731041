/* Counting: the orders by unit and kind, then each person by the one of her orders that says how she stands.
 * What may be told outside the office is decided in suppression.c. */
#include "domain/statistics/statistics.h"

#include "base/json_writer.h"
#include "base/month.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/statistics/decided_order.h"
#include "domain/statistics/published_figure.h"
#include "domain/statistics/suppression.h"
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

struct counting {
    struct work *w;
    struct statistics *s;
    struct unit *units;
    size_t unit_count;
    int64_t person;                     /* whose orders the walk is at */
    const struct decided_order *speaks; /* the one of them that says how she stands; NULL: none yet */
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

/* The row of its unit. A file has a unit, and units are never deleted. */
static size_t row_of(const struct counting *c, const struct decided_order *o)
{
    size_t row = 0;

    while (row < c->unit_count && c->units[row].id != o->unit_id)
        row++;
    return row;
}

static err orders_count(struct counting *c, const struct decided_orders *orders)
{
    for (size_t i = 0; i < orders->count; i++) {
        const struct decided_order *o = &orders->at[i];
        size_t row = row_of(c, o);

        if (row == c->unit_count)
            return ERR_CORRUPT;
        count_one(c, row, ORDERS_ALL + kind_offset(o->kind));
    }
    return OK;
}

/* The column of the state, which doubles as its rank: in force stands before ended, ended before to come. */
static size_t state_of(const struct decided_order *o, date on)
{
    if (protection_in_force(&o->protection, on))
        return PERSONS_IN_FORCE;
    return o->protection.until < on ? PERSONS_ENDED : PERSONS_COMING;
}

/* A person counts once, by one of her orders. In force goes before ended, ended before to come; of two in
 * force the stronger, of two that ended the later, of two to come the earlier. */
static bool speaks_louder(const struct decided_order *a, const struct decided_order *b, date on)
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

static void person_count(struct counting *c)
{
    const struct decided_order *o = c->speaks;

    if (o)
        count_one(c, row_of(c, o), state_of(o, c->s->on) + kind_offset(o->kind));
    c->speaks = NULL;
}

static void person_take(void *context, int64_t person, const struct decided_order *o)
{
    struct counting *c = context;

    if (person != c->person)
        person_count(c);
    c->person = person;
    if (!c->speaks || speaks_louder(o, c->speaks, c->s->on))
        c->speaks = o;
}

static err all_count(struct counting *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct decided_orders orders;
    const date on = c->s->on;
    err e;

    if ((e = tx_begin_read(&tx, c->w->db)) || (e = table_make(c)) ||
        (e = decided_orders_read(c->w, on, &orders)) || (e = orders_count(c, &orders)) ||
        (e = decided_persons_walk(c->w, on, &orders, person_take, c)))
        return e;
    person_count(c); /* the last one, behind whom nobody comes */
    return tx_commit(&tx);
}

static struct figure figure_at(const struct counting *c, size_t row, int column)
{
    return (struct figure){.on = c->s->on,
                           .unit = row < c->unit_count ? c->units[row].id : 0,
                           .figure = column,
                           .value = c->s->cells[row * STATISTICS_COLUMNS + (size_t)column],
                           .grows = column == PERSONS_ALL || column >= ORDERS_ALL};
}

/* Cells that would tell something beside what is out already; of a table that is out, all that it hid. */
static err near_hide(struct counting *c)
{
    struct statistics *s = c->s;
    bool out, has;
    err e = published_day(c->w, s->on, &out);

    for (size_t i = 0; !e && i < s->rows * STATISTICS_COLUMNS; i++) {
        struct figure f = figure_at(c, i / STATISTICS_COLUMNS, (int)(i % STATISTICS_COLUMNS));

        has = true;
        if ((e = published_near(c->w, &f, &s->hidden[i])) || (out && (e = published_has(c->w, &f, &has))))
            return e;
        s->hidden[i] = s->hidden[i] || !has;
    }
    return e;
}

static err shown_keep(struct counting *c)
{
    err e = OK;

    for (size_t i = 0; !e && i < c->s->rows * STATISTICS_COLUMNS; i++) {
        struct figure f = figure_at(c, i / STATISTICS_COLUMNS, (int)(i % STATISTICS_COLUMNS));

        if (!c->s->hidden[i])
            e = published_keep(c->w, &f);
    }
    return e;
}

static err small_hide(struct counting *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct statistics *s = c->s;
    const struct counts t = {.rows = s->rows,
                             .columns = STATISTICS_COLUMNS,
                             .parent = PARENT,
                             .cells = s->cells,
                             .hidden = s->hidden};
    err e;

    if (!s->published)
        return OK;
    if ((e = tx_begin(&tx, c->w->db)) || (e = near_hide(c)) || (e = suppression_apply(c->w->arena, &t)) ||
        (e = shown_keep(c)))
        return e;
    return tx_commit(&tx);
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
    /* Logged behind the reading transaction, in which nothing can be written. */
    if ((e = all_count(&c)) || (e = small_hide(&c)) || (e = audit_append(w, &entry)))
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
