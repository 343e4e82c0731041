/* What migration 039 cannot say in SQL: sums of acts move in among the other details of measures. */
#ifndef DOMAIN_MEASURE_SUMS_H
#define DOMAIN_MEASURE_SUMS_H

#include "base/err.h"

struct db;

/* A step behind the script (store/migration.h); work: struct work *. Sums of erased files are left, for they
 * cannot be read any more; the next script drops them. */
err measure_sums_move(struct db *db, void *work) MUST_CHECK;

#endif
