/* The coordinator's word that stands between a list and the counter. What was said is appended to what is
 * said of payments in general; the check itself stands where lines are paid (paid_line.c), and in the
 * database. */
#include "domain/payment/coordinator_hold.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/payment/payment_hold.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

#define PHONE_MAX LIMIT(CoordinatorHoldNew, phone) /* code points */

static const char SQL_STANDS[] =
    "SELECT count(*) FROM person p WHERE p.id = :person AND " COORDINATOR_HOLD("p.id") "IS NOT NULL";

static err hold_stands(struct work *w, int64_t person, bool *ret)
{
    int64_t stands;
    err e = db_int(w->db, SQL_STANDS, BINDS(INT(":person", person)), &stands);

    if (e)
        return e;
    *ret = stands > 0;
    return OK;
}

static const char SQL_PAID[] =
    "SELECT count(*) FROM payment_line l JOIN payment_event e ON e.id = " PAYMENT_EVENT_OF(
        "l") "WHERE e.what = 'paid' AND l.person_id = :person AND l.run_id = (SELECT x.run_id FROM "
             "payment_line x "
             "JOIN payment_run r ON r.id = x.run_id WHERE x.person_id = :person AND x.kind = 'payment' AND "
             "r.state = "
             "'approved' ORDER BY r.month DESC LIMIT 1)";

/* Whoever places it learns that the counter was faster. */
static err paid_warn(struct work *w, int64_t person)
{
    int64_t paid;
    err e = db_int(w->db, SQL_PAID, BINDS(INT(":person", person)), &paid);

    if (!e && paid)
        work_warn(w, "paid_already", "person",
                  "The payment of the newest list was handed out already; what comes waits.");
    return e;
}

/* The guards of the file and of all that is known of her. */
static err person_reach(struct work *w, int64_t case_id, int64_t person)
{
    enum case_role role;
    err e;

    if ((e = case_may_open(w, case_id)) || (e = case_person_kept(w, case_id, person, "person", &role)) ||
        (e = case_person_may_open(w, person, case_id)))
        return e;
    if (role == ROLE_RESPONDENT)
        return refuse(w, ERR_INPUT, "not_in_file", "person", "Nobody is paid by an order against him.");
    return OK;
}

struct phone {
    const char *text;
};
static const char SQL_LAST_PHONE[] =
    "SELECT phone AS text FROM payment_hold WHERE recorded_by = :account AND phone IS NOT NULL "
    "ORDER BY id DESC LIMIT 1";
static const struct column PHONE_COLUMNS[] = {COLUMN_TEXT(struct phone, text)};

static err phone_last(struct work *w, const char **ret)
{
    struct phone last = {NULL};
    err e =
        row_read(w, SQL_LAST_PHONE, BINDS(INT(":account", w->actor.account)), COLUMNS(PHONE_COLUMNS), &last);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = last.text;
    return OK;
}

static err said_keep(struct work *w, int64_t case_id, const struct hold_said *said, const char *what,
                     int64_t *ret_id)
{
    const struct audit_entry entry = {
        .what = what, .record = "person", .record_id = said->person, .case_id = case_id};
    err e = payment_hold_say(w, said, ret_id);

    return e ? e : audit_append(w, &entry);
}

/* All that was typed wrong, at once. */
static err words_check(struct work *w, const char *reason, const char *phone)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, field_text_check(w, "reason", reason, LIMIT(HeldWord, reason), true))) ||
        (e = faults_take(w, &f, field_text_check(w, "phone", phone, PHONE_MAX, false))))
        return e;
    return faults_refuse(w, &f);
}

err coordinator_hold_place(struct work *w, int64_t case_id, int64_t person,
                           const struct coordinator_hold_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct hold_said said = {person, person, HOLD_COORDINATOR, WORD_HOLD, in->reason, in->phone};
    bool stands;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = person_reach(w, case_id, person)) ||
        (e = words_check(w, in->reason, in->phone)) || (e = hold_stands(w, person, &stands)))
        return e;
    if (stands)
        return refuse(w, ERR_CONFLICT, "already_on_hold", "",
                      "Nothing is handed out to this person already.");
    if ((!said.phone && (e = phone_last(w, &said.phone))) || (e = paid_warn(w, person)) ||
        (e = said_keep(w, case_id, &said, "case.payment_hold", &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

err coordinator_hold_lift(struct work *w, int64_t case_id, int64_t person, const char *reason,
                          int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct hold_said said = {person, person, HOLD_COORDINATOR, WORD_PAY, reason, NULL};
    bool stands;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = person_reach(w, case_id, person)) ||
        (e = words_check(w, reason, NULL)) || (e = hold_stands(w, person, &stands)))
        return e;
    if (!stands)
        return refuse(w, ERR_CONFLICT, "not_on_hold", "", "No payment of this person waits for a word.");
    if ((e = said_keep(w, case_id, &said, "case.payment_lift", &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

/* Whoever stands in the file, unless another file hides her from the reader. */
#define OF_FILE(person)                                                                                      \
    "EXISTS (SELECT 1 FROM case_person c WHERE c.case_id = :case AND c.person_id = " person                  \
    " AND c.role <> 'respondent') AND NOT EXISTS (SELECT 1 FROM case_person gp JOIN case_file gf ON gf.id "  \
    "= "                                                                                                     \
    "gp.case_id WHERE gp.person_id = " person                                                                \
    " AND gf.id <> :case AND gf.sealed = 1 AND NOT EXISTS (SELECT "                                          \
    "1 FROM case_access ga WHERE ga.case_id = gf.id AND ga.account_id = :account)) "
static const char SQL_PAYMENTS[] =
    "SELECT l.run_id, l.n, l.person_id, l.amount, l.month, e.what, e.on_day FROM payment_line l JOIN "
    "payment_run r "
    "ON r.id = l.run_id LEFT JOIN payment_event e ON e.id = " PAYMENT_EVENT_OF(
        "l") "WHERE r.state = 'approved' AND l.kind = 'payment' AND " OF_FILE("l.person_id") "ORDER BY "
                                                                                             "l.month DESC, "
                                                                                             "l.run_id DESC, "
                                                                                             "l.n LIMIT "
                                                                                             ":most";
static const struct column PAYMENT_COLUMNS[] = {
    COLUMN_INT_AS(struct file_payment, run, "run_id"),
    COLUMN_INT(struct file_payment, n),
    COLUMN_INT_AS(struct file_payment, person, "person_id"),
    COLUMN_INT(struct file_payment, amount),
    COLUMN_DATE(struct file_payment, month),
    COLUMN_WORD_OR_NULL_AS(struct file_payment, outcome, payment_outcome_parse, "what"),
    COLUMN_DATE_AS(struct file_payment, on, "on_day"),
};

struct hold_row {
    int64_t id;
    struct file_hold hold;
};
static const char SQL_HOLDS[] =
    "SELECT h.id, h.person_id, h.recorded_at, a.full_name, h.phone, h.reason_sealed FROM person p JOIN "
    "payment_hold h ON h.id = " COORDINATOR_HOLD(
        "p.id") "JOIN account a ON a.id = h.recorded_by WHERE " OF_FILE("p.id") "ORDER BY p.id";
static const struct column HOLD_COLUMNS[] = {
    COLUMN_INT(struct hold_row, id),
    COLUMN_INT_AS(struct hold_row, hold.person, "person_id"),
    COLUMN_INT_AS(struct hold_row, hold.at, "recorded_at"),
    COLUMN_TEXT_AS(struct hold_row, hold.by, "full_name"),
    COLUMN_TEXT_AS(struct hold_row, hold.phone, "phone"),
    COLUMN_SEALED_AS(struct hold_row, hold.reason, "payment_hold", id, "reason_sealed", "reason"),
};

static err holds_read(struct work *w, int64_t case_id, struct file_payments *p)
{
    struct hold_row *rows;
    size_t count;
    err e = rows_read(w, SQL_HOLDS, BINDS(INT(":case", case_id), INT(":account", w->actor.account)),
                      COLUMNS(HOLD_COLUMNS), NULL, &rows, &count);

    if (e)
        return e;
    if (!(p->holds = arena_array(w->arena, count, sizeof *p->holds)) && count)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        p->holds[i] = rows[i].hold;
    p->hold_count = count;
    return OK;
}

err file_payments_read(struct work *w, int64_t case_id, struct file_payments *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "case.payments", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct file_payments p = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = rows_read(
             w, SQL_PAYMENTS,
             BINDS(INT(":case", case_id), INT(":account", w->actor.account), INT(":most", FILE_PAYMENTS_MAX)),
             COLUMNS(PAYMENT_COLUMNS), NULL, &p.payments, &p.payment_count)) ||
        (e = holds_read(w, case_id, &p)) || (e = phone_last(w, &p.phone)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = p;
    return OK;
}
