/* What is paid to the persons of a file, and what waits for its coordinator. */
#ifndef API_CASE_PAYMENT_H
#define API_CASE_PAYMENT_H

#include "http/route.h"

extern const struct route_table CASE_PAYMENT_ROUTES;

#endif
