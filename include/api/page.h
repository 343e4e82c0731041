/* The browser side: pages, what they are made of, and where "/" leads. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "http/route.h"

extern const struct route_table PAGE_ROUTES;

/* Headers of the page for the public: no address of a form, a frame, a picture or a script is anybody else's.
 */
extern const char PAGE_PUBLIC_HEAD[];
/* Of a file of it ("index.html"); NULL: it has none of that name. */
const char *page_public_type(const char *name);

#endif
