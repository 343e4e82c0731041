/* SQLite's own methods, but for the one that says when. */
#include "support/dangerous_moment.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>

static sqlite3_vfs wrapped;
static const sqlite3_vfs *real;
static sqlite3_io_methods methods;
static const sqlite3_io_methods *real_methods;
static void (*moment_then)(void *context);
static void *moment_context;

/* Offset 0 and no page: all that is mapped is dropped. */
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    void (*then)(void *context) = moment_then;

    if (!offset && !page && then)
        then(moment_context);
    return real_methods->xUnfetch(file, offset, page);
}

static int file_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *ret_flags)
{
    int rc = real->xOpen(vfs, name, file, flags, ret_flags);

    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB) || file->pMethods->iVersion < 3)
        return rc;
    real_methods = file->pMethods;
    methods = *real_methods;
    methods.xUnfetch = unfetch;
    file->pMethods = &methods;
    return rc;
}

void dangerous_moments(void)
{
    real = sqlite3_vfs_find(NULL);
    wrapped = *real;
    wrapped.zName = "dangerous-moments";
    wrapped.xOpen = file_open;
    if (sqlite3_vfs_register(&wrapped, 1) != SQLITE_OK)
        abort();
}

void dangerous_moment_set(void (*then)(void *context), void *context)
{
    moment_then = then;
    moment_context = context;
}
