/* What a kindergarten's account sees. */
#ifndef API_KINDERGARTEN_H
#define API_KINDERGARTEN_H

#include "http/route.h"

extern const struct route_table KINDERGARTEN_ROUTES;

#endif
