/* Case files and their persons. */
#ifndef API_CASE_FILE_H
#define API_CASE_FILE_H

#include "http/route.h"

extern const struct route_table CASE_FILE_ROUTES;

#endif
