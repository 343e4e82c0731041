/* What was spent is read from approved runs; what is expected comes from the computation that makes a run,
 * asked for the months to come. So the budget and the next run never disagree. */
#include "domain/payment/budget.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/month.h"
#include "domain/claim/rules.h"
#include "domain/kindergarten/kindergarten_fee.h"
#include "domain/office/audit.h"
#include "domain/payment/municipal_service.h"
#include "domain/payment/payment_compute.h"
#include "domain/payment/right_fee.h"
#include "domain/payment/transport_fee.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

static const struct {
    const char *name, *heading;
} SERVICES_OF[BUDGET_SERVICES] = {
    [BUDGET_PAYMENT] = {"payment", "Pagesa mujore"},
    [BUDGET_KINDERGARTEN] = {"kindergarten", "Përjashtim nga tarifa ushqimore"},
    [BUDGET_DOCUMENTS] = {"documents", "Përjashtim nga tarifa për dokumente e vërtetime"},
    [BUDGET_TRANSPORT] = {"transport", "Transport publik falas"},
    [BUDGET_MUNICIPAL] = {"municipal", "Shërbime të tjera të bashkisë"},
};

const char *budget_service_name(enum budget_service s)
{
    return SERVICES_OF[s].name;
}

/* 0 to 11 within the year of the budget, -1 in any other. */
static int month_index(const struct budget *b, date month)
{
    int year, number, day;

    date_split(month, &year, &number, &day);
    return year == b->year ? number - 1 : -1;
}

/* What was spent in a month. */
struct spent {
    date month;
    int64_t amount, recover;
};

static const char SQL_PAID[] =
    "SELECT r.month, coalesce(sum(CASE WHEN l.amount > 0 THEN l.amount END), 0) AS amount, "
    "coalesce(-sum(CASE WHEN l.amount < 0 THEN l.amount END), 0) AS recover FROM payment_run r "
    "LEFT JOIN payment_line l ON l.run_id = r.id "
    "WHERE r.state = 'approved' AND r.month BETWEEN :first AND :last GROUP BY r.month";
static const char SQL_CERTIFICATES[] = "SELECT substr(on_day, 1, 7) || '-01' AS month, sum(sum - undone_sum) "
                                       "AS amount, 0 AS recover FROM certificate_count "
                                       "WHERE on_day BETWEEN :first AND :last GROUP BY substr(on_day, 1, 7)";
static const struct column SPENT_COLUMNS[] = {
    COLUMN_DATE(struct spent, month),
    COLUMN_INT(struct spent, amount),
    COLUMN_INT(struct spent, recover),
};

static err spent_read(struct work *w, struct budget *b, enum budget_service service, const char *sql)
{
    struct spent *list;
    size_t count;
    err e;

    if ((e = rows_read(w, sql,
                       BINDS(DATE(":first", date_make(b->year, 1, 1)),
                             DATE(":last", date_make(b->year, BUDGET_MONTHS, 31))),
                       COLUMNS(SPENT_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        struct budget_sum *sum = &b->months[month_index(b, list[i].month)][service];

        sum->spent = list[i].amount;
        sum->recover = list[i].recover;
    }
    return OK;
}

struct expecting {
    struct budget *budget;
    date next; /* the first month that has no approved run */
};

/* Corrections of months that have been paid are paid out with the next run, so they are expected in its
 * month. */
static err line_expect(void *context, const struct computed_line *line)
{
    struct expecting *x = context;
    int at = month_index(x->budget, line->month < x->next ? x->next : line->month);

    if (at < 0)
        return OK;
    if (line->kind == PAYMENT)
        x->budget->months[at][BUDGET_PAYMENT].expected += line->amount;
    else
        x->budget->months[at][BUDGET_PAYMENT].recover -= line->amount;
    return OK;
}

static err payments_expect(struct work *w, struct budget *b)
{
    const date last = date_make(b->year, BUDGET_MONTHS, 1), now = month_first(w->today);
    struct expecting x = {.budget = b};
    const struct payment_sink sink = {.context = &x, .line = line_expect};
    date newest;
    err e;

    if ((e = payment_newest(w, &newest)))
        return e;
    x.next = newest == DATE_NONE ? now : date_add_months(newest, 1);
    return last < x.next ? OK : payment_forecast(w, now, last, &sink);
}

/* A month that is over is spent, one under way is expected: fees are waived as days go by, and nobody
 * approves them. */
static void waived_set(const struct work *w, struct budget *b, enum budget_service service,
                       const int64_t sums[BUDGET_MONTHS])
{
    for (int i = 0; i < BUDGET_MONTHS; i++) {
        struct budget_sum *sum = &b->months[i][service];
        const date next = date_add_months(date_make(b->year, i + 1, 1), 1);

        *(next <= w->today ? &sum->spent : &sum->expected) = sums[i];
    }
}

static err kindergartens_count(struct work *w, struct budget *b)
{
    int64_t sums[BUDGET_MONTHS] = {0};
    err e = kindergarten_fees_sums(w, date_make(b->year, 1, 1), BUDGET_MONTHS, sums, &b->unstated);

    if (!e)
        waived_set(w, b, BUDGET_KINDERGARTEN, sums);
    return e;
}

static err transport_count(struct work *w, struct budget *b)
{
    struct transport_fees t;
    err e = transport_fees_sums(w, b->year, &t);

    if (e)
        return e;
    waived_set(w, b, BUDGET_TRANSPORT, t.sums);
    b->untold = t.untold;
    b->ride_parts = t.parts;
    b->fare_unstated = t.unstated;
    return OK;
}

static err municipal_count(struct work *w, struct budget *b)
{
    int64_t sums[BUDGET_MONTHS];
    err e = municipal_services_sums(w, b->year, sums, &b->services);

    if (!e)
        waived_set(w, b, BUDGET_MUNICIPAL, sums);
    return e;
}

/* A desk notes what it gave free of charge; a part of the fee is on no card, so it notes none of those. */
static err certificate_parts_find(struct work *w, struct budget *b)
{
    struct rules rules;
    err e = rules_load(w, &rules);

    if (!e)
        b->certificate_parts = right_fee_parts(&rules, SV_DOCUMENTS, b->year) != 0;
    return e;
}

/* Sums of sums, so that the table always adds up. */
static void totals_count(struct budget *b)
{
    for (int i = 0; i < BUDGET_MONTHS; i++)
        for (enum budget_service s = 0; s < BUDGET_SERVICES; s++) {
            b->total[s].spent += b->months[i][s].spent;
            b->total[s].recover += b->months[i][s].recover;
            b->total[s].expected += b->months[i][s].expected;
        }
}

/* One picture: what is spent and what is expected must not come from two states of the register. */
static err budget_make(struct work *w, int year, struct budget *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct budget b = {.year = year};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = spent_read(w, &b, BUDGET_PAYMENT, SQL_PAID)) ||
        (e = spent_read(w, &b, BUDGET_DOCUMENTS, SQL_CERTIFICATES)) || (e = certificate_parts_find(w, &b)) ||
        (e = kindergartens_count(w, &b)) || (e = transport_count(w, &b)) || (e = municipal_count(w, &b)) ||
        (e = payments_expect(w, &b)) || (e = tx_commit(&tx)))
        return e;
    totals_count(&b);
    *ret = b;
    return OK;
}

static err budget_log(struct work *w, const char *what, int year)
{
    char why[12];
    const struct audit_entry entry = {.what = what, .record = "budget", .why = why};

    snprintf(why, sizeof why, "%d", year);
    return audit_append(w, &entry);
}

err budget_read(struct work *w, int year, struct budget *ret)
{
    struct budget b;
    err e;

    if ((e = budget_make(w, year, &b)) || (e = budget_log(w, "budget.read", year)))
        return e;
    *ret = b;
    return OK;
}

static void sum_write(struct buf *out, const char *month, enum budget_service s, const struct budget_sum *sum)
{
    csv_cell(out, ';', true, month);
    csv_cell(out, ';', false, SERVICES_OF[s].heading);
    buf_format(out, ";%" PRId64 ";%" PRId64 ";", sum->spent, sum->recover);
    if (s != BUDGET_DOCUMENTS)
        buf_format(out, "%" PRId64, sum->expected);
    csv_end_row(out);
}

/* What the sums do not have. */
static void notes_write(struct buf *out, const struct budget *b)
{
    if (b->unstated)
        buf_format(out,
                   "Tarifa e çerdhes ose e kopshtit nuk është shënuar për %" PRId64
                   " ditë fëmijësh: ky përjashtim nuk është në shumë\r\n",
                   b->unstated);
    if (b->untold)
        buf_format(out, "Udhëtimet e %" PRId64 " muajve nuk tregohen: kanë kartë më pak se %d persona\r\n",
                   b->untold, TRANSPORT_LEAST);
    if (b->fare_unstated)
        buf_text(out, "Çmimi i transportit nuk është shënuar: përjashtimi i tij nuk është në shumë\r\n");
    if (b->ride_parts)
        buf_text(out, "Udhëtimet me ulje nuk numërohen: ulja për udhëtim nuk është në shumë\r\n");
    if (b->certificate_parts)
        buf_text(out, "Vërtetimet me ulje nuk numërohen: ulja e tyre nuk është në shumë\r\n");
    if (b->services)
        buf_format(out,
                   "Tarifa nuk është shënuar për %" PRId64
                   " shërbime të tjera të bashkisë: ato nuk janë në shumë\r\n",
                   b->services);
}

static void table_write(struct buf *out, const struct budget *b)
{
    char month[24];

    csv_begin(out);
    buf_format(out, "Buxheti %d – vetëm për zyrën e ndihmës ekonomike dhe drejtorin\r\n", b->year);
    buf_text(out, "Muaji;Shërbimi;Shpenzuar (lekë të reja);Për t’u rikuperuar (lekë të reja);Pritet (lekë të "
                  "reja)\r\n");
    for (int i = 0; i < BUDGET_MONTHS; i++) {
        snprintf(month, sizeof month, "%02d.%04d", i + 1, b->year);
        for (enum budget_service s = 0; s < BUDGET_SERVICES; s++)
            sum_write(out, month, s, &b->months[i][s]);
    }
    for (enum budget_service s = 0; s < BUDGET_SERVICES; s++)
        sum_write(out, "Gjithsej", s, &b->total[s]);
    notes_write(out, b);
}

err budget_csv(struct work *w, int year, struct buf *out)
{
    struct budget b;
    err e;

    if ((e = budget_make(w, year, &b)))
        return e;
    table_write(out, &b);
    return (e = buf_err(out)) ? e : budget_log(w, "budget.export", year);
}
