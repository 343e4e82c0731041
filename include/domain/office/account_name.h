/* The name by which an account signs in. */
#ifndef DOMAIN_ACCOUNT_NAME_H
#define DOMAIN_ACCOUNT_NAME_H

#include <stdbool.h>

#include "gen/limits.h"

#define ACCOUNT_NAME_MIN  2 /* a–z, 0–9, '.', '-', '_', a letter first */
#define ACCOUNT_NAME_MAX  LIMIT(AccountNew, name)
#define ACCOUNT_NAME_TEXT (ACCOUNT_NAME_MAX + 2) /* room: one more byte shows that a name is too long */

/* The name as it is stored: in lower case, without accents. false: it cannot be an account's name. */
bool account_name_fold(const char *typed, char ret[ACCOUNT_NAME_TEXT]);

#endif
