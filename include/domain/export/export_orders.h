/* Orders as a table, as the import takes them. */
#ifndef DOMAIN_EXPORT_ORDERS_H
#define DOMAIN_EXPORT_ORDERS_H

#include "base/buf.h"
#include "domain/work/work.h"

struct orders_export {
    size_t written;
    size_t sealed; /* left out: of sealed files that are not entrusted to the actor */
};
/* CSV with a byte order mark, in the columns of the import (order_import_column.h), decided from … until
 * (DATE_NONE: no bound), in order of the decision: each as it was granted, so that the file can be imported
 * again; acts after the grant are not in it, nor are orders whose grant was voided. No reason opens a sealed
 * file here. Appended to *out. Logged "orders.export" with what it gave, and w->why. */
err orders_export(struct work *w, date from, date until, struct buf *out,
                  struct orders_export *ret) MUST_CHECK;

#endif
