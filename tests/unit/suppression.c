/* Hiding small cells: none of them, and none that was hidden for their sake, can be worked out again. */
#include "domain/statistics/suppression.h"

#include <string.h>

#include "domain/statistics/suppression_leak.h"
#include "support/assert.h"
#include "support/attacker.h"

#define ROWS_MAX    12
#define COLUMNS_MAX 8

struct table {
    size_t rows, columns;
    int parent[COLUMNS_MAX];
    int64_t cells[ROWS_MAX * COLUMNS_MAX];
    bool hidden[ROWS_MAX * COLUMNS_MAX];
};

static struct counts counts_of(struct table *t)
{
    return (struct counts){
        .rows = t->rows, .columns = t->columns, .parent = t->parent, .cells = t->cells, .hidden = t->hidden};
}

/* The last row from the others, and parents from their parts (parts stand behind their parent). */
static void sums_fill(struct table *t)
{
    for (size_t c = t->columns; c-- > 0;)
        for (size_t r = 0; r + 1 < t->rows; r++)
            if (t->parent[c] >= 0)
                t->cells[r * t->columns + (size_t)t->parent[c]] += t->cells[r * t->columns + c];
    for (size_t c = 0; c < t->columns; c++)
        for (size_t r = 0; r + 1 < t->rows; r++)
            t->cells[(t->rows - 1) * t->columns + c] += t->cells[r * t->columns + c];
}

static void apply(struct table *t)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct counts counts = counts_of(t);

    must(suppression_apply(&a, &counts));
}

static bool leaks(struct table *t)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct counts counts = counts_of(t);
    struct system s;
    size_t cell;
    bool leak;

    must(counts_system(&a, &counts, &s));
    must(system_leak(&s, SUPPRESSION_LEAST, &leak, &cell));
    return leak;
}

/* "x.x/..." with a line per row, x hidden. */
static void hides(const struct table *t, const char *expected)
{
    char seen[ROWS_MAX * (COLUMNS_MAX + 1) + 1];
    size_t n = 0;

    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0; c < t->columns; c++)
            seen[n++] = t->hidden[r * t->columns + c] ? 'x' : '.';
        seen[n++] = '/';
    }
    seen[n] = '\0';
    assert_string_equal(seen, expected);
}

static void large_cells_stay(void **state)
{
    struct table t = {.rows = 3, .columns = 1, .parent = {-1}, .cells = {5, 6}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    hides(&t, "./././");
}

static void a_small_cell_takes_the_smallest_other_with_it(void **state)
{
    struct table t = {.rows = 4, .columns = 1, .parent = {-1}, .cells = {4, 9, 8}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    hides(&t, "x/./x/./");
}

static void small_cells_that_come_to_less_than_five_take_another(void **state)
{
    struct table t = {.rows = 5, .columns = 1, .parent = {-1}, .cells = {1, 2, 30, 20}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    hides(&t, "x/x/./x/./");
}

static void zero_is_hidden_too(void **state)
{
    struct table t = {.rows = 4, .columns = 1, .parent = {-1}, .cells = {0, 12, 30}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    hides(&t, "x/x/././");
}

static void a_small_total_is_hidden_with_its_parts(void **state)
{
    struct table t = {.rows = 3, .columns = 1, .parent = {-1}, .cells = {1, 2}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    hides(&t, "x/x/x/");
}

static void parts_of_a_column_are_a_sum_as_well(void **state)
{
    struct table t = {.rows = 3, .columns = 3, .parent = {-1, 0, 0}, .cells = {0, 7, 3, 0, 20, 30}};

    (void)state;
    sums_fill(&t);
    apply(&t);
    assert_true(t.hidden[2]);
    assert_true(t.hidden[1]);
    assert_false(leaks(&t));
}

static void the_elimination_sees_one_hidden_cell_of_a_sum(void **state)
{
    struct table t = {.rows = 4, .columns = 1, .parent = {-1}, .cells = {4, 9, 8}};

    (void)state;
    sums_fill(&t);
    t.hidden[0] = true;
    assert_true(leaks(&t));
    t.hidden[1] = true;
    assert_false(leaks(&t));
}

/* Two blocks of four hidden cells and one cell between them: every sum has two unknowns or more, and yet the
 * sums of the first block, taken together, fix the one between. */
static void a_cell_between_two_blocks_is_found_and_mended(void **state)
{
    struct table t = {.rows = 5, .columns = 5, .parent = {-1, 0, 0, 0, 0}, .cells = {0, 6,  6,  2,  50, 0,  6,
                                                                                     6, 50, 50, 0,  50, 50, 6,
                                                                                     6, 0,  50, 50, 6,  6}};
    static const int HIDDEN[] = {1, 2, 6, 7, 3, 13, 14, 18, 19};

    (void)state;
    sums_fill(&t);
    for (size_t i = 0; i < sizeof HIDDEN / sizeof HIDDEN[0]; i++)
        t.hidden[HIDDEN[i]] = true;
    assert_true(leaks(&t));
    memset(t.hidden, 0, sizeof t.hidden);
    apply(&t);
    assert_true(t.hidden[3]);
    assert_false(leaks(&t));
}

/* A part that is as large as the whole says that all others are 0, though no sum fixes them. */
static void a_part_as_large_as_the_whole_goes_too(void **state)
{
    struct table t = {.rows = 4, .columns = 3, .parent = {-1, 0, 0}, .cells = {0, 0, 90, 0, 0, 0, 0, 0, 0}};

    (void)state;
    sums_fill(&t);
    memset(t.hidden, true, sizeof t.hidden);
    t.hidden[9] = false; /* the whole of all columns … */
    assert_false(leaks(&t));
    t.hidden[2] = false; /* … and that part */
    assert_true(leaks(&t));
    apply(&t);
    assert_false(leaks(&t));
}

static bool part_of(const struct table *t, size_t leaf, size_t column)
{
    for (int c = (int)leaf; c >= 0; c = t->parent[c])
        if ((size_t)c == column)
            return true;
    return false;
}

/* The cells that are no sums, row by row, are what an attacker does not know. */
static void withstands(const struct table *t)
{
    const size_t groups = (t->rows - 1) * t->columns;
    struct attacker *a = attacker_make(groups);

    for (int asking = 0; asking < 2; asking++)
        for (size_t i = 0; i < t->rows * t->columns; i++) {
            bool of[ROWS_MAX * COLUMNS_MAX] = {0};
            signed char asked[ROWS_MAX * COLUMNS_MAX] = {0};

            for (size_t g = 0; g < groups; g++) {
                bool sum = false;

                for (size_t c = 0; c < t->columns; c++)
                    sum = sum || t->parent[c] == (int)(g % t->columns);
                of[g] = !sum && part_of(t, g % t->columns, i % t->columns) &&
                        (i / t->columns == t->rows - 1 || i / t->columns == g / t->columns);
                asked[g] = of[g];
            }
            if (!asking && !t->hidden[i])
                attacker_reads(a, of, t->cells[i]);
            if (asking && t->cells[i] < SUPPRESSION_LEAST)
                assert_true(attacker_choices(a, asked, 2 * SUPPRESSION_LEAST) > SUPPRESSION_LEAST);
        }
    attacker_free(&a);
}

/* Made-up tables of many shapes: small cells hidden, nothing leaks, not to who solves linear programmes
 * either, and something is left to read. */
static void nothing_leaks_from_many_tables(void **state)
{
    uint32_t seed = 20261121;
    size_t shown = 0;

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct table t = {.rows = 3 + (size_t)round % 9, .columns = 7, .parent = {-1, 0, 0, 0, 1, 1, -1}};

        for (size_t r = 0; r + 1 < t.rows; r++)
            for (size_t c = 2; c < t.columns; c++) {
                seed = seed * 1664525 + 1013904223;
                t.cells[r * t.columns + c] = (seed >> 16) % (round % 3 ? 40 : 9);
            }
        sums_fill(&t);
        apply(&t);
        assert_false(leaks(&t));
        withstands(&t);
        for (size_t i = 0; i < t.rows * t.columns; i++) {
            assert_true(t.hidden[i] || t.cells[i] >= SUPPRESSION_LEAST);
            shown += !t.hidden[i];
        }
    }
    assert_true(shown > 300 * 7);
}

/* What cannot be solved is not taken on trust: 1 200 units with small numbers everywhere. */
static void of_a_table_too_large_to_solve_nothing_is_shown(void **state)
{
    enum { ROWS = 1200, COLUMNS = 3 };
    static int64_t cells[ROWS * COLUMNS];
    static bool hidden[ROWS * COLUMNS];
    static const int PARENT[COLUMNS] = {-1, 0, 0};
    CLEANUP(arena_free) struct arena a = {0};

    (void)state;
    for (size_t r = 0; r + 1 < ROWS; r++)
        for (size_t c = 1; c < COLUMNS; c++) {
            cells[r * COLUMNS + c] = (int64_t)((r + c) % 7);
            cells[r * COLUMNS] += cells[r * COLUMNS + c];
        }
    for (size_t c = 0; c < COLUMNS; c++)
        for (size_t r = 0; r + 1 < ROWS; r++)
            cells[(ROWS - 1) * COLUMNS + c] += cells[r * COLUMNS + c];
    must(suppression_apply(
        &a, &(struct counts){
                .rows = ROWS, .columns = COLUMNS, .parent = PARENT, .cells = cells, .hidden = hidden}));
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        assert_true(hidden[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_cells_stay),
        cmocka_unit_test(a_small_cell_takes_the_smallest_other_with_it),
        cmocka_unit_test(small_cells_that_come_to_less_than_five_take_another),
        cmocka_unit_test(zero_is_hidden_too),
        cmocka_unit_test(a_small_total_is_hidden_with_its_parts),
        cmocka_unit_test(parts_of_a_column_are_a_sum_as_well),
        cmocka_unit_test(the_elimination_sees_one_hidden_cell_of_a_sum),
        cmocka_unit_test(a_cell_between_two_blocks_is_found_and_mended),
        cmocka_unit_test(a_part_as_large_as_the_whole_goes_too),
        cmocka_unit_test(nothing_leaks_from_many_tables),
        cmocka_unit_test(of_a_table_too_large_to_solve_nothing_is_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
