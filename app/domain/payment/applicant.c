/* Who may apply, looked up by name or number for the aid office. What is sealed against the actor is left
 * out, as if it were not there: a line "somebody is hidden here" would tell that she is in the register. */
#include "domain/payment/applicant.h"

#include <string.h>

#include "base/text.h"
#include "domain/claim/claim.h"
#include "domain/file/case_guard.h"
#include "domain/file/search_words.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define QUERY_MIN 2   /* letters once folded: a single one would list half the register */
#define QUERY_MAX 400 /* bytes once folded */

static const char SQL_APPLICANTS[] =
    "SELECT p.id AS person, p.first_name_sealed, p.father_name_sealed, p.surname_sealed, p.nid_sealed, "
    "c.id AS case_id, c.number, u.name AS unit, c.version, s.id AS application, s.state FROM case_person k "
    "JOIN person p ON p.id = k.person_id "
    "JOIN case_file c ON c.id = k.case_id JOIN unit u ON u.id = c.unit_id "
    "LEFT JOIN " APPLICATION_STATES
    " s ON s.id = (SELECT max(a.id) FROM application a WHERE a.person_id = p.id "
    "AND a.withdrawn_on IS NULL) "
    "WHERE p.died_on IS NULL AND EXISTS (SELECT 1 FROM benefit_rule r WHERE r.service = 'payment' AND "
    "r.voided_at IS NULL "
    "AND r.from_day <= :today AND (r.until_day IS NULL OR r.until_day >= :today) "
    "AND ((k.role = 'protected' AND r.for_protected = 1) OR (k.role = 'dependant' AND r.for_dependants = "
    "1))) "
    "AND NOT " PERSON_CLOSED("p.id") "ORDER BY c.id, k.id";

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

/* Names are sealed, so the database cannot search in them: each row is opened and compared here, in any
 * spelling, as files are found. */
static bool applicant_matches(const struct applicant *a, const struct search_words *q)
{
    unsigned met = search_words_number(q, a->file_number) | search_words_name(q, a->first_name) |
                   search_words_name(q, a->surname);

    if (a->father_name)
        met |= search_words_name(q, a->father_name);
    if (a->nid)
        met |= search_words_number(q, a->nid);
    return q->count && met == q->all;
}

static err applicants_read(struct work *w, const struct search_words *q, struct applicant **ret,
                           size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct applicant *list = NULL, *place, a;
    size_t count = 0, room = 0;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_APPLICANTS,
                      BINDS(DATE(":today", w->today), INT(":account", w->actor.account)), &s)))
        return e;
    while (count < APPLICANTS_MAX && !(e = row_next(w, s, COLUMNS(APPLICANT_COLUMNS), &a, &row)) && row) {
        if (!applicant_matches(&a, q))
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
    struct search_words words;
    err e;

    text_fold(q ? q : "", folded, sizeof folded);
    if (text_length(folded) < QUERY_MIN)
        return refuse(w, ERR_INPUT, "too_short", "q", "At least %d letters of a name or number are needed.",
                      QUERY_MIN);
    /* The log says that somebody searched, and not for whom: the words may be the name of anybody. */
    if ((e = audit_append(w, &entry)))
        return e;
    search_words_make(q, &words);
    e = applicants_read(w, &words, ret, ret_count);
    explicit_bzero(&words, sizeof words);
    return e;
}
