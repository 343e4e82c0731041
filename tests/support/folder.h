/* A temporary folder with an empty database in it, for tests of the store alone. Programs that include this
 * have the whole of cmocka. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include "store/db.h"
#include "support/assert.h"
#include "support/temporary.h"

struct folder {
    char dir[TEMPORARY_PATH], path[96]; /* path of the database */
    struct db *db;                      /* opened DB_CREATE */
    struct db *other;                   /* NULL; closed with the folder when a test sets it */
};

/* For cmocka: *state becomes a struct folder *. */
int folder_setup(void **state);
int folder_teardown(void **state);
/* The first column of the one row; fails the test when there is none. */
int64_t number(struct db *db, const char *sql);

#endif
