/* The description of the API and the format of the card, for whoever builds something that talks to this one.
 */
#ifndef API_DESCRIPTION_H
#define API_DESCRIPTION_H

#include "http/route.h"

extern const struct route_table DESCRIPTION_ROUTES;

#endif
