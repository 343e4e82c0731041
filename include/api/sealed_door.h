/* Sealed files opened with a reason, which travels in a body: addresses are kept by browsers and proxies. */
#ifndef API_SEALED_DOOR_H
#define API_SEALED_DOOR_H

#include "http/route.h"

extern const struct route_table SEALED_DOOR_ROUTES;

#endif
