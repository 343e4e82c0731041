/* What a run of the payment holds back. */
#ifndef API_PAYMENT_HELD_H
#define API_PAYMENT_HELD_H

#include "http/route.h"

extern const struct route_table PAYMENT_HELD_ROUTES;

#endif
