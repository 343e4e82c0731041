/* Makes and removes the folder of one test. */
#include "support/temporary.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/assert.h"

void temporary_make(char ret[TEMPORARY_PATH])
{
    const char *below = getenv("TMPDIR");

    assert_true(snprintf(ret, TEMPORARY_PATH, "%s/besa-test-XXXXXX", below ? below : "/tmp") <
                TEMPORARY_PATH);
    assert_non_null(mkdtemp(ret));
}

/* nftw hands nothing on. */
static struct {
    size_t below; /* bytes of the path of what is copied */
    const char *to;
} copying;

static int file_copy(const char *path, const char *to, const struct stat *status)
{
    int from = open(path, O_RDONLY | O_CLOEXEC),
        into = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status->st_mode);
    off_t at = 0;

    assert_true(from >= 0 && into >= 0);
    while (at < status->st_size)
        assert_true(sendfile(into, from, &at, (size_t)(status->st_size - at)) > 0);
    close(from);
    return close(into);
}

static int entry_copy(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    char to[2 * TEMPORARY_PATH];

    (void)where;
    if (!path[copying.below])
        return 0;
    assert_true(snprintf(to, sizeof to, "%s%s", copying.to, path + copying.below) < (int)sizeof to);
    return kind == FTW_D ? mkdir(to, status->st_mode) : file_copy(path, to, status);
}

void temporary_copy(const char *dir, char ret[TEMPORARY_PATH])
{
    temporary_make(ret);
    copying.below = strlen(dir);
    copying.to = ret;
    assert_int_equal(nftw(dir, entry_copy, 8, FTW_PHYS), 0);
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
