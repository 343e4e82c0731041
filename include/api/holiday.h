/* Holidays, and the last days of filing. */
#ifndef API_HOLIDAY_H
#define API_HOLIDAY_H

#include "http/route.h"

extern const struct route_table HOLIDAY_ROUTES;

#endif
