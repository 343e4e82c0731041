/* The memory of one request. */
#include "base/arena.h"

#include <string.h>

#include "base/err.h"
#include "support/assert.h"

static void blocks_are_zeroed_aligned_and_apart(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    static const unsigned char ZERO[5000];

    (void)state;
    for (size_t size = 0; size < 5000; size = size * 2 + 1) {
        unsigned char *p = arena_alloc(&a, size), *q = arena_alloc(&a, size);

        assert_non_null(p);
        assert_non_null(q);
        assert_ptr_not_equal(p, q);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        memset(p, 0xAA, size);
        assert_memory_equal(q, ZERO, size);
    }
}

static void takes_one_block_larger_than_its_own(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    unsigned char *p = arena_alloc(&a, 1 << 20);

    (void)state;
    assert_non_null(p);
    p[0] = p[(1 << 20) - 1] = 1;
}

static void refuses_sizes_that_overflow(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};

    (void)state;
    assert_null(arena_array(&a, SIZE_MAX / 4, 8));
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_alloc(&a, SIZE_MAX - sizeof(void *)));
    assert_null(arena_text_n(&a, "", SIZE_MAX));
}

static void copies_text(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    char text[] = "Lunxhëri";
    char *copy = arena_text(&a, text);

    (void)state;
    text[0] = 'X';
    assert_string_equal(copy, "Lunxhëri");
    assert_string_equal(arena_text_n(&a, "Libohovë", 4), "Libo");
    assert_null(arena_text(&a, NULL));
}

static void formats_text_of_any_length(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    char *s = arena_format(&a, "%s/%0*d", "q", 6000, 1);

    (void)state;
    assert_int_equal(strlen(s), 6002);
    assert_string_equal(s + 6000, "01");
}

static void reset_hands_out_zeroed_memory_again(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    static const unsigned char ZERO[3000];

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20; i++) {
            unsigned char *p = arena_alloc(&a, sizeof ZERO);

            assert_memory_equal(p, ZERO, sizeof ZERO);
            memset(p, 0xFF, sizeof ZERO);
        }
        arena_reset(&a);
    }
}

static void reset_keeps_one_block(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    const struct arena_block *kept;

    (void)state;
    assert_non_null(arena_alloc(&a, 10));
    kept = a.last;
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 10));
    assert_ptr_equal(a.last, kept);
}

static void array_grows_and_keeps_its_elements(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    int64_t *items = NULL;
    size_t count = 0, room = 0;

    (void)state;
    for (int64_t i = 0; i < 1000; i++) {
        int64_t *item = arena_grow(&a, &items, &count, &room, sizeof *items);

        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i * i;
    }
    assert_int_equal(count, 1000);
    for (int64_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i * i);
}

static void array_stays_as_it_was_when_growth_fails(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    int *items = NULL;
    size_t count = 0, room = 0;

    (void)state;
    assert_null(arena_grow(&a, &items, &count, &room, SIZE_MAX / 2));
    assert_int_equal(count, 0);
    assert_null(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_aligned_and_apart),
        cmocka_unit_test(takes_one_block_larger_than_its_own),
        cmocka_unit_test(refuses_sizes_that_overflow),
        cmocka_unit_test(copies_text),
        cmocka_unit_test(formats_text_of_any_length),
        cmocka_unit_test(reset_hands_out_zeroed_memory_again),
        cmocka_unit_test(reset_keeps_one_block),
        cmocka_unit_test(array_grows_and_keeps_its_elements),
        cmocka_unit_test(array_stays_as_it_was_when_growth_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
