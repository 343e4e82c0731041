/* Copies of the register: whole, checked, without the keys; and what is wrong with one is told. */
#include "domain/upkeep/backup.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "domain/upkeep/drill.h"
#include "domain/upkeep/upkeep_notice.h"
#include "support/holder.h"
#include "support/paper.h"

static const char *copied(struct test_register *r, struct backup *ret)
{
    const char *file;

    must(backup_make(&r->work, r->dir, ret));
    file = arena_format(&r->arena, "%s/%s", r->dir, ret->name);
    assert_non_null(file);
    return file;
}

/* The copy as `besa restore --check` sees it. */
static void verified(struct test_register *r, const char *file, struct backup_check *ret)
{
    CLEANUP(db_close) struct db *copy = NULL;
    struct work w = r->work;

    must(db_open(file, DB_READ, 256, &copy));
    w.db = copy;
    must(backup_verify(&w, ret));
}

static void a_copy_is_whole_private_and_written_down(void **state)
{
    struct test_register *r = *state;
    struct backup_check c;
    struct backup b, *list;
    uint8_t digest[DIGEST_SIZE];
    const char *file;
    struct holder h;
    struct stat st;
    int64_t size;
    size_t count;

    holder_stand(r, &h);
    file = copied(r, &b);
    assert_string_equal(b.name, "besa-20260310T090000Z.db");
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, b.size);
    must(digest_file(file, digest, &size));
    assert_memory_equal(digest, b.digest, DIGEST_SIZE);
    must(backup_list(&r->work, &list, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].name, b.name);
    assert_int_equal(list[0].at, REGISTER_NOW);
    verified(r, file, &c);
    assert_true(c.whole && c.keys_fit && c.log_holds && !c.older && !c.newer);
    assert_int_equal(c.files, 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'backup.make'"), 1);
}

static void the_newest_stands_first(void **state)
{
    struct test_register *r = *state;
    struct backup b, *list;
    size_t count;

    copied(r, &b);
    must_refuse(r, backup_make(&r->work, r->dir, &b), ERR_CONFLICT, "backup_exists");
    register_at(r, REGISTER_NOW + 86400);
    copied(r, &b);
    must(backup_list(&r->work, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "besa-20260311T090000Z.db");
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    struct test_register *r = *state;
    struct backup b;

    must_refuse(r, backup_make(&r->work, "/nowhere/at/all", &b), ERR_ABSENT, "no_folder");
    assert_int_equal(register_int(r, "SELECT count(*) FROM backup"), 0);
}

/* Bytes of a table's page altered on the disk where the copy lay. */
static void a_damaged_copy_is_told(void **state)
{
    static const char SQL_PAGE[] = "SELECT rootpage FROM sqlite_master WHERE name = 'person'";
    static const char JUNK[512] = "junk";
    struct test_register *r = *state;
    struct backup_check c;
    const char *file;
    struct backup b;
    struct holder h;
    FILE *f;

    holder_stand(r, &h);
    file = copied(r, &b);
    assert_non_null(f = fopen(file, "r+"));
    fseek(f, (register_int(r, SQL_PAGE) - 1) * 4096, SEEK_SET);
    fwrite(JUNK, 1, sizeof JUNK, f);
    fclose(f);
    verified(r, file, &c);
    assert_false(c.whole);
}

static void a_log_that_was_altered_is_told(void **state)
{
    CLEANUP(db_close) struct db *copy = NULL;
    struct test_register *r = *state;
    struct backup_check c;
    const char *file;
    struct backup b;
    struct holder h;

    holder_stand(r, &h);
    file = copied(r, &b);
    must(db_open(file, DB_WRITE, 256, &copy));
    must(db_script(copy, "DROP TRIGGER audit_no_update; UPDATE audit SET what = 'x' WHERE id = 1"));
    db_close(&copy);
    verified(r, file, &c);
    assert_true(c.whole && c.keys_fit);
    assert_false(c.log_holds);
    assert_int_equal(c.log_row, 1);
}

static void other_keys_do_not_fit(void **state)
{
    CLEANUP(keyring_free) struct keyring *others = NULL;
    CLEANUP(vault_close) struct vault *strange = NULL;
    struct test_register *r = *state;
    struct backup_check c;
    const char *file, *keys = arena_format(&r->arena, "%s/others", r->dir);
    struct backup b;
    struct holder h;

    holder_stand(r, &h);
    file = copied(r, &b);
    must(keyring_create(keys));
    must(keyring_open(keys, KEYRING_ALL, NULL, NULL, &others));
    must(vault_open(arena_format(&r->arena, "%s.db", keys), DB_CREATE, others, NULL, &strange));
    r->work.vault = strange;
    verified(r, file, &c);
    r->work.vault = r->vault;
    assert_true(c.whole);
    assert_false(c.keys_fit);
}

static void a_copy_of_another_time_is_told(void **state)
{
    CLEANUP(db_close) struct db *copy = NULL;
    struct test_register *r = *state;
    struct backup_check c;
    const char *file;
    struct backup b;

    file = copied(r, &b);
    must(db_open(file, DB_WRITE, 256, &copy));
    must(db_script(copy, "INSERT INTO migration (number, name) VALUES (999, 'x')"));
    db_close(&copy);
    verified(r, file, &c);
    assert_true(c.newer);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

/* 40 days are let pass (DRILL_LATE): a month, and what a timer may be off. */
static void copies_that_nobody_tried_are_told(void **state)
{
    CLEANUP(buf_free) struct buf text = {0}, protocol = {0};
    struct test_register *r = *state;
    struct upkeep_notice told;
    struct backup b;

    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.undrilled_since, 0);
    copied(r, &b);
    register_at(r, REGISTER_NOW + 40 * 86400);
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.undrilled_since, 0);
    register_at(r, REGISTER_NOW + 40 * 86400 + 1);
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.undrilled_since, REGISTER_NOW);
    buf_text(&text, "{}");
    must(drill_note(&r->work, b.name, false, &text, &protocol));
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.undrilled_since, REGISTER_NOW);
    must(drill_note(&r->work, b.name, true, &text, &protocol));
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.undrilled_since, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_copy_is_whole_private_and_written_down), CASE(the_newest_stands_first),
        CASE(a_folder_that_is_not_there_is_said),       CASE(a_damaged_copy_is_told),
        CASE(a_log_that_was_altered_is_told),           CASE(other_keys_do_not_fit),
        CASE(a_copy_of_another_time_is_told),           CASE(copies_that_nobody_tried_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
