/* Health and figures of the running program. */
#ifndef API_OPERATION_H
#define API_OPERATION_H

#include "http/route.h"

extern const struct route_table OPERATION_ROUTES;

#endif
