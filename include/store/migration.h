/* The scripts of db/, embedded in the binary, applied in order, each in one transaction with its number. Each
 * database of a register has scripts, and numbers, of its own. */
#ifndef STORE_MIGRATION_H
#define STORE_MIGRATION_H

#include <stdbool.h>

#include "base/err.h"

struct db;

struct migration {
    int number;       /* 1, 2, ... without gaps */
    const char *name; /* "001_register" */
    const char *sql;
};
/* Each ends with number 0; made from the SQL files of db/, db/check/ and db/keys/ at build time. */
extern const struct migration MIGRATIONS_REGISTER[];
extern const struct migration MIGRATIONS_CHECK[];
extern const struct migration MIGRATIONS_KEYS[];

/* What a script cannot say in SQL: it runs behind the script of that number, in its transaction, once. On an
 * empty database it finds no rows. */
struct migration_step {
    int number; /* of the script; 0: the end of the list */
    err (*run)(struct db *db, void *context);
};

/* Bring the database to the newest of its scripts. steps: NULL for none; context is theirs. ERR_CONFLICT when
 * it is newer than this program; else what a script or step failed with: nothing of that one was kept, those
 * before it stand, and the next call goes on there. */
err migration_apply(struct db *db, const struct migration *scripts, const struct migration_step *steps,
                    void *context, int *ret_applied) MUST_CHECK;
/* ERR_CONFLICT: newer than this program; ERR_ABSENT: older, apply first. */
err migration_check(struct db *db, const struct migration *scripts) MUST_CHECK;
/* Whether any script was ever applied: an empty database, or another program's, has none. Changes nothing. */
err migration_begun(struct db *db, bool *ret) MUST_CHECK;

#endif
