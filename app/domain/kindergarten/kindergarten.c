/* The exempt days of a month: those on which a child is enrolled there and entitled by the rules, for the
 * books of the kindergarten and of the office. What is shown at the door stands in
 * card/kindergarten_child.c. */
#include "domain/kindergarten/kindergarten.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/month.h"
#include "domain/card/kindergarten_number.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/person.h"
#include "domain/file/person_hint.h"
#include "domain/kindergarten/closed_day.h"
#include "domain/kindergarten/kindergarten_fee.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "render/csv.h"
#include "render/xlsx.h"
#include "store/db.h"

struct enrolled {
    int64_t person, organisation;
    const char *organisation_name;
    bool creche;
    date from, until;
};

static const char SQL_ENROLLED[] =
    "SELECT e.person_id, e.organisation_id, o.name, coalesce(o.stage, '') = 'creche' AS creche, e.from_day, "
    "e.until_day FROM enrolment e "
    "JOIN organisation o ON o.id = e.organisation_id WHERE (:organisation = 0 OR o.id = :organisation) "
    "AND e.from_day <= :last AND (e.until_day IS NULL OR e.until_day >= :first) "
    "ORDER BY o.name, o.id, e.person_id, e.from_day";

static const struct column ENROLLED_COLUMNS[] = {
    COLUMN_INT_AS(struct enrolled, person, "person_id"),
    COLUMN_INT_AS(struct enrolled, organisation, "organisation_id"),
    COLUMN_TEXT_AS(struct enrolled, organisation_name, "name"),
    COLUMN_BOOL(struct enrolled, creche),
    COLUMN_DATE_AS(struct enrolled, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct enrolled, until, "until_day"),
};

/* The month that is being counted. */
struct month {
    struct span days;
    struct rules rules;
    struct closed_day *closed;
    size_t closed_count;
    struct exempt_days *list;
    size_t count, room;
};

static int64_t share_of(const struct because *because)
{
    return because->share ? because->share : FEE_WHOLE;
}

/* Adds days that have one fee. Where they follow the last row without a gap they lengthen it: for the
 * kindergarten a change of fee is no interruption, another part of it is. */
static err days_add(struct work *w, struct month *m, const struct enrolled *e, struct span days,
                    const struct because *because)
{
    struct exempt_days *row = m->count ? &m->list[m->count - 1] : NULL;
    const int64_t charged = charged_days(m->closed, m->closed_count, e->organisation, days);
    const int64_t share = share_of(because);

    if (!row || row->person != e->person || row->organisation != e->organisation ||
        row->until + 1 != days.from || row->share != share) {
        if (!(row = arena_grow(w->arena, &m->list, &m->count, &m->room, sizeof *row)))
            return ERR_SYSTEM;
        *row = (struct exempt_days){.organisation = e->organisation,
                                    .organisation_name = e->organisation_name,
                                    .person = e->person,
                                    .share = share,
                                    .from = days.from};
    }
    row->until = days.until;
    row->days += charged;
    row->sum += kindergarten_fee(because, e->creche, charged,
                                 charged_days(m->closed, m->closed_count, e->organisation, m->days));
    row->unstated += kindergarten_fee_stated(because, e->creche) ? 0 : charged;
    return OK;
}

/* When food there costs a child less, whole or in part. */
static err rights_read(struct work *w, const struct month *m, int64_t person, struct entitlement **ret,
                       size_t *ret_count)
{
    struct claim claim;
    err e = claim_load(w, person, &m->rules, &claim);

    return e ? e
             : entitlement_spans(&claim, m->rules.benefits, m->rules.benefit_count, SV_KINDERGARTEN, w->arena,
                                 ret, ret_count);
}

static err enrolment_count(struct work *w, struct month *m, const struct enrolled *at)
{
    const struct span enrolled = {.from = at->from, .until = at->until};
    struct entitlement *spans;
    size_t count;
    err e;

    if ((e = rights_read(w, m, at->person, &spans, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        const struct span free = {.from = spans[i].from, .until = spans[i].until};
        const struct span days = span_common(free, span_common(enrolled, m->days));

        if (days.from <= days.until && (e = days_add(w, m, at, days, &spans[i].because)))
            return e;
    }
    return OK;
}

/* Of one kindergarten; organisation 0: of all. */
static err month_count(struct work *w, int64_t organisation, date first, struct month *m)
{
    struct enrolled *enrolled;
    size_t count;
    err e;

    *m = (struct month){.days = {first, month_last(first)}};
    if ((e = rules_load(w, &m->rules)) ||
        (e = closed_day_list(w, m->days.from, m->days.until, &m->closed, &m->closed_count)) ||
        (e = rows_read(w, SQL_ENROLLED,
                       BINDS(INT(":organisation", organisation), DATE(":first", m->days.from),
                             DATE(":last", m->days.until)),
                       COLUMNS(ENROLLED_COLUMNS), NULL, &enrolled, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = enrolment_count(w, m, &enrolled[i])))
            return e;
    return OK;
}

/* A child is named to a kindergarten by its hint, here as on the card, and the number that it has there. */
static err hints_read(struct work *w, struct month *m)
{
    char hint[CARD_HINT_MAX + 1];
    err e;

    for (size_t i = 0; i < m->count; i++) {
        if ((e = person_hint_read(w, m->list[i].person, hint)) ||
            (e = kindergarten_number_read(w, m->list[i].person, m->list[i].organisation, &m->list[i].number)))
            return e;
        if (!(m->list[i].hint = arena_text(w->arena, hint)))
            return ERR_SYSTEM;
    }
    return OK;
}

/* From today to the last day with the same part, whatever rule or order it goes by. false: there is none. */
static bool part_now(const struct entitlement *spans, size_t count, date today, struct exempt_days *row)
{
    bool now = false;

    for (size_t i = 0; i < count; i++) {
        const struct entitlement *s = &spans[i];

        if (!now && s->from <= today && s->until >= today) {
            row->share = share_of(&s->because);
            row->until = s->until;
            now = true;
        } else if (now && row->until != DATE_OPEN && s->from == row->until + 1 &&
                   s->because.share == row->share) {
            row->until = s->until;
        }
    }
    return now && row->share < FEE_WHOLE;
}

static err part_add(struct work *w, struct month *m, const struct enrolled *at)
{
    struct exempt_days row = {.organisation = at->organisation,
                              .organisation_name = at->organisation_name,
                              .person = at->person,
                              .from = w->today};
    struct exempt_days *place;
    struct entitlement *spans;
    size_t count;
    err e;

    if ((e = rights_read(w, m, at->person, &spans, &count)) || !part_now(spans, count, w->today, &row))
        return e;
    if (!(place = arena_grow(w->arena, &m->list, &m->count, &m->room, sizeof *place)))
        return ERR_SYSTEM;
    *place = row;
    if (at->until < place->until)
        place->until = at->until;
    return OK;
}

static int by_hint(const void *a, const void *b)
{
    const struct exempt_days *one = a, *other = b;
    const int order = strcmp(one->hint, other->hint);

    return order ? order : (one->number > other->number) - (one->number < other->number);
}

err kindergarten_in_part(struct work *w, int64_t organisation, struct exempt_days **ret, size_t *ret_count)
{
    struct month m = {.days = {w->today, w->today}};
    struct enrolled *enrolled;
    size_t count;
    err e;

    if ((e = rules_load(w, &m.rules)) ||
        (e = rows_read(
             w, SQL_ENROLLED,
             BINDS(INT(":organisation", organisation), DATE(":first", w->today), DATE(":last", w->today)),
             COLUMNS(ENROLLED_COLUMNS), NULL, &enrolled, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = part_add(w, &m, &enrolled[i])))
            return e;
    if ((e = hints_read(w, &m)))
        return e;
    if (m.count)
        qsort(m.list, m.count, sizeof *m.list, by_hint);
    *ret = m.list;
    *ret_count = m.count;
    return OK;
}

err kindergarten_month(struct work *w, int64_t organisation, date month, struct exempt_days **ret,
                       size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "kindergarten.month", .record = "organisation", .record_id = organisation};
    struct month m;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = month_count(w, organisation, month, &m)) ||
        (e = hints_read(w, &m)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = m.list;
    *ret_count = m.count;
    return OK;
}

static void row_write(struct buf *out, const struct exempt_days *d)
{
    char from[DATE_TEXT], until[DATE_TEXT], days[24], share[24], number[24] = "";

    snprintf(days, sizeof days, "%" PRId64, d->days);
    snprintf(share, sizeof share, "%" PRId64, d->share);
    if (d->number)
        snprintf(number, sizeof number, "%" PRId64, d->number);
    csv_cell(out, ';', true, d->hint);
    csv_cell(out, ';', false, number);
    csv_cell(out, ';', false, date_format_sq(d->from, from));
    csv_cell(out, ';', false, date_format_sq(d->until, until));
    csv_cell(out, ';', false, days);
    csv_cell(out, ';', false, share);
    csv_end_row(out);
}

enum month_column {
    COLUMN_HINT,
    COLUMN_NUMBER,
    COLUMN_FROM,
    COLUMN_UNTIL,
    COLUMN_DAYS,
    COLUMN_SHARE,
    COLUMNS_OF_MONTH
};
static const struct xlsx_column MONTH_COLUMNS[COLUMNS_OF_MONTH] = {
    [COLUMN_HINT] = {"Fëmija", XLSX_TEXT, 16, false},
    [COLUMN_NUMBER] = {"Numri", XLSX_TEXT, 10, false},
    [COLUMN_FROM] = {"Nga", XLSX_DATE, 12, false},
    [COLUMN_UNTIL] = {"Deri më", XLSX_DATE, 12, false},
    [COLUMN_DAYS] = {"Ditë", XLSX_LEK, 8, true},
    [COLUMN_SHARE] = {"Përjashtimi (%)", XLSX_LEK, 15, false},
};

/* As Excel in Albania opens it: a byte order mark, and cells apart by semicolons. */
err kindergarten_month_csv(struct work *w, int64_t organisation, date month, struct buf *ret)
{
    struct exempt_days *list;
    size_t count;
    err e;

    if ((e = kindergarten_month(w, organisation, month, &list, &count)))
        return e;
    csv_begin(ret);
    for (size_t i = 0; i < COLUMNS_OF_MONTH; i++)
        csv_cell(ret, ';', i == 0, MONTH_COLUMNS[i].heading);
    csv_end_row(ret);
    for (size_t i = 0; i < count; i++)
        row_write(ret, &list[i]);
    return buf_err(ret);
}

static err sheet_row(struct work *w, struct xlsx *x, const struct exempt_days *d)
{
    const char *number = d->number ? arena_format(w->arena, "%" PRId64, d->number) : "";
    const struct xlsx_cell cells[COLUMNS_OF_MONTH] = {
        [COLUMN_HINT] = {.text = d->hint},   [COLUMN_NUMBER] = {.text = number},
        [COLUMN_FROM] = {.day = d->from},    [COLUMN_UNTIL] = {.day = d->until},
        [COLUMN_DAYS] = {.number = d->days}, [COLUMN_SHARE] = {.number = d->share},
    };

    return number ? xlsx_row(x, cells) : ERR_SYSTEM;
}

err kindergarten_month_xlsx(struct work *w, int64_t organisation, date month, struct buf *ret)
{
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    static const struct xlsx_sum SUMS[] = {{"Gjithsej", XLSX_ALL}};
    char name[sizeof "2026-03"];
    const char *head[] = {"Ditët me përjashtim nga tarifa ushqimore", name, NULL};
    struct xlsx_sheet sheet = {.name = "Lista",
                               .head = head,
                               .columns = MONTH_COLUMNS,
                               .column_count = COLUMNS_OF_MONTH,
                               .sums = SUMS,
                               .sum_count = 1,
                               .created = w->now};
    struct exempt_days *list;
    char day[DATE_TEXT];
    size_t count;
    err e;

    snprintf(name, sizeof name, "%.7s", date_format(month, day));
    if ((e = kindergarten_month(w, organisation, month, &list, &count)))
        return e;
    sheet.rows = (int64_t)count;
    if ((e = xlsx_open(&sheet, &x)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = sheet_row(w, x, &list[i])))
            return e;
    return xlsx_close(&x, ret);
}

/* Rows of one kindergarten stand together, and within them those of one child, so both are counted by
 * comparing with the row before. */
static err fees_add(struct work *w, const struct month *m, struct fees_waived **list, size_t *count)
{
    size_t room = 0;

    for (size_t i = 0; i < m->count; i++) {
        const struct exempt_days *d = &m->list[i];
        struct fees_waived *f = *count ? &(*list)[*count - 1] : NULL;

        if (!f || f->organisation != d->organisation) {
            if (!(f = arena_grow(w->arena, list, count, &room, sizeof *f)))
                return ERR_SYSTEM;
            *f = (struct fees_waived){.organisation = d->organisation, .name = d->organisation_name};
        }
        f->children += !f->children || m->list[i - 1].person != d->person;
        f->days += d->days;
        f->sum += d->sum;
        f->unstated += d->unstated;
    }
    return OK;
}

err kindergarten_fees(struct work *w, date month, struct fees_waived **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "kindergarten.fees", .record = "organisation"};
    struct fees_waived *list = NULL;
    size_t count = 0;
    struct month m;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = month_count(w, 0, month, &m)) ||
        (e = fees_add(w, &m, &list, &count)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
