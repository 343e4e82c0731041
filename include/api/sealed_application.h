/* Applications of sealed files, and the papers of any. */
#ifndef API_SEALED_APPLICATION_H
#define API_SEALED_APPLICATION_H

#include "http/route.h"

extern const struct route_table SEALED_APPLICATION_ROUTES;

#endif
