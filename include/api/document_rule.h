/* The rules by which papers are asked for with an application. */
#ifndef API_DOCUMENT_RULE_H
#define API_DOCUMENT_RULE_H

#include "http/route.h"

extern const struct route_table DOCUMENT_RULE_ROUTES;

#endif
