/* A file over time, in one answer. */
#ifndef API_TIMELINE_H
#define API_TIMELINE_H

#include "http/route.h"

extern const struct route_table TIMELINE_ROUTES;

#endif
