/* One application with all that the aid office may know of it. */
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/payment/application.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_ONE[] =
    "SELECT person_id, filed_on, withdrawn_on, state FROM " APPLICATION_STATES " s WHERE id = :id";

static const struct column APPLICATION_COLUMNS[] = {
    COLUMN_INT_AS(struct application_view, person, "person_id"),
    COLUMN_DATE(struct application_view, filed_on),
    COLUMN_DATE(struct application_view, withdrawn_on),
    COLUMN_WORD(struct application_view, state, application_state_parse),
};

static err application_row_read(struct work *w, struct application_view *v)
{
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", v->id)), COLUMNS(APPLICATION_COLUMNS), v);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_application", "", "no such application") : e;
}

static const char SQL_FILE[] = "SELECT c.number, u.name AS unit, c.version FROM case_file c JOIN unit u ON "
                               "u.id = c.unit_id WHERE c.id = :id";

static const struct column FILE_COLUMNS[] = {
    COLUMN_TEXT_AS(struct application_view, file_number, "number"),
    COLUMN_TEXT(struct application_view, unit),
    COLUMN_INT(struct application_view, version),
};

static err file_read(struct work *w, struct application_view *v)
{
    struct person p;
    err e;

    if ((e = row_read(w, SQL_FILE, BINDS(INT(":id", v->case_id)), COLUMNS(FILE_COLUMNS), v)) ||
        (e = person_read(w, v->person, &p)))
        return e;
    v->first_name = p.first_name;
    v->father_name = p.father_name;
    v->surname = p.surname;
    v->nid = p.nid;
    return OK;
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

static err today_read(struct work *w, struct application_view *v)
{
    struct because because;
    struct rules rules;
    struct claim claim;
    err e;

    if ((e = rules_load(w, &rules)) || (e = claim_load(w, v->person, &rules, &claim)))
        return e;
    v->payable_from = application_payable_from(
        v->filed_on, (int)legal_value(rules.legal, rules.legal_count, LEGAL_APPLICATION_DAY, v->filed_on));
    v->why_not = entitlement_on(&claim, rules.benefits, rules.benefit_count, SV_PAYMENT, w->today, &because);
    if (!(w->actor.roles & R_COORDINATOR))
        v->why_not = why_not_veiled(v->why_not);
    v->amount = because.amount;
    return OK;
}

err application_read(struct work *w, int64_t id, struct application_view *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "application.read", .record = "application", .record_id = id};
    struct application_view v = {.id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = application_row_read(w, &v)) ||
        (e = case_of_beneficiary(w, v.person, &v.case_id)) || (e = file_read(w, &v)) ||
        (e = document_list(w, id, &v.documents, &v.document_count)) ||
        (e = application_decisions(w, id, &v.decisions, &v.decision_count)) || (e = today_read(w, &v)))
        return e;
    entry.case_id = v.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = v;
    return OK;
}
