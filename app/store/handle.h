/* What the files of the store share: the handle and its kept statements. */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "store/db.h"
#include "store/follow.h"

#define DB_SLOTS 64 /* chains of kept statements, by address of their SQL */

struct stmt {
    sqlite3_stmt *raw;
    struct db *db;
    const char *sql;
    const struct column *columns; /* the table that was last found to be its own; NULL: none yet */
    struct stmt *next;            /* in its chain */
    bool open;
    bool kept; /* false: finalized when closed */
};

struct db {
    sqlite3 *raw;
    struct stmt *slots[DB_SLOTS];
    int depth;             /* of transactions */
    bool read_only;        /* the outermost transaction may only read */
    bool looks;            /* it is a look (look.c), */
    int64_t version_seen;  /* and what it sees has this version */
    int64_t waiting_since; /* ticks, while another one writes */
    bool full;             /* the last fault was that the disk is full */
    db_follower *follow;   /* called behind each commit; NULL: nobody */
    void *follow_context;
    bool following;   /* it is at work, and its own reading is not followed */
    int64_t patience; /* ns that a lock is waited for */
};

#endif
