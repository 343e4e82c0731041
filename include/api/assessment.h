/* Routes of assessments of danger, and of the instruments for them. */
#ifndef API_ASSESSMENT_H
#define API_ASSESSMENT_H

#include "http/route.h"

extern const struct route_table ASSESSMENT_ROUTES;

#endif
