/* The browser side: pages, what they are made of, and where "/" leads. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "http/route.h"

extern const struct route_table PAGE_ROUTES;

#endif
