/* What is paid once beside months. */
#ifndef API_ONE_OFF_H
#define API_ONE_OFF_H

#include "http/route.h"

extern const struct route_table ONE_OFF_ROUTES;

#endif
