/* Tasks of case work: what was to follow by a day, and nothing has. */
#ifndef DOMAIN_WORK_TASK_H
#define DOMAIN_WORK_TASK_H

#include "domain/task/task_set.h"

#define WORK_TASKS 2 /* how many kinds */

/* Records with a day by which something is to follow, from reminder_again_days before it, until a record
 * answers them or, of answers, another answer follows. Of files that are sealed against the actor none. Never
 * in a calendar. */
err work_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
