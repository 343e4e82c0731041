/* Key files. What is wrong with one is said with its name, because a register that does not start has an
 * administrator before it who did not write this. No byte of a key is ever told. */
#include "crypto/key_file.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define OTHERS (S_IRWXG | S_IRWXO)

static const struct {
    const char *name, *stem, *extension;
} KIND_FILES[KEY_FILE_KINDS] = {
    [KEY_FILE_SEAL] = {"seal", "seal", "key"},       [KEY_FILE_HINT] = {"hint", "hint", "key"},
    [KEY_FILE_BLIND] = {"blind", "blind", "key"},    [KEY_FILE_ISSUER] = {"issuer", "issuer", "pem"},
    [KEY_FILE_PUBLIC] = {"public", "issuer", "pub"},
};

const char *key_kind_name(enum key_kind kind)
{
    return KIND_FILES[kind].name;
}

bool key_kind_parse(const char *name, unsigned *ret)
{
    for (unsigned kind = 0; kind < KEY_FILE_KINDS; kind++)
        if (!strcmp(KIND_FILES[kind].name, name)) {
            *ret = kind;
            return true;
        }
    return false;
}

void key_file_name(enum key_kind kind, int number, char ret[KEY_NAME_TEXT])
{
    (void)snprintf(ret, KEY_NAME_TEXT, "%s-%d.%s", KIND_FILES[kind].stem, number, KIND_FILES[kind].extension);
}

err key_file_path(const char *dir, enum key_kind kind, int number, char *ret, size_t room)
{
    char name[KEY_NAME_TEXT];
    int n;

    key_file_name(kind, number, name);
    n = snprintf(ret, room, "%s/%s", dir, name);
    return n > 0 && (size_t)n < room ? OK : ERR_LIMIT;
}

static void dir_close(DIR **dir)
{
    if (*dir)
        (void)closedir(*dir);
}

/* Only the very name that we would write: a copy (seal-1.key.bak, seal-01.key) is no key. */
static void name_note(const char *name, struct key_files *f)
{
    const char *dash = strchr(name, '-');
    long number = dash ? strtol(dash + 1, NULL, 10) : 0;
    char expected[KEY_NAME_TEXT];

    if (number < 1 || number > KEY_LAST)
        return;
    for (int kind = 0; kind < KEY_FILE_KINDS; kind++) {
        key_file_name((enum key_kind)kind, (int)number, expected);
        if (strcmp(name, expected) == 0)
            f->there[kind][number] = true;
    }
}

err key_files_list(const char *dir, mode_t others, struct problem *why, struct key_files *ret)
{
    CLEANUP(dir_close) DIR *d = opendir(dir);
    const struct dirent *entry;
    struct stat st;

    if (!d && (errno == ENOENT || errno == ENOTDIR))
        return problem_set(why, ERR_ABSENT, "no_keys", "", "there is no such folder");
    if (!d)
        return problem_set(why, errno == EACCES ? ERR_DENIED : ERR_SYSTEM, "keys_closed", "",
                           "the folder may not be read by this account");
    if (fstat(dirfd(d), &st) != 0)
        return ERR_SYSTEM;
    /* Whoever may write here could put a key of his own beside ours; to whom it is open is for a person to
     * find out. */
    if (st.st_mode & (others | S_IWGRP | S_IWOTH))
        return problem_set(why, ERR_DENIED, "keys_open", "",
                           "the folder must be open to its owner only (chmod 700), it has mode %03o",
                           (unsigned)(st.st_mode & 0777));
    /* readdir answers NULL at the end and on a fault alike; only errno tells them apart. */
    while ((errno = 0, entry = readdir(d)))
        name_note(entry->d_name, ret);
    return errno == 0 ? OK : ERR_SYSTEM;
}

int key_files_newest(const struct key_files *f, enum key_kind kind)
{
    int number = KEY_LAST;

    while (number > 0 && !f->there[kind][number])
        number--;
    return number;
}

err key_file_refuse(enum key_kind kind, int number, const char *what, struct problem *why)
{
    char name[KEY_NAME_TEXT];

    key_file_name(kind, number, name);
    problem_set(why, ERR_CORRUPT, "bad_key_file", name, "%s", what);
    return ERR_CORRUPT;
}

/* Looked at by its name, not opened: a link leads to a file that others may write, and a pipe would wait. */
static err plain_require(const char *path, enum key_kind kind, int number, struct problem *why)
{
    char name[KEY_NAME_TEXT];
    struct stat st;

    key_file_name(kind, number, name);
    if (lstat(path, &st) != 0)
        return problem_set(why, errno == ENOENT ? ERR_ABSENT : ERR_DENIED, "bad_key_file", name,
                           "it is not there, or its folder is closed to this account");
    if (S_ISLNK(st.st_mode))
        return key_file_refuse(kind, number, "it is a link; the key itself must stand there", why);
    if (S_ISDIR(st.st_mode))
        return key_file_refuse(kind, number, "it is a folder, not a file with a key", why);
    if (!S_ISREG(st.st_mode))
        return key_file_refuse(kind, number, "it is no plain file", why);
    if (kind != KEY_FILE_PUBLIC && (st.st_mode & OTHERS & ~(kind == KEY_FILE_HINT ? S_IRGRP : 0U)))
        return problem_set(why, ERR_DENIED, "bad_key_file", name,
                           "it must be readable by its owner only (chmod 600), it has mode %03o",
                           (unsigned)(st.st_mode & 0777));
    return OK;
}

err key_file_read(const char *dir, enum key_kind kind, int number, size_t n, struct problem *why,
                  struct buf *ret)
{
    char path[PATH_MAX], name[KEY_NAME_TEXT];
    size_t before = ret->len;
    err e;

    key_file_name(kind, number, name);
    if ((e = key_file_path(dir, kind, number, path, sizeof path)) ||
        (e = plain_require(path, kind, number, why)))
        return e;
    /* The account that serves the doors reads hints by its group, in a folder of its own; that of the
     * register is closed. */
    e = kind == KEY_FILE_PUBLIC ? file_read(path, n, ret)
        : kind == KEY_FILE_HINT ? file_read_shared(path, n, ret)
                                : file_read_private(path, n, ret);
    if (e == ERR_LIMIT)
        return key_file_refuse(kind, number, "it is longer than a key", why);
    if (e)
        return problem_set(why, e, "bad_key_file", name, "it may not be read by this account");
    return ret->len > before ? OK : key_file_refuse(kind, number, "it is empty", why);
}

/* link() and not rename(): it replaces nothing. What a call that was killed left under the other name is its
 * own leftover. */
err key_file_create(const char *dir, enum key_kind kind, int number, const void *bytes, size_t n)
{
    char path[PATH_MAX], making[PATH_MAX + 8];
    err e;

    if ((e = key_file_path(dir, kind, number, path, sizeof path)))
        return e;
    (void)snprintf(making, sizeof making, "%s.making", path);
    (void)unlink(making);
    if ((e = file_create(making, bytes, n)))
        return e;
    if (link(making, path) != 0)
        e = errno == EEXIST ? ERR_CONFLICT : ERR_SYSTEM;
    (void)unlink(making);
    return e ? e : file_sync_dir(dir);
}

void key_file_remove(const char *dir, enum key_kind kind, int number)
{
    char path[PATH_MAX];

    if (!key_file_path(dir, kind, number, path, sizeof path))
        (void)unlink(path);
}
