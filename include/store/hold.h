/* A read transaction kept open for the other handles of the process. SQLite locks the log for a reader with a
 * system call only when no other handle of the same process holds that lock already: with this one open,
 * readers come and go without. It sees an old picture, and nobody reads by it. While it stands the log cannot
 * be begun anew: the keeper (store/keeper.h) lets go before it carries the log over, and takes it again
 * after. */
#ifndef STORE_HOLD_H
#define STORE_HOLD_H

#include <stdbool.h>

#include "base/err.h"

struct db;

struct hold {
    struct db *db;
    bool taken;
};

/* Errors as db_open; guest: as db_open_guest. */
err hold_open(struct hold *h, const char *path, bool guest) MUST_CHECK;
void hold_let_go(struct hold *h);          /* takes one that was never opened, or let go before */
err hold_renew(struct hold *h) MUST_CHECK; /* let go and take again, as the database stands now */
void hold_close(struct hold *h);           /* for CLEANUP; takes one that was never opened */

#endif
