/* Tasks of cards: to fetch back, to renew, to replace. */
#ifndef DOMAIN_CARD_TASK_H
#define DOMAIN_CARD_TASK_H

#include "domain/task/task_set.h"

/* Those of a person who stands in a file that is sealed against the actor are left out. */
err card_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
