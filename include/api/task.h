/* What is due. */
#ifndef API_TASK_H
#define API_TASK_H

#include "http/route.h"

extern const struct route_table TASK_ROUTES;

#endif
