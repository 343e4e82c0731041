/* Check values of keys: a register never seals a row with a key that is not its own. */
#include "domain/work/key_listing.h"

#include <stdlib.h>
#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_THERE[] =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'key_check'";
static const char SQL_LIST[] = "SELECT kind, number, digest FROM key_check ORDER BY kind, number";
static const struct column LISTED_COLUMNS[] = {
    COLUMN_WORD(struct key_listed, kind, key_kind_parse),
    COLUMN_INT(struct key_listed, number),
    COLUMN_BLOB_AS(struct key_listed, check, "digest"),
};

/* false: the script that brings the tables was not run yet. */
static err known(struct work *w, bool *ret)
{
    int64_t there;
    err e = db_int(w->db, SQL_THERE, NO_BINDS, &there);

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

    if ((e = known(w, &there)) ||
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
static const char SQL_HIGHEST[] = "SELECT max(key_id) FROM (SELECT max(key_id) AS key_id FROM person UNION "
                                  "ALL SELECT max(key_id) FROM case_file "
                                  "UNION ALL SELECT max(key_id) FROM general_key) AS named";

err key_store_require(struct work *w)
{
    struct marked m;
    int64_t highest, next;
    bool there;
    err e;

    if ((e = known(w, &there)) || !there)
        return e;
    if ((e = row_read(w, SQL_MARK, NO_BINDS, COLUMNS(MARK_COLUMNS), &m)))
        return e == ERR_ABSENT ? OK : e;
    if (memcmp(m.mark, vault_mark(w->vault), VAULT_MARK) != 0)
        return refuse(w, ERR_CORRUPT, "foreign_key_store", "keys.db",
                      "it belongs to another register than besa.db");
    if ((e = db_int(w->db, SQL_HIGHEST, NO_BINDS, &highest)) || (e = vault_next(w->vault, &next)))
        return e;
    if (highest >= next)
        return refuse(
            w, ERR_CORRUPT, "old_key_store", "keys.db",
            "it is an older copy than besa.db: persons or files entered since have no key in it; put "
            "back a copy made with or after that of besa.db");
    return OK;
}
