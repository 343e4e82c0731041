/* One application with all that the aid office may know of it. */
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/payment/application.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_ONE[] =
    "SELECT person_id, filed_on, withdrawn_on, state FROM " APPLICATION_STATES " s WHERE id = :id";

static err application_row_read(struct work *w, struct application_view *v)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ONE, BINDS(INT(":id", v->id)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_application", "", "no such application");
    v->person = stmt_int(s, 0);
    v->filed_on = stmt_date(s, 1);
    v->withdrawn_on = stmt_date(s, 2);
    return application_state_parse(stmt_text(s, 3), &v->state) ? OK : ERR_CORRUPT;
}

static const char SQL_FILE[] =
    "SELECT c.number, u.name, c.version FROM case_file c JOIN unit u ON u.id = c.unit_id WHERE c.id = :id";

/* The file stands, because a person of it has been found. */
static err file_read(struct work *w, struct application_view *v)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct person p;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_FILE, BINDS(INT(":id", v->case_id)), &s)) || (e = stmt_step(s, &row)))
        return e;
    v->file_number = stmt_text_in(s, 0, w->arena);
    v->unit = stmt_text_in(s, 1, w->arena);
    v->version = stmt_int(s, 2);
    if ((e = person_read(w, v->person, &p)))
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

static err decision_fill(struct work *w, struct stmt *s, void *row)
{
    struct application_decision *d = row;

    if (!application_state_parse(stmt_text(s, 1), &d->decision))
        return ERR_CORRUPT;
    d->on = stmt_date(s, 2);
    d->by = stmt_text_in(s, 4, w->arena);
    return sealed_open(w, "application_decision", "reason", stmt_int(s, 0), s, 3, &d->reason);
}

err application_decisions(struct work *w, int64_t id, struct application_decision **ret, size_t *ret_count)
{
    return rows_fill(w, SQL_DECISIONS, BINDS(INT(":id", id)), sizeof **ret, decision_fill, ret, ret_count);
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
