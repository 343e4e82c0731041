/* What a year costs. */
#ifndef API_BUDGET_H
#define API_BUDGET_H

#include "http/route.h"

extern const struct route_table BUDGET_ROUTES;

#endif
