/* The register's end of check.db, the store of whoever serves the doors: makes it, tells it what changed,
 * tells it all anew where it may not be believed.
 *
 * What is owed stands in the register (check_state, check_owed), committed with what changed. It is told
 * behind each commit, before the act is answered; a crash or a lock between the two leaves it owed, and it is
 * told later. So nobody who holds check.db for ever can keep the register from recording: there is no
 * transaction over both files. */
#ifndef DOMAIN_OUTPOST_H
#define DOMAIN_OUTPOST_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/work/work.h"

struct outpost;

/* path: of check.db, in a folder that is made where it is missing. For one handle on the register and its
 * thread; opened when something is to be told. keys must live as long. */
err outpost_make(const char *path, const struct keyring *keys, struct vault *vault,
                 struct outpost **ret) MUST_CHECK;
void outpost_free(struct outpost **o); /* CLEANUP; takes NULL */
/* From now on what that handle commits is told at once, and what fails is logged and stays owed. */
void outpost_follow(struct outpost *o, struct db *db);

/* Tells what is owed; all of it anew where the file is new, older, newer, damaged or another register's,
 * which is said in the log. Outside of any transaction. ERR_BUSY: another one holds it; ERR_DENIED: it is no
 * plain file, or may not be written. */
err outpost_tell(struct outpost *o, struct db *db);
/* The same where something is owed that this one did not tell; what fails is logged and stays owed. */
void outpost_catch_up(struct outpost *o, struct db *db);
/* All of it anew, whatever the file says of itself. */
err outpost_tell_all(struct outpost *o, struct db *db);
/* How many changes of the register db check.db at that path was not told yet; it is only looked at.
 * ERR_ABSENT: there is none; ERR_CORRUPT: it is another register's, or not to be read. */
err outpost_behind(const char *path, struct db *db, int64_t *ret) MUST_CHECK;
/* Forgets what was told long ago. For the clockwork. */
err outpost_tidy(struct outpost *o, struct db *db) MUST_CHECK;
/* The step of the script that brings check_state: names the register in its check.db. */
err outpost_name(struct db *db, void *context) MUST_CHECK;

#endif
