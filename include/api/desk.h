/* A fee desk at the door. */
#ifndef API_DESK_H
#define API_DESK_H

#include "http/route.h"

extern const struct route_table DESK_ROUTES;

#endif
