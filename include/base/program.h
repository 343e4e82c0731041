/* Other programs of the system: called by their whole path with arguments in a list, never through a shell.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* Runs argv (NULL at its end; argv[0] is a whole path) to its end. in, out: descriptors that it reads from
 * and writes to; below 0: none. It gets nothing else of ours: no other file, no environment. ret_said (NULL:
 * it goes nowhere): the beginning of what it wrote to standard error, appended. *ret_code: its exit code, 128
 * and more where a signal ended it. ERR_ABSENT: it is not installed. */
err program_run(const char *const argv[], int in, int out, struct buf *ret_said, int *ret_code) MUST_CHECK;
/* A descriptor from which these bytes can be read; in memory and not in a file. -1: no memory. The caller
 * closes it. */
int program_bytes(const void *bytes, size_t n);

#endif
