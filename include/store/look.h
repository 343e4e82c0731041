/* A read transaction at half the price, for a check at a door: it begins with its first look, and there is no
 * BEGIN and no ROLLBACK around it. */
#ifndef STORE_LOOK_H
#define STORE_LOOK_H

#include "base/err.h"

struct db;
struct stmt;

/* One picture of the database until look_end. A transaction begun within writes nothing. Meanwhile db_version
 * costs nothing. */
struct look {
    struct db *db;
    struct stmt *stands; /* on the row that holds the picture */
};
/* Outside of any transaction. Errors as db_query. */
err look_begin(struct look *l, struct db *db) MUST_CHECK;
void look_end(struct look *l); /* CLEANUP */

#endif
