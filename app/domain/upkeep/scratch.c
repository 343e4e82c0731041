/* Descriptors and not paths, so that nothing beside the folder is ever removed. */
#include "domain/upkeep/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/folder_lock.h"

#define HELD ".held" /* locked by who is at it */
#define DEEP 2       /* folders in folders: keys of doors in a register */

/* The names first: removing while reading may skip some. Again until nothing more goes. */
static void emptied(int at, int deep)
{
    bool gone = true;

    while (gone) {
        DIR *d = fdopendir(openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        const struct dirent *entry;

        gone = false;
        while (d && (entry = readdir(d))) {
            int inner = -1;

            if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
                continue;
            if (unlinkat(at, entry->d_name, 0) == 0)
                gone = true;
            else if (deep < DEEP && (inner = openat(at, entry->d_name,
                                                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) >= 0) {
                emptied(inner, deep + 1);
                close(inner);
                gone = unlinkat(at, entry->d_name, AT_REMOVEDIR) == 0 || gone;
            }
        }
        if (d)
            closedir(d);
    }
}

/* ERR_ABSENT: there is no lock in it, so nobody is at it. */
static err held_take(int at, int flags, int *ret)
{
    *ret = openat(at, HELD, O_RDWR | O_NOFOLLOW | O_CLOEXEC | flags, S_IRUSR | S_IWUSR);
    return descriptor_hold(ret);
}

static int folder_open(const char *dir)
{
    return open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* ERR_BUSY: somebody is at it, and it is left. */
static err abandoned_remove(const char *dir)
{
    int held = -1, at = folder_open(dir);
    err e;

    if (at < 0)
        return OK;
    if ((e = held_take(at, 0, &held)) != ERR_BUSY) {
        emptied(at, 0);
        (void)rmdir(dir);
        e = OK;
    }
    folder_unlock(&held);
    close(at);
    return e;
}

void scratch_remove(const char *dir, int *held)
{
    int at = *held < 0 ? -1 : folder_open(dir);

    if (at >= 0) {
        emptied(at, 0);
        close(at);
        (void)rmdir(dir);
    }
    folder_unlock(held);
}

/* It gets its name when it is held: one without a lock is taken for abandoned. */
static err held_name(const char *made, const char *dir, int *ret_held)
{
    int at = folder_open(made);
    err e;

    if (at < 0)
        return ERR_SYSTEM;
    e = held_take(at, O_CREAT | O_EXCL, ret_held);
    close(at);
    if (!e && rename(made, dir) != 0)
        e = errno == ENOTEMPTY || errno == EEXIST ? ERR_BUSY : ERR_SYSTEM;
    if (e)
        scratch_remove(made, ret_held);
    return e;
}

err scratch_make(const char *dir, int *ret_held)
{
    char made[4096 + 64];
    err e;

    *ret_held = -1;
    if ((e = abandoned_remove(dir)))
        return e;
    if (snprintf(made, sizeof made, "%s.XXXXXX", dir) >= (int)sizeof made)
        return ERR_SYSTEM;
    if (!mkdtemp(made))
        return errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
    return held_name(made, dir, ret_held);
}

void scratch_sweep(const char *data)
{
    static const char *const NAMES[] = {COPIES_SCRATCH, RESTORE_SCRATCH, LOOK_SCRATCH, DRILL_SCRATCH};
    char dir[4096 + 32];

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        snprintf(dir, sizeof dir, "%.4096s/%s", data, NAMES[i]);
        (void)abandoned_remove(dir);
    }
}
