/* How much a device asks: no more than a door can, so that whoever holds one cannot ask about a saved code
 * all day, nor try many. How much that is, dated rules say (device_minute_checks, device_day_checks). In
 * memory alone, of the device and never of a card; a process that begins anew begins the day anew. Guards
 * itself with one lock. */
#ifndef DOMAIN_ASKING_LIMIT_H
#define DOMAIN_ASKING_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/check/checker.h"

struct asking_limit;
err asking_limit_make(struct asking_limit **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void asking_limit_free(struct asking_limit **l);             /* takes NULL */
/* Counts one more question of that device. False: it asked its c->minute_most within the last minute, or its
 * c->day_most on that day, or memory ran out. 0: there is no such limit. l NULL: nothing is counted. ticks:
 * of clock_ticks(), nanoseconds. */
bool asking_limit_allows(struct asking_limit *l, const struct checker *c, date on, int64_t ticks);

#endif
