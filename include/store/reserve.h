/* Room kept aside on the disk of the register, for the day on which the disk is full. Every read of a file is
 * logged, so without room not even reads go on; and a card that was lost must be revoked on that day, too.
 * Shared by all threads. */
#ifndef STORE_RESERVE_H
#define STORE_RESERVE_H

#include <stdbool.h>

#include "base/err.h"

struct reserve;

/* The journal alone may take 8 MiB before it begins anew; the rest is for some thousand lines in the log. */
#define RESERVE_BYTES (32 * 1024 * 1024)

/* Keeps the room in that file, made where it is missing. Where there is no room for it the reserve starts
 * spent. ERR_SYSTEM: no memory, or the file cannot be made at all. */
err reserve_open(const char *path, struct reserve **ret) MUST_CHECK;
void reserve_close(struct reserve **r); /* the file stays, and with it the room */

/* The disk was found full by something that cannot wait: the room is given back to it, and a second try finds
 * it. */
void reserve_spend(struct reserve *r);
/* The disk was found full by something that can wait. */
void reserve_note_full(struct reserve *r);
/* The disk is full, or was when it was last looked at. NULL: false, here and in the next. */
bool reserve_alarm(const struct reserve *r);
/* Nothing is kept aside any more: only what cannot wait is to be written. */
bool reserve_spent(const struct reserve *r);
/* Looks whether others have made room, takes the reserve again as soon as there is four times as much, and
 * ends the alarm. Costs one system call where all is well. */
void reserve_renew(struct reserve *r);

#endif
