/* Holidays as the administrator keeps them, and what they do to the last day of filing. */
#include "domain/payment/holiday_rule.h"

#include "base/month.h"
#include "domain/claim/rules.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define BAJRAMS_OF_YEAR  2  /* at least: a year of the moon is shorter, so one can fall twice */
#define ASKED_FROM_MONTH 10 /* the calendar of the next year is announced in autumn */

static const char SQL_LIST[] =
    "SELECT id, kind, month, day, on_day, name, source, from_day, until_day FROM holiday "
    "ORDER BY kind = 'announced', on_day, month, day, id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct holiday_rule, id),
    COLUMN_WORD_AS(struct holiday_rule, holiday.kind, holiday_kind_parse, "kind"),
    COLUMN_INT_AS(struct holiday_rule, holiday.month, "month"),
    COLUMN_INT_AS(struct holiday_rule, holiday.day, "day"),
    COLUMN_DATE_AS(struct holiday_rule, holiday.on, "on_day"),
    COLUMN_TEXT(struct holiday_rule, name),
    COLUMN_TEXT(struct holiday_rule, source),
    COLUMN_DATE_AS(struct holiday_rule, holiday.from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct holiday_rule, holiday.until, "until_day"),
};

err holiday_rule_list(struct work *w, struct holiday_rule **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_TWICE[] = "SELECT count(*) FROM holiday WHERE on_day = :on";

static err day_check(struct work *w, date on)
{
    int64_t count;
    err e;

    if (on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day is needed.");
    if ((e = db_int(w->db, SQL_TWICE, BINDS(DATE(":on", on)), &count)) || !count)
        return e;
    return refuse(w, ERR_CONFLICT, "already_holiday", "on", "This day is a holiday already.");
}

static err holiday_check(struct work *w, const struct holiday_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, day_check(w, in->on))) ||
        (e = faults_take(w, &f, field_text_check(w, "name", in->name, HOLIDAY_TEXT_MAX, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "source", in->source, LIMIT(HolidayNew, source), true))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO holiday (id, kind, on_day, name, source, from_day, until_day) VALUES (:id, 'announced', "
    ":on, :name, :source, :on, :on)";

err holiday_rule_add(struct work *w, const struct holiday_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "holiday.add", .record = "holiday"};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = holiday_check(w, in)) ||
        (e = id_next(w, "holiday", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), DATE(":on", in->on), TEXT(":name", in->name),
                           TEXT(":source", in->source)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_ANNOUNCED[] = "SELECT kind = 'announced' FROM holiday WHERE id = :id";
static const char SQL_REMOVE[] = "DELETE FROM holiday WHERE id = :id";

err holiday_rule_remove(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "holiday.remove", .record = "holiday", .record_id = id};
    int64_t announced;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = db_int(w->db, SQL_ANNOUNCED, BINDS(INT(":id", id)), &announced)))
        return e == ERR_ABSENT ? refuse(w, e, "no_holiday", "", "There is no such holiday.") : e;
    if (!announced)
        return refuse(w, ERR_CONFLICT, "holiday_of_law", "", "A holiday of the law is not removed.");
    if ((e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":id", id)))) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_BAJRAMS[] = "SELECT count(*) FROM holiday WHERE kind = 'announced' AND "
                                  "name LIKE '%bajram%' AND on_day BETWEEN :from AND :until";

err bajrams_missing(struct work *w, int year, bool *ret)
{
    int64_t count;
    err e =
        db_int(w->db, SQL_BAJRAMS,
               BINDS(DATE(":from", date_make(year, 1, 1)), DATE(":until", date_make(year, 12, 31))), &count);

    if (!e)
        *ret = count < BAJRAMS_OF_YEAR;
    return e;
}

err holidays_missing(struct work *w, int64_t *ret_year)
{
    const int year = date_year(w->today);
    const int last = w->today < date_make(year, ASKED_FROM_MONTH, 1) ? year : year + 1;
    bool missing;
    err e;

    *ret_year = 0;
    for (int y = year; y <= last && !*ret_year; y++) {
        if ((e = bajrams_missing(w, y, &missing)))
            return e;
        *ret_year = missing ? y : 0;
    }
    return OK;
}

err filing_days(struct work *w, struct filing_day ret[FILING_MONTHS])
{
    struct rules rules;
    err e = rules_load(w, &rules);

    for (int i = 0; !e && i < FILING_MONTHS; i++) {
        ret[i].month = date_add_months(month_first(w->today), i + 1 - FILING_MONTHS + 12);
        ret[i].last = rules_filing_day(&rules, ret[i].month);
    }
    return e;
}
