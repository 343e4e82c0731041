/* Counts of refusals at the door. */
#include "domain/check/door_refusal.h"

#include <stdio.h>

#include "store/db.h"

#define ROUTE_TEXT 120

static const char SQL_ADD[] = "INSERT INTO check_refusal (on_day, organisation_id, route, code, count) "
                              "VALUES (:day, :organisation, :route, "
                              ":code, :count) ON CONFLICT (on_day, organisation_id, route, code) DO UPDATE "
                              "SET count = check_refusal.count + "
                              "excluded.count";

err door_refusal_store(struct doorway *d, date on, int64_t organisation, const struct door_refusal *r)
{
    char route[ROUTE_TEXT];

    snprintf(route, sizeof route, "%s %s", r->method, r->route);
    return db_exec(d->work.db, SQL_ADD,
                   BINDS(DATE(":day", on), INT(":organisation", organisation), TEXT(":route", route),
                         TEXT(":code", r->code), INT(":count", r->count)));
}
