/* The persons of one row: the protected woman, her children, the respondent. */
#ifndef DOMAIN_IMPORT_PERSONS_H
#define DOMAIN_IMPORT_PERSONS_H

#include "domain/import/import_cell.h"
#include "domain/order/order.h"

/* Into o->persons and o->respondent. Where children are only counted, that is asked about, and *ret_counted
 * is the count as it stands there; else NULL. */
err import_persons_read(struct import_cells *c, struct order_new *o, const char **ret_counted) MUST_CHECK;

#endif
