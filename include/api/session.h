/* Signing in and out, and one's own password. */
#ifndef API_SESSION_H
#define API_SESSION_H

#include "http/route.h"

extern const struct route_table SESSION_ROUTES;

#endif
