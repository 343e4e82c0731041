/* What any checker learns without asking who it is: the issuer's key and the signed status list. */
#ifndef SUPPORT_STATUS_SEEN_H
#define SUPPORT_STATUS_SEEN_H

#include "support/office.h"

/* The bit of that card in GET /status/{list}, whose signature holds by a key of GET /api/v1/issuer, which is
 * for that address and has not run out. Asked by nobody; the coordinator asks again afterwards. */
unsigned status_seen(struct door *d, const struct office_card *c);

#endif
