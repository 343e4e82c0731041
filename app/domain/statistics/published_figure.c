/* What is out is asked of the database by its value, for each figure that is about to follow it. */
#include "domain/statistics/published_figure.h"

#include "domain/statistics/suppression.h"
#include "store/db.h"

static const char SQL_NEAR[] = "SELECT count(*) FROM published_figure WHERE unit_id = :unit AND figure = "
                               ":figure AND value > :low AND value < :high "
                               "AND on_day <> :day AND (:grows = 1 OR value <> :value)";
static const char SQL_OTHER[] =
    "SELECT count(*) FROM published_figure WHERE on_day = :day AND unit_id = :unit AND "
    "figure = :figure AND value <> :value";
static const char SQL_DAY[] =
    "SELECT count(*) FROM published_figure WHERE on_day = :day AND figure < :services";
static const char SQL_HAS[] =
    "SELECT count(*) FROM published_figure WHERE on_day = :day AND unit_id = :unit AND figure = :figure";
static const char SQL_KEEP[] =
    "INSERT INTO published_figure (on_day, unit_id, figure, value) VALUES (:day, :unit, "
    ":figure, :value) ON CONFLICT (on_day, unit_id, figure) DO NOTHING";

err published_near(struct work *w, const struct figure *f, bool *ret_near)
{
    int64_t near, other;
    err e;

    if ((e = db_int(w->db, SQL_NEAR,
                    BINDS(INT(":unit", f->unit), INT(":figure", f->figure),
                          INT(":low", f->value - SUPPRESSION_LEAST),
                          INT(":high", f->value + SUPPRESSION_LEAST), DATE(":day", f->on),
                          INT(":grows", f->grows), INT(":value", f->value)),
                    &near)) ||
        (e = db_int(w->db, SQL_OTHER,
                    BINDS(DATE(":day", f->on), INT(":unit", f->unit), INT(":figure", f->figure),
                          INT(":value", f->value)),
                    &other)))
        return e;
    *ret_near = near || other;
    return OK;
}

err published_day(struct work *w, date on, bool *ret_out)
{
    int64_t count;
    err e = db_int(w->db, SQL_DAY, BINDS(DATE(":day", on), INT(":services", PUBLISHED_SERVICES)), &count);

    if (!e)
        *ret_out = count > 0;
    return e;
}

err published_has(struct work *w, const struct figure *f, bool *ret_has)
{
    int64_t count;
    err e = db_int(w->db, SQL_HAS,
                   BINDS(DATE(":day", f->on), INT(":unit", f->unit), INT(":figure", f->figure)), &count);

    if (!e)
        *ret_has = count > 0;
    return e;
}

err published_keep(struct work *w, const struct figure *f)
{
    return db_exec(w->db, SQL_KEEP,
                   BINDS(DATE(":day", f->on), INT(":unit", f->unit), INT(":figure", f->figure),
                         INT(":value", f->value)));
}
