/* Benefit rules and legal numbers. */
#ifndef API_RULE_H
#define API_RULE_H

#include "http/route.h"

extern const struct route_table RULE_ROUTES;

#endif
