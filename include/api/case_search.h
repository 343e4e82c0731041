/* Files found: what may be personal travels in a body, never in an address. */
#ifndef API_CASE_SEARCH_H
#define API_CASE_SEARCH_H

#include "http/route.h"

extern const struct route_table CASE_SEARCH_ROUTES;

#endif
