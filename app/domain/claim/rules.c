/* The dated rules of the state and the municipality, as the pure core takes them: all of them, also those
 * that are over or not yet begun, because questions are asked about any day. */
#include "domain/claim/rules.h"

#include "base/month.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct benefit_row {
    struct benefit_rule rule;
    bool umpmm, umm, um, for_protected, for_dependants; /* the sets of the rule, bit by bit */
    bool needs_application, not_in_institution, needs_enrolment, needs_sibling, needs_residence;
};

static const char SQL_BENEFITS[] =
    "SELECT id, service, source, umpmm, umm, um, needs_final, for_protected, for_dependants, "
    "needs_application, not_in_institution, needs_enrolment, needs_sibling, needs_residence, amount, unit, "
    "share, share_dependant, share_sibling, amount_creche, "
    "from_day, until_day "
    "FROM benefit_rule WHERE voided_at IS NULL ORDER BY id";
static const struct column BENEFIT_COLUMNS[] = {
    COLUMN_INT_AS(struct benefit_row, rule.id, "id"),
    COLUMN_WORD_AS(struct benefit_row, rule.service, service_parse, "service"),
    COLUMN_TEXT_AS(struct benefit_row, rule.source, "source"),
    COLUMN_BOOL(struct benefit_row, umpmm),
    COLUMN_BOOL(struct benefit_row, umm),
    COLUMN_BOOL(struct benefit_row, um),
    COLUMN_BOOL_AS(struct benefit_row, rule.needs_final, "needs_final"),
    COLUMN_BOOL(struct benefit_row, for_protected),
    COLUMN_BOOL(struct benefit_row, for_dependants),
    COLUMN_BOOL(struct benefit_row, needs_application),
    COLUMN_BOOL(struct benefit_row, not_in_institution),
    COLUMN_BOOL(struct benefit_row, needs_enrolment),
    COLUMN_BOOL(struct benefit_row, needs_sibling),
    COLUMN_BOOL(struct benefit_row, needs_residence),
    COLUMN_INT_AS(struct benefit_row, rule.amount, "amount"),
    COLUMN_WORD_AS(struct benefit_row, rule.unit, fee_unit_parse, "unit"),
    COLUMN_INT_AS(struct benefit_row, rule.share, "share"),
    COLUMN_INT_AS(struct benefit_row, rule.share_dependant, "share_dependant"),
    COLUMN_INT_AS(struct benefit_row, rule.share_sibling, "share_sibling"),
    COLUMN_INT_AS(struct benefit_row, rule.amount_creche, "amount_creche"),
    COLUMN_DATE_AS(struct benefit_row, rule.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct benefit_row, rule.until, "until_day"),
};

static unsigned bit_if(bool is, unsigned bit)
{
    return is ? bit : 0;
}

/* Sets are columns in the database, so that its checks can speak of them, and bits in the core. */
static struct benefit_rule benefit_of(const struct benefit_row *row)
{
    struct benefit_rule r = row->rule;

    r.kinds = bit_if(row->umpmm, ORDER_UMPMM) | bit_if(row->umm, ORDER_UMM) | bit_if(row->um, ORDER_UM);
    r.who = bit_if(row->for_protected, ROLE_PROTECTED) | bit_if(row->for_dependants, ROLE_DEPENDANT);
    r.conditions = bit_if(row->needs_application, NEEDS_APPLICATION) |
                   bit_if(row->not_in_institution, NOT_IN_INSTITUTION) |
                   bit_if(row->needs_enrolment, NEEDS_ENROLMENT) | bit_if(row->needs_sibling, NEEDS_SIBLING) |
                   bit_if(row->needs_residence, NEEDS_RESIDENCE);
    return r;
}

static err benefits_load(struct work *w, struct rules *rules)
{
    struct benefit_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_BENEFITS, NO_BINDS, COLUMNS(BENEFIT_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(rules->benefits = arena_array(w->arena, count + 1, sizeof *rules->benefits)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        rules->benefits[i] = benefit_of(&rows[i]);
    rules->benefit_count = count;
    return OK;
}

static const char SQL_LEGAL[] =
    "SELECT name, value, source, from_day, until_day FROM legal_rule WHERE voided_at IS NULL ORDER BY id";
static const struct column LEGAL_COLUMNS[] = {
    COLUMN_WORD_AS(struct legal_rule, number, legal_number_parse, "name"),
    COLUMN_INT(struct legal_rule, value),
    COLUMN_TEXT(struct legal_rule, source),
    COLUMN_DATE_AS(struct legal_rule, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct legal_rule, until, "until_day"),
};

static const char SQL_HOLIDAYS[] =
    "SELECT kind, month, day, on_day, from_day, until_day FROM holiday ORDER BY id";
static const struct column HOLIDAY_COLUMNS[] = {
    COLUMN_WORD(struct holiday, kind, holiday_kind_parse),
    COLUMN_INT(struct holiday, month),
    COLUMN_INT(struct holiday, day),
    COLUMN_DATE_AS(struct holiday, on, "on_day"),
    COLUMN_DATE_AS(struct holiday, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct holiday, until, "until_day"),
};

err rules_load(struct work *w, struct rules *ret)
{
    struct rules rules = {0};
    err e;

    if ((e = benefits_load(w, &rules)) ||
        (e = rows_read(w, SQL_LEGAL, NO_BINDS, COLUMNS(LEGAL_COLUMNS), NULL, &rules.legal,
                       &rules.legal_count)) ||
        (e = rows_read(w, SQL_HOLIDAYS, NO_BINDS, COLUMNS(HOLIDAY_COLUMNS), NULL, &rules.holidays,
                       &rules.holiday_count)))
        return e;
    *ret = rules;
    return OK;
}

date rules_filing_day(const struct rules *rules, date day)
{
    date month = month_first(day), last;
    int64_t number;

    if (!date_known(day))
        return day;
    number = legal_value(rules->legal, rules->legal_count, LEGAL_APPLICATION_DAY, day);
    last = month + (date)number - 1;
    if (last > month_last(month))
        last = month_last(month);
    if (legal_value(rules->legal, rules->legal_count, LEGAL_APPLICATION_DAY_SHIFT, day))
        last = working_day_from(rules->holidays, rules->holiday_count, last);
    return last;
}

date rules_payable_from(const struct rules *rules, date filed_on)
{
    return application_payable_from(filed_on, rules_filing_day(rules, filed_on));
}
