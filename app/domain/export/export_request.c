/* Whom an auditor may export, and with whose approval. */
#include "domain/export/export_request.h"

#include <inttypes.h>

#include "base/instant.h"
#include "base/name.h"
#include "domain/claim/rules.h"
#include "domain/export/export_person.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/office/account_holder.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_OF_FILE[] =
    "SELECT p.person_id FROM case_person p JOIN case_file f ON p.case_id = coalesce(f.merged_into, f.id) "
    "WHERE f.number = :number "
    "ORDER BY p.id";

static err no_such_person(struct work *w, const char *field)
{
    return refuse(w, ERR_ABSENT, "no_such_person", field, "The register has nobody like that.");
}

/* In any spelling. A file that is sealed is told of neither here nor by the time it takes: names are compared
 * in any. */
static err named_find(struct work *w, const struct export_subject *in, int64_t *ret_person)
{
    struct person p;
    int64_t *ids;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_OF_FILE, BINDS(TEXT(":number", in->file)), &ids, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = person_read(w, ids[i], &p)))
            return e;
        if (name_same(&(struct name){p.first_name, p.surname}, &(struct name){in->first_name, in->surname})) {
            *ret_person = ids[i];
            return OK;
        }
    }
    return no_such_person(w, "file");
}

err export_subject_find(struct work *w, const struct export_subject *in, int64_t *ret_person)
{
    bool named = in->file && in->first_name; /* some have no surname */

    if (in->nid ? in->file || in->first_name || in->surname : !named)
        return refuse(w, ERR_INPUT, "not_one", "nid",
                      "Name the person by nid, or by file with first_name and, where there is one, surname.");
    return in->nid ? person_by_nid(w, in->nid, ret_person) : named_find(w, in, ret_person);
}

static const char SQL_TODAY[] =
    "SELECT count(*) FROM audit WHERE account_id = :account AND at >= :since AND what = 'person.export'";

static err limit_check(struct work *w)
{
    struct rules rules;
    int64_t most, given;
    err e;

    if ((e = rules_load(w, &rules)) ||
        (e = db_int(w->db, SQL_TODAY,
                    BINDS(INT(":account", w->actor.account), INT(":since", date_midnight(w->today))),
                    &given)))
        return e;
    most = legal_value(rules.legal, rules.legal_count, LEGAL_PERSON_EXPORTS, w->today);
    if (!most || given < most)
        return OK;
    return refuse(w, ERR_LIMIT, "too_many_exports", "",
                  "Today %" PRId64 " persons were exported: go on tomorrow.", given);
}

static const char SQL_CLOSED[] =
    "SELECT count(*) FROM person p WHERE p.id = :person AND " PERSON_CLOSED("p.id");

static err closed_look(struct work *w, int64_t person, bool *ret)
{
    int64_t closed;
    err e =
        db_int(w->db, SQL_CLOSED, BINDS(INT(":person", person), INT(":account", w->actor.account)), &closed);

    if (!e)
        *ret = closed > 0;
    return e;
}

static const char SQL_USE[] =
    "UPDATE export_request SET used_at = :now WHERE id = (SELECT min(r.id) FROM export_request r WHERE "
    "r.person_id = :person AND r.asked_by = :account AND r.approved_at > :since AND r.used_at IS NULL)";

static err approval_use(struct work *w, int64_t person)
{
    err e = db_exec(w->db, SQL_USE,
                    BINDS(INT(":now", w->now), INT(":person", person), INT(":account", w->actor.account),
                          INT(":since", w->now - EXPORT_APPROVAL)));

    if (e || db_changes(w->db) || (e = case_person_shut_tell(w, person)))
        return e;
    return refuse(
        w, ERR_DENIED, "approval_needed", "",
        "A sealed file names this person: somebody to whom it is entrusted approves the export first.");
}

err export_admit(struct work *w, int64_t person)
{
    bool closed = false;
    err e;

    if ((e = limit_check(w)) || (e = closed_look(w, person, &closed)))
        return e;
    return closed ? approval_use(w, person) : OK;
}

static const char SQL_ADD[] =
    "INSERT INTO export_request (id, person_id, asked_by, asked_at, why_sealed) VALUES (:id, "
    ":person, :account, :now, :why)";

err export_request_add(struct work *w, int64_t person, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "person.export_ask", .record = "person", .record_id = person, .why = w->why, .words = true};
    CLEANUP(buf_free) struct buf why = {0};
    int64_t id;
    err e;

    if ((e = field_reason_check(w, "why", w->why)) || (e = tx_begin(&tx, w->db)) ||
        (e = id_next(w, "export_request", &id)) ||
        (e = sealed_text(w, OF_PERSON(person), "export_request", "why", id, w->why, &why)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":person", person), INT(":account", w->actor.account),
                           INT(":now", w->now), SEALED(":why", why)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_LIST[] =
    "SELECT r.id, r.person_id, r.asked_at, r.approved_at, r.used_at, a.name AS asked_by, r.why_sealed, "
    "b.name AS approved_by, f.id AS case_id, f.number AS case_number FROM export_request r "
    "JOIN account a ON a.id = r.asked_by LEFT JOIN account b ON b.id = r.approved_by "
    "LEFT JOIN case_file f ON :approves = 1 AND f.id = (SELECT min(c.id) FROM case_person p "
    "JOIN case_file c ON c.id = p.case_id JOIN case_access x ON x.case_id = c.id "
    "WHERE p.person_id = r.person_id AND c.sealed = 1 AND x.account_id = :account) WHERE r.asked_by = "
    ":account OR (:approves = 1 AND r.asked_at > :since AND "
    "NOT " PERSON_CLOSED("r.person_id") ") ORDER BY r.id DESC LIMIT 100";
static const struct column REQUEST_COLUMNS[] = {
    COLUMN_INT(struct export_request, id),
    COLUMN_INT_AS(struct export_request, person, "person_id"),
    COLUMN_INT(struct export_request, asked_at),
    COLUMN_INT(struct export_request, approved_at),
    COLUMN_INT(struct export_request, used_at),
    COLUMN_TEXT(struct export_request, asked_by),
    COLUMN_SEALED(struct export_request, why, "export_request", id),
    COLUMN_TEXT(struct export_request, approved_by),
    COLUMN_INT(struct export_request, case_id),
    COLUMN_TEXT(struct export_request, case_number),
};

err export_request_list(struct work *w, struct export_request **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "person.export_asked", .record = "person"};
    err e = audit_append(w, &entry);

    if (e)
        return e;
    return rows_read(w, SQL_LIST,
                     BINDS(INT(":account", w->actor.account),
                           INT(":approves", (w->actor.roles & R_COORDINATOR) != 0),
                           INT(":since", w->now - 4 * (int64_t)EXPORT_APPROVAL)),
                     COLUMNS(REQUEST_COLUMNS), NULL, ret, ret_count);
}

struct pending {
    int64_t person, asked_by, approved_at;
};
static const char SQL_ONE[] = "SELECT person_id, asked_by, approved_at FROM export_request WHERE id = :id";
static const struct column PENDING_COLUMNS[] = {
    COLUMN_INT_AS(struct pending, person, "person_id"),
    COLUMN_INT(struct pending, asked_by),
    COLUMN_INT(struct pending, approved_at),
};
static const char SQL_APPROVE[] = "UPDATE export_request SET approved_by = :account, approved_at = :now "
                                  "WHERE id = :id AND approved_at IS NULL";

static err approver_check(struct work *w, int64_t id, struct pending *ret)
{
    bool closed = false;
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", id)), COLUMNS(PENDING_COLUMNS), ret);

    /* Nobody approves what she asked for herself, in another role. */
    if (e == ERR_ABSENT || (!e && ret->asked_by == w->actor.account))
        return refuse(w, ERR_ABSENT, "no_such_request", "", "There is no such request.");
    if (e || (e = closed_look(w, ret->person, &closed)))
        return e;
    if (closed)
        return refuse(w, ERR_DENIED, "sealed_file", "",
                      "Only those to whom the file is entrusted approve this.");
    if (ret->approved_at)
        return refuse(w, ERR_CONFLICT, "approved_already", "", "This is approved already.");
    return account_approves_for(w, ret->asked_by);
}

err export_request_approve(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "person.export_approve", .record = "person"};
    struct pending p = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = approver_check(w, id, &p)))
        return e;
    entry.record_id = p.person;
    if ((e = db_exec(w->db, SQL_APPROVE,
                     BINDS(INT(":account", w->actor.account), INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
