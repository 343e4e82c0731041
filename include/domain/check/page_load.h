/* How often the page for the public was read: a number for each day, and nothing else of anybody. It is kept
 * in memory until the day is over, so that no file tells when somebody read. Guards itself with one lock. */
#ifndef DOMAIN_PAGE_LOAD_H
#define DOMAIN_PAGE_LOAD_H

#include "base/date.h"
#include "domain/check/doorway.h"

struct page_loads;
err page_loads_make(struct page_loads **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void page_loads_free(struct page_loads **l);             /* takes NULL; what was not written is lost */
/* One more on that day. l NULL: nobody counts. */
void page_loads_count(struct page_loads *l, date on);
/* Adds to check.db the days that are over; with `all` also today's. Kept in memory if that fails. */
err page_loads_write(struct page_loads *l, struct doorway *d, bool all) MUST_CHECK;

#endif
