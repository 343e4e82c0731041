/* The log. */
#ifndef API_AUDIT_H
#define API_AUDIT_H

#include "http/route.h"

extern const struct route_table AUDIT_ROUTES;

#endif
