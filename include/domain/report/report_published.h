/* Reports that have left the office, remembered: two counts of one year, laid side by side, tell what came in
 * between. */
#ifndef DOMAIN_REPORT_PUBLISHED_H
#define DOMAIN_REPORT_PUBLISHED_H

#include "domain/report/report_table.h"

/* All reports of that year go out as they stand now, and stay so; one that is out already is left as it is.
 * They are counted before the lock for writing is taken. Not in a transaction. */
err report_publish(struct work *w, int year) MUST_CHECK;
/* The table of that year as it went out; *ret_out false: that report of the year is not out. Columns that
 * came with a later version of the program are hidden. Inside a transaction. */
err report_published_read(struct work *w, const struct report_definition *d, int year,
                          struct report_table *ret, bool *ret_out) MUST_CHECK;

#endif
