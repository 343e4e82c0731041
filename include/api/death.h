/* A death that was reported, or reported by mistake. */
#ifndef API_DEATH_H
#define API_DEATH_H

#include "http/route.h"

extern const struct route_table DEATH_ROUTES;

#endif
