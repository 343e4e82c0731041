/* Months closed, and what is said of payments. */
#ifndef API_PAYMENT_CLOSING_H
#define API_PAYMENT_CLOSING_H

#include "http/route.h"

extern const struct route_table PAYMENT_CLOSING_ROUTES;

#endif
