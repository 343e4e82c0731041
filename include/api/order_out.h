/* Orders and acts as the API gives them: the same members wherever one appears. */
#ifndef API_ORDER_OUT_H
#define API_ORDER_OUT_H

#include <jansson.h>

#include "domain/order/order.h"

json_t *act_json(const struct act_line *a);
json_t *protection_json(const struct protection *p, date on);
json_t *ids_json(const int64_t *ids, size_t count);

#endif
