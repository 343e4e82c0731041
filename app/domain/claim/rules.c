/* The dated rules of the state and the municipality, as the pure core takes them. */
#include "domain/claim/rules.h"

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

    if ((e = rows_fill(w, SQL_BENEFITS, NO_BINDS, sizeof *rules.benefits, benefit_read, &rules.benefits,
                       &rules.benefit_count)) ||
        (e = rows_fill(w, SQL_LEGAL, NO_BINDS, sizeof *rules.legal, legal_read, &rules.legal,
                       &rules.legal_count)))
        return e;
    *ret = rules;
    return OK;
}
