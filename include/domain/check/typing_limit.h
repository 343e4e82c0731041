/* How many card numbers a device may have typed lately, so that nobody tries numbers out at a door. In memory
 * alone, of the device and never of a card. Guards itself with one lock. */
#ifndef DOMAIN_TYPING_LIMIT_H
#define DOMAIN_TYPING_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define TYPED_NUMBERS_A_MINUTE 10

struct typing_limit;
err typing_limit_make(struct typing_limit **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void typing_limit_free(struct typing_limit **l);             /* takes NULL */
/* Counts one more number of that device. False: it has typed its TYPED_NUMBERS_A_MINUTE within the last
 * minute, or memory ran out. ticks: of clock_ticks(), nanoseconds, so that nobody gains or waits when the
 * time of day is set. */
bool typing_limit_allows(struct typing_limit *l, int64_t device, int64_t ticks);

#endif
