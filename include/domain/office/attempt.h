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

/* Count one from that network address (of IPv6 the first 64 bits count; NULL: not counted). ERR_LIMIT
 * "too_many_attempts" from the SIGN_IN_ADDRESS_FAILURES-th failure in a window on, until the window is over.
 */
err attempt_from_address(struct work *w, const char *address) MUST_CHECK;
err attempt_forgive_address(struct work *w, const char *address) MUST_CHECK;

/* Count one on that account. ERR_LIMIT "account_locked" while it is locked. */
err attempt_on_account(struct work *w, int64_t account) MUST_CHECK;
err attempt_forgive_account(struct work *w, int64_t account) MUST_CHECK;

/* Count one on a name that no account has: it locks like an account, so that the two are not told apart. Only
 * a digest of the name is kept, because people type passwords into the wrong field. */
err attempt_on_name(struct work *w, const char *name) MUST_CHECK;

/* Remove what no longer counts; part of midnight work. */
err attempt_sweep(struct work *w) MUST_CHECK;

#endif
