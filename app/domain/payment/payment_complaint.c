/* A complaint and its outcome: two rows, the second closes the first. What was said is hers, sealed with her
 * key. */
#include "domain/payment/payment_complaint.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/payment/paid_line.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define TEXT_MAX LIMIT(ComplaintNew, text) /* code points */

static const char *const OUTCOMES[] = {[COMPLAINT_PAID] = "paid",
                                       [COMPLAINT_RECEIVED] = "received",
                                       [COMPLAINT_NOT_DUE] = "not_due",
                                       [COMPLAINT_REPORTED] = "reported"};

const char *complaint_outcome_name(enum complaint_outcome o)
{
    return (unsigned)o <= COMPLAINT_REPORTED ? OUTCOMES[o] : NULL;
}

bool complaint_outcome_parse(const char *name, enum complaint_outcome *ret)
{
    for (unsigned o = COMPLAINT_PAID; o <= COMPLAINT_REPORTED; o++)
        if (!strcmp(name, OUTCOMES[o])) {
            *ret = (enum complaint_outcome)o;
            return true;
        }
    return false;
}

/* Coordinators come by the file; the office has every line of its lists. */
static err line_reach(struct work *w, int64_t person)
{
    return w->actor.roles & R_AID_OFFICER ? OK : case_person_may_open(w, person, 0);
}

/* earliest: the answer does not come before the complaint. */
static err words_check(struct work *w, const char *text, date on, date earliest)
{
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, on == DATE_NONE, "required", "on", "The day is needed.")) ||
        (e = faults_when(w, &f, on != DATE_NONE && on > w->today, "in_future", "on",
                         "The day lies in the future.")) ||
        (e = faults_when(w, &f, on != DATE_NONE && earliest != DATE_NONE && on < earliest, "out_of_order",
                         "on", "The day lies before the complaint.")) ||
        (e = faults_take(w, &f, field_text_check(w, "text", text, TEXT_MAX, true))))
        return e;
    return faults_refuse(w, &f);
}

/* The log says which line, and never what was said. */
static err line_log(struct work *w, const char *what, int64_t run, int64_t n)
{
    char why[40];
    const struct audit_entry entry = {.what = what, .record = "payment_run", .record_id = run, .why = why};

    snprintf(why, sizeof why, "line %lld", (long long)n);
    return audit_append(w, &entry);
}

static const char SQL_ADD[] =
    "INSERT INTO payment_complaint (id, run_id, n, on_day, text_sealed, recorded_by, recorded_at) VALUES "
    "(:id, :run, :n, :on, :text, :account, :now)";

static err complaint_insert(struct work *w, int64_t run, int64_t n, int64_t person,
                            const struct complaint_new *in, int64_t *ret_id)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    err e;

    if ((e = id_next(w, "payment_complaint", ret_id)) ||
        (e = sealed_text(w, OF_PERSON(person), "payment_complaint", "text", *ret_id, in->text, &text)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", *ret_id), INT(":run", run), INT(":n", n), DATE(":on", in->on),
                         SEALED(":text", text), INT(":account", w->actor.account), INT(":now", w->now)));
}

err complaint_add(struct work *w, int64_t run, int64_t n, const struct complaint_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct paid_line line;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = paid_line_read(w, run, n, &line)) ||
        (e = line_reach(w, line.person)) || (e = paid_line_pays(w, &line)) ||
        (e = words_check(w, in->text, in->on, DATE_NONE)) ||
        (e = complaint_insert(w, run, n, line.person, in, &id)) ||
        (e = line_log(w, "payment.complaint", run, n)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct complained {
    int64_t run, n, person;
    date on;
    bool answered;
};
static const char SQL_ONE[] =
    "SELECT c.run_id, c.n, l.person_id, c.on_day, EXISTS (SELECT 1 FROM payment_complaint_outcome o WHERE "
    "o.complaint_id = c.id) AS answered FROM payment_complaint c JOIN payment_line l ON l.run_id = c.run_id "
    "AND "
    "l.n = c.n WHERE c.id = :id";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT_AS(struct complained, run, "run_id"),
    COLUMN_INT(struct complained, n),
    COLUMN_INT_AS(struct complained, person, "person_id"),
    COLUMN_DATE_AS(struct complained, on, "on_day"),
    COLUMN_BOOL(struct complained, answered),
};

static const char SQL_ANSWER[] =
    "INSERT INTO payment_complaint_outcome (complaint_id, outcome, on_day, answer_sealed, recorded_by, "
    "recorded_at) VALUES (:id, :outcome, :on, :text, :account, :now)";

static err answer_insert(struct work *w, int64_t id, int64_t person, const struct complaint_answer *in)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    err e = sealed_text(w, OF_PERSON(person), "payment_complaint_outcome", "answer", id, in->text, &text);

    if (e)
        return e;
    return db_exec(w->db, SQL_ANSWER,
                   BINDS(INT(":id", id), TEXT(":outcome", complaint_outcome_name(in->outcome)),
                         DATE(":on", in->on), SEALED(":text", text), INT(":account", w->actor.account),
                         INT(":now", w->now)));
}

err complaint_answer(struct work *w, int64_t id, const struct complaint_answer *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct complained c;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = row_read(w, SQL_ONE, BINDS(INT(":id", id)), COLUMNS(ONE_COLUMNS), &c)))
        return e == ERR_ABSENT ? refuse(w, e, "no_such_complaint", "", "There is no such complaint.") : e;
    if ((e = line_reach(w, c.person)))
        return e;
    if (c.answered)
        return refuse(w, ERR_CONFLICT, "already_answered", "", "This has an outcome already.");
    if ((e = words_check(w, in->text, in->on, c.on)) || (e = answer_insert(w, id, c.person, in)) ||
        (e = line_log(w, "payment.complaint_answer", c.run, c.n)))
        return e;
    return tx_commit(&tx);
}

/* Of a person whom a sealed file hides the texts stay closed, whoever wrote them. */
#define UNLESS_CLOSED(column) "CASE WHEN NOT " PERSON_CLOSED("l.person_id") "THEN " column
static const char SQL_LIST[] = "SELECT c.id, c.run_id, c.n, l.person_id, c.on_day, " UNLESS_CLOSED(
    "c.text_sealed") " END AS text_sealed, "
                     "a.full_name AS by, o.outcome, o.on_day AS answered_on, " UNLESS_CLOSED(
                         "o.answer_sealed") " END AS answer_sealed, b.full_name AS answered_by FROM "
                                            "payment_complaint c JOIN "
                                            "payment_line l ON l.run_id = c.run_id AND l.n = c.n JOIN "
                                            "account a ON a.id = c.recorded_by LEFT JOIN "
                                            "payment_complaint_outcome o ON o.complaint_id = c.id LEFT JOIN "
                                            "account b ON b.id = o.recorded_by WHERE "
                                            "(c.run_id = :run AND c.n = :n) OR (:run = 0 AND "
                                            "NOT " PERSON_CLOSED(
                                                "l.person_id") "AND EXISTS (SELECT 1 FROM "
                                                               "case_person p WHERE p.case_id = :case AND "
                                                               "p.person_id = l.person_id AND p.role <> "
                                                               "'respondent')) "
                                                               "ORDER BY c.id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct complaint, id),
    COLUMN_INT_AS(struct complaint, run, "run_id"),
    COLUMN_INT(struct complaint, n),
    COLUMN_INT_AS(struct complaint, person, "person_id"),
    COLUMN_DATE_AS(struct complaint, on, "on_day"),
    COLUMN_SEALED(struct complaint, text, "payment_complaint", id),
    COLUMN_TEXT(struct complaint, by),
    COLUMN_WORD_OR_NULL(struct complaint, outcome, complaint_outcome_parse),
    COLUMN_DATE(struct complaint, answered_on),
    COLUMN_SEALED(struct complaint, answer, "payment_complaint_outcome", id),
    COLUMN_TEXT(struct complaint, answered_by),
};

err complaint_list(struct work *w, int64_t run, int64_t n, int64_t case_id, struct complaint **ret,
                   size_t *ret_count)
{
    return rows_read(
        w, SQL_LIST,
        BINDS(INT(":run", run), INT(":n", n), INT(":case", case_id), INT(":account", w->actor.account)),
        COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}
