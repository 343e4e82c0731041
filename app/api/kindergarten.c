/* A kindergarten's own exempt children, for its account: a hint and until when, nothing else. */
#include "api/kindergarten.h"

#include "api/instant.h"
#include "domain/check.h"
#include "http/request.h"

static err children_get(struct req *rq)
{
    struct kindergarten_child *children;
    json_t *items;
    size_t count;
    err e;

    if ((e = check_children(&rq->work, rq->work.actor.organisation, &children, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(
            items, json_pack("{s:s, s:o}", "hint", children[i].hint, "until", date_json(children[i].until)));
    return reply_json(rq, 200, json_pack("{s:o}", "children", items));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/kindergarten/children", R_KINDERGARTEN, 0, children_get},
};
const struct route_table KINDERGARTEN_ROUTES = ROUTE_TABLE(ROUTES);
