/* The content of a database as one text, to see whether anything was written, and where. */
#ifndef SUPPORT_DUMP_H
#define SUPPORT_DUMP_H

#include "support/register.h"

/* Every row of every table but those named in `without` ("audit session"), a line each: "table: 'value', …",
 * blobs in hex. Lives in the register's arena. */
const char *dump(struct test_register *r, const char *without);
/* Names of the tables whose rows differ between two dumps, each with a blank behind it; "" when none. */
const char *dump_changed(struct test_register *r, const char *before, const char *after);

#endif
