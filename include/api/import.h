/* Lists of orders: looked through, and taken. */
#ifndef API_IMPORT_H
#define API_IMPORT_H

#include "http/route.h"

extern const struct route_table IMPORT_ROUTES;

#endif
