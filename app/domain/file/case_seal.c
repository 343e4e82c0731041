/* Files for few eyes (a relative among the staff, a public figure): who may open one is written down beside
 * it. */
#include "domain/file/case_seal.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "store/db.h"

static const char SQL_CLEAR[] = "DELETE FROM case_access WHERE case_id = :id";
static const char SQL_SHUT[] = "DELETE FROM case_opened WHERE case_id = :id";
static const char SQL_GRANT[] =
    "INSERT INTO case_access (case_id, account_id) SELECT :id, a.id FROM account a WHERE a.id = :account "
    "AND a.role = 'coordinator' AND a.active = 1 ON CONFLICT (case_id, account_id) DO NOTHING";
static const char SQL_SEALED[] = "UPDATE case_file SET sealed = :sealed WHERE id = :id";

/* Each grant must have found a coordinator: entrusted to nobody a file would be lost. */
static err access_grant(struct work *w, int64_t id, const int64_t *accounts, size_t count)
{
    err e;

    for (size_t i = 0; i < count; i++) {
        if ((e = db_exec(w->db, SQL_GRANT, BINDS(INT(":id", id), INT(":account", accounts[i])))))
            return e;
        if (db_changes(w->db) == 0)
            return refuse(w, ERR_INPUT, "unknown_account", "accounts",
                          "Each must be an active coordinator, named once.");
    }
    return OK;
}

static const char SQL_FOREIGN[] =
    "SELECT count(*) FROM case_file c WHERE c.id = :id AND c.sealed = 1 AND NOT EXISTS "
    "(SELECT 1 FROM case_access a WHERE a.case_id = c.id AND a.account_id = :account) AND EXISTS "
    "(SELECT 1 FROM case_access a JOIN account k ON k.id = a.account_id WHERE a.case_id = c.id AND k.active "
    "= 1 "
    "AND k.role = 'coordinator')";

/* Where nobody it is entrusted to is left, any coordinator may entrust it anew, with a reason: a file must
 * not be lost. */
err case_entrusted_require(struct work *w, int64_t id)
{
    int64_t foreign;
    err e;

    if ((e = db_int(w->db, SQL_FOREIGN, BINDS(INT(":id", id), INT(":account", w->actor.account)), &foreign)))
        return e;
    return foreign ? case_shut_refuse(
                         w, id, "Only those to whom a sealed file is entrusted may change who opens it.")
                   : OK;
}

static const char SQL_FORGET[] = "DELETE FROM idempotency";

err case_answers_forget(struct work *w)
{
    return db_exec(w->db, SQL_FORGET, NO_BINDS);
}

/* What was opened for a while is shut again: the file is closed to all but those named now. */
err case_seal(struct work *w, int64_t id, int64_t version, const int64_t *accounts, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = count ? "case.seal" : "case.unseal",
                                .record = "case_file",
                                .record_id = id,
                                .case_id = id,
                                .why = w->why,
                                .words = true};
    err e;

    /* Who may not change the seal is refused before the guard, which would break the glass on the way. */
    if ((e = tx_begin(&tx, w->db)) || (e = case_entrusted_require(w, id)) || (e = case_may_open(w, id)) ||
        (e = case_touch(w, &(struct touch){id, version, entry.what, id, false}, &entry.case_version)) ||
        (e = db_exec(w->db, SQL_CLEAR, BINDS(INT(":id", id)))) ||
        (e = db_exec(w->db, SQL_SHUT, BINDS(INT(":id", id)))) || (e = access_grant(w, id, accounts, count)) ||
        (e = db_exec(w->db, SQL_SEALED, BINDS(INT(":sealed", count > 0), INT(":id", id)))) ||
        (e = case_answers_forget(w)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
