#ifndef API_CASE_UNIT_H
#define API_CASE_UNIT_H

#include "http/server.h"

extern const struct route_table CASE_UNIT_ROUTES;

#endif
