/* Declared input: every member type, and every refusal names its member. */
#include "http/input.h"

#include <string.h>

#include "support/assert.h"

enum colour { RED = 1, GREEN = 2 };
struct child {
    const char *name;
    date born;
};
struct place {
    const char *street;
    int64_t number;
};
struct form {
    const char *title;
    int64_t count;
    bool agreed;
    date day;
    enum colour colour;
    unsigned colours;
    struct child *children;
    size_t children_count;
    struct place *place;
    const char **notes;
    size_t notes_count;
};

static bool colour_parse(const char *name, enum colour *ret)
{
    if (strcmp(name, "red") != 0 && strcmp(name, "green") != 0)
        return false;
    *ret = name[0] == 'r' ? RED : GREEN;
    return true;
}

static const struct member CHILD[] = {
    MEMBER_TEXT(struct child, name, 10, REQUIRED),
    MEMBER_DATE(struct child, born, OPTIONAL),
};
static const struct member PLACE[] = {
    MEMBER_TEXT(struct place, street, 20, REQUIRED),
    MEMBER_INT(struct place, number, 1, 999, OPTIONAL),
};
static const struct member FORM[] = {
    MEMBER_TEXT(struct form, title, 5, REQUIRED),
    MEMBER_INT(struct form, count, -3, 10, OPTIONAL),
    MEMBER_BOOL(struct form, agreed, OPTIONAL),
    MEMBER_DATE(struct form, day, OPTIONAL),
    MEMBER_CHOICE(struct form, colour, colour_parse, OPTIONAL),
    MEMBER_SET(struct form, colours, colour_parse, OPTIONAL),
    MEMBER_LIST(struct form, children, CHILD, struct child, 2, OPTIONAL),
    MEMBER_OBJECT(struct form, place, PLACE, struct place, OPTIONAL),
    MEMBER_TEXTS(struct form, notes, 4, 3, OPTIONAL),
};
static const struct member STRICT[] = {
    MEMBER_SET(struct form, colours, colour_parse, REQUIRED),
    MEMBER_LIST(struct form, children, CHILD, struct child, 2, REQUIRED),
};

struct fixture {
    struct arena arena;
    struct req rq;
    struct form form;
};

static int setup(void **state)
{
    static struct fixture f;

    memset(&f, 0, sizeof(f));
    f.rq.work.arena = &f.arena;
    memset(&f.form, 0x5a, sizeof(f.form));
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    arena_free(&f->arena);
    return 0;
}

static err form_read(struct fixture *f, const struct member *members, size_t count, const char *text)
{
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    err e;

    assert_non_null(json);
    e = input_read(&f->rq, json, members, count, &f->form);
    json_decref(json);
    return e;
}

static const struct form *reads(void **state, const char *text)
{
    struct fixture *f = *state;

    must(form_read(f, FORM, COUNT(FORM), text));
    return &f->form;
}

static void refuses(void **state, const char *text, const char *code, const char *field)
{
    struct fixture *f = *state;

    must_fail(form_read(f, FORM, COUNT(FORM), text), ERR_INPUT);
    assert_string_equal(f->rq.work.problem.code, code);
    assert_string_equal(f->rq.work.problem.field, field);
}

static void every_type_is_read(void **state)
{
    const struct form *f = reads(
        state, "{\"title\":\"Shën\",\"count\":-3,\"agreed\":true,\"day\":\"2026-02-28\",\"colour\":\"green\","
               "\"children\":[{\"name\":\"Ana\"},{\"name\":\"Bora\",\"born\":\"2020-01-02\"}],"
               "\"place\":{\"street\":\"Rruga e Re\",\"number\":7},\"notes\":[\"një\",\"dy\"]}");

    assert_string_equal(f->title, "Shën");
    assert_int_equal(f->count, -3);
    assert_true(f->agreed);
    assert_int_equal(f->day, date_make(2026, 2, 28));
    assert_int_equal(f->colour, GREEN);
    assert_int_equal(f->children_count, 2);
    assert_string_equal(f->children[1].name, "Bora");
    assert_int_equal(f->children[0].born, DATE_NONE);
    assert_int_equal(f->children[1].born, date_make(2020, 1, 2));
    assert_string_equal(f->place->street, "Rruga e Re");
    assert_int_equal(f->place->number, 7);
    assert_int_equal(f->notes_count, 2);
    assert_string_equal(f->notes[0], "një");
}

static void absent_members_are_cleared(void **state)
{
    const struct form *f = reads(state, "{\"title\":\"a\"}");

    assert_int_equal(f->count, 0);
    assert_false(f->agreed);
    assert_int_equal(f->day, DATE_NONE);
    assert_int_equal(f->colour, 0);
    assert_int_equal(f->colours, 0);
    assert_null(f->children);
    assert_int_equal(f->children_count, 0);
    assert_null(f->place);
    assert_null(f->notes);
    assert_int_equal(f->notes_count, 0);
}

static void null_is_absent(void **state)
{
    const struct form *f =
        reads(state, "{\"title\":\"a\",\"count\":null,\"day\":null,\"children\":null,\"place\":null}");

    assert_int_equal(f->count, 0);
    assert_int_equal(f->day, DATE_NONE);
    assert_null(f->children);
    assert_null(f->place);
}

static void texts_are_trimmed(void **state)
{
    assert_string_equal(reads(state, "{\"title\":\"  abcde \\n\"}")->title, "abcde");
}

static void a_set_is_a_list_of_words(void **state)
{
    assert_int_equal(reads(state, "{\"title\":\"a\",\"colours\":[\"red\",\"green\"]}")->colours, RED | GREEN);
    assert_int_equal(reads(state, "{\"title\":\"a\",\"colours\":[]}")->colours, 0);
    refuses(state, "{\"title\":\"a\",\"colours\":\"red\"}", "wrong_type", "colours");
    refuses(state, "{\"title\":\"a\",\"colours\":[[\"red\"]]}", "wrong_type", "colours[0]");
}

/* It was taken as a set once, so that two words in a list became a third one, or none. */
static void a_choice_is_one_word(void **state)
{
    refuses(state, "{\"title\":\"a\",\"colour\":[\"red\"]}", "wrong_type", "colour");
    refuses(state, "{\"title\":\"a\",\"colour\":[\"red\",\"green\"]}", "wrong_type", "colour");
    refuses(state, "{\"title\":\"a\",\"colour\":[]}", "wrong_type", "colour");
    refuses(state, "{\"title\":\"a\",\"colour\":{\"red\":true}}", "wrong_type", "colour");
}

static void what_was_read_outlives_the_json(void **state)
{
    const struct form *f = reads(state, "{\"title\":\"later\",\"notes\":[\"also\"]}");
    json_t *other = json_loads("{\"title\":\"xxxxx\",\"notes\":[\"yyyy\"]}", 0, NULL);

    assert_string_equal(f->title, "later");
    assert_string_equal(f->notes[0], "also");
    json_decref(other);
}

static void unknown_members_are_named(void **state)
{
    refuses(state, "{\"title\":\"a\",\"colur\":\"red\"}", "unknown_member", "colur");
}

static void unknown_names_come_back_plain(void **state)
{
    refuses(state, "{\"title\":\"a\",\"<b> \\u00eb\\\"\":1}", "unknown_member", "?b?????");
}

static void missing_members_are_named(void **state)
{
    refuses(state, "{}", "required", "title");
    refuses(state, "{\"title\":null}", "required", "title");
    refuses(state, "{\"title\":\" \\u00a0 \"}", "required", "title");
}

static void over_long_texts_are_named(void **state)
{
    reads(state, "{\"title\":\"ëëëëë\"}");
    refuses(state, "{\"title\":\"ëëëëëë\"}", "too_long", "title");
}

static void control_characters_are_refused(void **state)
{
    refuses(state, "{\"title\":\"a\\u0007b\"}", "bad_text", "title");
}

static void ill_typed_members_are_named(void **state)
{
    refuses(state, "{\"title\":5}", "wrong_type", "title");
    refuses(state, "{\"title\":\"a\",\"count\":\"5\"}", "wrong_type", "count");
    refuses(state, "{\"title\":\"a\",\"count\":5.0}", "wrong_type", "count");
    refuses(state, "{\"title\":\"a\",\"agreed\":1}", "wrong_type", "agreed");
    refuses(state, "{\"title\":\"a\",\"day\":20260101}", "wrong_type", "day");
    refuses(state, "{\"title\":\"a\",\"colour\":1}", "wrong_type", "colour");
    refuses(state, "{\"title\":\"a\",\"children\":{}}", "wrong_type", "children");
    refuses(state, "{\"title\":\"a\",\"place\":[]}", "wrong_type", "place");
    refuses(state, "{\"title\":\"a\",\"notes\":\"x\"}", "wrong_type", "notes");
}

static void numbers_have_bounds(void **state)
{
    refuses(state, "{\"title\":\"a\",\"count\":11}", "out_of_range", "count");
    refuses(state, "{\"title\":\"a\",\"count\":-4}", "out_of_range", "count");
}

static void impossible_dates_are_named(void **state)
{
    refuses(state, "{\"title\":\"a\",\"day\":\"2026-02-29\"}", "bad_date", "day");
    refuses(state, "{\"title\":\"a\",\"day\":\"28.02.2026\"}", "bad_date", "day");
    refuses(state, "{\"title\":\"a\",\"day\":\"\"}", "bad_date", "day");
}

static void unknown_words_are_named(void **state)
{
    refuses(state, "{\"title\":\"a\",\"colour\":\"blue\"}", "unknown_value", "colour");
    refuses(state, "{\"title\":\"a\",\"colours\":[\"red\",\"blue\"]}", "unknown_value", "colours[1]");
}

static void nested_members_carry_the_names_around_them(void **state)
{
    refuses(state, "{\"title\":\"a\",\"children\":[{\"name\":\"A\"},{\"name\":\"B\",\"born\":\"never\"}]}",
            "bad_date", "children[1].born");
    refuses(state, "{\"title\":\"a\",\"children\":[{\"nam\":\"A\"}]}", "unknown_member", "children[0].nam");
    refuses(state, "{\"title\":\"a\",\"children\":[3]}", "wrong_type", "children[0]");
    refuses(state, "{\"title\":\"a\",\"place\":{\"number\":7}}", "required", "place.street");
    refuses(state, "{\"title\":\"a\",\"notes\":[\"ok\",\"\"]}", "required", "notes[1]");
    refuses(state, "{\"title\":\"a\",\"notes\":[\"12345\"]}", "too_long", "notes[0]");
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    static const char *const FIELDS[] = {
        "title", "count", "day", "children[0].born", "children[1].name", "place.street", "place.number"};
    struct fixture *f = *state;

    refuses(state,
            "{\"count\":99,\"day\":\"never\",\"children\":[{\"name\":\"A\",\"born\":\"\"},{}],"
            "\"place\":{\"number\":0}}",
            "required", "title");
    assert_int_equal(f->rq.work.problem.fault_count, COUNT(FIELDS));
    for (size_t i = 0; i < COUNT(FIELDS); i++)
        assert_string_equal(f->rq.work.problem.faults[i].field, FIELDS[i]);
}

/* A member that nobody knows is a slip of a program: it is told alone. */
static void an_unknown_member_is_told_alone(void **state)
{
    struct fixture *f = *state;

    refuses(state, "{\"colur\":\"red\",\"count\":99}", "unknown_member", "colur");
    assert_int_equal(f->rq.work.problem.fault_count, 0);
}

static void lists_have_an_end(void **state)
{
    refuses(state, "{\"title\":\"a\",\"children\":[{\"name\":\"A\"},{\"name\":\"B\"},{\"name\":\"C\"}]}",
            "too_many", "children");
    refuses(state, "{\"title\":\"a\",\"notes\":[\"1\",\"2\",\"3\",\"4\"]}", "too_many", "notes");
}

static void required_sets_and_lists_are_not_empty(void **state)
{
    struct fixture *f = *state;

    must_fail(form_read(f, STRICT, COUNT(STRICT), "{\"colours\":[],\"children\":[{\"name\":\"A\"}]}"),
              ERR_INPUT);
    assert_string_equal(f->rq.work.problem.field, "colours");
    must_fail(form_read(f, STRICT, COUNT(STRICT), "{\"colours\":[\"red\"],\"children\":[]}"), ERR_INPUT);
    assert_string_equal(f->rq.work.problem.field, "children");
    must(form_read(f, STRICT, COUNT(STRICT), "{\"colours\":[\"red\"],\"children\":[{\"name\":\"A\"}]}"));
}

struct words {
    const char *text, *secret;
};

static void secrets_are_taken_as_typed(void **state)
{
    static const struct member WORDS[] = {
        MEMBER_TEXT(struct words, text, 5, OPTIONAL),
        MEMBER_SECRET(struct words, secret, 5, REQUIRED),
    };
    struct fixture *f = *state;
    struct words words;

    f->rq.body = json_loads("{\"text\":\" a \",\"secret\":\"  ë \\u00a0\"}", 0, NULL);
    must(input_read(&f->rq, f->rq.body, WORDS, COUNT(WORDS), &words));
    assert_string_equal(words.text, "a");
    assert_string_equal(words.secret, "  ë \xC2\xA0");
    json_decref(f->rq.body);
    f->rq.body = json_loads("{\"secret\":\"12345 \"}", 0, NULL);
    must_fail(input_read(&f->rq, f->rq.body, WORDS, COUNT(WORDS), &words), ERR_INPUT);
    assert_string_equal(f->rq.work.problem.code, "too_long");
    json_decref(f->rq.body);
    f->rq.body = json_loads("{\"secret\":\"\"}", 0, NULL);
    must_fail(input_read(&f->rq, f->rq.body, WORDS, COUNT(WORDS), &words), ERR_INPUT);
    assert_string_equal(f->rq.work.problem.code, "required");
    json_decref(f->rq.body);
    f->rq.body = NULL;
}

static void only_an_object_is_read(void **state)
{
    struct fixture *f = *state;

    must_fail(form_read(f, FORM, COUNT(FORM), "[]"), ERR_INPUT);
    assert_string_equal(f->rq.work.problem.code, "wrong_type");
    must_fail(input_read(&f->rq, NULL, FORM, COUNT(FORM), &f->form), ERR_INPUT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_type_is_read),
        TEST(absent_members_are_cleared),
        TEST(null_is_absent),
        TEST(texts_are_trimmed),
        TEST(a_set_is_a_list_of_words),
        TEST(a_choice_is_one_word),
        TEST(what_was_read_outlives_the_json),
        TEST(unknown_members_are_named),
        TEST(unknown_names_come_back_plain),
        TEST(missing_members_are_named),
        TEST(over_long_texts_are_named),
        TEST(control_characters_are_refused),
        TEST(ill_typed_members_are_named),
        TEST(numbers_have_bounds),
        TEST(impossible_dates_are_named),
        TEST(unknown_words_are_named),
        TEST(nested_members_carry_the_names_around_them),
        TEST(all_that_is_wrong_is_told_at_once),
        TEST(an_unknown_member_is_told_alone),
        TEST(lists_have_an_end),
        TEST(required_sets_and_lists_are_not_empty),
        TEST(secrets_are_taken_as_typed),
        TEST(only_an_object_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
