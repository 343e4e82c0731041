/* Routes of the page for the public, as its texts are written and approved. */
#ifndef API_PUBLIC_PAGE_H
#define API_PUBLIC_PAGE_H

#include "http/route.h"

extern const struct route_table PUBLIC_PAGE_ROUTES;

#endif
