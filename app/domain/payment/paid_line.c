/* What a line has come to, read with all that decides whether it may be paid, returned or undone. */
#include "domain/payment/paid_line.h"

#include "base/instant.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LINE[] =
    "SELECT l.person_id, l.amount, r.state = 'approved' AS approved, r.approved_at, l.kind = 'payment' AS "
    "payment, "
    "EXISTS (SELECT 1 FROM payment_line x JOIN payment_run y ON y.id = x.run_id AND y.state = 'approved' "
    "WHERE x.reverses_run = l.run_id AND x.reverses_n = l.n) AS reversed, e.id AS event, e.recorded_at, "
    "e.what, e.on_day, EXISTS (SELECT 1 FROM payment_line o JOIN payment_event z ON z.id = " PAYMENT_EVENT_OF(
        "o") " WHERE o.person_id = l.person_id AND o.month = l.month AND o.one_off_id = l.one_off_id AND "
             "(o.run_id <> l.run_id OR o.n <> l.n) AND z.what = 'paid') AS elsewhere, " COORDINATOR_HOLD(
                 "l.person_id") "IS NOT NULL AS held, p.died_on "
                                "FROM payment_line l JOIN person p ON p.id = l.person_id JOIN payment_run r "
                                "ON r.id = l.run_id "
                                "LEFT JOIN payment_event e ON e.id = " PAYMENT_EVENT_OF(
                                    "l") " WHERE l.run_id = :run AND l.n = :n";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT_AS(struct paid_line, person, "person_id"),
    COLUMN_INT(struct paid_line, amount),
    COLUMN_BOOL(struct paid_line, approved),
    COLUMN_INT(struct paid_line, approved_at),
    COLUMN_BOOL(struct paid_line, payment),
    COLUMN_BOOL(struct paid_line, reversed),
    COLUMN_INT(struct paid_line, event),
    COLUMN_INT_AS(struct paid_line, event_at, "recorded_at"),
    COLUMN_WORD_OR_NULL_AS(struct paid_line, last, payment_outcome_parse, "what"),
    COLUMN_DATE_AS(struct paid_line, last_on, "on_day"),
    COLUMN_BOOL(struct paid_line, elsewhere),
    COLUMN_BOOL(struct paid_line, held),
    COLUMN_DATE(struct paid_line, died_on),
};

err paid_line_read(struct work *w, int64_t run, int64_t n, struct paid_line *ret)
{
    err e = row_read(w, SQL_LINE, BINDS(INT(":run", run), INT(":n", n)), COLUMNS(LINE_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_line", "", "There is no such run, or no such line in it.");
    return e;
}

err paid_line_pays(struct work *w, const struct paid_line *l)
{
    if (!l->approved)
        return refuse(w, ERR_CONFLICT, "not_approved", "", "The run is not approved: nothing is paid by it.");
    if (!l->payment)
        return refuse(w, ERR_CONFLICT, "not_a_payment", "",
                      "This line takes a payment back: it pays nobody.");
    return OK;
}

err paid_line_check(struct work *w, const struct paid_line *l, enum payment_outcome what)
{
    err e = paid_line_pays(w, l);

    if (e)
        return e;
    if (what == PAID_OUT && l->last == PAID_OUT)
        return refuse(w, ERR_CONFLICT, "already_paid", "what",
                      "This is paid already; it is paid again only once it was returned.");
    if (what == PAID_OUT && l->held)
        return refuse(w, ERR_CONFLICT, "on_hold", "what", "Not now: call the coordinator.");
    if (what == PAID_OUT && l->elsewhere)
        return refuse(w, ERR_CONFLICT, "month_paid", "what",
                      "An earlier list handed out this month: note first that it came back, then pay.");
    if (what == PAID_BACK && l->last != PAID_OUT)
        return refuse(w, ERR_CONFLICT, "not_paid", "what", "This is not paid: nothing can be returned.");
    return OK;
}

err paid_line_day_check(struct work *w, const struct paid_line *l, date on, enum collector collector)
{
    if (on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day is needed.");
    if (on > w->today)
        return refuse(w, ERR_INPUT, "in_future", "on", "The day lies in the future.");
    if ((l->approved && on < instant_date(l->approved_at)) || (l->last && on < l->last_on))
        return refuse(w, ERR_INPUT, "out_of_order", "on",
                      "The day lies before the run was approved, or before what was noted last.");
    if (collector == COLLECTOR_SELF && l->died_on != DATE_NONE && on > l->died_on)
        return refuse(w, ERR_INPUT, "deceased", "collector", "On this day this person was not alive.");
    return OK;
}
