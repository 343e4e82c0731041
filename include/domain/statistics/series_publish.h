/* The series for outside the office. */
#ifndef DOMAIN_SERIES_PUBLISH_H
#define DOMAIN_SERIES_PUBLISH_H

#include "base/buf.h"
#include "domain/work/work.h"

/* Appended to *ret as CSV: a row for each whole month, with what statistics_count publishes for its last day
 * in the row of the whole municipality, so that it tells nothing which these tables do not; and the
 * entitlements, where they are SUPPRESSION_LEAST or more and as far from each other figure of persons. Hidden
 * cells are empty. Months and refusals as series_months, and ERR_INPUT "in_future" at "until" for a month
 * that is not over. Logged "statistics.export". */
err series_publish(struct work *w, date from, date until, struct buf *ret) MUST_CHECK;

#endif
