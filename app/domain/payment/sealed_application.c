/* Applications of sealed files, read without what would tell whose they are. The person's number stays out as
 * well: it stands on lists that were made before the file was sealed. */
#include "domain/payment/sealed_application.h"

#include "base/month.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Each with its person, whom a file hides that is not entrusted to :account. */
#define SEALED_SELECT                                                                                        \
    "SELECT a.id, a.withdrawn_on, " APPLICATION_STATE(                                                       \
        "a") " AS state, (SELECT max(k.checked_on) FROM "                                                    \
             "application_check k WHERE k.application_id = a.id) AS checked_on" APPLICATION_FACTS(           \
                 FACT_OF, "a") " FROM application a WHERE " PERSON_CLOSED("a.person_id")
static const char SQL_LIST[] =
    SEALED_SELECT "AND (:from IS NULL OR a.filed_on >= :from) AND (:until IS NULL OR a.filed_on <= :until) "
                  "ORDER BY a.filed_on DESC, a.id DESC";
static const char SQL_ONE[] = SEALED_SELECT "AND a.id = :id";
static const struct column SEALED_COLUMNS[] = {
    COLUMN_INT(struct sealed_application, id), COLUMN_DATE(struct sealed_application, withdrawn_on),
    COLUMN_WORD(struct sealed_application, state, application_state_parse),
    COLUMN_DATE(struct sealed_application, checked_on),
    APPLICATION_FACTS(FACT_COLUMN, struct sealed_application)};

/* Moves those of the filter's month and state to the front, and says how many they are. */
static size_t sealed_choose(const struct application_filter *f, const struct rules *rules,
                            struct sealed_application *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && kept < APPLICATIONS_MAX; i++) {
        list[i].payable_from = rules_payable_from(rules, list[i].filed_on);
        if ((f->state && f->state != list[i].state) ||
            (f->month != DATE_NONE && f->month != month_first(list[i].payable_from)))
            continue;
        list[kept++] = list[i];
    }
    return kept;
}

err sealed_application_list(struct work *w, const struct application_filter *f,
                            struct sealed_application **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "application.list", .record = "application"};
    struct sealed_application *list;
    struct rules rules;
    size_t count;
    err e;

    if ((e = audit_append(w, &entry)) || (e = rules_load(w, &rules)) ||
        (e = rows_read(w, SQL_LIST,
                       BINDS(DATE(":from", date_add_months(f->month, -1)),
                             DATE(":until", date_add_months(f->month, 1)), INT(":account", w->actor.account)),
                       COLUMNS(SEALED_COLUMNS), NULL, &list, &count)))
        return e;
    *ret_count = sealed_choose(f, &rules, list, count);
    *ret = list;
    return OK;
}

/* The words of a refusal may tell of her, and so may who decided: what was decided, and when, is enough. */
static void decisions_veil(struct sealed_application *s)
{
    for (size_t i = 0; i < s->decision_count; i++)
        s->decisions[i].reason = s->decisions[i].by = NULL;
}

err sealed_application_read(struct work *w, int64_t id, struct sealed_application *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "application.read_sealed", .record = "application", .record_id = id};
    struct sealed_application s = {.id = id};
    struct rules rules;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = row_read(w, SQL_ONE, BINDS(INT(":id", id), INT(":account", w->actor.account)),
                      COLUMNS(SEALED_COLUMNS), &s)))
        return e == ERR_ABSENT ? refuse(w, e, "no_such_application", "", "There is no such application.") : e;
    if ((e = rules_load(w, &rules)) || (e = document_list(w, id, &s.documents, &s.document_count)) ||
        (e = application_decisions(w, id, &s.decisions, &s.decision_count)))
        return e;
    s.payable_from = rules_payable_from(&rules, s.filed_on);
    decisions_veil(&s);
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = s;
    return OK;
}
