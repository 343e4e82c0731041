/* Bringing a database up to date, with scripts of the test's own: each whole or not at all, a newer database
 * left alone. */
#include "store/migration.h"

#include "support/folder.h"

/* Script 3 fails at its end where there is a row 99. */
static const struct migration SCRIPTS[] = {
    {1, "001_town", "CREATE TABLE town (id INTEGER PRIMARY KEY) STRICT; INSERT INTO town (id) VALUES (1)"},
    {2, "002_river", "CREATE TABLE river (id INTEGER PRIMARY KEY) STRICT"},
    {3, "003_bridge",
     "CREATE TABLE bridge (id INTEGER PRIMARY KEY) STRICT; INSERT INTO river (id) VALUES (7);"
     "INSERT INTO town (id) VALUES (99)"},
    {0},
};

static const char SQL_NEWEST[] = "SELECT max(number) FROM migration";

static err apply(struct folder *f, int *ret_applied)
{
    return migration_apply(f->db, SCRIPTS, NULL, NULL, ret_applied);
}

static void an_empty_database_gets_all_in_order(void **state)
{
    struct folder *f = *state;
    int applied = -1;

    must(apply(f, &applied));
    assert_int_equal(applied, 3);
    assert_int_equal(number(f->db, "SELECT count(*) FROM migration"), 3);
    assert_int_equal(number(f->db, "SELECT count(*) FROM migration WHERE number = 2 AND name = '002_river'"),
                     1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 2);
    must(migration_check(f->db, SCRIPTS));
}

static void the_second_time_there_is_nothing_to_do(void **state)
{
    struct folder *f = *state;
    int applied;

    must(apply(f, &applied));
    must(apply(f, &applied));
    assert_int_equal(applied, 0);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 2);
}

/* As a program that knew two scripts left it. */
static void two_scripts_old(struct folder *f)
{
    int applied;

    must(apply(f, &applied));
    must(db_script(f->db, "DROP TABLE bridge; DELETE FROM river; DELETE FROM town WHERE id = 99;"
                          "DELETE FROM migration WHERE number = 3"));
}

static void an_older_one_gets_what_is_missing(void **state)
{
    struct folder *f = *state;
    int applied;

    two_scripts_old(f);
    must_fail(migration_check(f->db, SCRIPTS), ERR_ABSENT);
    must(apply(f, &applied));
    assert_int_equal(applied, 1);
    must(migration_check(f->db, SCRIPTS));
}

static void of_a_script_that_fails_nothing_is_kept(void **state)
{
    struct folder *f = *state;
    int applied = -1;

    two_scripts_old(f);
    must(db_script(f->db, "INSERT INTO town (id) VALUES (99)"));
    must_fail(apply(f, &applied), ERR_CONFLICT);
    assert_int_equal(applied, -1);
    assert_int_equal(number(f->db, SQL_NEWEST), 2);
    assert_int_equal(number(f->db, "SELECT count(*) FROM river"), 0);
    assert_int_equal(number(f->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'bridge'"), 0);
    must(db_script(f->db, "DELETE FROM town WHERE id = 99"));
    must(apply(f, &applied));
    assert_int_equal(applied, 1);
}

static void those_before_the_one_that_fails_stand(void **state)
{
    struct folder *f = *state;
    int applied;

    must(db_script(f->db, "CREATE TABLE bridge (id INTEGER)"));
    must_fail(apply(f, &applied), ERR_SYSTEM);
    assert_int_equal(number(f->db, SQL_NEWEST), 2);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 1);
}

static void a_newer_database_is_refused(void **state)
{
    struct folder *f = *state;
    int applied;

    must(apply(f, &applied));
    must(db_script(f->db, "INSERT INTO migration (number, name) VALUES (4, '004_road')"));
    must_fail(apply(f, &applied), ERR_CONFLICT);
    must_fail(migration_check(f->db, SCRIPTS), ERR_CONFLICT);
    assert_int_equal(number(f->db, SQL_NEWEST), 4);
}

static err river_named(struct db *db, void *times)
{
    err e = db_script(
        db, "ALTER TABLE river ADD COLUMN name TEXT; INSERT INTO river (id, name) VALUES (8, 'Drino')");

    ++*(int *)times;
    return e;
}

static err river_dry(struct db *db, void *times)
{
    err e = river_named(db, times);

    return e ? e : ERR_LIMIT;
}

static void a_step_runs_once_behind_its_script(void **state)
{
    static const struct migration_step STEPS[] = {{2, river_named}, {0}};
    struct folder *f = *state;
    int applied, times = 0;

    must(migration_apply(f->db, SCRIPTS, STEPS, &times, &applied));
    must(migration_apply(f->db, SCRIPTS, STEPS, &times, &applied));
    assert_int_equal(times, 1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM river WHERE id = 7 AND name IS NULL"), 1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM river WHERE id = 8 AND name = 'Drino'"), 1);
}

/* The next program, whose step does not fail, begins with the script that was not kept. */
static void a_step_that_fails_takes_its_script_along(void **state)
{
    static const struct migration_step FAILS[] = {{2, river_dry}, {0}}, STEPS[] = {{2, river_named}, {0}};
    struct folder *f = *state;
    int applied, times = 0;

    must_fail(migration_apply(f->db, SCRIPTS, FAILS, &times, &applied), ERR_LIMIT);
    assert_int_equal(number(f->db, SQL_NEWEST), 1);
    assert_int_equal(number(f->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'river'"), 0);
    must(migration_apply(f->db, SCRIPTS, STEPS, &times, &applied));
    assert_int_equal(applied, 2);
    assert_int_equal(times, 2);
}

#define with_folder(f) cmocka_unit_test_setup_teardown(f, folder_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_folder(an_empty_database_gets_all_in_order),
        with_folder(the_second_time_there_is_nothing_to_do),
        with_folder(an_older_one_gets_what_is_missing),
        with_folder(of_a_script_that_fails_nothing_is_kept),
        with_folder(those_before_the_one_that_fails_stand),
        with_folder(a_newer_database_is_refused),
        with_folder(a_step_runs_once_behind_its_script),
        with_folder(a_step_that_fails_takes_its_script_along),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
