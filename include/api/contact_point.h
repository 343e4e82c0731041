/* The address book: /api/v1/contact-points. */
#ifndef API_CONTACT_POINT_H
#define API_CONTACT_POINT_H

#include "http/route.h"

extern const struct route_table CONTACT_POINT_ROUTES;

#endif
