/* Orders are counted as all figures count them (decided_order.h), so that a report and the screen of the
 * figures never disagree. */
#include "domain/report/fact_order.h"

#include <stdlib.h>

#include "domain/statistics/decided_order.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct order_case {
    int64_t id, case_id;
    const char *issuer;
};
static const char SQL_CASES[] = "SELECT id, case_id FROM protection_order ORDER BY id";
static const struct column CASE_COLUMNS[] = {
    COLUMN_INT(struct order_case, id),
    COLUMN_INT(struct order_case, case_id),
};
/* Who issued an order is sealed: opened only where a report tells courts apart. */
static const char SQL_ISSUERS[] = "SELECT id, case_id, issuer_sealed FROM protection_order ORDER BY id";
static const struct column ISSUER_COLUMNS[] = {
    COLUMN_INT(struct order_case, id),
    COLUMN_INT(struct order_case, case_id),
    COLUMN_SEALED(struct order_case, issuer, "protection_order", id),
};

struct orders_told {
    struct decided_orders orders;
    struct order_case *cases; /* by id */
    size_t case_count;
};

static int case_compare(const void *id, const void *c)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct order_case *)c)->id;

    return a < b ? -1 : a > b;
}

static const struct order_case *case_of(const struct orders_told *t, int64_t order)
{
    return t->case_count ? bsearch(&order, t->cases, t->case_count, sizeof *t->cases, case_compare) : NULL;
}

static err orders_told_read(struct fact_reading *r, struct orders_told *ret)
{
    err e;

    if ((e = decided_orders_read(r->w, r->until, &ret->orders)))
        return e;
    if (WANTS(r, BY_COURT))
        return rows_read(r->w, SQL_ISSUERS, NO_BINDS, COLUMNS(ISSUER_COLUMNS), NULL, &ret->cases,
                         &ret->case_count);
    return rows_read(r->w, SQL_CASES, NO_BINDS, COLUMNS(CASE_COLUMNS), NULL, &ret->cases, &ret->case_count);
}

/* NULL: memory ran out. */
static struct fact *order_fact(struct fact_reading *r, const struct orders_told *t,
                               const struct decided_order *o)
{
    const struct order_case *c = case_of(t, o->id);
    struct fact *f = fact_add(r, o->decision_date, c ? c->case_id : 0);

    if (!f)
        return NULL;
    f->who = o->id;
    f->value[BY_KIND] = order_kind_name(o->kind);
    f->value[BY_COURT] = c ? c->issuer : NULL;
    return f;
}

/* Whether the order protects on some day of these; what lies within one gap is no such day. */
static bool in_force_within(const struct protection *p, date from, date until)
{
    const date first = p->from > from ? p->from : from;

    if (!p->granted || first > until)
        return false;
    for (size_t i = 0; i < p->gap_count; i++)
        if (p->gaps[i].until < until && p->gaps[i].until >= first &&
            protection_in_force(p, p->gaps[i].until + 1))
            return true;
    return protection_in_force(p, first);
}

/* Those of before the period are read only where they are told apart. */
static err orders_read(struct fact_reading *r)
{
    struct orders_told t = {0};
    err e = orders_told_read(r, &t);

    for (size_t i = 0; i < t.orders.count && !e; i++) {
        const struct decided_order *o = &t.orders.at[i];
        const bool earlier = o->decision_date < r->from;
        struct fact *f;

        if (earlier && (!WANTS(r, BY_PART) || !in_force_within(&o->protection, r->from, r->until)))
            continue;
        if (!(f = order_fact(r, &t, o)))
            return ERR_SYSTEM;
        f->value[BY_PART] = earlier ? "earlier" : "decided";
    }
    return e;
}

static const struct fact_dimension ORDER_DIMENSIONS[] = {{BY_UNIT, "unit"},       {BY_MONTH, "month"},
                                                         {BY_KIND, "order_kind"}, {BY_COURT, NULL},
                                                         {BY_FILE, NULL},         {BY_PART, "order_told"}};
const struct fact_noun FACT_ORDERS = {.code = "orders",
                                      .text = "Urdhra",
                                      .text_en = "Orders",
                                      .source = "Regjistri i urdhrave të mbrojtjes",
                                      .dimensions = ORDER_DIMENSIONS,
                                      .dimension_count = sizeof ORDER_DIMENSIONS / sizeof ORDER_DIMENSIONS[0],
                                      .read = orders_read};

struct lived {
    int64_t id;
    const char *sex;
    date birth_date;
};
static const char SQL_LIVED[] = "SELECT id, sex, birth_date_sealed FROM person WHERE id = :id";
static const struct column LIVED_COLUMNS[] = {
    COLUMN_INT(struct lived, id),
    COLUMN_TEXT(struct lived, sex),
    COLUMN_SEALED_DATE(struct lived, birth_date, "person", id),
};

/* The groups are those that calls and intakes tell (the list age_group). */
static const char *age_group(date birth, date on)
{
    if (!date_known(birth))
        return NULL;
    return on < date_add_months(birth, 18 * 12)   ? "child"
           : on < date_add_months(birth, 30 * 12) ? "young"
           : on < date_add_months(birth, 65 * 12) ? "adult"
                                                  : "old";
}

static err person_tell(struct fact_reading *r, int64_t person, struct fact *f)
{
    struct lived lived = {.birth_date = DATE_NONE};
    err e;

    f->who = person;
    if (!WANTS(r, BY_SEX) && !WANTS(r, BY_AGE))
        return OK;
    if ((e = row_read(r->w, SQL_LIVED, BINDS(INT(":id", person)), COLUMNS(LIVED_COLUMNS), &lived)))
        return e;
    f->value[BY_SEX] = lived.sex;
    f->value[BY_AGE] = age_group(lived.birth_date, f->on);
    return OK;
}

struct persons_walk {
    struct fact_reading *r;
    const struct orders_told *t;
    err e;
};

static void person_take(void *context, int64_t person, const struct decided_order *o)
{
    struct persons_walk *p = context;
    struct fact *f;

    if (p->e || o->decision_date < p->r->from)
        return;
    f = order_fact(p->r, p->t, o);
    p->e = f ? person_tell(p->r, person, f) : ERR_SYSTEM;
}

static err protected_read(struct fact_reading *r)
{
    struct orders_told t = {0};
    struct persons_walk p = {.r = r, .t = &t};
    err e;

    if ((e = orders_told_read(r, &t)) ||
        (e = decided_persons_walk(r->w, r->until, &t.orders, person_take, &p)))
        return e;
    return p.e;
}

static const struct fact_dimension PERSON_DIMENSIONS[] = {
    {BY_UNIT, "unit"}, {BY_MONTH, "month"},   {BY_KIND, "order_kind"}, {BY_COURT, NULL},
    {BY_SEX, "sex"},   {BY_AGE, "age_group"}, {BY_FILE, NULL}};
#define PERSONS                                                                                              \
    .source = "Regjistri i urdhrave të mbrojtjes", .dimensions = PERSON_DIMENSIONS,                          \
    .dimension_count = sizeof PERSON_DIMENSIONS / sizeof PERSON_DIMENSIONS[0]
const struct fact_noun FACT_PROTECTED = {.code = "protected",
                                         .text = "Persona të mbrojtur",
                                         .text_en = "Protected persons",
                                         PERSONS,
                                         .read = protected_read};

struct against {
    int64_t order_id, person_id;
};
static const char SQL_AGAINST[] =
    "SELECT order_id, person_id FROM order_respondent ORDER BY order_id, person_id";
static const struct column AGAINST_COLUMNS[] = {
    COLUMN_INT(struct against, order_id),
    COLUMN_INT(struct against, person_id),
};

static int decided_compare(const void *id, const void *order)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct decided_order *)order)->id;

    return a < b ? -1 : a > b;
}

static const struct decided_order *decided_find(const struct decided_orders *orders, int64_t id)
{
    return orders->count ? bsearch(&id, orders->at, orders->count, sizeof *orders->at, decided_compare)
                         : NULL;
}

static err respondents_read(struct fact_reading *r)
{
    struct orders_told t = {0};
    struct persons_walk p = {.r = r, .t = &t};
    struct against *list = NULL;
    size_t count = 0;
    err e;

    if ((e = orders_told_read(r, &t)) ||
        (e = rows_read(r->w, SQL_AGAINST, NO_BINDS, COLUMNS(AGAINST_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        const struct decided_order *o = decided_find(&t.orders, list[i].order_id);

        if (o)
            person_take(&p, list[i].person_id, o);
    }
    return p.e;
}

const struct fact_noun FACT_RESPONDENTS = {.code = "respondents",
                                           .text = "Dhunuesit kundër të cilëve janë urdhrat",
                                           .text_en = "Respondents",
                                           PERSONS,
                                           .read = respondents_read};
