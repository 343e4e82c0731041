/* Lines of a calendar: folded at 75 bytes between characters, special characters escaped. */
#include "render/ics.h"

#include <string.h>

#include "support/assert.h"

static void a_short_line_stays_whole(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};

    (void)state;
    ics_line(&out, "BEGIN", "VEVENT");
    assert_string_equal(out.data, "BEGIN:VEVENT\r\n");
}

static void special_characters_are_escaped(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};

    (void)state;
    ics_text(&out, "SUMMARY", "a;b,c\\d\r\ne:f");
    assert_string_equal(out.data, "SUMMARY:a\\;b\\,c\\\\d\\ne:f\r\n");
}

static void a_long_line_is_folded_between_characters(void **state)
{
    CLEANUP(buf_free) struct buf out = {0}, whole = {0};
    char text[301] = "";

    (void)state;
    for (int i = 0; i < 75; i++)
        strcat(text, i % 2 ? "ë" : "çc");
    ics_text(&out, "SUMMARY", text);
    for (const char *p = out.data; *p;) {
        size_t n = strcspn(p, "\r");

        assert_true(n <= 75);
        assert_true(p == out.data || *p == ' ');
        assert_true(((unsigned char)p[p != out.data] & 0xC0) != 0x80); /* no continuation byte first */
        buf_add(&whole, p + (p != out.data), n - (p != out.data));
        assert_memory_equal(p + n, "\r\n", 2);
        p += n + 2;
    }
    assert_memory_equal(whole.data, "SUMMARY:", 8);
    assert_string_equal(whole.data + 8, text);
}

static void exactly_75_bytes_are_one_line(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    char text[74];

    (void)state;
    memset(text, 'a', 73);
    text[73] = '\0';
    ics_line(&out, "A", text);
    assert_int_equal(out.len, 77);
    assert_null(strstr(out.data, "\r\n "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_line_stays_whole),
        cmocka_unit_test(special_characters_are_escaped),
        cmocka_unit_test(a_long_line_is_folded_between_characters),
        cmocka_unit_test(exactly_75_bytes_are_one_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
