/* A list of orders to begin with: all columns, and two rows that say how each is written. */
#ifndef DOMAIN_IMPORT_TEMPLATE_H
#define DOMAIN_IMPORT_TEMPLATE_H

#include "base/buf.h"
#include "domain/work/work.h"

/* CSV with a byte order mark and semicolons, as a spreadsheet here opens it; persons and numbers are made up,
 * court and unit are the register's first. Taken as it is, it raises no question. Nothing of any file. */
err import_template(struct work *w, struct buf *out) MUST_CHECK;

#endif
