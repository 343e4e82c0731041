/* What the database lists, what lies in the folder, and what was written down of when. */
#include "domain/upkeep/key_status.h"

#include <sys/stat.h>

#include "base/instant.h"
#include "domain/claim/rules.h"
#include "domain/work/key_listing.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "vault/vault.h"

const char *key_state_name(enum key_state s)
{
    static const char *const NAMES[] = {
        [KEY_USED] = "used", [KEY_PUBLISHED] = "published", [KEY_OLD] = "old", [KEY_OVER] = "over"};

    return NAMES[s];
}

struct reading {
    struct work *w;
    struct key_listing listed;
    struct key_files files;
    struct key_report made;
    size_t room;
    int64_t months; /* of the rule; 0: there is none */
};

static const char SQL_SINCE[] = "SELECT coalesce((SELECT coalesce(begun_at, made_at) FROM key_history WHERE "
                                "kind = :kind AND number = :number), "
                                "(SELECT created_at FROM municipality), 0) AS since";
static const char SQL_CARDS_UNTIL[] =
    "SELECT coalesce(max(exp_at), 0) AS until FROM card WHERE issued_at < :before";

static err since_read(struct work *w, enum key_kind kind, int number, int64_t *ret)
{
    return db_int(w->db, SQL_SINCE, BINDS(TEXT(":kind", key_kind_name(kind)), INT(":number", number)), ret);
}

static bool is_listed(const struct reading *r, enum key_kind kind, int number)
{
    for (size_t i = 0; i < r->listed.count; i++)
        if (r->listed.at[i].kind == kind && r->listed.at[i].number == number)
            return true;
    return false;
}

static int newest_listed(const struct reading *r, enum key_kind kind)
{
    int newest = 0;

    for (size_t i = 0; i < r->listed.count; i++)
        if (r->listed.at[i].kind == kind && r->listed.at[i].number > newest)
            newest = r->listed.at[i].number;
    return newest;
}

/* A file that is not listed is over where it is older than the one in use; a newer one is nothing yet. */
static enum key_state state_of(const struct reading *r, enum key_kind kind, int number)
{
    int newest = newest_listed(r, kind);

    if (!is_listed(r, kind, number))
        return number < newest ? KEY_OVER : 0;
    if (kind == KEY_FILE_PUBLIC && number > newest_listed(r, KEY_FILE_ISSUER))
        return KEY_PUBLISHED;
    if (kind == KEY_FILE_PUBLIC)
        return number == newest_listed(r, KEY_FILE_ISSUER) ? KEY_USED : KEY_OLD;
    return number == newest ? KEY_USED : KEY_OLD;
}

static err one_tell(struct reading *r, enum key_kind kind, int number)
{
    struct key_told t = {.kind = kind, .number = number, .state = state_of(r, kind, number)}, *at;
    int64_t begun;
    err e;

    if (!t.state)
        return OK;
    /* Of an issuer's key the private half has the dates. */
    if ((e = since_read(r->w, kind == KEY_FILE_PUBLIC ? KEY_FILE_ISSUER : kind, number, &t.since)))
        return e;
    t.due = t.state == KEY_USED && kind != KEY_FILE_PUBLIC && r->months &&
            date_add_months(instant_date(t.since), (int)r->months) < r->w->today;
    if (kind == KEY_FILE_PUBLIC && t.state == KEY_OLD &&
        ((e = since_read(r->w, KEY_FILE_ISSUER, newest_listed(r, KEY_FILE_ISSUER), &begun)) ||
         (e = db_int(r->w->db, SQL_CARDS_UNTIL, BINDS(INT(":before", begun)), &t.needed_until))))
        return e;
    if (!(at = arena_grow(r->w->arena, &r->made.at, &r->made.count, &r->room, sizeof *at)))
        return ERR_SYSTEM;
    *at = t;
    return OK;
}

static err months_read(struct work *w, int64_t *ret)
{
    struct rules rules;
    err e = rules_load(w, &rules);

    if (!e)
        *ret = legal_value(rules.legal, rules.legal_count, LEGAL_KEY_ROTATION_MONTHS, w->today);
    return e;
}

err key_status(struct work *w, const char *dir, struct key_report *ret)
{
    struct reading r = {.w = w};
    struct vault_status s;
    err e;

    if ((e = key_listing_read(w, &r.listed)) || (e = months_read(w, &r.months)) ||
        (e = key_files_list(dir, S_IRWXG | S_IRWXO, &w->problem, &r.files)) ||
        (e = vault_status(w->vault, &s)))
        return e;
    for (int kind = 0; kind < KEY_FILE_KINDS; kind++)
        for (int number = 1; number <= KEY_LAST; number++)
            if ((r.files.there[kind][number] || is_listed(&r, (enum key_kind)kind, number)) &&
                (e = one_tell(&r, (enum key_kind)kind, number)))
                return e;
    r.made.data_keys = s.keys;
    r.made.destroyed = s.destroyed;
    r.made.seals_most = s.seals_most;
    *ret = r.made;
    return OK;
}
