/* Counting month by month. Each order's acts and each person's claim are worked out once, and then asked
 * about every month: asking the database for each month would cost 36 times as much. */
#include "domain/statistics/series.h"

#include "base/json_writer.h"
#include "domain/claim/claim_walk.h"
#include "domain/claim/rules.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/statistics/decided_order.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const enum order_kind KINDS[SERIES_KINDS] = {ORDER_UMPMM, ORDER_UMM, ORDER_UM};

struct entitled_person {
    int64_t person_id;
};

struct counting {
    struct work *w;
    struct series *s;
    struct unit *units;
    int64_t person;                               /* whose orders the walk is at */
    enum order_kind strongest[SERIES_MONTHS_MAX]; /* of hers in force, for each month; 0: none */
    struct rules rules;
    struct claim_walk *claims;
    struct entitled_person entitled;
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

static date last_day(const struct series *s)
{
    return s->months.end[s->months.count - 1];
}

static size_t kind_index(enum order_kind kind)
{
    return kind == ORDER_UMPMM ? 0 : kind == ORDER_UMM ? 1 : 2;
}

/* An order decided after the last day counts in no month: for the month under way that day is today. */
static void order_count(struct counting *c, const struct decided_order *o)
{
    struct series *s = c->s;
    size_t month = 0, row = 0;

    while (month < s->months.count &&
           (o->decision_date < s->months.first[month] || o->decision_date > s->months.end[month]))
        month++;
    if (month == s->months.count)
        return;
    /* In the whole, and in its unit. */
    s->orders[kind_index(o->kind)][month]++;
    while (row < s->unit_count && c->units[row].id != o->unit_id)
        row++;
    if (row < s->unit_count)
        s->unit_orders[row * s->months.count + month]++;
}

static void strongest_count(struct counting *c)
{
    for (size_t i = 0; i < c->s->months.count; i++) {
        if (c->strongest[i])
            c->s->in_force[kind_index(c->strongest[i])][i]++;
        c->strongest[i] = 0;
    }
}

static void person_take(void *context, int64_t person, const struct decided_order *o)
{
    struct counting *c = context;

    if (person != c->person)
        strongest_count(c);
    c->person = person;
    for (size_t i = 0; i < c->s->months.count; i++)
        /* The strongest kind of those in force, so that each person is in one column (the kinds rise from
         * UMPMM to UM). */
        if (o->decision_date <= c->s->months.end[i] && o->kind > c->strongest[i] &&
            protection_in_force(&o->protection, c->s->months.end[i]))
            c->strongest[i] = o->kind;
}

static err orders_count(struct counting *c)
{
    const date until = last_day(c->s);
    struct decided_orders orders;
    err e;

    if ((e = decided_orders_read(c->w, until, &orders)))
        return e;
    for (size_t i = 0; i < orders.count; i++)
        order_count(c, &orders.at[i]);
    if ((e = decided_persons_walk(c->w, until, &orders, person_take, c)))
        return e;
    strongest_count(c); /* the last one, behind whom nobody comes */
    return OK;
}

/* Whoever was ever named in an order: nobody else can be entitled. */
static const char SQL_ENTITLED[] = "SELECT DISTINCT person_id FROM order_person ORDER BY person_id";
static const struct column ENTITLED_COLUMNS[] = {COLUMN_INT(struct entitled_person, person_id)};

static err claim_count(void *context, struct arena *kept)
{
    struct counting *c = context;
    struct because because;
    struct claim claim;
    err e;

    (void)kept;
    if ((e = claim_walk_to(c->claims, c->entitled.person_id, &claim)))
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

    /* The walk reads all persons' claims by a few statements, in order of their numbers; one person at a time
     * would need these statements for each. */
    if ((e = rules_load(c->w, &c->rules)) || (e = claim_walk_begin(c->w, &c->rules, &claims)))
        return e;
    c->claims = claims;
    return row_walk(c->w, SQL_ENTITLED, NO_BINDS, COLUMNS(ENTITLED_COLUMNS), &c->entitled, claim_count, c);
}

static err all_count(struct counting *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    /* One picture of the register for all months: figures that somebody adds up must come from one moment. */
    if ((e = tx_begin_read(&tx, c->w->db)) || (e = series_make(c)) || (e = orders_count(c)) ||
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

static void numbers_put(struct json_writer *j, const char *name, const int64_t *numbers, size_t count)
{
    json_put_list(j, name);
    for (size_t i = 0; i < count; i++)
        json_put_int(j, NULL, numbers[i]);
    json_put_end(j);
}

static void kinds_put(struct json_writer *j, const char *name, int64_t *const numbers[SERIES_KINDS],
                      size_t months)
{
    json_put_object(j, name);
    for (size_t i = 0; i < SERIES_KINDS; i++)
        numbers_put(j, order_kind_name(KINDS[i]), numbers[i], months);
    json_put_end(j);
}

static void figures_put(struct json_writer *j, const struct series *s)
{
    const size_t months = s->months.count;

    json_put_list(j, "months");
    for (size_t i = 0; i < months; i++)
        json_put_month(j, NULL, s->months.first[i]);
    json_put_end(j);
    kinds_put(j, "orders", s->orders, months);
    json_put_list(j, "orders_by_unit");
    for (size_t i = 0; i < s->unit_count; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "unit", s->units[i]);
        numbers_put(j, "orders", s->unit_orders + i * months, months);
        json_put_end(j);
    }
    json_put_end(j);
    kinds_put(j, "in_force", s->in_force, months);
    json_put_object(j, "entitled");
    for (size_t i = 0; i < SV_COUNT; i++)
        numbers_put(j, service_name(SERVICES[i]), s->entitled[i], months);
    json_put_end(j);
}

struct check_count {
    date on_day;
    const char *organisation, *service, *result;
    int64_t count;
};
/* Days and organisations, nothing finer: the register keeps nothing finer of checks. */
static const char SQL_CHECKS[] =
    "SELECT k.on_day, o.name AS organisation, k.service, k.result, k.count FROM check_count k "
    "JOIN organisation o ON o.id = k.organisation_id WHERE k.on_day >= :from AND k.on_day <= :until "
    "ORDER BY k.on_day, o.name, k.service, k.result";
static const struct column CHECK_COLUMNS[] = {
    COLUMN_DATE(struct check_count, on_day),  COLUMN_TEXT(struct check_count, organisation),
    COLUMN_TEXT(struct check_count, service), COLUMN_TEXT(struct check_count, result),
    COLUMN_INT(struct check_count, count),
};
static const struct json_member CHECK_OUT[] = {
    JSON_DATE_AS(struct check_count, on_day, "on"),
    JSON_TEXT(struct check_count, organisation),
    JSON_TEXT(struct check_count, service),
    JSON_TEXT(struct check_count, result),
    JSON_INT(struct check_count, count),
};

err series_put(struct work *w, struct json_writer *j, const struct series *s)
{
    struct check_count *checks;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CHECKS, BINDS(DATE(":from", s->months.first[0]), DATE(":until", last_day(s))),
                       COLUMNS(CHECK_COLUMNS), NULL, &checks, &count)))
        return e;
    figures_put(j, s);
    json_put_structs(j, "checks", MEMBERS(CHECK_OUT), checks, count);
    return OK;
}
