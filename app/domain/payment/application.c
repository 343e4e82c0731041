/* Filing and withdrawing. The law sets a last day of the month; whoever comes later is not refused, but
 * counts from the next month. */
#include "domain/payment/application.h"

#include "domain/card/card_refresh.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/law/application_gap.h"
#include "domain/office/audit.h"
#include "domain/order/death.h"
#include "domain/payment/applicant_right.h"
#include "domain/payment/document.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* An application that stands beside another. */
struct other {
    date filed_on;
};

/* After a refusal somebody may apply again; what is incomplete is completed, not filed twice. */
static const char SQL_OTHERS[] = "SELECT filed_on FROM " APPLICATION_STATES
                                 " s WHERE person_id = :person AND id <> :but AND withdrawn_on IS NULL AND "
                                 "state <> 'refused' ORDER BY id";
static const struct column OTHER_COLUMNS[] = {COLUMN_DATE(struct other, filed_on)};

/* So does one that does not reach to the order of today: a new order wants a new one. */
err application_only_require(struct work *w, int64_t person, int64_t but)
{
    struct other *others;
    struct rules rules;
    struct claim claim;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_OTHERS, BINDS(INT(":person", person), INT(":but", but)), COLUMNS(OTHER_COLUMNS),
                       NULL, &others, &count)) ||
        !count || (e = rules_load(w, &rules)) || (e = claim_load(w, person, &rules, &claim)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (!application_gap(&claim, others[i].filed_on, w->today, rules.legal, rules.legal_count))
            return refuse(w, ERR_CONFLICT, "already_applied", "person", "An application stands already.");
    return OK;
}

/* Whoever may not read the file must not learn from the refusal that the person is a respondent in it: for
 * them it reads as if the person did not stand in the file at all. */
static err beneficiary_require(struct work *w, const struct application_new *in)
{
    enum case_role role;
    err e;

    if ((e = case_person_kept(w, in->case_id, in->person, "person", &role)) || role != ROLE_RESPONDENT)
        return e;
    if (w->actor.roles & R_COORDINATOR)
        return refuse(w, ERR_INPUT, "not_beneficiary", "person", "A respondent is never a beneficiary.");
    return refuse(w, ERR_INPUT, "not_in_file", "person", "This person does not stand in this file.");
}

/* Whether she is in the file is asked before whether she has died, so that the second is told only of persons
 * the asker has to do with. */
static err applicant_check(struct work *w, const struct application_new *in)
{
    date died;
    err e;

    if ((e = beneficiary_require(w, in)) || (e = person_died_read(w, in->person, &died)))
        return e;
    if (died != DATE_NONE)
        return refuse(w, ERR_INPUT, "deceased", "person", "This person has died.");
    return application_only_require(w, in->person, 0);
}

static err application_check(struct work *w, const struct application_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, in->filed_on == DATE_NONE, "required", "filed_on",
                         "The day of filing is needed.")) ||
        (e = faults_when(w, &f, in->filed_on > w->today, "in_future", "filed_on",
                         "The day of filing lies in the future.")) ||
        (e = faults_take(w, &f, applicant_check(w, in))) ||
        (e = document_note_check(w, in->filed_on, in->documents, in->documents_count, in->seen_on, &f)))
        return e;
    return faults_refuse(w, &f);
}

static err late_warn(struct work *w, date filed_on, bool *ret_late)
{
    char last[DATE_TEXT];
    struct rules rules;
    err e;

    if ((e = rules_load(w, &rules)))
        return e;
    *ret_late = rules_payable_from(&rules, filed_on) > filed_on;
    if (*ret_late)
        work_warn(w, "filed_late", "filed_on", "Filed after %s: it counts for the next month.",
                  date_format(rules_filing_day(&rules, filed_on), last));
    return OK;
}

#define NAMES  APPLICATION_FACTS(FACT_NAME, )
#define VALUES APPLICATION_FACTS(FACT_VALUE, )
static const char SQL_ADD[] = "INSERT INTO application (id, person_id, recorded_by, recorded_at" NAMES ") "
                              "VALUES (:id, :person, :account, :now" VALUES ")";

/* The file is touched before the application is written: a stale version must stop the write. */
err application_file(struct work *w, const struct application_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "application.file", .record = "application", .case_id = in->case_id};
    int64_t id;
    bool late;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) || (e = application_check(w, in)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, in->person, false},
                        &entry.case_version)) ||
        (e = late_warn(w, in->filed_on, &late)) || (e = applicant_doubt_warn(w, in->person, in->filed_on)) ||
        (e = id_next(w, "application", &id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":person", in->person),
                           INT_OR_NULL(":account", w->actor.account, w->actor.account),
                           INT(":now", w->now) APPLICATION_FACTS(FACT_BIND, in)))))
        return e;
    entry.record_id = id;
    if (late)
        entry.why = "filed_late";
    if ((e = document_note(w, id, in->documents, in->documents_count,
                           (struct paper_seen){.on = in->seen_on})) ||
        (e = card_refresh(w, in->person)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_WITHDRAW[] =
    "UPDATE application SET withdrawn_on = :on WHERE id = :id AND withdrawn_on IS NULL AND filed_on <= :on "
    "AND person_id IN (SELECT person_id FROM case_person WHERE case_id = :case AND role <> 'respondent') "
    "RETURNING person_id";

/* *ret_person: whose application it was. The guard of all her files comes after the update, because only the
 * update tells who she is; where it refuses, the transaction takes the update back. */
static err application_stop(struct work *w, int64_t id, const struct application_end *in, int64_t *ret_person)
{
    err e = db_int(w->db, SQL_WITHDRAW, BINDS(DATE(":on", in->on), INT(":id", id), INT(":case", in->case_id)),
                   ret_person);

    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_application", "", "There is no such application that counts.");
    return e ? e : case_person_may_open(w, *ret_person, in->case_id);
}

err application_withdraw(struct work *w, int64_t id, const struct application_end *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "application.withdraw", .record = "application", .record_id = id, .case_id = in->case_id};
    int64_t person;
    err e;

    if (in->on == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "on", "The last day it counts is needed.");
    /* Days that are over may have been paid: an application never ends backwards. */
    if (in->on < w->today)
        return refuse(w, ERR_INPUT, "in_past", "on", "The last day it counts is today at the earliest.");
    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = application_stop(w, id, in, &person)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, person, false},
                        &entry.case_version)) ||
        (e = card_refresh(w, person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_PERSON[] = "SELECT person_id FROM application WHERE id = :id";

err application_person(struct work *w, int64_t id, int64_t *ret_person)
{
    err e = db_int(w->db, SQL_PERSON, BINDS(INT(":id", id)), ret_person);

    return e == ERR_ABSENT
               ? refuse(w, e, "no_such_application", "application", "There is no such application.")
               : e;
}

static const char SQL_LIST[] = "SELECT id, person_id, withdrawn_on" NAMES " FROM application "
                               "WHERE person_id = :person ORDER BY filed_on, id";
static const struct column APPLICATION_COLUMNS[] = {
    COLUMN_INT(struct application, id), COLUMN_INT_AS(struct application, person, "person_id"),
    COLUMN_DATE(struct application, withdrawn_on), APPLICATION_FACTS(FACT_COLUMN, struct application)};

err application_list(struct work *w, int64_t person, struct application **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":person", person)), COLUMNS(APPLICATION_COLUMNS), NULL, ret,
                     ret_count);
}
