/* How somebody is paid. */
#ifndef API_PAYMENT_WAY_H
#define API_PAYMENT_WAY_H

#include "http/route.h"

extern const struct route_table PAYMENT_WAY_ROUTES;

#endif
