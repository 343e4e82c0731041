/* Makes and removes the folder of one test. */
#include "support/temporary.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/assert.h"

void temporary_make(char ret[TEMPORARY_PATH])
{
    const char *below = getenv("TMPDIR");

    assert_true(snprintf(ret, TEMPORARY_PATH, "%s/besa-test-XXXXXX", below ? below : "/tmp") <
                TEMPORARY_PATH);
    assert_non_null(mkdtemp(ret));
}

static int entry_remove(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

void temporary_remove(const char *dir)
{
    nftw(dir, entry_remove, 8, FTW_DEPTH | FTW_PHYS);
}
