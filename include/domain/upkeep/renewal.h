/* Rows brought up to date one by one. */
#ifndef DOMAIN_RENEWAL_H
#define DOMAIN_RENEWAL_H

#include "domain/work/work.h"

/* Calls renew for the ids that the statement gives, each in a savepoint of its own and in memory that is
 * forgotten before the next. A row that is damaged, or that would be the same as another (ERR_CONFLICT),
 * stays as it was, which is logged with `what`; ERR_CORRUPT when all are damaged. Adds to *ret_rows. Inside a
 * transaction. */
err renewal_run(struct work *w, const char *sql, err (*renew)(struct work *w, int64_t id), const char *what,
                int64_t *ret_rows) MUST_CHECK;

#endif
