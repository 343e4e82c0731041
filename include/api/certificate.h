/* Certificates that were free. */
#ifndef API_CERTIFICATE_H
#define API_CERTIFICATE_H

#include "http/route.h"

extern const struct route_table CERTIFICATE_ROUTES;

#endif
