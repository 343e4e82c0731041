/* The monthly payment: rules by which months are paid, runs, their lines. */
#ifndef API_PAYMENT_H
#define API_PAYMENT_H

#include "http/route.h"

extern const struct route_table PAYMENT_ROUTES;

#endif
