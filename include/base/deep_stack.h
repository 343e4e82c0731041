/* Calls into libraries that need more stack than the 100 KiB that civetweb gives to each of its threads. */
#ifndef BASE_DEEP_STACK_H
#define BASE_DEEP_STACK_H

#include "base/err.h"

/* What `run` says of `of`, called in a thread of its own with 4 MiB of stack, and waited for. ERR_SYSTEM as
 * well when there is no such thread; then nothing was called. */
err deep_stack_run(err (*run)(void *of), void *of) MUST_CHECK;

#endif
