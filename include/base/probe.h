/* A program of the system that looks at bytes from outside, so that a fault in its parser meets neither our
 * keys nor our memory. */
#ifndef BASE_PROBE_H
#define BASE_PROBE_H

#include <stddef.h>

#include "base/err.h"

/* Runs argv (NULL at its end; argv[0] is a whole path) with the bytes as its standard input and nothing else
 * of ours: no other file, no environment; at most 512 MiB of memory and 10 seconds of processor. Its output
 * goes nowhere. *ret_code: its exit code, 128 and more where a signal ended it. ERR_ABSENT: it is not
 * installed. */
err probe_run(const char *const argv[], const void *bytes, size_t n, int *ret_code) MUST_CHECK;

#endif
