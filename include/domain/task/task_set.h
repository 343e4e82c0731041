/* The tasks while they are being gathered, with the rules that some of them follow from. */
#ifndef DOMAIN_TASK_SET_H
#define DOMAIN_TASK_SET_H

#include "domain/claim/rules.h"
#include "domain/task/task.h"

struct task_set {
    struct task *tasks;
    size_t count, room;
    struct rules rules;
};

/* One more, to be filled; NULL when memory ran out. */
struct task *task_add(struct work *w, struct task_set *set);

#endif
