/* A hint and two days for each child: no name, no number, no reason. */
#include "api/children.h"

#include "base/json_writer.h"
#include "domain/card/kindergarten_child.h"
#include "http/request.h"

static const struct json_member CHILD_OUT[] = {
    JSON_TEXT(struct kindergarten_child, hint),
    JSON_DATE(struct kindergarten_child, until),
    JSON_DATE(struct kindergarten_child, ends_soon),
};

err children_put(struct req *rq, int64_t organisation, struct json_writer *j)
{
    struct kindergarten_child *children;
    size_t count;
    err e;

    if ((e = check_children(&rq->work, organisation, &children, &count)))
        return e;
    json_put_structs(j, "children", MEMBERS(CHILD_OUT), children, count);
    return OK;
}
