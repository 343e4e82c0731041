/* What the pure core is asked with: rules, orders with their acts, stays, applications, enrolments of one
 * person. */
#include "domain/claim.h"

#include "domain/case_file.h"
#include "domain/rows.h"
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

static const char SQL_ACTS[] =
    "SELECT id, kind, on_day, at, start_day, end_day, end_open, effective_day, other_order_id, "
    "corrects_id, voids FROM order_act WHERE order_id = :id ORDER BY id";

static err act_read(struct work *w, struct stmt *s, void *row)
{
    struct act *a = row;

    (void)w;
    *a = (struct act){
        .id = stmt_int(s, 0),
        .on = stmt_date(s, 2),
        .at = stmt_int(s, 3),
        .start = stmt_date(s, 4),
        .end = stmt_int(s, 6) ? DATE_OPEN : stmt_date(s, 5),
        .effective = stmt_date(s, 7),
        .other_order = stmt_int(s, 8),
        .corrects = stmt_int(s, 9),
        .voids = stmt_int(s, 10) != 0,
    };
    return act_kind_parse(stmt_text(s, 1), &a->kind) ? OK : ERR_CORRUPT;
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
static const char SQL_APPLICATIONS[] =
    "SELECT filed_on, withdrawn_on FROM application WHERE person_id = :person ORDER BY filed_on";
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

static const char SQL_ROLES[] = "SELECT role FROM case_person WHERE person_id = :person";

static err role_load(struct work *w, int64_t person, enum case_role *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    enum case_role role, strongest = 0;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ROLES, BINDS(INT(":person", person)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if (!case_role_parse(stmt_text(s, 0), &role))
            return ERR_CORRUPT;
        if (strongest == 0 || role < strongest)
            strongest = role;
    }
    if (!e && strongest == 0)
        return refuse(w, ERR_ABSENT, "no_such_person", "", "no such person");
    *ret = strongest;
    return e;
}

err claim_load(struct work *w, int64_t person, const struct rules *rules, struct claim *ret)
{
    struct span *stays, *applications, *enrolments;
    struct claim c = {0};
    err e;

    if ((e = role_load(w, person, &c.role)) || (e = orders_load(w, person, &c)) ||
        (e = spans_load(w, SQL_STAYS, person, &stays, &c.stay_count)) ||
        (e = spans_load(w, SQL_APPLICATIONS, person, &applications, &c.application_count)) ||
        (e = spans_load(w, SQL_ENROLMENTS, person, &enrolments, &c.enrolment_count)))
        return e;
    for (size_t i = 0; applications && i < c.application_count; i++) {
        date filed = applications[i].from;

        applications[i].from = application_payable_from(
            filed, (int)legal_value(rules->legal, rules->legal_count, LEGAL_APPLICATION_DAY, filed));
    }
    c.stays = stays;
    c.applications = applications;
    c.enrolments = enrolments;
    *ret = c;
    return OK;
}
