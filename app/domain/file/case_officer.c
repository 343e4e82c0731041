/* The same table that lets coordinators in lets these in: each look of theirs passes the same guard, and is
 * logged as any. */
#include "domain/file/case_officer.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_seal.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT a.id, a.full_name, EXISTS (SELECT 1 FROM case_access x WHERE x.case_id = :case AND x.account_id "
    "= a.id) AS named "
    "FROM account a WHERE a.role = 'aid_officer' AND a.active = 1 ORDER BY a.full_name, a.id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct case_officer, id),
    COLUMN_TEXT(struct case_officer, full_name),
    COLUMN_BOOL(struct case_officer, named),
};

static err officers_load(struct work *w, int64_t case_id, struct case_officer **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

err case_officer_list(struct work *w, int64_t case_id, struct case_officer **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "case.officers", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)))
        return e;
    return officers_load(w, case_id, ret, ret_count);
}

static const char SQL_SEALED[] = "SELECT sealed FROM case_file WHERE id = :case";

static err sealed_require(struct work *w, int64_t case_id)
{
    int64_t sealed;
    err e = db_int(w->db, SQL_SEALED, BINDS(INT(":case", case_id)), &sealed);

    if (e || sealed)
        return e;
    return refuse(w, ERR_CONFLICT, "not_sealed", "",
                  "The file is not sealed: every officer of the aid sees its applications.");
}

static bool among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static err known_require(struct work *w, const struct case_officer *office, size_t office_count,
                         const int64_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;

        while (at < office_count && office[at].id != ids[i])
            at++;
        if (at == office_count || among(ids, i, ids[i]))
            return refuse(w, ERR_INPUT, "unknown_account", "officers",
                          "Each must be an active aid officer, named once.");
    }
    return OK;
}

static const char SQL_NAME[] = "INSERT INTO case_access (case_id, account_id) VALUES (:case, :account)";
static const char SQL_END[] = "DELETE FROM case_access WHERE case_id = :case AND account_id = :account";

static err one_set(struct work *w, int64_t case_id, int64_t version, const struct case_officer *o, bool named)
{
    const struct audit_entry entry = {.what = named ? "case.officer" : "case.officer_end",
                                      .record = "account",
                                      .record_id = o->id,
                                      .case_id = case_id,
                                      .case_version = version};
    err e;

    if (o->named == named)
        return OK;
    if ((e = db_exec(w->db, named ? SQL_NAME : SQL_END,
                     BINDS(INT(":case", case_id), INT(":account", o->id)))))
        return e;
    return audit_append(w, &entry);
}

err case_officer_name(struct work *w, int64_t case_id, int64_t version, const int64_t *accounts, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct case_officer *office;
    int64_t moved;
    size_t n;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_entrusted_require(w, case_id)) ||
        (e = case_may_open(w, case_id)) || (e = sealed_require(w, case_id)) ||
        (e = officers_load(w, case_id, &office, &n)) || (e = known_require(w, office, n, accounts, count)) ||
        (e = case_touch(w, &(struct touch){case_id, version, "case.officer", 0, false}, &moved)))
        return e;
    for (size_t i = 0; i < n; i++)
        if ((e = one_set(w, case_id, moved, &office[i], among(accounts, count, office[i].id))))
            return e;
    if ((e = case_answers_forget(w)))
        return e;
    return tx_commit(&tx);
}
