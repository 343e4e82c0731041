/* Keys that are due and rows that were not believed, for the administrator. */
#include "api/upkeep.h"

#include "domain/upkeep/upkeep_notice.h"
#include "http/reply.h"

static err upkeep_get(struct req *rq)
{
    struct upkeep_notice n;
    struct json_writer *j;
    err e;

    if ((e = upkeep_notice_read(&rq->work, &n)))
        return e;
    j = reply_object(rq);
    json_put_date(j, "keys_since", n.keys_since);
    json_put_instant(j, "disbelieved_at", n.disbelieved_at);
    json_put_instant(j, "undrilled_since", n.undrilled_since);
    json_put_int(j, "devices_end", n.devices_end);
    json_put_int(j, "holidays_missing", n.holidays_missing);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/upkeep", R_ADMINISTRATOR, RT_LOOK, upkeep_get},
};
const struct route_table UPKEEP_ROUTES = ROUTE_TABLE(ROUTES);
