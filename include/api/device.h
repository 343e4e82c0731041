/* Devices, and their enrolment. */
#ifndef API_DEVICE_H
#define API_DEVICE_H

#include "http/route.h"

extern const struct route_table DEVICE_ROUTES;

#endif
