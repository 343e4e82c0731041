/* Rows by their tables of columns: each value in its field, and no statement that says otherwise. */
#include "store/column.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "support/register.h"

enum shape { ROUND = 1, SQUARE = 2 };

static bool shape_parse(const char *name, enum shape *ret)
{
    if (strcmp(name, "round") != 0 && strcmp(name, "square") != 0)
        return false;
    *ret = name[0] == 'r' ? ROUND : SQUARE;
    return true;
}

enum grade { GRADE_NONE, GRADE_A };

static bool grade_parse(const char *name, enum grade *ret)
{
    if (strcmp(name, "none") != 0 && strcmp(name, "a") != 0)
        return false;
    *ret = name[0] == 'a' ? GRADE_A : GRADE_NONE;
    return true;
}

struct thing {
    int64_t id, big;
    int small;
    unsigned some;
    bool yes;
    const char *text, *untouched;
    char inside[6];
    date on, until;
    enum shape shape, other;
    enum grade grade;
    uint8_t mark[4], mark2[4];
    const void *bytes;
    size_t byte_count;
    const char *reason;
    date born;
};

static const char SQL_TABLE[] =
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, big INTEGER, small INTEGER, some INTEGER, yes INTEGER, "
    "text TEXT, inside TEXT, on_day TEXT, until TEXT, shape TEXT, other TEXT, grade TEXT, mark BLOB, "
    "mark2 BLOB, bytes BLOB, reason_sealed BLOB, born_sealed BLOB);"
    "INSERT INTO thing VALUES (1, 9223372036854775807, -5, 4000000000, 1, 'ë', 'short', '2026-05-14', "
    "'2026-05-15', 'square', 'round', 'a', x'01020304', x'05060708', x'0a0b', NULL, NULL);"
    "INSERT INTO thing (id, shape, grade, mark) VALUES (2, 'round', 'none', x'00000000')";

static const char SQL_THINGS[] =
    "SELECT id, big, small, some, yes, text, inside, on_day, t.until, shape, other, grade, mark, mark2, "
    "bytes, reason_sealed, born_sealed FROM thing t ORDER BY id";
static const struct column THING_COLUMNS[] = {
    COLUMN_INT(struct thing, id),
    COLUMN_INT(struct thing, big),
    COLUMN_INT(struct thing, small),
    COLUMN_INT(struct thing, some),
    COLUMN_BOOL(struct thing, yes),
    COLUMN_TEXT(struct thing, text),
    COLUMN_TEXT(struct thing, inside),
    COLUMN_DATE_AS(struct thing, on, "on_day"),
    COLUMN_DATE_OPEN(struct thing, until),
    COLUMN_WORD(struct thing, shape, shape_parse),
    COLUMN_WORD_OR_NULL(struct thing, other, shape_parse),
    COLUMN_WORD(struct thing, grade, grade_parse),
    COLUMN_BLOB(struct thing, mark),
    COLUMN_BLOB_OR_NULL(struct thing, mark2),
    COLUMN_BYTES(struct thing, bytes, byte_count),
    COLUMN_SEALED(struct thing, reason, "thing", id),
    COLUMN_SEALED_DATE(struct thing, born, "thing", id),
};

static int things_setup(void **state)
{
    struct test_register *r;

    if (register_setup(state))
        return -1;
    r = *state;
    must(db_script(r->db, SQL_TABLE));
    return 0;
}

static err things_read(struct test_register *r, struct thing **ret, size_t *ret_count)
{
    return rows_read(&r->work, SQL_THINGS, NO_BINDS, COLUMNS(THING_COLUMNS), NULL, ret, ret_count);
}

static void each_value_lands_in_its_field(void **state)
{
    struct test_register *r = *state;
    struct thing *t;
    size_t count;

    must(things_read(r, &t, &count));
    assert_int_equal(count, 2);
    assert_int_equal(t->id, 1);
    assert_true(t->big == INT64_MAX);
    assert_int_equal(t->small, -5);
    assert_true(t->some == 4000000000U);
    assert_true(t->yes);
    assert_string_equal(t->text, "ë");
    assert_null(t->untouched);
    assert_string_equal(t->inside, "short");
    assert_int_equal(t->on, 20587);
    assert_int_equal(t->until, 20588);
    assert_int_equal(t->shape, SQUARE);
    assert_int_equal(t->other, ROUND);
    assert_int_equal(t->grade, GRADE_A);
    assert_memory_equal(t->mark, "\1\2\3\4", 4);
    assert_memory_equal(t->mark2, "\5\6\7\10", 4);
    assert_int_equal(t->byte_count, 2);
    assert_memory_equal(t->bytes, "\n\v", 2);
}

static void null_is_nothing(void **state)
{
    struct test_register *r = *state;
    struct thing *list, *t;
    size_t count;

    must(things_read(r, &list, &count));
    t = &list[1];
    assert_int_equal(t->big, 0);
    assert_int_equal(t->small, 0);
    assert_false(t->yes);
    assert_null(t->text);
    assert_string_equal(t->inside, "");
    assert_int_equal(t->on, DATE_NONE);
    assert_int_equal(t->until, DATE_OPEN);
    assert_int_equal(t->other, 0);
    assert_int_equal(t->grade, GRADE_NONE);
    assert_memory_equal(t->mark2, "\0\0\0\0", 4);
    assert_null(t->bytes);
    assert_int_equal(t->byte_count, 0);
    assert_null(t->reason);
    assert_int_equal(t->born, DATE_NONE);
}

/* ---- tables that are not those of the statement */

struct pair {
    int64_t id, other;
};
static const struct column PAIR_COLUMNS[] = {COLUMN_INT(struct pair, id), COLUMN_INT(struct pair, other)};

static void a_statement_of_other_columns_is_refused(void **state)
{
    static const char *const STATEMENTS[] = {
        "SELECT id FROM thing",
        "SELECT id, big AS other, some FROM thing",
        "SELECT id, big FROM thing",
        "SELECT big AS other, id FROM thing",
        "SELECT id, big + 1 FROM thing",
        "SELECT id AS other, big AS id FROM thing",
        "SELECT id, big AS \"Other\" FROM thing",
        "SELECT id, id FROM thing",
    };
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof STATEMENTS / sizeof STATEMENTS[0]; i++) {
        struct pair pair = {7, 8};

        for (int again = 0; again < 2; again++)
            must_fail(row_read(&r->work, STATEMENTS[i], NO_BINDS, COLUMNS(PAIR_COLUMNS), &pair), ERR_SYSTEM);
        assert_int_equal(pair.id, 7);
        assert_int_equal(pair.other, 8);
    }
}

static void names_come_from_the_table_or_by_as(void **state)
{
    struct test_register *r = *state;
    struct pair pair;

    must(row_read(&r->work, "SELECT t.id, t.big + 0 AS other FROM (SELECT * FROM thing) t ORDER BY t.id DESC",
                  NO_BINDS, COLUMNS(PAIR_COLUMNS), &pair));
    assert_int_equal(pair.id, 2);
}

static void two_columns_of_one_name_are_refused(void **state)
{
    static const struct column TWICE[] = {COLUMN_INT(struct pair, id),
                                          COLUMN_INT_AS(struct pair, other, "id")};
    struct test_register *r = *state;
    struct pair pair = {0};

    must_fail(row_read(&r->work, "SELECT t.id, u.id FROM thing t, thing u", NO_BINDS, COLUMNS(TWICE), &pair),
              ERR_SYSTEM);
}

static void a_table_of_two_structs_is_refused(void **state)
{
    static const struct column MIXED[] = {COLUMN_INT(struct pair, id), COLUMN_INT(struct thing, big)};
    struct test_register *r = *state;
    struct pair pair = {0};

    must_fail(row_read(&r->work, "SELECT id, big FROM thing", NO_BINDS, COLUMNS(MIXED), &pair), ERR_SYSTEM);
}

/* The same kept statement by one table, then by another that does not suit it. */
static void what_was_found_right_of_one_table_says_nothing_of_another(void **state)
{
    static const char SQL[] = "SELECT id, big AS other FROM thing ORDER BY id";
    static const struct column TURNED[] = {COLUMN_INT(struct pair, other), COLUMN_INT(struct pair, id)};
    struct test_register *r = *state;
    struct pair pair = {0};

    for (int again = 0; again < 2; again++) {
        must(row_read(&r->work, SQL, NO_BINDS, COLUMNS(PAIR_COLUMNS), &pair));
        assert_int_equal(pair.id, 1);
        must_fail(row_read(&r->work, SQL, NO_BINDS, COLUMNS(TURNED), &pair), ERR_SYSTEM);
    }
}

/* ---- values that do not fit */

static void a_value_that_does_not_fit_its_field_is_corrupt(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE thing SET shape = 'oval' WHERE id = 2",
        "UPDATE thing SET shape = NULL WHERE id = 2",
        "UPDATE thing SET shape = '' WHERE id = 2",
        "UPDATE thing SET other = 'oval' WHERE id = 2",
        "UPDATE thing SET grade = 'b' WHERE id = 2",
        "UPDATE thing SET grade = NULL WHERE id = 2",
        "UPDATE thing SET mark = x'010203' WHERE id = 2",
        "UPDATE thing SET mark = NULL WHERE id = 2",
        "UPDATE thing SET mark = x'0102030405' WHERE id = 2",
        "UPDATE thing SET mark2 = x'' WHERE id = 2",
        "UPDATE thing SET small = 2147483648 WHERE id = 2",
        "UPDATE thing SET some = -1 WHERE id = 2",
        "UPDATE thing SET some = 4294967296 WHERE id = 2",
        "UPDATE thing SET inside = 'longer' WHERE id = 2",
        "UPDATE thing SET on_day = '2026-02-30' WHERE id = 2",
        "UPDATE thing SET until = '' WHERE id = 2",
    };
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        CLEANUP(tx_end) struct tx tx = {0};
        struct thing *list = NULL;
        size_t count = 7;

        must(tx_begin(&tx, r->db));
        must(db_script(r->db, CHANGES[i]));
        must_fail(things_read(r, &list, &count), ERR_CORRUPT);
        assert_null(list);
        assert_int_equal(count, 7);
    }
}

/* What reading the things says in the log, where a row of them is corrupt. */
static void log_of_reading(struct test_register *r, char *ret, size_t room)
{
    int log = memfd_create("log", MFD_CLOEXEC), before = dup(STDERR_FILENO);
    struct thing *list;
    size_t count;
    ssize_t n;
    err e;

    assert_true(log >= 0 && before >= 0 && dup2(log, STDERR_FILENO) >= 0);
    e = things_read(r, &list, &count);
    assert_true(dup2(before, STDERR_FILENO) >= 0);
    must_fail(e, ERR_CORRUPT);
    assert_true((n = pread(log, ret, room - 1, 0)) >= 0);
    ret[n] = '\0';
    close(before);
    close(log);
}

static void the_log_says_where_and_not_what(void **state)
{
    struct test_register *r = *state;
    char log[512];

    must(db_script(r->db, "UPDATE thing SET on_day = 'secret' WHERE id = 2"));
    log_of_reading(r, log, sizeof log);
    assert_non_null(strstr(log, "a row's on_day cannot be read"));
    assert_null(strstr(log, "secret"));
}

static const char SQL_SEAL[] = "UPDATE thing SET reason_sealed = :reason, born_sealed = :born WHERE id = 2";

static err seal_for(struct test_register *r, int64_t reason_row, const char *born)
{
    CLEANUP(buf_free) struct buf reason = {0};
    CLEANUP(buf_free) struct buf day = {0};
    err e;

    if ((e = sealed_text(&r->work, OF_NOBODY, "thing", "reason", reason_row, "because", &reason)) ||
        (e = sealed_text(&r->work, OF_NOBODY, "thing", "born", 2, born, &day)))
        return e;
    return db_exec(r->db, SQL_SEAL, BINDS(SEALED(":reason", reason), SEALED(":born", day)));
}

static void sealed_columns_are_opened(void **state)
{
    struct test_register *r = *state;
    struct thing *t;
    size_t count;

    must(seal_for(r, 2, "1991-02-03"));
    must(things_read(r, &t, &count));
    assert_null(t[0].reason);
    assert_string_equal(t[1].reason, "because");
    assert_int_equal(t[1].born, date_make(1991, 2, 3));
}

static void a_sealed_value_that_was_altered_or_moved_is_corrupt(void **state)
{
    struct test_register *r = *state;
    struct thing *t;
    size_t count;

    must(seal_for(r, 1, "1991-02-03"));
    must_fail(things_read(r, &t, &count), ERR_CORRUPT);
    must(seal_for(r, 2, "no day"));
    must_fail(things_read(r, &t, &count), ERR_CORRUPT);
    must(seal_for(r, 2, "1991-02-03"));
    must(db_script(r->db, "UPDATE thing SET reason_sealed = substr(reason_sealed, 1, 20) WHERE id = 2"));
    must_fail(things_read(r, &t, &count), ERR_CORRUPT);
    must(db_script(r->db, "UPDATE thing SET reason_sealed = x'' WHERE id = 2"));
    must_fail(things_read(r, &t, &count), ERR_CORRUPT);
}

/* ---- the three ways to read */

static void one_row_fills_its_columns_and_no_more(void **state)
{
    static const struct column SOME[] = {COLUMN_INT(struct thing, id), COLUMN_TEXT(struct thing, text)};
    static const char SQL[] = "SELECT id, text FROM thing WHERE id = :id";
    struct test_register *r = *state;
    struct thing t = {.untouched = "mine", .text = "old"};

    must_fail(row_read(&r->work, SQL, BINDS(INT(":id", 9)), COLUMNS(SOME), &t), ERR_ABSENT);
    assert_string_equal(t.text, "old");
    must(row_read(&r->work, SQL, BINDS(INT(":id", 1)), COLUMNS(SOME), &t));
    assert_string_equal(t.text, "ë");
    assert_string_equal(t.untouched, "mine");
}

static err thing_complete(struct work *w, void *row)
{
    struct thing *t = row;

    t->untouched = arena_format(w->arena, "thing %d", (int)t->id);
    return t->untouched ? OK : ERR_SYSTEM;
}

static err thing_refuse(struct work *w, void *row)
{
    (void)w;
    return ((struct thing *)row)->id == 2 ? ERR_LIMIT : OK;
}

static void what_is_no_column_comes_behind_them(void **state)
{
    struct test_register *r = *state;
    struct thing *list, *before = NULL;
    size_t count, left = 7;

    must(rows_read(&r->work, SQL_THINGS, NO_BINDS, COLUMNS(THING_COLUMNS), thing_complete, &list, &count));
    assert_string_equal(list[1].untouched, "thing 2");
    must_fail(rows_read(&r->work, SQL_THINGS, NO_BINDS, COLUMNS(THING_COLUMNS), thing_refuse, &before, &left),
              ERR_LIMIT);
    assert_null(before);
    assert_int_equal(left, 7);
}

static void rows_come_one_after_the_other(void **state)
{
    struct test_register *r = *state;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct thing t = {.untouched = "mine"};
    int64_t sum = 0;
    bool more;
    err e;

    must(db_query(r->db, SQL_THINGS, NO_BINDS, &s));
    while (!(e = row_next(&r->work, s, COLUMNS(THING_COLUMNS), &t, &more)) && more)
        sum = 10 * sum + t.id;
    must(e);
    assert_int_equal(sum, 12);
    assert_string_equal(t.untouched, "mine");
}

static void no_row_is_an_empty_array(void **state)
{
    struct test_register *r = *state;
    struct pair *list = (struct pair[]){{7, 8}};
    size_t count = 1;

    must(rows_read(&r->work, "SELECT id, big AS other FROM thing WHERE id > 9", NO_BINDS,
                   COLUMNS(PAIR_COLUMNS), NULL, &list, &count));
    assert_null(list);
    assert_int_equal(count, 0);
}

#define with_things(f) cmocka_unit_test_setup_teardown(f, things_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_things(each_value_lands_in_its_field),
        with_things(null_is_nothing),
        with_things(a_statement_of_other_columns_is_refused),
        with_things(names_come_from_the_table_or_by_as),
        with_things(two_columns_of_one_name_are_refused),
        with_things(a_table_of_two_structs_is_refused),
        with_things(what_was_found_right_of_one_table_says_nothing_of_another),
        with_things(a_value_that_does_not_fit_its_field_is_corrupt),
        with_things(the_log_says_where_and_not_what),
        with_things(sealed_columns_are_opened),
        with_things(a_sealed_value_that_was_altered_or_moved_is_corrupt),
        with_things(one_row_fills_its_columns_and_no_more),
        with_things(what_is_no_column_comes_behind_them),
        with_things(rows_come_one_after_the_other),
        with_things(no_row_is_an_empty_array),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
