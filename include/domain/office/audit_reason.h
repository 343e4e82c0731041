/* Reasons in people's own words: they stand in the log sealed, for they often tell of a person, and go with
 * the file or person that they are about. The chain covers what stands in the row, so it is verified without
 * opening anything. */
#ifndef DOMAIN_AUDIT_REASON_H
#define DOMAIN_AUDIT_REASON_H

#include "domain/work/owner.h"
#include "domain/work/work.h"

/* As it stands in row `id` of the log, in the arena; sealed for that file or person. Inside the transaction.
 */
err audit_reason_seal(struct work *w, struct owner of, int64_t id, const char *why,
                      const char **ret) MUST_CHECK;
/* *why, as it stands in row `id`, becomes what was typed: SEALED_GONE where its key was destroyed. What is no
 * sealed reason stays as it is. ERR_CORRUPT. */
err audit_reason_open(struct work *w, int64_t id, const char **why) MUST_CHECK;

#endif
