/* One table, two decoders: tests/agreement/cases.json holds the made texts and lists of AGREEMENT_CASES, and
 * what the offline check must say of them. Here the C side answers it; agreement.test.mjs asks the browser's
 * modules.
 *
 *     agreement           checks the file against the table, and the C decoder against every case
 *     agreement --write   makes the file anew (ECDSA signatures are never the same twice) */
#include "support/agreement.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "crypto/digest.h"
#include "support/assert.h"
#include "support/offline.h"
#include "token/base32.h"

#define FILE_PATH "tests/agreement/cases.json"
#define LETTERS   "oenrwfiul" /* one for each enum offline_reason */

static const char ABOUT[] =
    "Made by `agreement --write` of tests/conformance/agreement.c: do not edit. The keys are "
    "test vectors. list_iat: when the list that was looked at was signed. online: what the "
    "server says where it says something else by design; agreement_online.c holds it to that.";

static json_t *cases_file;

static struct offline_known known_keys(const char *name, const struct verifier *room[RECIPE_KEYS])
{
    struct offline_known known = {.keys = room};

    if (strcmp(name, "none") == 0)
        return known;
    assert_string_equal(name, "ours");
    room[0] = signer_verifier(recipe_key(KEY_ISSUER));
    room[1] = signer_verifier(recipe_key(KEY_RETIRED));
    known.key_count = 2;
    return known;
}

/* ---- making */

static char *base64url(const uint8_t *data, size_t n, char *ret)
{
    static const char ALPHABET[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *out = ret;

    for (size_t bit = 0; bit < 8 * n; bit += 6) {
        unsigned two = (unsigned)data[bit / 8] << 8 | (bit / 8 + 1 < n ? data[bit / 8 + 1] : 0U);

        *out++ = ALPHABET[two >> (10 - bit % 8) & 63];
    }
    *out = '\0';
    return ret;
}

static json_t *key_json(enum recipe_key which)
{
    const struct verifier *v = signer_verifier(recipe_key(which));
    uint8_t x[32], y[32];
    char x_text[44], y_text[44], kid[12];

    must(verifier_point(v, x, y));
    return json_pack("{ss, ss, ss, ss, ss, ss, ss}", "kty", "EC", "crv", "P-256", "alg", "ES256", "use",
                     "sig", "kid", base64url(verifier_kid(v), KID_SIZE, kid), "x", base64url(x, 32, x_text),
                     "y", base64url(y, 32, y_text));
}

static json_t *keys_json(void)
{
    return json_pack("{s[oo], s[]}", "ours", key_json(KEY_ISSUER), key_json(KEY_RETIRED), "none");
}

static json_t *list_json(const struct agreement_list *list)
{
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf hex = {0};

    agreement_token(list, &token);
    assert_non_null(buf_reserve(&hex, 2 * token.len + 1));
    return json_pack("{ss, ss, ss?, sI, sI, ss}", "name", list->name, "uri", list->uri, "refuse",
                     list->refuse, "iat", (json_int_t)list->iat, "exp", (json_int_t)list->exp, "token",
                     token.len ? digest_hex(token.data, token.len, hex.data) : "");
}

static const struct agreement_list *list_named(const char *name)
{
    for (size_t i = 0; i < AGREEMENT_LIST_COUNT; i++)
        if (strcmp(AGREEMENT_LISTS[i].name, name) == 0)
            return &AGREEMENT_LISTS[i];
    fail_msg("no list is called \"%s\"", name);
    return NULL;
}

static enum offline_reason reason_named(const char *name)
{
    for (unsigned i = 0; i < OFFLINE_REASONS; i++)
        if (strcmp(offline_reason_name((enum offline_reason)i), name) == 0)
            return (enum offline_reason)i;
    fail_msg("%s is no reason", name);
    return OFFLINE_REASONS;
}

/* What a case asks and what must be answered, without the text. */
static json_t *case_json(const struct agreement_case *c)
{
    const enum offline_reason reason = reason_named(c->reason);
    const bool looked = reason == OFFLINE_OK || reason == OFFLINE_REVOKED || c->looked;
    const char *list = !c->list ? "fresh" : *c->list ? c->list : NULL;
    const char *beside = !c->beside ? "beside it" : *c->beside ? c->beside : NULL;
    const char *by = looked ? list : c->looked_beside ? beside : NULL;
    json_t *made =
        json_pack("{ss, ss, sI, ss, ss?, ss?}", "name", c->name, "service",
                  c->service ? c->service : "transport", "now", (json_int_t)(c->now ? c->now : AGREEMENT_NOW),
                  "keys", c->keys ? c->keys : "ours", "list", list, "beside", beside);

    json_object_set_new(made, "verdict", json_string(offline_verdict_name(reason)));
    json_object_set_new(made, "reason", json_string(c->reason));
    json_object_set_new(made, "until",
                        reason == OFFLINE_OK && !c->dayless ? json_string(c->until ? c->until : "2026-03-31")
                                                            : json_null());
    json_object_set_new(made, "hint",
                        json_string(reason == OFFLINE_OK ? c->hint ? c->hint : "E.K. 1987" : ""));
    json_object_set_new(made, "list_iat", by ? json_integer(list_named(by)->iat) : json_null());
    if (c->online)
        json_object_set_new(made, "online", json_string(c->online));
    return made;
}

static json_t *case_with_text(const struct agreement_case *c)
{
    CLEANUP(buf_free) struct buf text = {0};
    json_t *made = case_json(c), *string;

    agreement_text(c, &text);
    string = json_stringn(text.data ? text.data : "", text.len);
    assert_non_null(string);
    json_object_set_new(made, "text", string);
    return made;
}

/* ---- asking the decoder */

static uint8_t *octets(const json_t *hex, size_t *ret_n)
{
    const char *text = json_string_value(hex);
    uint8_t *bytes = calloc(strlen(text) / 2 + 1, 1);
    unsigned byte;

    assert_non_null(bytes);
    for (*ret_n = 0; sscanf(text + 2 * *ret_n, "%2x", &byte) == 1; ++*ret_n)
        bytes[*ret_n] = (uint8_t)byte;
    return bytes;
}

static json_t *list_of_file(const char *name)
{
    json_t *list;
    size_t i;

    json_array_foreach(json_object_get(cases_file, "lists"), i, list)
    {
        if (strcmp(json_string_value(json_object_get(list, "name")), name) == 0)
            return list;
    }
    fail_msg("no list \"%s\" in the file", name);
    return NULL;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* Why it is not taken; NULL: it is. */
static const char *list_take(const json_t *list, const struct offline_known *known, struct offline_list *ret)
{
    const char *reason = NULL;
    size_t n;
    uint8_t *token = octets(json_object_get(list, "token"), &n);
    err e = offline_list_import(token, n, known, text_of(list, "uri"), ret, &reason);

    free(token);
    assert_int_equal(e, reason ? ERR_INPUT : OK);
    return reason;
}

static void ask(const json_t *question, const char *text, size_t n, struct offline_check *ret)
{
    static const char *const KINDS[] = {"list", "beside"};
    struct offline_list lists[2] = {0};
    const struct verifier *room[RECIPE_KEYS];
    struct offline_known known = known_keys(text_of(question, "keys"), room);
    enum card_service service = 0;

    known.lists = lists;
    for (size_t i = 0; i < 2; i++) {
        const char *name = text_of(question, KINDS[i]);

        if (name && !list_take(list_of_file(name), &known, &lists[known.list_count]))
            known.list_count++;
    }
    card_service_parse(text_of(question, "service"), &service);
    must(offline_decide(text, n, service, json_integer_value(json_object_get(question, "now")), &known, ret));
    for (size_t i = 0; i < 2; i++)
        offline_list_free(&lists[i]);
}

static json_t *answer_json(const struct offline_check *check)
{
    char until[DATE_TEXT];
    json_t *made =
        json_pack("{ss, ss, ss?, ss}", "verdict", offline_verdict_name(check->reason), "reason",
                  offline_reason_name(check->reason), "until",
                  check->until == DATE_NONE ? NULL : date_format(check->until, until), "hint", check->hint);

    json_object_set_new(made, "list_iat", check->list_iat ? json_integer(check->list_iat) : json_null());
    return made;
}

/* The reason for each bit of the first case's card, when only that bit is changed: a letter each. */
static void letters_make(const json_t *good, struct buf *ret)
{
    uint8_t bytes[CARD_TEXT_MAX];
    char text[CARD_TEXT_MAX] = "BK1";
    struct offline_check check;
    const char *reason;
    size_t n;

    must(card_text_decode(text_of(good, "text"), strlen(text_of(good, "text")), bytes, &n, &reason));
    for (size_t bit = 0; bit < 8 * n; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        base32_encode(bytes, n, text + 3);
        ask(good, text, strlen(text), &check);
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        buf_char(ret, LETTERS[check.reason]);
    }
    must(buf_err(ret));
}

static json_t *letters_json(void)
{
    json_t *made = json_object();

    for (unsigned i = 0; i < OFFLINE_REASONS; i++)
        json_object_set_new(made, (const char[]){LETTERS[i], '\0'},
                            json_string(offline_reason_name((enum offline_reason)i)));
    return made;
}

/* ---- the tests */

static void the_file_is_made_of_this_table(void **state)
{
    const json_t *made = json_object_get(cases_file, "cases"), *lists = json_object_get(cases_file, "lists");

    (void)state;
    assert_int_equal(json_array_size(made), AGREEMENT_CASE_COUNT);
    assert_int_equal(json_array_size(lists), AGREEMENT_LIST_COUNT);
    for (size_t i = 0; i < AGREEMENT_CASE_COUNT; i++) {
        json_t *expected = case_json(&AGREEMENT_CASES[i]), *bare = json_copy(json_array_get(made, i));

        json_object_del(bare, "text");
        if (!json_equal(expected, bare))
            fail_msg("case \"%s\" is not what the table says: make the file anew", AGREEMENT_CASES[i].name);
        json_decref(expected);
        json_decref(bare);
    }
}

static void the_keys_are_the_test_vectors(void **state)
{
    json_t *keys = keys_json();

    (void)state;
    assert_true(json_equal(keys, json_object_get(cases_file, "keys")));
    json_decref(keys);
}

static void every_list_is_taken_or_refused_as_written(void **state)
{
    const struct verifier *room[RECIPE_KEYS];
    const struct offline_known known = known_keys("ours", room);
    unsigned wrong = 0;

    (void)state;
    for (size_t i = 0; i < AGREEMENT_LIST_COUNT; i++) {
        const struct agreement_list *expected = &AGREEMENT_LISTS[i];
        CLEANUP(offline_list_free) struct offline_list list = {0};
        const char *reason = list_take(list_of_file(expected->name), &known, &list);

        if (strcmp(reason ? reason : "", expected->refuse ? expected->refuse : "") != 0 ||
            (!reason && (list.token.iat != expected->iat || list.token.exp != expected->exp))) {
            print_error("list \"%s\": %s\n", expected->name, reason ? reason : "taken");
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void every_case_is_decided_as_written(void **state)
{
    const json_t *all = json_object_get(cases_file, "cases");
    unsigned wrong = 0;
    json_t *one;
    size_t i;

    (void)state;
    json_array_foreach(all, i, one)
    {
        const json_t *text = json_object_get(one, "text");
        struct offline_check check;
        const char *name;
        json_t *answer, *value;

        ask(one, json_string_value(text), json_string_length(text), &check);
        answer = answer_json(&check);
        json_object_foreach(answer, name, value)
        {
            if (json_equal(value, json_object_get(one, name)))
                continue;
            print_error("case \"%s\": another %s; %s%s%s\n", text_of(one, "name"), name,
                        offline_reason_name(check.reason), check.detail ? ": " : "",
                        check.detail ? check.detail : "");
            wrong++;
        }
        assert_true((check.detail != NULL) == (check.reason == OFFLINE_UNREADABLE));
        json_decref(answer);
    }
    assert_int_equal(wrong, 0);
}

static void every_reason_is_among_the_cases(void **state)
{
    unsigned seen = 0;

    (void)state;
    for (size_t i = 0; i < AGREEMENT_CASE_COUNT; i++)
        seen |= 1U << reason_named(AGREEMENT_CASES[i].reason);
    assert_int_equal(seen, (1U << OFFLINE_REASONS) - 1);
}

static void no_changed_bit_is_ever_good(void **state)
{
    const json_t *bits = json_object_get(cases_file, "changed_bits");
    CLEANUP(buf_free) struct buf letters = {0};

    (void)state;
    letters_make(json_array_get(json_object_get(cases_file, "cases"), 0), &letters);
    assert_string_equal(letters.data, text_of(bits, "answers"));
    assert_int_equal(strspn(letters.data, "fiu"), letters.len); /* forged, other_issuer, unreadable */
}

static int file_open(void **state)
{
    json_error_t error;

    clock_zone_set();
    if (recipe_keys_make(state))
        return -1;
    cases_file = json_load_file(FILE_PATH, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    if (!cases_file)
        print_error(FILE_PATH ": %s\n", error.text);
    return cases_file ? 0 : -1;
}

static int file_close(void **state)
{
    json_decref(cases_file);
    return recipe_keys_free(state);
}

static void write_file(void **state)
{
    CLEANUP(buf_free) struct buf letters = {0};
    json_t *lists = json_array(), *made = json_array();

    clock_zone_set();
    assert_int_equal(recipe_keys_make(state), 0);
    for (size_t i = 0; i < AGREEMENT_LIST_COUNT; i++)
        json_array_append_new(lists, list_json(&AGREEMENT_LISTS[i]));
    for (size_t i = 0; i < AGREEMENT_CASE_COUNT; i++)
        json_array_append_new(made, case_with_text(&AGREEMENT_CASES[i]));
    cases_file =
        json_pack("{ss, so, so, so}", "about", ABOUT, "keys", keys_json(), "lists", lists, "cases", made);
    letters_make(json_array_get(made, 0), &letters);
    json_object_set_new(cases_file, "changed_bits",
                        json_pack("{ss, so, ss}", "about",
                                  "the first case's card with one bit changed: a letter "
                                  "for each, the lowest bit of the first byte first",
                                  "letters", letters_json(), "answers", letters.data));
    assert_int_equal(json_dump_file(cases_file, FILE_PATH, JSON_INDENT(1)), 0);
    file_close(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_made_of_this_table),
        cmocka_unit_test(the_keys_are_the_test_vectors),
        cmocka_unit_test(every_list_is_taken_or_refused_as_written),
        cmocka_unit_test(every_case_is_decided_as_written),
        cmocka_unit_test(every_reason_is_among_the_cases),
        cmocka_unit_test(no_changed_bit_is_ever_good),
    };
    const struct CMUnitTest make[] = {cmocka_unit_test(write_file)};

    if (argc > 2 || (argc == 2 && strcmp(argv[1], "--write") != 0)) {
        fputs("usage: agreement [--write]\n", stderr);
        return EX_USAGE;
    }
    return argc == 2 ? cmocka_run_group_tests_name("--write", make, NULL, NULL)
                     : cmocka_run_group_tests(tests, file_open, file_close);
}
