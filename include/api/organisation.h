/* Organisations. */
#ifndef API_ORGANISATION_H
#define API_ORGANISATION_H

#include "http/route.h"

extern const struct route_table ORGANISATION_ROUTES;

#endif
