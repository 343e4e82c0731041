/* Writing one thing of the register into check.db, by kind and number. */
#ifndef DOMAIN_TELLING_H
#define DOMAIN_TELLING_H

#include "domain/work/work.h"

struct telling {
    struct work here; /* on the register, which is only read */
    struct db *there; /* check.db, in a transaction */
};

/* One line of check_owed: kind as its triggers say, id of the row or 0. What cannot be read is left out, said
 * in the log, and is no error: one damaged row must not keep the others from the doors. */
err telling_one(struct telling *t, const char *kind, int64_t id) MUST_CHECK;
/* All there is, in place of whatever stood there. */
err telling_all(struct telling *t) MUST_CHECK;

#endif
