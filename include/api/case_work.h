/* Routes of the case work of a file, of whatever noun. */
#ifndef API_CASE_WORK_H
#define API_CASE_WORK_H

#include "http/route.h"

extern const struct route_table CASE_WORK_ROUTES;

#endif
