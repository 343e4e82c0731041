/* Routes: what whoever looks after the register should know. */
#ifndef API_UPKEEP_H
#define API_UPKEEP_H

#include "http/route.h"

extern const struct route_table UPKEEP_ROUTES;

#endif
