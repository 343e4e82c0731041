/* Several reads in one request. */
#ifndef API_SEVERAL_READS_H
#define API_SEVERAL_READS_H

#include "http/route.h"

extern const struct route_table SEVERAL_READS_ROUTES;

#endif
