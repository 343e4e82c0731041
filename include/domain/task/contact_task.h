/* The task of each January: is the address book still right? */
#ifndef DOMAIN_CONTACT_TASK_H
#define DOMAIN_CONTACT_TASK_H

#include "domain/task/task_set.h"

/* One task, due on the last of January, while there is a contact point that was not confirmed in this
 * calendar year (activity 2.1.1 of the social plan: the data are brought up to date each year). In no
 * calendar. */
#define CONTACT_TASKS 1 /* "contacts_confirm" */
err contact_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
