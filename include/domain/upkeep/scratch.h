/* A folder in the register's own for what is plain for a moment only: a copy before it is encrypted, or after
 * it was decrypted. Who is at it holds a lock in it, which ends with the process however it ends: two calls
 * never share one, and what a call that was killed left there goes with the next command on that register. */
#ifndef DOMAIN_SCRATCH_H
#define DOMAIN_SCRATCH_H

#include "base/err.h"

#define COPIES_SCRATCH  "copies.tmp"
#define RESTORE_SCRATCH "restore.tmp" /* in the register's folder, so that putting in place is renaming */
#define LOOK_SCRATCH    "looked.tmp"  /* another one: a copy may be looked into while a restore asks */
#define DRILL_SCRATCH   "drill.tmp"

/* Made 0700, and empty but for the lock, *ret_held: a descriptor. ERR_BUSY: another call is at it;
 * ERR_DENIED, ERR_SYSTEM. */
err scratch_make(const char *dir, int *ret_held) MUST_CHECK;
/* With what is in it, two folders deep, and the lock with it (-1: there is none, and nothing is done).
 * Nothing but files and folders of files is removed; no link is followed. */
void scratch_remove(const char *dir, int *held);
/* Removes those of a register's folder that nobody is at. */
void scratch_sweep(const char *data);

#endif
