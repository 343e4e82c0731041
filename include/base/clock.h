/* The time, injected: only clock.c asks the system. Instants are UTC seconds; "today" is the civil date in
 * Europe/Tirane, by the rule CET-1CEST,M3.5.0,M10.5.0/3 (needs no zone files on the machine). */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct clock {
    int64_t fixed; /* tests: this instant; 0 = ask the system */
    int64_t shift; /* seconds added to the system's time (demonstrations, tests) */
};

#define INSTANT_TEXT 21 /* "2026-11-21T18:31:27Z" and the NUL */

/* Must be called once by main before any thread: sets the zone for the process. */
void clock_zone_set(void);
int64_t clock_now(const struct clock *c);
/* Nanoseconds of a clock that never goes back: for measuring only. */
int64_t clock_ticks(void);

/* Civil date in Tirane at that instant. */
date instant_date(int64_t instant);
/* First second of that civil day in Tirane (23- and 25-hour days come out right). */
int64_t date_midnight(date d);
/* "HH:MM" on that civil day; ERR_INPUT when it is no time of day. In autumn's double hour the first one; in
 * spring's missing hour the same distance after the switch. */
err instant_parse_local(date d, const char *hhmm, int64_t *ret) MUST_CHECK;
/* RFC 3339 in UTC, "" outside the years 1 to 9999. Returns ret. */
char *instant_format(int64_t instant, char ret[INSTANT_TEXT]);

#endif
