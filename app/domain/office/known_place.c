/* Known places are kept as digests, with the day of their last use and no hour: enough to spare them, and no
 * record of when somebody was where. */
#include "domain/office/known_place.h"

#include <stdio.h>
#include <string.h>

#include "base/network.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* false: it tells no place from another. */
static bool network_mark(int64_t account, const char *address, uint8_t ret[DIGEST_SIZE])
{
    char network[NETWORK_TEXT], text[NETWORK_TEXT + 24];

    if (!network_of(address, network) || !strncmp(network, "127.", 4) || !strcmp(network, "::/48"))
        return false;
    /* With the account, so that equal networks of two accounts do not show. */
    snprintf(text, sizeof text, "%lld %s", (long long)account, network);
    return !digest_sha256(text, strlen(text), ret);
}

static const char SQL_KNOWN[] =
    "SELECT count(*) FROM sign_in_known WHERE account_id = :account AND kind = :kind AND mark = :mark";

static err known(struct work *w, int64_t account, const char *kind, const uint8_t mark[DIGEST_SIZE],
                 bool *ret)
{
    int64_t count;
    err e = db_int(w->db, SQL_KNOWN,
                   BINDS(INT(":account", account), TEXT(":kind", kind), BLOB(":mark", mark, DIGEST_SIZE)),
                   &count);

    if (!e)
        *ret = count > 0;
    return e;
}

static void key_write(int64_t account, const char *kind, const uint8_t mark[DIGEST_SIZE], char ret[KNOWN_KEY])
{
    char hex[2 * 16 + 1];

    snprintf(ret, KNOWN_KEY, "known %lld %s %s", (long long)account, kind, digest_hex(mark, 16, hex));
}

static err browser_find(struct work *w, int64_t account, const char *browser, struct known_place *ret)
{
    static const char SQL_KEPT[] =
        "SELECT count(*) FROM sign_in_known WHERE kind = 'browser' AND mark = :mark";
    int64_t count;
    bool here;
    err e;

    if ((e = secret_hash(browser, ret->browser)))
        return e == ERR_INPUT ? OK : e; /* not of our making */
    if ((e = db_int(w->db, SQL_KEPT, BINDS(BLOB(":mark", ret->browser, DIGEST_SIZE)), &count)) ||
        (e = known(w, account, "browser", ret->browser, &here)))
        return e;
    ret->kept = count > 0;
    if (here)
        key_write(account, "browser", ret->browser, ret->key);
    return OK;
}

err known_place_find(struct work *w, int64_t account, const struct sign_in_from *from,
                     struct known_place *ret)
{
    struct known_place place = {0};
    uint8_t mark[DIGEST_SIZE];
    bool here = false;
    err e;

    if (from->browser && (e = browser_find(w, account, from->browser, &place)))
        return e;
    if (!from->address && !place.key[0])
        snprintf(place.key, sizeof place.key, "known %lld machine", (long long)account);
    if (!place.key[0] && network_mark(account, from->address, mark)) {
        if ((e = known(w, account, "network", mark, &here)))
            return e;
        if (here)
            key_write(account, "network", mark, place.key);
    }
    *ret = place;
    return OK;
}

static const char SQL_KEEP[] =
    "INSERT INTO sign_in_known (account_id, kind, mark, used_on) VALUES (:account, :kind, :mark, :today) "
    "ON CONFLICT (account_id, kind, mark) DO UPDATE SET used_on = excluded.used_on";
static const char SQL_ROOM[] =
    "DELETE FROM sign_in_known WHERE account_id = :account AND kind = :kind AND mark <> :mark AND mark IN "
    "(SELECT k.mark FROM sign_in_known k WHERE k.account_id = :account AND k.kind = :kind "
    "ORDER BY CASE WHEN k.mark = :mark THEN 0 ELSE 1 END, k.used_on DESC, k.mark LIMIT 1000 OFFSET :most)";

static err keep(struct work *w, int64_t account, const char *kind, const uint8_t mark[DIGEST_SIZE])
{
    err e = db_exec(w->db, SQL_KEEP,
                    BINDS(INT(":account", account), TEXT(":kind", kind), BLOB(":mark", mark, DIGEST_SIZE),
                          DATE(":today", w->today)));

    return e ? e
             : db_exec(w->db, SQL_ROOM,
                       BINDS(INT(":account", account), TEXT(":kind", kind), BLOB(":mark", mark, DIGEST_SIZE),
                             INT(":most", KNOWN_PLACES)));
}

err known_place_keep(struct work *w, int64_t account, const struct sign_in_from *from,
                     const struct known_place *place, struct secret *ret_browser)
{
    uint8_t mark[DIGEST_SIZE];
    err e;

    *ret_browser = (struct secret){0};
    if (!from->address)
        return OK;
    if (network_mark(account, from->address, mark) && (e = keep(w, account, "network", mark)))
        return e;
    if (place->kept) {
        snprintf(ret_browser->text, sizeof ret_browser->text, "%s", from->browser);
        return keep(w, account, "browser", place->browser);
    }
    if ((e = secret_make(ret_browser)))
        return e;
    return keep(w, account, "browser", ret_browser->hash);
}

err known_place_forget(struct work *w, int64_t account)
{
    static const char SQL_FORGET[] = "DELETE FROM sign_in_known WHERE account_id = :account";

    return db_exec(w->db, SQL_FORGET, BINDS(INT(":account", account)));
}

err known_place_sweep(struct work *w)
{
    static const char SQL_SWEEP[] = "DELETE FROM sign_in_known WHERE used_on < :before";

    return db_exec(w->db, SQL_SWEEP, BINDS(DATE(":before", date_add_days(w->today, -KNOWN_DAYS))));
}
