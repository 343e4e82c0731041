/* Which devices asked anything today: once a day for each device a row with the day goes into check.db, by
 * which the register knows those that nobody uses any more. No hour, no count, and nothing of what was asked.
 * Guards itself with one lock. */
#ifndef DOMAIN_DEVICE_USE_H
#define DOMAIN_DEVICE_USE_H

#include "base/date.h"
#include "domain/check/doorway.h"

struct device_use;
err device_use_make(struct device_use **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void device_use_free(struct device_use **u);             /* takes NULL; what was not written is lost */
/* It asked something on that day. u NULL: nobody notes it. */
void device_use_note(struct device_use *u, int64_t device, date on);
/* Writes down those that were not written today; kept in memory if that fails. */
err device_use_write(struct device_use *u, struct doorway *d) MUST_CHECK;

#endif
