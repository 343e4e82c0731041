/* Reading a file whole: always logged, always past the guard of sealed files. */
#include "domain/file/case_read.h"

#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_FILE[] = "SELECT c.number, u.name, c.version, c.created_at, c.sealed FROM case_file c "
                               "JOIN unit u ON u.id = c.unit_id WHERE c.id = :id";

static err file_read(struct work *w, struct case_file *f)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_FILE, BINDS(INT(":id", f->id)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return ERR_ABSENT;
    f->number = stmt_text_in(s, 0, w->arena);
    f->unit = stmt_text_in(s, 1, w->arena);
    f->version = stmt_int(s, 2);
    f->created_at = stmt_int(s, 3);
    f->sealed = stmt_int(s, 4) != 0;
    return OK;
}

static const char SQL_PERSONS[] =
    "SELECT id, person_id, role, relation_sealed FROM case_person WHERE case_id = :id ORDER BY id";

static err person_fill(struct work *w, struct stmt *s, void *row)
{
    struct case_person *p = row;
    err e;

    p->person = stmt_int(s, 1);
    if (!case_role_parse(stmt_text(s, 2), &p->role))
        return ERR_CORRUPT;
    if ((e = sealed_open(w, "case_person", "relation", stmt_int(s, 0), s, 3, &p->relation)))
        return e;
    return person_read(w, p->person, &p->who);
}

err case_persons_read(struct work *w, const char *sql, const struct bind *binds, struct case_person **ret,
                      size_t *ret_count)
{
    return rows_fill(w, sql, binds, sizeof **ret, person_fill, ret, ret_count);
}

static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order WHERE case_id = :id ORDER BY decision_date, id";

err case_read(struct work *w, int64_t id, struct case_file *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "case.read", .record = "case_file", .record_id = id, .case_id = id};
    struct case_file f = {.id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) || (e = audit_append(w, &entry)) ||
        (e = file_read(w, &f)) ||
        (e = case_persons_read(w, SQL_PERSONS, BINDS(INT(":id", id)), &f.persons, &f.person_count)) ||
        (e = rows_ids(w, SQL_ORDERS, BINDS(INT(":id", id)), &f.orders, &f.order_count)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = f;
    return OK;
}
