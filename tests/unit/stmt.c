/* Statements: bound by name, used again inside one another, with results that are told apart. */
#include "base/arena.h"
#include "store/column.h"
#include "support/folder.h"

static const char SQL_TABLES[] =
    "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER CHECK (size > 0), "
    "founded TEXT, seal BLOB) STRICT;"
    "CREATE TABLE street (id INTEGER PRIMARY KEY, town INTEGER NOT NULL REFERENCES town(id)) STRICT;"
    "INSERT INTO town (id, name, size) VALUES (1, 'Gjirokastër', 20), (2, 'Libohovë', 3)";

static int towns_setup(void **state)
{
    const struct folder *f;

    folder_setup(state);
    f = *state;
    must(db_script(f->db, SQL_TABLES));
    return 0;
}

static const char SQL_BY_NAME[] = "SELECT id FROM town WHERE name = :name AND size = :size";

static void values_are_bound_by_name_in_any_order(void **state)
{
    struct folder *f = *state;
    int64_t id = 0;

    must(db_int(f->db, SQL_BY_NAME, BINDS(INT(":size", 3), TEXT(":name", "Libohovë")), &id));
    assert_int_equal(id, 2);
}

static void an_unknown_name_is_an_error(void **state)
{
    struct folder *f = *state;
    int64_t id = 7;

    must_fail(db_int(f->db, SQL_BY_NAME, BINDS(TEXT(":name", "x"), INT(":sise", 3)), &id), ERR_SYSTEM);
    must_fail(db_int(f->db, SQL_BY_NAME, BINDS(TEXT("name", "x"), INT(":size", 3)), &id), ERR_SYSTEM);
    assert_int_equal(id, 7);
}

static void a_parameter_left_out_is_an_error(void **state)
{
    struct folder *f = *state;
    int64_t id;

    must_fail(db_int(f->db, SQL_BY_NAME, BINDS(TEXT(":name", "Libohovë")), &id), ERR_SYSTEM);
    must_fail(db_int(f->db, SQL_BY_NAME, NO_BINDS, &id), ERR_SYSTEM);
}

static void one_bound_twice_does_not_hide_one_left_out(void **state)
{
    struct folder *f = *state;
    int64_t id;

    must_fail(db_int(f->db, SQL_BY_NAME, BINDS(TEXT(":name", "a"), TEXT(":name", "b")), &id), ERR_SYSTEM);
}

static void nothing_stays_bound_for_the_next_use(void **state)
{
    static const char SQL[] = "SELECT count(*) FROM town WHERE founded IS NOT :day";
    struct folder *f = *state;
    int64_t id;

    must(db_int(f->db, SQL, BINDS(TEXT(":day", "x")), &id));
    must_fail(db_int(f->db, SQL, NO_BINDS, &id), ERR_SYSTEM);
    must(db_int(f->db, SQL, BINDS(TEXT(":day", NULL)), &id));
    assert_int_equal(id, 0);
}

static void text_behind_the_first_statement_is_an_error(void **state)
{
    static const char SQL_TWO[] = "DELETE FROM street; DELETE FROM town";
    static const char SQL_COMMENT[] = "DELETE FROM street -- all";
    static const char SQL_TAIL[] = "DELETE FROM street;  \n";
    struct folder *f = *state;

    must_fail(db_exec(f->db, SQL_TWO, NO_BINDS), ERR_SYSTEM);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 2);
    must(db_exec(f->db, SQL_COMMENT, NO_BINDS));
    must(db_exec(f->db, SQL_TAIL, NO_BINDS));
}

static void dates_are_text_and_open_ends_are_null(void **state)
{
    static const char SQL_SET[] = "UPDATE town SET founded = :day WHERE id = 1";
    static const char SQL_TEXT[] = "SELECT founded, founded FROM town WHERE id = 1";
    static const struct {
        date in, read, open;
        const char *text;
    } CASES[] = {{DATE_NONE, DATE_NONE, DATE_OPEN, NULL},
                 {DATE_OPEN, DATE_NONE, DATE_OPEN, NULL},
                 {0, 0, 0, "1970-01-01"},
                 {20587, 20587, 20587, "2026-05-14"}};
    struct folder *f = *state;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        CLEANUP(stmt_close) struct stmt *s = NULL;
        bool row;

        must(db_exec(f->db, SQL_SET, BINDS(DATE(":day", CASES[i].in))));
        must(db_query(f->db, SQL_TEXT, NO_BINDS, &s));
        must(stmt_step(s, &row));
        assert_true(row);
        assert_int_equal(stmt_date(s, 0), CASES[i].read);
        assert_int_equal(stmt_date_open(s, 1), CASES[i].open);
        assert_int_equal(stmt_null(s, 0), CASES[i].text == NULL);
        if (CASES[i].text)
            assert_string_equal(stmt_text(s, 0), CASES[i].text);
    }
}

static void null_and_nothing_are_told_apart(void **state)
{
    static const char SQL_SET[] = "UPDATE town SET size = :size, seal = :seal WHERE id = 1";
    static const char SQL_GET[] = "SELECT size, seal FROM town WHERE id = 1";
    struct folder *f = *state;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    size_t size;
    bool row;

    must(db_exec(f->db, SQL_SET, BINDS(INT_OR_NULL(":size", 9, false), BLOB(":seal", "", 0))));
    must(db_query(f->db, SQL_GET, NO_BINDS, &s));
    must(stmt_step(s, &row));
    assert_true(stmt_null(s, 0));
    assert_int_equal(stmt_int(s, 0), 0);
    assert_null(stmt_text(s, 0));
    assert_false(stmt_null(s, 1));
    (void)stmt_blob(s, 1, &size);
    assert_int_equal(size, 0);
    stmt_close(&s);
    must(db_exec(f->db, SQL_SET, BINDS(INT_OR_NULL(":size", 9, true), BLOB(":seal", "a\0b", 3))));
    must(db_query(f->db, SQL_GET, NO_BINDS, &s));
    must(stmt_step(s, &row));
    assert_int_equal(stmt_int(s, 0), 9);
    assert_memory_equal(stmt_blob(s, 1, &size), "a\0b", 3);
    assert_int_equal(size, 3);
}

/* ---- statements */

static const char SQL_ALL[] = "SELECT id, name FROM town WHERE id >= :from ORDER BY id";

static void a_statement_in_use_can_be_used_again_inside(void **state)
{
    struct folder *f = *state;
    CLEANUP(stmt_close) struct stmt *outer = NULL;
    bool row;

    must(db_query(f->db, SQL_ALL, BINDS(INT(":from", 1)), &outer));
    must(stmt_step(outer, &row));
    assert_int_equal(stmt_int(outer, 0), 1);
    for (int i = 0; i < 2; i++) {
        CLEANUP(stmt_close) struct stmt *inner = NULL;

        must(db_query(f->db, SQL_ALL, BINDS(INT(":from", 2)), &inner));
        assert_ptr_not_equal(inner, outer);
        must(stmt_step(inner, &row));
        assert_int_equal(stmt_int(inner, 0), 2);
    }
    must(stmt_step(outer, &row));
    assert_true(row);
    assert_int_equal(stmt_int(outer, 0), 2);
    must(stmt_step(outer, &row));
    assert_false(row);
}

static void a_closed_statement_is_kept_and_begins_anew(void **state)
{
    struct folder *f = *state;
    struct stmt *first = NULL, *second = NULL;
    bool row;

    must(db_query(f->db, SQL_ALL, BINDS(INT(":from", 1)), &first));
    must(stmt_step(first, &row));
    stmt_close(&first);
    assert_null(first);
    must(db_query(f->db, SQL_ALL, BINDS(INT(":from", 2)), &second));
    must(stmt_step(second, &row));
    assert_int_equal(stmt_int(second, 0), 2);
    stmt_close(&second);
    stmt_close(&second);
}

static void text_in_the_arena_outlives_its_row(void **state)
{
    static const char SQL_NAME[] = "SELECT name FROM town WHERE id = 1";
    struct town {
        const char *name;
    } town;
    static const struct column TOWN_COLUMNS[] = {COLUMN_TEXT(struct town, name)};
    struct folder *f = *state;
    CLEANUP(arena_free) struct arena a = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(f->db, SQL_NAME, NO_BINDS, &s));
    must(stmt_step(s, &row));
    must(stmt_fill(s, COLUMNS(TOWN_COLUMNS), &a, &town));
    stmt_close(&s);
    assert_string_equal(town.name, "Gjirokastër");
}

/* ---- results */

static void what_exists_already_is_a_conflict(void **state)
{
    struct folder *f = *state;

    must_fail(db_exec(f->db, "INSERT INTO town (name) VALUES ('Libohovë')", NO_BINDS), ERR_CONFLICT);
    must_fail(db_exec(f->db, "INSERT INTO town (id, name) VALUES (1, 'Përmet')", NO_BINDS), ERR_CONFLICT);
}

static void what_a_rule_forbids_is_the_callers_fault(void **state)
{
    struct folder *f = *state;

    must_fail(db_exec(f->db, "UPDATE town SET size = 0", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(f->db, "UPDATE town SET name = NULL", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(f->db, "INSERT INTO street (town) VALUES (9)", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(f->db, "UPDATE town SET size = 'many'", NO_BINDS), ERR_INPUT); /* STRICT */
    assert_int_equal(number(f->db, "SELECT size FROM town WHERE id = 1"), 20);
}

static void no_row_is_absent(void **state)
{
    struct folder *f = *state;
    int64_t id = 5;

    must_fail(db_int(f->db, "SELECT id FROM town WHERE id = 9", NO_BINDS, &id), ERR_ABSENT);
    assert_int_equal(id, 5);
}

static void returning_takes_effect(void **state)
{
    static const char SQL[] = "UPDATE town SET size = size + 1 WHERE id < 9 RETURNING size";
    struct folder *f = *state;
    int64_t size;

    must(db_int(f->db, SQL, NO_BINDS, &size));
    assert_int_equal(size, 21);
    assert_int_equal(number(f->db, "SELECT sum(size) FROM town"), 25);
}

static void changes_are_counted(void **state)
{
    struct folder *f = *state;

    must(db_exec(f->db, "UPDATE town SET size = size + 1", NO_BINDS));
    assert_int_equal(db_changes(f->db), 2);
    must(db_exec(f->db, "UPDATE town SET size = 1 WHERE id = 9", NO_BINDS));
    assert_int_equal(db_changes(f->db), 0);
}

static void a_value_beyond_the_limit_is_refused(void **state)
{
    static const char SQL[] = "UPDATE town SET seal = zeroblob(:size) WHERE id = 1";
    struct folder *f = *state;

    must(db_exec(f->db, SQL, BINDS(INT(":size", 15 * 1024 * 1024))));
    must_fail(db_exec(f->db, SQL, BINDS(INT(":size", 17 * 1024 * 1024))), ERR_LIMIT);
}

#define with_towns(f) cmocka_unit_test_setup_teardown(f, towns_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_towns(values_are_bound_by_name_in_any_order),
        with_towns(an_unknown_name_is_an_error),
        with_towns(a_parameter_left_out_is_an_error),
        with_towns(one_bound_twice_does_not_hide_one_left_out),
        with_towns(nothing_stays_bound_for_the_next_use),
        with_towns(text_behind_the_first_statement_is_an_error),
        with_towns(dates_are_text_and_open_ends_are_null),
        with_towns(null_and_nothing_are_told_apart),
        with_towns(a_statement_in_use_can_be_used_again_inside),
        with_towns(a_closed_statement_is_kept_and_begins_anew),
        with_towns(text_in_the_arena_outlives_its_row),
        with_towns(what_exists_already_is_a_conflict),
        with_towns(what_a_rule_forbids_is_the_callers_fault),
        with_towns(no_row_is_absent),
        with_towns(returning_takes_effect),
        with_towns(changes_are_counted),
        with_towns(a_value_beyond_the_limit_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
