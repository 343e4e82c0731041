/* Deaths over HTTP: noted, or taken back when the report was a mistake. What ends with a death follows in the
 * domain. */
#include "api/death.h"

#include "domain/order/death.h"
#include "http/input.h"
#include "http/reply.h"

struct death_in {
    int64_t version, case_id;
    date on;
    bool none;
};
static const struct member DEATH_IN[] = {
    MEMBER_INT(struct death_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_INT(struct death_in, case_id, 1, INT64_MAX, REQUIRED),
    MEMBER_DATE(struct death_in, on, OPTIONAL),
    MEMBER_BOOL(struct death_in, none, OPTIONAL),
};

/* That a death was noted by mistake must be said ("none"), never follow from a day that was left out. */
static err death_put(struct req *rq)
{
    struct death_new death;
    struct death_in in;
    int64_t person;
    err e;

    if ((e = req_id(rq, "id", &person)) || (e = input_read(rq, rq->body, DEATH_IN, COUNT(DEATH_IN), &in)))
        return e;
    if (in.none == (in.on != DATE_NONE))
        return refuse(&rq->work, ERR_INPUT, "required", "on",
                      "Give the day of death, or say none: the report was a mistake.");
    death = (struct death_new){.version = in.version, .case_id = in.case_id, .on = in.on};
    if ((e = death_write(&rq->work, person, &death)))
        return e;
    return reply_id(rq, 200, person);
}

static const struct route ROUTES[] = {
    {"PUT", "/api/v1/persons/{id}/death", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, death_put},
};
const struct route_table DEATH_ROUTES = ROUTE_TABLE(ROUTES);
