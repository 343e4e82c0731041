/* Closing a month names what is open; it forbids nothing. Whether it still stands is asked of the lines each
 * time, so it cannot disagree with them. */
#include "domain/payment/payment_closing.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct closed_run {
    bool approved;
    int64_t approved_at, closing, unnamed, open;
};
/* unnamed: open payments that the newest closing does not name. */
static const char SQL_RUN[] =
    "SELECT r.state = 'approved' AS approved, r.approved_at, c.id AS closing, "
    "(SELECT count(*) FROM payment_line l WHERE l.run_id = r.id AND l.kind = 'payment' "
    "AND " PAYMENT_EVENT_OF(
        "l") "IS NULL) AS open, "
             "(SELECT count(*) FROM payment_line l WHERE l.run_id = r.id AND l.kind = 'payment' "
             "AND " PAYMENT_EVENT_OF(
                 "l") "IS NULL AND NOT EXISTS (SELECT 1 FROM payment_closing_open o WHERE "
                      "o.closing_id = c.id AND o.n = l.n)) AS unnamed FROM payment_run r LEFT JOIN "
                      "payment_closing c ON c.id = "
                      "(SELECT max(id) FROM payment_closing WHERE run_id = r.id) WHERE r.id = :run";
static const struct column RUN_COLUMNS[] = {
    COLUMN_BOOL(struct closed_run, approved), COLUMN_INT(struct closed_run, approved_at),
    COLUMN_INT(struct closed_run, closing),   COLUMN_INT(struct closed_run, open),
    COLUMN_INT(struct closed_run, unnamed),
};

static err run_read(struct work *w, int64_t run, struct closed_run *ret)
{
    err e = row_read(w, SQL_RUN, BINDS(INT(":run", run)), COLUMNS(RUN_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_run", "", "There is no such run.") : e;
}

static err close_check(struct work *w, const struct closed_run *r, date on)
{
    if (!r->approved)
        return refuse(w, ERR_CONFLICT, "not_approved", "", "The run is not approved: nothing is paid by it.");
    if (r->closing && !r->unnamed)
        return refuse(w, ERR_CONFLICT, "already_closed", "",
                      "The month is closed, and nothing is open that it does not name.");
    if (on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day is needed.");
    if (on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "The day lies in the future.");
    if (on < instant_date(r->approved_at))
        return refuse(w, ERR_INPUT, "out_of_order", "on", "The day lies before the run was approved.");
    return OK;
}

static const char SQL_CLOSE[] = "INSERT INTO payment_closing (id, run_id, on_day, recorded_by, recorded_at) "
                                "VALUES (:id, :run, :on, :account, :now)";
static const char SQL_NAME[] = "INSERT INTO payment_closing_open (closing_id, n) SELECT :id, l.n FROM "
                               "payment_line l WHERE l.run_id = :run "
                               "AND l.kind = 'payment' AND " PAYMENT_EVENT_OF("l") "IS NULL";

err payment_close(struct work *w, int64_t run, date on, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char why[40];
    const struct audit_entry entry = {
        .what = "payment.close", .record = "payment_run", .record_id = run, .why = why};
    struct closed_run r;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = run_read(w, run, &r)) || (e = close_check(w, &r, on)) ||
        (e = id_next(w, "payment_closing", &id)) ||
        (e = db_exec(w->db, SQL_CLOSE,
                     BINDS(INT(":id", id), INT(":run", run), DATE(":on", on),
                           INT(":account", w->actor.account), INT(":now", w->now)))) ||
        (e = db_exec(w->db, SQL_NAME, BINDS(INT(":id", id), INT(":run", run)))))
        return e;
    snprintf(why, sizeof why, "%" PRId64 " open", r.open);
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_CLOSING[] =
    "SELECT c.on_day, a.full_name, c.recorded_at FROM payment_closing c JOIN account "
    "a ON a.id = c.recorded_by WHERE c.id = :id";
static const struct column CLOSING_COLUMNS[] = {
    COLUMN_DATE_AS(struct payment_closing, on, "on_day"),
    COLUMN_TEXT_AS(struct payment_closing, by, "full_name"),
    COLUMN_INT_AS(struct payment_closing, at, "recorded_at"),
};
static const char SQL_OPEN[] =
    "SELECT o.n, e.what FROM payment_closing_open o JOIN payment_closing c ON c.id = o.closing_id JOIN "
    "payment_line l ON l.run_id = c.run_id AND l.n = o.n LEFT JOIN payment_event e ON e.id "
    "= " PAYMENT_EVENT_OF("l") "WHERE o.closing_id = :id ORDER BY o.n";
static const struct column OPEN_COLUMNS[] = {
    COLUMN_INT(struct closing_line, n),
    COLUMN_WORD_OR_NULL_AS(struct closing_line, outcome, payment_outcome_parse, "what"),
};

err payment_closing_read(struct work *w, int64_t run, struct payment_closing *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "payment.read", .record = "payment_run", .record_id = run};
    struct payment_closing c = {.on = DATE_NONE};
    struct closed_run r;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = run_read(w, run, &r)) || (e = audit_append(w, &entry)))
        return e;
    if (r.closing &&
        ((e = row_read(w, SQL_CLOSING, BINDS(INT(":id", r.closing)), COLUMNS(CLOSING_COLUMNS), &c)) ||
         (e = rows_read(w, SQL_OPEN, BINDS(INT(":id", r.closing)), COLUMNS(OPEN_COLUMNS), NULL, &c.open,
                        &c.open_count))))
        return e;
    c.stands = r.closing && !r.unnamed;
    if ((e = tx_commit(&tx)))
        return e;
    *ret = c;
    return OK;
}
