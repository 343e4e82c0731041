/* What people see of a run before they approve it: its sums, and how it differs from the month before.
 * Nothing of it is kept; it is counted from the lines each time, so it cannot disagree with them. */
#include "domain/payment/payment_run.h"

#include "domain/payment/coordinator_hold.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The approved run that another is compared with. */
struct earlier_run {
    int64_t id;
    date month;
};

static const char SQL_BEFORE[] =
    "SELECT id, month FROM payment_run WHERE state = 'approved' AND month < :month "
    "ORDER BY month DESC LIMIT 1";
static const struct column BEFORE_COLUMNS[] = {
    COLUMN_INT(struct earlier_run, id),
    COLUMN_DATE(struct earlier_run, month),
};

err payment_run_before(struct work *w, date month, int64_t *ret_run, date *ret_month)
{
    struct earlier_run before = {.id = 0, .month = DATE_NONE};
    err e = row_read(w, SQL_BEFORE, BINDS(DATE(":month", month)), COLUMNS(BEFORE_COLUMNS), &before);

    if (e && e != ERR_ABSENT)
        return e;
    *ret_run = before.id;
    *ret_month = before.month;
    return OK;
}

#define OF_MONTH "kind = 'payment' AND one_off_id = 0 AND month = :month"
#define ARREARS  "kind = 'payment' AND one_off_id = 0 AND month < :month"
#define ONCE     "kind = 'payment' AND one_off_id <> 0"
#define TAKEN    "kind = 'reversal'"
#define SUM_OF(what, name)                                                                                   \
    "count(CASE WHEN " what " THEN 1 END) AS " name "_lines, coalesce(sum(CASE WHEN " what                   \
    " THEN amount END), 0) AS " name "_amount, "
static const char SQL_SUMS[] =
    "SELECT " SUM_OF(OF_MONTH, "month") SUM_OF(ARREARS, "arrears") SUM_OF(ONCE, "once")
        SUM_OF(TAKEN, "reversals") "(SELECT count(*) FROM payment_held WHERE run_id = :run) AS held_lines, "
                                   "(SELECT coalesce(sum(amount), "
                                   "0) FROM payment_held WHERE run_id = :run) AS held_amount, "
                                   "(SELECT count(*) FROM payment_reason WHERE run_id = :run) AS unpaid FROM "
                                   "payment_line WHERE run_id = :run";
static const struct column SUM_COLUMNS[] = {
    COLUMN_INT_AS(struct payment_run, month_paid.lines, "month_lines"),
    COLUMN_INT_AS(struct payment_run, month_paid.amount, "month_amount"),
    COLUMN_INT_AS(struct payment_run, arrears.lines, "arrears_lines"),
    COLUMN_INT_AS(struct payment_run, arrears.amount, "arrears_amount"),
    COLUMN_INT_AS(struct payment_run, one_off.lines, "once_lines"),
    COLUMN_INT_AS(struct payment_run, one_off.amount, "once_amount"),
    COLUMN_INT_AS(struct payment_run, reversals.lines, "reversals_lines"),
    COLUMN_INT_AS(struct payment_run, reversals.amount, "reversals_amount"),
    COLUMN_INT_AS(struct payment_run, held.lines, "held_lines"),
    COLUMN_INT_AS(struct payment_run, held.amount, "held_amount"),
    COLUMN_INT(struct payment_run, unpaid),
};

/* Arrears, reversals and what is paid once are left out: compared is what each of the two months pays for
 * itself. Where no run came before, :before is 0, which no run is, and everybody began. */
static const char SQL_DIFFER[] =
    "SELECT count(CASE WHEN b.n IS NULL THEN 1 END) AS began, "
    "count(CASE WHEN b.amount <> l.amount THEN 1 END) AS changed, "
    "(SELECT count(*) FROM payment_line g WHERE g.run_id = :before AND g.month = :month_before AND "
    "g.kind = 'payment' AND g.one_off_id = 0 AND NOT EXISTS (SELECT 1 FROM payment_line h WHERE h.run_id = "
    ":run AND "
    "h.person_id = g.person_id AND h.month = :month AND h.kind = 'payment' AND h.one_off_id = 0)) AS ended "
    "FROM payment_line l LEFT JOIN payment_line b ON b.run_id = :before AND b.person_id = l.person_id AND "
    "b.month = :month_before AND b.kind = 'payment' AND b.one_off_id = 0 "
    "WHERE l.run_id = :run AND l.month = :month AND l.kind = 'payment' AND l.one_off_id = 0";
static const struct column DIFFER_COLUMNS[] = {
    COLUMN_INT(struct payment_run, began),
    COLUMN_INT(struct payment_run, changed),
    COLUMN_INT(struct payment_run, ended),
};

static err differences_read(struct work *w, struct payment_run *r)
{
    int64_t before;
    err e;

    if ((e = payment_run_before(w, r->month, &before, &r->before)))
        return e;
    return row_read(w, SQL_DIFFER,
                    BINDS(INT(":run", r->id), DATE(":month", r->month), INT(":before", before),
                          DATE(":month_before", r->before)),
                    COLUMNS(DIFFER_COLUMNS), r);
}

/* Of an approved run: what nothing was noted of yet, what is said of it and has no outcome, and the day on
 * which it was closed, unless something is open that this closing does not name. */
#define NEWEST_CLOSING "(SELECT max(id) FROM payment_closing WHERE run_id = :run)"
static const char SQL_OPEN[] = "SELECT count(*) AS open, count(CASE WHEN " COORDINATOR_HOLD(
    "l.person_id") "IS NOT NULL THEN 1 END) AS on_hold, (SELECT count(*) FROM payment_complaint c WHERE "
                   "c.run_id = :run AND NOT EXISTS (SELECT 1 FROM payment_complaint_outcome o WHERE "
                   "o.complaint_id = c.id)) AS "
                   "complaints, CASE WHEN count(CASE WHEN NOT EXISTS (SELECT 1 FROM payment_closing_open o "
                   "WHERE o.closing_id = " NEWEST_CLOSING
                   " AND o.n = l.n) THEN 1 END) = 0 THEN (SELECT on_day FROM payment_closing WHERE id "
                   "= " NEWEST_CLOSING ") END AS closed_on FROM payment_line l WHERE l.run_id = :run AND "
                   "l.kind = 'payment' AND " PAYMENT_EVENT_OF("l") "IS NULL";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_INT(struct payment_run, open),
    COLUMN_INT(struct payment_run, on_hold),
    COLUMN_INT(struct payment_run, complaints),
    COLUMN_DATE(struct payment_run, closed_on),
};

static const char SQL_RUNS[] =
    "SELECT r.id, r.month, r.state = 'approved' AS approved, p.full_name AS prepared_by, "
    "a.full_name AS approved_by, r.prepared_by AS preparer, r.prepared_at, r.approved_at, r.digest "
    "FROM payment_run r JOIN account p ON p.id = r.prepared_by LEFT JOIN account a ON a.id = r.approved_by "
    "WHERE :id = 0 OR r.id = :id ORDER BY r.month DESC";
static const struct column RUN_COLUMNS[] = {
    COLUMN_INT(struct payment_run, id),           COLUMN_DATE(struct payment_run, month),
    COLUMN_BOOL(struct payment_run, approved),    COLUMN_TEXT(struct payment_run, prepared_by),
    COLUMN_TEXT(struct payment_run, approved_by), COLUMN_INT(struct payment_run, preparer),
    COLUMN_INT(struct payment_run, prepared_at),  COLUMN_INT(struct payment_run, approved_at),
    COLUMN_BLOB(struct payment_run, digest),
};

static err run_count(struct work *w, void *row)
{
    struct payment_run *r = row;
    err e =
        row_read(w, SQL_SUMS, BINDS(INT(":run", r->id), DATE(":month", r->month)), COLUMNS(SUM_COLUMNS), r);

    if (e || (e = payment_decisions_read(w, r->id, r->decided)))
        return e;
    r->to_pay = (struct payment_sum){.lines = r->month_paid.lines + r->arrears.lines + r->one_off.lines,
                                     .amount = r->month_paid.amount + r->arrears.amount + r->one_off.amount};
    r->to_recover = (struct payment_sum){.lines = r->reversals.lines, .amount = -r->reversals.amount};
    r->closed_on = DATE_NONE;
    if (r->approved && (e = row_read(w, SQL_OPEN, BINDS(INT(":run", r->id)), COLUMNS(OPEN_COLUMNS), r)))
        return e;
    return differences_read(w, r);
}

err payment_run_list(struct work *w, struct payment_run **ret, size_t *ret_count)
{
    return rows_read(w, SQL_RUNS, BINDS(INT(":id", 0)), COLUMNS(RUN_COLUMNS), run_count, ret, ret_count);
}

err payment_run_read(struct work *w, int64_t run, struct payment_run *ret)
{
    struct payment_run *runs;
    size_t count = 0;
    err e;

    /* 0 would read all of them (SQL_RUNS). */
    if (run &&
        (e = rows_read(w, SQL_RUNS, BINDS(INT(":id", run)), COLUMNS(RUN_COLUMNS), run_count, &runs, &count)))
        return e;
    if (!count)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.");
    *ret = runs[0];
    return OK;
}
