/* Memory for keys: never swapped out, in no core file, wiped in a child; by memfd_secret(2) where the kernel
 * has it (then not even the kernel's own map shows it), else locked by mlock(2). */
#ifndef CRYPTO_LOCKED_H
#define CRYPTO_LOCKED_H

#include <stddef.h>

/* Zeroed; NULL: no memory. Where the system allows no locking (RLIMIT_MEMLOCK) it is given all the same, and
 * that is said once in the log. */
void *locked_alloc(size_t size);
void locked_free(void *memory, size_t size); /* wiped; takes NULL */

#endif
