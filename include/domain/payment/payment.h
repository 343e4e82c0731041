/* The monthly payment: a run is prepared by one account, made again as often as needed, and approved by
 * another; from then on it stands. A run of a month M pays what is due for M and puts right every earlier
 * month since the register's first run: a payment that should not have been is taken back by a line of its
 * own, one that is missing is added. So the lines of all approved runs together are what the register knows
 * to be due when the last was prepared. The database holds the same rules by itself (db/003_payments.sql).
 * Months are named by their first day (base/month.h). */
#ifndef DOMAIN_PAYMENT_H
#define DOMAIN_PAYMENT_H

#include "domain/work/work.h"

/* Make or make again the one prepared run, for that month, by w->actor (an active aid officer): ERR_DENIED
 * "forbidden" else. ERR_INPUT at "month": "in_future", "no_rule" (no rule pays that month). ERR_CONFLICT:
 * "already_approved" (that month or a later one), "run_prepared" (another month's run waits for approval:
 * approve or drop it first). Warns "months_skipped" when months lie between it and the last approved one:
 * they are paid in it, as arrears. Warns "begins_in_past" when it is the first of all and its month is over:
 * what the office paid on paper since would be paid again by the runs that follow. The same state of the
 * register gives the same lines, byte for byte, and the same digest. Logged "payment.prepare". */
err payment_prepare(struct work *w, date month, int64_t *ret_id) MUST_CHECK;

/* By w->actor, an active director who did not prepare it. Works the lines out anew: ERR_CONFLICT
 * "run_outdated" when the register has changed since, so that other lines would be due. ERR_DENIED "own_run",
 * "forbidden"; ERR_CONFLICT "already_approved"; ERR_ABSENT "no_such_run". One transaction: all of it or
 * nothing. Logged "payment.approve". */
err payment_approve(struct work *w, int64_t run) MUST_CHECK;

/* Forget a prepared run. By an active aid officer. Logged "payment.drop". */
err payment_drop(struct work *w, int64_t run) MUST_CHECK;

#endif
