/* What the pure core is asked with: rules, orders with their acts, stays, applications, enrolments of one
 * person. */
#include "domain/claim/claim.h"

#include "domain/claim/claim_row.h"
#include "domain/law/application_state.h"
#include "domain/law/case_role.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_BENEFITS[] =
    "SELECT id, service, source, umpmm, umm, um, needs_final, for_protected, for_dependants, "
    "needs_application, "
    "not_in_institution, needs_enrolment, amount, from_day, until_day FROM benefit_rule ORDER BY id";

static unsigned bits(struct stmt *s, int column, unsigned bit)
{
    return stmt_int(s, column) ? bit : 0;
}

static err benefit_read(struct work *w, struct stmt *s, void *row)
{
    struct benefit_rule *r = row;

    *r = (struct benefit_rule){
        .id = stmt_int(s, 0),
        .source = stmt_text_in(s, 2, w->arena),
        .kinds = bits(s, 3, ORDER_UMPMM) | bits(s, 4, ORDER_UMM) | bits(s, 5, ORDER_UM),
        .needs_final = stmt_int(s, 6) != 0,
        .who = bits(s, 7, ROLE_PROTECTED) | bits(s, 8, ROLE_DEPENDANT),
        .conditions =
            bits(s, 9, NEEDS_APPLICATION) | bits(s, 10, NOT_IN_INSTITUTION) | bits(s, 11, NEEDS_ENROLMENT),
        .amount = stmt_int(s, 12),
        .from = stmt_date(s, 13),
        .until = stmt_date_open(s, 14),
    };
    return service_parse(stmt_text(s, 1), &r->service) ? OK : ERR_CORRUPT;
}

static const char SQL_LEGAL[] = "SELECT name, value, source, from_day, until_day FROM legal_rule ORDER BY id";

static err legal_read(struct work *w, struct stmt *s, void *row)
{
    struct legal_rule *r = row;

    r->value = stmt_int(s, 1);
    r->source = stmt_text_in(s, 2, w->arena);
    r->from = stmt_date(s, 3);
    r->until = stmt_date_open(s, 4);
    return legal_number_parse(stmt_text(s, 0), &r->number) ? OK : ERR_CORRUPT;
}

err rules_load(struct work *w, struct rules *ret)
{
    struct rules rules = {0};
    err e;

    if ((e = rows_read(w, SQL_BENEFITS, NO_BINDS, sizeof *rules.benefits, benefit_read, &rules.benefits,
                       &rules.benefit_count)) ||
        (e = rows_read(w, SQL_LEGAL, NO_BINDS, sizeof *rules.legal, legal_read, &rules.legal,
                       &rules.legal_count)))
        return e;
    *ret = rules;
    return OK;
}

static const char SQL_ACTS[] = "SELECT " ACT_COLUMNS " FROM order_act a WHERE a.order_id = :id ORDER BY a.id";

err act_of_row(struct stmt *s, int first, struct act *ret)
{
    *ret = (struct act){
        .id = stmt_int(s, first),
        .on = stmt_date(s, first + 2),
        .at = stmt_int(s, first + 3),
        .start = stmt_date(s, first + 4),
        .end = stmt_int(s, first + 6) ? DATE_OPEN : stmt_date(s, first + 5),
        .effective = stmt_date(s, first + 7),
        .other_order = stmt_int(s, first + 8),
        .corrects = stmt_int(s, first + 9),
        .voids = stmt_int(s, first + 10) != 0,
    };
    return act_kind_parse(stmt_text(s, first + 1), &ret->kind) ? OK : ERR_CORRUPT;
}

static err act_read(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    return act_of_row(s, 0, row);
}

err acts_load(struct work *w, int64_t order, struct act **ret, size_t *ret_count)
{
    return rows_read(w, SQL_ACTS, BINDS(INT(":id", order)), sizeof **ret, act_read, ret, ret_count);
}

err protection_load(struct work *w, int64_t order, struct protection *ret)
{
    struct act *acts;
    size_t count;
    err e;

    if ((e = acts_load(w, order, &acts, &count)))
        return e;
    *ret = protection_of(acts, count);
    return OK;
}

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
    return rows_read(w, SQL_ORDERS, BINDS(INT(":person", person)), sizeof *c->orders, order_fill, &c->orders,
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
    return rows_read(w, sql, BINDS(INT(":person", person)), sizeof **ret, span_fill, ret, ret_count);
}

struct claim_filed claim_filed_of(struct stmt *s, int first)
{
    return (struct claim_filed){{stmt_date(s, first), stmt_date_open(s, first + 1)},
                                application_state_parse(stmt_text(s, first + 2))};
}

static err filed_fill(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    *(struct claim_filed *)row = claim_filed_of(s, 0);
    return OK;
}

/* Those of one state, as spans. */
static err payable_of(struct work *w, const struct claim_filed *filed, size_t count, unsigned state,
                      const struct span **ret, size_t *ret_count)
{
    struct span *spans = arena_array(w->arena, count + 1, sizeof *spans);
    size_t n = 0;

    if (!spans)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (filed[i].state == state)
            spans[n++] = filed[i].payable;
    *ret = spans;
    *ret_count = n;
    return OK;
}

err claim_filed_put(struct work *w, const struct rules *rules, struct claim_filed *filed, size_t count,
                    struct claim *c)
{
    err e;

    if (!count)
        return OK;
    for (size_t i = 0; i < count; i++) {
        date on = filed[i].payable.from;

        filed[i].payable.from = application_payable_from(
            on, (int)legal_value(rules->legal, rules->legal_count, LEGAL_APPLICATION_DAY, on));
    }
    if ((e = payable_of(w, filed, count, APPLICATION_GRANTED, &c->applications, &c->application_count)) ||
        (e = payable_of(w, filed, count, APPLICATION_OPEN, &c->open_applications,
                        &c->open_application_count)))
        return e;
    return payable_of(w, filed, count, APPLICATION_REFUSED, &c->refused_applications,
                      &c->refused_application_count);
}

static err applications_load(struct work *w, int64_t person, const struct rules *rules, struct claim *c)
{
    struct claim_filed *filed;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_APPLICATIONS, BINDS(INT(":person", person)), sizeof *filed, filed_fill, &filed,
                       &count)))
        return e;
    return claim_filed_put(w, rules, filed, count, c);
}

static const char SQL_ROLES[] = "SELECT c.role, p.died_on FROM case_person c JOIN person p ON p.id = "
                                "c.person_id WHERE c.person_id = :person";

err claim_role_take(struct stmt *s, int first, struct claim *c)
{
    enum case_role role;

    if (!case_role_parse(stmt_text(s, first), &role))
        return ERR_CORRUPT;
    if (c->role == 0 || role < c->role)
        c->role = role;
    c->deceased = !stmt_null(s, first + 1);
    c->died_on = stmt_date(s, first + 1);
    return OK;
}

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
