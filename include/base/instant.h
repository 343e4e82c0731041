/* Instants, which are UTC seconds, and the civil days in Tirane they fall on. Asks no clock: what time it is
 * comes from base/clock.h, which also sets the zone. */
#ifndef BASE_INSTANT_H
#define BASE_INSTANT_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

#define INSTANT_DAY                                                                                          \
    86400               /* seconds; a day of the calendar in Tirane has an hour more or less twice a year    \
                         */
#define INSTANT_TEXT 21 /* "2026-11-21T18:31:27Z" and the NUL */

/* Civil date in Tirane at that instant. */
date instant_date(int64_t instant);
/* First second of that civil day in Tirane (23- and 25-hour days come out right). */
int64_t date_midnight(date d);
/* Last second of that civil day in Tirane. */
int64_t date_day_end(date d);
/* "HH:MM" on that civil day; ERR_INPUT when it is no time of day. In autumn's double hour the first one; in
 * spring's missing hour the same distance after the switch. */
err instant_parse_local(date d, const char *hhmm, int64_t *ret) MUST_CHECK;
/* "07.03.2026 10:05" on the wall in Tirane, "" outside the years 1 to 9999. Returns ret. */
#define INSTANT_LOCAL 17 /* bytes, with the NUL */
char *instant_format_local(int64_t instant, char ret[INSTANT_LOCAL]);
/* RFC 3339 in UTC, "" outside the years 1 to 9999. Returns ret. */
char *instant_format(int64_t instant, char ret[INSTANT_TEXT]);

#endif
