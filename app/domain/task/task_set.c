/* Gathering tasks, in the arena of the work. A file of its own, because the tasks of cards and the notices
 * are added from files that task.c itself calls. */
#include "domain/task/task_set.h"

struct task *task_add(struct work *w, struct task_set *set)
{
    return arena_grow(w->arena, &set->tasks, &set->count, &set->room, sizeof *set->tasks);
}
