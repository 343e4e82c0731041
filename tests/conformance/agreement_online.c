/* The server's check held to the table of hard cases (support/agreement.h): what domain/check/check.c answers
 * is the column `online`, or the offline reason where a case has none. A card that the register could have
 * issued stands in it as it was printed, by the projection that the register itself writes; all other texts
 * are strangers to it. */
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "domain/card/card_projection.h"
#include "domain/check/check.h"
#include "domain/check/typing_limit.h"
#include "domain/claim/rules.h"
#include "domain/work/rows.h"
#include "support/agreement.h"
#include "support/register.h"
#include "token/base32.h"

#define CARD_ID   7
#define PROLONGED 40 /* days */

static const char SQL_KEY[] = "INSERT INTO issuer_key (kid, spki, created_at) VALUES (:kid, :spki, 0)";

static void key_publish(struct test_register *r, enum recipe_key which)
{
    const struct verifier *v = signer_verifier(recipe_key(which));
    CLEANUP(buf_free) struct buf spki = {0};

    must(verifier_spki(v, &spki));
    must(db_exec(r->db, SQL_KEY,
                 BINDS(BLOB(":kid", verifier_kid(v), KID_SIZE), BLOB(":spki", spki.data, spki.len))));
}

static int set_up(void **state)
{
    void *keys = NULL;

    if (recipe_keys_make(&keys) || register_setup(state))
        return -1;
    key_publish(*state, KEY_ISSUER);
    key_publish(*state, KEY_RETIRED);
    return 0;
}

static int tear_down(void **state)
{
    int failed = register_teardown(state);

    return recipe_keys_free(state) || failed;
}

static const char *online_of(const struct agreement_case *c)
{
    return c->online ? c->online : c->reason;
}

static int64_t now_of(const struct agreement_case *c)
{
    return c->now ? c->now : AGREEMENT_NOW;
}

static bool signed_by(const struct cose_sign1 *cose, enum recipe_key which)
{
    const struct verifier *v = signer_verifier(recipe_key(which));

    return cose->kid.size == KID_SIZE && !memcmp(cose->kid.data, verifier_kid(v), KID_SIZE) &&
           !cose_verify_ours(cose, v);
}

/* What the text says, where it is a card that one of the published keys has signed. */
static bool card_of_ours(const char *text, struct card_token *ret, uint8_t ret_digest[DIGEST_SIZE])
{
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    const char *reason;
    size_t n;

    if (card_text_decode(text, strlen(text), bytes, &n, &reason) ||
        card_token_parse(bytes, n, ret, &cose, &reason))
        return false;
    must(digest_sha256(bytes, n, ret_digest));
    return signed_by(&cose, KEY_ISSUER) || signed_by(&cose, KEY_RETIRED);
}

static date earlier(date a, date b)
{
    return a < b ? a : b;
}

static void card_hint_seal(struct test_register *r, const char *hint, struct buf *ret)
{
    const struct seal_place at = {SEAL_HINT, "card", "hint", CARD_ID};

    if (hint[0])
        must(hint_seal(r->keys, &at, hint, strlen(hint), ret));
}

struct span_row {
    const char *service, *from, *until, *exp;
    int64_t revoked;
};
static const char SQL_SPANS[] =
    "SELECT service, from_day, until_day, exp_day, revoked FROM card_service ORDER BY service, from_day";
static const struct column SPAN_COLUMNS[] = {
    COLUMN_TEXT(struct span_row, service),
    COLUMN_TEXT_AS(struct span_row, from, "from_day"),
    COLUMN_TEXT_AS(struct span_row, until, "until_day"),
    COLUMN_TEXT_AS(struct span_row, exp, "exp_day"),
    COLUMN_INT(struct span_row, revoked),
};
static const char SQL_DOOR[] = "INSERT INTO card_service (digest, service, from_day, until_day, exp_day, "
                               "revoked, card_ref, hint_sealed) VALUES "
                               "(:digest, :service, :from, :until, :exp, :revoked, :ref, :hint)";

/* The rows as the register has them, told to the doors under that digest: the cases are of cards that it
 * never issued. */
static void door_put(struct test_register *r, const uint8_t digest[DIGEST_SIZE], const struct buf *hint)
{
    struct db *door = register_door(r)->work.db;
    struct span_row *rows;
    size_t count;

    must(rows_read(&r->work, SQL_SPANS, NO_BINDS, COLUMNS(SPAN_COLUMNS), NULL, &rows, &count));
    for (size_t i = 0; i < count; i++)
        must(db_exec(door, SQL_DOOR,
                     BINDS(BLOB(":digest", digest, DIGEST_SIZE), TEXT(":service", rows[i].service),
                           TEXT(":from", rows[i].from), TEXT(":until", rows[i].until),
                           TEXT(":exp", rows[i].exp), INT(":revoked", rows[i].revoked), INT(":ref", CARD_ID),
                           BLOB(":hint", rows[i].service[0] ? NULL : hint->data, hint->len))));
}

/* The card as printed, or with its rights ended the day before. */
static void card_put(struct test_register *r, const struct agreement_case *c, const struct card_token *t,
                     const uint8_t digest[DIGEST_SIZE], const char *wanted)
{
    static const enum service SERVICES_OF_CARDS[] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN};
    const date last = instant_date(t->exp - 1), today = instant_date(now_of(c));
    const bool ended = !strcmp(wanted, "ended");
    struct card_row row = {.id = CARD_ID,
                           .exp_day = last,
                           .issued_on = earlier(last, today) - 30,
                           .revoked_at = !strcmp(wanted, "revoked")};
    CLEANUP(buf_free) struct buf hint = {0};
    struct card_span at[3];
    struct service_spans spans = {.at = at};
    struct rules rules;

    for (size_t i = 0; i < 3; i++)
        if (t->services & SERVICES_OF_CARDS[i]) {
            row.services |= SERVICES_OF_CARDS[i];
            at[spans.count++] = (struct card_span){.service = SERVICES_OF_CARDS[i],
                                                   .from = t->nbf ? instant_date(t->nbf) : row.issued_on,
                                                   .until = ended          ? earlier(last, today) - 1
                                                            : c->prolonged ? last + PROLONGED
                                                                           : last};
        }
    must(rules_load(&r->work, &rules));
    card_hint_seal(r, t->hint, &hint);
    must(card_project_new(&r->work, &rules, &spans, &row));
    door_put(r, digest, &hint);
}

static struct check server_says(struct test_register *r, const struct agreement_case *c, const char *text)
{
    const struct checker device = {
        .id = 1, .organisation = 1, .service = c->service ? c->service : "transport"};
    CLEANUP(typing_limit_free) struct typing_limit *typing = NULL;
    struct check check;

    must(typing_limit_make(&typing));
    register_at(r, now_of(c));
    must(check_card(register_door(r), &device, text, typing, &check));
    return check;
}

/* One of the reasons the case allows; the number of faults. */
static unsigned reason_try(struct test_register *r, const struct agreement_case *c, const char *text,
                           const char *wanted)
{
    uint8_t digest[DIGEST_SIZE];
    struct card_token token;
    struct check check;
    const char *until = c->until       ? c->until
                        : c->prolonged ? "2026-05-10"
                                       : "2026-03-31",
               *hint = c->hint ? c->hint : "E.K. 1987";
    char day[DATE_TEXT];
    unsigned wrong = 0;

    if (card_of_ours(text, &token, digest)) {
        wrong += server_says(r, c, text).reason != CHECK_RESTORED_GAP;
        if (strcmp(wanted, "restored_gap") != 0)
            card_put(r, c, &token, digest, wanted);
    }
    check = server_says(r, c, text);
    must(db_exec(r->db, "DELETE FROM card_service", NO_BINDS));
    must(db_exec(register_door(r)->work.db, "DELETE FROM card_service", NO_BINDS));
    if (check.reason == CHECK_OK)
        wrong += strcmp(date_format(check.until, day), until) || strcmp(check.hint, hint);
    else
        wrong += check.until != DATE_NONE || check.hint[0];
    wrong += strcmp(check_reason_name(check.reason), wanted) != 0;
    if (wrong)
        print_error("case \"%s\": %s, until %s, hint \"%s\"; should be %s\n", c->name,
                    check_reason_name(check.reason),
                    check.until == DATE_NONE ? "none" : date_format(check.until, day), check.hint, wanted);
    return wrong;
}

/* Each of "revoked, or ended". */
static unsigned case_try(struct test_register *r, const struct agreement_case *c)
{
    CLEANUP(buf_free) struct buf text = {0};
    char allowed[64];
    unsigned wrong = 0;

    agreement_text(c, &text);
    buf_char(&text, '\0'); /* a cut one still has its end behind it */
    must(buf_err(&text));
    assert_true(strlen(online_of(c)) < sizeof allowed);
    strcpy(allowed, online_of(c));
    for (char *rest = allowed, *next; rest; rest = next) {
        if ((next = strstr(rest, ", or "))) {
            *next = '\0';
            next += strlen(", or ");
        }
        wrong += reason_try(r, c, text.data, rest);
    }
    return wrong;
}

static void every_case_is_decided_as_the_online_column_says(void **state)
{
    unsigned wrong = 0;

    for (size_t i = 0; i < AGREEMENT_CASE_COUNT; i++)
        wrong += case_try(*state, &AGREEMENT_CASES[i]);
    assert_int_equal(wrong, 0);
}

/* The server needs no list, so it never says that one is stale; nor has it words the table lacks. */
static void no_case_leaves_the_server_without_an_answer(void **state)
{
    (void)state;
    for (size_t i = 0; i < AGREEMENT_CASE_COUNT; i++)
        assert_string_not_equal(online_of(&AGREEMENT_CASES[i]), "list_stale");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_case_is_decided_as_the_online_column_says, set_up, tear_down),
        cmocka_unit_test(no_case_leaves_the_server_without_an_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
