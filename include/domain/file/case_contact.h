/* The safe contact of a person of a file, past the guard and in the log. */
#ifndef DOMAIN_CASE_CONTACT_H
#define DOMAIN_CASE_CONTACT_H

#include "domain/file/safe_contact.h"
#include "domain/work/work.h"

/* How a person of the file may be reached. Past the guard of all her files; logged "contact.read". */
err case_contact_read(struct work *w, int64_t id, int64_t person, struct safe_contact *ret) MUST_CHECK;
/* The same written; logged "contact.write". */
err case_contact_write(struct work *w, int64_t id, int64_t version, int64_t person,
                       const struct safe_contact *in) MUST_CHECK;

#endif
