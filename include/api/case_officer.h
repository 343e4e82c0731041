/* Officers named to a sealed file. */
#ifndef API_CASE_OFFICER_H
#define API_CASE_OFFICER_H

#include "http/route.h"

extern const struct route_table CASE_OFFICER_ROUTES;

#endif
