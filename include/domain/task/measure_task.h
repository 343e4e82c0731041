/* Tasks of measures: letters that are asked about, and measures that end while their order goes on. */
#ifndef DOMAIN_MEASURE_TASK_H
#define DOMAIN_MEASURE_TASK_H

#include "domain/task/task_set.h"

/* measure_meant until it is answered, whether the order still protects or not; measure_until from
 * reminder_again_days before a measure's own last day, where that is not the order's, to that day. They stand
 * on the page of the day alone: what a paper says of a measure is in no calendar. Files sealed against the
 * actor are left out. */
err measure_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
