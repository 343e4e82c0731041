/* flock on a folder. */
#include "store/folder_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

err folder_lock(const char *file, int *ret)
{
    const char *slash = strrchr(file, '/');
    char folder[PATH_MAX] = ".";
    int fd;

    if (slash && snprintf(folder, sizeof folder, "%.*s", (int)(slash - file + 1), file) >= PATH_MAX)
        return ERR_SYSTEM;
    if ((fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        return errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    if (flock(fd, LOCK_EX | LOCK_NB)) {
        int cause = errno;

        close(fd);
        return cause == EWOULDBLOCK ? ERR_BUSY : ERR_SYSTEM;
    }
    *ret = fd;
    return OK;
}

void folder_unlock(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}
