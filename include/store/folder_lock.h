/* Which process keeps the logs of the databases in a folder: a lock on the folder itself, which ends with the
 * process however it ends. (Not on the database file: closing a descriptor of it would drop SQLite's own
 * locks.) */
#ifndef STORE_FOLDER_LOCK_H
#define STORE_FOLDER_LOCK_H

#include <stdbool.h>

#include "base/err.h"

/* What was opened as *fd is this process's alone, until that is closed. ERR_BUSY: another process, or another
 * descriptor of this one, has it; ERR_ABSENT, ERR_SYSTEM: opening failed (*fd below 0), as errno says. *fd is
 * closed and -1 where it fails. */
err descriptor_hold(int *fd) MUST_CHECK;
/* The folder that file lies in. ERR_BUSY: another process, or another lock of this one, holds it; ERR_ABSENT:
 * no such folder; ERR_SYSTEM. *ret is a descriptor. */
err folder_lock(const char *file, int *ret) MUST_CHECK;
void folder_unlock(int *fd); /* takes -1 */

/* Who uses what lies in a folder, and who changes it: many may share it, or one has it alone. It ends with
 * the process, too.
 */
struct folder_use {
    bool held;
    int fd;
};
/* ERR_BUSY: another process has it alone; ERR_ABSENT, ERR_SYSTEM. */
err folder_share(const char *folder, struct folder_use *ret) MUST_CHECK;
/* From now on alone. ERR_BUSY: others share it; so does this one still. */
err folder_alone(struct folder_use *u) MUST_CHECK;
void folder_leave(struct folder_use *u); /* CLEANUP */

#endif
