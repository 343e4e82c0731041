/* How many files an account opens within an hour: whoever copies a register opens all of it at once. A bound
 * on bulk, never on one file in need. */
#ifndef DOMAIN_FILE_BUDGET_H
#define DOMAIN_FILE_BUDGET_H

#include "domain/work/work.h"

#define FILE_HOUR  3600 /* seconds */
#define FILE_PAUSE 60   /* seconds from one file to the next, where the budget is spent */

/* May the actor's session open one more file? Always one that the account has opened within the hour; any, as
 * long as they are not more than the law's number for the role (files_hour_coordinator, files_hour_others;
 * none: no bound); then one after each pause. ERR_LIMIT "too_many_files", w->retry_after says when. Accounts
 * without session (the command line), urgent work (w->urgent: a card is revoked, a file sealed, a safe way of
 * contact written) and work by a reason (w->why) pass: one file in need opens at once by a reason, which is
 * logged. */
err file_budget_check(struct work *w, int64_t case_id) MUST_CHECK;

#endif
