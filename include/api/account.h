/* Accounts, for administrators. */
#ifndef API_ACCOUNT_H
#define API_ACCOUNT_H

#include "http/route.h"

extern const struct route_table ACCOUNT_ROUTES;

#endif
