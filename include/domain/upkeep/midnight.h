/* What the turn of the day brings: projections move on, what was kept for a time goes, the log's head is
 * signed. */
#ifndef DOMAIN_MIDNIGHT_H
#define DOMAIN_MIDNIGHT_H

#include "domain/work/work.h"

#define IDEMPOTENCY_LIFE (24 * 3600) /* seconds that an answer is kept; then its key may be used again */
#define STATUS_SIGN_AGE  3600        /* seconds: a list is signed again at least that often */

/* The work of w->today. Twice, or once after days off, ends where every day would have. Opens its own
 * transactions, many short ones; what a crash leaves undone the next run does.
 * A part that fails does not keep the others from their turn: the first error is returned, and the day is not
 * done. */
err midnight_run(struct work *w) MUST_CHECK;
/* The day up to which it is done; DATE_NONE: never. Reads only. */
err midnight_done(struct work *w, date *ret) MUST_CHECK;

#endif
