/* Notes that were counted within the last ten minutes, so that they can be taken back. In memory alone, and
 * forgotten then: in check.db stands no hour. Guards itself with one lock. */
#ifndef DOMAIN_TAP_MEMORY_H
#define DOMAIN_TAP_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "crypto/digest.h"

struct tap_memory;
err tap_memory_make(struct tap_memory **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void tap_memory_free(struct tap_memory **m);             /* takes NULL */
/* tap: the name of a note. ticks: of clock_ticks(), nanoseconds. Of 1024 taps within ten minutes the oldest
 * makes room. */
void tap_memory_note(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE], int64_t ticks);
bool tap_memory_knows(struct tap_memory *m, const uint8_t tap[DIGEST_SIZE], int64_t ticks);

#endif
