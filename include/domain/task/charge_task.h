/* Files that nobody is in charge of: until somebody is, that is a task for all coordinators. */
#ifndef DOMAIN_CHARGE_TASK_H
#define DOMAIN_CHARGE_TASK_H

#include "domain/task/task_set.h"

/* One task for all of them, due today: which they are is seen where they are given to somebody. In no
 * calendar. */
#define CHARGE_TASKS 1 /* "charge_nobody" */
err charge_tasks(struct work *w, struct task_set *set) MUST_CHECK;

struct charge_nobody {
    int64_t case_id;
    const char *number, *unit;
    bool sealed;
};
/* Files that are neither closed nor erased and that nobody is in charge of (file/charge.h), the oldest first,
 * at most `limit`; *ret_all: how many there are. A sealed one for those to whom it is entrusted, and for all
 * where none of those can sign in any more. The file numbers alone; not logged. */
err charge_nobody_list(struct work *w, size_t limit, struct charge_nobody **ret, size_t *ret_count,
                       int64_t *ret_all) MUST_CHECK;

#endif
