/* A folder in the register's own for what is plain for a moment only: a copy before it is encrypted, or after
 * it was decrypted. Whatever a call that was killed left there goes with the next one. */
#ifndef DOMAIN_SCRATCH_H
#define DOMAIN_SCRATCH_H

#include "base/err.h"

/* Made 0700, and empty. ERR_DENIED, ERR_SYSTEM. */
err scratch_make(const char *dir) MUST_CHECK;
/* With what is in it, two folders deep. Nothing but files and folders of files is removed; no link is
 * followed.
 */
void scratch_remove(const char *dir);

#endif
