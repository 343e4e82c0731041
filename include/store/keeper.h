/* A thread that keeps the logs of a process's databases short, in `besa serve` and in every command that
 * opens a register. Ten times a second it looks whether anybody has written, lets go of the hold
 * (store/hold.h), carries the log over and begins it anew (store/checkpoint.h), and takes the hold again. So
 * a log stays below 8 MiB with any number of readers that end, and what was overwritten a moment ago (the
 * counters of the minute before) does not lie about in it.
 *
 * One process keeps the logs in a folder: whoever locks it (store/folder_lock.h). The others only hold, with
 * a gap each second that the keeping one finds; when that one ends, another one takes over. So a command
 * beside a server never carries a log over.
 *
 * A further database file is one more line in the two lists of files, that of `besa serve` (cli/serve.c) and
 * that of the commands (cli/opened.c); its handles come from db_open like all others. */
#ifndef STORE_KEEPER_H
#define STORE_KEEPER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define KEEPER_FILES 4 /* at most */

struct keeper;

struct keeper_file {
    const char *path; /* lives longer than the keeper; a file that is not there yet is waited for */
    bool hold;        /* many threads of this process read it, all the time */
    bool guest;       /* another account may write it, too (db_open_guest) */
};

/* ERR_LIMIT: too many files; ERR_SYSTEM: no thread. Faults of a file are logged, once, and tried again. */
err keeper_start(const struct keeper_file *files, size_t count, struct keeper **ret) MUST_CHECK;
/* Once all other handles of the process are closed: everything into the files, and the logs taken away where
 * no other process has them open. Takes NULL. */
void keeper_stop(struct keeper **k);

#endif
