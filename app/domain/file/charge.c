/* The file says who is in charge; who was stands in the log. Whether that account can still do the work is
 * asked anew each time, so ending it, or sealing the file to others, leaves nothing to be put right. */
#include "domain/file/charge.h"

#include "domain/file/case_guard.h"
#include "domain/file/case_seal.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_OTHERS[] =
    "WITH RECURSIVE " CHARGE_HERS
    "SELECT f.id FROM case_file f " CHARGE_JOIN("f") "WHERE k.id NOT IN (SELECT id FROM hers) ORDER BY f.id";

err charge_others(struct work *w, int64_t **ret, size_t *ret_count)
{
    return rows_ids(w, SQL_OTHERS, BINDS(INT(":account", w->actor.account), DATE(":today", w->today)), ret,
                    ret_count);
}

static const char SQL_COORDINATOR[] =
    "SELECT count(*) FROM account WHERE id = :account AND role = 'coordinator' AND active = 1";

err charge_coordinator_require(struct work *w, int64_t account, const char *field)
{
    int64_t there;
    err e = db_int(w->db, SQL_COORDINATOR, BINDS(INT(":account", account)), &there);

    if (e || there)
        return e;
    return refuse(w, ERR_INPUT, "unknown_account", field, "Must be a coordinator who may sign in.");
}

static const char SQL_SET[] = "UPDATE case_file SET charge_id = :account WHERE id = :case";

static err charge_write(struct work *w, int64_t case_id, int64_t version, int64_t account)
{
    const struct audit_entry entry = {.what = "case.charge",
                                      .record = "account",
                                      .record_id = account,
                                      .case_id = case_id,
                                      .case_version = version};
    err e = db_exec(w->db, SQL_SET, BINDS(INT(":account", account), INT(":case", case_id)));

    return e ? e : audit_append(w, &entry);
}

static const char SQL_SHUT_TO[] =
    "SELECT count(*) FROM case_file f WHERE f.id = :case AND f.sealed = 1 AND NOT EXISTS "
    "(SELECT 1 FROM case_access a WHERE a.case_id = f.id AND a.account_id = :account)";
static const char SQL_HAS[] = "SELECT count(*) FROM case_file WHERE id = :case AND charge_id = :account";

static err receiver_check(struct work *w, int64_t case_id, int64_t account)
{
    int64_t shut, has;
    err e;

    if ((e = charge_coordinator_require(w, account, "account")) ||
        (e = db_int(w->db, SQL_SHUT_TO, BINDS(INT(":case", case_id), INT(":account", account)), &shut)) ||
        (e = db_int(w->db, SQL_HAS, BINDS(INT(":case", case_id), INT(":account", account)), &has)))
        return e;
    if (shut)
        return refuse(w, ERR_INPUT, "not_entrusted", "account",
                      "The file is sealed: entrust it to this coordinator first.");
    return has ? refuse(w, ERR_CONFLICT, "already_in_charge", "account",
                        "This coordinator is in charge of the file already.")
               : OK;
}

err charge_set(struct work *w, int64_t case_id, int64_t version, int64_t account)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t moved;
    err e;

    /* What somebody else has handed on meanwhile is told before it is held against what was sent. */
    if ((e = tx_begin(&tx, w->db)) || (e = case_entrusted_require(w, case_id)) ||
        (e = case_may_open(w, case_id)) ||
        (e = case_touch(w, &(struct touch){case_id, version, "case.charge", 0, false}, &moved)) ||
        (e = receiver_check(w, case_id, account)) || (e = charge_write(w, case_id, moved, account)))
        return e;
    return tx_commit(&tx);
}

/* Files that count: erased ones are nobody's work any more, nor those that went into another. Sealed ones
 * only for those entrusted. */
#define OPEN_FILES "f.merged_into IS NULL AND NOT " FILE_ERASED("f") "AND " FILE_OPEN("f", ":actor")

static const char SQL_HOLDERS[] =
    "WITH held AS (SELECT coalesce(f.charge_id, 0) AS id, count(*) AS files FROM case_file f "
    "WHERE " OPEN_FILES
    "GROUP BY 1) SELECT id, full_name, active, files FROM (SELECT h.id, NULL AS full_name, 0 AS active, "
    "h.files FROM held h WHERE h.id = 0 UNION ALL SELECT k.id, k.full_name, k.active = 1 AND k.role = "
    "'coordinator' AS active, coalesce(h.files, 0) AS files FROM account k LEFT JOIN held h ON h.id = k.id "
    "WHERE h.id IS NOT NULL OR (k.active = 1 AND k.role = 'coordinator')) ORDER BY active DESC, id = 0, "
    "full_name, id";
static const struct column HOLDER_COLUMNS[] = {
    COLUMN_INT(struct charge_holder, id),
    COLUMN_TEXT(struct charge_holder, full_name),
    COLUMN_BOOL(struct charge_holder, active),
    COLUMN_INT(struct charge_holder, files),
};

err charge_holders(struct work *w, struct charge_holder **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "charge.list", .record = "case_file"};
    err e = audit_append(w, &entry);

    return e ? e
             : rows_read(w, SQL_HOLDERS, BINDS(INT(":actor", w->actor.account)), COLUMNS(HOLDER_COLUMNS),
                         NULL, ret, ret_count);
}

static const char SQL_SEEN[] =
    "SELECT count(*) FROM case_file f WHERE coalesce(f.charge_id, 0) = :from AND " OPEN_FILES;

static err number_check(struct work *w, const struct charge_handover *in)
{
    int64_t now;
    err e = db_int(w->db, SQL_SEEN, BINDS(INT(":from", in->from), INT(":actor", w->actor.account)), &now);

    if (e || now == in->files)
        return e;
    return refuse(w, ERR_CONFLICT, "charge_changed", "from",
                  "Files were handed on meanwhile: look at whose they are now.");
}

static err handover_check(struct work *w, const struct charge_handover *in)
{
    struct faults f = {0};
    err e;

    if (in->from == in->to)
        return refuse(w, ERR_INPUT, "same_account", "to", "These are hers already.");
    if ((e = faults_take(w, &f, charge_coordinator_require(w, in->to, "to"))) ||
        (e = faults_take(w, &f, number_check(w, in))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_HANDED[] =
    "SELECT f.id FROM case_file f WHERE coalesce(f.charge_id, 0) = :from AND " OPEN_FILES
    "AND " FILE_OPEN("f", ":to") "ORDER BY f.id";

err charge_hand_over(struct work *w, const struct charge_handover *in, struct charge_handed *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t *files, version;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = handover_check(w, in)) ||
        (e = rows_ids(w, SQL_HANDED,
                      BINDS(INT(":from", in->from), INT(":to", in->to), INT(":actor", w->actor.account)),
                      &files, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = case_move(w, files[i], &version)) || (e = charge_write(w, files[i], version, in->to)))
            return e;
    if ((e = tx_commit(&tx)))
        return e;
    *ret = (struct charge_handed){(int64_t)count, in->files - (int64_t)count};
    return OK;
}
