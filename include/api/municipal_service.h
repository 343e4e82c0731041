/* Routes of the municipality's further services. */
#ifndef API_MUNICIPAL_SERVICE_H
#define API_MUNICIPAL_SERVICE_H

#include "http/route.h"

extern const struct route_table MUNICIPAL_SERVICE_ROUTES;

#endif
