/* Notes of a file: written once, read with a line in the log. They do not move the file's version: two
 * coordinators who write at once do not hinder each other. */
#include "domain/file/case_note.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/erased.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char SQL_ADD[] = "INSERT INTO case_note (id, case_id, text_sealed, written_by, written_at) "
                              "VALUES (:id, :case, :text, :account, :now)";

err case_note_add(struct work *w, int64_t case_id, const char *text, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    struct audit_entry entry = {.what = "note.write", .record = "case_note", .case_id = case_id};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_kept_require(w, case_id)) || (e = field_text_check(w, "text", text, CASE_NOTE_MAX, true)) ||
        (e = id_next(w, "case_note", &entry.record_id)) ||
        (e = sealed_text(w, OF_FILE(case_id), "case_note", "text", entry.record_id, text, &sealed)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), INT(":case", case_id), SEALED(":text", sealed),
                           INT_OR_NULL(":account", w->actor.account, w->actor.account),
                           INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_LIST[] =
    "SELECT n.id, n.written_at, n.text_sealed, coalesce(a.full_name, '') AS author FROM case_note n "
    "LEFT JOIN account a ON a.id = n.written_by WHERE n.case_id = :case ORDER BY n.id DESC";
static const struct column NOTE_COLUMNS[] = {
    COLUMN_INT(struct case_note, id),
    COLUMN_INT_AS(struct case_note, at, "written_at"),
    COLUMN_SEALED(struct case_note, text, "case_note", id),
    COLUMN_TEXT_AS(struct case_note, by, "author"),
};

err case_note_list(struct work *w, int64_t case_id, struct case_note **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "note.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct case_note *notes;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(NOTE_COLUMNS), NULL, &notes,
                       &count)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = notes;
    *ret_count = count;
    return OK;
}
