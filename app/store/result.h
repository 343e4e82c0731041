/* Result codes of SQLite. */
#ifndef STORE_RESULT_H
#define STORE_RESULT_H

#include "base/err.h"

struct db;

/* The err for one; logs what is not the caller's doing, and notes that the disk is full (db_full). */
err db_result(struct db *db, int rc, const char *doing) MUST_CHECK;

#endif
