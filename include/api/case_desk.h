/* What the screens of a file ask besides: its notes, its readers, and what forms offer. */
#ifndef API_CASE_DESK_H
#define API_CASE_DESK_H

#include "http/route.h"

extern const struct route_table CASE_DESK_ROUTES;

#endif
