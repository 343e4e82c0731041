/* Every sealed column of the register, and whether a value of each opens: so is it found out that a copy has
 * the keys to all of it. */
#ifndef DOMAIN_SEALED_KIND_H
#define DOMAIN_SEALED_KIND_H

#include <stddef.h>

#include "domain/work/work.h"

struct sealed_kind {
    const char *table, *column; /* without _sealed, as the values name it */
    const char *sql;            /* the newest few */
};
const struct sealed_kind *sealed_kinds(size_t *ret_count);

struct sealed_found {
    int64_t opened;                  /* kinds of which a value opens */
    int64_t empty, erased;           /* that have no value; of whose newest values the keys were destroyed */
    const struct sealed_kind *fault; /* the first that does not open; NULL: all do */
};
/* Values that do not open are no error of the call. Reads only. */
err sealed_kinds_try(struct work *w, struct sealed_found *ret) MUST_CHECK;

#endif
