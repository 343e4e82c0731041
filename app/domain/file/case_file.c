/* Case files: opened, and written one version at a time. */
#include "domain/file/case_file.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/erased.h"
#include "domain/file/person.h"
#include "domain/file/person_twin.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

static const char SQL_ACTIVE[] = "SELECT active FROM unit WHERE id = :id";
static const char SQL_OPEN[] =
    "INSERT INTO case_file (id, number, unit_id, key_id, charge_id, created_at) VALUES (:id, :number, :unit, "
    ":key, (SELECT k.id FROM account k WHERE k.id = :actor AND k.role = 'coordinator'), :at)";

/* Numbers begin anew with each year, so each year has a sequence of its own. */
err case_open(struct work *w, int64_t unit, int64_t *ret_id)
{
    char sequence[32], number[32];
    int64_t id, n, active, key;
    err e;

    if ((e = db_int(w->db, SQL_ACTIVE, BINDS(INT(":id", unit)), &active)))
        return e;
    if (!active)
        return refuse(w, ERR_INPUT, "retired_unit", "unit", "This unit takes no new files any more.");
    snprintf(sequence, sizeof sequence, "case_file %d", date_year(w->today));
    if ((e = id_next(w, "case_file", &id)) || (e = id_next(w, sequence, &n)) || (e = owner_key_new(w, &key)))
        return e;
    snprintf(number, sizeof number, "%" PRId64 "/%d", n, date_year(w->today));
    if ((e = db_exec(w->db, SQL_OPEN,
                     BINDS(INT(":id", id), TEXT(":number", number), INT(":unit", unit), INT(":key", key),
                           INT(":actor", w->actor.account), INT(":at", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

err case_register(struct work *w, const char *unit, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "case.open", .record = "case_file", .case_version = 1};
    int64_t unit_id, id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = unit_find(w, unit, &unit_id)) || (e = case_open(w, unit_id, &id)))
        return e;
    entry.record_id = entry.case_id = id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct role_row {
    enum case_role role;
};

static const char SQL_ROLE[] = "SELECT role FROM case_person WHERE case_id = :case AND person_id = :person";
static const struct column ROLE_COLUMNS[] = {COLUMN_WORD(struct role_row, role, case_role_parse)};

/* *ret_there false: the person does not stand in the file. */
static err role_read(struct work *w, int64_t id, int64_t person, bool *ret_there, enum case_role *ret)
{
    struct role_row row = {0};
    err e =
        row_read(w, SQL_ROLE, BINDS(INT(":case", id), INT(":person", person)), COLUMNS(ROLE_COLUMNS), &row);

    if (e && e != ERR_ABSENT)
        return e;
    *ret_there = !e;
    *ret = row.role;
    return OK;
}

err case_person_role(struct work *w, int64_t id, int64_t person, const char *field, enum case_role *ret)
{
    bool there;
    err e;

    if ((e = role_read(w, id, person, &there, ret)))
        return e;
    return there ? OK
                 : refuse(w, ERR_INPUT, "not_in_file", field, "This person does not stand in this file.");
}

err case_person_kept(struct work *w, int64_t id, int64_t person, const char *field, enum case_role *ret)
{
    err e = case_person_role(w, id, person, field, ret);

    return e ? e
             : erased_heed(w, "person", person, field,
                           "This person is erased: nothing more is entered; enter her anew.");
}

/* The first file in which she is not the respondent: the one that those who know her by something else (an
 * application, a card) are shown. */
static const char SQL_FIRST[] =
    "SELECT case_id FROM case_person WHERE person_id = :person AND role <> 'respondent' "
    "ORDER BY case_id LIMIT 1";

err case_of_beneficiary(struct work *w, int64_t person, int64_t *ret_id)
{
    int64_t id;
    err e = db_int(w->db, SQL_FIRST, BINDS(INT(":person", person)), &id);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_person", "", "There is no such person.");
    if (e || (e = case_person_may_open(w, person, 0)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_ADD[] = "INSERT INTO case_person (id, case_id, person_id, role, relation_sealed) "
                              "VALUES (:id, :case, :person, :role, :relation)";

err case_person_add(struct work *w, int64_t id, int64_t person, enum case_role role, const char *relation)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    enum case_role now;
    int64_t row_id;
    bool there;
    err e;

    if ((e = role_read(w, id, person, &there, &now)))
        return e;
    /* Adding somebody who stands there already in the same role is no change: papers name the same children
     * again and again. */
    if (there && now == role)
        return OK;
    if (there)
        return refuse(w, ERR_CONFLICT, "already_in_file", "role",
                      "This person stands in the file as %s already.", case_role_name(now));
    if ((e = id_next(w, "case_person", &row_id)) ||
        (e = sealed_text(w, OF_FILE(id), "case_person", "relation", row_id, relation, &sealed)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", row_id), INT(":case", id), INT(":person", person),
                         TEXT(":role", case_role_name(role)), SEALED(":relation", sealed)));
}

static const char SQL_ROW[] = "SELECT id FROM case_person WHERE case_id = :case AND person_id = :person";
static const char SQL_RELATE[] = "UPDATE case_person SET relation_sealed = :relation WHERE id = :id";

err case_person_relate(struct work *w, int64_t id, int64_t person, const char *relation)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t row_id;
    err e;

    if ((e = db_int(w->db, SQL_ROW, BINDS(INT(":case", id), INT(":person", person)), &row_id)) ||
        (e = sealed_text(w, OF_FILE(id), "case_person", "relation", row_id,
                         text_empty(relation) ? NULL : relation, &sealed)))
        return e;
    return db_exec(w->db, SQL_RELATE, BINDS(INT(":id", row_id), SEALED(":relation", sealed)));
}

static err new_person_check(struct work *w, int64_t id, const struct case_person_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, !case_role_name(in->role), "unknown_role", "role",
                         "Must be one of protected, dependant, respondent.")) ||
        (e = faults_take(w, &f, person_check(w, &in->who))) ||
        (in->role != ROLE_RESPONDENT &&
         (e = faults_take(w, &f, person_twin_ask(w, &in->who, id, "surname")))))
        return e;
    return faults_refuse(w, &f);
}

/* Whom the register knows from a sealed file is not added here by somebody it is closed to: the answer would
 * tell that the person stands there. */
err case_person_register(struct work *w, int64_t id, const struct case_person_new *in, int64_t *ret_person)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "person.register", .record = "person", .case_id = id};
    int64_t person = 0;
    size_t warned;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_touch(w, &(struct touch){id, in->version, entry.what, 0, false}, &entry.case_version)) ||
        (e = new_person_check(w, id, in)) || (e = person_find(w, &in->who, id, &person)) ||
        (person && (e = case_person_may_open(w, person, id))))
        return e;
    warned = w->warning_count;
    if (person == 0 && (e = person_enter(w, &in->who, &person)))
        return e;
    w->warning_count = warned; /* person_add checks again and would warn twice */
    entry.record_id = person;
    if ((e = case_person_add(w, id, person, in->role, in->relation)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_person = person;
    return OK;
}
