/* What the pure core is asked with: orders with their acts, stays, applications, enrolments of one person.
 * Reads only and decides nothing. claim_walk.c does the same for everybody at once and must come to the
 * same. */
#include "domain/claim/claim.h"

#include "domain/claim/claim_naming.h"
#include "domain/claim/claim_row.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/law/application_state.h"
#include "domain/law/case_role.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] =
    "SELECT o.id, o.kind, p.registered FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "WHERE p.person_id = :person ORDER BY o.id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT_AS(struct claim_named, order.id, "id"),
    COLUMN_WORD_AS(struct claim_named, order.kind, order_kind_parse, "kind"),
    COLUMN_BOOL(struct claim_named, registered),
};
static const char SQL_CHANGES[] =
    "SELECT " CLAIM_CHANGE_SELECT " FROM " CLAIM_CHANGE_FROM " WHERE p.person_id = :person ORDER BY a.id";
static const struct column CHANGE_COLUMNS[] = {
    COLUMN_INT_AS(struct claim_change, order, "order_id"),
    COLUMN_INT_AS(struct claim_change, change.act, "act_id"),
    COLUMN_BOOL_AS(struct claim_change, change.in, "goes_in"),
};

static err order_protect(struct work *w, void *row)
{
    struct claim_named *n = row;

    return protection_load(w, n->order.id, &n->order.protection);
}

static err orders_load(struct work *w, int64_t person, struct claim *c)
{
    struct claim_change *changes;
    struct claim_named *named;
    size_t count, change_count;
    err e;

    if ((e = rows_read(w, SQL_ORDERS, BINDS(INT(":person", person)), COLUMNS(ORDER_COLUMNS), order_protect,
                       &named, &count)) ||
        (e = rows_read(w, SQL_CHANGES, BINDS(INT(":person", person)), COLUMNS(CHANGE_COLUMNS), NULL, &changes,
                       &change_count)))
        return e;
    return claim_orders_put(w, named, count, changes, change_count, c);
}

static const char SQL_STAYS[] =
    "SELECT from_day, until_day FROM stay WHERE person_id = :person AND voided_at IS NULL ORDER BY from_day";
static const char SQL_ENROLMENTS[] =
    "SELECT from_day, until_day FROM enrolment WHERE person_id = :person ORDER BY from_day";
static const struct column SPAN_COLUMNS[] = {
    COLUMN_DATE_AS(struct span, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct span, until, "until_day"),
};

static const char SQL_SIBLINGS[] =
    "SELECT " CLAIM_SIBLING_SELECT " FROM " CLAIM_SIBLING_FROM " WHERE e.person_id = :person "
    "ORDER BY e.from_day, e.id, x.id";
static const struct column SIBLING_COLUMNS[] = {
    COLUMN_INT_AS(struct claim_sibling, own.id, "own_id"),
    COLUMN_DATE_AS(struct claim_sibling, own.days.from, "own_from"),
    COLUMN_DATE_OPEN_AS(struct claim_sibling, own.days.until, "own_until"),
    COLUMN_INT_AS(struct claim_sibling, other.id, "other_id"),
    COLUMN_DATE_AS(struct claim_sibling, other.days.from, "other_from"),
    COLUMN_DATE_OPEN_AS(struct claim_sibling, other.days.until, "other_until"),
};

static err siblings_load(struct work *w, int64_t person, struct claim *c)
{
    struct claim_sibling *list;
    size_t count;
    err e = rows_read(w, SQL_SIBLINGS, BINDS(INT(":person", person)), COLUMNS(SIBLING_COLUMNS), NULL, &list,
                      &count);

    return e ? e : claim_siblings_put(w, list, count, c);
}

static const char SQL_FILED[] = "SELECT " CLAIM_FILED_SELECT " FROM " APPLICATION_STATES
                                " s WHERE person_id = :person ORDER BY filed_on, id";
static const struct column FILED_COLUMNS[] = {
    COLUMN_DATE_AS(struct claim_filed, payable.from, "filed_on"),
    COLUMN_DATE_OPEN_AS(struct claim_filed, payable.until, "withdrawn_on"),
    COLUMN_WORD(struct claim_filed, state, application_state_parse),
};

static err applications_load(struct work *w, int64_t person, const struct rules *rules, struct claim *c)
{
    struct claim_filed *filed;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_FILED, BINDS(INT(":person", person)), COLUMNS(FILED_COLUMNS), NULL, &filed,
                       &count)))
        return e;
    return claim_filed_put(w, rules, filed, count, c);
}

static const char SQL_ROLES[] =
    "SELECT c.role, " CLAIM_PROTECTED_FROM
    ", p.died_on, u.outside FROM case_person c JOIN person p ON p.id = c.person_id "
    "JOIN case_file f ON f.id = c.case_id JOIN unit u ON u.id = f.unit_id WHERE c.person_id = :person";
static const struct column ROLE_COLUMNS[] = {
    COLUMN_WORD(struct claim_role, role, case_role_parse),
    COLUMN_DATE(struct claim_role, protected_from),
    COLUMN_DATE(struct claim_role, died_on),
    COLUMN_BOOL(struct claim_role, outside),
};

static err person_load(struct work *w, int64_t person, struct claim *c)
{
    struct claim_role *files;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_ROLES, BINDS(INT(":person", person)), COLUMNS(ROLE_COLUMNS), NULL, &files,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        claim_role_take(&files[i], c);
    return count ? OK : refuse(w, ERR_ABSENT, "no_such_person", "", "There is no such person.");
}

/* Behind person_load. */
static err rest_load(struct work *w, int64_t person, const struct rules *rules, struct claim c,
                     struct claim *ret)
{
    struct span *stays, *enrolments;
    err e;

    if ((e = orders_load(w, person, &c)) ||
        (e = rows_read(w, SQL_STAYS, BINDS(INT(":person", person)), COLUMNS(SPAN_COLUMNS), NULL, &stays,
                       &c.stay_count)) ||
        (e = applications_load(w, person, rules, &c)) ||
        (e = rows_read(w, SQL_ENROLMENTS, BINDS(INT(":person", person)), COLUMNS(SPAN_COLUMNS), NULL,
                       &enrolments, &c.enrolment_count)) ||
        (e = siblings_load(w, person, &c)))
        return e;
    c.stays = stays;
    c.enrolments = enrolments;
    *ret = c;
    return OK;
}

err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret)
{
    struct claim c = {.legal = rules->legal, .legal_count = rules->legal_count};
    err e = person_load(w, person, &c);

    return e ? e : rest_load(w, person, rules, c, ret);
}

static const char SQL_HELD[] = "SELECT count(*) FROM ground_holder WHERE person_id = :person";

err claim_load_held(struct work *w, int64_t person, const struct rules *rules, struct claim *ret)
{
    struct claim c = {.legal = rules->legal, .legal_count = rules->legal_count};
    int64_t held;
    err e = person_load(w, person, &c);

    if (e == ERR_ABSENT) {
        if ((e = db_int(w->db, SQL_HELD, BINDS(INT(":person", person)), &held)))
            return e;
        if (!held)
            return ERR_ABSENT; /* the problem says so already */
        w->problem = (struct problem){0};
    }
    return e ? e : rest_load(w, person, rules, c, ret);
}
