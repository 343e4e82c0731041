/* Drafts: one sealed text for each account and form, so that a form half written survives a telephone call
 * and a lost line. What stands in it is the form's alone; nothing here reads it. */
#include "domain/file/draft.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static err kind_check(struct work *w, const char *kind)
{
    size_t n = strlen(kind);

    if (n > DRAFT_KIND_MAX || kind[0] == '-' || strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-") != n)
        return refuse(w, ERR_ABSENT, "not_found", "", "There is no such thing here.");
    return OK;
}

/* A draft holds what the account may see in one role; in another it must not find it again. */
static const char *role_of(const struct work *w)
{
    return role_name((enum role)w->actor.roles);
}

static const char SQL_READ[] = "SELECT row_id, text_sealed, saved_at FROM draft WHERE account_id = :account "
                               "AND kind = :kind AND role = :role AND saved_at > :since";

static const struct column DRAFT_COLUMNS[] = {
    COLUMN_INT_AS(struct draft, row, "row_id"),
    COLUMN_SEALED(struct draft, text, "draft", row),
    COLUMN_INT(struct draft, saved_at),
};

/* All zero where there is none. */
static err draft_find(struct work *w, const char *kind, struct draft *ret)
{
    err e = row_read(w, SQL_READ,
                     BINDS(INT(":account", w->actor.account), TEXT(":kind", kind), TEXT(":role", role_of(w)),
                           INT(":since", w->now - DRAFT_LIFE)),
                     COLUMNS(DRAFT_COLUMNS), ret);

    if (e != ERR_ABSENT)
        return e;
    *ret = (struct draft){0};
    return OK;
}

err draft_read(struct work *w, const char *kind, struct draft *ret)
{
    struct audit_entry entry = {.what = "draft.read", .record = "draft"};
    struct draft d;
    err e;

    if ((e = kind_check(w, kind)) || (e = draft_find(w, kind, &d)))
        return e;
    entry.record_id = d.row;
    if (d.text && (e = audit_append(w, &entry)))
        return e;
    *ret = d;
    return OK;
}

static const char SQL_COUNT[] = "SELECT count(*) FROM draft WHERE account_id = :account AND kind <> :kind";
static const char SQL_SAVE[] =
    "INSERT INTO draft (account_id, kind, role, row_id, text_sealed, saved_at) "
    "VALUES (:account, :kind, :role, :row, :text, :now) ON CONFLICT (account_id, kind) DO UPDATE "
    "SET role = excluded.role, row_id = excluded.row_id, text_sealed = excluded.text_sealed, "
    "saved_at = excluded.saved_at";

static err draft_check(struct work *w, const char *kind, const char *text)
{
    int64_t others;
    err e;

    if (strlen(text) > DRAFT_TEXT_MAX)
        return refuse(w, ERR_INPUT, "too_long", "text", "A draft has at most %d bytes.", DRAFT_TEXT_MAX);
    if ((e = db_int(w->db, SQL_COUNT, BINDS(INT(":account", w->actor.account), TEXT(":kind", kind)),
                    &others)))
        return e;
    if (others >= DRAFTS_MAX)
        return refuse(w, ERR_CONFLICT, "too_many_drafts", "", "Finish or drop one of your %d drafts first.",
                      DRAFTS_MAX);
    return OK;
}

/* Logged the first time alone: a form saves itself every few seconds. */
err draft_save(struct work *w, const char *kind, const char *text)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    struct audit_entry entry = {.what = "draft.begin", .record = "draft"};
    struct draft d;
    err e;

    if ((e = kind_check(w, kind)) || (e = tx_begin(&tx, w->db)) || (e = draft_check(w, kind, text)) ||
        (e = draft_find(w, kind, &d)) || (!d.row && (e = id_next(w, "draft", &d.row))) ||
        (e = sealed_text(w, OF_NOBODY, "draft", "text", d.row, text, &sealed)) ||
        (e = db_exec(w->db, SQL_SAVE,
                     BINDS(INT(":account", w->actor.account), TEXT(":kind", kind), TEXT(":role", role_of(w)),
                           INT(":row", d.row), SEALED(":text", sealed), INT(":now", w->now)))))
        return e;
    entry.record_id = d.row;
    if (!d.text && (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_DROP[] = "DELETE FROM draft WHERE account_id = :account AND kind = :kind";

err draft_drop(struct work *w, const char *kind)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "draft.drop", .record = "draft"};
    err e;

    if ((e = kind_check(w, kind)) || (e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_DROP, BINDS(INT(":account", w->actor.account), TEXT(":kind", kind)))) ||
        (db_changes(w->db) && (e = audit_append(w, &entry))))
        return e;
    return tx_commit(&tx);
}

static const char SQL_SWEEP[] = "DELETE FROM draft WHERE saved_at <= :before";

err draft_sweep(struct work *w)
{
    return db_exec(w->db, SQL_SWEEP, BINDS(INT(":before", w->now - DRAFT_LIFE)));
}
