/* The growing buffer. */
#include "base/buf.h"

#include <string.h>

#include "support/assert.h"

static void starts_without_data(void **state)
{
    struct buf b = {0};

    (void)state;
    assert_null(b.data);
    must(buf_err(&b));
    buf_free(&b);
}

static void appends_in_order_and_ends_with_nul(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    buf_text(&b, "Besa");
    buf_char(&b, ' ');
    buf_format(&b, "%d-%s", 12, "ë");
    buf_add(&b, "\0x", 2);
    assert_int_equal(b.len, 12);
    assert_memory_equal(b.data, "Besa 12-ë\0x", 13);
    must(buf_err(&b));
}

static void keeps_content_while_growing(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    for (int i = 0; i < 10000; i++)
        buf_char(&b, (char)('a' + i % 26));
    assert_int_equal(b.len, 10000);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
    assert_int_equal(b.data[10000], '\0');
}

static void formats_more_than_it_has_room_for(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    buf_format(&b, "%0500d", 7);
    assert_int_equal(b.len, 500);
    assert_int_equal(b.data[499], '7');
    assert_int_equal(b.data[500], '\0');
}

static void remembers_a_failed_growth(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    buf_text(&b, "kept");
    assert_null(buf_reserve(&b, SIZE_MAX - 2));
    buf_text(&b, "lost");
    must_fail(buf_err(&b), ERR_SYSTEM);
    assert_string_equal(b.data, "kept");
}

static void is_usable_again_after_clear(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};

    (void)state;
    buf_text(&b, "old");
    assert_null(buf_reserve(&b, SIZE_MAX - 2));
    buf_clear(&b);
    must(buf_err(&b));
    buf_text(&b, "new");
    assert_string_equal(b.data, "new");
}

static void reserved_room_takes_what_was_asked(void **state)
{
    CLEANUP(buf_free) struct buf b = {0};
    char *room;

    (void)state;
    buf_text(&b, "ab");
    room = buf_reserve(&b, 300);
    assert_non_null(room);
    memset(room, 'x', 300);
    b.len += 300;
    buf_char(&b, 'z');
    assert_int_equal(b.len, 303);
    assert_int_equal(b.data[1], 'b');
    assert_int_equal(b.data[301], 'x');
    assert_string_equal(b.data + 302, "z");
}

static void is_empty_after_wipe(void **state)
{
    struct buf b = {0};

    (void)state;
    buf_text(&b, "secret");
    buf_wipe(&b);
    assert_null(b.data);
    assert_int_equal(b.len, 0);
    buf_wipe(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_without_data),
        cmocka_unit_test(appends_in_order_and_ends_with_nul),
        cmocka_unit_test(keeps_content_while_growing),
        cmocka_unit_test(formats_more_than_it_has_room_for),
        cmocka_unit_test(remembers_a_failed_growth),
        cmocka_unit_test(is_usable_again_after_clear),
        cmocka_unit_test(reserved_room_takes_what_was_asked),
        cmocka_unit_test(is_empty_after_wipe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
