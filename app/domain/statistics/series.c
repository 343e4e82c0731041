/* Counting month by month: each order's acts are worked out once, each person's claim is loaded once, and all
 * months are asked of what was loaded. */
#include "domain/statistics/series.h"

#include <stdlib.h>

#include "domain/claim/claim_walk.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const enum order_kind KINDS[SERIES_KINDS] = {ORDER_UMPMM, ORDER_UMM, ORDER_UM};

struct dated { /* an order as the months ask for it */
    int64_t id;
    enum order_kind kind;
    date decided;
    struct protection protection;
};

struct counting {
    struct work *w;
    struct series *s;
    struct unit *units;
    struct dated *orders; /* by id */
    size_t order_count, room;
    struct rules rules;
    struct claim_walk *claims;
};

static err numbers_make(struct work *w, size_t count, int64_t **ret)
{
    *ret = arena_array(w->arena, count ? count : 1, sizeof **ret);
    return *ret ? OK : ERR_SYSTEM;
}

static err series_make(struct counting *c)
{
    struct series *s = c->s;
    err e;

    if ((e = unit_list(c->w, &c->units, &s->unit_count)) ||
        (e = numbers_make(c->w, s->unit_count * s->months.count, &s->unit_orders)))
        return e;
    if (!(s->units = arena_array(c->w->arena, s->unit_count ? s->unit_count : 1, sizeof *s->units)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < s->unit_count; i++)
        s->units[i] = c->units[i].name;
    for (size_t i = 0; i < SERIES_KINDS; i++)
        if ((e = numbers_make(c->w, s->months.count, &s->orders[i])) ||
            (e = numbers_make(c->w, s->months.count, &s->in_force[i])))
            return e;
    for (size_t i = 0; i < SV_COUNT; i++)
        if ((e = numbers_make(c->w, s->months.count, &s->entitled[i])))
            return e;
    return OK;
}

static size_t kind_index(enum order_kind kind)
{
    return kind == ORDER_UMPMM ? 0 : kind == ORDER_UMM ? 1 : 2;
}

/* Months behind the last day count nothing: that day is today at the latest. */
static void order_count(struct counting *c, const struct dated *o, int64_t unit)
{
    struct series *s = c->s;
    size_t month = 0, row = 0;

    while (month < s->months.count &&
           (o->decided < s->months.first[month] || o->decided > s->months.end[month]))
        month++;
    if (month == s->months.count)
        return;
    s->orders[kind_index(o->kind)][month]++;
    while (row < s->unit_count && c->units[row].id != unit)
        row++;
    if (row < s->unit_count)
        s->unit_orders[row * s->months.count + month]++;
}

static const char SQL_ORDERS[] =
    "SELECT o.id, o.kind, o.decision_date, c.unit_id FROM protection_order o "
    "JOIN case_file c ON c.id = o.case_id WHERE o.decision_date <= :end ORDER BY o.id";

static err order_add(struct counting *c, struct stmt *s, struct arena *kept)
{
    struct dated o = {.id = stmt_int(s, 0), .decided = stmt_date(s, 2)}, *slot;
    err e;

    if (!order_kind_parse(stmt_text(s, 1), &o.kind))
        return ERR_CORRUPT;
    if ((e = protection_load(c->w, o.id, &o.protection)) || !o.protection.granted)
        return e;
    if (!(slot = arena_grow(kept, &c->orders, &c->order_count, &c->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = o;
    order_count(c, slot, stmt_int(s, 3));
    return OK;
}

/* The statement's rows one by one, what each leaves in the arena forgotten again. */
static err rows_each(struct counting *c, const char *sql, const struct bind *binds,
                     err (*take)(struct counting *c, struct stmt *s, struct arena *kept))
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct arena *kept = c->w->arena;
    bool row;
    err e;

    if ((e = db_query(c->w->db, sql, binds, &s)))
        return e;
    c->w->arena = &each;
    while (!(e = stmt_step(s, &row)) && row) {
        if ((e = take(c, s, kept)))
            break;
        arena_reset(&each);
    }
    c->w->arena = kept;
    return e;
}

static int dated_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct dated *)order)->id;

    return a < b ? -1 : a > b;
}

static const char SQL_PERSONS[] =
    "SELECT p.person_id, p.order_id FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "JOIN case_person c ON c.case_id = o.case_id AND c.person_id = p.person_id "
    "WHERE c.role = 'protected' AND o.decision_date <= :end ORDER BY p.person_id, p.order_id";

/* strongest: of one person, month by month; 0 none. */
static void strongest_raise(const struct counting *c, int64_t id, enum order_kind *strongest)
{
    const struct dated *o =
        c->order_count ? bsearch(&id, c->orders, c->order_count, sizeof *o, dated_compare) : NULL;

    for (size_t i = 0; o && i < c->s->months.count; i++)
        if (o->decided <= c->s->months.end[i] && o->kind > strongest[i] &&
            protection_in_force(&o->protection, c->s->months.end[i]))
            strongest[i] = o->kind;
}

static void strongest_count(const struct counting *c, enum order_kind *strongest)
{
    for (size_t i = 0; i < c->s->months.count; i++) {
        if (strongest[i])
            c->s->in_force[kind_index(strongest[i])][i]++;
        strongest[i] = 0;
    }
}

static err persons_count(struct counting *c)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    enum order_kind strongest[SERIES_MONTHS_MAX] = {0};
    int64_t person = 0;
    bool row;
    err e;

    if ((e = db_query(c->w->db, SQL_PERSONS, BINDS(DATE(":end", c->s->months.end[c->s->months.count - 1])),
                      &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if (stmt_int(s, 0) != person)
            strongest_count(c, strongest);
        person = stmt_int(s, 0);
        strongest_raise(c, stmt_int(s, 1), strongest);
    }
    strongest_count(c, strongest);
    return e;
}

static const char SQL_ENTITLED[] = "SELECT DISTINCT person_id FROM order_person ORDER BY person_id";

static err claim_count(struct counting *c, struct stmt *s, struct arena *kept)
{
    struct because because;
    struct claim claim;
    err e;

    (void)kept;
    if ((e = claim_walk_to(c->claims, stmt_int(s, 0), &claim)))
        return e;
    for (size_t v = 0; v < SV_COUNT; v++)
        for (size_t i = 0; i < c->s->months.count; i++)
            if (entitlement_on(&claim, c->rules.benefits, c->rules.benefit_count, SERVICES[v],
                               c->s->months.end[i], &because) == WHY_ENTITLED)
                c->s->entitled[v][i]++;
    return OK;
}

static err claims_count(struct counting *c)
{
    CLEANUP(claim_walk_end) struct claim_walk *claims = NULL;
    err e;

    if ((e = rules_load(c->w, &c->rules)) || (e = claim_walk_begin(c->w, &c->rules, &claims)))
        return e;
    c->claims = claims;
    return rows_each(c, SQL_ENTITLED, NO_BINDS, claim_count);
}

static err all_count(struct counting *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    date end = c->s->months.end[c->s->months.count - 1];
    err e;

    if ((e = tx_begin_read(&tx, c->w->db)) || (e = series_make(c)) ||
        (e = rows_each(c, SQL_ORDERS, BINDS(DATE(":end", end)), order_add)) || (e = persons_count(c)) ||
        (e = claims_count(c)))
        return e;
    return tx_commit(&tx);
}

err series_count(struct work *w, date from, date until, struct series *ret)
{
    struct series s = {0};
    struct counting c = {.w = w, .s = &s};
    struct audit_entry entry = {.what = "statistics.series", .record = "statistics"};
    err e;

    if ((e = series_months(w, from, until, &s.months)) || (e = all_count(&c)))
        return e;
    if (!(entry.why = series_why(w, &s.months)))
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = s;
    return OK;
}

static json_t *numbers_json(const int64_t *numbers, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(numbers[i]));
    return list;
}

static json_t *kinds_json(int64_t *const numbers[SERIES_KINDS], size_t months)
{
    json_t *kinds = json_object();

    for (size_t i = 0; i < SERIES_KINDS; i++)
        json_object_set_new(kinds, order_kind_name(KINDS[i]), numbers_json(numbers[i], months));
    return kinds;
}

static json_t *months_json(const struct series *s)
{
    json_t *list = json_array();
    char day[DATE_TEXT];

    for (size_t i = 0; i < s->months.count; i++)
        json_array_append_new(list, json_stringn(date_format(s->months.first[i], day), 7)); /* "2026-03" */
    return list;
}

static json_t *units_json(const struct series *s)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->unit_count; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:o}", "unit", s->units[i], "orders",
                                        numbers_json(s->unit_orders + i * s->months.count, s->months.count)));
    return list;
}

static json_t *entitled_json(const struct series *s)
{
    json_t *services = json_object();

    for (size_t i = 0; i < SV_COUNT; i++)
        json_object_set_new(services, service_name(SERVICES[i]),
                            numbers_json(s->entitled[i], s->months.count));
    return services;
}

static const char SQL_CHECKS[] =
    "SELECT k.on_day, o.name, k.service, k.result, k.count FROM check_count k "
    "JOIN organisation o ON o.id = k.organisation_id WHERE k.on_day >= :from AND k.on_day <= :until "
    "ORDER BY k.on_day, o.name, k.service, k.result";

static err checks_json(struct work *w, const struct series *s, json_t *list)
{
    CLEANUP(stmt_close) struct stmt *q = NULL;
    bool row;
    err e;

    if ((e = db_query(
             w->db, SQL_CHECKS,
             BINDS(DATE(":from", s->months.first[0]), DATE(":until", s->months.end[s->months.count - 1])),
             &q)))
        return e;
    while (!(e = stmt_step(q, &row)) && row)
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:s, s:s, s:I}", "on", stmt_text(q, 0), "organisation",
                                        stmt_text(q, 1), "service", stmt_text(q, 2), "result",
                                        stmt_text(q, 3), "count", (json_int_t)stmt_int(q, 4)));
    return e;
}

err series_json(struct work *w, const struct series *s, json_t **ret)
{
    json_t *checks = json_array(), *json;
    err e = checks_json(w, s, checks);

    json =
        json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "months", months_json(s), "orders",
                  kinds_json(s->orders, s->months.count), "orders_by_unit", units_json(s), "in_force",
                  kinds_json(s->in_force, s->months.count), "entitled", entitled_json(s), "checks", checks);
    if (e) {
        json_decref(json);
        return e;
    }
    *ret = json;
    return json ? OK : ERR_SYSTEM;
}
