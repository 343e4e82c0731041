/* A register from before data keys: after the upgrade all of it reads as it did, each value belongs to its
 * owner's key, nothing of the old values is left, and it may be killed at any row. */
#include "domain/upkeep/reseal.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "crypto/aead.h"
#include "domain/file/case_note.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "domain/upkeep/upgrade.h"
#include "domain/work/key_listing.h"
#include "domain/work/sealed.h"
#include "store/checkpoint.h"
#include "store/migration.h"
#include "support/register.h"

#define SCRIPTS_MAX 64
#define FILE_MAX    (64 << 20)
#define PERSONS     40

struct old {
    struct work work;
    struct arena arena;
    char path[128], keys[128];
};

static void scripts_before(const char *name, struct migration ret[SCRIPTS_MAX])
{
    size_t n = 0;

    for (const struct migration *m = MIGRATIONS_REGISTER; m->number && strcmp(m->name + 4, name) != 0; m++)
        ret[n++] = *m;
    assert_true(n > 0 && n < SCRIPTS_MAX);
    ret[n] = (struct migration){0};
}

/* As the program before sealed: version 1, key number 1, not padded. */
static void old_seal(const struct old *o, const struct seal_place *at, const char *text, struct buf *ret)
{
    static uint8_t count;
    const uint8_t head[2 + AEAD_NONCE_SIZE] = {SEALED_VERSION_OLD, 1, ++count, 7};
    CLEANUP(aead_free) struct aead *aead = NULL;
    CLEANUP(buf_wipe) struct buf key = {0};
    CLEANUP(buf_free) struct buf place = {0};
    struct aead_frame frame;
    char path[160];
    uint8_t kind_row[9] = {(uint8_t)at->kind};

    snprintf(path, sizeof path, "%s/%s", o->keys, at->kind == SEAL_HINT ? "hint-1.key" : "seal-1.key");
    must(file_read(path, 32, &key));
    must(aead_create(&aead));
    kind_row[8] = (uint8_t)at->row;
    buf_add(&place, kind_row, sizeof kind_row);
    buf_add(&place, at->table, strlen(at->table) + 1);
    buf_text(&place, at->column);
    frame = (struct aead_frame){.key = (const uint8_t *)key.data,
                                .nonce = head + 2,
                                .context = place.data,
                                .context_size = place.len};
    buf_clear(ret);
    buf_add(ret, head, sizeof head);
    must(aead_seal(aead, &frame, text, strlen(text), ret));
}

static void old_set(struct old *o, const char *sql, enum seal_kind kind, const char *table,
                    const char *column, int64_t row, const char *text)
{
    const struct seal_place at = {kind, table, column, row};
    CLEANUP(buf_free) struct buf sealed = {0};

    old_seal(o, &at, text, &sealed);
    must(db_exec(o->work.db, sql, BINDS(BLOB(":value", sealed.data, sealed.len), INT(":id", row))));
}

static const char SQL_PERSON[] = "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, "
                                 "created_at) VALUES (:id, :value, x'00', x'00', 1)";
static const char SQL_SURNAME[] = "UPDATE person SET surname_sealed = :value WHERE id = :id";
static const char SQL_BORN[] = "UPDATE person SET birth_date_sealed = :value WHERE id = :id";
static const char SQL_SAFE[] =
    "INSERT INTO safe_contact (person_id, channel, detail_sealed) VALUES (:id, 'phone', :value)";
static const char SQL_NOTE[] = "INSERT INTO case_note (id, case_id, text_sealed, written_at) "
                               "VALUES (:id, 5, :value, 1)";
static const char SQL_DRAFT[] = "INSERT INTO draft (account_id, kind, role, row_id, text_sealed, saved_at) "
                                "VALUES (1, 'order', 'coordinator', :id, :value, :id)";
static const char SQL_CHILD[] =
    "INSERT INTO kindergarten_child (organisation_id, person_id, from_day, hint_sealed) "
    "VALUES (1, :id, '2026-01-01', :value), (2, :id, '2026-02-01', :value)";

static void person_put(struct old *o, int64_t id)
{
    char name[32];

    snprintf(name, sizeof name, "Drita%d", (int)id);
    old_set(o, SQL_PERSON, SEAL_PERSONAL, "person", "first_name", id, name);
    old_set(o, SQL_SURNAME, SEAL_PERSONAL, "person", "surname", id, "Fiktive");
    old_set(o, SQL_BORN, SEAL_PERSONAL, "person", "birth_date", id, "1987-03-04");
}

static void old_make(struct test_register *r, struct old *ret)
{
    struct migration scripts[SCRIPTS_MAX];
    int applied;

    scripts_before("data_key", scripts);
    ret->work = r->work;
    ret->arena = (struct arena){0};
    ret->work.arena = &r->arena;
    snprintf(ret->path, sizeof ret->path, "%s/old.db", r->dir);
    snprintf(ret->keys, sizeof ret->keys, "%s/keys", r->dir);
    must(db_open(ret->path, DB_CREATE, 1024, &ret->work.db));
    must(migration_apply(ret->work.db, scripts, NULL, NULL, &applied));
    must(db_script(ret->work.db,
                   "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
                   "(1, 'test', 'Test Account', 'coordinator', 'none', 1);"
                   "INSERT INTO organisation (id, kind, name) VALUES (1, 'kindergarten', 'A'), "
                   "(2, 'kindergarten', 'B');"
                   "INSERT INTO unit (id, name, name_folded) VALUES (1, 'Picar', 'picar');"
                   "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (5, '1/2025', 1, 1)"));
    for (int64_t id = 1; id <= PERSONS; id++)
        person_put(ret, id);
    old_set(ret, SQL_SAFE, SEAL_PERSONAL, "safe_contact", "detail", 3, "069 000 0000");
    old_set(ret, SQL_NOTE, SEAL_PERSONAL, "case_note", "text", 9, "Foli me motren.");
    old_set(ret, SQL_DRAFT, SEAL_PERSONAL, "draft", "text", 4, "{\"half\":1}");
    must(db_exec(
        ret->work.db,
        "INSERT INTO enrolment (id, person_id, organisation_id, from_day) VALUES (1, 3, 1, '2026-01-01'), "
        "(2, 3, 2, '2026-02-01')",
        NO_BINDS));
    old_set(ret, SQL_CHILD, SEAL_HINT, "kindergarten_child", "hint", 3, "D.F. 1987");
}

static int64_t count(struct old *o, const char *sql)
{
    int64_t n = -1;

    must(db_int(o->work.db, sql, NO_BINDS, &n));
    return n;
}

/* Each value is of the present version, and none is left of the one before. */
static void all_is_whole(struct old *o)
{
    struct safe_contact contact;
    struct case_note *notes;
    struct person p;
    char name[32];
    size_t n;

    for (int64_t id = 1; id <= PERSONS; id++) {
        snprintf(name, sizeof name, "Drita%d", (int)id);
        must(person_read(&o->work, id, &p));
        assert_string_equal(p.first_name, name);
        assert_string_equal(p.surname, "Fiktive");
        assert_int_equal(p.birth_date, date_make(1987, 3, 4));
    }
    must(safe_contact_read(&o->work, 3, &contact));
    assert_string_equal(contact.detail, "069 000 0000");
    must(case_note_list(&o->work, 5, &notes, &n));
    assert_string_equal(notes[0].text, "Foli me motren.");
    assert_int_equal(
        count(o, "SELECT count(*) FROM person WHERE hex(substr(first_name_sealed, 1, 1)) <> '02' OR "
                 "hex(substr(surname_sealed, 1, 1)) <> '02'"),
        0);
    assert_int_equal(count(o, "SELECT count(*) FROM draft WHERE hex(substr(text_sealed, 1, 1)) <> '02'"), 0);
    assert_int_equal(count(o, "SELECT count(DISTINCT key_id) FROM person"), PERSONS);
    assert_int_equal(count(o, "SELECT count(*) FROM case_file WHERE key_id IS NULL"), 0);
    assert_int_equal(count(o, "SELECT count(*) FROM general_key"), 1);
    assert_int_equal(count(o, "SELECT count(*) FROM key_check"), 5);
    must_fail(db_exec(o->work.db, "UPDATE case_note SET text_sealed = x'00'", NO_BINDS), ERR_INPUT);
    must(key_store_require(&o->work));
    must(db_check(o->work.db));
}

/* The name's bytes as they were sealed before. */
static void old_name(struct old *o, struct buf *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const void *blob;
    size_t size;
    bool row;

    must(db_query(o->work.db, "SELECT first_name_sealed FROM person WHERE id = 7", NO_BINDS, &s));
    must(stmt_step(s, &row));
    blob = stmt_blob(s, 0, &size);
    buf_add(ret, blob, size);
}

static void settle(struct old *o)
{
    db_close(&o->work.db);
    must(checkpoint_settle(o->path));
}

static bool file_tells(const struct old *o, const struct buf *bytes)
{
    CLEANUP(buf_free) struct buf file = {0};

    must(file_read(o->path, FILE_MAX, &file));
    return memmem(file.data, file.len, bytes->data, bytes->len) != NULL;
}

static void what_was_sealed_with_one_key_reads_as_before(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf before = {0};
    struct old old;
    int applied;

    old_make(r, &old);
    old_name(&old, &before);
    settle(&old);
    assert_true(file_tells(&old, &before));
    must(db_open(old.path, DB_WRITE, 1024, &old.work.db));
    must(upgrade_apply(&old.work, &applied));
    all_is_whole(&old);
    settle(&old);
    assert_false(file_tells(&old, &before));
}

static void what_it_takes_is_known_before(void **state)
{
    struct test_register *r = *state;
    struct upgrade_need need;
    struct old old;
    int64_t size;
    int applied;

    old_make(r, &old);
    must(upgrade_foresee(&old.work, &need));
    assert_int_equal(need.values, PERSONS + 5);
    must(db_size(old.work.db, &size));
    assert_true(need.room > 2 * size && need.seconds > 0);
    must(upgrade_apply(&old.work, &applied));
    must(upgrade_foresee(&old.work, &need));
    assert_int_equal(need.values, 0);
    db_close(&old.work.db);
}

/* By destroying one key her values are gone, and nobody else's. */
static void each_value_belongs_to_its_owner(void **state)
{
    struct test_register *r = *state;
    struct case_note *notes;
    struct old old;
    struct person p;
    int64_t key, applied_key;
    size_t n;
    int applied;

    old_make(r, &old);
    must(upgrade_apply(&old.work, &applied));
    must(db_int(old.work.db, "SELECT key_id FROM person WHERE id = 7", NO_BINDS, &key));
    must(vault_destroy(r->vault, &key, 1, 1));
    must(person_read(&old.work, 7, &p));
    assert_string_equal(p.surname, SEALED_GONE);
    assert_int_equal(p.birth_date, DATE_NONE);
    must(person_read(&old.work, 8, &p));
    assert_string_equal(p.surname, "Fiktive");
    must(db_int(old.work.db, "SELECT key_id FROM case_file WHERE id = 5", NO_BINDS, &applied_key));
    must(vault_destroy(r->vault, &applied_key, 1, 1));
    must(case_note_list(&old.work, 5, &notes, &n));
    assert_string_equal(notes[0].text, SEALED_GONE);
    must(person_read(&old.work, 3, &p));
    assert_string_equal(p.surname, "Fiktive");
    db_close(&old.work.db);
}

static void a_damaged_value_stays_and_stops_nothing(void **state)
{
    struct test_register *r = *state;
    struct old old;
    struct person p;
    int applied;

    old_make(r, &old);
    must(db_exec(old.work.db, "UPDATE person SET surname_sealed = x'0101020304' WHERE id = 2", NO_BINDS));
    must(upgrade_apply(&old.work, &applied));
    assert_int_equal(
        count(&old, "SELECT count(*) FROM person WHERE id = 2 AND surname_sealed = x'0101020304'"), 1);
    must_fail(person_read(&old.work, 2, &p), ERR_CORRUPT);
    must(person_read(&old.work, 1, &p));
    db_close(&old.work.db);
}

static void with_the_keys_of_another_register_nothing_is_done(void **state)
{
    struct test_register *r = *state;
    CLEANUP(keyring_free) struct keyring *others = NULL;
    struct old old;
    char path[160];
    int applied;

    old_make(r, &old);
    snprintf(path, sizeof path, "%s/others", r->dir);
    must(keyring_create(path));
    must(keyring_open(path, KEYRING_ALL, NULL, NULL, &others));
    old.work.keys = others;
    must_fail(upgrade_apply(&old.work, &applied), ERR_CORRUPT);
    assert_int_equal(count(&old, "SELECT count(*) FROM sqlite_schema WHERE name = 'key_check'"), 0);
    old.work.keys = r->keys;
    must(upgrade_apply(&old.work, &applied));
    all_is_whole(&old);
    db_close(&old.work.db);
}

static void die_at(void *watcher, size_t done, size_t total)
{
    (void)total;
    if (done == *(const size_t *)watcher)
        raise(SIGKILL);
}

/* In a process of its own, with handles of its own, killed when that many rows are done. */
static void upgrade_killed(struct test_register *r, struct old *o, size_t at)
{
    pid_t child = fork();
    int status, applied;

    assert_true(child >= 0);
    if (!child) {
        struct work w = r->work;
        char path[160];

        snprintf(path, sizeof path, "%s/keys.db", r->dir);
        w.progress = die_at;
        w.watcher = &at;
        if (db_open(o->path, DB_WRITE, 64, &w.db) || vault_open(path, DB_WRITE, r->keys, NULL, &w.vault) ||
            upgrade_apply(&w, &applied))
            _exit(1);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void killed_at_any_row_it_begins_again(void **state)
{
    static const size_t AT[] = {1, 2, 20, PERSONS, PERSONS + 1, PERSONS + 3};
    struct test_register *r = *state;
    struct old old;
    int applied;

    old_make(r, &old);
    settle(&old);
    for (size_t i = 0; i < sizeof AT / sizeof AT[0]; i++) {
        upgrade_killed(r, &old, AT[i]);
        must(db_open(old.path, DB_WRITE, 1024, &old.work.db));
        assert_int_equal(count(&old, "SELECT count(*) FROM sqlite_schema WHERE name = 'key_check'"), 0);
        assert_int_equal(
            count(&old, "SELECT count(*) FROM person WHERE hex(substr(surname_sealed, 1, 1)) = '01'"),
            PERSONS);
        must_fail(db_exec(old.work.db, "UPDATE case_note SET text_sealed = x'00'", NO_BINDS), ERR_INPUT);
        db_close(&old.work.db);
    }
    must(db_open(old.path, DB_WRITE, 1024, &old.work.db));
    must(upgrade_apply(&old.work, &applied));
    all_is_whole(&old);
    db_close(&old.work.db);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(what_was_sealed_with_one_key_reads_as_before),
        with_register(what_it_takes_is_known_before),
        with_register(each_value_belongs_to_its_owner),
        with_register(a_damaged_value_stays_and_stops_nothing),
        with_register(with_the_keys_of_another_register_nothing_is_done),
        with_register(killed_at_any_row_it_begins_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
