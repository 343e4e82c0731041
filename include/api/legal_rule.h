/* Routes of the law's numbers. */
#ifndef API_LEGAL_RULE_H
#define API_LEGAL_RULE_H

#include "http/route.h"

extern const struct route_table LEGAL_RULE_ROUTES;

#endif
