/* Routes: the scanned papers of a file. */
#ifndef API_ATTACHMENT_H
#define API_ATTACHMENT_H

#include "http/route.h"

extern const struct route_table ATTACHMENT_ROUTES;

#endif
