/* What a kindergarten is told of its own exempt children, whoever of it asks: its account, its device, its
 * check. The one place that says which members these are, so that none of the three ways can show more than
 * the others. */
#ifndef API_CHILDREN_H
#define API_CHILDREN_H

#include <stdint.h>

#include "base/err.h"

struct json_writer;
struct req;

/* The member "children" into the open object. organisation: the asker's own, never one that the request
 * names. */
err children_put(struct req *rq, int64_t organisation, struct json_writer *j) MUST_CHECK;

#endif
