/* What the doors refused, on its way into the log when its day is over: then no line of it bears an hour at
 * which a device was where. */
#include "domain/upkeep/door_refusal_log.h"

#include <inttypes.h>
#include <stdio.h>

#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define ROUTE_TEXT 120

struct day_refusal {
    date on;
    int64_t organisation, count;
    const char *route, *code;
};
static const char SQL_OVER[] =
    "SELECT on_day, organisation_id, count - logged AS count, route, code FROM check_refusal "
    "WHERE logged < count AND on_day < :today ORDER BY on_day, organisation_id, route, code";
static const struct column DAY_COLUMNS[] = {
    COLUMN_DATE_AS(struct day_refusal, on, "on_day"),
    COLUMN_INT_AS(struct day_refusal, organisation, "organisation_id"),
    COLUMN_INT(struct day_refusal, count),
    COLUMN_TEXT(struct day_refusal, route),
    COLUMN_TEXT(struct day_refusal, code),
};
static const char SQL_LOGGED[] =
    "UPDATE check_refusal SET logged = count WHERE logged < count AND on_day < :today";

static err day_log(struct work *w, const struct day_refusal *d)
{
    char day[DATE_TEXT], why[ROUTE_TEXT + 120];
    const struct audit_entry entry = {
        .what = "refused", .record = "organisation", .record_id = d->organisation, .why = why};

    snprintf(why, sizeof why, "%s: %s, %" PRId64 " on %s", d->route, d->code, d->count,
             date_format(d->on, day));
    return audit_append(w, &entry);
}

err door_refusals_log(struct work *w)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct day_refusal *days;
    size_t count;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rows_read(w, SQL_OVER, BINDS(DATE(":today", w->today)),
                                                     COLUMNS(DAY_COLUMNS), NULL, &days, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = day_log(w, &days[i])))
            return e;
    if ((e = db_exec(w->db, SQL_LOGGED, BINDS(DATE(":today", w->today)))))
        return e;
    return tx_commit(&tx);
}
