/* Copies of the database: making one, and looking into one before it is put back. A copy that was not checked
 * is a hope, so each is opened and checked before it is written down as made. */
#include "domain/upkeep/backup.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/office/audit.h"
#include "domain/office/audit_chain.h"
#include "domain/work/key_listing.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "store/migration.h"
#include "vault/vault.h"

#define CHECK_CACHE_KIB 2048 /* the check walks over every page of the copy */

/* "besa-20260310T090000Z.db" */
static const char *name_make(struct work *w)
{
    char text[INSTANT_TEXT], name[BACKUP_NAME_TEXT] = "besa-";
    size_t n = strlen(name);

    for (const char *p = instant_format(w->now, text); *p; p++)
        if (*p != '-' && *p != ':')
            name[n++] = *p;
    memcpy(name + n, ".db", sizeof ".db");
    return arena_text(w->arena, name);
}

static err copy_check(const char *path)
{
    CLEANUP(db_close) struct db *copy = NULL;
    bool begun;
    err e;

    /* Before an upgrade it is of an older version; an empty one is of none. */
    if ((e = db_open(path, DB_READ, CHECK_CACHE_KIB, &copy)) || (e = migration_begun(copy, &begun)))
        return e;
    if (!begun || migration_check(copy, MIGRATIONS_REGISTER) == ERR_CONFLICT)
        return ERR_CORRUPT;
    return db_check(copy);
}

/* Checked, flushed to the disk, and given a digest by which it can be recognised later. */
static err copy_seal(const char *folder, const char *path, struct backup *b)
{
    err e;

    if ((e = copy_check(path)) || (e = file_sync(path)) || (e = file_sync_dir(folder)))
        return e;
    return digest_file(path, b->digest, &b->size);
}

static const char SQL_ADD[] =
    "INSERT INTO backup (id, at, name, size, digest) VALUES (:id, :at, :name, :size, :digest)";

err backup_note(struct work *w, const struct backup *b)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "backup.make", .record = "backup"};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = id_next(w, "backup", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), INT(":at", b->at), TEXT(":name", b->name),
                           INT(":size", b->size), BLOB(":digest", b->digest, DIGEST_SIZE)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

err backup_copy(struct work *w, const char *folder, struct backup *ret)
{
    struct backup b = {.at = w->now, .name = name_make(w)};
    const char *path = b.name ? arena_format(w->arena, "%s/%s", folder, b.name) : NULL;
    err e;

    if (!path)
        return ERR_SYSTEM;
    /* Before the copy is made, for copying takes long and a wrong folder is told at once. */
    if ((e = file_sync_dir(folder)) == ERR_ABSENT)
        return refuse(w, e, "no_folder", "", "There is no such folder.");
    if (e)
        return e;
    if ((e = db_copy(w->db, path)) == ERR_CONFLICT)
        return refuse(w, e, "backup_exists", "", "A copy made in this second stands there already.");
    if (e)
        return e;
    /* A copy that does not hold would only give false comfort. */
    if ((e = copy_seal(folder, path, &b))) {
        (void)remove(path);
        return e;
    }
    *ret = b;
    return OK;
}

err backup_make(struct work *w, const char *folder, struct backup *ret)
{
    struct backup b;
    err e;

    if ((e = backup_copy(w, folder, &b)))
        return e;
    /* So would one of which the register does not know. */
    if ((e = backup_note(w, &b))) {
        const char *path = arena_format(w->arena, "%s/%s", folder, b.name);

        if (path)
            (void)remove(path);
        return e;
    }
    *ret = b;
    return OK;
}

static const char SQL_LIST[] =
    "SELECT at, size, name, digest FROM backup ORDER BY at DESC, id DESC LIMIT :most";
static const struct column BACKUP_COLUMNS[] = {
    COLUMN_INT(struct backup, at),
    COLUMN_INT(struct backup, size),
    COLUMN_TEXT(struct backup, name),
    COLUMN_BLOB(struct backup, digest),
};

err backup_list(struct work *w, struct backup **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "backup.list", .record = "backup"};
    err e;

    if ((e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":most", BACKUPS_SHOWN)), COLUMNS(BACKUP_COLUMNS), NULL, ret,
                     ret_count);
}

struct sealed_name {
    int64_t id;
    const void *surname;
    size_t size;
};
static const char SQL_NAME[] = "SELECT id, surname_sealed FROM person ORDER BY id DESC LIMIT 1";
static const struct column NAME_COLUMNS[] = {
    COLUMN_INT(struct sealed_name, id),
    COLUMN_BYTES_AS(struct sealed_name, surname, size, "surname_sealed"),
};

/* Opening one name is enough, for the listing of keys was held against them before: all are sealed with keys
 * of one key store, or of the version before. In a register without persons nothing speaks against the keys,
 * and one who was erased since says nothing. */
static err keys_try(struct work *w, bool *ret)
{
    static const uint8_t OLD = SEALED_VERSION_OLD;
    CLEANUP(buf_wipe) struct buf plain = {0};
    struct sealed_name name = {0};
    err e;

    *ret = false;
    if (!w->keys || !w->vault)
        return OK;
    if ((e = key_store_require(w)))
        return e == ERR_CORRUPT ? OK : e;
    if ((e = row_read(w, SQL_NAME, NO_BINDS, COLUMNS(NAME_COLUMNS), &name)) && e != ERR_ABSENT)
        return e;
    if (!e && name.size) {
        const struct seal_place at = {SEAL_PERSONAL, "person", "surname", name.id};

        e = memcmp(name.surname, &OLD, 1) ? unseal(w->vault, &at, name.surname, name.size, &plain)
                                          : keyring_unseal_old(w->keys, &at, name.surname, name.size, &plain);
    }
    if (e && e != ERR_ABSENT && e != ERR_CORRUPT)
        return e;
    *ret = e != ERR_CORRUPT;
    return OK;
}

/* Not for a copy of a newer program: its tables may be others. */
static err content_verify(struct work *w, struct backup_check *c)
{
    static const char SQL_FILES[] = "SELECT count(*) FROM case_file";
    err e;

    if ((e = keys_try(w, &c->keys_fit)) || (e = db_int(w->db, SQL_FILES, NO_BINDS, &c->files)) ||
        !c->keys_fit)
        return e;
    e = audit_verify(w, &c->log_row, &c->log_rows);
    c->log_holds = !e;
    return e == ERR_CORRUPT ? OK : e;
}

err backup_verify(struct work *w, struct backup_check *ret)
{
    struct backup_check c = {0};
    err e = migration_check(w->db, MIGRATIONS_REGISTER);

    if (e && e != ERR_CONFLICT && e != ERR_ABSENT && e != ERR_CORRUPT)
        return e;
    c.newer = e == ERR_CONFLICT;
    c.older = e == ERR_ABSENT;
    if (e != ERR_CORRUPT)
        e = db_check(w->db);
    c.whole = !e;
    if (e && e != ERR_CORRUPT)
        return e;
    if (c.whole && !c.newer && (e = content_verify(w, &c)))
        return e;
    *ret = c;
    return OK;
}
