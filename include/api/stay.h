/* Stays in a care institution. */
#ifndef API_STAY_H
#define API_STAY_H

#include "http/route.h"

extern const struct route_table STAY_ROUTES;

#endif
