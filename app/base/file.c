/* Reading and creating small files, with the mode and the fsync that keys need. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static void fd_close(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

static err errno_err(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR:
        return ERR_ABSENT;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    case EEXIST:
        return ERR_CONFLICT;
    default:
        return ERR_SYSTEM;
    }
}

/* In pieces, not by the size that fstat tells: a pipe or a file of /proc has none, and must end at max too.
 */
static err read_all(int fd, size_t max, struct buf *ret)
{
    for (size_t total = 0;;) {
        char *room = buf_reserve(ret, 4096);
        ssize_t n;

        if (!room)
            return ERR_SYSTEM;
        n = read(fd, room, 4096);
        if (n == 0)
            break;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno_err();
        total += (size_t)n;
        if (total > max)
            return ERR_LIMIT;
        ret->len += (size_t)n;
    }
    ret->data[ret->len] = '\0';
    return OK;
}

/* The mode is that of the file that was opened, not of its name, under which another may stand by now. What
 * came before an error is forgotten: half a key must not pass for one. */
static err read_checked(const char *path, size_t max, mode_t not_for, struct buf *ret)
{
    CLEANUP(fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t before = ret->len;
    struct stat st;
    err e;

    if (fd < 0 || fstat(fd, &st) != 0)
        return errno_err();
    if (st.st_mode & not_for)
        return ERR_DENIED;
    if ((e = read_all(fd, max, ret))) {
        ret->len = before;
        if (ret->data)
            ret->data[before] = '\0';
    }
    return e;
}

err file_read(const char *path, size_t max, struct buf *ret)
{
    return read_checked(path, max, 0, ret);
}

err file_read_private(const char *path, size_t max, struct buf *ret)
{
    return read_checked(path, max, S_IRWXG | S_IRWXO, ret);
}

err file_read_shared(const char *path, size_t max, struct buf *ret)
{
    return read_checked(path, max, S_IWGRP | S_IXGRP | S_IRWXO, ret);
}

/* With fsync: what was sealed with a key that a power cut took away is lost. */
static err write_all(int fd, const char *data, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, data, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno_err();
        data += done;
        n -= (size_t)done;
    }
    return fsync(fd) == 0 ? OK : ERR_SYSTEM;
}

/* O_EXCL follows no link and overwrites nothing, so what is removed after an error is ours. */
err file_create(const char *path, const void *data, size_t n)
{
    CLEANUP(fd_close) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    err e;

    if (fd < 0)
        return errno_err();
    if ((e = write_all(fd, data, n)))
        (void)unlink(path);
    return e;
}

err file_sync(const char *path)
{
    CLEANUP(fd_close) int fd = open(path, O_RDWR | O_CLOEXEC);

    if (fd < 0)
        return errno_err();
    return fsync(fd) == 0 ? OK : ERR_SYSTEM;
}

err file_sync_dir(const char *dir)
{
    CLEANUP(fd_close) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        return errno_err();
    return fsync(fd) == 0 ? OK : ERR_SYSTEM;
}

int64_t file_room(const char *path)
{
    struct statvfs disk;

    return statvfs(path, &disk) == 0 ? (int64_t)disk.f_bavail * (int64_t)disk.f_frsize : -1;
}
