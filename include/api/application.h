/* Applications for the payment. */
#ifndef API_APPLICATION_H
#define API_APPLICATION_H

#include "http/route.h"

extern const struct route_table APPLICATION_ROUTES;

#endif
