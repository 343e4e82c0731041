/* Routes: administrative units. */
#ifndef API_UNIT_H
#define API_UNIT_H

#include "http/route.h"

extern const struct route_table UNIT_ROUTES;

#endif
