/* Triggers out of the way, for an upgrade that must touch rows which nobody may change. */
#ifndef STORE_TRIGGER_H
#define STORE_TRIGGER_H

#include "base/buf.h"
#include "base/err.h"

struct db;

/* Drops all triggers of that table; what makes them anew is appended to *ret, for db_script. Inside the
 * transaction that ends with it. */
err triggers_drop(struct db *db, const char *table, struct buf *ret) MUST_CHECK;

#endif
