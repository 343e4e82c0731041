/* Check values of keys: a register never seals a row with a key that is not its own. */
#include "domain/work/key_listing.h"

#include <stdlib.h>
#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_THERE[] = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = :table";
static const char SQL_LIST[] = "SELECT kind, number, digest FROM key_check ORDER BY kind, number";
static const struct column LISTED_COLUMNS[] = {
    COLUMN_WORD(struct key_listed, kind, key_kind_parse),
    COLUMN_INT(struct key_listed, number),
    COLUMN_BLOB_AS(struct key_listed, check, "digest"),
};

/* false: the script that brings the table was not run yet. */
static err known(struct work *w, const char *table, bool *ret)
{
    int64_t there;
    err e = db_int(w->db, SQL_THERE, BINDS(TEXT(":table", table)), &there);

    if (!e)
        *ret = there != 0;
    return e;
}

err key_listing_read(struct work *w, struct key_listing *ret)
{
    struct key_listing none = {0};
    struct key_listed *list = NULL;
    size_t count = 0;
    bool there;
    err e;

    if ((e = known(w, "key_check", &there)) ||
        (there && (e = rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(LISTED_COLUMNS), NULL, &list, &count))))
        return e;
    *ret = count ? (struct key_listing){list, count} : none;
    return OK;
}

static const char SQL_ADD[] = "INSERT INTO key_check (kind, number, digest) VALUES (:kind, :number, :digest) "
                              "ON CONFLICT (kind, number) DO UPDATE SET digest = excluded.digest "
                              "WHERE key_check.digest = excluded.digest";

static void list_free(struct key_listed **list)
{
    free(*list);
}

err key_listing_write(struct work *w)
{
    CLEANUP(list_free) struct key_listed *list = NULL;
    size_t count;
    err e;

    if ((e = keyring_listed(w->keys, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = db_exec(w->db, SQL_ADD,
                         BINDS(TEXT(":kind", key_kind_name(list[i].kind)), INT(":number", list[i].number),
                               BLOB(":digest", list[i].check, DIGEST_SIZE)))))
            return e;
        if (!db_changes(w->db))
            return ERR_CONFLICT;
    }
    return OK;
}

struct marked {
    uint8_t mark[VAULT_MARK];
};
static const char SQL_MARK[] = "SELECT mark FROM key_store WHERE id = 1";
static const struct column MARK_COLUMNS[] = {COLUMN_BLOB(struct marked, mark)};
/* Whose rows name a key of the store, and the newest key that they name. */
static const struct keyed {
    const char *table, *newest;
} KEYED[] = {
    {"person", "SELECT coalesce(max(key_id), 0) FROM person"},
    {"case_file", "SELECT coalesce(max(key_id), 0) FROM case_file"},
    {"general_key", "SELECT coalesce(max(key_id), 0) FROM general_key"},
    {"case_record", "SELECT coalesce(max(key_id), 0) FROM case_record"},
    {"contact_point", "SELECT coalesce(max(key_id), 0) FROM contact_point"},
    {"ground_holder", "SELECT coalesce(max(key_id), 0) FROM ground_holder"},
};

/* A copy of the register from before has not all of them. */
static err newest_named(struct work *w, int64_t *ret)
{
    int64_t newest = 0, of;
    bool there;
    err e;

    for (size_t i = 0; i < sizeof KEYED / sizeof *KEYED; i++) {
        if ((e = known(w, KEYED[i].table, &there)) ||
            (there && (e = db_int(w->db, KEYED[i].newest, NO_BINDS, &of))))
            return e;
        if (there && of > newest)
            newest = of;
    }
    *ret = newest;
    return OK;
}

err key_store_require(struct work *w)
{
    struct marked m;
    int64_t newest = 0, next;
    bool there;
    err e;

    if ((e = known(w, "key_check", &there)) || !there)
        return e;
    if ((e = row_read(w, SQL_MARK, NO_BINDS, COLUMNS(MARK_COLUMNS), &m)))
        return e == ERR_ABSENT ? OK : e;
    if (memcmp(m.mark, vault_mark(w->vault), VAULT_MARK) != 0)
        return refuse(w, ERR_CORRUPT, "foreign_key_store", "keys.db",
                      "it belongs to another register than besa.db");
    if ((e = newest_named(w, &newest)) || (e = vault_next(w->vault, &next)))
        return e;
    if (newest >= next)
        return refuse(
            w, ERR_CORRUPT, "old_key_store", "keys.db",
            "it is an older copy than besa.db: persons or files entered since have no key in it; put "
            "back a copy made with or after that of besa.db");
    return OK;
}
