/* A device at the door. */
#ifndef API_CHECKER_H
#define API_CHECKER_H

#include "http/route.h"

extern const struct route_table CHECKER_ROUTES;

#endif
