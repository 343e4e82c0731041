/* Meetings: /api/v1/meetings. */
#ifndef API_MEETING_H
#define API_MEETING_H

#include "http/route.h"

extern const struct route_table MEETING_ROUTES;

#endif
