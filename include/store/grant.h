/* What a handle may write, so that a process which faces the world holds no pen for the rest: SQLite itself
 * refuses, when a statement is prepared, whatever the code asks for. Reading is not limited here. */
#ifndef STORE_GRANT_H
#define STORE_GRANT_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* One table with what may be done to it. */
struct grant {
    const char *table;          /* NULL: the end of the list */
    bool insert, erase;         /* rows */
    const char *const *columns; /* that may be changed, NULL at the end; NULL: none */
};

/* From now on the handle writes these tables alone, and no table is made, altered or dropped, no file
 * attached. grants: constant, for the life of the handle. What goes beyond fails with ERR_SYSTEM and a line
 * in the log. */
err db_grant(struct db *db, const struct grant *grants) MUST_CHECK;

#endif
