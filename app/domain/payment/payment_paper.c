/* Three papers made by one reading of the lines. A name is opened only where its column is asked for, and it
 * is forgotten with its row: a list of a whole municipality never lies in memory. */
#include "domain/payment/payment_paper.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/payment/payment_event.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "store/db.h"

#define SEPARATOR  ';' /* spreadsheets here read the comma as the decimal point */
#define TALL       24  /* points: high enough to sign in */
#define WIDE       7   /* columns that fit on an upright page */
#define SHEET_NAME "Pagesat"

static const char *const MONTHS[] = {"janar",  "shkurt", "mars",    "prill", "maj",    "qershor",
                                     "korrik", "gusht",  "shtator", "tetor", "nëntor", "dhjetor"};
static const char *const SUM_LABELS[PAPER_SUMS] = {"Shuma për t’u paguar", "Shuma për t’u rikuperuar"};
static const char *const SIGN_LABELS[PAPER_SIGNS] = {"Përgatiti", "Miratoi", "Pagoi"};

static const struct {
    enum xlsx_kind kind;
    int width;
    /* Widths in characters, as spreadsheets count them. */
} LAYOUT[PAPER_COLUMNS] = {
    [PAPER_NR] = {XLSX_LEK, 6},
    [PAPER_SURNAME] = {XLSX_TEXT, 18},
    [PAPER_FIRST_NAME] = {XLSX_TEXT, 16},
    [PAPER_FATHER_NAME] = {XLSX_TEXT, 16},
    [PAPER_NID] = {XLSX_TEXT, 14},
    [PAPER_UNIT] = {XLSX_TEXT, 18},
    [PAPER_MONTH] = {XLSX_TEXT, 14},
    [PAPER_KIND] = {XLSX_TEXT, 9},
    [PAPER_AMOUNT] = {XLSX_LEK, 13},
    [PAPER_COLLECTED_ON] = {XLSX_DATE, 12},
    [PAPER_COLLECTED_BY] = {XLSX_TEXT, 22},
    [PAPER_SIGNATURE] = {XLSX_BLANK, 22},
    [PAPER_WAY] = {XLSX_TEXT, 12},
    [PAPER_ACCOUNT] = {XLSX_TEXT, 31},
    [PAPER_POST_OFFICE] = {XLSX_TEXT, 18},
    [PAPER_NOTES] = {XLSX_BLANK, 22},
};

const char *payment_month_words(struct arena *a, date month)
{
    int year, number, day;

    date_split(month, &year, &number, &day);
    return arena_format(a, "%s %d", MONTHS[number - 1], year);
}

static err head_write(struct work *w, struct paysheet *p)
{
    struct municipality m;
    const char *month = payment_month_words(w->arena, p->run.month);
    char day[DATE_TEXT];
    err e;

    if ((e = municipality_read(w, &m)))
        return e;
    p->head[0] = month ? arena_format(w->arena, "Lista e pagesave – ndihmë ekonomike, %s", month) : NULL;
    p->head[1] = m.neutral_name;
    p->head[2] = p->run.approved ? arena_format(w->arena, "Miratuar më %s",
                                                date_format_sq(instant_date(p->run.approved_at), day))
                                 : "PROJEKTLISTË – e pamiratuar, nuk vlen për pagesë";
    p->head[3] = "Shumat janë në lekë të reja.";
    return p->head[0] && p->head[2] ? OK : ERR_SYSTEM;
}

static void sums_fill(struct paysheet *p)
{
    const struct payment_run *r = &p->run;

    memcpy(p->sum_labels, SUM_LABELS, sizeof p->sum_labels);
    memcpy(p->sign_labels, SIGN_LABELS, sizeof p->sign_labels);
    /* Never one taken off the other: the one is counted out today, the other is still to come back. */
    p->sums[0] = r->to_pay.amount;
    p->sums[1] = r->to_recover.amount;
    p->sign_names[0] = r->prepared_by;
    p->sign_names[1] = r->approved_by;
    /* Whoever pays signs by hand, and is not known yet. */
    p->sign_names[2] = NULL;
}

static err paper_begin(struct work *w, int64_t run, struct paysheet *p)
{
    err e;

    *p = (struct paysheet){0};
    if ((e = payment_run_read(w, run, &p->run)) || (e = paper_columns_read(w, &p->columns)) ||
        (e = payment_ways_paid(w, &p->ways)) || (e = head_write(w, p)))
        return e;
    for (size_t i = 0; i < p->columns.count; i++) {
        enum paper_column c = p->columns.at[i];

        p->layout[i] = (struct xlsx_column){.heading = p->columns.headings[i],
                                            .kind = LAYOUT[c].kind,
                                            .width = LAYOUT[c].width,
                                            .sum = c == PAPER_AMOUNT};
    }
    sums_fill(p);
    return OK;
}

/* A line as it is read: the columns that are asked for, and no personal one that a sealed file hides. */
struct paper_line {
    int64_t n, person, amount, event;
    date month, collected_on;
    const char *unit, *first_name, *father_name, *surname, *nid;
    const char *one_off;      /* what is paid once, in neutral words; NULL: the month */
    const char *collected_by; /* of somebody else */
    enum collector collector; /* 0: not collected, or hidden */
    enum payment_outcome last;
    bool held; /* the coordinator asked to wait */
    int64_t way_id;
    enum payment_way way; /* 0: cash, or hidden */
    const char *account, *post_office;
};

/* p: the person where her file is open to the reader, else nothing. */
static const char SQL_LINES[] =
    "SELECT l.n, l.person_id, l.amount, l.month, CASE WHEN p.id IS NOT NULL THEN u.name END AS unit, "
    "CASE WHEN :first_name = 1 THEN p.first_name_sealed END AS first_name_sealed, "
    "CASE WHEN :father_name = 1 THEN p.father_name_sealed END AS father_name_sealed, "
    "CASE WHEN :surname = 1 THEN p.surname_sealed END AS surname_sealed, "
    "CASE WHEN :nid = 1 THEN p.nid_sealed END AS nid_sealed, e.id AS event, "
    "CASE WHEN e.collector IS NOT NULL THEN e.on_day END AS collected_on, " /* what came back was not
                                                                               collected */
    "CASE WHEN p.id IS NOT NULL THEN e.collector END AS collector, "
    "CASE WHEN p.id IS NOT NULL AND :collector = 1 THEN e.collector_name_sealed END AS "
    "collector_name_sealed, "
    "e.what, l.kind = 'payment' AND coalesce(e.what, '') <> 'paid' AND " COORDINATOR_HOLD(
        "l.person_id") "IS NOT NULL AS held, CASE WHEN p.id IS NOT NULL THEN wy.id END AS way_id, CASE WHEN "
                       "p.id IS NOT NULL THEN wy.way END AS way, "
                       "CASE WHEN p.id IS NOT NULL AND :account_wanted = 1 THEN wy.account_sealed END AS "
                       "account_sealed, CASE WHEN p.id IS NOT NULL AND "
                       ":post_wanted = 1 THEN wy.post_office_sealed END AS post_office_sealed, x.text AS "
                       "one_off FROM payment_line l LEFT JOIN one_off_rule x "
                       "ON x.id = l.one_off_id "
                       "LEFT JOIN payment_way wy ON wy.id = " PAYMENT_WAY_OF(
                           "l.person_id") "AND ((wy.way = 'post' AND :post = 1) OR (wy.way = 'bank' AND "
                                          ":bank = 1)) LEFT JOIN person p ON p.id = l.person_id AND (:named "
                                          "= 1 OR "
                                          "NOT " PERSON_CLOSED(
                                              "l.person_id") ") "
                                                             "JOIN protection_order o ON o.id = l.order_id "
                                                             "JOIN case_file f ON "
                                                             "f.id = o.case_id "
                                                             "JOIN unit u ON u.id = f.unit_id LEFT JOIN "
                                                             "payment_event e "
                                                             "ON e.id = " PAYMENT_EVENT_OF(
                                                                 "l") "WHERE l.run_id = :run AND l.n > "
                                                                      ":after ORDER BY l.n "
                                                                      "LIMIT :limit";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT(struct paper_line, n),
    COLUMN_INT_AS(struct paper_line, person, "person_id"),
    COLUMN_INT(struct paper_line, amount),
    COLUMN_DATE(struct paper_line, month),
    COLUMN_TEXT(struct paper_line, unit),
    COLUMN_SEALED(struct paper_line, first_name, "person", person),
    COLUMN_SEALED(struct paper_line, father_name, "person", person),
    COLUMN_SEALED(struct paper_line, surname, "person", person),
    COLUMN_SEALED(struct paper_line, nid, "person", person),
    COLUMN_INT(struct paper_line, event),
    COLUMN_DATE(struct paper_line, collected_on),
    COLUMN_WORD_OR_NULL(struct paper_line, collector, collector_parse),
    COLUMN_SEALED_AS(struct paper_line, collected_by, "payment_event", event, "collector_name_sealed",
                     "collector_name"),
    COLUMN_WORD_OR_NULL_AS(struct paper_line, last, payment_outcome_parse, "what"),
    COLUMN_BOOL(struct paper_line, held),
    COLUMN_INT(struct paper_line, way_id),
    COLUMN_WORD_OR_NULL(struct paper_line, way, payment_way_parse),
    COLUMN_SEALED(struct paper_line, account, "payment_way", way_id),
    COLUMN_SEALED(struct paper_line, post_office, "payment_way", way_id),
    COLUMN_TEXT(struct paper_line, one_off),
};

static bool column_wanted(const struct paysheet *p, enum paper_column c)
{
    for (size_t i = 0; i < p->columns.count; i++)
        if (p->columns.at[i] == c)
            return true;
    return false;
}

/* Nobody is paid without a name, so who pays by the list reads those of sealed files too; a draft pays
 * nobody, and who approves needs none. */
static bool sealed_named(const struct work *w, const struct paysheet *p)
{
    return p->run.approved && (w->actor.roles & R_AID_OFFICER);
}

static err lines_query(struct work *w, const struct paysheet *p, int64_t after, int64_t limit,
                       struct stmt **ret)
{
    return db_query(w->db, SQL_LINES,
                    BINDS(INT(":run", p->run.id), INT(":after", after), INT(":limit", limit),
                          INT(":named", sealed_named(w, p)), INT(":account", w->actor.account),
                          INT(":first_name", column_wanted(p, PAPER_FIRST_NAME)),
                          INT(":father_name", column_wanted(p, PAPER_FATHER_NAME)),
                          INT(":surname", column_wanted(p, PAPER_SURNAME)),
                          INT(":nid", column_wanted(p, PAPER_NID)),
                          INT(":collector", column_wanted(p, PAPER_COLLECTED_BY)),
                          INT(":account_wanted", column_wanted(p, PAPER_ACCOUNT)),
                          INT(":post_wanted", column_wanted(p, PAPER_POST_OFFICE)),
                          INT(":post", p->ways.post), INT(":bank", p->ways.bank)),
                    ret);
}

/* What is paid once says so also where it is taken back. */
static err kind_fill(struct work *w, const struct paper_line *l, struct xlsx_cell *ret)
{
    const char *what = l->amount < 0 ? "për t’u rikuperuar" : "pagesë";

    ret->text = !l->one_off     ? what
                : l->amount > 0 ? l->one_off
                                : arena_format(w->arena, "%s, %s", what, l->one_off);
    return ret->text ? OK : ERR_SYSTEM;
}

static err cell_fill(struct work *w, const struct paper_line *l, enum paper_column c, struct xlsx_cell *ret)
{
    switch (c) {
    case PAPER_NR:
        ret->number = l->n;
        return OK;
    case PAPER_AMOUNT:
        ret->number = l->amount;
        return OK;
    case PAPER_SURNAME:
        ret->text = l->surname;
        return OK;
    case PAPER_FIRST_NAME:
        ret->text = l->first_name;
        return OK;
    case PAPER_FATHER_NAME:
        ret->text = l->father_name;
        return OK;
    case PAPER_NID:
        ret->text = l->nid;
        return OK;
    case PAPER_UNIT:
        ret->text = l->unit;
        return OK;
    case PAPER_MONTH:
        return (ret->text = payment_month_words(w->arena, l->month)) ? OK : ERR_SYSTEM;
    case PAPER_KIND:
        return kind_fill(w, l, ret);
    case PAPER_WAY:
        ret->text = l->way == WAY_BANK ? "në bankë" : l->way == WAY_POST ? "me postë" : "në dorë";
        return OK;
    case PAPER_ACCOUNT:
        ret->text = l->account;
        return OK;
    case PAPER_POST_OFFICE:
        ret->text = l->post_office;
        return OK;
    case PAPER_COLLECTED_ON:
        ret->day = l->collected_on;
        return OK;
    case PAPER_COLLECTED_BY:
        ret->text = l->collector == COLLECTOR_SELF ? "vetë" : l->collected_by;
        return OK;
    default:
        return OK;
    }
}

/* Not now: instead of what would be signed or noted, or else behind the name, which every list has. It leaves
 * the office, so it says no more. */
static err hold_tell(struct work *w, const struct paysheet *p, struct paysheet_row *row)
{
    static const char CALL[] = "thirrni koordinatorin";
    static const enum paper_column PLACES[] = {PAPER_SIGNATURE, PAPER_COLLECTED_BY};
    const char *name;

    for (size_t place = 0; place < sizeof PLACES / sizeof *PLACES; place++)
        for (size_t i = 0; i < p->columns.count; i++)
            if (p->columns.at[i] == PLACES[place]) {
                row->cells[i].text = CALL;
                return OK;
            }
    for (size_t i = 0; i < p->columns.count; i++)
        if (p->columns.at[i] == PAPER_SURNAME) {
            name = row->cells[i].text ? row->cells[i].text : "";
            if (!(row->cells[i].text = arena_format(w->arena, "%s (%s)", name, CALL)))
                return ERR_SYSTEM;
        }
    return OK;
}

/* The next line as a row of the paper. */
static err paper_next(struct work *w, struct stmt *s, const struct paysheet *p, struct paysheet_row *ret,
                      bool *ret_more)
{
    struct paper_line line;
    err e;

    if ((e = row_next(w, s, COLUMNS(LINE_COLUMNS), &line, ret_more)) || !*ret_more)
        return e;
    *ret = (struct paysheet_row){.n = line.n, .last = line.last};
    for (size_t i = 0; !e && i < p->columns.count; i++)
        e = cell_fill(w, &line, p->columns.at[i], &ret->cells[i]);
    return !e && line.held && p->run.approved ? hold_tell(w, p, ret) : e;
}

/* Gives each row to `use`, then forgets it. */
static err rows_walk(struct work *w, const struct paysheet *p,
                     err (*use)(void *to, const struct paysheet_row *row), void *to)
{
    CLEANUP(arena_free) struct arena each = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct arena *kept = w->arena;
    struct paysheet_row row;
    bool more;
    err e;

    if ((e = lines_query(w, p, 0, INT64_MAX, &s)))
        return e;
    w->arena = &each;
    while (!(e = paper_next(w, s, p, &row, &more)) && more && !(e = use(to, &row)))
        arena_reset(&each);
    w->arena = kept;
    return e;
}

/* Every paper is logged, drafts too: each leaves the register with names on it. Logged once the reading is
 * done, because that transaction may only read. */
static err export_log(struct work *w, const struct paysheet *p, const char *form)
{
    const struct payment_run *r = &p->run;
    char why[80];
    const struct audit_entry entry = {
        .what = "payment.export", .record = "payment_run", .record_id = r->id, .why = why};

    snprintf(why, sizeof why, "%s%s, %" PRId64 " lines", form, r->approved ? "" : " (draft)",
             r->month_paid.lines + r->arrears.lines + r->reversals.lines);
    return audit_append(w, &entry);
}

static err sheet_row(void *to, const struct paysheet_row *row)
{
    return xlsx_row(to, row->cells);
}

/* The time in the file is that of the approval, so that the same run gives the same bytes. */
static err sheet_write(struct work *w, const struct paysheet *p, struct buf *out)
{
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    const struct xlsx_sum sums[PAPER_SUMS] = {{SUM_LABELS[0], XLSX_POSITIVE}, {SUM_LABELS[1], XLSX_NEGATIVE}};
    const char *foot[PAPER_SIGNS + 1] = {0};
    struct xlsx_sheet sheet = {.name = SHEET_NAME,
                               .head = p->head,
                               .columns = p->layout,
                               .column_count = p->columns.count,
                               .sums = sums,
                               .sum_count = PAPER_SUMS,
                               .foot = foot,
                               .landscape = p->columns.count > WIDE,
                               .rows = p->run.to_pay.lines + p->run.to_recover.lines,
                               .created = p->run.approved ? p->run.approved_at : p->run.prepared_at};
    err e;

    for (size_t i = 0; i < PAPER_SIGNS; i++)
        if (!(foot[i] = arena_format(w->arena, "%s: %s ____________________", p->sign_labels[i],
                                     p->sign_names[i] ? p->sign_names[i] : "")))
            return ERR_SYSTEM;
    for (size_t i = 0; i < p->columns.count; i++)
        sheet.row_height = p->columns.at[i] == PAPER_SIGNATURE ? TALL : sheet.row_height;
    if ((e = xlsx_open(&sheet, &x)) || (e = rows_walk(w, p, sheet_row, x)))
        return e;
    return xlsx_close(&x, out);
}

err payment_paper_xlsx(struct work *w, int64_t run, struct buf *out)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct paysheet p;
    err e;

    /* Head, lines and sums from one picture of the register: a list that is signed must add up. */
    if ((e = tx_begin_read(&tx, w->db)) || (e = paper_begin(w, run, &p)) || (e = sheet_write(w, &p, out)) ||
        (e = tx_commit(&tx)))
        return e;
    return export_log(w, &p, "xlsx");
}

struct csv_paper {
    const struct paysheet *paper;
    struct buf *out;
};

/* Not by csv_cell(): that guards against texts which a spreadsheet would run as formulas, and takes a leading
 * minus for one. */
static void csv_number(struct buf *out, bool first, int64_t number)
{
    buf_format(out, "%s%lld", first ? "" : ";", (long long)number);
}

static err csv_row_write(void *to, const struct paysheet_row *row)
{
    struct csv_paper *c = to;
    char day[DATE_TEXT];

    for (size_t i = 0; i < c->paper->columns.count; i++) {
        const struct xlsx_cell *cell = &row->cells[i];
        enum xlsx_kind kind = c->paper->layout[i].kind;

        if (kind == XLSX_LEK)
            csv_number(c->out, i == 0, cell->number);
        else
            csv_cell(c->out, SEPARATOR, i == 0,
                     kind != XLSX_DATE       ? cell->text
                     : date_known(cell->day) ? date_format_sq(cell->day, day)
                                             : NULL);
    }
    csv_end_row(c->out);
    return buf_err(c->out);
}

/* As in the spreadsheet: the label stands in the first column of texts, the sum under its column. */
static void csv_sum(const struct paysheet *p, size_t sum, struct buf *out)
{
    bool labelled = false;

    for (size_t i = 0; i < p->columns.count; i++) {
        bool label = !labelled && p->layout[i].kind == XLSX_TEXT;

        if (p->layout[i].sum)
            csv_number(out, i == 0, p->sums[sum]);
        else
            csv_cell(out, SEPARATOR, i == 0, label ? p->sum_labels[sum] : NULL);
        labelled |= label;
    }
    csv_end_row(out);
}

err payment_paper_csv(struct work *w, int64_t run, struct buf *out)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct paysheet p;
    struct csv_paper to = {&p, out};
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = paper_begin(w, run, &p)))
        return e;
    csv_begin(out);
    for (const char *const *line = p.head; *line; line++) {
        csv_cell(out, SEPARATOR, true, *line);
        csv_end_row(out);
    }
    for (size_t i = 0; i < p.columns.count; i++)
        csv_cell(out, SEPARATOR, i == 0, p.layout[i].heading);
    csv_end_row(out);
    if ((e = rows_walk(w, &p, csv_row_write, &to)))
        return e;
    for (size_t i = 0; i < PAPER_SUMS; i++)
        csv_sum(&p, i, out);
    if ((e = buf_err(out)) || (e = tx_commit(&tx)))
        return e;
    return export_log(w, &p, "csv");
}

static err page_rows(struct work *w, const struct paysheet *p, int64_t after, int limit,
                     struct paysheet_row **ret, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct paysheet_row *rows = NULL, *place, row;
    size_t count = 0, room = 0;
    bool more;
    err e;

    if ((e = lines_query(w, p, after, limit, &s)))
        return e;
    while (!(e = paper_next(w, s, p, &row, &more)) && more) {
        if (!(place = arena_grow(w->arena, &rows, &count, &room, sizeof *place)))
            return ERR_SYSTEM;
        *place = row;
    }
    if (e)
        return e;
    *ret = rows;
    *ret_count = count;
    return OK;
}

err payment_paper_page(struct work *w, int64_t run, int64_t after, int limit, struct paysheet *ret,
                       struct paysheet_row **ret_rows, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct paysheet_row *rows;
    struct paysheet p;
    size_t count;
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = paper_begin(w, run, &p)) ||
        (e = page_rows(w, &p, after, limit, &rows, &count)) || (e = tx_commit(&tx)) ||
        (e = export_log(w, &p, "page")))
        return e;
    *ret = p;
    *ret_rows = rows;
    *ret_count = count;
    return OK;
}
