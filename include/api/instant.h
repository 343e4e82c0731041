/* Instants and civil days as the API writes them. */
#ifndef API_INSTANT_H
#define API_INSTANT_H

#include <jansson.h>
#include <stdint.h>

#include "base/date.h"

/* RFC 3339 in UTC; null for 0. NULL when memory ran out. */
json_t *instant_json(int64_t instant);
/* ISO; null for DATE_NONE and DATE_OPEN. */
json_t *date_json(date d);

#endif
