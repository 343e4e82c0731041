/* What partner institutions are told, over HTTP. */
#ifndef API_PARTNER_H
#define API_PARTNER_H

#include "http/route.h"

extern const struct route_table PARTNER_ROUTES;

#endif
