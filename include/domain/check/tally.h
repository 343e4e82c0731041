/* Counters of checks in memory, written to check_count once a minute: per day, organisation, service and
 * result, and nothing finer. Guards itself with one lock; also counts typed numbers per device and minute. */
#ifndef DOMAIN_TALLY_H
#define DOMAIN_TALLY_H

#include "crypto/digest.h"
#include "domain/check/check.h"
#include "domain/work/work.h"

struct tally;
err tally_make(struct tally **ret) MUST_CHECK;
void tally_free(struct tally **t);
void tally_count(struct tally *t, date on, int64_t organisation, const char *service, enum check_reason r);
/* false: this device has typed its 10 numbers in this minute. ticks: of clock_ticks(), so that nobody gains
 * or waits when the time of day is set. */
bool tally_number_allowed(struct tally *t, int64_t device, int64_t ticks);
/* A tap on a screen, by the digest of what is drawn anew for each: false when it was met within the last ten
 * minutes. In memory alone, and forgotten then. */
bool tally_tap_first(struct tally *t, const uint8_t tap[DIGEST_SIZE], int64_t ticks);
/* What it asked for did not come about: it may ask again. */
void tally_tap_forget(struct tally *t, const uint8_t tap[DIGEST_SIZE]);
/* Add what was counted to the database; kept in memory if that fails. */
err tally_write(struct tally *t, struct work *w) MUST_CHECK;
/* For /metrics: all counts since start, by result. */
void tally_totals(struct tally *t, uint64_t ret[CHECK_REASONS]);

#endif
