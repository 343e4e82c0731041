/* Asked, approved, done: the answers to all questions are looked for twice, because months may lie between
 * the two. */
#include "domain/upkeep/erasure.h"

#include "base/log.h"
#include "domain/file/case_guard.h"
#include "domain/office/account_holder.h"
#include "domain/office/audit.h"
#include "domain/upkeep/erasure_check.h"
#include "domain/upkeep/erasure_clear.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "vault/vault.h"

/* Somebody must answer for it, so a nameless command line may not. */
static err role_require(struct work *w)
{
    if (w->actor.account && (w->actor.roles & (R_COORDINATOR | R_DIRECTOR)))
        return OK;
    return refuse(w, ERR_DENIED, "not_yours", "",
                  "Coordinators and directors alone ask for this and approve it.");
}

static err told(struct work *w, const char *what, enum erasure_what of, int64_t record)
{
    const struct audit_entry entry = {
        .what = what,
        .record = of == ERASE_FILE ? "case_file" : "person",
        .record_id = record,
        .case_id = of == ERASE_FILE ? record : 0,
    };

    return audit_append(w, &entry);
}

static const char SQL_ASK[] =
    "INSERT INTO erasure (id, what, record_id, asked_by, asked_at) VALUES (:id, :what, "
    ":record, :account, :now)";

err erasure_ask(struct work *w, enum erasure_what what, int64_t record, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct erasure_scope scope;
    int64_t id;
    err e;

    if ((e = role_require(w)) || (e = tx_begin(&tx, w->db)) || (e = erasure_check(w, what, record, &scope)) ||
        (e = id_next(w, "erasure", &id)))
        return e;
    e = db_exec(w->db, SQL_ASK,
                BINDS(INT(":id", id), TEXT(":what", erasure_what_name(what)), INT(":record", record),
                      INT(":account", w->actor.account), INT(":now", w->now)));
    if (e == ERR_CONFLICT)
        return refuse(w, e, "asked_already", "",
                      "Somebody has asked for this already; it waits for approval.");
    if (e || (e = told(w, "erasure.ask", what, record)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct waiting {
    enum erasure_what what;
    int64_t record, asked_by;
};
static const char SQL_WAITING[] =
    "SELECT what, record_id, asked_by FROM erasure WHERE id = :id AND ended_at IS NULL";
static const struct column WAITING_COLUMNS[] = {
    COLUMN_WORD(struct waiting, what, erasure_what_parse),
    COLUMN_INT_AS(struct waiting, record, "record_id"),
    COLUMN_INT(struct waiting, asked_by),
};
static const char SQL_END[] = "UPDATE erasure SET approved_by = :account, ended_at = :now WHERE id = :id";

static err waiting_find(struct work *w, int64_t id, struct waiting *ret)
{
    err e = row_read(w, SQL_WAITING, BINDS(INT(":id", id)), COLUMNS(WAITING_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_erasure", "", "No such question waits for an answer.") : e;
}

err erasure_approve(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct erasure_scope scope;
    struct waiting q = {0};
    err e;

    if ((e = role_require(w)) || (e = tx_begin(&tx, w->db)) || (e = waiting_find(w, id, &q)))
        return e;
    if (q.asked_by == w->actor.account)
        return refuse(w, ERR_DENIED, "same_account", "", "Somebody else than who asked for it approves it.");
    if ((e = account_approves_for(w, q.asked_by)) || (e = erasure_check(w, q.what, q.record, &scope)) ||
        (e = db_exec(w->db, SQL_END,
                     BINDS(INT(":account", w->actor.account), INT(":now", w->now), INT(":id", id)))) ||
        (e = told(w, "erasure.approve", q.what, q.record)) || (e = erasure_clear(w, id, &scope)))
        return e;
    return tx_commit(&tx);
}

err erasure_withdraw(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct waiting q = {0};
    err e;

    if ((e = role_require(w)) || (e = tx_begin(&tx, w->db)) || (e = waiting_find(w, id, &q)) ||
        (e = q.what == ERASE_FILE ? case_may_open(w, q.record) : case_person_may_open(w, q.record, 0)) ||
        (e = db_exec(w->db, SQL_END,
                     BINDS(INT_OR_NULL(":account", 0, false), INT(":now", w->now), INT(":id", id)))) ||
        (e = told(w, "erasure.withdraw", q.what, q.record)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_LIST[] =
    "SELECT e.id, e.record_id, e.asked_at, e.ended_at, e.what, a.name AS asked_by, b.name AS approved_by, "
    "f.number AS case_number FROM erasure e JOIN account a ON a.id = e.asked_by LEFT JOIN account b ON b.id "
    "= "
    "e.approved_by LEFT JOIN case_file f ON f.id = e.record_id AND e.what = 'file' WHERE "
    "(e.what <> 'file' OR f.sealed = 0 OR EXISTS (SELECT 1 FROM case_access x WHERE x.case_id = f.id AND "
    "x.account_id = :account)) AND (e.what <> 'person' OR NOT " PERSON_CLOSED(
        "e.record_id") ") ORDER BY e.id DESC";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct erasure, id),
    COLUMN_INT_AS(struct erasure, record, "record_id"),
    COLUMN_INT(struct erasure, asked_at),
    COLUMN_INT(struct erasure, ended_at),
    COLUMN_WORD(struct erasure, what, erasure_what_parse),
    COLUMN_TEXT(struct erasure, asked_by),
    COLUMN_TEXT(struct erasure, approved_by),
    COLUMN_TEXT(struct erasure, case_number),
};

err erasure_list(struct work *w, struct erasure **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":account", w->actor.account)), COLUMNS(LIST_COLUMNS), NULL, ret,
                     ret_count);
}

struct left { /* erased, and its key is there */
    enum erasure_what what;
    int64_t record, key;
};
static const char SQL_LEFT[] =
    "SELECT e.what, e.record_id, coalesce(p.key_id, f.key_id) AS key_id FROM erased e LEFT JOIN person p ON "
    "p.id = e.record_id AND e.what = 'person' LEFT JOIN case_file f ON f.id = e.record_id AND e.what = "
    "'file' "
    "WHERE e.key_gone = 0 ORDER BY e.what, e.record_id";
static const struct column LEFT_COLUMNS[] = {
    COLUMN_WORD(struct left, what, erasure_what_parse),
    COLUMN_INT_AS(struct left, record, "record_id"),
    COLUMN_INT_AS(struct left, key, "key_id"),
};
static const char SQL_GONE[] = "UPDATE erased SET key_gone = 1 WHERE what = :what AND record_id = :id";

/* Records of case work that were written before their file was opened have keys of their own. */
static const char SQL_RECORDS[] =
    "SELECT key_id FROM case_record WHERE case_id = :id AND key_id IS NOT NULL ORDER BY id";

static const char SQL_DONE[] =
    "SELECT (SELECT count(*) FROM erased WHERE key_gone = 1) + (SELECT count(*) FROM erased e JOIN "
    "case_record r "
    "ON r.case_id = e.record_id WHERE e.what = 'file' AND e.key_gone = 1 AND r.key_id IS NOT NULL)";
static const char SQL_ANEW[] = "UPDATE erased SET key_gone = 0 WHERE key_gone = 1";

/* A copy of keys.db from before an erasure was put back: what is erased has its keys again. */
static err came_back(struct work *w)
{
    int64_t done, destroyed;
    err e;

    if ((e = db_int(w->db, SQL_DONE, NO_BINDS, &done)) || (e = vault_destroyed(w->vault, &destroyed)) ||
        destroyed >= done)
        return e;
    log_warning("keys.db is a copy from before something was erased: those keys are destroyed again");
    return db_exec(w->db, SQL_ANEW, NO_BINDS);
}

static err keys_destroy(struct work *w, const struct left *l)
{
    int64_t *records;
    size_t count;
    err e;

    if (l->what == ERASE_FILE &&
        ((e = rows_ids(w, SQL_RECORDS, BINDS(INT(":id", l->record)), &records, &count)) ||
         (count && (e = vault_destroy(w->vault, records, count, w->now)))))
        return e;
    return vault_destroy(w->vault, &l->key, 1, w->now);
}

/* Outside of any transaction: a key is destroyed only when it is committed that it may be. */
err erasure_finish(struct work *w)
{
    struct left *left;
    size_t count;
    err e;

    if ((e = came_back(w)))
        return e;
    e = rows_read(w, SQL_LEFT, NO_BINDS, COLUMNS(LEFT_COLUMNS), NULL, &left, &count);

    for (size_t i = 0; !e && i < count; i++) {
        if (!(e = keys_destroy(w, &left[i])))
            e = db_exec(w->db, SQL_GONE,
                        BINDS(TEXT(":what", erasure_what_name(left[i].what)), INT(":id", left[i].record)));
    }
    return e;
}
