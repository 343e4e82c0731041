/* A hint, a number of its place there and two days for each child: no name, no reason. */
#include "api/children.h"

#include "base/json_writer.h"
#include "domain/card/kindergarten_child.h"
#include "domain/check/checker.h"
#include "domain/check/children.h"
#include "http/request.h"

/* One table for both, so that neither can show more than the other. */
static const struct json_member CHILD_OUT[] = {
    JSON_TEXT(struct door_child, hint),
    JSON_ID(struct door_child, number),
    JSON_DATE(struct door_child, until),
    JSON_DATE(struct door_child, ends_soon),
};

err children_put(struct req *rq, struct doorway *d, struct json_writer *j)
{
    struct door_child *children;
    size_t count;
    err e;

    if ((e = door_children(d, rq->device->organisation, &children, &count)))
        return e;
    json_put_structs(j, "children", MEMBERS(CHILD_OUT), children, count);
    return OK;
}

err children_put_account(struct req *rq, struct json_writer *j)
{
    struct kindergarten_child *children;
    struct door_child *shown;
    size_t count;
    err e;

    if ((e = kindergarten_children(&rq->work, rq->work.actor.organisation, &children, &count)))
        return e;
    if (!(shown = arena_array(rq->work.arena, count, sizeof *shown)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        shown[i] = (struct door_child){children[i].hint, children[i].number, children[i].until,
                                       children[i].ends_soon};
    json_put_structs(j, "children", MEMBERS(CHILD_OUT), shown, count);
    return OK;
}
