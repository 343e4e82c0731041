/* Erasing persons and files: asked for, approved, taken back. */
#ifndef API_ERASURE_H
#define API_ERASURE_H

#include "http/route.h"

extern const struct route_table ERASURE_ROUTES;

#endif
