/* The tasks while they are being gathered: what the files behind domain/task/task.h share. */
#ifndef DOMAIN_TASK_SET_H
#define DOMAIN_TASK_SET_H

#include "domain/claim/claim.h"
#include "domain/task/task.h"

struct task_set {
    struct task *tasks;
    size_t count, room;
    struct rules rules;
};

/* One more, to be filled; NULL when memory ran out. */
struct task *task_add(struct work *w, struct task_set *set);

/* Cards to fetch back or to renew. Those of a person who stands in a file that is sealed against the actor
 * are left out. */
err card_tasks(struct work *w, struct task_set *set) MUST_CHECK;
/* What coordinators are to know of, each for NOTICE_SECONDS: sealed files opened, persons exported, accounts
 * of coordinators changed; and municipal rules that run out. */
#define NOTICE_SECONDS (7 * 24 * 3600)
err notice_tasks(struct work *w, struct task_set *set) MUST_CHECK;

#endif
