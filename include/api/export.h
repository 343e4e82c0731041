/* What leaves the register on purpose. */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "http/route.h"

extern const struct route_table EXPORT_ROUTES;

#endif
