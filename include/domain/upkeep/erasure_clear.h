/* What is taken out of the rows when something is erased. */
#ifndef DOMAIN_ERASURE_CLEAR_H
#define DOMAIN_ERASURE_CLEAR_H

#include "domain/upkeep/erasure_check.h"

/* Marks file and persons of the scope as erased by that erasure, and clears what may be changed or deleted:
 * look-ups, sealed values that may be NULL, contacts, papers, enrolments, what checks read of her. Amounts,
 * days and kinds stay. Logs "file.erase" and "person.erase". Inside the transaction. */
err erasure_clear(struct work *w, int64_t erasure, const struct erasure_scope *scope) MUST_CHECK;

#endif
