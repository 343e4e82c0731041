/* An act tried before it is recorded: what it would change for whom, and that nothing of it stays.
 * 2026-03-10; Elira with a card and her child Ana. */
#include "domain/order/act_preview.h"

#include <string.h>

#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct act_new terminating(struct test_register *r, const struct holder *h, date effective)
{
    return (struct act_new){.version = file_version(r, h->case_id),
                            .kind = ACT_TERMINATED,
                            .on = TODAY,
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = effective,
                            .decision = "77"};
}

static const struct standing_right *right_of(const struct standing *t, int64_t person, enum service service)
{
    for (size_t i = 0; i < t->right_count; i++)
        if (t->rights[i].person == person && t->rights[i].service == service)
            return &t->rights[i];
    fail_msg("no such right is told of");
    return NULL;
}

static void an_end_shows_for_order_rights_and_cards(void **state)
{
    struct test_register *r = *state;
    struct act_effect x;
    struct act_new in;
    struct holder h;
    struct card card;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    in = terminating(r, &h, TODAY + 10);
    must(act_preview(&r->work, h.order, &in, &x));
    assert_int_equal(x.before.orders[0].protection.until, TODAY + 100);
    assert_int_equal(x.after.orders[0].protection.until, TODAY + 9);
    assert_int_equal(right_of(&x.before, h.child, SV_TRANSPORT)->days.until, TODAY + 100);
    assert_int_equal(right_of(&x.after, h.child, SV_TRANSPORT)->days.until, TODAY + 9);
    assert_int_equal(right_of(&x.after, h.person, SV_PAYMENT)->days.from, DATE_NONE);
    assert_int_equal(x.before.card_count, 1);
    assert_string_equal(x.before.cards[0].number, card.number);
    assert_int_equal(x.before.cards[0].good_until, TODAY + 100);
    assert_int_equal(x.after.cards[0].good_until, TODAY + 9);
    assert_false(x.after.cards[0].closed);
    in = terminating(r, &h, TODAY);
    must(act_preview(&r->work, h.order, &in, &x));
    assert_true(x.after.cards[0].closed);
    assert_int_equal(right_of(&x.after, h.person, SV_TRANSPORT)->days.until, TODAY - 1);
}

static void nothing_stays_but_a_line_in_the_log(void **state)
{
    struct test_register *r = *state;
    const char *before, *after;
    struct act_effect x;
    struct act_new in;
    struct holder h;
    struct card card;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &card);
    in = terminating(r, &h, TODAY);
    before = dump(r, "");
    must(act_preview(&r->work, h.order, &in, &x));
    after = dump(r, "");
    assert_string_equal(dump_changed(r, before, after), "audit ");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.preview' AND case_id = 1 "
                                     "AND case_version IS NULL"),
                     1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.terminated'"), 0);
    must(act_preview(&r->work, h.order, &in, &x)); /* the version did not move */
}

static void it_is_what_recording_then_does(void **state)
{
    struct test_register *r = *state;
    struct act_effect x, then;
    struct act_new in;
    struct holder h;
    int64_t id, version;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    in = terminating(r, &h, TODAY + 3);
    must(act_preview(&r->work, h.order, &in, &x));
    must(act_record(&r->work, h.order, &in, &id, &version));
    in = (struct act_new){.version = version,
                          .kind = ACT_SERVED,
                          .on = TODAY,
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = DATE_NONE};
    must(act_preview(&r->work, h.order, &in, &then));
    assert_memory_equal(then.before.rights, x.after.rights, x.after.right_count * sizeof *x.after.rights);
    assert_int_equal(then.before.orders[0].protection.until, x.after.orders[0].protection.until);
}

static void refusals_and_warnings_are_the_same(void **state)
{
    struct test_register *r = *state;
    struct act_effect x;
    struct act_new in;
    struct holder h;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    in = terminating(r, &h, DATE_NONE);
    must_refuse_at(r, act_preview(&r->work, h.order, &in, &x), ERR_INPUT, "required", "effective");
    in = terminating(r, &h, TODAY);
    in.version = 7;
    must_refuse(r, act_preview(&r->work, h.order, &in, &x), ERR_CONFLICT, "stale_version");
    must_refuse(r, act_preview(&r->work, 99, &in, &x), ERR_ABSENT, "no_such_order");
    in = terminating(r, &h, TODAY - 5);
    in.on = TODAY - 5;
    r->work.warning_count = 0;
    must(act_preview(&r->work, h.order, &in, &x));
    assert_int_equal(r->work.warning_count, 1);
    assert_string_equal(r->work.warnings[0]->what.code, "ends_in_past");
}

static void a_sealed_file_has_no_preview(void **state)
{
    struct test_register *r = *state;
    struct act_effect x;
    struct act_new in;
    struct holder h;

    holder_make(r, TODAY - 30, TODAY + 100, &h);
    in = terminating(r, &h, TODAY);
    holder_seal(r);
    must_refuse(r, act_preview(&r->work, h.order, &in, &x), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.preview'"), 0);
}

static void the_change_of_days_has_a_name(void **state)
{
    const struct span none = {DATE_NONE, DATE_NONE}, past = {10, 20}, now = {10, 60}, longer = {10, 90},
                      open = {10, DATE_OPEN}, later = {55, 60};

    (void)state;
    assert_int_equal(standing_change_of(&now, &now, 50), STANDS);
    assert_int_equal(standing_change_of(&now, &longer, 50), EXTENDED);
    assert_int_equal(standing_change_of(&open, &now, 50), SHORTENED);
    assert_int_equal(standing_change_of(&now, &past, 50), ENDS);
    assert_int_equal(standing_change_of(&none, &now, 50), BEGINS);
    assert_int_equal(standing_change_of(&past, &none, 50), STANDS);
    assert_int_equal(standing_change_of(&now, &later, 50), SHORTENED);
    assert_string_equal(standing_change_name(ENDS), "ends");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_end_shows_for_order_rights_and_cards, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(nothing_stays_but_a_line_in_the_log, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(it_is_what_recording_then_does, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(refusals_and_warnings_are_the_same, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_sealed_file_has_no_preview, register_setup, register_teardown),
        cmocka_unit_test(the_change_of_days_has_a_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
