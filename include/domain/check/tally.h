/* Counters of checks in memory, written to check_count once a minute: per day, organisation, service and
 * result, and nothing finer. Guards itself with one lock. */
#ifndef DOMAIN_TALLY_H
#define DOMAIN_TALLY_H

#include "domain/check/check.h"
#include "domain/check/doorway.h"

struct tally;
err tally_make(struct tally **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void tally_free(struct tally **t);             /* takes NULL; what was not written is lost */
/* One more. Where memory runs out it is not counted, and the log says so: the answer goes before its count.
 */
void tally_count(struct tally *t, date on, int64_t organisation, const char *service, enum check_reason r);
/* Add what was counted to check.db; kept in memory if that fails. */
err tally_write(struct tally *t, struct doorway *d) MUST_CHECK;
/* For /metrics: all counts since start, by result. */
void tally_totals(struct tally *t, uint64_t ret[CHECK_REASONS]);

#endif
