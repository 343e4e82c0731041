/* Routes of calls for help, of lists of choices, and of records that never were. */
#ifndef API_CALL_H
#define API_CALL_H

#include "http/route.h"

extern const struct route_table CALL_ROUTES;

#endif
