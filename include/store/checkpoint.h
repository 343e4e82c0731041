/* Carrying SQLite's log over into the database file, and beginning it anew. SQLite 3.7.0 to 3.51.2 may lose
 * what was committed where one handle checkpoints while another one commits (sqlite.org/wal.html, "the
 * WAL-reset bug"; store/library.h tells which versions): a checkpoint that has read the log's head goes on
 * with it though a commit has begun the log anew meanwhile, and later ones skip what was written since. So no
 * handle of this program checkpoints by itself (db.c), and this is the only place that does: with the write
 * lock held by a second handle nobody can commit, so nobody can begin the log anew. One process at a time
 * does it for a file: store/keeper.h. */
#ifndef STORE_CHECKPOINT_H
#define STORE_CHECKPOINT_H

#include <stdbool.h>

#include "base/err.h"

struct checkpoint; /* two handles on one file; belongs to one thread */

/* Errors as db_open; guest: as db_open_guest. */
err checkpoint_open(const char *path, bool guest, struct checkpoint **ret) MUST_CHECK;
/* Another file stands at the path, or none. */
bool checkpoint_moved(const struct checkpoint *c);
/* Whether anybody has written since the log was begun anew. Needs no lock. */
err checkpoint_due(struct checkpoint *c, bool *ret) MUST_CHECK;
/* All that is committed goes into the file; where it all went, the log is begun anew and cut to one page,
 * which says nothing (its old pages would show what stood there before). *ret_anew false: a reader stands in
 * the way; ask again. Writers wait meanwhile: for some
 * thousandths of a second, and for as long as the disk takes to write. ERR_BUSY: somebody wrote for
 * longer than 5 s; ERR_SYSTEM: the disk does not take it; nothing is lost then. */
err checkpoint_run(struct checkpoint *c, bool *ret_anew) MUST_CHECK;
/* Takes the log away where no other handle is open on the file. */
void checkpoint_close(struct checkpoint **c);

/* Everything in the one file, none left in the log; the log itself is gone where no other handle is open. For
 * whoever is alone with the file. ERR_BUSY: a reader is in the way. */
err checkpoint_settle(const char *path) MUST_CHECK;

#endif
