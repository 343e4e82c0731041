/* Cards: how long they live, how they are found, how they end. 2026-03-10 is today. */
#include "domain/card/card.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "domain/card/card_end.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_print.h"
#include "support/holder.h"
#include "support/told.h"

#define TODAY (r->work.today)

static struct card_token token_of(const struct card *c)
{
    uint8_t bytes[CARD_TEXT_MAX];
    struct card_token token;
    struct cose_sign1 cose;
    const char *reason;
    size_t n;

    must(card_text_decode(c->text, strlen(c->text), bytes, &n, &reason));
    must(card_token_parse(bytes, n, &token, &cose, &reason));
    return token;
}

static struct card card_again(struct test_register *r, const struct card *c)
{
    struct card card;

    must(card_read(&r->work, c->number, true, &card));
    return card;
}

static void a_card_lives_as_long_as_the_order(void **state)
{
    struct test_register *r = *state;
    date end = date_make(2026, 9, 1);
    struct card_token token;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 10, end, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    token = token_of(&c);
    assert_int_equal(c.exp_day, end);
    assert_int_equal(token.exp, date_midnight(end + 1));
    assert_int_equal(token.nbf, 0);
    assert_int_equal(token.services, BUS_AND_DESK);
    assert_string_equal(token.hint, "E.K. 1987");
    assert_string_equal(token.list_uri, "https://karta.example.al/status/1");
    assert_int_equal(token.list_index, c.index);
    assert_int_equal(c.span_count, 2);
    assert_null(c.flag);
}

static void no_card_lives_beyond_twelve_months(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 10, date_add_months(TODAY, 12) - 10, &h);
    holder_act(r, &h, ACT_EXTENDED, date_add_months(TODAY, 18));
    holder_card(r, &h, BUS_AND_DESK, &c);
    assert_int_equal(c.exp_day, date_make(2027, 3, 10));
    assert_int_equal(c.spans[0].until, c.exp_day);
    assert_null(c.flag);
}

/* Twelve months end with the same-numbered day, for the order and its card alike (law 9669/2006): the card is
 * good to the midnight behind 05.08.2027 in Tirane, which is 22:00 UTC of that day. */
static void a_card_of_twelve_months_ends_with_its_order(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    register_on(r, date_make(2026, 8, 5));
    holder_make(r, TODAY, date_make(2027, 8, 5), &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    assert_int_equal(c.exp_day, date_make(2027, 8, 5));
    assert_int_equal(token_of(&c).exp, 1817503200);
    assert_int_equal(c.spans[0].until, date_make(2027, 8, 5));
    register_on(r, date_make(2027, 8, 5));
    assert_int_equal(card_again(r, &c).closed_on, DATE_NONE);
}

/* 29.02 and twelve months are 28.02, the last day of both. */
static void a_card_of_a_leap_day_ends_on_the_last_of_february(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    register_on(r, date_make(2028, 2, 29));
    holder_make(r, TODAY, date_make(2029, 2, 28), &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    assert_int_equal(c.exp_day, date_make(2029, 2, 28));
    assert_int_equal(token_of(&c).exp, 1867014000);
}

static void a_card_of_an_open_order_lives_thirty_days(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    assert_int_equal(c.exp_day, TODAY + 29);
    assert_int_equal(c.spans[0].until, DATE_OPEN);
    assert_null(c.flag);
}

static void a_start_in_the_future_stands_in_the_card(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    must(db_exec(r->db, "UPDATE benefit_rule SET from_day = '2026-03-20' WHERE service = 'transport'",
                 NO_BINDS));
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    assert_int_equal(token_of(&c).nbf, date_midnight(date_make(2026, 3, 20)));
}

static void the_holder_may_prefer_no_hint(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_TRANSPORT, .no_hint = true};
    struct holder h;
    struct card c, new;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    in.case_id = h.case_id;
    in.person = h.person;
    must(card_issue(&r->work, &in, &c));
    assert_string_equal(token_of(&c).hint, "");
    assert_int_equal(told_int(r, "SELECT count(*) FROM card_service WHERE hint_sealed IS NOT NULL"), 0);
    must(card_replace(&r->work, c.number, &new));
    assert_string_equal(token_of(&new).hint, "");
}

static void who_is_not_entitled_gets_no_card(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_TRANSPORT | SERVICE_KINDERGARTEN};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    in.case_id = h.case_id;
    in.person = h.person;
    must_refuse_at(r, card_issue(&r->work, &in, &c), ERR_INPUT, "not_entitled", "services");
    assert_string_equal(r->work.problem.field, "services");
    assert_string_equal(r->work.problem.detail, "This person is not entitled to kindergarten: not_enrolled.");
    in.services = 8;
    must_refuse_at(r, card_issue(&r->work, &in, &c), ERR_INPUT, "unknown_service", "services");
    in.services = 0;
    must_refuse_at(r, card_issue(&r->work, &in, &c), ERR_INPUT, "unknown_service", "services");
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM status_list"), 0);
}

static void somebody_of_another_file_gets_no_card_from_this_one(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_TRANSPORT, .person = 999};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    in.case_id = h.case_id;
    must_fail(card_issue(&r->work, &in, &c), ERR_INPUT);
    assert_string_equal(r->work.problem.field, "person");
}

static void a_stale_version_is_told(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_TRANSPORT, .version = 1};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    in.case_id = h.case_id;
    in.person = h.person;
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must_refuse(r, card_issue(&r->work, &in, &c), ERR_CONFLICT, "stale_version");
}

static void a_card_is_found_by_its_number_in_any_spelling(void **state)
{
    struct test_register *r = *state;
    char spelled[64];
    struct holder h;
    struct card c, found;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    snprintf(spelled, sizeof spelled, " %.4s %.4s%.4s-%.4s", c.number, c.number + 5, c.number + 10,
             c.number + 15);
    for (char *p = spelled; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    must(card_read(&r->work, spelled, false, &found));
    assert_string_equal(found.number, c.number);
    assert_null(found.text);
    must_refuse(r, card_read(&r->work, "AAAA-AAAA-AAAA-AAAA", false, &found), ERR_ABSENT, "no_card");
    must_refuse(r, card_read(&r->work, "x", false, &found), ERR_ABSENT, "no_card");
}

static void revoking_shows_at_once_and_once_only(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    c = card_again(r, &c);
    assert_string_equal(c.revoked_why, "lost");
    assert_int_equal(c.revoked_at, r->work.now);
    assert_int_equal(c.closed_on, TODAY);
    assert_true(c.bit);
    assert_int_equal(register_int(r, "SELECT min(revoked) FROM card_service"), 1);
    must_refuse(r, card_revoke(&r->work, c.number, CARD_REVOKED), ERR_CONFLICT, "already_revoked");
}

static void a_replacement_carries_what_still_holds(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card old, new;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &old);
    must(db_exec(r->db, "UPDATE benefit_rule SET until_day = '2026-03-09' WHERE service = 'documents'",
                 NO_BINDS));
    must(card_replace(&r->work, old.number, &new));
    assert_int_equal(new.services, SERVICE_TRANSPORT);
    old = card_again(r, &old);
    assert_string_equal(old.revoked_why, "replaced");
    assert_string_equal(old.replaced_by, new.number);
    assert_true(old.bit);
    assert_false(new.bit);
}

static void nothing_happens_when_no_replacement_is_possible(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c, new;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    must_refuse_at(r, card_replace(&r->work, c.number, &new), ERR_INPUT, "not_entitled", "services");
    assert_null(card_again(r, &c).revoked_why);
}

static void a_compromised_card_takes_the_channel_with_it(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card old, new;

    holder_make(r, TODAY - 1, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &old);
    must(card_compromised(&r->work, old.number, &new));
    assert_string_equal(card_again(r, &old).revoked_why, "compromised");
    assert_string_not_equal(new.number, old.number);
    assert_int_equal(register_int(r, "SELECT unsafe_since FROM safe_contact"), r->work.now);
}

static void a_compromised_card_goes_even_without_a_new_one(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card old, new;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &old);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    must(card_compromised(&r->work, old.number, &new));
    assert_int_equal(new.id, 0);
    assert_string_equal(r->work.warnings[0]->what.code, "no_new_card");
    assert_string_equal(card_again(r, &old).revoked_why, "compromised");
    assert_int_equal(register_int(r, "SELECT unsafe_since FROM safe_contact"), r->work.now);
}

static void cards_are_listed_newest_first(void **state)
{
    struct test_register *r = *state;
    struct card old, new, *list;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &old);
    holder_card(r, &h, SERVICE_DOCUMENTS, &new);
    must(card_list(&r->work, h.person, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].number, new.number);
    assert_string_equal(list[1].number, old.number);
}

static void a_sealed_file_keeps_its_cards(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_TRANSPORT};
    struct card c, found, *list;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(db_exec(r->db, "UPDATE case_file SET sealed = 1", NO_BINDS));
    must_refuse(r, card_read(&r->work, c.number, true, &found), ERR_DENIED, "sealed_file");
    must_refuse(r, card_list(&r->work, h.person, &list, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, card_revoke(&r->work, c.number, CARD_LOST), ERR_DENIED, "sealed_file");
    in.case_id = h.case_id;
    in.person = h.person;
    must_refuse(r, card_issue(&r->work, &in, &c), ERR_DENIED, "sealed_file");
}

static void everybody_without_a_card_gets_one(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(card_issue_missing(&r->work, BUS_AND_DESK, NULL, NULL, &count));
    assert_int_equal(count, 2);
    must(card_issue_missing(&r->work, BUS_AND_DESK, NULL, NULL, &count));
    assert_int_equal(count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'card.issue'"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE person_id = 2 AND services = 3"), 1);
    assert_int_equal(register_int(r, "SELECT max(id) FROM card"), 2);
    assert_int_equal(register_int(r, "SELECT next FROM sequence WHERE name = 'card'"), 3);
}

static void where_one_person_cannot_be_read_nobody_of_the_batch_gets_a_card(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    size_t count = 7;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(db_exec(r->db, "UPDATE person SET surname_sealed = x'010203' WHERE id = :id",
                 BINDS(INT(":id", h.child > h.person ? h.child : h.person))));
    must_fail(card_issue_missing(&r->work, BUS_AND_DESK, NULL, NULL, &count), ERR_CORRUPT);
    assert_int_equal(count, 7);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'card.issue'"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM status_list WHERE used > 0"), 0);
}

static void who_is_entitled_to_nothing_is_passed_over(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_enrol(r, &h, "Kopshti Dielli");
    must(card_issue_missing(&r->work, SERVICE_KINDERGARTEN, NULL, NULL, &count));
    assert_int_equal(count, 1);
    assert_int_equal(register_int(r, "SELECT person_id FROM card"), h.child);
}

static void a_card_is_drawn_until_it_is_revoked(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf svg = {0};
    CLEANUP(buf_free) struct buf pdf = {0};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    must(card_print(&r->work, c.number, CARD_SVG, false, &svg));
    assert_non_null(strstr(svg.data, "<svg"));
    must(card_print(&r->work, c.number, CARD_PDF, false, &pdf));
    assert_memory_equal(pdf.data, "%PDF", 4);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'card.print'"), 2);
    must(card_revoke(&r->work, c.number, CARD_REVOKED));
    must_refuse(r, card_print(&r->work, c.number, CARD_SVG, false, &svg), ERR_CONFLICT, "revoked");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

/* fontconfig keeps its configuration to the end of the process. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_card_lives_as_long_as_the_order),
        with_register(no_card_lives_beyond_twelve_months),
        with_register(a_card_of_twelve_months_ends_with_its_order),
        with_register(a_card_of_a_leap_day_ends_on_the_last_of_february),
        with_register(a_card_of_an_open_order_lives_thirty_days),
        with_register(a_start_in_the_future_stands_in_the_card),
        with_register(the_holder_may_prefer_no_hint),
        with_register(who_is_not_entitled_gets_no_card),
        with_register(somebody_of_another_file_gets_no_card_from_this_one),
        with_register(a_stale_version_is_told),
        with_register(a_card_is_found_by_its_number_in_any_spelling),
        with_register(revoking_shows_at_once_and_once_only),
        with_register(a_replacement_carries_what_still_holds),
        with_register(nothing_happens_when_no_replacement_is_possible),
        with_register(a_compromised_card_takes_the_channel_with_it),
        with_register(a_compromised_card_goes_even_without_a_new_one),
        with_register(cards_are_listed_newest_first),
        with_register(a_sealed_file_keeps_its_cards),
        with_register(everybody_without_a_card_gets_one),
        with_register(where_one_person_cannot_be_read_nobody_of_the_batch_gets_a_card),
        with_register(who_is_entitled_to_nothing_is_passed_over),
        with_register(a_card_is_drawn_until_it_is_revoked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
