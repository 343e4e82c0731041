/* Copies of keys.db. The keys in them are wrapped: without the folder of keys they open nothing. */
#include "domain/upkeep/key_copy.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/instant.h"
#include "base/log.h"
#include "domain/upkeep/age.h"
#include "domain/upkeep/key_pack.h"
#include "vault/vault.h"

#define NAME_TEXT 40

/* "keys-20260310T090000Z.db": names in the order of time, so that older ones are told by their names. */
static void name_make(int64_t at, char ret[NAME_TEXT])
{
    char text[INSTANT_TEXT];
    size_t n = (size_t)snprintf(ret, NAME_TEXT, "keys-");

    for (const char *p = instant_format(at, text); *p; p++)
        if (*p != '-' && *p != ':')
            ret[n++] = *p;
    memcpy(ret + n, ".db", sizeof ".db");
}

/* Of the key store, plain or encrypted, and of the files of keys, which are only ever encrypted; and what
 * was cut off of those. */
static bool name_ours(const char *name)
{
    static const char *const ENDINGS[] = {".db", ".db" AGE_ENDING, KEY_FILES_ENDING AGE_ENDING,
                                          ".db" AGE_ENDING AGE_HALF, KEY_FILES_ENDING AGE_ENDING AGE_HALF};

    if (strlen(name) <= KEY_COPY_STEM || strncmp(name, "keys-", 5) || name[13] != 'T' || name[20] != 'Z' ||
        strspn(name + 5, "0123456789") != 8 || strspn(name + 14, "0123456789") != 6)
        return false;
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++)
        if (!strcmp(name + KEY_COPY_STEM, ENDINGS[i]))
            return true;
    return false;
}

err key_copy_folder(struct work *w, const char *folder)
{
    struct stat st;

    if (mkdir(folder, S_IRWXU) == 0)
        return OK;
    if (errno != EEXIST)
        return refuse(w, ERR_ABSENT, "no_folder", "", "The folder for copies of keys.db cannot be made.");
    if (stat(folder, &st) != 0)
        return ERR_SYSTEM;
    if (st.st_mode & (S_IRWXG | S_IRWXO))
        return refuse(w, ERR_DENIED, "open_folder", "",
                      "The folder for copies of keys.db must be open to its owner only (chmod 700).");
    return OK;
}

static err copy_check(struct work *w, const char *path)
{
    CLEANUP(vault_close) struct vault *copy = NULL;
    err e;

    if ((e = vault_open(path, DB_READ, w->keys, &w->problem, &copy)) || (e = vault_check(copy)))
        return e;
    return memcmp(vault_mark(copy), vault_mark(w->vault), VAULT_MARK) ? ERR_CORRUPT : file_sync(path);
}

static void dir_close(DIR **dir)
{
    if (*dir)
        (void)closedir(*dir);
}

static err old_remove(struct work *w, const char *folder, const char *oldest, size_t *ret_removed)
{
    CLEANUP(dir_close) DIR *d = opendir(folder);
    const struct dirent *entry;
    const char *path;

    if (!d)
        return ERR_SYSTEM;
    while ((entry = readdir(d))) {
        if (!name_ours(entry->d_name) || strcmp(entry->d_name, oldest) >= 0)
            continue;
        if (!(path = arena_format(w->arena, "%s/%s", folder, entry->d_name)))
            return ERR_SYSTEM;
        if (unlink(path))
            log_warning("%s could not be removed: what was erased can be read with it", path);
        else
            ++*ret_removed;
    }
    return file_sync_dir(folder);
}

err key_copy_write(struct work *w, const char *folder, struct key_copy *ret)
{
    struct key_copy c = {0};
    char name[NAME_TEXT];
    const char *path;
    err e;

    name_make(w->now, name);
    if (!(c.name = arena_text(w->arena, name)) || !(path = arena_format(w->arena, "%s/%s", folder, name)))
        return ERR_SYSTEM;
    if ((e = key_copy_folder(w, folder)))
        return e;
    if ((e = vault_copy(w->vault, path)) == ERR_CONFLICT)
        return refuse(w, e, "backup_exists", "", "A copy made in this second stands there already.");
    if (e)
        return e;
    if ((e = copy_check(w, path)) || (e = file_sync_dir(folder))) {
        (void)unlink(path);
        return e;
    }
    *ret = c;
    return OK;
}

err key_copy_tidy(struct work *w, const char *folder, int64_t days, size_t *ret_removed)
{
    char oldest[NAME_TEXT];

    name_make(w->now - days * INSTANT_DAY, oldest);
    *ret_removed = 0;
    return old_remove(w, folder, oldest, ret_removed);
}

err key_copy_make(struct work *w, const char *folder, int64_t days, struct key_copy *ret)
{
    struct key_copy c;
    err e;

    if ((e = key_copy_write(w, folder, &c)) || (e = key_copy_tidy(w, folder, days, &c.removed)))
        return e;
    *ret = c;
    return OK;
}
