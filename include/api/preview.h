/* What would follow, before anything is saved. */
#ifndef API_PREVIEW_H
#define API_PREVIEW_H

#include "http/route.h"

extern const struct route_table PREVIEW_ROUTES;

#endif
