/* What SQLite says, as an err: the caller's doing is told apart from the disk's and the file's. */
#include "result.h"

#include <errno.h>

#include "base/file.h"
#include "base/log.h"
#include "handle.h"

#define ROOM_FOR_A_LOG (64 * 1024)

/* Only a doubled key may be somebody's honest request. All other constraints ought to have been met by the
 * checks before: the log says which was not. */
static err constraint_result(struct db *db)
{
    switch (sqlite3_extended_errcode(db->raw)) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return ERR_CONFLICT;
    default:
        log_warning("store: %s", sqlite3_errmsg(db->raw));
        return ERR_INPUT;
    }
}

/* Why the journal could not be written. */
static int journal_errno(struct db *db)
{
    sqlite3_file *journal = NULL;
    int cause = 0;

    if (sqlite3_file_control(db->raw, "main", SQLITE_FCNTL_JOURNAL_POINTER, &journal) == SQLITE_OK &&
        journal && journal->pMethods)
        (void)journal->pMethods->xFileControl(journal, SQLITE_FCNTL_LAST_ERRNO, &cause);
    return cause;
}

/* Less than the index of a log takes when it is made or grows (32 KiB), and some pages. */
static bool room_lacks(struct db *db)
{
    const char *path = sqlite3_db_filename(db->raw, "main");
    const int64_t room = path ? file_room(path) : -1;

    return room >= 0 && room < ROOM_FOR_A_LOG;
}

/* SQLite says so of a disk without room for its pages, but not for the index of its log, nor of a quota that
 * is used up or a limit on the size of files. */
static bool is_full(struct db *db, int rc)
{
    int cause = rc == SQLITE_IOERR_WRITE ? journal_errno(db) : 0;

    return (rc & 0xff) == SQLITE_FULL || cause == EDQUOT || cause == EFBIG ||
           ((rc & 0xff) == SQLITE_IOERR && room_lacks(db));
}

err db_result(struct db *db, int rc, const char *doing)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_CONSTRAINT:
        return constraint_result(db);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        log_warning("store: %s: locked by another writer", doing);
        return ERR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        log_error("store: %s: %s", doing, sqlite3_errmsg(db->raw));
        return ERR_CORRUPT;
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    default:
        db->full = is_full(db, rc);
        /* A copy fails at its other end, of which this handle has nothing to say. */
        log_error("store: %s: %s", doing,
                  (sqlite3_errcode(db->raw) & 0xff) == (rc & 0xff) ? sqlite3_errmsg(db->raw)
                                                                   : sqlite3_errstr(rc));
        return ERR_SYSTEM;
    }
}
