/* Attempts to guess a secret. They are counted before they are made and forgiven when they were good, so that
 * parallel ones cannot overrun a limit. Every function joins the caller's transaction; the caller commits the
 * count even when the attempt fails. */
#ifndef DOMAIN_ATTEMPT_H
#define DOMAIN_ATTEMPT_H

#include <stdint.h>

#include "domain/work/work.h"

#define SIGN_IN_ACCOUNT_FAILURES 5         /* then the account is locked */
#define SIGN_IN_LOCK             (15 * 60) /* seconds, unless an administrator lifts it */
#define SIGN_IN_ADDRESS_FAILURES 20        /* per address and window, then ERR_LIMIT */
#define SIGN_IN_ADDRESS_WINDOW   (15 * 60)
#define ATTEMPT_NAME_MEMORY      (24 * 3600) /* seconds that failures on an unknown name are remembered */

/* What stands for a network address where sources are counted: itself, of IPv6 the first 48 bits, which one
 * site has to itself. */
#define ATTEMPT_SOURCE 80
void attempt_source(const char *address, char ret[ATTEMPT_SOURCE]);

/* Counts one attempt from that network address (attempt_source; NULL: not counted). ERR_LIMIT
 * "too_many_attempts" once SIGN_IN_ADDRESS_FAILURES have failed in a window, until the window is over. */
err attempt_from_address(struct work *w, const char *address) MUST_CHECK;
err attempt_forgive_address(struct work *w, const char *address) MUST_CHECK;

/* Counts one attempt from a place that is known to its account (known_place.h), or in a session: for itself
 * alone, so that nobody elsewhere can use it up. ERR_LIMIT "account_locked". */
err attempt_from_place(struct work *w, const char *key) MUST_CHECK;
err attempt_forgive_place(struct work *w, const char *key) MUST_CHECK;

/* Counts one attempt on that account, from wherever it is not known. ERR_LIMIT "account_locked" while it is
 * locked. */
err attempt_on_account(struct work *w, int64_t account) MUST_CHECK;
err attempt_forgive_account(struct work *w, int64_t account) MUST_CHECK;
err attempt_forgive_everywhere(struct work *w, int64_t account) MUST_CHECK; /* also at its known places */

/* Counts one attempt on a name that no account has. It locks as an account would, so that nobody can find out
 * which names exist. Only a digest of the name is kept, because people type passwords into the wrong field.
 */
err attempt_on_name(struct work *w, const char *name) MUST_CHECK;

/* Removes what no longer counts; part of midnight work. */
err attempt_sweep(struct work *w) MUST_CHECK;

#endif
