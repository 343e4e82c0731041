/* Status lists: which bit is set when, when a second list opens, when a list is signed again. */
#include "domain/card/status.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_refresh.h"
#include "support/holder.h"
#include "token/status_list.h"

#define TODAY (r->work.today)

/* The bits of a list as served, after its signature was found good. */
static struct status_list_token served(struct test_register *r, int64_t list, struct buf *ret_bits)
{
    CLEANUP(buf_free) struct buf token = {0};
    struct status_list_token parsed;
    struct cose_sign1 cose;
    int64_t signed_at;

    must(status_token(&r->work, list, STATUS_REVOKED, &token, &signed_at));
    must(status_list_parse((const uint8_t *)token.data, token.len, COSE_OURS, &parsed, &cose, ret_bits));
    must(cose_verify(&cose, keyring_verifier(r->keys, 0), (struct slice){0}));
    assert_int_equal(parsed.iat, signed_at);
    assert_int_equal(ret_bits->len, STATUS_LIST_BYTES);
    return parsed;
}

static unsigned bits_set(const struct buf *bits)
{
    unsigned count = 0;

    for (size_t i = 0; i < STATUS_LIST_ENTRIES; i++)
        count += status_get((const uint8_t *)bits->data, 1, i);
    return count;
}

static struct card card_made(struct test_register *r, struct holder *h)
{
    struct card c;

    holder_make(r, TODAY - 10, TODAY + 100, h);
    holder_card(r, h, SERVICE_TRANSPORT, &c);
    return c;
}

/* Whether the card stands in the list beside its own. */
static bool goes_on(struct test_register *r, const struct card *c)
{
    CLEANUP(buf_free) struct buf token = {0};
    CLEANUP(buf_free) struct buf bits = {0};
    struct status_list_token parsed;
    struct card_token card;
    struct cose_sign1 cose;
    int64_t signed_at;

    must(status_sign(&r->work, 3600));
    must(status_token(&r->work, 1, STATUS_PROLONGED, &token, &signed_at));
    must(status_list_parse((const uint8_t *)token.data, token.len, COSE_OURS, &parsed, &cose, &bits));
    assert_string_equal(parsed.uri, "https://karta.example.al/status/1/prolonged");
    assert_true(bits_set(&bits) <= 1);
    must(card_token_read(c->text, &card));
    return status_get((const uint8_t *)bits.data, 1, card.list_index);
}

/* Said from the day before the printed one ends, until the new one is over: no earlier, and no longer. */
static void a_card_that_is_prolonged_stands_in_the_list_beside(void **state)
{
    struct test_register *r = *state;
    const date printed = TODAY + 100;
    struct holder h;
    struct card c = card_made(r, &h);

    holder_act(r, &h, ACT_EXTENDED, printed + 20);
    assert_false(goes_on(r, &c));
    for (date day = printed - 3; day <= printed + 22; day++) {
        register_on(r, day);
        must(card_refresh(&r->work, h.person));
        assert_int_equal(goes_on(r, &c), day >= printed - 1 && day <= printed + 20);
    }
}

static void one_that_was_replaced_or_ended_leaves_it_at_once(void **state)
{
    struct test_register *r = *state;
    const date printed = TODAY + 100;
    struct card c, other;
    struct holder h;

    c = card_made(r, &h);
    holder_act(r, &h, ACT_EXTENDED, printed + 20);
    register_on(r, printed + 1);
    must(card_refresh(&r->work, h.person));
    assert_true(goes_on(r, &c));
    must(card_replace(&r->work, c.number, &other));
    assert_false(goes_on(r, &c));
    assert_false(goes_on(r, &other));
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    assert_false(goes_on(r, &other));
}

static void a_new_list_is_served_at_once_with_all_bits_unset(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf bits = {0};
    struct status_list_token token;
    struct holder h;

    card_made(r, &h);
    token = served(r, 1, &bits);
    assert_string_equal(token.uri, "https://karta.example.al/status/1");
    assert_int_equal(token.exp, token.iat + STATUS_LIST_LIFE);
    assert_int_equal(token.ttl, STATUS_LIST_TTL);
    assert_int_equal(bits_set(&bits), 0);
}

static void revoking_sets_just_this_bit(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf bits = {0};
    struct holder h;
    struct card c = card_made(r, &h);

    must(card_revoke(&r->work, c.number, CARD_REVOKED));
    served(r, c.list, &bits);
    assert_int_equal(bits_set(&bits), 1);
    assert_int_equal(status_get((const uint8_t *)bits.data, 1, (size_t)c.index), 1);
}

static void a_termination_sets_the_bit_and_its_correction_takes_it_back(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf bits = {0};
    CLEANUP(buf_free) struct buf after = {0};
    struct holder h;

    card_made(r, &h);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    served(r, 1, &bits);
    assert_int_equal(bits_set(&bits), 1);
    must(db_exec(r->db,
                 "INSERT INTO order_act (id, order_id, kind, on_day, corrects_id, voids, recorded_at) "
                 "SELECT id + 1000, order_id, 'corrected', on_day, id, 1, recorded_at FROM order_act "
                 "WHERE kind = 'terminated'",
                 NO_BINDS));
    must(card_refresh(&r->work, h.person));
    served(r, 1, &after);
    assert_int_equal(bits_set(&after), 0);
}

static void a_second_list_opens_at_half_use(void **state)
{
    struct test_register *r = *state;
    struct status_draws draws = {0};
    int64_t *lists, list;
    struct holder h;
    uint32_t index;
    size_t count;

    card_made(r, &h);
    must(db_exec(r->db, "UPDATE status_list SET used = 65535", NO_BINDS));
    must(status_draw(&r->work, &draws, &list, &index));
    assert_int_equal(list, 1);
    must(status_draw(&r->work, &draws, &list, &index));
    assert_int_equal(list, 2);
    must(status_draws_keep(&r->work, &draws));
    must(status_lists(&r->work, &lists, &count));
    assert_int_equal(count, 2);
    assert_int_equal(lists[1], 2);
    assert_int_equal(register_int(r, "SELECT used FROM status_list WHERE id = 1"), 65536);
    assert_int_equal(register_int(r, "SELECT used FROM status_list WHERE id = 2"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM status_list WHERE token IS NOT NULL"), 2);
}

static void an_index_in_use_is_never_drawn(void **state)
{
    static const char SQL_FILL[] =
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 131071) "
        "INSERT INTO card (id, number_sealed, number_blind, token_sealed, person_id, services, issued_on, "
        "exp_day, "
        "exp_at, list_id, "
        "list_index, issued_at) SELECT 1000 + i, x'00', CAST(i AS BLOB), x'00', :person, 1, '2026-03-10', "
        "'2026-03-11', 1, 1, i, 1 "
        "FROM n WHERE i NOT IN (SELECT list_index FROM card) AND i % 8 <> 3";
    struct test_register *r = *state;
    struct status_draws draws = {0};
    struct holder h;
    int64_t list, taken;
    uint32_t index;

    card_made(r, &h);
    must(db_exec(r->db, SQL_FILL, BINDS(INT(":person", h.person))));
    for (int i = 0; i < 50; i++) {
        must(status_draw(&r->work, &draws, &list, &index));
        must(db_int(r->db, "SELECT count(*) FROM card WHERE list_id = 1 AND list_index = :i",
                    BINDS(INT(":i", index)), &taken));
        assert_int_equal(taken, 0);
    }
}

static void draws_of_one_batch_are_all_different(void **state)
{
    static uint8_t seen[STATUS_LIST_ENTRIES];
    struct test_register *r = *state;
    struct status_draws draws = {0};
    struct holder h;
    int64_t list;
    uint32_t index;

    card_made(r, &h);
    for (int i = 0; i < 4000; i++) { /* 60 would be drawn twice by chance */
        must(status_draw(&r->work, &draws, &list, &index));
        assert_int_equal(seen[index]++, 0);
    }
    must(status_draws_keep(&r->work, &draws));
    assert_int_equal(register_int(r, "SELECT used FROM status_list"), 4001);
}

static void an_unchanged_list_is_signed_again_when_it_is_old(void **state)
{
    struct test_register *r = *state;
    int64_t before = r->work.now;
    struct holder h;

    card_made(r, &h);
    register_at(r, before + 3599);
    must(status_sign(&r->work, 3600));
    assert_int_equal(register_int(r, "SELECT signed_at FROM status_list"), before);
    register_at(r, before + 3600);
    must(status_sign(&r->work, 3600));
    assert_int_equal(register_int(r, "SELECT signed_at FROM status_list"), before + 3600);
}

static void there_is_no_list_that_was_not_opened(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf token = {0};
    int64_t signed_at;

    must_fail(status_token(&r->work, 1, STATUS_REVOKED, &token, &signed_at), ERR_ABSENT);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_card_that_is_prolonged_stands_in_the_list_beside),
        with_register(one_that_was_replaced_or_ended_leaves_it_at_once),
        with_register(a_new_list_is_served_at_once_with_all_bits_unset),
        with_register(revoking_sets_just_this_bit),
        with_register(a_termination_sets_the_bit_and_its_correction_takes_it_back),
        with_register(a_second_list_opens_at_half_use),
        with_register(an_index_in_use_is_never_drawn),
        with_register(draws_of_one_batch_are_all_different),
        with_register(an_unchanged_list_is_signed_again_when_it_is_old),
        with_register(there_is_no_list_that_was_not_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
