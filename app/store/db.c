/* The handle: opened hardened, closed with its statements, copied and checked. It knows no table;
 * transactions are in tx.c and statements in stmt.c. */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "handle.h"
#include "result.h"

/* 5 s: less than a browser or a proxy waits before it gives up */
#define BUSY_WAIT_NS (5 * INT64_C(1000000000))
#define BUSY_NAP_MS  2
#define TEXT_LIMIT   (16 * 1024 * 1024) /* bytes in one value: a scanned order, sealed */

bool db_full(const struct db *db)
{
    return db->full;
}

/* The file is made before SQLite sees it, so that it and its journals are never readable by others. */
static err file_make(const char *path, int flags)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);

    if (fd < 0 && errno == EEXIST)
        return ERR_CONFLICT;
    if (fd < 0) {
        log_error("store: the database file cannot be made");
        return ERR_SYSTEM;
    }
    close(fd);
    return OK;
}

/* SQLite's own waiting asks ten times a second in the end, and whoever writes one transaction after the other
 * leaves the lock free for less than a thousandth of it: others then wait the whole 5 s and are sent away. */
static int busy_wait(void *handle, int times)
{
    struct db *db = handle;

    if (!times)
        db->waiting_since = clock_ticks();
    if (clock_ticks() - db->waiting_since > db->patience)
        return 0;
    sqlite3_sleep(BUSY_NAP_MS);
    return 1;
}

static err handle_harden(struct db *db)
{
    static const struct {
        int option, value;
    } CONFIG[] = {
        /* SQLite's own advice for programs that open files which may have been tampered with
         * (sqlite.org/security.html), and double quotes that mean a text, which turn a misspelt column into a
         * constant, are an error. */
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        /* Off by default in SQLite, and per handle: the schema relies on it. */
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        /* Only store/checkpoint.c carries the log over: whoever does it beside somebody that commits may lose
         * what was committed. */
        {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
    };

    for (size_t i = 0; i < sizeof CONFIG / sizeof CONFIG[0]; i++)
        if (sqlite3_db_config(db->raw, CONFIG[i].option, CONFIG[i].value, NULL) != SQLITE_OK)
            return ERR_SYSTEM;
    sqlite3_limit(db->raw, SQLITE_LIMIT_LENGTH, TEXT_LIMIT);
    /* No second file can be attached, so an injected statement cannot write one. */
    sqlite3_limit(db->raw, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_extended_result_codes(db->raw, 1);
    if (sqlite3_wal_autocheckpoint(db->raw, 0) != SQLITE_OK)
        return ERR_SYSTEM;
    return sqlite3_busy_handler(db->raw, busy_wait, db) == SQLITE_OK ? OK : ERR_SYSTEM;
}

static err handle_set_up(struct db *db, enum db_mode mode, int cache_kib)
{
    char cache[64];
    err e;

    sqlite3_snprintf(sizeof cache, cache, "PRAGMA cache_size=-%d", cache_kib);
    if ((e = handle_harden(db)) || (e = db_script(db, cache)) ||
        (e = db_script(db, "PRAGMA temp_store=MEMORY")) || (e = db_script(db, "PRAGMA cell_size_check=ON")) ||
        (e = db_script(db, "PRAGMA secure_delete=ON")))
        return e;
    if (mode == DB_READ)
        return db_script(db, "PRAGMA query_only=ON");
    /* WAL: the check process goes on reading while the register writes. */
    if ((e = db_script(db, "PRAGMA journal_mode=WAL")))
        return e;
    /* A log that is begun anew is cut: its old pages would show what stood there before. */
    if ((e = db_script(db, "PRAGMA journal_size_limit=0")))
        return e;
    /* FULL, for with NORMAL a WAL database may lose its last transactions in a power cut, and an order that
     * the screen has confirmed must be there afterwards. */
    return db_script(db, "PRAGMA synchronous=FULL");
}

/* SQLite counts its memory under one lock for all threads unless told otherwise, and nobody reads that count.
 */
static void library_set_up(void)
{
    if (sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
        log_warning("store: SQLite was in use before its settings");
}

static err handle_open(const char *path, enum db_mode mode, int more_flags, struct db **ret)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    CLEANUP(db_close) struct db *db = calloc(1, sizeof *db);
    /* NOMUTEX, because each handle belongs to one thread. */
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE | more_flags |
                (mode == DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);

    if (!db || pthread_once(&once, library_set_up) != 0)
        return ERR_SYSTEM;
    db->patience = BUSY_WAIT_NS;
    if (access(path, mode == DB_READ ? R_OK : R_OK | W_OK) != 0 && errno == EACCES)
        return ERR_DENIED;
    if (access(path, F_OK) != 0)
        return ERR_ABSENT;
    if (sqlite3_open_v2(path, &db->raw, flags, NULL) != SQLITE_OK) {
        err e = db_result(db, sqlite3_errcode(db->raw), "open");

        return e ? e : ERR_SYSTEM;
    }
    *ret = db;
    db = NULL;
    return OK;
}

err db_open(const char *path, enum db_mode mode, int cache_kib, struct db **ret)
{
    CLEANUP(db_close) struct db *db = NULL;
    err e;

    if ((mode == DB_CREATE && (e = file_make(path, 0))) || (e = handle_open(path, mode, 0, &db)) ||
        (e = handle_set_up(db, mode, cache_kib)))
        return e;
    *ret = db;
    db = NULL;
    return OK;
}

/* Whoever may write the folder could put a link there that leads to a file of ours: the program would write
 * over it. */
static err guest_look(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_ABSENT : ERR_SYSTEM;
    return S_ISREG(st.st_mode) && st.st_nlink == 1 ? OK : ERR_DENIED;
}

/* On the heap: the threads that serve have small stacks. */
static err guest_beside_look(const char *path, const char *tail)
{
    char *beside = NULL;
    err e;

    if (asprintf(&beside, "%s%s", path, tail) < 0)
        return ERR_SYSTEM;
    e = guest_look(beside);
    free(beside);
    return e == ERR_ABSENT ? OK : e;
}

static err guest_files_look(const char *path)
{
    static const char *const TAILS[] = {"-wal", "-shm", "-journal"};
    err e = guest_look(path);

    for (size_t i = 0; !e && i < sizeof TAILS / sizeof TAILS[0]; i++)
        e = guest_beside_look(path, TAILS[i]);
    return e;
}

err db_open_guest(const char *path, enum db_mode mode, int cache_kib, struct db **ret)
{
    CLEANUP(db_close) struct db *db = NULL;
    err e;

    if ((e = guest_files_look(path)) || (e = handle_open(path, mode, SQLITE_OPEN_NOFOLLOW, &db)))
        return e;
    /* Before its schema is read for the first time. */
    if (sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) != SQLITE_OK)
        return ERR_SYSTEM;
    if ((e = handle_set_up(db, mode, cache_kib)))
        return e;
    *ret = db;
    db = NULL;
    return OK;
}

bool db_moved(struct db *db)
{
    int moved = 0;

    return sqlite3_file_control(db->raw, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || moved;
}

void db_patience(struct db *db, int milliseconds)
{
    db->patience = milliseconds * INT64_C(1000000);
}

static void slots_free(struct db *db)
{
    for (size_t i = 0; i < DB_SLOTS; i++) {
        while (db->slots[i]) {
            struct stmt *s = db->slots[i];

            db->slots[i] = s->next;
            sqlite3_finalize(s->raw);
            free(s);
        }
    }
}

void db_close(struct db **db)
{
    if (!*db)
        return;
    slots_free(*db);
    sqlite3_close_v2((*db)->raw);
    free(*db);
    *db = NULL;
}

err db_script(struct db *db, const char *sql)
{
    err e = db_result(db, sqlite3_exec(db->raw, sql, NULL, NULL, NULL), "script");

    if (!e && !db->depth)
        db_committed(db);
    return e;
}

int64_t db_changes(const struct db *db)
{
    return sqlite3_changes64(db->raw);
}

static const char SQL_VERSION[] = "PRAGMA data_version";
static const char SQL_PAGES[] = "PRAGMA page_count";
static const char SQL_PAGE[] = "PRAGMA page_size";

err db_version(struct db *db, int64_t *ret)
{
    if (db->looks) {
        *ret = db->version_seen;
        return OK;
    }
    return db_int(db, SQL_VERSION, NO_BINDS, ret);
}

err db_size(struct db *db, int64_t *ret)
{
    int64_t pages, size;
    err e;

    if ((e = db_int(db, SQL_PAGES, NO_BINDS, &pages)) || (e = db_int(db, SQL_PAGE, NO_BINDS, &size)))
        return e;
    *ret = pages * size;
    return OK;
}

/* The first row decides: integrity_check says "ok" or lists faults, foreign_key_check lists faults or
 * nothing. */
static err check_silent(struct db *db, const char *sql, const char *expected)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const char *said;
    bool row;
    err e;

    if ((e = db_query(db, sql, NO_BINDS, &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!expected)
        return row ? ERR_CORRUPT : OK;
    said = row ? stmt_text(s, 0) : NULL;
    return said && !strcmp(said, expected) ? OK : ERR_CORRUPT;
}

err db_check(struct db *db)
{
    err e;

    if ((e = check_silent(db, "PRAGMA integrity_check", "ok")))
        return e;
    return db_references_check(db);
}

err db_references_check(struct db *db)
{
    return check_silent(db, "PRAGMA foreign_key_check", NULL);
}

static int copy_run(sqlite3 *from, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    int rc;

    if (!backup)
        return SQLITE_ERROR;
    /* All pages in one step: in several, a write in between would start the copy over again, without end on a
     * busy day. */
    rc = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    /* One file that stands alone, without journals beside it. */
    return rc == SQLITE_DONE ? sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) : rc;
}

err db_copy(struct db *db, const char *path)
{
    sqlite3 *copy = NULL;
    int rc;
    err e;

    if ((e = file_make(path, O_EXCL)))
        return e;
    rc = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL);
    if (rc == SQLITE_OK)
        rc = copy_run(db->raw, copy);
    sqlite3_close(copy);
    if (rc == SQLITE_OK)
        return OK;
    unlink(path);
    return db_result(db, rc, "copy");
}
