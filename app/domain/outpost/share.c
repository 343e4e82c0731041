/* Copies of a few small files. The register's own keys are never read from here: whoever serves the doors
 * might have put others in their place. */
#include "domain/outpost/share.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

#define KEY_MOST 65536 /* bytes */

static void dir_close(DIR **dir)
{
    if (*dir)
        closedir(*dir);
}

static bool ends(const char *name, const char *with)
{
    size_t n = strlen(name), m = strlen(with);

    return n > m && !strcmp(name + n - m, with);
}

/* hint-N.key and issuer-N.pub. */
static bool for_doors(const char *name)
{
    return (!strncmp(name, "hint-", 5) && ends(name, ".key")) ||
           (!strncmp(name, "issuer-", 7) && ends(name, ".pub"));
}

static err path_in(const char *folder, const char *name, char ret[PATH_MAX])
{
    int n = snprintf(ret, PATH_MAX, "%s/%s", folder, name);

    return n > 0 && n < PATH_MAX ? OK : ERR_LIMIT;
}

static bool same(const char *path, const struct buf *content)
{
    CLEANUP(buf_wipe) struct buf there = {0};

    return !file_read(path, KEY_MOST, &there) && there.len == content->len &&
           !memcmp(there.data, content->data, there.len);
}

/* By way of another name, so that a process that starts now reads a whole key. */
static err key_copy(const char *from, const char *to)
{
    CLEANUP(buf_wipe) struct buf key = {0};
    char made[PATH_MAX + 8];
    err e;

    if ((e = file_read(from, KEY_MOST, &key)))
        return e;
    if (same(to, &key))
        return OK;
    snprintf(made, sizeof made, "%s.new", to);
    (void)unlink(made);
    if ((e = file_create(made, key.data, key.len)))
        return e;
    return rename(made, to) ? ERR_SYSTEM : OK;
}

static err keys_copy(const char *keys, const char *folder)
{
    CLEANUP(dir_close) DIR *d = opendir(keys);
    const struct dirent *entry;
    char from[PATH_MAX], to[PATH_MAX];
    err e;

    if (!d)
        return ERR_SYSTEM;
    while ((entry = readdir(d)))
        if (for_doors(entry->d_name) &&
            ((e = path_in(keys, entry->d_name, from)) || (e = path_in(folder, entry->d_name, to)) ||
             (e = key_copy(from, to))))
            return e;
    return OK;
}

static err old_remove(const char *keys, const char *folder)
{
    CLEANUP(dir_close) DIR *d = opendir(folder);
    const struct dirent *entry;
    char mine[PATH_MAX], there[PATH_MAX];
    err e;

    if (!d)
        return ERR_SYSTEM;
    while ((entry = readdir(d))) {
        if (!for_doors(entry->d_name))
            continue;
        if ((e = path_in(keys, entry->d_name, mine)) || (e = path_in(folder, entry->d_name, there)))
            return e;
        if (access(mine, F_OK) != 0 && errno == ENOENT)
            (void)unlink(there);
    }
    return OK;
}

/* As the folder of check.db is: for its owner, and for the group that the folder is for. group: what it may
 * do, S_IRWXG for a folder that it may only read. */
static err as_folder(const char *path, const struct stat *folder, mode_t group)
{
    const mode_t mode = group == S_IRWXG ? S_IRWXU | S_IRGRP | S_IXGRP : S_IRUSR | S_IWUSR | group;
    struct stat st;

    if (!(folder->st_mode & S_IRGRP))
        return OK;
    if (lstat(path, &st) != 0)
        return errno == ENOENT ? OK : ERR_SYSTEM;
    if (S_ISLNK(st.st_mode))
        return ERR_DENIED;
    if (st.st_gid != folder->st_gid && chown(path, (uid_t)-1, folder->st_gid) != 0)
        return ERR_SYSTEM;
    return chmod(path, mode) == 0 ? OK : ERR_SYSTEM;
}

static err database_share(const char *check, const struct stat *folder)
{
    static const char *const TAILS[] = {"", "-wal", "-shm"};
    char path[PATH_MAX + 8];
    err e = OK;

    for (size_t i = 0; !e && i < sizeof TAILS / sizeof TAILS[0]; i++) {
        snprintf(path, sizeof path, "%s%s", check, TAILS[i]);
        e = as_folder(path, folder, S_IRGRP | S_IWGRP);
    }
    return e;
}

static err keys_share(const char *folder, const struct stat *like)
{
    CLEANUP(dir_close) DIR *d = opendir(folder);
    const struct dirent *entry;
    char path[PATH_MAX];
    err e = as_folder(folder, like, S_IRWXG);

    if (!d)
        return ERR_SYSTEM;
    while (!e && (entry = readdir(d)))
        if (for_doors(entry->d_name) && !(e = path_in(folder, entry->d_name, path)))
            e = as_folder(path, like, S_IRGRP);
    return e;
}

err outpost_share(const char *keys, const char *check)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(check, '/');
    struct stat st;
    err e;

    if (!slash ||
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - check), check) >= (int)sizeof folder - 8)
        return ERR_LIMIT;
    if (stat(folder, &st) != 0)
        return ERR_SYSTEM;
    memcpy(folder + strlen(folder), "/keys", sizeof "/keys");
    if (mkdir(folder, S_IRWXU) != 0 && errno != EEXIST)
        return ERR_SYSTEM;
    if ((e = keys_copy(keys, folder)) || (e = old_remove(keys, folder)) || (e = keys_share(folder, &st)))
        return e;
    return database_share(check, &st);
}
