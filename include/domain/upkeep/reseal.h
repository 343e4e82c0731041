/* The step of the upgrade that brings a register of one seal key to data keys: each person and file gets its
 * key, and every value is sealed anew with the one of what it belongs to. */
#ifndef DOMAIN_RESEAL_H
#define DOMAIN_RESEAL_H

#include <stddef.h>

#include "base/err.h"
#include "domain/work/work.h"

/* For script data_key of db/. work: a struct work. Inside its transaction. A value that the old keys do not
 * open stays as it is, and is told in the log; ERR_CORRUPT where they open none. */
err registers_reseal(struct db *db, void *work) MUST_CHECK;
/* How many values there are to seal, before that. */
err reseal_count(struct work *w, int64_t *ret) MUST_CHECK;

#endif
