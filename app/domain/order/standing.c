/* One moment of a file, derived as everything is: from acts and rules, and from the projection of cards. Two
 * such moments, before and after, are what a preview shows. */
#include "domain/order/standing.h"

#include "domain/card/card.h"
#include "domain/claim/claim.h"
#include "domain/claim/order_act.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ORDERS[] =
    "SELECT id, kind, number_sealed FROM protection_order WHERE case_id = :case ORDER BY decision_date, id";

static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT_AS(struct standing_order, order, "id"),
    COLUMN_WORD(struct standing_order, kind, order_kind_parse),
    COLUMN_SEALED(struct standing_order, number, "protection_order", order),
};

static err order_protect(struct work *w, void *row)
{
    struct standing_order *o = row;

    return protection_load(w, o->order, &o->protection);
}

static const char SQL_PERSONS[] =
    "SELECT c.person_id, c.role, p.first_name_sealed, p.surname_sealed FROM case_person c "
    "JOIN person p ON p.id = c.person_id WHERE c.case_id = :case AND c.role <> 'respondent' ORDER BY c.id";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT_AS(struct standing_person, person, "person_id"),
    COLUMN_WORD(struct standing_person, role, case_role_parse),
    COLUMN_SEALED(struct standing_person, first_name, "person", person),
    COLUMN_SEALED(struct standing_person, surname, "person", person),
};

/* The last unbroken days of all, where none lies ahead. */
static struct span days_of(const struct entitlement *spans, size_t count, date today)
{
    struct span days = {.from = DATE_NONE, .until = DATE_NONE};

    if (count && !entitlement_unbroken(spans, count, today, &days))
        entitlement_unbroken(spans, count, spans[count - 1].until, &days);
    return days;
}

/* For every service, also where there are no days: both moments must have the same shape. */
static err person_rights(struct work *w, const struct rules *rules, int64_t person,
                         struct standing_right *ret)
{
    struct entitlement *spans;
    struct claim c;
    size_t count;
    err e;

    if ((e = claim_load(w, person, rules, &c)))
        return e;
    for (size_t i = 0; i < SV_COUNT; i++) {
        if ((e = entitlement_spans(&c, rules->benefits, rules->benefit_count, SERVICES[i], w->arena, &spans,
                                   &count)))
            return e;
        ret[i] = (struct standing_right){
            .person = person, .service = SERVICES[i], .days = days_of(spans, count, w->today)};
    }
    return OK;
}

static err rights_load(struct work *w, int64_t case_id, struct standing *t)
{
    struct rules rules;
    err e;

    if ((e = rules_load(w, &rules)) ||
        (e = rows_read(w, SQL_PERSONS, BINDS(INT(":case", case_id)), COLUMNS(PERSON_COLUMNS), NULL,
                       &t->persons, &t->person_count)))
        return e;
    if (!(t->rights = arena_array(w->arena, t->person_count * SV_COUNT + 1, sizeof *t->rights)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < t->person_count; i++)
        if ((e = case_person_may_open(w, t->persons[i].person, case_id)) ||
            (e = person_rights(w, &rules, t->persons[i].person, &t->rights[i * SV_COUNT])))
            return e;
    t->right_count = t->person_count * SV_COUNT;
    return OK;
}

/* The row without a service is the card's own life: what lies open ends with it. */
static const char SQL_CARDS[] =
    "SELECT k.id, k.person_id, k.number_sealed, k.exp_day, k.closed_on IS NOT NULL AS closed, "
    "max(CASE WHEN s.until_day IS NULL OR s.until_day > o.until_day THEN o.until_day ELSE s.until_day END) "
    "AS good_until FROM card k JOIN case_person p ON p.person_id = k.person_id AND p.case_id = :case "
    "JOIN card_service o ON o.card_id = k.id AND o.service = '' "
    "JOIN card_service s ON s.card_id = k.id AND s.service <> '' "
    "WHERE k.revoked_at IS NULL GROUP BY k.id, k.person_id, k.number_sealed, k.exp_day, k.closed_on ORDER BY "
    "k.id";
static const struct column CARD_COLUMNS[] = {
    COLUMN_INT(struct standing_card, id),
    COLUMN_INT_AS(struct standing_card, person, "person_id"),
    COLUMN_SEALED(struct standing_card, number, "card", id),
    COLUMN_DATE(struct standing_card, exp_day),
    COLUMN_BOOL(struct standing_card, closed),
    COLUMN_DATE(struct standing_card, good_until),
};

static err number_print(struct work *w, void *row)
{
    struct standing_card *c = row;

    return card_number_show(w, &c->number);
}

err standing_load(struct work *w, int64_t case_id, struct standing *ret)
{
    struct standing t = {0};
    err e;

    if ((e = rows_read(w, SQL_ORDERS, BINDS(INT(":case", case_id)), COLUMNS(ORDER_COLUMNS), order_protect,
                       &t.orders, &t.order_count)) ||
        (e = rights_load(w, case_id, &t)) ||
        (e = rows_read(w, SQL_CARDS, BINDS(INT(":case", case_id)), COLUMNS(CARD_COLUMNS), number_print,
                       &t.cards, &t.card_count)))
        return e;
    *ret = t;
    return OK;
}

struct span standing_days(const struct standing *s, int64_t person, enum service service)
{
    for (size_t i = 0; i < s->right_count; i++)
        if (s->rights[i].person == person && s->rights[i].service == service)
            return s->rights[i].days;
    return (struct span){.from = DATE_NONE, .until = DATE_NONE};
}

const struct standing_person *standing_person_of(const struct standing *s, int64_t person)
{
    for (size_t i = 0; i < s->person_count; i++)
        if (s->persons[i].person == person)
            return &s->persons[i];
    return NULL;
}

const struct standing_card *standing_card_of(const struct standing *s, int64_t card)
{
    for (size_t i = 0; i < s->card_count; i++)
        if (s->cards[i].id == card)
            return &s->cards[i];
    return NULL;
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

/* What lies behind today has been used and does not change; only the days ahead are compared. */
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
