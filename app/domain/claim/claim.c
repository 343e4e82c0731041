/* What the pure core is asked with: orders with their acts, stays, applications, enrolments of one person. */
#include "domain/claim/claim.h"

#include "domain/claim/claim_row.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/law/application_state.h"
#include "domain/law/case_role.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] =
    "SELECT o.id, o.kind FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "WHERE p.person_id = :person ORDER BY o.id";

static err order_fill(struct work *w, struct stmt *s, void *row)
{
    struct covering_order *o = row;

    o->id = stmt_int(s, 0);
    return order_kind_parse(stmt_text(s, 1), &o->kind) ? protection_load(w, o->id, &o->protection)
                                                       : ERR_CORRUPT;
}

static err orders_load(struct work *w, int64_t person, struct claim *c)
{
    return rows_fill(w, SQL_ORDERS, BINDS(INT(":person", person)), sizeof *c->orders, order_fill, &c->orders,
                     &c->order_count);
}

static const char SQL_STAYS[] =
    "SELECT from_day, until_day FROM stay WHERE person_id = :person ORDER BY from_day";
static const char SQL_APPLICATIONS[] = "SELECT " CLAIM_FILED_COLUMNS "FROM " APPLICATION_STATES
                                       " s WHERE person_id = :person ORDER BY filed_on, id";
static const char SQL_ENROLMENTS[] =
    "SELECT from_day, until_day FROM enrolment WHERE person_id = :person ORDER BY from_day";

static err span_fill(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    *(struct span *)row = (struct span){stmt_date(s, 0), stmt_date_open(s, 1)};
    return OK;
}

static err spans_load(struct work *w, const char *sql, int64_t person, struct span **ret, size_t *ret_count)
{
    return rows_fill(w, sql, BINDS(INT(":person", person)), sizeof **ret, span_fill, ret, ret_count);
}

static err filed_fill(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    return claim_filed_take(s, 0, row);
}

static err applications_load(struct work *w, int64_t person, const struct rules *rules, struct claim *c)
{
    struct claim_filed *filed;
    size_t count;
    err e;

    if ((e = rows_fill(w, SQL_APPLICATIONS, BINDS(INT(":person", person)), sizeof *filed, filed_fill, &filed,
                       &count)))
        return e;
    return claim_filed_put(w, rules, filed, count, c);
}

static const char SQL_ROLES[] = "SELECT c.role, p.died_on FROM case_person c JOIN person p ON p.id = "
                                "c.person_id WHERE c.person_id = :person";

static err person_load(struct work *w, int64_t person, struct claim *c)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ROLES, BINDS(INT(":person", person)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row)
        if ((e = claim_role_take(s, 0, c)))
            return e;
    if (!e && c->role == 0)
        return refuse(w, ERR_ABSENT, "no_such_person", "", "no such person");
    return e;
}

err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret)
{
    struct span *stays, *enrolments;
    struct claim c = {0};
    err e;

    if ((e = person_load(w, person, &c)) || (e = orders_load(w, person, &c)) ||
        (e = spans_load(w, SQL_STAYS, person, &stays, &c.stay_count)) ||
        (e = applications_load(w, person, rules, &c)) ||
        (e = spans_load(w, SQL_ENROLMENTS, person, &enrolments, &c.enrolment_count)))
        return e;
    c.stays = stays;
    c.enrolments = enrolments;
    *ret = c;
    return OK;
}
