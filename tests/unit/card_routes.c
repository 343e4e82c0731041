/* Cards, checks and status lists as asked for over HTTP. 2026-03-10 is today. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/card.h"
#include "api/check.h"
#include "api/status.h"
#include "domain/check/asking_limit.h"
#include "domain/check/tally.h"
#include "domain/check/tap_memory.h"
#include "domain/check/typing_limit.h"
#include "domain/office/organisation.h"
#include "support/door.h"
#include "support/holder.h"
#include "token/claim.h"

#define OF_HER    "/api/v1/persons/1/cards"
#define SUN       "Bearer sun-token"
#define TODAY     (d->r->work.today)
#define NEW_CARD  "{\"case_id\":1,\"version\":1,\"services\":[\"transport\",\"documents\"]}"
#define ORIGIN_OF "http://besa.example.al"

struct desk {
    struct door *door;
    struct route routes[32];
    struct tally *tally;
    struct typing_limit *typing;
    struct tap_memory *taps;
    struct holder holder;
};

static int setup(void **state)
{
    const struct route_table *tables[] = {&CARD_ROUTES, &CHECK_ROUTES, &STATUS_ROUTES};
    struct desk *desk = calloc(1, sizeof *desk);
    size_t count = 0;
    void *door;

    assert_non_null(desk);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        for (size_t j = 0; j < tables[i]->count; j++)
            desk->routes[count++] = tables[i]->routes[j];
    assert_int_equal(door_setup(&door, desk->routes, count), 0);
    desk->door = door;
    must(tally_make(&desk->tally));
    must(typing_limit_make(&desk->typing));
    must(tap_memory_make(&desk->taps));
    desk->door->app.tally = desk->tally;
    desk->door->app.typing = desk->typing;
    desk->door->app.taps = desk->taps;
    desk->door->app.origin = ORIGIN_OF;
    desk->door->in.origin = ORIGIN_OF;
    desk->door->in.cookie = COORDINATOR;
    holder_make(desk->door->r, desk->door->r->work.today - 10, desk->door->r->work.today + 100,
                &desk->holder);
    *state = desk;
    return 0;
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    void *door = desk->door;

    door_teardown(&door);
    tally_free(&desk->tally);
    typing_limit_free(&desk->typing);
    tap_memory_free(&desk->taps);
    free(desk);
    return 0;
}

/* Issues a card; its text and its number, for the paths to come. */
static void card_of(struct door *d, char ret_text[CARD_TEXT_MAX], char ret_number[CARD_NUMBER_TEXT])
{
    assert_int_equal(ask(d, "POST", OF_HER, NEW_CARD), 201);
    snprintf(ret_text, CARD_TEXT_MAX, "%s", said(d, "text"));
    snprintf(ret_number, CARD_NUMBER_TEXT, "%s", said(d, "number"));
}

static int check(struct door *d, const char *device, const char *card, const char *service)
{
    char body[CARD_TEXT_MAX + 100];

    d->in.authorization = device;
    snprintf(body, sizeof body, "{\"card\":\"%s\"%s%s%s}", card, service ? ",\"service\":\"" : "",
             service ? service : "", service ? "\"" : "");
    return ask(d, "POST", "/api/v1/check", body);
}

static void a_card_is_issued_read_and_listed(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT], path[80];

    card_of(d, text, number);
    assert_string_equal(said(d, "until"), "2026-06-18");
    assert_int_equal(json_array_size(json_object_get(d->json, "services")), 2);
    assert_int_equal(json_array_size(json_object_get(d->json, "spans")), 2);
    snprintf(path, sizeof path, "/api/v1/cards/%s", number);
    assert_int_equal(ask(d, "GET", path, NULL), 200);
    assert_string_equal(said(d, "text"), text);
    assert_int_equal(ask(d, "GET", OF_HER, NULL), 200);
    assert_int_equal(json_array_size(json_object_get(d->json, "cards")), 1);
    refused(d, "GET", "/api/v1/cards/AAAA-BBBB-CCCC-DDDD", NULL, 404, "no_card");
}

static void bad_requests_for_a_card_name_the_field(void **state)
{
    static const struct {
        const char *body, *field;
    } CASES[] = {
        {"{\"case_id\":1,\"version\":1,\"services\":[\"kindergarten\"]}", "services"},
        {"{\"case_id\":1,\"version\":1,\"services\":[\"flying\"]}", "services"},
        {"{\"case_id\":1,\"version\":1}", "services"},
        {"{\"case_id\":1,\"version\":1,\"services\":[]}", "services"},
        {"{\"version\":1,\"services\":[\"transport\"]}", "case_id"},
        {"{\"case_id\":1,\"version\":\"1\",\"services\":[\"transport\"]}", "version"},
    };
    struct door *d = ((struct desk *)*state)->door;

    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(ask(d, "POST", OF_HER, CASES[i].body), 422);
        assert_non_null(strstr(said(d, "field"), CASES[i].field));
    }
}

static void a_card_comes_in_three_pictures(void **state)
{
    static const struct {
        const char *suffix, *type, *begins;
    } CASES[] = {{"svg", "image/svg+xml; charset=utf-8", "<?xml"},
                 {"png", "image/png", "\x89PNG"},
                 {"pdf", "application/pdf", "%PDF"}};
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT], path[80];

    card_of(d, text, number);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        snprintf(path, sizeof path, "/api/v1/cards/%s.%s", number, CASES[i].suffix);
        assert_int_equal(ask(d, "GET", path, NULL), 200);
        assert_string_equal(d->reply.content_type, CASES[i].type);
        assert_null(d->reply.cache_control);
        assert_memory_equal(d->reply.body->data, CASES[i].begins, strlen(CASES[i].begins));
    }
}

static void a_card_is_revoked_replaced_compromised(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT], path[80];
    json_t *card;

    card_of(d, text, number);
    snprintf(path, sizeof path, "/api/v1/cards/%s/replace", number);
    assert_int_equal(ask(d, "POST", path, NULL), 201);
    snprintf(path, sizeof path, "/api/v1/cards/%s/compromised", said(d, "number"));
    assert_int_equal(ask(d, "POST", path, NULL), 201);
    card = json_object_get(d->json, "card");
    snprintf(path, sizeof path, "/api/v1/cards/%s/revoke",
             json_string_value(json_object_get(card, "number")));
    refused(d, "POST", path, "{\"why\":\"replaced\"}", 422, "unknown_value");
    refused(d, "POST", path, "{\"why\":[\"revoked\",\"lost\"]}", 422, "wrong_type");
    assert_int_equal(ask(d, "POST", path, "{\"why\":\"lost\"}"), 200);
    assert_string_equal(said(d, "revoked_why"), "lost");
    refused(d, "POST", path, "{\"why\":\"lost\"}", 409, "already_revoked");
}

static void a_device_learns_the_verdict_and_nothing_else(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT];

    card_of(d, text, number);
    assert_int_equal(check(d, BUS, text, "transport"), 200);
    assert_string_equal(d->reply.body->data,
                        "{\"verdict\":\"valid\",\"reason\":\"ok\",\"service\":\"transport\","
                        "\"until\":null,\"hint\":\"E.K. 1987\"}");
    assert_int_equal(check(d, BUS, "BK1AAAA", NULL), 200);
    assert_string_equal(d->reply.body->data,
                        "{\"verdict\":\"ask\",\"reason\":\"unreadable\",\"service\":\"transport\","
                        "\"until\":null,\"hint\":\"\"}");
    assert_null(d->reply.cache_control);
}

static void a_device_asks_for_its_own_service_only(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT];

    card_of(d, text, number);
    assert_int_equal(check(d, BUS, text, "documents"), 403);
    assert_string_equal(said(d, "code"), "wrong_device_service");
    assert_int_equal(check(d, LOST_BUS, text, NULL), 401);
    d->in.authorization = NULL;
    refused(d, "POST", "/api/v1/check", "{\"card\":\"x\"}", 403, "forbidden");
}

static void a_check_leaves_a_count_and_no_other_trace(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    struct desk *desk = *state;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT];
    int64_t before;

    card_of(d, text, number);
    before = register_int(d->r, "SELECT count(*) FROM audit");
    assert_int_equal(check(d, BUS, text, NULL), 200);
    assert_int_equal(check(d, BUS, text, NULL), 200);
    assert_int_equal(check(d, BUS, "BK1AAAA", NULL), 200);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit"), before);
    register_counted(d->r, desk->tally);
    assert_int_equal(register_int(d->r, "SELECT count FROM check_count WHERE result = 'ok'"), 2);
    assert_int_equal(
        register_int(d->r, "SELECT organisation_id FROM check_count WHERE result = 'unreadable'"), 30);
}

static void ten_thousand_characters_are_unreadable_not_an_error(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    static char body[10100];

    memset(body, 'A', sizeof body - 1);
    memcpy(body, "{\"card\":\"BK1", 12);
    memcpy(body + 10020, "\"}", 3);
    d->in.authorization = BUS;
    assert_int_equal(ask(d, "POST", "/api/v1/check", body), 200);
    assert_string_equal(said(d, "reason"), "unreadable");
}

static void typing_too_many_numbers_is_told_with_a_wait(void **state)
{
    struct door *d = ((struct desk *)*state)->door;

    for (int i = 0; i < 10; i++)
        assert_int_equal(check(d, BUS, "AAAA-BBBB-CCCC-DDDD", NULL), 200);
    assert_string_equal(said(d, "reason"), "unknown");
    assert_int_equal(check(d, BUS, "AAAA-BBBB-CCCC-DDDD", NULL), 429);
    assert_true(d->reply.retry_after > 0);
}

/* Neither yes nor no: whoever stands there has nothing to do with it. */
static void a_device_that_asks_too_often_is_told_to_wait(void **state)
{
    struct desk *desk = *state;
    struct door *d = desk->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT];
    uint64_t counted[CHECK_REASONS];

    must(asking_limit_make(&d->app.asking));
    card_of(d, text, number);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(check(d, BUS, text, "transport"), 200);
        assert_string_equal(said(d, "reason"), "ok");
    }
    assert_int_equal(check(d, BUS, text, "transport"), 200);
    assert_string_equal(d->reply.body->data,
                        "{\"verdict\":\"ask\",\"reason\":\"too_many\",\"service\":\"transport\","
                        "\"until\":null,\"hint\":\"\"}");
    assert_int_equal(check(d, BUS, number, "transport"), 200);
    assert_string_equal(said(d, "verdict"), "ask");
    tally_totals(desk->tally, counted);
    assert_int_equal(counted[CHECK_TOO_MANY], 2);
    asking_limit_free(&d->app.asking);
}

static void a_kindergarten_gets_its_children_with_every_answer(void **state)
{
    static const char SQL_DEVICE[] =
        "INSERT INTO device (id, organisation_id, service, name, token_hash, enrolled_at, "
        "created_at) VALUES (20, :place, 'kindergarten', 'Tablet', :hash, 1, 1)";
    struct desk *desk = *state;
    struct door *d = desk->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT], answer[300];
    uint8_t hash[DIGEST_SIZE];
    int64_t place;

    card_of(d, text, number);
    place = holder_enrol(d->r, &desk->holder, "Kopshti \"Dielli\"");
    must(digest_sha256("sun-token", 9, hash));
    must(db_exec(d->r->db, SQL_DEVICE, BINDS(INT(":place", place), BLOB(":hash", hash, DIGEST_SIZE))));
    assert_int_equal(check(d, SUN, text, "kindergarten"), 200);
    /* The child's number there is drawn. */
    snprintf(
        answer, sizeof answer,
        "{\"verdict\":\"invalid\",\"reason\":\"wrong_service\",\"service\":\"kindergarten\",\"until\":null,"
        "\"hint\":\"\",\"children\":[{\"hint\":\"A.K. 2021\",\"number\":%lld,\"until\":\"2026-06-18\","
        "\"ends_soon\":null}]}",
        (long long)json_integer_value(
            json_object_get(json_array_get(json_object_get(d->json, "children"), 0), "number")));
    assert_string_equal(d->reply.body->data, answer);
}

static void a_status_list_is_public_and_cached(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT], path[80], etag[sizeof d->reply.etag];

    card_of(d, text, number);
    assert_int_equal(ask(d, "GET", "/status/1", NULL), 200);
    assert_string_equal(d->reply.content_type, STATUS_LIST_TYPE);
    assert_string_equal(d->reply.cache_control, "public, max-age=300");
    assert_true(d->reply.cors);
    snprintf(etag, sizeof etag, "%s", d->reply.etag);
    d->in.if_none_match = etag;
    assert_int_equal(ask(d, "GET", "/status/1", NULL), 304);
    assert_int_equal(d->reply.body->len, 0);
    snprintf(path, sizeof path, "/api/v1/cards/%s/revoke", number);
    assert_int_equal(ask(d, "POST", path, "{\"why\":\"revoked\"}"), 200);
    assert_int_equal(ask(d, "GET", "/status/1", NULL), 200);
    d->in.if_none_match = NULL;
    refused(d, "GET", "/status/2", NULL, 404, "not_found");
}

static void the_issuer_says_its_name_keys_and_lists(void **state)
{
    struct door *d = ((struct desk *)*state)->door;
    char text[CARD_TEXT_MAX], number[CARD_NUMBER_TEXT];
    const json_t *key;

    card_of(d, text, number);
    d->in.cookie = NULL;
    assert_int_equal(ask(d, "GET", "/api/v1/issuer", NULL), 200);
    assert_string_equal(said(d, "name"), "Bashkia Gjirokastër");
    assert_string_equal(json_string_value(json_array_get(json_object_get(d->json, "status_lists"), 0)),
                        "https://karta.example.al/status/1");
    key = json_array_get(json_object_get(d->json, "keys"), 0);
    assert_string_equal(json_string_value(json_object_get(key, "crv")), "P-256");
    assert_int_equal(json_string_length(json_object_get(key, "kid")), 11); /* 8 bytes in base64url */
    assert_int_equal(json_string_length(json_object_get(key, "x")), 43);
    assert_int_equal(
        json_integer_value(json_object_get(json_object_get(d->json, "services"), "kindergarten")), 4);
}

#define at_the_desk(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

/* fontconfig keeps its configuration to the end of the process. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        at_the_desk(a_card_is_issued_read_and_listed),
        at_the_desk(bad_requests_for_a_card_name_the_field),
        at_the_desk(a_card_comes_in_three_pictures),
        at_the_desk(a_card_is_revoked_replaced_compromised),
        at_the_desk(a_device_learns_the_verdict_and_nothing_else),
        at_the_desk(a_device_asks_for_its_own_service_only),
        at_the_desk(a_check_leaves_a_count_and_no_other_trace),
        at_the_desk(ten_thousand_characters_are_unreadable_not_an_error),
        at_the_desk(typing_too_many_numbers_is_told_with_a_wait),
        at_the_desk(a_device_that_asks_too_often_is_told_to_wait),
        at_the_desk(a_kindergarten_gets_its_children_with_every_answer),
        at_the_desk(a_status_list_is_public_and_cached),
        at_the_desk(the_issuer_says_its_name_keys_and_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
