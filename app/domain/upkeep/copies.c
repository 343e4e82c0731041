/* A copy of the register is of use only with the key store that its rows name, and with the keys. Plain
 * copies never have the keys beside them; encrypted ones do, for then one private key, kept far from all of
 * this, is all that somebody needs on the day the server burns. */
#include "domain/upkeep/copies.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "domain/upkeep/key_pack.h"
#include "domain/upkeep/scratch.h"

/* The register first: whatever key it names is in the key store by then. */
static err plain_make(struct work *w, const struct copies_wish *wish, struct copies *c)
{
    err e;

    if ((e = wish->unnoted ? backup_copy(w, wish->folder, &c->register_copy)
                           : backup_make(w, wish->folder, &c->register_copy)) ||
        (e = key_copy_make(w, wish->key_folder, wish->days, &c->key_copy)))
        return e;
    c->file = arena_format(w->arena, "%s/%s", wish->folder, c->register_copy.name);
    c->key_file = arena_format(w->arena, "%s/%s", wish->key_folder, c->key_copy.name);
    return c->file && c->key_file ? OK : ERR_SYSTEM;
}

/* *name, of a file in the scratch folder, becomes that of the encrypted one; it is on the disk, by its name,
 * and the plain one is gone. */
static err file_close(struct work *w, const struct copies_wish *wish, const char *folder, const char **name,
                      const char **ret_path)
{
    const char *plain = arena_format(w->arena, "%s/%s", wish->scratch, *name);
    const char *path = arena_format(w->arena, "%s/%s" AGE_ENDING, folder, *name);
    const char *closed = arena_format(w->arena, "%s" AGE_ENDING, *name);
    err e;

    if (!plain || !path || !closed)
        return ERR_SYSTEM;
    if ((e = age_close_file(w, &wish->to, plain, path)))
        return e;
    *ret_path = path; /* removed with the others where anything fails behind it */
    if ((e = file_sync_dir(folder)))
        return e;
    (void)unlink(plain);
    *name = closed;
    return OK;
}

static err key_files_close(struct work *w, const struct copies_wish *wish, struct copies *c)
{
    CLEANUP(buf_wipe) struct buf pack = {0};
    const char *path = arena_format(w->arena, "%s/%.*s" KEY_FILES_ENDING AGE_ENDING, wish->key_folder,
                                    (int)KEY_COPY_STEM, c->key_copy.name);
    err e;

    if (!path)
        return ERR_SYSTEM;
    if ((e = key_pack_make(wish->key_files, &w->problem, &pack)) ||
        (e = age_close_bytes(w, &wish->to, &pack, path)))
        return e;
    c->key_files_file = path; /* only now is it ours to remove */
    return file_sync_dir(wish->key_folder);
}

static err closed_write(struct work *w, const struct copies_wish *wish, struct copies *c)
{
    struct backup *b = &c->register_copy;
    err e;

    if ((e = backup_copy(w, wish->scratch, b)) ||
        (e = file_close(w, wish, wish->folder, &b->name, &c->file)) ||
        (e = digest_file(c->file, b->digest, &b->size)) || (e = key_copy_folder(w, wish->key_folder)) ||
        (e = key_copy_write(w, wish->scratch, &c->key_copy)) ||
        (e = file_close(w, wish, wish->key_folder, &c->key_copy.name, &c->key_file)) ||
        (e = key_files_close(w, wish, c)))
        return e;
    return wish->unnoted ? OK : backup_note(w, b);
}

static void written_remove(const struct copies *c)
{
    const char *const files[] = {c->file, c->key_file, c->key_files_file};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (files[i])
            (void)unlink(files[i]);
}

static err closed_make(struct work *w, const struct copies_wish *wish, struct copies *c)
{
    int held = -1;
    err e;

    for (size_t i = 0; i < wish->to.count; i++)
        if (!age_recipient_known(wish->to.at[i]))
            return refuse(
                w, ERR_INPUT, "bad_recipient", "",
                "\"%.80s\" is no public key of age: copy it whole, age1 and 58 characters behind it.",
                wish->to.at[i]);
    if ((e = file_sync_dir(wish->folder)) == ERR_ABSENT)
        return refuse(w, e, "no_folder", "", "There is no such folder.");
    if (e)
        return e;
    if ((e = scratch_make(wish->scratch, &held)) == ERR_BUSY)
        return refuse(w, e, "copies_being_made", "",
                      "Another call is making copies: try again when it has ended.");
    if (e)
        return e;
    e = closed_write(w, wish, c);
    scratch_remove(wish->scratch, &held);
    if (e) {
        written_remove(c);
        return e;
    }
    return key_copy_tidy(w, wish->key_folder, wish->days, &c->key_copy.removed);
}

static bool folders_same(const char *a, const char *b)
{
    struct stat x, y;

    return a && b && stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

err copies_make(struct work *w, const struct copies_wish *wish, struct copies *ret)
{
    struct copies_wish all = *wish;
    struct copies c = {0};
    err e;

    if (!all.key_folder && !(all.key_folder = arena_format(w->arena, "%s/keys", all.folder)))
        return ERR_SYSTEM;
    if (folders_same(all.key_folder, all.key_files))
        return refuse(
            w, ERR_INPUT, "own_keys", "",
            "Copies of keys do not go into the register's own folder of keys: name another folder.");
    if ((e = all.to.count ? closed_make(w, &all, &c) : plain_make(w, &all, &c)))
        return e;
    *ret = c;
    return OK;
}
