/* The address book on paper, for the telephone. */
#ifndef DOMAIN_CONTACT_BOOK_H
#define DOMAIN_CONTACT_BOOK_H

#include "base/buf.h"
#include "domain/work/work.h"

/* As PDF, kind by kind, without the coordinators' notes and without who answers there no more. Logged
 * "contact_point.print". */
err contact_book_write(struct work *w, struct buf *ret) MUST_CHECK;

#endif
