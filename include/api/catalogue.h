/* What forms offer to choose from. */
#ifndef API_CATALOGUE_H
#define API_CATALOGUE_H

#include "http/route.h"

extern const struct route_table CATALOGUE_ROUTES;

#endif
