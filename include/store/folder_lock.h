/* Which process keeps the logs of the databases in a folder: a lock on the folder itself, which ends with the
 * process however it ends. (Not on the database file: closing a descriptor of it would drop SQLite's own
 * locks.) */
#ifndef STORE_FOLDER_LOCK_H
#define STORE_FOLDER_LOCK_H

#include "base/err.h"

/* The folder that file lies in. ERR_BUSY: another process, or another lock of this one, holds it; ERR_ABSENT:
 * no such folder; ERR_SYSTEM. *ret is a descriptor. */
err folder_lock(const char *file, int *ret) MUST_CHECK;
void folder_unlock(int *fd); /* takes -1 */

#endif
