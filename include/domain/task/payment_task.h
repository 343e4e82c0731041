/* What is open about payments, for the coordinators of the files. */
#ifndef DOMAIN_PAYMENT_TASK_H
#define DOMAIN_PAYMENT_TASK_H

#include "domain/task/task_set.h"

/* Those of a person who stands in a file that is sealed against the actor are left out. */
err payment_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
