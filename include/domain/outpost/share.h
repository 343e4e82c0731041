/* What checks need beside check.db, and that the account which serves the doors can get at it. */
#ifndef DOMAIN_SHARE_H
#define DOMAIN_SHARE_H

#include "base/err.h"

/* Keys of hints and public ones, from the folder `keys` of the register into the folder keys/ beside
 * check.db, which is made where it is missing; what is no key of the register any more goes. Where the folder
 * of check.db may be read by its group, so may the keys, and check.db be written: ERR_SYSTEM where this
 * account is not of that group. */
err outpost_share(const char *keys, const char *check) MUST_CHECK;

#endif
