/* How a protected person may be reached. */
#ifndef API_SAFE_CONTACT_H
#define API_SAFE_CONTACT_H

#include "http/route.h"

extern const struct route_table SAFE_CONTACT_ROUTES;

#endif
