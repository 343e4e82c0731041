/* The yearly report of the municipality over HTTP. */
#ifndef API_YEARLY_REPORT_H
#define API_YEARLY_REPORT_H

#include "http/route.h"

extern const struct route_table YEARLY_REPORT_ROUTES;

#endif
