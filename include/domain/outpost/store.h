/* check.db as a file. For this room. */
#ifndef DOMAIN_STORE_H
#define DOMAIN_STORE_H

#include <limits.h>
#include <stdbool.h>

#include "domain/work/work.h"
#include "store/db.h"

#define PATIENCE 500 /* ms that an act waits for check.db */

struct outpost {
    char path[PATH_MAX];   /* as it was called */
    char folder[PATH_MAX]; /* without links, once it was opened; here, because threads have small stacks */
    char real[PATH_MAX];   /* of the file in it */
    const struct keyring *keys;
    struct vault *vault;
    struct db *check; /* NULL: not open */
    int64_t told;     /* the turn up to which this one knows that all is told */
    int64_t tidied;   /* up to which it was forgotten here */
    bool failing;     /* said in the log */
};

/* *ret: the handle, opened where it was not, or where another file stands in its place; made where there is
 * none. */
err store_open(struct outpost *o, struct db **ret) MUST_CHECK;

#endif
