/* Routes: forms that are not finished. */
#ifndef API_DRAFT_H
#define API_DRAFT_H

#include "http/route.h"

extern const struct route_table DRAFT_ROUTES;

#endif
