/* Who is in charge of which files, over HTTP. */
#ifndef API_CHARGE_H
#define API_CHARGE_H

#include "http/route.h"

extern const struct route_table CHARGE_ROUTES;

#endif
