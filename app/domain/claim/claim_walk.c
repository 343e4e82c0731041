/* The claims of all persons: one statement for each table, all in the order of the persons, walked side by
 * side. Acts are worked out once for each order, however many persons it names. */
#include "domain/claim/claim_walk.h"

#include <stdlib.h>

#include "domain/claim/claim.h"
#include "domain/claim/claim_naming.h"
#include "domain/claim/claim_row.h"
#include "domain/claim/order_act.h"
#include "domain/claim/order_walk.h"
#include "domain/claim/rules.h"
#include "domain/law/case_role.h"
#include "domain/work/rows.h"
#include "store/db.h"

enum source {
    SOURCE_ROLES,
    SOURCE_ORDERS,
    SOURCE_CHANGES,
    SOURCE_STAYS,
    SOURCE_FILED,
    SOURCE_ENROLMENTS,
    SOURCE_SIBLINGS,
    SOURCES
};

struct walk_row { /* of any source: each fills its own fields */
    int64_t person;
    struct claim_named named;
    struct claim_change said;
    struct claim_role file;
    struct span days;
    struct claim_filed filed;
    struct claim_sibling beside;
};

static const char SQL_ROLES[] =
    "SELECT c.person_id, c.role, " CLAIM_PROTECTED_FROM
    ", p.died_on, u.outside FROM case_person c JOIN person p ON p.id = c.person_id "
    "JOIN case_file f ON f.id = c.case_id JOIN unit u ON u.id = f.unit_id "
    "ORDER BY c.person_id";
static const struct column ROLE_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_WORD_AS(struct walk_row, file.role, case_role_parse, "role"),
    COLUMN_DATE_AS(struct walk_row, file.protected_from, "protected_from"),
    COLUMN_DATE_AS(struct walk_row, file.died_on, "died_on"),
    COLUMN_BOOL_AS(struct walk_row, file.outside, "outside"),
};

static const char SQL_ORDERS[] = "SELECT p.person_id, p.order_id, o.kind, p.registered FROM order_person p "
                                 "JOIN protection_order o ON o.id = p.order_id ORDER BY p.person_id, o.id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_INT_AS(struct walk_row, named.order.id, "order_id"),
    COLUMN_WORD_AS(struct walk_row, named.order.kind, order_kind_parse, "kind"),
    COLUMN_BOOL_AS(struct walk_row, named.registered, "registered"),
};

static const char SQL_CHANGES[] =
    "SELECT p.person_id, " CLAIM_CHANGE_SELECT " FROM " CLAIM_CHANGE_FROM " ORDER BY p.person_id, a.id";
static const struct column CHANGE_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_INT_AS(struct walk_row, said.order, "order_id"),
    COLUMN_INT_AS(struct walk_row, said.change.act, "act_id"),
    COLUMN_BOOL_AS(struct walk_row, said.change.in, "goes_in"),
};

static const char SQL_STAYS[] =
    "SELECT person_id, from_day, until_day FROM stay WHERE voided_at IS NULL ORDER BY person_id, from_day";
static const char SQL_ENROLMENTS[] =
    "SELECT person_id, from_day, until_day FROM enrolment ORDER BY person_id, from_day";
static const struct column SPAN_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_DATE_AS(struct walk_row, days.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct walk_row, days.until, "until_day"),
};

static const char SQL_FILED[] =
    "SELECT person_id, " CLAIM_FILED_SELECT " FROM " APPLICATION_STATES " s ORDER BY person_id, filed_on, id";
static const struct column FILED_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_DATE_AS(struct walk_row, filed.payable.from, "filed_on"),
    COLUMN_DATE_OPEN_AS(struct walk_row, filed.payable.until, "withdrawn_on"),
    COLUMN_WORD_AS(struct walk_row, filed.state, application_state_parse, "state"),
};

static const char SQL_SIBLINGS[] = "SELECT e.person_id, " CLAIM_SIBLING_SELECT " FROM " CLAIM_SIBLING_FROM
                                   " ORDER BY e.person_id, e.from_day, e.id, x.id";
static const struct column SIBLING_COLUMNS[] = {
    COLUMN_INT_AS(struct walk_row, person, "person_id"),
    COLUMN_INT_AS(struct walk_row, beside.own.id, "own_id"),
    COLUMN_DATE_AS(struct walk_row, beside.own.days.from, "own_from"),
    COLUMN_DATE_OPEN_AS(struct walk_row, beside.own.days.until, "own_until"),
    COLUMN_INT_AS(struct walk_row, beside.other.id, "other_id"),
    COLUMN_DATE_AS(struct walk_row, beside.other.days.from, "other_from"),
    COLUMN_DATE_OPEN_AS(struct walk_row, beside.other.days.until, "other_until"),
};

static const struct {
    const char *sql;
    const struct column *columns;
    size_t column_count;
} SOURCE[SOURCES] = {
    [SOURCE_ROLES] = {SQL_ROLES, COLUMNS(ROLE_COLUMNS)},
    [SOURCE_ORDERS] = {SQL_ORDERS, COLUMNS(ORDER_COLUMNS)},
    [SOURCE_CHANGES] = {SQL_CHANGES, COLUMNS(CHANGE_COLUMNS)},
    [SOURCE_STAYS] = {SQL_STAYS, COLUMNS(SPAN_COLUMNS)},
    [SOURCE_FILED] = {SQL_FILED, COLUMNS(FILED_COLUMNS)},
    [SOURCE_ENROLMENTS] = {SQL_ENROLMENTS, COLUMNS(SPAN_COLUMNS)},
    [SOURCE_SIBLINGS] = {SQL_SIBLINGS, COLUMNS(SIBLING_COLUMNS)},
};

struct cursor {
    struct stmt *s;
    struct walk_row row;
    bool more; /* it stands on one */
};

struct claim_walk {
    struct work *w;
    const struct rules *rules;
    struct cursor at[SOURCES];
    struct arena arena;            /* as long as the walk */
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

/* By the number of the order, because order_take searches the orders by halves. */
static const char SQL_ACTS[] = "SELECT " ORDER_WALK_SELECT " FROM protection_order o "
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
        *o = (struct covering_order){.id = each.id, .kind = each.kind, .protection = each.protection};
    }
    return OK;
}

/* The orders live as long as the walk, in an arena of its own; the work's arena comes and goes with each
 * person. */
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

static err cursor_step(struct claim_walk *k, enum source source)
{
    struct cursor *c = &k->at[source];

    return row_next(k->w, c->s, SOURCE[source].columns, SOURCE[source].column_count, &c->row, &c->more);
}

err claim_walk_begin(struct work *w, const struct rules *rules, struct claim_walk **ret)
{
    /* Not from the work's arena, which the caller may empty after each person. */
    CLEANUP(claim_walk_end) struct claim_walk *k = calloc(1, sizeof *k);
    err e;

    if (!k)
        return ERR_SYSTEM;
    k->w = w;
    k->rules = rules;
    if ((e = orders_read(k)))
        return e;
    for (enum source i = 0; i < SOURCES; i++)
        if ((e = db_query(w->db, SOURCE[i].sql, NO_BINDS, &k->at[i].s)) || (e = cursor_step(k, i)))
            return e;
    *ret = k;
    k = NULL;
    return OK;
}

/* The row of that person on which the source stands, past those of lower ones; NULL: it has none. */
static err row_of(struct claim_walk *k, enum source source, int64_t person, const struct walk_row **ret)
{
    const struct cursor *c = &k->at[source];
    err e;

    /* Persons are asked for in rising order; rows of those not asked for are passed by. */
    while (c->more && c->row.person < person)
        if ((e = cursor_step(k, source)))
            return e;
    *ret = c->more && c->row.person == person ? &c->row : NULL;
    return OK;
}

static err role_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    const struct walk_row *row;
    err e;

    while (!(e = row_of(k, SOURCE_ROLES, person, &row)) && row) {
        claim_role_take(&row->file, c);
        if ((e = cursor_step(k, SOURCE_ROLES)))
            return e;
    }
    if (!e && c->role == 0)
        return refuse(k->w, ERR_ABSENT, "no_such_person", "", "There is no such person.");
    return e;
}

static int order_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct covering_order *)order)->id;

    return a < b ? -1 : a > b;
}

/* An order without any act protects nobody, yet it names her. */
static struct claim_named order_take(const struct claim_walk *k, const struct claim_named *row)
{
    const struct covering_order *known =
        k->order_count ? bsearch(&row->order.id, k->orders, k->order_count, sizeof *known, order_compare)
                       : NULL;
    struct claim_named named = *row;

    named.order.protection = known ? known->protection : protection_of(NULL, 0);
    return named;
}

static err changes_walk(struct claim_walk *k, int64_t person, struct claim_change **ret, size_t *ret_count)
{
    struct claim_change *list = NULL, *said;
    const struct walk_row *row;
    size_t count = 0, room = 0;
    err e;

    while (!(e = row_of(k, SOURCE_CHANGES, person, &row)) && row) {
        if (!(said = arena_grow(k->w->arena, &list, &count, &room, sizeof *said)))
            return ERR_SYSTEM;
        *said = row->said;
        if ((e = cursor_step(k, SOURCE_CHANGES)))
            return e;
    }
    *ret = list;
    *ret_count = count;
    return e;
}

static err own_orders_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct claim_named *list = NULL, *named;
    struct claim_change *changes;
    const struct walk_row *row;
    size_t count = 0, room = 0, change_count;
    err e;

    while (!(e = row_of(k, SOURCE_ORDERS, person, &row)) && row) {
        if (!(named = arena_grow(k->w->arena, &list, &count, &room, sizeof *named)))
            return ERR_SYSTEM;
        *named = order_take(k, &row->named);
        if ((e = cursor_step(k, SOURCE_ORDERS)))
            return e;
    }
    if (e || (e = changes_walk(k, person, &changes, &change_count)))
        return e;
    return claim_orders_put(k->w, list, count, changes, change_count, c);
}

static err spans_walk(struct claim_walk *k, enum source source, int64_t person, const struct span **ret,
                      size_t *ret_count)
{
    struct span *list = NULL, *span;
    const struct walk_row *row;
    size_t count = 0, room = 0;
    err e;

    while (!(e = row_of(k, source, person, &row)) && row) {
        if (!(span = arena_grow(k->w->arena, &list, &count, &room, sizeof *span)))
            return ERR_SYSTEM;
        *span = row->days;
        if ((e = cursor_step(k, source)))
            return e;
    }
    *ret = list;
    *ret_count = count;
    return e;
}

static err siblings_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct claim_sibling *list = NULL, *beside;
    const struct walk_row *row;
    size_t count = 0, room = 0;
    err e;

    while (!(e = row_of(k, SOURCE_SIBLINGS, person, &row)) && row) {
        if (!(beside = arena_grow(k->w->arena, &list, &count, &room, sizeof *beside)))
            return ERR_SYSTEM;
        *beside = row->beside;
        if ((e = cursor_step(k, SOURCE_SIBLINGS)))
            return e;
    }
    return e ? e : claim_siblings_put(k->w, list, count, c);
}

static err filed_walk(struct claim_walk *k, int64_t person, struct claim *c)
{
    struct claim_filed *list = NULL, *filed;
    const struct walk_row *row;
    size_t count = 0, room = 0;
    err e;

    while (!(e = row_of(k, SOURCE_FILED, person, &row)) && row) {
        if (!(filed = arena_grow(k->w->arena, &list, &count, &room, sizeof *filed)))
            return ERR_SYSTEM;
        *filed = row->filed;
        if ((e = cursor_step(k, SOURCE_FILED)))
            return e;
    }
    return e ? e : claim_filed_put(k->w, k->rules, list, count, c);
}

err claim_walk_to(struct claim_walk *k, int64_t person, struct claim *ret)
{
    struct claim c = {.legal = k->rules->legal, .legal_count = k->rules->legal_count};
    err e;

    if ((e = role_walk(k, person, &c)) || (e = own_orders_walk(k, person, &c)) ||
        (e = spans_walk(k, SOURCE_STAYS, person, &c.stays, &c.stay_count)) ||
        (e = filed_walk(k, person, &c)) ||
        (e = spans_walk(k, SOURCE_ENROLMENTS, person, &c.enrolments, &c.enrolment_count)) ||
        (e = siblings_walk(k, person, &c)))
        return e;
    *ret = c;
    return OK;
}
