/* Routes: deadlines as a calendar. */
#ifndef API_CALENDAR_H
#define API_CALENDAR_H

#include "http/route.h"

extern const struct route_table CALENDAR_ROUTES;

#endif
