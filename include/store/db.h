/* One handle on the database. The only layer that knows SQLite; the SQL of the callers stays in the part
 * shared with PostgreSQL. A handle belongs to one thread. Its statements and transactions have headers of
 * their own, which come along with this one: hardly anybody wants a handle without them.
 *
 * No handle carries the log over into the file, neither as it grows nor when it is closed (store/checkpoint.h
 * says why): a keeper does it for all handles of a process (store/keeper.h). What is deleted is overwritten;
 * what is attached later is set likewise by its own PRAGMA secure_delete and journal_size_limit. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/stmt.h"
#include "store/tx.h"

struct db;

enum db_mode {
    DB_READ,   /* query only */
    DB_WRITE,  /* WAL, synchronous FULL */
    DB_CREATE, /* DB_WRITE, and make the file (0600) */
};

/* ERR_ABSENT: no file; ERR_DENIED: this account may not read it, or not write it; ERR_CORRUPT: not a
 * database; waits at most 5 s for a lock, then ERR_BUSY. cache_kib: page cache. */
err db_open(const char *path, enum db_mode mode, int cache_kib, struct db **ret) MUST_CHECK;
void db_close(struct db **db);

bool db_full(const struct db *db); /* the disk was full at the last fault, since the last transaction began */
int64_t db_changes(const struct db *db); /* rows changed by the last statement */

/* How long a lock is waited for from now on, instead of 5 s. */
void db_patience(struct db *db, int milliseconds);

/* A file that another account may write, too: nothing in it is trusted. As db_open, DB_WRITE or DB_READ, but
 * no trigger of its schema ever runs, and ERR_DENIED unless it is a plain file of one name, in a folder
 * reached as it is called. */
err db_open_guest(const char *path, enum db_mode mode, int cache_kib, struct db **ret) MUST_CHECK;
/* Another file stands at the path that this handle was opened by, or none. */
bool db_moved(struct db *db);
/* Another number once another connection has committed to the file. */
err db_version(struct db *db, int64_t *ret) MUST_CHECK;
/* Bytes of the file, as it would be without its journal. */
err db_size(struct db *db, int64_t *ret) MUST_CHECK;

/* Several statements without parameters; for migrations. */
err db_script(struct db *db, const char *sql) MUST_CHECK;
/* PRAGMA integrity_check and foreign_key_check; ERR_CORRUPT when either complains. */
err db_check(struct db *db) MUST_CHECK;
/* The second of them alone: every row that another one names is there. */
err db_references_check(struct db *db) MUST_CHECK;
/* A consistent copy into a new file (0600), while others write. ERR_CONFLICT: a file of that name stands
 * there. Leaves none behind when it fails. */
err db_copy(struct db *db, const char *path) MUST_CHECK;

#endif
