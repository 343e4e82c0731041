/* What the aid office decides on an application: appended, the latest counts, and none is changed or removed.
 * Whether the payment is due follows from the claim, not from here alone. */
#include "domain/payment/application_decision.h"

#include "domain/card/card_refresh.h"
#include "domain/claim/claim.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/payment/applicant_right.h"
#include "domain/payment/application.h"
#include "domain/payment/document.h"
#include "domain/payment/same_person.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define REASON_MAX LIMIT(DecisionNew, reason) /* code points */

/* The application that is to be decided. */
struct applied {
    int64_t person;
    date filed_on;
    enum application_state state;
};

/* Found by its file as well: the caller has passed the guard of that file alone. */
static const char SQL_APPLIED[] =
    "SELECT person_id, filed_on, state FROM " APPLICATION_STATES " s WHERE id = :id AND withdrawn_on IS NULL "
    "AND person_id IN (SELECT person_id FROM case_person WHERE case_id = :case AND role <> 'respondent')";

static const struct column APPLIED_COLUMNS[] = {
    COLUMN_INT_AS(struct applied, person, "person_id"),
    COLUMN_DATE(struct applied, filed_on),
    COLUMN_WORD(struct applied, state, application_state_parse),
};

static err applied_read(struct work *w, int64_t id, int64_t case_id, struct applied *ret)
{
    err e =
        row_read(w, SQL_APPLIED, BINDS(INT(":id", id), INT(":case", case_id)), COLUMNS(APPLIED_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_application", "", "There is no such application that counts.");
    return e ? e : case_person_may_open(w, ret->person, case_id);
}

static err papers_missing(struct work *w, int64_t id, size_t *ret)
{
    struct document *list;
    size_t count, missing = 0;
    err e;

    if ((e = document_list(w, id, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        missing += list[i].seen_on == DATE_NONE;
    *ret = missing;
    return OK;
}

static const char SQL_PAID[] =
    "SELECT count(*) FROM payment_standing s JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n "
    "WHERE l.application_id = :id";

/* A refusal counts from the day of filing, so the next run would take back every month paid until now.
 * Whoever is not to be paid any longer is withdrawn from a day on. */
static err unpaid_require(struct work *w, int64_t id)
{
    int64_t paid;
    err e = db_int(w->db, SQL_PAID, BINDS(INT(":id", id)), &paid);

    if (e || !paid)
        return e;
    return refuse(w, ERR_CONFLICT, "was_paid", "decision",
                  "Months were paid on this application: withdraw it, so that it ends from a day on.");
}

static const char SQL_GRANTED[] =
    "SELECT count(*) FROM " APPLICATION_STATES " s WHERE person_id = :person AND state = 'granted' AND "
    "withdrawn_on IS NULL";

/* Who may be the same person is paid already: the run would hold the second line back. */
static err same_person_ask(struct work *w, int64_t person)
{
    struct same_person *same;
    int64_t granted;
    size_t count;
    err e;

    if ((e = same_person_list(w, person, &same, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = db_int(w->db, SQL_GRANTED, BINDS(INT(":person", same[i].other)), &granted)))
            return e;
        if (granted && (e = question_ask(w, "same_person", "decision",
                                         "Somebody of this name and birth date is paid in file %s already. "
                                         "Until the coordinator says that they are two, one is paid.",
                                         same[i].case_number)))
            return e;
    }
    return OK;
}

/* Whether this can be decided of that application at all. */
static err possible_check(struct work *w, int64_t id, enum application_state decision,
                          const struct applied *a)
{
    err e;

    if (a->state == decision && decision != APPLICATION_INCOMPLETE)
        return refuse(w, ERR_CONFLICT, "already_decided", "decision", "This is what was decided already.");
    if (decision != APPLICATION_GRANTED && (e = unpaid_require(w, id)))
        return e;
    if (decision != APPLICATION_REFUSED && (e = application_only_require(w, a->person, id)))
        return e;
    return OK;
}

/* Of a sealed file nothing is told, nor who else bears that name: its coordinator has checked the papers, and
 * the run holds back what is not due. */
static err right_check(struct work *w, const struct application_decision_new *in, const struct applied *a,
                       struct faults *f)
{
    err e;

    if (in->decision != APPLICATION_GRANTED || !in->case_id)
        return OK;
    if ((e = faults_take(w, f, same_person_ask(w, a->person))))
        return e;
    return faults_take(w, f, applicant_doubt_ask(w, a->person, a->filed_on));
}

static err decision_check(struct work *w, int64_t id, const struct application_decision_new *in,
                          const struct applied *a)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(
             w, &f,
             field_text_check(w, "reason", in->reason, REASON_MAX, in->decision == APPLICATION_REFUSED))) ||
        (e = faults_take(w, &f, possible_check(w, id, in->decision, a))) || (e = right_check(w, in, a, &f)) ||
        (e = document_note_check(w, a->filed_on, in->documents, in->documents_count, in->seen_on, &f)))
        return e;
    return faults_refuse(w, &f);
}

/* Papers that came with this decision count for it. */
static err decision_papers(struct work *w, int64_t id, const struct application_decision_new *in)
{
    size_t missing;
    err e;

    if ((e = document_note(w, id, in->documents, in->documents_count,
                           (struct paper_seen){.on = in->seen_on})) ||
        (e = papers_missing(w, id, &missing)))
        return e;
    if (in->decision == APPLICATION_INCOMPLETE && !missing && !in->reason)
        return refuse(w, ERR_INPUT, "nothing_missing", "decision",
                      "All papers were seen: say what is missing.");
    if (in->decision == APPLICATION_GRANTED && missing)
        work_warn(w, "documents_missing", "documents", "%zu of the papers asked for were not seen.", missing);
    return OK;
}

static const char SQL_ADD[] =
    "INSERT INTO application_decision (id, application_id, decision, decided_on, reason_sealed, recorded_by, "
    "recorded_at) VALUES (:id, :application, :decision, :on, :reason, :account, :now)";

static err decision_add(struct work *w, int64_t application, int64_t person,
                        const struct application_decision_new *in)
{
    CLEANUP(buf_free) struct buf reason = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, "application_decision", &id)) ||
        (e = sealed_text(w, OF_PERSON(person), "application_decision", "reason", id, in->reason, &reason)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), INT(":application", application),
                         TEXT(":decision", application_state_name(in->decision)), DATE(":on", w->today),
                         SEALED(":reason", reason),
                         INT_OR_NULL(":account", w->actor.account, w->actor.account), INT(":now", w->now)));
}

err application_decide(struct work *w, int64_t id, const struct application_decision_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "application.decide",
                                .record = "application",
                                .record_id = id,
                                .case_id = in->case_id,
                                .why = application_state_name(in->decision)};
    struct applied a = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = applied_read(w, id, in->case_id, &a)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, a.person, false},
                        &entry.case_version)) ||
        (e = decision_check(w, id, in, &a)) || (e = decision_papers(w, id, in)) ||
        (e = decision_add(w, id, a.person, in)) || (e = card_refresh(w, a.person)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

/* What the decision on a sealed file needs to know of it, and never tells. */
struct sealed_row {
    int64_t case_id, version;
    bool checked;
};

static const char SQL_SEALED[] =
    "SELECT c.id AS case_id, c.version, EXISTS (SELECT 1 FROM application_check k WHERE k.application_id = "
    "a.id) AS checked FROM application a JOIN case_file c ON c.id = (SELECT min(k.case_id) FROM case_person "
    "k "
    "WHERE k.person_id = a.person_id AND k.role <> 'respondent') WHERE a.id = :id AND " PERSON_CLOSED(
        "a.person_id");
static const struct column SEALED_COLUMNS[] = {
    COLUMN_INT(struct sealed_row, case_id),
    COLUMN_INT(struct sealed_row, version),
    COLUMN_BOOL(struct sealed_row, checked),
};
static const char SQL_SEALED_APPLIED[] =
    "SELECT person_id, filed_on, state FROM " APPLICATION_STATES " s WHERE id = :id AND withdrawn_on IS NULL";

static err sealed_read(struct work *w, int64_t id, struct sealed_row *ret, struct applied *ret_applied)
{
    err e = row_read(w, SQL_SEALED, BINDS(INT(":id", id), INT(":account", w->actor.account)),
                     COLUMNS(SEALED_COLUMNS), ret);

    if (!e)
        e = row_read(w, SQL_SEALED_APPLIED, BINDS(INT(":id", id)), COLUMNS(APPLIED_COLUMNS), ret_applied);
    return e == ERR_ABSENT
               ? refuse(w, e, "no_such_application", "", "There is no such application that counts.")
               : e;
}

/* The guard of her files is not passed: nothing of them is read here, and nothing is told. */
err application_decide_sealed(struct work *w, int64_t id, const struct sealed_decision *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "application.decide",
                                .record = "application",
                                .record_id = id,
                                .why = application_state_name(in->decision)};
    const struct application_decision_new decision = {
        .decision = in->decision, .reason = in->reason, .seen_on = DATE_NONE};
    struct sealed_row row = {0};
    struct applied a = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = sealed_read(w, id, &row, &a)))
        return e;
    if (in->decision == APPLICATION_GRANTED && !row.checked)
        return refuse(w, ERR_CONFLICT, "papers_unchecked", "decision",
                      "No coordinator has checked the papers of this application yet.");
    entry.case_id = row.case_id;
    if ((e = case_move(w, row.case_id, &entry.case_version)) || (e = decision_check(w, id, &decision, &a)) ||
        (e = decision_papers(w, id, &decision)) || (e = decision_add(w, id, a.person, &decision)) ||
        (e = card_refresh(w, a.person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_DECISIONS[] =
    "SELECT d.id, d.decision, d.decided_on, d.reason_sealed, a.name FROM application_decision d "
    "LEFT JOIN account a ON a.id = d.recorded_by WHERE d.application_id = :id ORDER BY d.id";

static const struct column DECISION_COLUMNS[] = {
    COLUMN_INT(struct application_decision, id),
    COLUMN_WORD(struct application_decision, decision, application_state_parse),
    COLUMN_DATE_AS(struct application_decision, on, "decided_on"),
    COLUMN_SEALED(struct application_decision, reason, "application_decision", id),
    COLUMN_TEXT_AS(struct application_decision, by, "name"),
};

err application_decisions(struct work *w, int64_t id, struct application_decision **ret, size_t *ret_count)
{
    return rows_read(w, SQL_DECISIONS, BINDS(INT(":id", id)), COLUMNS(DECISION_COLUMNS), NULL, ret,
                     ret_count);
}
