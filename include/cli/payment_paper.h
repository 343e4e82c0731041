/* What `besa payment` writes and notes beside the run itself: the list to pay by, the council's paper, the
 * decisions behind a run, what is paid once. */
#ifndef CLI_PAYMENT_PAPER_H
#define CLI_PAYMENT_PAPER_H

#include "domain/work/work.h"

/* The month's run. ERR_ABSENT "no_such_run". */
err payment_month_run(struct work *w, date month, int64_t *ret_id) MUST_CHECK;

int payment_paper_call(int argc, char **argv);
int payment_council_call(int argc, char **argv);
int payment_decision_call(int argc, char **argv);
int payment_one_off_call(int argc, char **argv); /* list, add, void */

#endif
