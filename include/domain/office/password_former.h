/* The passwords that an account had before. */
#ifndef DOMAIN_PASSWORD_FORMER_H
#define DOMAIN_PASSWORD_FORMER_H

#include "domain/work/work.h"

#define PASSWORD_FORMER                                                                                      \
    3 /* are remembered, besides the present one; each costs 0.7 s when another is chosen */

/* ERR_INPUT "password_used" at "password": she had it before. Asked only of its holder: to somebody else the
 * answer would tell whether a guess was right. Slow: never inside a transaction. */
err password_former_check(struct work *w, int64_t account, const char *password) MUST_CHECK;
/* Puts the present one among them, in the transaction in which another takes its place. */
err password_former_keep(struct work *w, int64_t account) MUST_CHECK;

#endif
