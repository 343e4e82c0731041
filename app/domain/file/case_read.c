/* Reading a file whole: always logged, always past the guard of sealed files. */
#include "domain/file/case_read.h"

#include "domain/file/case_guard.h"
#include "domain/file/case_merged.h"
#include "domain/file/charge.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_FILE[] =
    "SELECT c.id, c.number, u.name AS unit, c.version, c.created_at, c.sealed, k.full_name AS in_charge "
    "FROM case_file c JOIN unit u ON u.id = c.unit_id " CHARGE_JOIN("c") "WHERE c.id = :id";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct case_file, id),         COLUMN_TEXT(struct case_file, number),
    COLUMN_TEXT(struct case_file, unit),      COLUMN_INT(struct case_file, version),
    COLUMN_INT(struct case_file, created_at), COLUMN_BOOL(struct case_file, sealed),
    COLUMN_TEXT(struct case_file, in_charge),
};

static const char SQL_PERSONS[] =
    "SELECT id, person_id, role, relation_sealed FROM case_person WHERE case_id = :id ORDER BY id";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT_AS(struct case_person, row, "id"),
    COLUMN_INT_AS(struct case_person, person, "person_id"),
    COLUMN_WORD(struct case_person, role, case_role_parse),
    COLUMN_SEALED(struct case_person, relation, "case_person", row),
};

static err who_read(struct work *w, void *row)
{
    struct case_person *p = row;

    return person_read(w, p->person, &p->who);
}

err case_persons_read(struct work *w, const char *sql, const struct bind *binds, struct case_person **ret,
                      size_t *ret_count)
{
    return rows_read(w, sql, binds, COLUMNS(PERSON_COLUMNS), who_read, ret, ret_count);
}

static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order WHERE case_id = :id ORDER BY decision_date, id";

/* Logged before it is read: nothing is read that the log does not know of. */
err case_read(struct work *w, int64_t id, struct case_file *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "case.read", .record = "case_file"};
    struct case_file f = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_here(w, id, &id)))
        return e;
    entry.record_id = entry.case_id = id;
    if ((e = case_may_open(w, id)) || (e = audit_append(w, &entry)) ||
        (e = row_read(w, SQL_FILE, BINDS(INT(":id", id)), COLUMNS(FILE_COLUMNS), &f)) ||
        (e = case_persons_read(w, SQL_PERSONS, BINDS(INT(":id", id)), &f.persons, &f.person_count)) ||
        (e = rows_ids(w, SQL_ORDERS, BINDS(INT(":id", id)), &f.orders, &f.order_count)) ||
        (e = case_merged_list(w, id, &f.merged, &f.merged_count)) || (e = tx_commit(&tx)))
        return e;
    *ret = f;
    return OK;
}
