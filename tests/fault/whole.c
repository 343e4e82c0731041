/* whole DIR: looks at a register, served or not, as nobody does in everyday life: every sealed value is
 * opened, each key that a row names is looked for in keys.db, and check.db is held row for row against one
 * that is made anew of the register. Ends with 0 and a line of figures where all is whole, with 1 and a line
 * for each fault. */
#include <stdio.h>
#include <string.h>

#include "crypto/sealed_value.h"
#include "domain/office/audit_reason.h"
#include "domain/work/key_listing.h"
#include "support/told.h"

#define CACHE_KIB    8192
#define FAULTS_SHOWN 20

struct whole {
    struct test_register r;
    int64_t values, destroyed, keys, faults;
};

static void fault(struct whole *w, const char *what, const char *table, const char *column, int64_t row)
{
    if (w->faults++ < FAULTS_SHOWN)
        printf("FAULT %s: %s.%s of %lld\n", what, table, column, (long long)row);
}

static void register_open(struct whole *w, const char *dir)
{
    struct test_register *r = &w->r;
    struct key_listing listed = {0};
    struct problem why = {0};
    char path[4096];

    snprintf(path, sizeof path, "%s/besa.db", dir);
    must(db_open(path, DB_READ, CACHE_KIB, &r->db));
    snprintf(r->check, sizeof r->check, "%s/check/check.db", dir);
    r->work = (struct work){.db = r->db, .arena = &r->arena};
    must(key_listing_read(&r->work, &listed));
    snprintf(path, sizeof path, "%s/keys", dir);
    must(keyring_open(path, KEYRING_ALL, &listed, &why, &r->keys));
    snprintf(path, sizeof path, "%s/keys.db", dir);
    must(vault_open(path, DB_READ, r->keys, &why, &r->vault));
    r->work.keys = r->keys;
    r->work.vault = r->vault;
    must(key_store_require(&r->work));
}

static void value_open(struct whole *w, const struct seal_place *at, const void *sealed, size_t size)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    err e = unseal(w->r.vault, at, sealed, size, &plain);

    w->values++;
    if (e == ERR_ABSENT)
        w->destroyed++;
    else if (e)
        fault(w, err_name(e), at->table, at->column, at->row);
}

/* What a value calls its row: the key of its table, or a number of its own where the key is of two columns.
 */
static const char SQL_SEALED[] =
    "SELECT m.name, c.name, substr(c.name, 1, length(c.name) - 7), (SELECT i.name FROM "
    "pragma_table_info(m.name) i WHERE i.name = 'row_id' OR i.pk = 1 ORDER BY i.name = 'row_id' DESC LIMIT "
    "1) "
    "FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name LIKE '%\\_sealed' "
    "ESCAPE '\\' "
    "ORDER BY m.name, c.cid";

static void column_open(struct whole *w, struct stmt *found)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct seal_place at = {SEAL_PERSONAL, stmt_text(found, 0), stmt_text(found, 2), 0};
    const char *sql;
    bool more;

    /* In memory that stays: a handle knows its statements by where their text stands. */
    sql = arena_format(&w->r.arena, "SELECT %s, %s FROM %s WHERE %s IS NOT NULL", stmt_text(found, 3),
                       stmt_text(found, 1), at.table, stmt_text(found, 1));
    assert_non_null(sql);
    must(db_query(w->r.db, sql, NO_BINDS, &s));
    for (must(stmt_step(s, &more)); more; must(stmt_step(s, &more))) {
        size_t size = 0;
        const void *sealed = stmt_blob(s, 1, &size);

        at.row = stmt_int(s, 0);
        value_open(w, &at, sealed, size);
    }
}

static void values_open(struct whole *w)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool more;

    must(db_query(w->r.db, SQL_SEALED, NO_BINDS, &s));
    for (must(stmt_step(s, &more)); more; must(stmt_step(s, &more)))
        column_open(w, s);
}

static const char SQL_REASONS[] = "SELECT id, why FROM audit WHERE why LIKE 'sealed:%'";

static void reasons_open(struct whole *w)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    CLEANUP(arena_free) struct arena each = {0};
    struct work here = w->r.work;
    bool more;

    here.arena = &each;
    must(db_query(w->r.db, SQL_REASONS, NO_BINDS, &s));
    for (must(stmt_step(s, &more)); more; must(stmt_step(s, &more))) {
        const char *why = stmt_text(s, 1);
        err e = audit_reason_open(&here, stmt_int(s, 0), &why);

        w->values++;
        if (e)
            fault(w, err_name(e), "audit", "why", stmt_int(s, 0));
        arena_reset(&each);
    }
}

/* A row without a key is one that nobody can ever destroy. */
static const char SQL_NAMED[] =
    "SELECT id, key_id, 'person' FROM person UNION ALL SELECT id, key_id, 'case_file' FROM case_file "
    "UNION ALL SELECT id, key_id, 'general_key' FROM general_key";

static void keys_look(struct whole *w)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    int64_t seals;
    bool more;

    must(db_query(w->r.db, SQL_NAMED, NO_BINDS, &s));
    for (must(stmt_step(s, &more)); more; must(stmt_step(s, &more))) {
        err e = stmt_null(s, 1) ? ERR_CORRUPT : vault_seals(w->r.vault, stmt_int(s, 1), &seals);

        w->keys++;
        if (e && e != ERR_ABSENT)
            fault(w, "no such key", stmt_text(s, 2), "key_id", stmt_int(s, 0));
    }
}

int main(int argc, char **argv)
{
    static struct whole w;

    if (argc != 2 || strlen(argv[1]) + sizeof "/check/check.db" > sizeof w.r.check) {
        fputs("usage: whole DIR (a short path)\n", stderr);
        return 64;
    }
    register_open(&w, argv[1]);
    values_open(&w);
    reasons_open(&w);
    keys_look(&w);
    temporary_make(w.r.dir);
    if (!told_whole(&w.r))
        fault(&w, "not what the register computes", "check", "db", 0);
    printf(
        "%lld values opened, %lld of destroyed keys, %lld keys named, %lld rows of check.db, %lld faults\n",
        (long long)w.values, (long long)w.destroyed, (long long)w.keys,
        (long long)told_int(&w.r, "SELECT count(*) FROM card_service"), (long long)w.faults);
    vault_close(&w.r.vault);
    keyring_free(&w.r.keys);
    db_close(&w.r.db);
    arena_free(&w.r.arena);
    temporary_remove(w.r.dir);
    return w.faults ? 1 : 0;
}
