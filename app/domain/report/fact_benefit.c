/* What was spent, from the places from which the budget takes it (payment/budget.h). */
#include "domain/report/fact_benefit.h"

#include "base/month.h"
#include "domain/kindergarten/kindergarten_fee.h"
#include "domain/payment/transport_fee.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct paid {
    date month;
    int64_t person_id, case_id, amount;
};
static const char SQL_PAID[] =
    "SELECT r.month, l.person_id, coalesce(o.case_id, 0) AS case_id, l.amount FROM payment_line l "
    "JOIN payment_run r ON r.id = l.run_id LEFT JOIN protection_order o ON o.id = l.order_id "
    "WHERE r.state = 'approved' AND r.month >= :from AND r.month <= :until ORDER BY l.run_id, l.n";
static const struct column PAID_COLUMNS[] = {
    COLUMN_DATE(struct paid, month),
    COLUMN_INT(struct paid, person_id),
    COLUMN_INT(struct paid, case_id),
    COLUMN_INT(struct paid, amount),
};

static err payments_read(struct fact_reading *r)
{
    struct paid *list;
    size_t count;
    err e;

    if ((e = rows_read(r->w, SQL_PAID, BINDS(DATE(":from", r->from), DATE(":until", r->until)),
                       COLUMNS(PAID_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        struct fact *f = fact_add(r, list[i].month, list[i].case_id);

        if (!f)
            return ERR_SYSTEM;
        f->who = list[i].person_id;
        f->amount = list[i].amount;
        f->weight = list[i].amount > 0; /* what is taken back is no payment more */
        f->value[BY_SERVICE] = "payment";
    }
    return OK;
}

struct certificates {
    date on_day;
    int64_t count, sum;
};
static const char SQL_CERTIFICATES[] =
    "SELECT on_day, sum(count - undone) AS count, sum(sum - undone_sum) AS sum FROM certificate_count "
    "WHERE on_day >= :from AND on_day <= :until GROUP BY on_day ORDER BY on_day";
static const struct column CERTIFICATE_COLUMNS[] = {
    COLUMN_DATE(struct certificates, on_day),
    COLUMN_INT(struct certificates, count),
    COLUMN_INT(struct certificates, sum),
};

static err certificates_read(struct fact_reading *r)
{
    struct certificates *list;
    size_t count;
    err e;

    if ((e = rows_read(r->w, SQL_CERTIFICATES, BINDS(DATE(":from", r->from), DATE(":until", r->until)),
                       COLUMNS(CERTIFICATE_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        struct fact *f = fact_add(r, list[i].on_day, 0);

        if (!f)
            return ERR_SYSTEM;
        f->weight = list[i].count;
        f->amount = list[i].sum;
        f->value[BY_SERVICE] = "documents";
    }
    return OK;
}

/* The sum of a month: nobody is told by it. */
static err sum_add(struct fact_reading *r, date month, const char *service, int64_t sum, bool known)
{
    struct fact *f;

    if (month < r->from || month_last(month) > r->until)
        return OK;
    if (!(f = fact_add(r, month, 0)))
        return ERR_SYSTEM;
    f->weight = 0;
    f->amount = sum;
    f->no_amount = !known;
    f->value[BY_SERVICE] = service;
    return OK;
}

static err year_read(struct fact_reading *r, int year)
{
    int64_t fees[TRANSPORT_MONTHS] = {0}, unstated = 0;
    struct transport_fees t = {0};
    err e;

    if ((e = kindergarten_fees_sums(r->w, date_make(year, 1, 1), TRANSPORT_MONTHS, fees, &unstated)) ||
        (e = transport_fees_sums(r->w, year, &t)))
        return e;
    for (int i = 0; i < TRANSPORT_MONTHS && !e; i++) {
        const date month = date_make(year, i + 1, 1);

        if ((e = sum_add(r, month, "kindergarten", fees[i], !unstated)) ||
            (e = sum_add(r, month, "transport", t.sums[i], !t.untold && !t.parts && !t.unstated)))
            return e;
    }
    return e;
}

static err benefits_read(struct fact_reading *r)
{
    err e;

    if ((e = payments_read(r)) || (e = certificates_read(r)))
        return e;
    for (int year = date_year(r->from); year <= date_year(r->until) && !e; year++)
        e = year_read(r, year);
    return e;
}

static const struct fact_dimension BENEFIT_DIMENSIONS[] = {
    {BY_SERVICE, "service"}, {BY_UNIT, "unit"}, {BY_MONTH, "month"}, {BY_FILE, NULL}};
const struct fact_noun FACT_BENEFITS = {.code = "benefits",
                                        .text = "Pagesa dhe përjashtime",
                                        .text_en = "Payments and exemptions",
                                        .source = "Listat e miratuara të pagesës; sportelet; kopshtet",
                                        .amounts = "lekë",
                                        .amounts_en = "lekë",
                                        .dimensions = BENEFIT_DIMENSIONS,
                                        .dimension_count =
                                            sizeof BENEFIT_DIMENSIONS / sizeof BENEFIT_DIMENSIONS[0],
                                        .read = benefits_read};
