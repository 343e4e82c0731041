/* The younger file points to the older one, and SQL holds that it is older: there is no circle to look for.
 */
#include "domain/file/case_merged.h"

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT m.id, f.id AS case_id, f.number AS case_number, m.merged_at, CASE WHEN m.into_id = :id AND NOT "
    "EXISTS "
    "(SELECT 1 FROM case_merge l WHERE l.into_id = :id AND l.id > m.id AND l.undone_at IS NULL) AND "
    "m.merged_at + :undo > :now THEN m.merged_at + :undo ELSE 0 END AS undo_until FROM case_file f JOIN "
    "case_merge m ON m.from_id = f.id AND m.undone_at IS NULL WHERE f.merged_into = :id ORDER BY m.id";
static const struct column COLUMNS_OUT[] = {
    COLUMN_INT(struct case_merged, id),           COLUMN_INT(struct case_merged, case_id),
    COLUMN_TEXT(struct case_merged, case_number), COLUMN_INT(struct case_merged, merged_at),
    COLUMN_INT(struct case_merged, undo_until),
};

err case_merged_list(struct work *w, int64_t id, struct case_merged **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":id", id), INT(":undo", MERGE_UNDO), INT(":now", w->now)),
                     COLUMNS(COLUMNS_OUT), NULL, ret, ret_count);
}

static const char SQL_HERE[] = "SELECT coalesce(merged_into, id) FROM case_file WHERE id = :id";

err case_here(struct work *w, int64_t id, int64_t *ret)
{
    err e = db_int(w->db, SQL_HERE, BINDS(INT(":id", id)), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_case", "", "There is no such file.") : e;
}

struct elsewhere {
    const char *number;
};
static const char SQL_ELSEWHERE[] =
    "SELECT o.number FROM case_file f JOIN case_file o ON o.id = f.merged_into WHERE f.id = :id";
static const struct column ELSEWHERE_COLUMNS[] = {COLUMN_TEXT(struct elsewhere, number)};

err case_unmerged_require(struct work *w, int64_t id)
{
    struct elsewhere at;
    err e = row_read(w, SQL_ELSEWHERE, BINDS(INT(":id", id)), COLUMNS(ELSEWHERE_COLUMNS), &at);

    if (e)
        return e == ERR_ABSENT ? OK : e;
    return refuse(w, ERR_CONFLICT, "merged", "", "This file was merged into file %s: write there.",
                  at.number);
}
