/* What whoever runs a random test may set: SEED=n repeats a run, a number of runs spans more or fewer. */
#ifndef SUPPORT_SETTING_H
#define SUPPORT_SETTING_H

#include <stdint.h>

/* The environment's number of that name; not set, or empty: `otherwise`. */
uint64_t setting(const char *name, uint64_t otherwise);

#endif
