#ifndef API_CASE_MERGE_H
#define API_CASE_MERGE_H

#include "http/server.h"

extern const struct route_table CASE_MERGE_ROUTES;

#endif
