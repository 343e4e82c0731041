/* Enrolments in a crèche or kindergarten. */
#ifndef API_ENROLMENT_H
#define API_ENROLMENT_H

#include "http/route.h"

extern const struct route_table ENROLMENT_ROUTES;

#endif
