/* Persons and measures of acts, read back. */
#include "domain/order/act_said.h"

#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_PERSONS[] =
    "SELECT p.act_id, p.person_id, p.part = 'respondent' AS respondent, p.goes = 'in' AS goes_in "
    "FROM order_act_person p JOIN order_act a ON a.id = p.act_id WHERE a.order_id = :order "
    "ORDER BY p.act_id, p.goes, p.person_id";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT_AS(struct content_person, act, "act_id"),
    COLUMN_INT_AS(struct content_person, person, "person_id"),
    COLUMN_BOOL(struct content_person, respondent),
    COLUMN_BOOL_AS(struct content_person, in, "goes_in"),
};
static const char SQL_MEASURES[] =
    "SELECT m.act_id, m.code, m.goes = 'in' AS goes_in FROM order_act_measure m "
    "JOIN order_act a ON a.id = m.act_id JOIN measure c ON c.code = m.code WHERE a.order_id = :order "
    "ORDER BY m.act_id, m.goes, c.place";
static const struct column MEASURE_COLUMNS[] = {
    COLUMN_INT_AS(struct content_measure, act, "act_id"),
    COLUMN_TEXT(struct content_measure, code),
    COLUMN_BOOL_AS(struct content_measure, in, "goes_in"),
};

err act_contents_read(struct work *w, int64_t order, struct act_contents *ret)
{
    struct act_contents c = {0};
    struct measure_sayings said;
    err e;

    if ((e = rows_read(w, SQL_PERSONS, BINDS(INT(":order", order)), COLUMNS(PERSON_COLUMNS), NULL, &c.persons,
                       &c.person_count)) ||
        (e = rows_read(w, SQL_MEASURES, BINDS(INT(":order", order)), COLUMNS(MEASURE_COLUMNS), NULL,
                       &c.measures, &c.measure_count)) ||
        (e = measure_sayings_read(w, order, &said)))
        return e;
    for (size_t i = 0; i < c.measure_count; i++)
        measure_sayings_lay(&said, c.measures[i].act, c.measures[i].code, &c.measures[i].details);
    *ret = c;
    return OK;
}
