/* A register as a version before left it, beside the one of the test and under the same keys. */
#ifndef SUPPORT_OLD_REGISTER_H
#define SUPPORT_OLD_REGISTER_H

#include "support/register.h"

struct old_register {
    struct work work;
    char path[128];
};

/* The scripts before the one that is called so ("order_numbers"), and then these rows. Closed by the test:
 * db_close. */
void old_register_open(struct test_register *r, const char *before, const char *sql,
                       struct old_register *ret);
/* Everything settled, the file has those bytes somewhere, or has not. */
void old_register_tells(const struct old_register *o, const void *bytes, size_t n, bool tells);

#endif
