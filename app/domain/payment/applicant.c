/* The aid office's look-ups: who may apply, and which applications there are. What is sealed against the
 * actor is left out, as if it were not there. */
#include <string.h>

#include "base/text.h"
#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/office/audit.h"
#include "domain/payment/application.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define QUERY_MIN 2   /* letters, folded: one would list half the register */
#define QUERY_MAX 400 /* bytes, folded */

#define OPEN_TO_ACTOR                                                                                        \
    "NOT EXISTS (SELECT 1 FROM case_person x JOIN case_file f ON f.id = x.case_id WHERE x.person_id = p.id " \
    "AND f.sealed = 1 AND NOT EXISTS (SELECT 1 FROM case_access y WHERE y.case_id = f.id AND y.account_id "  \
    "= :account)) "

/* A month of the list is found by the days of filing that can count for it. */
static const char SQL_LIST[] =
    "SELECT s.id, s.filed_on, s.withdrawn_on, s.state, p.id AS person, p.first_name_sealed, "
    "p.father_name_sealed, p.surname_sealed, p.nid_sealed, c.id AS case_id, c.number, u.name AS unit, "
    "c.version FROM " APPLICATION_STATES " s "
    "JOIN person p ON p.id = s.person_id "
    "JOIN case_file c ON c.id = (SELECT min(k.case_id) FROM case_person k WHERE k.person_id = p.id AND "
    "k.role "
    "<> 'respondent') JOIN unit u ON u.id = c.unit_id "
    "WHERE (:from IS NULL OR s.filed_on >= :from) AND (:until IS NULL OR s.filed_on <= :until) "
    "AND " OPEN_TO_ACTOR "ORDER BY s.filed_on DESC, s.id DESC";

static const struct column VIEW_COLUMNS[] = {
    COLUMN_INT(struct application_view, id),
    COLUMN_DATE(struct application_view, filed_on),
    COLUMN_DATE(struct application_view, withdrawn_on),
    COLUMN_WORD(struct application_view, state, application_state_parse),
    COLUMN_INT(struct application_view, person),
    COLUMN_SEALED(struct application_view, first_name, "person", person),
    COLUMN_SEALED(struct application_view, father_name, "person", person),
    COLUMN_SEALED(struct application_view, surname, "person", person),
    COLUMN_SEALED(struct application_view, nid, "person", person),
    COLUMN_INT(struct application_view, case_id),
    COLUMN_TEXT_AS(struct application_view, file_number, "number"),
    COLUMN_TEXT(struct application_view, unit),
    COLUMN_INT(struct application_view, version),
};

/* Those of the filter's month and state, moved to the front. */
static size_t views_choose(const struct application_filter *f, const struct rules *rules,
                           struct application_view *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count && kept < APPLICATIONS_MAX; i++) {
        struct application_view *v = &list[i];

        v->payable_from =
            application_payable_from(v->filed_on, (int)legal_value(rules->legal, rules->legal_count,
                                                                   LEGAL_APPLICATION_DAY, v->filed_on));
        if ((f->state && f->state != v->state) ||
            (f->month != DATE_NONE && f->month != date_month_first(v->payable_from)))
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
                       COLUMNS(VIEW_COLUMNS), NULL, &list, &count)))
        return e;
    *ret_count = views_choose(f, &rules, list, count);
    *ret = list;
    return OK;
}

static const char SQL_APPLICANTS[] =
    "SELECT p.id AS person, p.first_name_sealed, p.father_name_sealed, p.surname_sealed, p.nid_sealed, "
    "c.id AS case_id, c.number, u.name AS unit, c.version, s.id AS application, s.state FROM case_person k "
    "JOIN person p ON p.id = k.person_id "
    "JOIN case_file c ON c.id = k.case_id JOIN unit u ON u.id = c.unit_id "
    "LEFT JOIN " APPLICATION_STATES
    " s ON s.id = (SELECT max(a.id) FROM application a WHERE a.person_id = p.id "
    "AND a.withdrawn_on IS NULL) "
    "WHERE p.died_on IS NULL AND EXISTS (SELECT 1 FROM benefit_rule r WHERE r.service = 'payment' "
    "AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today) "
    "AND ((k.role = 'protected' AND r.for_protected = 1) OR (k.role = 'dependant' AND r.for_dependants = "
    "1))) "
    "AND " OPEN_TO_ACTOR "ORDER BY c.id, k.id";

static const struct column APPLICANT_COLUMNS[] = {
    COLUMN_INT(struct applicant, person),
    COLUMN_SEALED(struct applicant, first_name, "person", person),
    COLUMN_SEALED(struct applicant, father_name, "person", person),
    COLUMN_SEALED(struct applicant, surname, "person", person),
    COLUMN_SEALED(struct applicant, nid, "person", person),
    COLUMN_INT(struct applicant, case_id),
    COLUMN_TEXT_AS(struct applicant, file_number, "number"),
    COLUMN_TEXT(struct applicant, unit),
    COLUMN_INT(struct applicant, version),
    COLUMN_INT(struct applicant, application),
    COLUMN_WORD_OR_NULL(struct applicant, state, application_state_parse),
};

static err applicant_matches(struct work *w, const struct applicant *a, const char *q, bool *ret)
{
    const char *text = arena_format(w->arena, "%s %s %s %s %s", a->file_number, a->first_name,
                                    a->father_name ? a->father_name : "", a->surname, a->nid ? a->nid : "");
    size_t room = text ? 2 * strlen(text) + 1 : 0;
    char *folded = text ? arena_alloc(w->arena, room) : NULL;

    if (!folded)
        return ERR_SYSTEM;
    *ret = text_words_match(text_fold(text, folded, room), q);
    return OK;
}

static err applicants_read(struct work *w, const char *q, struct applicant **ret, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct applicant *list = NULL, *place, a;
    size_t count = 0, room = 0;
    bool row, match;
    err e;

    if ((e = db_query(w->db, SQL_APPLICANTS,
                      BINDS(DATE(":today", w->today), INT(":account", w->actor.account)), &s)))
        return e;
    while (count < APPLICANTS_MAX && !(e = row_next(w, s, COLUMNS(APPLICANT_COLUMNS), &a, &row)) && row) {
        if ((e = applicant_matches(w, &a, q, &match)))
            return e;
        if (!match)
            continue;
        if (!(place = arena_grow(w->arena, &list, &count, &room, sizeof a)))
            return ERR_SYSTEM;
        *place = a;
    }
    if (e)
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

err applicant_search(struct work *w, const char *q, struct applicant **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "applicant.search", .record = "person"};
    char folded[QUERY_MAX + 1];
    err e;

    text_fold(q ? q : "", folded, sizeof folded);
    if (text_length(folded) < QUERY_MIN)
        return refuse(w, ERR_INPUT, "too_short", "q", "%d letters of a name or number at least", QUERY_MIN);
    return (e = audit_append(w, &entry)) ? e : applicants_read(w, folded, ret, ret_count);
}
