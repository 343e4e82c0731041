/* Orders and their acts. */
#ifndef API_ORDER_H
#define API_ORDER_H

#include "http/route.h"

extern const struct route_table ORDER_ROUTES;

#endif
