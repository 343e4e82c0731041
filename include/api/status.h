/* What checkers fetch without asking who they are: status lists, the issuer's keys. */
#ifndef API_STATUS_H
#define API_STATUS_H

#include "http/route.h"

extern const struct route_table STATUS_ROUTES;

#endif
