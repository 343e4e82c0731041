/* Tasks behind a move into a shelter or out of it. */
#ifndef DOMAIN_STAY_TASK_H
#define DOMAIN_STAY_TASK_H

#include "domain/task/task_set.h"

#define STAY_TASKS 6 /* how many kinds: three matters, where somebody entered and where she left */

/* Open questions (order/stay_question.h), but of files that are sealed against the actor. Due on the day
 * behind the one on which they came up; they stay until somebody answers. Never in a calendar. */
err stay_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
