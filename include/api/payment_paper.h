/* The list by which a payment run is paid out. */
#ifndef API_PAYMENT_PAPER_H
#define API_PAYMENT_PAPER_H

#include "http/route.h"

extern const struct route_table PAYMENT_PAPER_ROUTES;

#endif
