/* The log of one file, read by those who work on it. Reading it is a reading of the file, and stands in
 * it. */
#include "domain/file/case_reader.h"

#include "domain/file/case_guard.h"
#include "domain/file/case_merged.h"
#include "domain/office/audit.h"
#include "domain/office/audit_reason.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT l.id, l.at, l.case_version, coalesce(a.full_name, l.actor) AS who, l.what, l.why FROM audit l "
    "LEFT JOIN account a ON a.id = l.account_id WHERE l.case_id IN " FILE_AND_MERGED(
        ":case") "AND l.id < :before ORDER BY l.id DESC LIMIT :limit";
static const struct column READER_COLUMNS[] = {
    COLUMN_INT(struct case_reader, id),
    COLUMN_INT(struct case_reader, at),
    COLUMN_INT_AS(struct case_reader, version, "case_version"),
    COLUMN_TEXT(struct case_reader, who),
    COLUMN_TEXT(struct case_reader, what),
    COLUMN_TEXT(struct case_reader, why),
};

static err reason_open(struct work *w, void *row)
{
    struct case_reader *r = row;

    return audit_reason_open(w, r->id, &r->why);
}

err case_reader_list(struct work *w, int64_t case_id, int64_t before, int limit, struct case_reader **ret,
                     size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "reader.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct case_reader *list;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = rows_read(
             w, SQL_LIST,
             BINDS(INT(":case", case_id), INT(":before", before ? before : INT64_MAX), INT(":limit", limit)),
             COLUMNS(READER_COLUMNS), reason_open, &list, &count)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
