/* Made for one test, removed with all that lies in it. */
#include "support/folder.h"

#include <stdio.h>
#include <stdlib.h>

int folder_setup(void **state)
{
    struct folder *f = calloc(1, sizeof *f);

    assert_non_null(f);
    *state = f;
    temporary_make(f->dir);
    snprintf(f->path, sizeof f->path, "%s/test.db", f->dir);
    must(db_open(f->path, DB_CREATE, 256, &f->db));
    return 0;
}

int folder_teardown(void **state)
{
    struct folder *f = *state;

    db_close(&f->db);
    db_close(&f->other);
    temporary_remove(f->dir);
    free(f);
    return 0;
}

int64_t number(struct db *db, const char *sql)
{
    int64_t n = 0;

    must(db_int(db, sql, NO_BINDS, &n));
    return n;
}
