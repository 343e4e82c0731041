/* Routes: what copies there are. */
#ifndef API_BACKUP_H
#define API_BACKUP_H

#include "http/route.h"

extern const struct route_table BACKUP_ROUTES;

#endif
