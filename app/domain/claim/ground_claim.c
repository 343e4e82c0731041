/* Most people have no such ground: then the rules are not read. */
#include "domain/claim/ground_claim.h"

#include "domain/law/entitlement.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_GROUNDS[] =
    "SELECT g.kind, g.from_day, g.until_day FROM ground_holder h JOIN ground g ON g.holder_id = h.id "
    "WHERE h.person_id = :person ORDER BY g.id";
static const struct column GROUND_COLUMNS[] = {
    COLUMN_TEXT(struct ground_span, kind),
    COLUMN_DATE_AS(struct ground_span, days.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct ground_span, days.until, "until_day"),
};

static const char SQL_RULES[] =
    "SELECT id, kind, service, source, from_day, until_day FROM ground_rule ORDER BY id";
static const struct column RULE_COLUMNS[] = {
    COLUMN_INT(struct ground_rule, id),
    COLUMN_TEXT(struct ground_rule, kind),
    COLUMN_WORD(struct ground_rule, service, service_parse),
    COLUMN_TEXT(struct ground_rule, source),
    COLUMN_DATE_AS(struct ground_rule, days.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct ground_rule, days.until, "until_day"),
};

err ground_rules_load(struct work *w, struct ground_rule **ret, size_t *ret_count)
{
    return rows_read(w, SQL_RULES, NO_BINDS, COLUMNS(RULE_COLUMNS), NULL, ret, ret_count);
}

err ground_claim_load(struct work *w, int64_t person, const struct claim *claim, struct ground_claim *ret)
{
    struct ground_claim c = {.enrolments = claim->enrolments,
                             .enrolment_count = claim->enrolment_count,
                             .deceased = claim->deceased,
                             .died_on = claim->died_on};
    struct ground_span *grounds;
    struct ground_rule *rules;
    err e;

    if ((e = rows_read(w, SQL_GROUNDS, BINDS(INT(":person", person)), COLUMNS(GROUND_COLUMNS), NULL, &grounds,
                       &c.ground_count)))
        return e;
    if (c.ground_count) {
        if ((e = ground_rules_load(w, &rules, &c.rule_count)))
            return e;
        c.grounds = grounds;
        c.rules = rules;
    }
    *ret = c;
    return OK;
}
