/* Reports over HTTP. */
#ifndef API_REPORT_H
#define API_REPORT_H

#include "http/route.h"

extern const struct route_table REPORT_ROUTES;

#endif
