/* One moment of a file, read as everything else is derived: from acts and rules, and the projection of cards.
 */
#include "domain/order/standing.h"

#include "base/text.h"
#include "domain/claim/claim.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] =
    "SELECT id, kind, number FROM protection_order WHERE case_id = :case ORDER BY decision_date, id";

static err order_fill(struct work *w, struct stmt *s, void *row)
{
    struct standing_order *o = row;

    o->order = stmt_int(s, 0);
    o->number = stmt_text_in(s, 2, w->arena);
    return order_kind_parse(stmt_text(s, 1), &o->kind) ? protection_load(w, o->order, &o->protection)
                                                       : ERR_CORRUPT;
}

static const char SQL_PERSONS[] =
    "SELECT person_id FROM case_person WHERE case_id = :case AND role <> 'respondent' ORDER BY id";

/* The last unbroken days of all, where none lies ahead. */
static struct span days_of(const struct entitlement *runs, size_t count, date today)
{
    struct span days = {DATE_NONE, DATE_NONE};

    if (count && !entitlement_stretch(runs, count, today, &days))
        entitlement_stretch(runs, count, runs[count - 1].until, &days);
    return days;
}

static err person_rights(struct work *w, const struct rules *rules, int64_t person,
                         struct standing_right *ret)
{
    struct entitlement *runs;
    struct claim c;
    size_t count;
    err e;

    if ((e = claim_load(w, person, rules, &c)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        if ((e = entitlement_runs(&c, rules->benefits, rules->benefit_count, SERVICES[i], w->arena, &runs,
                                  &count)))
            return e;
        ret[i] = (struct standing_right){person, SERVICES[i], days_of(runs, count, w->today)};
    }
    return OK;
}

static err rights_load(struct work *w, int64_t case_id, struct standing *t)
{
    struct rules rules;
    int64_t *persons;
    size_t count;
    err e;

    if ((e = rules_load(w, &rules)) ||
        (e = rows_ids(w, SQL_PERSONS, BINDS(INT(":case", case_id)), &persons, &count)))
        return e;
    if (!(t->rights = arena_array(w->arena, count * SV_COUNT + 1, sizeof *t->rights)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = case_person_may_open(w, persons[i], case_id)) ||
            (e = person_rights(w, &rules, persons[i], &t->rights[i * SV_COUNT])))
            return e;
    t->right_count = count * SV_COUNT;
    return OK;
}

/* What lies open ends with the card's life, that is with its own row. */
static const char SQL_CARDS[] =
    "SELECT k.id, k.person_id, k.number, k.exp_day, k.closed_on IS NOT NULL, "
    "max(CASE WHEN s.until_day IS NULL OR s.until_day > o.until_day THEN o.until_day ELSE s.until_day END) "
    "FROM card k JOIN case_person p ON p.person_id = k.person_id AND p.case_id = :case "
    "JOIN card_service o ON o.digest = k.digest AND o.service = '' "
    "JOIN card_service s ON s.digest = k.digest AND s.service <> '' "
    "WHERE k.revoked_at IS NULL GROUP BY k.id, k.person_id, k.number, k.exp_day, k.closed_on ORDER BY k.id";

static err card_fill(struct work *w, struct stmt *s, void *row)
{
    struct standing_card *c = row;
    uint8_t cti[CARD_CTI_SIZE];

    (void)w;
    c->id = stmt_int(s, 0);
    c->person = stmt_int(s, 1);
    c->exp_day = stmt_date(s, 3);
    c->closed = stmt_int(s, 4) != 0;
    c->good_until = stmt_date(s, 5);
    if (card_number_parse(stmt_text(s, 2), cti))
        return ERR_CORRUPT;
    card_number_format(cti, c->number);
    return OK;
}

err standing_load(struct work *w, int64_t case_id, struct standing *ret)
{
    struct standing t = {0};
    err e;

    if ((e = rows_fill(w, SQL_ORDERS, BINDS(INT(":case", case_id)), sizeof *t.orders, order_fill, &t.orders,
                       &t.order_count)) ||
        (e = rights_load(w, case_id, &t)) ||
        (e = rows_fill(w, SQL_CARDS, BINDS(INT(":case", case_id)), sizeof *t.cards, card_fill, &t.cards,
                       &t.card_count)))
        return e;
    *ret = t;
    return OK;
}

const char *standing_change_name(enum standing_change c)
{
    static const char *const NAMES[] = {[STANDS] = "same",
                                        [BEGINS] = "begins",
                                        [ENDS] = "ends",
                                        [SHORTENED] = "shortened",
                                        [EXTENDED] = "extended"};

    return NAMES[c];
}

enum standing_change standing_change_of(const struct span *before, const struct span *after, date today)
{
    bool had = before->from != DATE_NONE && before->until >= today;
    bool has = after->from != DATE_NONE && after->until >= today;

    if (!had || !has)
        return has ? BEGINS : had ? ENDS : STANDS;
    if (after->until != before->until)
        return after->until < before->until ? SHORTENED : EXTENDED;
    if (after->from == before->from || (after->from <= today && before->from <= today))
        return STANDS;
    return after->from > before->from ? SHORTENED : EXTENDED;
}
