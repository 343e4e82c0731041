/* Which passwords are taken. */
#ifndef DOMAIN_PASSWORD_RULE_H
#define DOMAIN_PASSWORD_RULE_H

#include "domain/work/work.h"

/* Whose password it is to be. */
struct password_owner {
    const char *name, *full_name; /* of the account; full_name NULL: not known */
};

/* OK: it may be chosen. ERR_INPUT at "password": "bad_password" (length, not text), "password_names" (it is
 * made of names that a guesser knows: of the account, of the municipality, of the program),
 * "password_pattern", "password_common". Of kinds of characters nothing is asked (NIST SP 800-63B
 * section 5.1.1.2), and blanks count like any other. */
err password_rule_check(struct work *w, const struct password_owner *owner, const char *password) MUST_CHECK;

#endif
