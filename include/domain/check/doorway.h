/* What a check at a door works with: a handle on check.db, and on nothing else. No function of this room
 * takes a struct work, and only doorway_at makes a struct doorway: so none of them can be given the register.
 */
#ifndef DOMAIN_DOORWAY_H
#define DOMAIN_DOORWAY_H

#include "domain/work/work.h"
#include "store/db.h"

struct aead_opener;
struct doorway_db;
/* Of one thread. ERR_ABSENT: no such file, or the register has yet to bring it up to date; ERR_CONFLICT: it
 * is newer than this program; ERR_DENIED: it is a link. */
err doorway_db_open(const char *path, enum db_mode mode, int cache_kib, struct doorway_db **ret) MUST_CHECK;
void doorway_db_close(struct doorway_db **d);      /* CLEANUP; takes NULL */
bool doorway_db_moved(const struct doorway_db *d); /* the register has put another file in its place */
bool doorway_db_full(const struct doorway_db *d);  /* db_full */

struct doorway {
    struct work work;           /* on check.db; no more of the asker than which device it is */
    struct aead_opener **hints; /* kept with the handle: it has the hint key set up */
};
/* keys, arena, instant and day as in `like`, of which nothing else is taken. */
struct doorway doorway_at(struct doorway_db *d, const struct work *like);
/* The same, in place. */
void doorway_begin(struct doorway_db *d, const struct work *like, struct doorway *ret);

#endif
