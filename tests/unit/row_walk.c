/* A walk sees every row once, in order; what a row leaves in the arena is gone with it, what is kept stays.
 */
#include "domain/work/row_walk.h"

#include <string.h>

#include "support/register.h"

struct town {
    int64_t id;
    const char *name;
};

/* The numbers from 1 up to :count. */
static const char SQL_NUMBERS[] =
    "WITH RECURSIVE n(i) AS (SELECT 1 WHERE :count > 0 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
    "SELECT i AS id, 'town ' || i AS name FROM n ORDER BY i";
static const struct column TOWN_COLUMNS[] = {
    COLUMN_INT(struct town, id),
    COLUMN_TEXT(struct town, name),
};

struct walk {
    struct work *w;
    struct town town;
    struct arena *arena; /* of the work, before */
    const char *last;    /* kept */
    int64_t sum, stop;   /* stop: the row that is refused; 0: none */
};

static err town_take(void *context, struct arena *kept)
{
    struct walk *k = context;

    assert_ptr_equal(kept, k->arena);
    assert_ptr_not_equal(k->w->arena, k->arena);
    k->sum += k->town.id;
    k->last = arena_text(kept, k->town.name);
    return k->town.id == k->stop ? ERR_CONFLICT : OK;
}

static err walk(struct work *w, int64_t count, struct walk *k)
{
    k->w = w;
    k->arena = w->arena;
    return row_walk(w, SQL_NUMBERS, BINDS(INT(":count", count)), COLUMNS(TOWN_COLUMNS), &k->town, town_take,
                    k);
}

static void every_row_is_taken_once(void **state)
{
    struct test_register *r = *state;
    struct walk k = {0};

    must(walk(&r->work, 300, &k));
    assert_int_equal(k.sum, 300 * 301 / 2);
    assert_string_equal(k.last, "town 300");
    assert_ptr_equal(r->work.arena, k.arena);
}

static void no_row_is_no_walk(void **state)
{
    struct test_register *r = *state;
    struct walk k = {0};

    must(walk(&r->work, 0, &k));
    assert_int_equal(k.sum, 0);
    assert_null(k.last);
}

static void an_error_ends_the_walk_and_the_arena_is_back(void **state)
{
    struct test_register *r = *state;
    struct walk k = {.stop = 3};

    must_fail(walk(&r->work, 300, &k), ERR_CONFLICT);
    assert_int_equal(k.sum, 1 + 2 + 3);
    assert_string_equal(k.last, "town 3");
    assert_ptr_equal(r->work.arena, k.arena);
}

static void a_row_that_does_not_fit_is_an_error_not_an_end(void **state)
{
    static const char SQL_BAD[] = "SELECT 1 AS id, 'a' AS title";
    struct test_register *r = *state;
    struct walk k = {.w = &r->work, .arena = r->work.arena};

    must_fail(row_walk(&r->work, SQL_BAD, NO_BINDS, COLUMNS(TOWN_COLUMNS), &k.town, town_take, &k),
              ERR_SYSTEM);
    assert_int_equal(k.sum, 0);
    assert_ptr_equal(r->work.arena, k.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_row_is_taken_once, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(no_row_is_no_walk, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(an_error_ends_the_walk_and_the_arena_is_back, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_row_that_does_not_fit_is_an_error_not_an_end, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
