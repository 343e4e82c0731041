/* Tasks of case work: what waits for an answer, and assessments of danger that are due. */
#ifndef DOMAIN_CASEWORK_TASK_H
#define DOMAIN_CASEWORK_TASK_H

#include "domain/task/task_set.h"

#define CASEWORK_TASKS 10 /* how many kinds */

/* Behind the tasks of orders, which are in the set already. What is due within reminder_again_days, and all
 * that is overdue. A hearing that the law's clock asks about on the same day is not asked about twice. An
 * assessment is due on the day that its level says; after a breach or what else raises the danger, and once
 * an order of the file is within reminder_days of its end, assessment_very_high_days later. Visits and
 * hearings alone stand in a calendar, too. Of a closed file only the follow-up is asked, and what still waits
 * for an answer. Files sealed against the actor are left out. */
err casework_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
