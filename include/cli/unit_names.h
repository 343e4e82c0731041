/* The administrative units that a new register is given. */
#ifndef CLI_UNIT_NAMES_H
#define CLI_UNIT_NAMES_H

#include "base/arena.h"
#include "base/err.h"

struct unit_names {
    const char **at; /* in the arena, like the names */
    size_t count, room;
};

/* The name is copied. ERR_SYSTEM: memory ran out. */
err unit_names_add(struct arena *a, const char *name, struct unit_names *ret) MUST_CHECK;
/* Those of a municipality out of a CSV file with the columns municipality and unit. Says what is wrong.
 * EX_OK, EX_NOINPUT, EX_DATAERR. */
int unit_names_read(struct arena *a, const char *path, const char *municipality, struct unit_names *ret);

#endif
