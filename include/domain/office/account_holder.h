/* Who holds an account. The register knows people who sign in by their accounts alone, and the person who has
 * two (a coordinator who stands in for the director) must not approve with one what she asked with the
 * other. */
#ifndef DOMAIN_ACCOUNT_HOLDER_H
#define DOMAIN_ACCOUNT_HOLDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct work;

/* Full names of the same words, as names are compared (base/name_key.h), in whatever order, are taken for one
 * person's: of two who bear one name either is asked to let a third approve. ERR_ABSENT "no_account". */
err account_same_holder(struct work *w, int64_t one, int64_t other, bool *ret) MUST_CHECK;
/* ERR_DENIED "same_holder" when w->actor.account is of one person with the account that asked. */
err account_approves_for(struct work *w, int64_t asked_by) MUST_CHECK;

#endif
