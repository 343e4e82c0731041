#ifndef API_INDICATOR_TARGET_H
#define API_INDICATOR_TARGET_H

#include "http/server.h"

extern const struct route_table INDICATOR_TARGET_ROUTES;

#endif
