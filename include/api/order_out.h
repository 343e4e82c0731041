/* Orders and acts as the API gives them: the same members wherever one appears. */
#ifndef API_ORDER_OUT_H
#define API_ORDER_OUT_H

#include "base/json_writer.h"
#include "domain/order/order.h"

/* Into the open object. */
void act_members_put(struct json_writer *j, const struct act_line *a);
/* What the paper says beyond who, what and when: respondents, what they are to whom, parties, case number. */
void paper_put(struct json_writer *j, const struct order_line *o);
/* An object of its own. on: the day for which it says whether the order is in force. */
void protection_put(struct json_writer *j, const char *name, const struct protection *p, date on);

#endif
