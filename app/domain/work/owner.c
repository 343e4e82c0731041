/* From persons, files and orders to their data keys. */
#include "domain/work/owner.h"

#include "domain/work/work.h"
#include "store/db.h"
#include "vault/vault.h"

static const char SQL_PERSON[] = "SELECT coalesce(key_id, 0) FROM person WHERE id = :id";
static const char SQL_FILE[] = "SELECT coalesce(key_id, 0) FROM case_file WHERE id = :id";
static const char SQL_ORDER[] = "SELECT coalesce(f.key_id, 0) FROM protection_order o "
                                "JOIN case_file f ON f.id = o.case_id WHERE o.id = :id";

static const char SQL_GENERAL[] = "SELECT max(id) FROM general_key";
static const char SQL_KEY[] = "SELECT key_id FROM general_key WHERE id = :id";
static const char SQL_SINCE[] = "SELECT since FROM general_key WHERE id = :id";
static const char SQL_NEXT[] = "INSERT INTO general_key (id, key_id, since) VALUES (:id, :key, :since)";

err owner_key_new(struct work *w, int64_t *ret_key)
{
    return vault_key_new(w->vault, ret_key);
}

/* Changed every month, so that what passed goes from the copies as well when old keys are destroyed. */
static bool worn(struct work *w, int64_t since, int64_t key)
{
    int64_t seals;

    if (w->now - since >= GENERAL_KEY_LIFE)
        return true;
    return vault_seals(w->vault, key, &seals) || seals >= VAULT_SEALS_MANY;
}

static err general_key_find(struct work *w, int64_t *ret_key)
{
    int64_t id, key = 0, since = 0;
    err e;

    if ((e = db_int(w->db, SQL_GENERAL, NO_BINDS, &id)) ||
        (id && ((e = db_int(w->db, SQL_KEY, BINDS(INT(":id", id)), &key)) ||
                (e = db_int(w->db, SQL_SINCE, BINDS(INT(":id", id)), &since)))))
        return e;
    if (!id || worn(w, since, key)) {
        if ((e = owner_key_new(w, &key)) ||
            (e = db_exec(w->db, SQL_NEXT,
                         BINDS(INT(":id", id + 1), INT(":key", key), INT(":since", w->now)))))
            return e;
    }
    *ret_key = key;
    return OK;
}

err owner_key(struct work *w, struct owner of, int64_t *ret_key)
{
    static const char *const SQL[] = {
        [OWNER_PERSON] = SQL_PERSON, [OWNER_FILE] = SQL_FILE, [OWNER_ORDER] = SQL_ORDER};
    int64_t key = of.id;
    err e;

    if (!w->vault)
        return ERR_DENIED;
    if (of.kind == OWNER_NOBODY)
        e = general_key_find(w, &key);
    else
        e = of.kind == OWNER_KEY ? OK : db_int(w->db, SQL[of.kind], BINDS(INT(":id", of.id)), &key);
    if (e)
        return e;
    if (!key)
        return ERR_CORRUPT;
    *ret_key = key;
    return OK;
}
