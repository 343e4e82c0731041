/* Whether something is erased, as the list of erasures says it. */
#include "domain/file/erased.h"

#include "domain/file/case_merged.h"
#include "store/db.h"

static const char SQL_ERASED[] = "SELECT count(*) FROM erased WHERE what = :what AND record_id = :id";

err erased_heed(struct work *w, const char *what, int64_t id, const char *field, const char *detail)
{
    int64_t erased;
    err e = db_int(w->db, SQL_ERASED, BINDS(TEXT(":what", what), INT(":id", id)), &erased);

    return !e && erased ? refuse(w, ERR_CONFLICT, "erased", field, "%s", detail) : e;
}

err case_kept_require(struct work *w, int64_t id)
{
    err e = erased_heed(w, "file", id, "", "This file is erased: nothing is entered in it any more.");

    return e ? e : case_unmerged_require(w, id);
}
