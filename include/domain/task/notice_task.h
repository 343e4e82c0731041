/* What coordinators are to know of. */
#ifndef DOMAIN_NOTICE_TASK_H
#define DOMAIN_NOTICE_TASK_H

#include "domain/task/task_set.h"

#define NOTICE_SECONDS (7 * 24 * 3600) /* how long each is shown */

/* Sealed files opened, refused or asked about, persons exported, accounts of coordinators changed, collectors
 * refused; and municipal rules that run out. */
err notice_tasks(struct work *w, struct task_set *set) MUST_CHECK;

/* The first day of the oldest key in use, and the day by which the rule key_rotation_months has it changed,
 * where that is over; DATE_NONE both: it is not, or there is no such rule. */
err keys_due(struct work *w, const struct rules *rules, date *ret_since, date *ret_due) MUST_CHECK;

#endif
