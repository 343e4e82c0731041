/* The check at a door. */
#ifndef API_CHECK_H
#define API_CHECK_H

#include "http/route.h"

extern const struct route_table CHECK_ROUTES;

#endif
