/* Routes of grounds other than an order, their holders and cards, and of the cover that they give. */
#ifndef API_GROUND_H
#define API_GROUND_H

#include "http/route.h"

extern const struct route_table GROUND_ROUTES;

#endif
