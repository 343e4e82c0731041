/* Stays, enrolments, deaths. */
#ifndef API_CIRCUMSTANCE_H
#define API_CIRCUMSTANCE_H

#include "http/route.h"

extern const struct route_table CIRCUMSTANCE_ROUTES;

#endif
