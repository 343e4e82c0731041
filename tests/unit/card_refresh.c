/* Cards that follow the orders: closed, flagged, opened again. 2026-03-10 is today. */
#include "domain/card/card_refresh.h"

#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_issue.h"
#include "support/holder.h"

#define TODAY (r->work.today)

static struct card card_again(struct test_register *r, const struct card *c)
{
    struct card card;

    must(card_read(&r->work, c->number, true, &card));
    return card;
}

static void an_open_card_is_flagged_only_when_its_printed_day_has_passed(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, c.exp_day);
    must(card_refresh(&r->work, h.person));
    assert_null(card_again(r, &c).flag);
    register_on(r, c.exp_day + 1);
    must(card_refresh(&r->work, h.person));
    c = card_again(r, &c);
    assert_string_equal(c.flag, "extended");
    assert_false(c.bit);
    assert_int_equal(c.closed_on, DATE_NONE);
}

static void an_open_card_ends_with_its_twelve_months(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, date_make(2027, 3, 10));
    must(card_refresh(&r->work, h.person));
    assert_int_equal(card_again(r, &c).closed_on, DATE_NONE);
    register_on(r, date_make(2027, 3, 11));
    must(card_refresh(&r->work, h.person));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, TODAY);
    assert_false(c.bit);
}

static void a_termination_closes_the_card_in_the_same_transaction(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    c = card_again(r, &c);
    assert_true(c.bit);
    assert_int_equal(c.closed_on, TODAY);
    assert_string_equal(c.flag, "shortened");
    assert_int_equal(register_int(r, "SELECT changed FROM status_list"), 0);
}

static void a_termination_to_come_only_flags_it(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    holder_act(r, &h, ACT_TERMINATED, TODAY + 10);
    c = card_again(r, &c);
    assert_false(c.bit);
    assert_int_equal(c.closed_on, DATE_NONE);
    assert_string_equal(c.flag, "shortened");
    assert_int_equal(c.spans[0].until, TODAY + 9);
    register_on(r, TODAY + 10);
    must(card_refresh(&r->work, h.person));
    c = card_again(r, &c);
    assert_true(c.bit);
    assert_int_equal(c.closed_on, TODAY);
}

static void an_extension_is_flagged_and_counts(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    holder_act(r, &h, ACT_EXTENDED, TODAY + 60);
    c = card_again(r, &c);
    assert_string_equal(c.flag, "extended");
    assert_int_equal(c.spans[0].until, TODAY + 60);
    assert_int_equal(c.exp_day, TODAY + 20);
}

static void an_extension_recorded_late_opens_a_closed_card_again(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, TODAY + 25);
    must(card_refresh(&r->work, h.person));
    assert_int_equal(card_again(r, &c).closed_on, TODAY - 4);
    holder_act(r, &h, ACT_EXTENDED, TODAY + 60);
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, DATE_NONE);
    assert_false(c.bit);
}

static void an_ordinary_end_sets_no_bit(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, TODAY + 21);
    must(card_refresh(&r->work, h.person));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, TODAY);
    assert_false(c.bit);
    assert_null(c.flag);
}

static void a_revoked_card_stays_closed_from_the_day_it_was_revoked(void **state)
{
    struct test_register *r = *state;
    const date revoked_on = TODAY + 3;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    register_on(r, revoked_on);
    must(card_revoke(&r->work, c.number, CARD_LOST));
    register_on(r, revoked_on + 40);
    must(card_refresh(&r->work, h.person));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, revoked_on);
    assert_true(c.bit);
    assert_null(c.flag);
}

static void refreshing_what_is_right_writes_nothing(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;
    int64_t before;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_enrol(r, &h, "Kopshti Dielli");
    holder_card(r, &h, BUS_AND_DESK, &c);
    before = register_int(r, "SELECT total_changes()");
    must(card_refresh(&r->work, h.person));
    must(card_refresh(&r->work, h.child));
    assert_int_equal(register_int(r, "SELECT total_changes()"), before);
}

static void a_changed_rule_reaches_closed_cards_too(void **state)
{
    struct test_register *r = *state;
    int64_t persons;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(db_exec(r->db, "UPDATE benefit_rule SET until_day = '2026-03-09' WHERE service = 'transport'",
                 NO_BINDS));
    must(card_refresh_all(&r->work, &persons));
    assert_int_equal(persons, 1);
    assert_int_equal(card_again(r, &c).closed_on, TODAY);
    must(db_exec(r->db, "UPDATE benefit_rule SET until_day = NULL WHERE service = 'transport'", NO_BINDS));
    must(card_refresh_all(&r->work, &persons));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, DATE_NONE);
    assert_false(c.bit);
}

/* The child's card would move before her name turns out to be unreadable. */
static void whoever_cannot_be_read_stays_as_she_was(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.services = SERVICE_KINDERGARTEN};
    struct card c, mothers;
    struct holder h;
    int64_t persons;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_enrol(r, &h, "Kopshti Dielli");
    holder_card(r, &h, SERVICE_TRANSPORT, &mothers);
    in.person = h.child;
    in.case_id = h.case_id;
    must(card_issue(&r->work, &in, &c));
    must(db_exec(r->db, "UPDATE person SET first_name_sealed = x'00' WHERE id = :id",
                 BINDS(INT(":id", h.child))));
    must(db_exec(r->db, "UPDATE benefit_rule SET until_day = '2026-04-01'", NO_BINDS));
    must(card_refresh_all(&r->work, &persons));
    assert_int_equal(persons, 2);
    assert_int_equal(card_again(r, &mothers).spans[0].until, date_make(2026, 4, 1));
    assert_int_equal(card_again(r, &c).spans[0].until, TODAY + 100);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM kindergarten_child WHERE until_day = '2026-04-01'"), 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_open_card_is_flagged_only_when_its_printed_day_has_passed),
        with_register(an_open_card_ends_with_its_twelve_months),
        with_register(a_termination_closes_the_card_in_the_same_transaction),
        with_register(a_termination_to_come_only_flags_it),
        with_register(an_extension_is_flagged_and_counts),
        with_register(an_extension_recorded_late_opens_a_closed_card_again),
        with_register(an_ordinary_end_sets_no_bit),
        with_register(a_revoked_card_stays_closed_from_the_day_it_was_revoked),
        with_register(refreshing_what_is_right_writes_nothing),
        with_register(a_changed_rule_reaches_closed_cards_too),
        with_register(whoever_cannot_be_read_stays_as_she_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
