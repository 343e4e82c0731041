/* DIR/upgrade.begun: while it is there, an upgrade of that register has begun and is not over. Who is at it
 * holds a lock in it, which ends with the process however it ends; no other command opens the register
 * meanwhile. */
#ifndef CLI_UPGRADE_MARKER_H
#define CLI_UPGRADE_MARKER_H

#include <stdbool.h>

#include "base/arena.h"
#include "domain/upkeep/loss.h"

struct upgrade_marker {
    char path[4096 + 16];
    int held; /* -1: not */
    const char *copy,
        *key_copy; /* of before, from the moment at which the register is touched; NULL: it was not */
    int64_t before[LOSS_ROWS]; /* the counts of then */
};

/* Made, or found from a call that was cut off. Texts live in the arena. EX_OK; EX_TEMPFAIL: another call is
 * at it; EX_NOINPUT, EX_NOPERM, EX_DATAERR, EX_OSERR: said. */
int upgrade_marker_take(const char *data, struct arena *a, struct upgrade_marker *ret);
/* copy, key_copy and before are on the disk: from now on the register may be touched. EX_OK or EX_OSERR,
 * said. */
int upgrade_marker_write(const struct upgrade_marker *m);
/* It is over, or nothing was touched. */
void upgrade_marker_remove(struct upgrade_marker *m);
void upgrade_marker_leave(struct upgrade_marker *m); /* for CLEANUP: the file stays */

/* For every other command: EX_OK, or EX_CONFIG where an upgrade is not over, which is said. */
int upgrade_marker_refuse(const char *data);
/* Behind a restore: what stands in the folder now is the copy. */
void upgrade_marker_forget(const char *data);

#endif
