/* Rows read into an array: all of them in their order, or nothing at all. */
#include "domain/work/rows.h"

#include <stdio.h>

#include "support/register.h"

struct town {
    int64_t id;
    const char *name;
};

/* The numbers from :count down to 1. */
static const char SQL_NUMBERS[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 WHERE :count > 0 UNION ALL SELECT i + 1 "
    "FROM n WHERE i < :count) SELECT i AS id, 'town ' || i AS name FROM n ORDER BY i DESC";

static const struct column TOWN_COLUMNS[] = {COLUMN_INT(struct town, id), COLUMN_TEXT(struct town, name)};

static err town_until_five(struct work *w, void *row)
{
    struct town *t = row;

    (void)w;
    return t->id == 5 ? ERR_CORRUPT : OK;
}

static void all_rows_come_in_the_order_of_the_statement(void **state)
{
    struct test_register *r = *state;
    struct town *towns;
    char name[24];
    size_t count;

    must(rows_read(&r->work, SQL_NUMBERS, BINDS(INT(":count", 300)), COLUMNS(TOWN_COLUMNS), NULL, &towns,
                   &count));
    assert_int_equal(count, 300);
    for (size_t i = 0; i < count; i++) {
        snprintf(name, sizeof name, "town %zu", 300 - i);
        assert_int_equal(towns[i].id, 300 - i);
        assert_string_equal(towns[i].name, name);
    }
}

static void no_row_is_an_empty_array(void **state)
{
    struct test_register *r = *state;
    struct town *towns = (struct town[]){{.id = 7}};
    size_t count = 1;

    must(rows_read(&r->work, SQL_NUMBERS, BINDS(INT(":count", 0)), COLUMNS(TOWN_COLUMNS), NULL, &towns,
                   &count));
    assert_null(towns);
    assert_int_equal(count, 0);
}

static void a_row_that_cannot_be_read_leaves_the_outputs_alone(void **state)
{
    struct test_register *r = *state;
    struct town before = {.id = 7}, *towns = &before;
    size_t count = 1;

    must_fail(rows_read(&r->work, SQL_NUMBERS, BINDS(INT(":count", 9)), COLUMNS(TOWN_COLUMNS),
                        town_until_five, &towns, &count),
              ERR_CORRUPT);
    assert_ptr_equal(towns, &before);
    assert_int_equal(count, 1);
}

static void a_statement_that_fails_at_a_later_row_leaves_the_outputs_alone(void **state)
{
    static const char SQL_FAILS[] = "SELECT json_extract(value, '$') FROM (SELECT '1' AS value UNION ALL "
                                    "SELECT '2' UNION ALL SELECT 'no number')";
    struct test_register *r = *state;
    int64_t before = 7, *ids = &before;
    size_t count = 1;

    assert_int_not_equal(rows_ids(&r->work, SQL_FAILS, NO_BINDS, &ids, &count), OK);
    assert_ptr_equal(ids, &before);
    assert_int_equal(count, 1);
}

static void a_binding_that_fails_leaves_the_outputs_alone(void **state)
{
    struct test_register *r = *state;
    int64_t before = 7, *ids = &before;
    size_t count = 1;

    must_fail(rows_ids(&r->work, SQL_NUMBERS, NO_BINDS, &ids, &count), ERR_SYSTEM);
    assert_ptr_equal(ids, &before);
    assert_int_equal(count, 1);
}

struct counted {
    int64_t id;
    const char *name;
    size_t below;
};
static const struct column COUNTED_COLUMNS[] = {COLUMN_INT(struct counted, id),
                                                COLUMN_TEXT(struct counted, name)};

/* Reads the same statement again while its own is open. */
static err below_count(struct work *w, void *row)
{
    struct counted *c = row;
    int64_t *ids;

    return rows_ids(w, SQL_NUMBERS, BINDS(INT(":count", c->id)), &ids, &c->below);
}

static void what_comes_behind_the_columns_may_read_rows_itself(void **state)
{
    struct test_register *r = *state;
    struct counted *list;
    size_t count;

    must(rows_read(&r->work, SQL_NUMBERS, BINDS(INT(":count", 20)), COLUMNS(COUNTED_COLUMNS), below_count,
                   &list, &count));
    assert_int_equal(count, 20);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(list[i].below, 20 - i);
}

static void ids_are_the_first_column(void **state)
{
    struct test_register *r = *state;
    int64_t *ids;
    size_t count;

    must(rows_ids(&r->work, SQL_NUMBERS, BINDS(INT(":count", 3)), &ids, &count));
    assert_int_equal(count, 3);
    assert_int_equal(ids[0], 3);
    assert_int_equal(ids[2], 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(all_rows_come_in_the_order_of_the_statement),
        with_register(no_row_is_an_empty_array),
        with_register(a_row_that_cannot_be_read_leaves_the_outputs_alone),
        with_register(a_statement_that_fails_at_a_later_row_leaves_the_outputs_alone),
        with_register(a_binding_that_fails_leaves_the_outputs_alone),
        with_register(what_comes_behind_the_columns_may_read_rows_itself),
        with_register(ids_are_the_first_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
