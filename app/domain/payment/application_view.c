/* One application with all that the aid office may know of it, and the list of them. */
#include "domain/payment/application_view.h"

#include "base/month.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define FACTS APPLICATION_FACTS(FACT_OF, "a")
#define STATE APPLICATION_STATE("a")

static const char SQL_ONE[] =
    "SELECT a.person_id, (SELECT max(k.checked_on) FROM application_check k WHERE k.application_id = a.id) "
    "AS "
    "checked_on, a.withdrawn_on, " STATE " AS state" FACTS " FROM application a WHERE a.id = :id";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT_AS(struct application_view, person, "person_id"),
    COLUMN_DATE(struct application_view, checked_on), COLUMN_DATE(struct application_view, withdrawn_on),
    COLUMN_WORD(struct application_view, state, application_state_parse),
    APPLICATION_FACTS(FACT_COLUMN, struct application_view)};

static err application_row_read(struct work *w, struct application_view *v)
{
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", v->id)), COLUMNS(ONE_COLUMNS), v);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_application", "", "There is no such application.") : e;
}

static const char SQL_FILE[] = "SELECT c.number, u.name AS unit, c.version FROM case_file c JOIN unit u ON "
                               "u.id = c.unit_id WHERE c.id = :id";

static const struct column FILE_COLUMNS[] = {
    COLUMN_TEXT_AS(struct application_view, file_number, "number"),
    COLUMN_TEXT(struct application_view, unit),
    COLUMN_INT(struct application_view, version),
};

/* Of the file by which the aid office knows the person, and of the person. */
static err case_shown_read(struct work *w, struct application_view *v)
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

/* Today's answer. Only coordinators may learn from it where she lives. */
static err today_read(struct work *w, struct application_view *v)
{
    struct because because;
    struct rules rules;
    struct claim claim;
    err e;

    if ((e = rules_load(w, &rules)) || (e = claim_load(w, v->person, &rules, &claim)))
        return e;
    v->payable_from = rules_payable_from(&rules, v->filed_on);
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
        (e = case_of_beneficiary(w, v.person, &v.case_id)) || (e = case_shown_read(w, &v)) ||
        (e = document_list(w, id, &v.documents, &v.document_count)) ||
        (e = application_decisions(w, id, &v.decisions, &v.decision_count)) || (e = today_read(w, &v)))
        return e;
    entry.case_id = v.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = v;
    return OK;
}

/* What is filed late counts for the next month, so the days from a month before to a month after are read,
 * and views_choose() keeps those that count for the month asked for. */
static const char SQL_LIST[] =
    "SELECT a.id, a.person_id, a.withdrawn_on, " STATE " AS state, p.first_name_sealed, "
    "p.father_name_sealed, p.surname_sealed, p.nid_sealed, c.id AS case_id, c.number, u.name AS unit, "
    "c.version" FACTS " FROM application a JOIN person p ON p.id = a.person_id "
    "JOIN case_file c ON c.id = (SELECT min(k.case_id) FROM case_person k WHERE k.person_id = p.id "
    "AND k.role <> 'respondent') JOIN unit u ON u.id = c.unit_id "
    "WHERE (:from IS NULL OR a.filed_on >= :from) AND (:until IS NULL OR a.filed_on <= :until) "
    "AND NOT " PERSON_CLOSED("p.id") "ORDER BY a.filed_on DESC, a.id DESC";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct application_view, id),
    COLUMN_INT_AS(struct application_view, person, "person_id"),
    COLUMN_DATE(struct application_view, withdrawn_on),
    COLUMN_WORD(struct application_view, state, application_state_parse),
    COLUMN_SEALED(struct application_view, first_name, "person", person),
    COLUMN_SEALED(struct application_view, father_name, "person", person),
    COLUMN_SEALED(struct application_view, surname, "person", person),
    COLUMN_SEALED(struct application_view, nid, "person", person),
    COLUMN_INT(struct application_view, case_id),
    COLUMN_TEXT_AS(struct application_view, file_number, "number"),
    COLUMN_TEXT(struct application_view, unit),
    COLUMN_INT(struct application_view, version),
    APPLICATION_FACTS(FACT_COLUMN, struct application_view)};

/* Moves those of the filter's month and state to the front, and says how many they are. */
static size_t views_choose(const struct application_filter *f, const struct rules *rules,
                           struct application_view *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && kept < APPLICATIONS_MAX; i++) {
        struct application_view *v = &list[i];

        v->payable_from = rules_payable_from(rules, v->filed_on);
        if ((f->state && f->state != v->state) ||
            (f->month != DATE_NONE && f->month != month_first(v->payable_from)))
            continue;
        list[kept++] = *v;
    }
    return kept;
}

err application_list_all(struct work *w, const struct application_filter *f, struct application_view **ret,
                         size_t *ret_count)
{
    const struct audit_entry entry = {.what = "application.list", .record = "application"};
    struct application_view *list;
    struct rules rules;
    size_t count;
    err e;

    if ((e = audit_append(w, &entry)) || (e = rules_load(w, &rules)) ||
        (e = rows_read(w, SQL_LIST,
                       BINDS(DATE(":from", date_add_months(f->month, -1)),
                             DATE(":until", date_add_months(f->month, 1)), INT(":account", w->actor.account)),
                       COLUMNS(LIST_COLUMNS), NULL, &list, &count)))
        return e;
    *ret_count = views_choose(f, &rules, list, count);
    *ret = list;
    return OK;
}
