/* What is read without a parser is what the parser reads, and nothing besides. */
#include "http/flat_body.h"

#include <jansson.h>
#include <string.h>

#include "support/assert.h"

struct form {
    const char *card, *service;
};
static const struct member FORM[] = {
    MEMBER_TEXT(struct form, card, 12, REQUIRED),
    MEMBER_TEXT(struct form, service, 24, OPTIONAL),
};

struct both {
    struct arena arena;
    struct req rq;
};

/* As the slow way reads it: false where it refuses. */
static bool parsed(struct both *b, const char *body, size_t n, struct form *ret)
{
    json_t *json = json_loadb(body, n, JSON_REJECT_DUPLICATES, NULL);
    bool good = json && input_read(&b->rq, json, FORM, COUNT(FORM), ret) == OK;

    json_decref(json);
    return good;
}

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* Never taken where the parser refuses, and never for another value. Gives back whether it was taken. */
static bool taken(struct both *b, const char *body, size_t n)
{
    struct form fast, slow;
    bool flat;

    arena_reset(&b->arena);
    must(flat_body_take(&b->arena, body, n, FORM, COUNT(FORM), &flat, &fast));
    if (!flat)
        return false;
    if (!parsed(b, body, n, &slow) || !same(fast.card, slow.card) || !same(fast.service, slow.service))
        fail_msg("taken for something else: %.*s", (int)n, body);
    return true;
}

static void plain_bodies_are_taken(void **state)
{
    static const char *const BODIES[] = {
        "{\"card\":\"BK1ABC\",\"service\":\"transp\"}",
        "{\"service\":\"transp\",\"card\":\"BK1ABC\"}",
        "{\"card\":\"BK1ABC\"}",
        " {\r\n\t\"card\" : \"BK1 ABC\" ,\n\"service\": \"t\"} \n",
        "{\"card\":\"123456789012\"}",
    };
    struct both b = {.rq.work.arena = &b.arena};

    (void)state;
    for (size_t i = 0; i < COUNT(BODIES); i++)
        if (!taken(&b, BODIES[i], strlen(BODIES[i])))
            fail_msg("not taken: %s", BODIES[i]);
    arena_free(&b.arena);
}

static void what_is_not_plain_is_left(void **state)
{
    static const char *const BODIES[] = {
        "",
        "{",
        "{}",
        "[]",
        "null",
        "{\"card\"}",
        "{\"card\":}",
        "{\"card\":\"a\"",
        "{\"card\":\"a\"}}",
        "{\"card\":\"a\"} x",
        "{\"card\":\"a\",}",
        "{,\"card\":\"a\"}",
        "{\"card\":\"a\" \"service\":\"b\"}",
        "{\"card\":\"a\",\"card\":\"b\"}",
        "{\"card\":\"a\",\"more\":\"b\"}",
        "{\"service\":\"a\"}",
        "{\"card\":\"\"}",
        "{\"card\":\" a\"}",
        "{\"card\":\"a \"}",
        "{\"card\":\"1234567890123\"}",
        "{\"card\":\"a\\u0041\"}",
        "{\"card\":\"a\\n\"}",
        "{\"card\":\"\xc3\xab\"}",
        "{\"card\":\"\xff\"}",
        "{\"card\":\"a\tb\"}",
        "{\"card\":\"a\x7f\"}",
        "{\"card\":null}",
        "{\"card\":1}",
        "{\"card\":[\"a\"]}",
        "{\"card\":\"a\",\"service\":null}",
        "{card:\"a\"}",
        "{'card':'a'}",
        "\xef\xbb\xbf{\"card\":\"a\"}",
        "{\"c\\u0061rd\":\"a\"}",
    };
    struct both b = {.rq.work.arena = &b.arena};

    (void)state;
    for (size_t i = 0; i < COUNT(BODIES); i++)
        if (taken(&b, BODIES[i], strlen(BODIES[i])))
            fail_msg("taken: %s", BODIES[i]);
    assert_false(taken(&b, "{\"card\":\"a\0\"}", 13));
    assert_false(taken(&b, "{\"card\":\"a\"}\0", 13));
    arena_free(&b.arena);
}

/* One byte of a good body at a time, each of all 256, put in another's place, in between, or left out. */
static void no_byte_makes_another_value(void **state)
{
    static const char GOOD[] = "{ \"card\":\"BK1A C\" , \"service\":\"autobus urban nr 12\" }";
    const size_t n = sizeof GOOD - 1;
    struct both b = {.rq.work.arena = &b.arena};
    size_t count = 0;
    char body[96];

    (void)state;
    for (size_t at = 0; at < n; at++)
        for (int byte = 0; byte < 256; byte++) {
            memcpy(body, GOOD, n);
            body[at] = (char)byte;
            count += taken(&b, body, n);
            memcpy(body + at + 1, GOOD + at, n - at);
            count += taken(&b, body, n + 1);
            memcpy(body + at, GOOD + at + 1, n - at - 1);
            count += taken(&b, body, n - 1);
        }
    assert_true(count > 1000);
    arena_free(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_bodies_are_taken),
        cmocka_unit_test(what_is_not_plain_is_left),
        cmocka_unit_test(no_byte_makes_another_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
