/* The log of one file, read by those who work on it. */
#include "domain/file/case_reader.h"

#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT l.id, l.at, coalesce(l.case_version, 0), coalesce(a.full_name, l.actor), l.what, l.why FROM "
    "audit l "
    "LEFT JOIN account a ON a.id = l.account_id WHERE l.case_id = :case AND l.id < :before "
    "ORDER BY l.id DESC LIMIT :limit";

static err reader_fill(struct work *w, struct stmt *s, void *row)
{
    struct case_reader *r = row;

    *r = (struct case_reader){.id = stmt_int(s, 0),
                              .at = stmt_int(s, 1),
                              .version = stmt_int(s, 2),
                              .who = stmt_text_in(s, 3, w->arena),
                              .what = stmt_text_in(s, 4, w->arena),
                              .why = stmt_text_in(s, 5, w->arena)};
    return r->who && r->what && r->why ? OK : ERR_SYSTEM;
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
        (e = rows_fill(
             w, SQL_LIST,
             BINDS(INT(":case", case_id), INT(":before", before ? before : INT64_MAX), INT(":limit", limit)),
             sizeof *list, reader_fill, &list, &count)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
