/* Figures. */
#ifndef API_STATISTICS_H
#define API_STATISTICS_H

#include "http/route.h"

extern const struct route_table STATISTICS_ROUTES;

#endif
