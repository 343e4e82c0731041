/* Whether the register and its machine are well, over HTTP. */
#ifndef API_CONDITION_H
#define API_CONDITION_H

#include "http/route.h"

extern const struct route_table CONDITION_ROUTES;

#endif
