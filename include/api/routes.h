/* Every route of the program, table by table. The check comes first: it is asked most. */
#ifndef API_ROUTES_H
#define API_ROUTES_H

#include "http/route.h"

/* Joins all tables for that part of the program; fails (logged) when a route has no roles or stands twice. */
err routes_make(enum app_part part, struct router **ret) MUST_CHECK;

#endif
