/* Administrative units. Each is unique by its folded name, so that another spelling (Antigone, Antigonë) does
 * not make a second one. None is deleted: files and figures of past years name it. */
#include "domain/office/unit.h"

#include "base/text.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define FOLDED_ROOM (4 * UNIT_NAME_MAX + 1) /* bytes: a code point has at most four */

static const char SQL_LIST[] = "SELECT id, name, active, outside FROM unit ORDER BY name_folded";
static const struct column UNIT_COLUMNS[] = {
    COLUMN_INT(struct unit, id),
    COLUMN_TEXT(struct unit, name),
    COLUMN_BOOL(struct unit, active),
    COLUMN_BOOL(struct unit, outside),
};

err unit_list(struct work *w, struct unit **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(UNIT_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_FIND[] = "SELECT id FROM unit WHERE name_folded = :folded";

err unit_find(struct work *w, const char *name, int64_t *ret_id)
{
    char folded[FOLDED_ROOM];
    err e;

    if (!name || text_length(name) > UNIT_NAME_MAX)
        return refuse(w, ERR_INPUT, name ? "unknown_unit" : "required", "unit",
                      "The administrative unit is needed.");
    e = db_int(w->db, SQL_FIND, BINDS(TEXT(":folded", text_fold(name, folded, sizeof folded))), ret_id);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "unknown_unit", "unit",
                      "The municipality has no administrative unit of that name.");
    return e;
}

static err name_taken(struct work *w, err e)
{
    if (e != ERR_CONFLICT)
        return e;
    return refuse(w, ERR_CONFLICT, "name_taken", "name", "There is a unit of that name.");
}

static const char SQL_CREATE[] = "INSERT INTO unit (id, name, name_folded) VALUES (:id, :name, :folded)";

err unit_create(struct work *w, const char *name, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "unit.create", .record = "unit"};
    char folded[FOLDED_ROOM];
    err e;

    if ((e = field_name_check(w, "name", name, UNIT_NAME_MAX)) || (e = tx_begin(&tx, w->db)) ||
        (e = id_next(w, "unit", &entry.record_id)) ||
        (e = name_taken(w, db_exec(w->db, SQL_CREATE,
                                   BINDS(INT(":id", entry.record_id), TEXT(":name", name),
                                         TEXT(":folded", text_fold(name, folded, sizeof folded)))))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

/* An UPDATE that changed nothing found no such row. */
static err unit_require(struct work *w)
{
    if (db_changes(w->db))
        return OK;
    return refuse(w, ERR_ABSENT, "no_such_unit", "", "There is no such unit.");
}

static const char SQL_RENAME[] = "UPDATE unit SET name = :name, name_folded = :folded WHERE id = :id";

err unit_rename(struct work *w, int64_t id, const char *name)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "unit.rename", .record = "unit", .record_id = id};
    char folded[FOLDED_ROOM];
    err e;

    if ((e = field_name_check(w, "name", name, UNIT_NAME_MAX)) || (e = tx_begin(&tx, w->db)) ||
        (e = name_taken(w, db_exec(w->db, SQL_RENAME,
                                   BINDS(TEXT(":name", name), INT(":id", id),
                                         TEXT(":folded", text_fold(name, folded, sizeof folded)))))) ||
        (e = unit_require(w)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_READ[] = "SELECT active FROM unit WHERE id = :id";
static const char SQL_ACTIVE[] = "UPDATE unit SET active = :active WHERE id = :id";

err unit_set_active(struct work *w, int64_t id, bool active)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = active ? "unit.revive" : "unit.retire", .record = "unit", .record_id = id};
    int64_t before;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = db_int(w->db, SQL_READ, BINDS(INT(":id", id)), &before)) == ERR_ABSENT)
        return refuse(w, e, "no_such_unit", "", "There is no such unit.");
    if (e || (before != 0) == active)
        return e;
    if ((e = db_exec(w->db, SQL_ACTIVE, BINDS(INT(":active", active), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

struct spelled {
    const char *name;
};
static const char SQL_NAME[] = "SELECT name FROM unit WHERE id = :id";
static const struct column NAME_COLUMNS[] = {COLUMN_TEXT(struct spelled, name)};

err unit_spell(struct work *w, const char *name, const char **ret)
{
    struct spelled unit = {0};
    int64_t id;
    err e;

    if ((e = unit_find(w, name, &id)) ||
        (e = row_read(w, SQL_NAME, BINDS(INT(":id", id)), COLUMNS(NAME_COLUMNS), &unit)))
        return e;
    *ret = unit.name;
    return OK;
}
