/* What a kindergarten is told of its own exempt children, whoever of it asks: its account, its device, its
 * check. The one place that says which members these are, so that none of the three ways can show more than
 * the others. */
#ifndef API_CHILDREN_H
#define API_CHILDREN_H

#include "base/err.h"

struct doorway;
struct json_writer;
struct req;

/* The member "children" into the open object, of the asker's own organisation, never of one that the request
 * names: at the door, and for its account. */
err children_put(struct req *rq, struct doorway *d, struct json_writer *j) MUST_CHECK;
err children_put_account(struct req *rq, struct json_writer *j) MUST_CHECK;

#endif
