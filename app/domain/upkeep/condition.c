/* What the clockwork, the nightly copy and the log left behind tells whether they ran. */
#include "domain/upkeep/condition.h"

#include "domain/upkeep/drill.h"
#include "domain/upkeep/midnight.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The log's newest row is its last one, whatever clock wrote it: no search through all instants. */
static const char SQL_CONDITION[] =
    "SELECT coalesce((SELECT at FROM audit ORDER BY id DESC LIMIT 1), 0) AS logged_at, "
    "(SELECT coalesce(max(at), 0) FROM backup) AS copied_at, "
    "(SELECT coalesce(max(at), 0) FROM drill WHERE good = 1) AS drilled_at, "
    "(SELECT coalesce(min(at), 0) FROM backup) AS first_copied_at, "
    "(SELECT coalesce(min(signed_at), 0) FROM status_list) AS signed_at, "
    "(SELECT count(*) FROM status_list) AS lists";
static const struct column CONDITION_COLUMNS[] = {
    COLUMN_INT(struct condition, logged_at),  COLUMN_INT(struct condition, copied_at),
    COLUMN_INT(struct condition, drilled_at), COLUMN_INT(struct condition, first_copied_at),
    COLUMN_INT(struct condition, signed_at),  COLUMN_INT(struct condition, lists),
};

int64_t condition_undrilled(const struct condition *c, int64_t now)
{
    int64_t since = c->drilled_at ? c->drilled_at : c->first_copied_at;

    return since && now - since > DRILL_LATE ? since : 0;
}

err condition_read(struct work *w, struct condition *ret)
{
    struct condition c = {.done = DATE_NONE};
    err e;

    if ((e = row_read(w, SQL_CONDITION, NO_BINDS, COLUMNS(CONDITION_COLUMNS), &c)) ||
        (e = midnight_done(w, &c.done)))
        return e;
    *ret = c;
    return OK;
}
