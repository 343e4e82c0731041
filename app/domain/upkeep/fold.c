/* Rows whose folded text differs from what today's rules make of it are written again: once after an update
 * that folds otherwise, never on other days. Otherwise a name typed today would not find itself as it was
 * written down before. */
#include "domain/upkeep/fold.h"

#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "domain/file/person.h"
#include "domain/ground/ground_holder.h"
#include "domain/order/order_blind.h"
#include "domain/upkeep/renewal.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define FOLDED_MAX 1600 /* bytes */

static const char SQL_RULES[] = "SELECT coalesce(max(rules), 0) FROM fold";
static const char SQL_DONE[] =
    "INSERT INTO fold (id, rules) VALUES (1, :rules) ON CONFLICT (id) DO UPDATE SET "
    "rules = excluded.rules";

struct folded {
    int64_t id;
    const char *name, *folded;
};
static const struct column FOLDED_COLUMNS[] = {
    COLUMN_INT(struct folded, id),
    COLUMN_TEXT(struct folded, name),
    COLUMN_TEXT(struct folded, folded),
};

static const char SQL_UNITS[] = "SELECT id, name, name_folded AS folded FROM unit ORDER BY id";
static const char SQL_CONTACTS[] = "SELECT id, name, name_folded AS folded FROM contact_point ORDER BY id";
static const char SQL_CONTACT[] = "UPDATE contact_point SET name_folded = :folded WHERE id = :id";
static const char SQL_HOLDERS[] = "SELECT id FROM ground_holder ORDER BY id";
static const char SQL_UNIT[] = "UPDATE unit SET name_folded = :folded WHERE id = :id";

/* A savepoint around the one row: what conflicts is given up, the rest stands. */
static err row_renew(struct work *w, const char *sql, int64_t id, const char *folded)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = db_exec(w->db, sql, BINDS(TEXT(":folded", folded), INT(":id", id)));
    if (e == ERR_CONFLICT) {
        log_warning("fold: a row keeps its old form, another one has the new one");
        return OK;
    }
    return e ? e : tx_commit(&tx);
}

static err texts_renew(struct work *w, const char *list_sql, const char *sql)
{
    char folded[FOLDED_MAX];
    struct folded *list;
    size_t count;
    err e = rows_read(w, list_sql, NO_BINDS, COLUMNS(FOLDED_COLUMNS), NULL, &list, &count);

    for (size_t i = 0; !e && i < count; i++)
        if (strcmp(text_fold(list[i].name, folded, sizeof folded), list[i].folded) != 0)
            e = row_renew(w, sql, list[i].id, folded);
    return e;
}

static const char SQL_PERSONS[] =
    "SELECT id FROM person p WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = "
    "'person' AND e.record_id = p.id) ORDER BY id";
static const char SQL_ORDERS[] =
    "SELECT id FROM protection_order o WHERE NOT EXISTS (SELECT 1 FROM erased e WHERE "
    "e.what = 'file' AND e.record_id = o.case_id) ORDER BY id";

err fold_renew(struct work *w)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t rules, rows = 0;
    err e;

    if ((e = db_int(w->db, SQL_RULES, NO_BINDS, &rules)) || rules == FOLD_RULES)
        return e;
    if ((e = tx_begin(&tx, w->db)) || (e = texts_renew(w, SQL_UNITS, SQL_UNIT)) ||
        (e = texts_renew(w, SQL_CONTACTS, SQL_CONTACT)) ||
        (e = renewal_run(w, SQL_ORDERS, order_blind_renew, "order", &rows)) ||
        (e = renewal_run(w, SQL_PERSONS, person_blind_renew, "person", &rows)) ||
        (e = renewal_run(w, SQL_HOLDERS, ground_blind_renew, "ground_holder", &rows)) ||
        (e = db_exec(w->db, SQL_DONE, BINDS(INT(":rules", FOLD_RULES)))))
        return e;
    return tx_commit(&tx);
}
