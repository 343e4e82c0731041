/* What checks wrote, put right: the rows of the register's last day in place of whatever stood there, so that
 * counting goes on from what is known. */
#include "domain/outpost/telling_written.h"

#include "domain/work/rows.h"
#include "store/db.h"

struct told_count {
    date on;
    int64_t organisation, count, sum, undone, undone_sum;
    const char *first, *second;
};
static const struct column COUNT_COLUMNS[] = {
    COLUMN_DATE_AS(struct told_count, on, "on_day"),
    COLUMN_INT_AS(struct told_count, organisation, "organisation_id"),
    COLUMN_INT(struct told_count, count),
    COLUMN_INT(struct told_count, sum),
    COLUMN_INT(struct told_count, undone),
    COLUMN_INT(struct told_count, undone_sum),
    COLUMN_TEXT(struct told_count, first),
    COLUMN_TEXT(struct told_count, second),
};

/* drop empties a table of check.db, read gives the register's rows for it, add writes one. */
static const struct {
    const char *drop, *read, *add;
} TABLES[] = {
    {"DELETE FROM check_count",
     "SELECT on_day, organisation_id, count, 0 AS sum, 0 AS undone, 0 AS undone_sum, service AS first, "
     "result AS second FROM check_count "
     "WHERE on_day = (SELECT max(on_day) FROM check_count)",
     "INSERT INTO check_count (on_day, organisation_id, service, result, count) SELECT :day, :organisation, "
     ":first, :second, "
     ":count WHERE :sum + :undone + :undone_sum = 0"},
    {"DELETE FROM certificate_count",
     "SELECT on_day, organisation_id, count, sum, undone, undone_sum, kind AS first, '' AS second FROM "
     "certificate_count "
     "WHERE on_day = (SELECT max(on_day) FROM certificate_count)",
     "INSERT INTO certificate_count (on_day, organisation_id, kind, count, sum, undone, undone_sum) SELECT "
     ":day, "
     ":organisation, :first, :count, :sum, :undone, :undone_sum WHERE :second = ''"},
    {"DELETE FROM check_refusal",
     "SELECT on_day, organisation_id, count, 0 AS sum, 0 AS undone, 0 AS undone_sum, route AS first, code AS "
     "second FROM check_refusal "
     "WHERE on_day = (SELECT max(on_day) FROM check_refusal)",
     "INSERT INTO check_refusal (on_day, organisation_id, route, code, count) SELECT :day, :organisation, "
     ":first, :second, "
     ":count WHERE :sum + :undone + :undone_sum = 0"},
    {"DELETE FROM page_load",
     "SELECT on_day, 0 AS organisation_id, count, 0 AS sum, 0 AS undone, 0 AS undone_sum, '' AS first, '' AS "
     "second FROM page_load WHERE on_day = (SELECT max(on_day) FROM page_load)",
     "INSERT INTO page_load (on_day, count) SELECT :day, :count WHERE :organisation + :sum + :undone + "
     ":undone_sum = 0 AND :first = :second"},
};
static const char SQL_ENROLMENTS[] = "DELETE FROM enrolment";

static err table_tell(struct telling *t, size_t table)
{
    struct told_count *rows;
    size_t count;
    err e;

    if ((e = db_exec(t->there, TABLES[table].drop, NO_BINDS)) ||
        (e = rows_read(&t->here, TABLES[table].read, NO_BINDS, COLUMNS(COUNT_COLUMNS), NULL, &rows, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(t->there, TABLES[table].add,
                         BINDS(DATE(":day", rows[i].on), INT(":organisation", rows[i].organisation),
                               TEXT(":first", rows[i].first), TEXT(":second", rows[i].second),
                               INT(":count", rows[i].count), INT(":sum", rows[i].sum),
                               INT(":undone", rows[i].undone), INT(":undone_sum", rows[i].undone_sum)))))
            return e;
    return OK;
}

err telling_written(struct telling *t)
{
    err e = db_exec(t->there, SQL_ENROLMENTS, NO_BINDS);

    for (size_t i = 0; !e && i < sizeof TABLES / sizeof TABLES[0]; i++)
        e = table_tell(t, i);
    return e;
}
