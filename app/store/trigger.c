/* The text of a trigger stands in the schema as it was written: so it comes back as whichever script made it.
 */
#include "store/trigger.h"

#include "store/db.h"

static const char SQL_TRIGGERS[] =
    "SELECT sql, name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :table ORDER BY name";

err triggers_drop(struct db *db, const char *table, struct buf *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(buf_free) struct buf drop = {0};
    bool more;
    err e;

    if ((e = db_query(db, SQL_TRIGGERS, BINDS(TEXT(":table", table)), &s)))
        return e;
    while (!(e = stmt_step(s, &more)) && more) {
        buf_format(ret, "%s;\n", stmt_text(s, 0));
        buf_format(&drop, "DROP TRIGGER \"%s\";\n", stmt_text(s, 1));
    }
    stmt_close(&s);
    if (e || (e = buf_err(ret)) || (e = buf_err(&drop)))
        return e;
    return drop.len ? db_script(db, drop.data) : OK;
}
