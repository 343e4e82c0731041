/* Cards of a person: issued, read, printed, ended. */
#ifndef API_CARD_H
#define API_CARD_H

#include "http/route.h"

extern const struct route_table CARD_ROUTES;

#endif
