/* An act and an order as the API takes them: the same members to try and to record. */
#ifndef API_ORDER_IN_H
#define API_ORDER_IN_H

#include "domain/order/order.h"
#include "http/request.h"

struct measures_meant;
struct registration_new;

/* draft: nothing must be there yet. */
err order_in_read(struct req *rq, bool draft, struct order_new *ret) MUST_CHECK;
err act_in_read(struct req *rq, struct act_new *ret) MUST_CHECK;
err measures_meant_read(struct req *rq, struct measures_meant *ret) MUST_CHECK;
err registration_in_read(struct req *rq, struct registration_new *ret) MUST_CHECK;

#endif
