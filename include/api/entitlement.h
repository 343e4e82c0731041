/* Who is entitled to what, and why. */
#ifndef API_ENTITLEMENT_H
#define API_ENTITLEMENT_H

#include "http/route.h"

extern const struct route_table ENTITLEMENT_ROUTES;

#endif
