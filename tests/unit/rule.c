/* Rules of the municipality: put right on the day they were made, tried before they count, never silently in
 * the past. 2026-03-10 is today. */
#include "domain/payment/rule.h"

#include <string.h>

#include "domain/payment/rule_preview.h"
#include "support/dump.h"
#include "support/holder.h"

#define TODAY (r->work.today)

/* Free transport for those whom an UM protects, as in the seed but for the kinds of order. */
static struct benefit_rule transport(unsigned kinds, date from, date until)
{
    return (struct benefit_rule){.service = SV_TRANSPORT,
                                 .source = "VKB 9/2026",
                                 .kinds = kinds,
                                 .who = ROLE_PROTECTED | ROLE_DEPENDANT,
                                 .from = from,
                                 .until = until};
}

static err rule_try(struct test_register *r, struct benefit_rule rule)
{
    int64_t id, persons;

    r->work.warning_count = 0;
    return rule_add(&r->work, &rule, &id, &persons);
}

static bool warned(const struct test_register *r, const char *code, const char *field)
{
    for (size_t i = 0; i < r->work.warning_count; i++)
        if (!strcmp(r->work.warnings[i].what.code, code) && !strcmp(r->work.warnings[i].what.field, field))
            return true;
    return false;
}

static struct card card_again(struct test_register *r, const struct card *c)
{
    struct card card;

    must(card_read(&r->work, c->number, true, &card));
    return card;
}

static void a_wrong_rule_is_put_right_the_same_day(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(rule_try(r, transport(ORDER_UMM, TODAY, DATE_OPEN)));
    assert_int_equal(card_again(r, &c).closed_on, TODAY);
    must(rule_try(r, transport(ORDER_UM | ORDER_UMM, TODAY, DATE_OPEN)));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, DATE_NONE);
    assert_false(c.bit);
    assert_int_equal(c.spans[0].until, TODAY + 100);
}

static void a_superseded_rule_does_not_come_back(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(rule_try(r, transport(ORDER_UM, TODAY, DATE_OPEN)));
    must(rule_try(r, transport(ORDER_UM, TODAY, TODAY + 30)));
    assert_int_equal(card_again(r, &c).spans[0].until, TODAY + 30);
    must(rule_try(r, transport(ORDER_UM, TODAY, TODAY + 20))); /* one with an end of its own as well */
    assert_int_equal(card_again(r, &c).spans[0].until, TODAY + 20);
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM benefit_rule WHERE service = 'transport' AND "
                                  "from_day = '2026-03-10' AND (until_day IS NULL OR until_day >= from_day)"),
                     1);
}

static void no_rule_goes_under_a_later_one_or_into_a_fixed_one(void **state)
{
    struct test_register *r = *state;

    must(rule_try(r, transport(ORDER_UM, TODAY + 10, TODAY + 50)));
    must_refuse(r, rule_try(r, transport(ORDER_UM, TODAY + 9, DATE_OPEN)), ERR_CONFLICT, "rule_overlaps");
    must_refuse(r, rule_try(r, transport(ORDER_UM, TODAY + 50, DATE_OPEN)), ERR_CONFLICT, "rule_overlaps");
    must(rule_try(r, transport(ORDER_UM, TODAY + 51, DATE_OPEN)));
    must_refuse(r, rule_try(r, transport(ORDER_UM, TODAY + 10, DATE_OPEN)), ERR_CONFLICT, "rule_overlaps");
}

static void a_rule_from_a_day_that_is_over_warns(void **state)
{
    struct test_register *r = *state;

    must(rule_try(r, transport(ORDER_UM, TODAY, DATE_OPEN)));
    assert_false(warned(r, "in_past", "from"));
    register_on(r, TODAY + 3);
    must(rule_try(r, transport(ORDER_UM, TODAY - 1, DATE_OPEN)));
    assert_true(warned(r, "in_past", "from"));
}

static void a_preview_counts_and_leaves_everything(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule;
    struct rule_effect effect;
    struct holder h;
    struct card bus, both;
    const char *before;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &bus);
    holder_card(r, &h, BUS_AND_DESK, &both);
    before = dump(r, "");
    rule = transport(ORDER_UMM, TODAY, DATE_OPEN);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.persons, 1);
    assert_int_equal(effect.ended, 1);
    assert_int_equal(effect.shortened, 1);
    rule = transport(ORDER_UM, TODAY, TODAY + 99);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.ended, 0);
    assert_int_equal(effect.shortened, 2);
    rule = transport(ORDER_UM, TODAY - 1, DATE_OPEN);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.ended + effect.shortened, 0);
    assert_true(warned(r, "in_past", "from"));
    assert_string_equal(dump_changed(r, before, dump(r, "")), "");
}

static void a_preview_refuses_what_would_be_refused(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, date_make(2018, 1, 1), DATE_OPEN);
    struct rule_effect effect;

    must_refuse(r, rule_preview(&r->work, &rule, &effect), ERR_CONFLICT, "rule_overlaps");
    rule.kinds = 0;
    must_refuse_at(r, rule_preview(&r->work, &rule, &effect), ERR_INPUT, "required", "kinds");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_wrong_rule_is_put_right_the_same_day),
        with_register(a_superseded_rule_does_not_come_back),
        with_register(no_rule_goes_under_a_later_one_or_into_a_fixed_one),
        with_register(a_rule_from_a_day_that_is_over_warns),
        with_register(a_preview_counts_and_leaves_everything),
        with_register(a_preview_refuses_what_would_be_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
