/* One reading of a run's lines by unit, as a page, a spreadsheet and CSV. No personal column is opened for
 * it. */
#include "domain/payment/council_paper.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/month.h"
#include "domain/file/case_unit.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "domain/payment/payment_paper.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "render/xlsx.h"
#include "store/db.h"

#define SEPARATOR ';'
#define TOGETHER  "Njësi të tjera, së bashku"

static const char *const HEADINGS[] = {"Njësia administrative", "Përfitues", "Shuma (lekë të reja)"};
#define COLUMN_COUNT (sizeof HEADINGS / sizeof HEADINGS[0])

static int by_persons(const void *a, const void *b)
{
    const struct council_row *x = a, *y = b;

    return x->persons != y->persons ? (x->persons < y->persons ? -1 : 1) : strcmp(x->unit, y->unit);
}

static int by_name(const void *a, const void *b)
{
    const struct council_row *x = a, *y = b;

    return strcmp(x->unit, y->unit);
}

void council_rows_merge(struct council_row *list, size_t *count)
{
    struct council_row together = {0};
    const size_t n = *count;
    size_t merged = 0;

    if (n)
        qsort(list, n, sizeof *list, by_persons);
    /* Smallest first: those that are too small, and then as many as it takes. */
    while (merged < n &&
           (list[merged].persons < COUNCIL_UNIT_LEAST || (merged && together.persons < COUNCIL_UNIT_LEAST))) {
        together.persons += list[merged].persons;
        together.amount += list[merged++].amount;
    }
    *count = n - merged;
    if (merged == n)
        return;
    memmove(list, list + merged, *count * sizeof *list);
    qsort(list, *count, sizeof *list, by_name);
    if (merged)
        list[(*count)++] = together;
}

/* A person counts once, in the unit of her last line, where she lived at the end of the month. */
static const char SQL_UNITS[] =
    "SELECT u.name AS unit, count(*) AS persons, sum(x.amount) AS amount FROM (SELECT person_id, sum(amount) "
    "AS amount, "
    "max(n) AS last FROM payment_line WHERE run_id = :run AND kind = 'payment' GROUP BY person_id) x "
    "JOIN payment_line l ON l.run_id = :run AND l.n = x.last JOIN protection_order o ON o.id = l.order_id "
    "JOIN case_file f ON f.id = o.case_id JOIN unit u ON u.id = " UNIT_ON(
        "f", ":last") "GROUP BY u.id, u.name ORDER BY "
                      "u.name";
static const struct column UNIT_COLUMNS[] = {
    COLUMN_TEXT(struct council_row, unit),
    COLUMN_INT(struct council_row, persons),
    COLUMN_INT(struct council_row, amount),
};

static const char *decided_line(struct work *w, const char *body, const struct payment_decided *d)
{
    char day[DATE_TEXT];

    if (!d->number)
        return arena_format(w->arena, "%s: nr. ______, datë __________", body);
    return arena_format(w->arena, "%s: nr. %s, datë %s", body, d->number, date_format_sq(d->on, day));
}

static err head_write(struct work *w, struct council_paper *p)
{
    struct municipality m;
    char day[DATE_TEXT];
    const char *month = payment_month_words(w->arena, p->run.month);
    err e;

    if ((e = municipality_read(w, &m)))
        return e;
    p->head[0] =
        month ? arena_format(w->arena, "Ndihmë ekonomike – shumat sipas njësive administrative, %s", month)
              : NULL;
    p->head[1] = m.neutral_name;
    p->head[2] = decided_line(w, "Vendim i Këshillit Bashkiak", &p->run.decided[BODY_COUNCIL]);
    p->head[3] = decided_line(w, "Vendim i drejtorisë", &p->run.decided[BODY_DIRECTORATE]);
    p->head[4] = p->run.approved ? arena_format(w->arena, "Miratuar më %s",
                                                date_format_sq(instant_date(p->run.approved_at), day))
                                 : "PROJEKTLISTË – e pamiratuar, nuk vlen për pagesë";
    p->head[5] = "Shumat janë në lekë të reja. Njësitë me më pak se 5 përfitues paraqiten së bashku.";
    return p->head[0] && p->head[2] && p->head[3] && p->head[4] ? OK : ERR_SYSTEM;
}

static err paper_make(struct work *w, int64_t run, struct council_paper *p)
{
    err e;

    *p = (struct council_paper){0};
    if ((e = payment_run_read(w, run, &p->run)) || (e = head_write(w, p)) ||
        (e = rows_read(w, SQL_UNITS, BINDS(INT(":run", run), DATE(":last", month_last(p->run.month))),
                       COLUMNS(UNIT_COLUMNS), NULL, &p->rows, &p->row_count)))
        return e;
    for (size_t i = 0; i < p->row_count; i++)
        p->persons += p->rows[i].persons;
    if (p->persons && p->persons < COUNCIL_UNIT_LEAST)
        p->persons = -1;
    p->amount = p->run.to_pay.amount;
    p->one_off = p->run.one_off.amount;
    p->to_recover = p->run.to_recover.amount;
    council_rows_merge(p->rows, &p->row_count);
    return OK;
}

static err paper_log(struct work *w, int64_t run, const char *form)
{
    const struct audit_entry entry = {
        .what = "payment.council", .record = "payment_run", .record_id = run, .why = form};

    return audit_append(w, &entry);
}

/* Head, rows and sums from one picture of the register. */
static err paper_take(struct work *w, int64_t run, struct council_paper *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = paper_make(w, run, ret)))
        return e;
    return tx_commit(&tx);
}

err council_paper_read(struct work *w, int64_t run, struct council_paper *ret)
{
    struct council_paper p;
    err e;

    if ((e = paper_take(w, run, &p)) || (e = paper_log(w, run, "page")))
        return e;
    *ret = p;
    return OK;
}

/* What stands below the table. "" where there is none of it. */
static err foot_write(struct work *w, const struct council_paper *p, const char *ret[4])
{
    const char *persons = p->persons < 0 ? "më pak se 5" : arena_format(w->arena, "%" PRId64, p->persons);

    if (!persons)
        return ERR_SYSTEM;
    ret[0] = arena_format(w->arena, "Gjithsej: %s përfitues, shuma %" PRId64, persons, p->amount);
    ret[1] = arena_format(w->arena, "Prej saj pagesa njëherëshe: %" PRId64, p->one_off);
    ret[2] = arena_format(w->arena, "Shuma për t’u rikuperuar: %" PRId64, p->to_recover);
    ret[3] = NULL;
    return ret[0] && ret[1] && ret[2] ? OK : ERR_SYSTEM;
}

static err sheet_write(const struct council_paper *p, const char *const *foot, struct buf *out)
{
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    const struct xlsx_column columns[COLUMN_COUNT] = {{HEADINGS[0], XLSX_TEXT, 34, false},
                                                      {HEADINGS[1], XLSX_LEK, 12, false},
                                                      {HEADINGS[2], XLSX_LEK, 20, false}};
    const struct xlsx_sheet sheet = {.name = "Këshilli",
                                     .head = p->head,
                                     .columns = columns,
                                     .column_count = COLUMN_COUNT,
                                     .foot = foot,
                                     .rows = (int64_t)p->row_count,
                                     .created = p->run.approved ? p->run.approved_at : p->run.prepared_at};
    err e;

    if ((e = xlsx_open(&sheet, &x)))
        return e;
    for (size_t i = 0; i < p->row_count; i++) {
        const struct xlsx_cell cells[COLUMN_COUNT] = {{.text = p->rows[i].unit ? p->rows[i].unit : TOGETHER},
                                                      {.number = p->rows[i].persons},
                                                      {.number = p->rows[i].amount}};

        if ((e = xlsx_row(x, cells)))
            return e;
    }
    return xlsx_close(&x, out);
}

err council_paper_xlsx(struct work *w, int64_t run, struct buf *out)
{
    struct council_paper p;
    const char *foot[4];
    err e;

    if ((e = paper_take(w, run, &p)) || (e = foot_write(w, &p, foot)) || (e = sheet_write(&p, foot, out)))
        return e;
    return paper_log(w, run, "xlsx");
}

static void csv_line(struct buf *out, const char *text)
{
    csv_cell(out, SEPARATOR, true, text);
    csv_end_row(out);
}

err council_paper_csv(struct work *w, int64_t run, struct buf *out)
{
    struct council_paper p;
    const char *foot[4];
    err e;

    if ((e = paper_take(w, run, &p)) || (e = foot_write(w, &p, foot)))
        return e;
    csv_begin(out);
    for (const char *const *line = p.head; *line; line++)
        csv_line(out, *line);
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        csv_cell(out, SEPARATOR, i == 0, HEADINGS[i]);
    csv_end_row(out);
    for (size_t i = 0; i < p.row_count; i++) {
        csv_cell(out, SEPARATOR, true, p.rows[i].unit ? p.rows[i].unit : TOGETHER);
        buf_format(out, ";%" PRId64 ";%" PRId64, p.rows[i].persons, p.rows[i].amount);
        csv_end_row(out);
    }
    for (size_t i = 0; foot[i]; i++)
        csv_line(out, foot[i]);
    return (e = buf_err(out)) ? e : paper_log(w, run, "csv");
}
