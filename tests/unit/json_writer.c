/* JSON as it is written: what jansson writes, or a fault that sticks. */
#include "base/json_writer.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "support/register.h"

static void texts_are_escaped_as_jansson_does(void **state)
{
    static const char *const TEXTS[] = {
        "",
        "plain",
        "Gjirokastër, Çamëria",
        "a \"quoted\" word",
        "back\\slash / slash",
        "\b\f\n\r\t",
        "\x01\x02\x1b\x1f",
        "del \x7f c1 \xc2\x80\xc2\x9f",
        "line \xe2\x80\xa8 paragraph \xe2\x80\xa9",
        "bom \xef\xbb\xbf nonchar \xef\xbf\xbf",
        "emoji \xf0\x9f\x98\x80 last \xf4\x8f\xbf\xbf",
        "\xc3\xab",
        "\xc3\xab\"",
        "\"\xc3\xab",
        "<script>&amp;</script>",
        "%s %n {}[],:",
    };

    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        CLEANUP(buf_free) struct buf out = {0};
        json_t *json = json_pack("[s, {s:s}]", TEXTS[i], TEXTS[i], TEXTS[i]);
        char *expected = json_dumps(json, JSON_COMPACT);
        struct json_writer j;

        json_start(&j, &out);
        json_put_list(&j, NULL);
        json_put_text(&j, NULL, TEXTS[i]);
        json_put_object(&j, NULL);
        json_put_text(&j, TEXTS[i], TEXTS[i]);
        json_put_end(&j);
        json_put_end(&j);
        must(json_finish(&j));
        assert_non_null(expected);
        assert_string_equal(out.data, expected);
        assert_int_equal(out.len, strlen(expected));
        free(expected);
        json_decref(json);
    }
}

static void every_code_point_is_written_as_jansson_does(void **state)
{
    (void)state;
    for (unsigned cp = 1; cp < 0x3000; cp++) {
        CLEANUP(buf_free) struct buf out = {0};
        char text[4] = {0};
        json_t *json;
        char *expected;
        struct json_writer j;

        if (cp < 0x80) {
            text[0] = (char)cp;
        } else if (cp < 0x800) {
            text[0] = (char)(0xC0 | cp >> 6);
            text[1] = (char)(0x80 | (cp & 0x3F));
        } else {
            text[0] = (char)(0xE0 | cp >> 12);
            text[1] = (char)(0x80 | (cp >> 6 & 0x3F));
            text[2] = (char)(0x80 | (cp & 0x3F));
        }
        json =
            json_string(text_turn(text) ? "" : text); /* but for marks that turn the direction of writing */
        expected = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
        json_start(&j, &out);
        json_put_text(&j, NULL, text);
        must(json_finish(&j));
        assert_string_equal(out.data, expected);
        free(expected);
        json_decref(json);
    }
}

/* "Ana" behind an override shows as "anA"; the letters are told as they stand. */
static void marks_that_turn_writing_are_left_out(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    json_put_text(
        &j, NULL,
        "\xE2\x80\xAE"
        "Ana\xE2\x80\xAC\xD8\x9C \xE2\x81\xA6Hoxha\xE2\x81\xA9\xE2\x80\x8F \xE2\x80\x9Cё\xE2\x80\x9D");
    must(json_finish(&j));
    assert_string_equal(out.data, "\"Ana Hoxha \xE2\x80\x9Cё\xE2\x80\x9D\"");
}

static void lines_are_those_of_jansson(void **state)
{
    static const char TEXT[] =
        "{\"a\":1,\"list\":[1,[],{},[2,{\"b\":null}]],\"o\":{\"x\":\"\",\"y\":{}},\"e\":[]}";
    CLEANUP(buf_free) struct buf out = {0};
    json_t *json = json_loads(TEXT, 0, NULL);
    char *expected = json_dumps(json, JSON_INDENT(2));
    struct json_writer j;

    (void)state;
    json_start_lines(&j, &out);
    json_put_object(&j, NULL);
    json_put_int(&j, "a", 1);
    json_put_list(&j, "list");
    json_put_int(&j, NULL, 1);
    json_put_list(&j, NULL);
    json_put_end(&j);
    json_put_object(&j, NULL);
    json_put_end(&j);
    json_put_list(&j, NULL);
    json_put_int(&j, NULL, 2);
    json_put_object(&j, NULL);
    json_put_null(&j, "b");
    json_put_end(&j);
    json_put_end(&j);
    json_put_end(&j);
    json_put_object(&j, "o");
    json_put_text(&j, "x", "");
    json_put_object(&j, "y");
    json_put_end(&j);
    json_put_end(&j);
    json_put_list(&j, "e");
    json_put_end(&j);
    json_put_end(&j);
    must(json_finish(&j));
    assert_string_equal(out.data, expected);
    free(expected);
    json_decref(json);
}

static void what_is_no_utf8_sticks(void **state)
{
    static const char *const TEXTS[] = {"\x80",         "a\xc3",         "\xc0\x80",         "\xed\xa0\x80",
                                        "\xf4\x90\x80", "ok \xe2\x80 x", "\xf5\x80\x80\x80", "\xff"};

    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        CLEANUP(buf_free) struct buf out = {0};
        struct json_writer j;

        assert_null(json_string(TEXTS[i]));
        json_start(&j, &out);
        json_put_list(&j, NULL);
        json_put_text(&j, NULL, TEXTS[i]);
        json_put_text(&j, NULL, "good again");
        json_put_end(&j);
        must_fail(json_finish(&j), ERR_CORRUPT);
    }
}

static void numbers_days_and_instants(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    json_put_list(&j, NULL);
    json_put_int(&j, NULL, 0);
    json_put_int(&j, NULL, INT64_MIN);
    json_put_int(&j, NULL, INT64_MAX);
    json_put_id(&j, NULL, 0);
    json_put_id(&j, NULL, 12);
    json_put_bool(&j, NULL, true);
    json_put_bool(&j, NULL, false);
    json_put_null(&j, NULL);
    json_put_text(&j, NULL, NULL);
    json_put_date(&j, NULL, DATE_NONE);
    json_put_date(&j, NULL, DATE_OPEN);
    json_put_date(&j, NULL, 20587);
    json_put_month(&j, NULL, DATE_NONE);
    json_put_month(&j, NULL, 20587);
    json_put_instant(&j, NULL, 0);
    json_put_instant(&j, NULL, 1773133260);
    json_put_list(&j, NULL);
    json_put_end(&j);
    json_put_object(&j, NULL);
    json_put_end(&j);
    json_put_end(&j);
    must(json_finish(&j));
    assert_string_equal(out.data, "[0,-9223372036854775808,9223372036854775807,null,12,true,false,null,null,"
                                  "null,null,\"2026-05-14\",null,\"2026-05\",null,\"2026-03-10T09:01:00Z\","
                                  "[],{}]");
}

/* ---- structs */

enum colour { RED = 1, GREEN = 2, BLUE = 4 };

static const char *colour_name(enum colour c)
{
    return c == RED ? "red" : c == GREEN ? "green" : c == BLUE ? "blue" : NULL;
}

struct leaf {
    int64_t id;
    const char *text;
};
static const struct json_member LEAF_OUT[] = {JSON_INT(struct leaf, id), JSON_TEXT(struct leaf, text)};

struct tree {
    int64_t big, none, when;
    int small;
    unsigned some;
    size_t many;
    bool yes;
    const char *text, *missing;
    char inside[8];
    date on, open;
    enum colour colour, grey;
    unsigned colours;
    const char **texts;
    size_t text_count;
    int64_t *ints;
    size_t int_count;
    struct leaf *leaves;
    size_t leaf_count;
    const struct leaf *one, *other;
    struct leaf held, flat;
};
static const struct json_member TREE_OUT[] = {
    JSON_INT(struct tree, big),
    JSON_INT_AS(struct tree, small, "little"),
    JSON_INT(struct tree, some),
    JSON_INT(struct tree, many),
    JSON_ID(struct tree, none),
    JSON_ID_AS(struct tree, big, "big_id"),
    JSON_BOOL(struct tree, yes),
    JSON_TEXT(struct tree, text),
    JSON_TEXT(struct tree, missing),
    JSON_TEXT(struct tree, inside),
    JSON_DATE(struct tree, on),
    JSON_DATE(struct tree, open),
    JSON_MONTH_AS(struct tree, on, "month"),
    JSON_INSTANT(struct tree, when),
    JSON_INSTANT_AS(struct tree, none, "never"),
    JSON_WORD(struct tree, colour, colour_name),
    JSON_WORD(struct tree, grey, colour_name),
    JSON_WORDS(struct tree, colours, colour_name),
    JSON_TEXTS(struct tree, texts, text_count),
    JSON_INTS(struct tree, ints, int_count),
    JSON_LIST(struct tree, leaves, leaf_count, LEAF_OUT),
    JSON_POINTER(struct tree, one, LEAF_OUT),
    JSON_POINTER(struct tree, other, LEAF_OUT),
    JSON_STRUCT(struct tree, held, LEAF_OUT),
    JSON_FLAT(struct tree, flat, LEAF_OUT),
};

static void a_struct_goes_out_whole(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    const char *texts[] = {"a", NULL};
    int64_t ints[] = {5, -6};
    struct leaf leaves[] = {{1, "x"}, {2, "\""}};
    const struct tree t = {.big = INT64_MAX,
                           .small = -3,
                           .some = 4000000000U,
                           .many = 7,
                           .yes = true,
                           .text = "t",
                           .inside = "in",
                           .on = 20587,
                           .open = DATE_OPEN,
                           .when = 1773133260,
                           .colour = GREEN,
                           .grey = 9,
                           .colours = RED | BLUE,
                           .texts = texts,
                           .text_count = 2,
                           .ints = ints,
                           .int_count = 2,
                           .leaves = leaves,
                           .leaf_count = 2,
                           .one = leaves,
                           .held = {3, "h"},
                           .flat = {4, NULL}};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    json_put_struct(&j, NULL, MEMBERS(TREE_OUT), &t);
    must(json_finish(&j));
    assert_string_equal(
        out.data,
        "{\"big\":9223372036854775807,\"little\":-3,\"some\":4000000000,\"many\":7,\"none\":null,"
        "\"big_id\":9223372036854775807,\"yes\":true,\"text\":\"t\",\"missing\":null,\"inside\":\"in\","
        "\"on\":\"2026-05-14\",\"open\":null,\"month\":\"2026-05\",\"when\":\"2026-03-10T09:01:00Z\","
        "\"never\":null,\"colour\":\"green\",\"grey\":null,\"colours\":[\"red\",\"blue\"],"
        "\"texts\":[\"a\",null],\"ints\":[5,-6],\"leaves\":[{\"id\":1,\"text\":\"x\"},"
        "{\"id\":2,\"text\":\"\\\"\"}],\"one\":{\"id\":1,\"text\":\"x\"},\"other\":null,"
        "\"held\":{\"id\":3,\"text\":\"h\"},\"id\":4,\"text\":null}");
}

static void a_table_of_another_struct_is_a_fault(void **state)
{
    static const struct json_member WRONG[] = {JSON_STRUCT(struct tree, held, TREE_OUT)};
    CLEANUP(buf_free) struct buf out = {0};
    const struct tree t = {.big = 1};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    json_put_struct(&j, NULL, MEMBERS(WRONG), &t);
    must_fail(json_finish(&j), ERR_SYSTEM);
}

/* ---- faults of the program: each makes no value of it, and whatever follows does not mend it */

static void left_open(struct json_writer *j)
{
    json_put_object(j, NULL);
}

static void closed_twice(struct json_writer *j)
{
    json_put_object(j, NULL);
    json_put_end(j);
    json_put_end(j);
}

static void nameless(struct json_writer *j)
{
    json_put_object(j, NULL);
    json_put_int(j, NULL, 1);
    json_put_end(j);
}

static void named_in_a_list(struct json_writer *j)
{
    json_put_list(j, NULL);
    json_put_object(j, NULL);
    json_put_end(j);
    json_put_int(j, "one", 1);
    json_put_end(j);
}

static void named_at_the_top(struct json_writer *j)
{
    json_put_int(j, "one", 1);
}

static void two_values(struct json_writer *j)
{
    json_put_int(j, NULL, 1);
    json_put_int(j, NULL, 2);
}

static void nothing(struct json_writer *j)
{
    (void)j;
}

static void too_deep(struct json_writer *j)
{
    for (int i = 0; i <= JSON_DEPTH_MAX; i++)
        json_put_list(j, NULL);
    for (int i = 0; i <= JSON_DEPTH_MAX; i++)
        json_put_end(j);
}

static void what_makes_no_value_is_a_fault(void **state)
{
    static void (*const FAULTS[])(struct json_writer *) = {
        left_open, closed_twice, nameless, named_in_a_list, named_at_the_top, two_values, nothing, too_deep};

    (void)state;
    for (size_t i = 0; i < sizeof FAULTS / sizeof FAULTS[0]; i++) {
        CLEANUP(buf_free) struct buf out = {0};
        struct json_writer j;

        json_start(&j, &out);
        FAULTS[i](&j);
        must_fail(json_finish(&j), ERR_SYSTEM);
    }
}

static void as_deep_as_it_may_be(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_put_list(&j, NULL);
    for (int i = 0; i < JSON_DEPTH_MAX; i++)
        json_put_end(&j);
    must(json_finish(&j));
    assert_int_equal(out.len, 2 * JSON_DEPTH_MAX);
}

static void memory_that_ran_out_sticks(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;

    (void)state;
    json_start(&j, &out);
    json_put_list(&j, NULL);
    out.failed = true;
    json_put_int(&j, NULL, 1);
    json_put_end(&j);
    must_fail(json_finish(&j), ERR_SYSTEM);
}

static void it_writes_behind_what_is_there(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;

    (void)state;
    buf_text(&out, "data: ");
    json_start(&j, &out);
    json_put_bool(&j, NULL, true);
    must(json_finish(&j));
    assert_string_equal(out.data, "data: true");
}

static void a_value_that_is_written_already_goes_in(void **state)
{
    CLEANUP(buf_free) struct buf out = {0}, value = {0}, empty = {0};
    struct json_writer j;

    (void)state;
    buf_text(&value, "{\"b\":[1]}");
    json_start(&j, &out);
    json_put_object(&j, NULL);
    json_put_int(&j, "a", 1);
    json_put_written(&j, "o", &value);
    json_put_written(&j, "p", &value);
    json_put_end(&j);
    must(json_finish(&j));
    assert_string_equal(out.data, "{\"a\":1,\"o\":{\"b\":[1]},\"p\":{\"b\":[1]}}");
    json_start(&j, &out);
    json_put_written(&j, NULL, &empty);
    must_fail(json_finish(&j), ERR_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped_as_jansson_does),
        cmocka_unit_test(every_code_point_is_written_as_jansson_does),
        cmocka_unit_test(marks_that_turn_writing_are_left_out),
        cmocka_unit_test(lines_are_those_of_jansson),
        cmocka_unit_test(what_is_no_utf8_sticks),
        cmocka_unit_test(numbers_days_and_instants),
        cmocka_unit_test(a_struct_goes_out_whole),
        cmocka_unit_test(a_table_of_another_struct_is_a_fault),
        cmocka_unit_test(what_makes_no_value_is_a_fault),
        cmocka_unit_test(as_deep_as_it_may_be),
        cmocka_unit_test(memory_that_ran_out_sticks),
        cmocka_unit_test(it_writes_behind_what_is_there),
        cmocka_unit_test(a_value_that_is_written_already_goes_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
