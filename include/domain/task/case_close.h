/* Closing a file: what nothing waits for, and in which nothing is in force. */
#ifndef DOMAIN_CASE_CLOSE_H
#define DOMAIN_CASE_CLOSE_H

#include "domain/casework/case_work.h"

/* Records the closing. As case_work_record, and ERR_CONFLICT "order_in_force" (one that begins later is as
 * good), "open_task" (whatever the page of the day asks about this file, but for going through its plan
 * again, which ends with it; the first of them in its words): all that stands against it at once. */
err case_close(struct work *w, int64_t case_id, const struct case_work_new *in, int64_t *ret_id) MUST_CHECK;

#endif
