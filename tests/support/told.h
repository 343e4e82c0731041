/* What check.db was told, held against what the register would tell a new file. */
#ifndef SUPPORT_TOLD_H
#define SUPPORT_TOLD_H

#include "support/register.h"

/* Row for row the same, hints opened, but for numbers drawn at random. */
bool told_whole(struct test_register *r);
/* First column of the first row of check.db, on a handle that only reads. */
int64_t told_int(struct test_register *r, const char *sql);
/* A statement as somebody would give it who holds check.db. */
void told_script(struct test_register *r, const char *sql);

#endif
