/* What became of each payment. */
#ifndef API_PAYMENT_EVENT_H
#define API_PAYMENT_EVENT_H

#include "http/route.h"

extern const struct route_table PAYMENT_EVENT_ROUTES;

#endif
