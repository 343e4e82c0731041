/* Setting up a register: the municipality, its units, its public keys, once. */
#include "domain/office/municipality.h"

#include <string.h>

#include "domain/office/unit.h"
#include "support/paper.h"

static const struct municipality PERMET = {.name = "Përmet",
                                           .neutral_name = "Bashkia Përmet",
                                           .card_title = "Kartë shërbimesh",
                                           .help_line = "",
                                           .base_uri = "https://karta.permet.example.al"};
static const char *const UNITS[] = {"Qendër Piskovë", "Çarshovë", "Ballaban"};

/* As the setup of the tests leaves it, but without the municipality. */
static int empty_setup(void **state)
{
    struct test_register *r;

    if (register_setup(state))
        return 1;
    r = *state;
    return db_script(r->db, "DELETE FROM municipality; DELETE FROM unit") != OK;
}

static void refused(struct test_register *r, const struct municipality *in, const char *code,
                    const char *field)
{
    must_refuse_at(r, municipality_create(&r->work, in, UNITS, 3), ERR_INPUT, code, field);
    assert_int_equal(
        register_int(r, "SELECT (SELECT count(*) FROM municipality) + (SELECT count(*) FROM unit) + "
                        "(SELECT count(*) FROM issuer_key) + (SELECT count(*) FROM audit)"),
        0);
}

static void all_stands_at_once(void **state)
{
    struct test_register *r = *state;
    struct municipality m;
    struct unit *units;
    size_t count;

    must(municipality_create(&r->work, &PERMET, UNITS, 3));
    must(municipality_read(&r->work, &m));
    assert_string_equal(m.name, "Përmet");
    assert_string_equal(m.neutral_name, "Bashkia Përmet");
    assert_string_equal(m.card_title, "Kartë shërbimesh");
    assert_string_equal(m.help_line, "");
    assert_string_equal(m.base_uri, "https://karta.permet.example.al");
    must(unit_list(&r->work, &units, &count));
    assert_int_equal(count, 3);
    assert_string_equal(units[0].name, "Ballaban");
    assert_string_equal(units[1].name, "Çarshovë"); /* as people look for it, not behind the z */
    assert_string_equal(units[2].name, "Qendër Piskovë");
    assert_int_equal(register_int(r, "SELECT count(*) FROM issuer_key"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'municipality.create'"), 1);
}

static void it_is_set_up_once(void **state)
{
    struct test_register *r = *state;

    must(municipality_create(&r->work, &PERMET, UNITS, 3));
    must_refuse(r, municipality_create(&r->work, &PERMET, UNITS, 3), ERR_CONFLICT, "already_set_up");
    assert_int_equal(register_int(r, "SELECT count(*) FROM unit"), 3);
}

static void an_empty_register_says_so(void **state)
{
    struct test_register *r = *state;
    struct municipality m;

    must_refuse(r, municipality_read(&r->work, &m), ERR_ABSENT, "not_set_up");
}

static void every_text_is_checked(void **state)
{
    static const struct {
        size_t offset;
        const char *field;
        bool needed;
    } TEXTS[] = {{offsetof(struct municipality, name), "name", true},
                 {offsetof(struct municipality, neutral_name), "neutral_name", true},
                 {offsetof(struct municipality, card_title), "card_title", true},
                 {offsetof(struct municipality, help_line), "help_line", false}};
    struct test_register *r = *state;
    char text[82] = "";

    memset(text, 'x', 81);
    for (size_t i = 0; i < 4; i++) {
        struct municipality in = PERMET;
        const char **at = (const char **)(void *)((char *)&in + TEXTS[i].offset);

        *at = NULL;
        refused(r, &in, "required", TEXTS[i].field);
        if (TEXTS[i].needed) {
            *at = " ";
            refused(r, &in, "required", TEXTS[i].field);
        }
        *at = text;
        refused(r, &in, "too_long", TEXTS[i].field);
        *at = "\xff";
        refused(r, &in, "bad_text", TEXTS[i].field);
    }
}

static void the_address_is_a_place_devices_can_fetch_from(void **state)
{
    static const char *const BAD[] = {
        "http://karta.example.al", "karta.example.al", "https://",
        "https://k.al/",           "https://k.al?x",   "https://k.al#x",
        "https://k .al",           "https://k\"al",    "http://localhost.example.al",
        "http://127.0.0.123"};
    static const char *const GOOD[] = {"https://k.al", "https://k.al/karta", "http://localhost:8080",
                                       "http://127.0.0.1", "http://127.0.0.1:8080/x"};
    struct test_register *r = *state;
    struct municipality in = PERMET;

    in.base_uri = NULL;
    refused(r, &in, "required", "base_uri");
    in.base_uri = "https://a-name-of-eighty-one-letters-is-more-than-may-stand-in-each-card-we-issue";
    refused(r, &in, "too_long", "base_uri");
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        in.base_uri = BAD[i];
        refused(r, &in, "bad_uri", "base_uri");
    }
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        in.base_uri = GOOD[i];
        must(municipality_create(&r->work, &in, UNITS, 3));
        must(db_script(r->db, "DELETE FROM municipality; DELETE FROM unit"));
    }
}

static void a_unit_stands_once_however_spelt(void **state)
{
    static const char *const DOUBLE[] = {"Çarshovë", "carshove"}, *const EMPTY[] = {"Çarshovë", ""};
    struct test_register *r = *state;

    must_refuse_at(r, municipality_create(&r->work, &PERMET, DOUBLE, 2), ERR_INPUT, "double_unit", "unit");
    must_refuse_at(r, municipality_create(&r->work, &PERMET, EMPTY, 2), ERR_INPUT, "required", "unit");
    assert_int_equal(
        register_int(r, "SELECT (SELECT count(*) FROM unit) + (SELECT count(*) FROM municipality)"), 0);
}

static void keys_are_published_once(void **state)
{
    struct test_register *r = *state;

    must(issuer_keys_publish(&r->work));
    must(issuer_keys_publish(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM issuer_key WHERE length(kid) = 8"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, empty_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(all_stands_at_once),
        with_register(it_is_set_up_once),
        with_register(an_empty_register_says_so),
        with_register(every_text_is_checked),
        with_register(the_address_is_a_place_devices_can_fetch_from),
        with_register(a_unit_stands_once_however_spelt),
        with_register(keys_are_published_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
