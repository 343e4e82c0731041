/* What somebody is in a case file: the one an order protects, a child or other person who depends on her, or
 * the one it is directed against. Who is entitled to what hangs on it (domain/law/entitlement.h). */
#ifndef DOMAIN_CASE_ROLE_H
#define DOMAIN_CASE_ROLE_H

#include <stdbool.h>

/* One bit each: a rule says by a set for whom it is. */
enum case_role { ROLE_PROTECTED = 1, ROLE_DEPENDANT = 2, ROLE_RESPONDENT = 4 };

const char *case_role_name(enum case_role r); /* "protected", "dependant", "respondent" */
/* False, *ret untouched: no such word, or NULL. */
bool case_role_parse(const char *name, enum case_role *ret);

#endif
