/* The claims of all persons: as many statements as tables, each in the order of the persons, beside each
 * other. Acts are worked out once for each order, however many persons it names. */
#include "domain/claim/claim_walk.h"

#include <stdlib.h>

#include "domain/claim/claim.h"
#include "domain/claim/claim_row.h"
#include "domain/claim/order_act.h"
#include "domain/claim/order_walk.h"
#include "store/db.h"

enum source { SOURCE_ROLES, SOURCE_ORDERS, SOURCE_STAYS, SOURCE_FILED, SOURCE_ENROLMENTS, SOURCES };

static const char SQL_ROLES[] =
    "SELECT c.person_id, c.role, p.died_on FROM case_person c JOIN person p ON p.id = c.person_id "
    "ORDER BY c.person_id";
static const char SQL_ORDERS[] = "SELECT p.person_id, p.order_id, o.kind FROM order_person p "
                                 "JOIN protection_order o ON o.id = p.order_id ORDER BY p.person_id, o.id";
static const char SQL_STAYS[] =
    "SELECT person_id, from_day, until_day FROM stay ORDER BY person_id, from_day";
static const char SQL_FILED[] =
    "SELECT person_id, " CLAIM_FILED_COLUMNS "FROM " APPLICATION_STATES " s ORDER BY person_id, filed_on, id";
static const char SQL_ENROLMENTS[] =
    "SELECT person_id, from_day, until_day FROM enrolment ORDER BY person_id, from_day";
static const char *const SQL_OF[SOURCES] = {SQL_ROLES, SQL_ORDERS, SQL_STAYS, SQL_FILED, SQL_ENROLMENTS};

struct cursor {
    struct stmt *s;
    bool row; /* it stands on one */
};

struct claim_walk {
    struct work *w;
    const struct rules *rules;
    struct cursor at[SOURCES];
    struct arena arena;
    struct covering_order *orders; /* all, by id */
    size_t order_count, room;
};

void claim_walk_end(struct claim_walk **k)
{
    if (!*k)
        return;
    for (size_t i = 0; i < SOURCES; i++)
        stmt_close(&(*k)->at[i].s);
    arena_free(&(*k)->arena);
    free(*k);
    *k = NULL;
}

static const char SQL_ACTS[] = "SELECT " WALK_COLUMNS " FROM protection_order o "
                               "JOIN order_act a ON a.order_id = o.id ORDER BY o.id, a.id";

static err orders_walk(struct claim_walk *k, struct order_walk *walk)
{
    struct covering_order *o;
    struct walked_order each;
    err e;

    while (order_walk_case(walk)) {
        if ((e = order_walk_next(k->w, walk, &each)))
            return e;
        if (!(o = arena_grow(&k->arena, &k->orders, &k->order_count, &k->room, sizeof *o)))
            return ERR_SYSTEM;
        *o = (struct covering_order){each.id, each.kind, each.protection};
    }
    return OK;
}

static err orders_read(struct claim_walk *k)
{
    CLEANUP(order_walk_close) struct order_walk walk = {0};
    struct arena *given = k->w->arena;
    err e;

    k->w->arena = &k->arena;
    if (!(e = order_walk_open(k->w, SQL_ACTS, NO_BINDS, &walk)))
        e = orders_walk(k, &walk);
    k->w->arena = given;
    return e;
}

err claim_walk_begin(struct work *w, const struct rules *rules, struct claim_walk **ret)
{
    CLEANUP(claim_walk_end) struct claim_walk *k = calloc(1, sizeof *k);
    err e;

    if (!k)
        return ERR_SYSTEM;
    k->w = w;
    k->rules = rules;
    if ((e = orders_read(k)))
        return e;
    for (size_t i = 0; i < SOURCES; i++)
        if ((e = db_query(w->db, SQL_OF[i], NO_BINDS, &k->at[i].s)) ||
            (e = stmt_step(k->at[i].s, &k->at[i].row)))
            return e;
    *ret = k;
    k = NULL;
    return OK;
}

/* The statement when it stands on a row of that person, rows of lower ones passed over; else NULL. */
static err row_of(struct cursor *c, int64_t person, struct stmt **ret)
{
    err e;

    while (c->row && stmt_int(c->s, 0) < person)
        if ((e = stmt_step(c->s, &c->row)))
            return e;
    *ret = c->row && stmt_int(c->s, 0) == person ? c->s : NULL;
    return OK;
}

static err role_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct cursor *at = &k->at[SOURCE_ROLES];
    struct stmt *s;
    err e;

    while (!(e = row_of(at, person, &s)) && s)
        if ((e = claim_role_take(s, 1, c)) || (e = stmt_step(at->s, &at->row)))
            return e;
    if (!e && c->role == 0)
        return refuse(k->w, ERR_ABSENT, "no_such_person", "", "no such person");
    return e;
}

static int order_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct covering_order *)order)->id;

    return a < b ? -1 : a > b;
}

/* One without any act protects nobody, yet names her. */
static err order_take(const struct claim_walk *k, struct stmt *s, struct covering_order *ret)
{
    const int64_t id = stmt_int(s, 1);
    const struct covering_order *known =
        k->order_count ? bsearch(&id, k->orders, k->order_count, sizeof *known, order_compare) : NULL;

    if (known) {
        *ret = *known;
        return OK;
    }
    *ret = (struct covering_order){.id = id, .protection = protection_of(NULL, 0)};
    return order_kind_parse(stmt_text(s, 2), &ret->kind) ? OK : ERR_CORRUPT;
}

static err own_orders_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct cursor *at = &k->at[SOURCE_ORDERS];
    struct covering_order *list = NULL, *o;
    size_t room = 0;
    struct stmt *s;
    err e;

    while (!(e = row_of(at, person, &s)) && s) {
        if (!(o = arena_grow(k->w->arena, &list, &c->order_count, &room, sizeof *o)))
            return ERR_SYSTEM;
        if ((e = order_take(k, s, o)) || (e = stmt_step(at->s, &at->row)))
            return e;
    }
    c->orders = list;
    return e;
}

static err spans_walk(struct claim_walk *k, enum source source, int64_t person, const struct span **ret,
                      size_t *ret_count)
{
    struct cursor *at = &k->at[source];
    struct span *list = NULL, *span;
    size_t count = 0, room = 0;
    struct stmt *s;
    err e;

    while (!(e = row_of(at, person, &s)) && s) {
        if (!(span = arena_grow(k->w->arena, &list, &count, &room, sizeof *span)))
            return ERR_SYSTEM;
        *span = (struct span){stmt_date(s, 1), stmt_date_open(s, 2)};
        if ((e = stmt_step(at->s, &at->row)))
            return e;
    }
    *ret = list;
    *ret_count = count;
    return e;
}

static err filed_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct cursor *at = &k->at[SOURCE_FILED];
    struct claim_filed *list = NULL, *filed;
    size_t count = 0, room = 0;
    struct stmt *s;
    err e;

    while (!(e = row_of(at, person, &s)) && s) {
        if (!(filed = arena_grow(k->w->arena, &list, &count, &room, sizeof *filed)))
            return ERR_SYSTEM;
        if ((e = claim_filed_take(s, 1, filed)))
            return e;
        if ((e = stmt_step(at->s, &at->row)))
            return e;
    }
    return e ? e : claim_filed_put(k->w, k->rules, list, count, c);
}

err claim_walk_to(struct claim_walk *k, int64_t person, struct claim *ret)
{
    struct claim c = {0};
    err e;

    if ((e = role_walk(k, person, &c)) || (e = own_orders_walk(k, person, &c)) ||
        (e = spans_walk(k, SOURCE_STAYS, person, &c.stays, &c.stay_count)) ||
        (e = filed_walk(k, person, &c)) ||
        (e = spans_walk(k, SOURCE_ENROLMENTS, person, &c.enrolments, &c.enrolment_count)))
        return e;
    *ret = c;
    return OK;
}
