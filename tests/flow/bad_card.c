/* Card texts that are none of ours, in every way a scanner, a printer or a forger can make them: the answer
 * is always 200 with the reason, and nothing is written. */
#include <stdio.h>
#include <string.h>

#include "support/fault.h"
#include "token/base32.h"

struct given {
    struct office_file file;
    struct office_card card;
    uint8_t bytes[CARD_TEXT_MAX];
    size_t size;
};

static void given_make(struct door *d, struct given *g)
{
    const char *reason;

    office_file(d, "14", "2026-02-10", "2026-09-10", &g->file);
    office_card(d, &g->file, g->file.mother, "'transport'", &g->card);
    must(card_text_decode(g->card.text, strlen(g->card.text), g->bytes, &g->size, &reason));
}

/* The bytes as a card's text, asked at the bus. */
static const char *bytes_check(struct door *d, const uint8_t *bytes, size_t n)
{
    char text[BASE32_TEXT(CARD_TEXT_MAX) + 3] = "BK1";

    base32_encode(bytes, n, text + 3);
    return office_check(d, BUS, text);
}

static void a_card_cut_anywhere_is_unreadable(void **state)
{
    struct door *d = *state;
    char cut[CARD_TEXT_MAX + 1];
    struct given g;

    given_make(d, &g);
    snprintf(cut, sizeof cut, "%s", g.card.text);
    for (size_t n = strlen(cut) - 1; n > 3; n -= n > 20 ? 7 : 1) {
        cut[n] = '\0';
        assert_string_equal(office_check(d, BUS, cut), "unreadable");
        assert_string_equal(said(d, "verdict"), "ask");
    }
}

static void a_card_with_one_bit_altered_is_not_valid(void **state)
{
    struct door *d = *state;
    size_t forged = 0;
    struct given g;

    given_make(d, &g);
    for (size_t bit = 0; bit < 8 * g.size; bit++) {
        const char *reason;

        g.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        reason = bytes_check(d, g.bytes, g.size);
        g.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (strcmp(reason, "forged") != 0 && strcmp(reason, "unreadable") != 0 &&
            strcmp(reason, "other_issuer") != 0)
            fail_msg("bit %zu: %s", bit, reason);
        assert_string_equal(said(d, "hint"), "");
        forged += !strcmp(reason, "forged");
    }
    assert_true(forged >= 8 * SIGNATURE_SIZE); /* every bit of the signature at least */
    assert_string_equal(bytes_check(d, g.bytes, g.size), "ok");
}

static void a_card_in_lower_case_is_the_same_card(void **state)
{
    struct door *d = *state;
    char lower[CARD_TEXT_MAX + 1];
    struct given g;

    given_make(d, &g);
    for (size_t i = 0; i <= strlen(g.card.text); i++)
        lower[i] =
            (char)(g.card.text[i] >= 'A' && g.card.text[i] <= 'Z' ? g.card.text[i] + 32 : g.card.text[i]);
    assert_string_equal(office_check(d, BUS, lower), "ok");
    assert_string_equal(office_check(d, BUS, path(d, " %s ", g.card.number)), "ok");
}

static void sign_check(struct door *d, const struct signer *key, const char *reason)
{
    CLEANUP(buf_free) struct buf text = {0};
    uint8_t digest[DIGEST_SIZE];
    const struct card_token token = {.exp = REGISTER_NOW + 86400,
                                     .services = SERVICE_TRANSPORT,
                                     .cti = {1, 2, 3},
                                     .list_uri = "https://karta.example.al/status/1"};

    must(card_token_sign(&token, key, &text, digest));
    assert_string_equal(office_check(d, BUS, text.data), reason);
}

static void a_card_of_another_issuer_is_told(void **state)
{
    CLEANUP(signer_free) struct signer *other = NULL;
    struct door *d = *state;

    must(signer_create(&other));
    sign_check(d, other, "other_issuer");
    assert_string_equal(said(d, "verdict"), "invalid");
}

static void our_signature_on_a_card_we_do_not_know_asks(void **state)
{
    struct door *d = *state;

    sign_check(d, keyring_issuer(d->r->keys), "restored_gap");
    assert_string_equal(said(d, "verdict"), "ask");
}

/* -7 stands in the protected header as 0x26; what the seal says of another algorithm does not matter. */
static void a_card_of_another_algorithm_is_unreadable(void **state)
{
    struct door *d = *state;
    struct given g;
    uint8_t *alg;

    given_make(d, &g);
    assert_non_null(alg = memmem(g.bytes, g.size, (const uint8_t[]){0xa2, 0x01, 0x26, 0x04}, 4));
    alg[2] = 0x27;
    assert_string_equal(bytes_check(d, g.bytes, g.size), "unreadable");
    alg[2] = 0x05;
    assert_string_equal(bytes_check(d, g.bytes, g.size), "unreadable");
}

static void ten_thousand_characters_are_unreadable(void **state)
{
    struct door *d = *state;
    char text[10001];

    memset(text, 'A', sizeof text);
    memcpy(text, "BK1", 3);
    text[10000] = '\0';
    assert_string_equal(office_check(d, BUS, text), "unreadable");
    text[0] = 'X';
    assert_string_equal(office_check(d, BUS, text), "unreadable");
}

static void what_is_no_card_at_all_is_unreadable(void **state)
{
    static const char *const TEXTS[] = {"BK1",
                                        "https://example.org/",
                                        "BK2AAAA",
                                        "BK1AAAA====",
                                        "BK10",
                                        "ABCD-EFGH-IJKL",
                                        "ABCD-EFGH-0189-MNOP",
                                        "ëç",
                                        "BK1🚌",
                                        "%s%n",
                                        "12345678901234567890"};
    struct door *d = *state;

    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++)
        assert_string_equal(office_check(d, BUS, TEXTS[i]), "unreadable");
    assert_string_equal(office_check(d, BUS, "ABCD-EFGH-IJKL-MNOP"), "unknown");
}

static void the_eleventh_typed_number_of_a_minute_waits(void **state)
{
    struct door *d = *state;
    struct given g;

    given_make(d, &g);
    for (int i = 0; i < 10; i++)
        assert_string_equal(office_check(d, BUS, "ABCD-EFGH-IJKL-MNOP"), "unknown");
    as(d, BUS);
    refused(d, "POST", "/api/v1/check", path(d, "{\"card\":\"%s\"}", g.card.number), 429, "too_many_numbers");
    assert_true(d->reply.retry_after > 0);
    assert_string_equal(office_check(d, BUS, g.card.text), "ok");
    d->app.clock.fixed += 60; /* a clock that was set forward is no minute waited */
    as(d, BUS);
    refused(d, "POST", "/api/v1/check", path(d, "{\"card\":\"%s\"}", g.card.number), 429, "too_many_numbers");
}

static const struct fault ASKED[] = {
    {"{'card':null}", 422, "required", "card"},
    {"{'card':' '}", 422, "required", "card"},
    {"{'card':5}", 422, "wrong_type", "card"},
    {"{'service':'flying'}", 403, "wrong_device_service", "service"},
    {"{'service':'documents'}", 403, "wrong_device_service", "service"},
    {"{'where':'Sarandë'}", 422, "unknown_member", "where"},
};

static void a_check_asked_wrongly(void **state)
{
    struct door *d = *state;

    as(d, BUS);
    faults_refused(d, "POST", "/api/v1/check", "{'card':'BK1AAAA','service':'transport'}", ASKED,
                   sizeof ASKED / sizeof ASKED[0]);
}

static void a_revoked_device_checks_nothing(void **state)
{
    struct door *d = *state;

    as(d, LOST_BUS);
    refused(d, "POST", "/api/v1/check", "{\"card\":\"BK1AAAA\"}", 401, "device_revoked");
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_card_cut_anywhere_is_unreadable),
        FLOW(a_card_with_one_bit_altered_is_not_valid),
        FLOW(a_card_in_lower_case_is_the_same_card),
        FLOW(a_card_of_another_issuer_is_told),
        FLOW(our_signature_on_a_card_we_do_not_know_asks),
        FLOW(a_card_of_another_algorithm_is_unreadable),
        FLOW(ten_thousand_characters_are_unreadable),
        FLOW(what_is_no_card_at_all_is_unreadable),
        FLOW(the_eleventh_typed_number_of_a_minute_waits),
        FLOW(a_check_asked_wrongly),
        FLOW(a_revoked_device_checks_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
