/* What is counted from needs both papers: an order that follows none, or whose receipt nobody has written
 * down, tells nothing. */
#include "domain/report/fact_term.h"

#include <stdlib.h>
#include <string.h>

#include "domain/claim/rules.h"
#include "domain/law/legal_number.h"
#include "domain/report/fact_order.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define HOURS_OF_A_DAY 24

struct papers {
    int64_t id;
    date received_on, before_on;
    const char *before_kind;
};
static const char SQL_PAPERS[] =
    "SELECT o.id, o.received_on, b.decision_date AS before_on, b.kind AS before_kind FROM protection_order o "
    "LEFT JOIN protection_order b ON b.id = o.follows_id ORDER BY o.id";
static const struct column PAPER_COLUMNS[] = {
    COLUMN_INT(struct papers, id),
    COLUMN_DATE(struct papers, received_on),
    COLUMN_DATE(struct papers, before_on),
    COLUMN_TEXT(struct papers, before_kind),
};

static int papers_compare(const void *id, const void *papers)
{
    const int64_t a = *(const int64_t *)id, b = ((const struct papers *)papers)->id;

    return a < b ? -1 : a > b;
}

static int64_t number(const struct rules *rules, enum legal_number n, date on)
{
    return legal_value(rules->legal, rules->legal_count, n, on);
}

static int64_t hours_days(int64_t hours)
{
    return (hours + HOURS_OF_A_DAY - 1) / HOURS_OF_A_DAY;
}

/* A day before the one it is counted from is a slip of the paper, and tells nothing either. */
static err term_add(struct fact_reading *r, const struct fact *order, const char *kind, date from, date until,
                    int64_t allowed)
{
    struct fact *f;

    if (!date_known(from) || !date_known(until) || until < from)
        return OK;
    if (!(f = fact_add(r, order->on, order->case_id)))
        return ERR_SYSTEM;
    f->who = order->who;
    f->value[BY_KIND] = kind;
    f->value[BY_COURT] = order->value[BY_COURT];
    f->amount = until - from;
    f->value[BY_OUTCOME] = f->amount <= allowed ? "kept" : "late";
    return OK;
}

static err order_terms_add(struct fact_reading *r, const struct rules *rules, const struct fact *order,
                           const struct papers *p)
{
    const char *kind = order->value[BY_KIND];
    err e = term_add(r, order, "copy", order->on, p->received_on,
                     hours_days(number(rules, LEGAL_COPIES_HOURS, order->on)));

    if (e || !p->before_kind)
        return e;
    if (!strcmp(kind, "UMM") && !strcmp(p->before_kind, "UMPMM"))
        return term_add(r, order, "umm", p->before_on, order->on,
                        hours_days(number(rules, LEGAL_POLICE_TO_COURT_HOURS, p->before_on) +
                                   number(rules, LEGAL_UMM_DECISION_HOURS, p->before_on)));
    if (!strcmp(kind, "UM") && !strcmp(p->before_kind, "UMM"))
        return term_add(r, order, "um", p->before_on, order->on,
                        number(rules, LEGAL_HEARING_DAYS, p->before_on));
    return OK;
}

static err terms_read(struct fact_reading *r)
{
    struct fact *orders;
    struct papers *papers;
    struct rules rules;
    size_t order_count, count;
    err e;

    if ((e = rules_load(r->w, &rules)) ||
        (e = fact_read(r->w, &FACT_ORDERS, r->from, r->until, r->wants, &orders, &order_count)) ||
        (e = rows_read(r->w, SQL_PAPERS, NO_BINDS, COLUMNS(PAPER_COLUMNS), NULL, &papers, &count)))
        return e;
    for (size_t i = 0; i < order_count && !e; i++) {
        const struct papers *p =
            count ? bsearch(&orders[i].who, papers, count, sizeof *papers, papers_compare) : NULL;

        e = p ? order_terms_add(r, &rules, &orders[i], p) : OK;
    }
    return e;
}

static const struct fact_dimension DIMENSIONS[] = {{BY_UNIT, "unit"}, {BY_MONTH, "month"}, {BY_KIND, NULL},
                                                   {BY_COURT, NULL},  {BY_OUTCOME, NULL},  {BY_FILE, NULL}};
const struct fact_noun FACT_TERMS = {.code = "terms",
                                     .text = "Afate të policisë e të gjykatave",
                                     .text_en = "Terms of police and courts",
                                     .source = "Regjistri i urdhrave të mbrojtjes",
                                     .amounts = "ditë",
                                     .amounts_en = "days",
                                     .dimensions = DIMENSIONS,
                                     .dimension_count = sizeof DIMENSIONS / sizeof DIMENSIONS[0],
                                     .read = terms_read};
