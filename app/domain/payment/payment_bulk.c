/* Forty persons in a row at the counter: every line is looked at before any is written, so that whoever pays
 * hears of all that stand in the way at once. */
#include "domain/payment/payment_bulk.h"

#include <stdio.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/payment/paid_line.h"
#include "domain/payment/payment_event.h"
#include "domain/work/fault.h"
#include "store/db.h"

static bool named_before(const struct payment_bulk *in, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (in->lines[i].n == in->lines[at].n)
            return true;
    return false;
}

/* May the line be paid with the others? */
static err line_payable(struct work *w, const struct paid_line *l, const struct payment_bulk *in)
{
    err e;

    if ((e = paid_line_check(w, l, PAID_OUT)) || (e = paid_line_day_check(w, l, in->on, COLLECTOR_SELF)))
        return e;
    if (l->reversed)
        return refuse(w, ERR_CONFLICT, "reversed", "what",
                      "A later run takes this payment back: ask before it is handed out.");
    return OK;
}

static err line_undoable(struct work *w, const struct paid_line *l, const struct payment_bulk *in)
{
    (void)in;
    if (!l->event)
        return refuse(w, ERR_CONFLICT, "nothing_noted", "n", "Nothing is noted of it.");
    if (instant_date(l->event_at) != w->today)
        return refuse(w, ERR_CONFLICT, "undo_too_late", "n",
                      "What was noted is undone on the same day only; after it, note that it came back.");
    if (l->last == PAID_BACK && l->elsewhere)
        return refuse(w, ERR_CONFLICT, "month_paid", "n",
                      "Another list has handed out this month since it came back.");
    return OK;
}

typedef err line_check(struct work *w, const struct paid_line *l, const struct payment_bulk *in);

static err one_check(struct work *w, int64_t run, const struct payment_bulk *in, size_t at, line_check *check,
                     struct paid_line *ret)
{
    err e;

    if ((e = paid_line_read(w, run, in->lines[at].n, ret)) == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "no_such_line", "n", "There is no such line in the run.");
    return e ? e : check(w, ret, in);
}

/* "lines[3].n"; "" where memory ran out. */
static const char *line_field(struct work *w, size_t at)
{
    const char *field = arena_format(w->arena, "lines[%zu].n", at);

    return field ? field : "";
}

static const char SQL_RUN[] = "SELECT count(*) FROM payment_run WHERE id = :run";

/* Every line, as it is read; all that is wrong with them at once. */
static err all_check(struct work *w, int64_t run, const struct payment_bulk *in, line_check *check,
                     struct paid_line **ret)
{
    struct paid_line *lines = arena_array(w->arena, in->lines_count, sizeof *lines);
    struct faults f = {0};
    int64_t known;
    err e;

    if (!lines)
        return ERR_SYSTEM;
    if ((e = db_int(w->db, SQL_RUN, BINDS(INT(":run", run)), &known)))
        return e;
    if (!known)
        return refuse(w, ERR_ABSENT, "no_such_run", "", "There is no such run.");
    if (!in->lines_count)
        return refuse(w, ERR_INPUT, "required", "lines", "Name at least one line.");
    for (size_t i = 0; i < in->lines_count; i++)
        if ((e = faults_when(w, &f, named_before(in, i), "line_twice", line_field(w, i),
                             "This line is named twice.")))
            return e;
    for (size_t i = 0; i < in->lines_count; i++) {
        if ((e = one_check(w, run, in, i, check, &lines[i])))
            problem_prefix(&w->problem, "lines[%zu]", i);
        if ((e = faults_take(w, &f, e)))
            return e;
    }
    if ((e = faults_refuse(w, &f)))
        return e;
    *ret = lines;
    return OK;
}

err payment_pay_all(struct work *w, int64_t run, const struct payment_bulk *in, struct payment_sum *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct payment_event_new event = {
        .what = PAID_OUT, .on = in->on, .collector = COLLECTOR_SELF, .authorised_on = DATE_NONE};
    struct payment_sum sum = {0};
    struct paid_line *lines;
    int64_t id;
    err e;

    if (in->on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The day is needed.");
    if ((e = tx_begin(&tx, w->db)) || (e = all_check(w, run, in, line_payable, &lines)))
        return e;
    for (size_t i = 0; i < in->lines_count; i++) {
        if ((e = payment_event_record(w, run, in->lines[i].n, lines[i].person, &event, &id)))
            return e;
        sum.lines++;
        sum.amount += lines[i].amount;
    }
    if ((e = tx_commit(&tx)))
        return e;
    *ret = sum;
    return OK;
}

static const char SQL_UNDO[] =
    "INSERT INTO payment_undo (event_id, recorded_by, recorded_at) VALUES (:event, :account, :now)";

static err line_undo(struct work *w, int64_t run, int64_t n, const struct paid_line *l)
{
    char line[60];
    const struct audit_entry entry = {
        .what = "payment.undone", .record = "payment_run", .record_id = run, .why = line};
    err e;

    snprintf(line, sizeof line, "line %lld, %s", (long long)n, payment_outcome_name(l->last));
    if ((e = db_exec(w->db, SQL_UNDO,
                     BINDS(INT(":event", l->event), INT(":account", w->actor.account), INT(":now", w->now)))))
        return e;
    return audit_append(w, &entry);
}

err payment_undo_all(struct work *w, int64_t run, const struct payment_bulk *in, struct payment_sum *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct payment_sum sum = {0};
    struct paid_line *lines;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = all_check(w, run, in, line_undoable, &lines)))
        return e;
    for (size_t i = 0; i < in->lines_count; i++) {
        if ((e = line_undo(w, run, in->lines[i].n, &lines[i])))
            return e;
        sum.lines++;
        sum.amount += lines[i].amount;
    }
    if ((e = tx_commit(&tx)))
        return e;
    *ret = sum;
    return OK;
}
