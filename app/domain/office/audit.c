/* Appending to the log, and nothing else: there is no statement here that changes or removes a row. The head
 * is read and the new row written in one transaction: two entries can never follow the same row. */
#include "domain/office/audit.h"

#include "domain/office/audit_reason.h"
#include "domain/office/audit_row.h"
#include "domain/work/question.h"
#include "store/db.h"

static const char SQL_APPEND[] = "INSERT INTO audit (id, at, actor, account_id, what, record, record_id, "
                                 "case_id, case_version, why, form, session, network, previous, hash) "
                                 "VALUES (:id, :at, :actor, :account, :what, :record, :record_id, :case, "
                                 ":version, :why, :form, :session, :network, :previous, :hash)";

static err row_insert(struct db *db, const struct audit_row *r, const uint8_t *previous, const uint8_t *hash)
{
    return db_exec(db, SQL_APPEND,
                   BINDS(INT(":id", r->id), INT(":at", r->at), TEXT(":actor", r->actor),
                         INT_OR_NULL(":account", r->account_id, r->account_id), TEXT(":what", r->what),
                         TEXT(":record", r->record), INT(":record_id", r->record_id),
                         INT_OR_NULL(":case", r->case_id, r->case_id),
                         INT_OR_NULL(":version", r->case_version, r->case_version), TEXT(":why", r->why),
                         INT(":form", r->form), INT_OR_NULL(":session", r->session, r->session),
                         TEXT(":network", r->network), BLOB(":previous", previous, DIGEST_SIZE),
                         BLOB(":hash", hash, DIGEST_SIZE)));
}

static err reason_seal(struct work *w, const struct audit_entry *entry, struct audit_row *row)
{
    struct owner of = entry->case_id ? OF_FILE(entry->case_id) : OF_PERSON(entry->record_id);

    return audit_reason_seal(w, of, row->id, row->why, &row->why);
}

/* What was asked on the way to this entry, and confirmed, stands behind its reason. */
static err confirmed_add(struct work *w, struct audit_row *row)
{
    const char *confirmed;
    err e = question_confirmed(w, &confirmed);

    if (e || !confirmed)
        return e;
    row->why = arena_format(w->arena, "%s%sconfirmed: %s", row->why, row->why[0] ? "; " : "", confirmed);
    return row->why ? OK : ERR_SYSTEM;
}

err audit_append(struct work *w, const struct audit_entry *entry)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_row row = {
        .form = AUDIT_FORM,
        .at = w->now,
        .actor = w->actor.name ? w->actor.name : "system",
        .account_id = w->actor.account,
        .what = entry->what,
        .record = entry->record,
        .record_id = entry->record_id,
        .case_id = entry->case_id,
        .case_version = entry->case_version,
        .why = entry->why ? entry->why : "",
        .session = w->actor.session_number,
        .network = w->network && w->network[0] ? w->network : NULL,
    };
    uint8_t previous[DIGEST_SIZE], hash[DIGEST_SIZE];
    err e;

    /* Joined rather than nested: the entry and what it tells of stand or fall together. */
    if ((e = tx_join(&tx, w->db)) || (e = audit_head(w, &row.id, previous)))
        return e;
    row.id++;
    if ((e = confirmed_add(w, &row)))
        return e;
    if (entry->words && row.why[0] && (e = reason_seal(w, entry, &row)))
        return e;
    if ((e = audit_row_hash(&row, previous, hash)) || (e = row_insert(w->db, &row, previous, hash)))
        return e;
    return tx_commit(&tx);
}
