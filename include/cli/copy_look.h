/* A copy of a register, opened for reading only: to be checked, or compared. */
#ifndef CLI_COPY_LOOK_H
#define CLI_COPY_LOOK_H

#include <stdbool.h>

#include "cli/opened.h"
#include "domain/upkeep/backup.h"

/* name: as the file is called where something is wrong with it; file: where it lies. keys, key_store: what is
 * to open it; where they do not fit, what is wrong is said, and the copy is looked at without. EX_OK, or a
 * sentence and a code. ret is closed by opened_close, also after a failure. */
int copy_open(const char *name, const char *file, const char *keys, const char *key_store,
              struct opened *ret);
bool copy_good(const struct backup_check *c);
/* Says the first thing that is wrong with it, in the order in which each makes the next meaningless. EX_OK,
 * or EX_DATAERR. */
int copy_judge(const char *name, const struct backup_check *c);

#endif
