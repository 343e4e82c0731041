/* Descriptors and not paths, so that nothing beside the folder is ever removed. */
#include "domain/upkeep/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEEP 2 /* folders in folders: keys of doors in a register */

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

void scratch_remove(const char *dir)
{
    int at = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (at < 0)
        return;
    emptied(at, 0);
    close(at);
    (void)rmdir(dir);
}

err scratch_make(const char *dir)
{
    scratch_remove(dir);
    if (mkdir(dir, S_IRWXU) == 0)
        return OK;
    return errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
}
