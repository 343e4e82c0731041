/* What others changed, over HTTP. */
#ifndef API_NEWS_H
#define API_NEWS_H

#include "http/route.h"

extern const struct route_table NEWS_ROUTES;

#endif
