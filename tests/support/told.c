/* Compares check.db with one that is made anew beside it. */
#include "support/told.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/outpost/outpost.h"

/* One text for each row; a sealed value stands behind it with the place it was sealed for. */
static const struct {
    const char *sql;
    const char *table; /* of the hint; NULL: none */
} TOLD[] = {
    {"SELECT neutral_name || base_uri, NULL, NULL FROM municipality", NULL},
    {"SELECT id || kind || name || active, NULL, NULL FROM organisation ORDER BY id", NULL},
    {"SELECT id || '|' || organisation_id || service || name || coalesce(hex(token_hash), '-') || "
     "coalesce(hex(enrol_hash), '-') || coalesce(enrol_until, 0) || revoked || coalesce(life_day, '-') || "
     "unseen_days || coalesce(ends_day, '-'), NULL, NULL FROM device ORDER BY "
     "id",
     NULL},
    {"SELECT hex(digest) || service || from_day || coalesce(until_day, '-') || exp_day || revoked || "
     "coalesce(hex(number_hash), '-'), card_ref, hint_sealed FROM card_service ORDER BY digest, service, "
     "from_day",
     "card"},
    {"SELECT organisation_id || from_day || coalesce(until_day, '-'), child_ref, hint_sealed FROM "
     "kindergarten_child "
     "ORDER BY organisation_id, from_day, until_day",
     "kindergarten_child"},
    {"SELECT id || hex(token) || signed_at, NULL, NULL FROM status_list ORDER BY id", NULL},
    {"SELECT hex(kid) || hex(spki) || created_at, NULL, NULL FROM issuer_key ORDER BY kid", NULL},
    {"SELECT id || code || text || text_en, NULL, NULL FROM certificate_kind ORDER BY id", NULL},
    {"SELECT on_day || name || hex(content), NULL, NULL FROM public_file ORDER BY on_day, name", NULL},
    {"SELECT id || '|' || amount || from_day || coalesce(until_day, '-'), NULL, NULL FROM documents_fee "
     "ORDER BY id",
     NULL},
};

static void row_take(struct test_register *r, struct stmt *s, const char *table, char *ret, size_t room)
{
    CLEANUP(buf_free) struct buf hint = {0};
    size_t size = 0;
    const void *sealed = stmt_blob(s, 2, &size);

    if (table && sealed) {
        const struct seal_place at = {SEAL_HINT, table, "hint", stmt_int(s, 1)};

        must(hint_unseal(r->keys, NULL, &at, sealed, size, &hint));
    }
    snprintf(ret, room, "%s %s", stmt_text(s, 0), hint.data ? hint.data : "");
}

static bool table_same(struct test_register *r, struct db *one, struct db *other, size_t i)
{
    CLEANUP(stmt_close) struct stmt *a = NULL;
    CLEANUP(stmt_close) struct stmt *b = NULL;
    static char left[65536], right[65536];
    bool more, also;

    must(db_query(one, TOLD[i].sql, NO_BINDS, &a));
    must(db_query(other, TOLD[i].sql, NO_BINDS, &b));
    for (;;) {
        must(stmt_step(a, &more));
        must(stmt_step(b, &also));
        if (more != also)
            return false;
        if (!more)
            return true;
        row_take(r, a, TOLD[i].table, left, sizeof left);
        row_take(r, b, TOLD[i].table, right, sizeof right);
        if (strcmp(left, right) != 0)
            return false;
    }
}

bool told_whole(struct test_register *r)
{
    CLEANUP(outpost_free) struct outpost *fresh = NULL;
    CLEANUP(db_close) struct db *one = NULL;
    CLEANUP(db_close) struct db *other = NULL;
    char path[128];
    bool same = true;

    snprintf(path, sizeof path, "%s/fresh-%d/check.db", r->dir, (int)getpid());
    must(outpost_make(path, r->keys, r->vault, &fresh));
    must(outpost_tell_all(fresh, r->db));
    must(db_open_guest(r->check, DB_READ, 256, &one));
    must(db_open_guest(path, DB_READ, 256, &other));
    for (size_t i = 0; i < sizeof TOLD / sizeof TOLD[0]; i++)
        if (!table_same(r, one, other, i)) {
            print_message("check.db differs: %s\n", TOLD[i].sql);
            same = false;
        }
    return same;
}

int64_t told_int(struct test_register *r, const char *sql)
{
    CLEANUP(db_close) struct db *db = NULL;
    int64_t value = 0;

    must(db_open_guest(r->check, DB_READ, 256, &db));
    must(db_int(db, sql, NO_BINDS, &value));
    return value;
}

void told_script(struct test_register *r, const char *sql)
{
    CLEANUP(db_close) struct db *db = NULL;

    must(db_open(r->check, DB_WRITE, 256, &db));
    must(db_script(db, sql));
}
