/* Taps on a screen that were met within the last ten minutes, so that a second tap of the same answer counts
 * once. In memory alone, and forgotten then. Guards itself with one lock. */
#ifndef DOMAIN_TAP_MEMORY_H
#define DOMAIN_TAP_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crypto/digest.h"

struct tap_memory;
err tap_memory_make(struct tap_memory **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void tap_memory_free(struct tap_memory **m);             /* takes NULL */
/* tap: the digest of what the device draws anew for each answer. False: it was met before. ticks: of
 * clock_ticks(), nanoseconds. Of 1024 taps within ten minutes the oldest makes room. */
bool tap_memory_first(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE], int64_t ticks);
/* What it asked for did not come about: it may ask again. */
void tap_memory_forget(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE]);

#endif
