/* The scripts of db/, embedded in the binary, applied in order, each in one transaction with its number. */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include "base/err.h"

struct db;

struct migration {
    int number;       /* 1, 2, ... without gaps */
    const char *name; /* "001_register" */
    const char *sql;
};
/* Ends with number 0; made from the SQL files of db/ at build time. */
extern const struct migration MIGRATIONS[];

/* Bring the database to the newest script. ERR_CONFLICT when it is newer than this program. */
err migration_apply(struct db *db, int *ret_applied) MUST_CHECK;
/* ERR_CONFLICT: newer than this program; ERR_ABSENT: older, apply first. */
err migration_check(struct db *db) MUST_CHECK;

#endif
