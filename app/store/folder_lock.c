/* flock on a folder. */
#include "store/folder_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static err use(int fd, int how)
{
    if (!flock(fd, how | LOCK_NB))
        return OK;
    return errno == EWOULDBLOCK ? ERR_BUSY : ERR_SYSTEM;
}

err descriptor_hold(int *fd)
{
    err e;

    if (*fd < 0)
        return errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    if ((e = use(*fd, LOCK_EX)))
        folder_unlock(fd);
    return e;
}

err folder_lock(const char *file, int *ret)
{
    const char *slash = strrchr(file, '/');
    char folder[PATH_MAX] = ".";
    int fd;
    err e;

    if (slash && snprintf(folder, sizeof folder, "%.*s", (int)(slash - file + 1), file) >= PATH_MAX)
        return ERR_SYSTEM;
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if ((e = descriptor_hold(&fd)))
        return e;
    *ret = fd;
    return OK;
}

void folder_unlock(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

err folder_share(const char *folder, struct folder_use *ret)
{
    struct folder_use u = {.held = true, .fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    err e;

    if (u.fd < 0)
        return errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM;
    if ((e = use(u.fd, LOCK_SH))) {
        close(u.fd);
        return e;
    }
    *ret = u;
    return OK;
}

/* The system gives the shared lock up before it tries for the other: it is taken again where that fails. */
err folder_alone(struct folder_use *u)
{
    err e = use(u->fd, LOCK_EX);

    if (e && use(u->fd, LOCK_SH))
        return ERR_SYSTEM;
    return e;
}

void folder_leave(struct folder_use *u)
{
    if (u->held)
        close(u->fd);
    u->held = false;
}
