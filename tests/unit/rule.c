/* Rules of the municipality: put right on the day they were made, tried before they count, never silently in
 * the past. 2026-03-10 is today. */
#include "domain/payment/rule.h"

#include <string.h>

#include "domain/claim/rules.h"
#include "domain/payment/residence.h"
#include "domain/payment/rule_person.h"
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

static err rule_do(struct work *w, void *context)
{
    int64_t id, persons;

    return rule_add(w, context, &id, &persons);
}

static err rule_undo(struct work *w, void *context)
{
    int64_t persons;

    return rule_void(w, *(int64_t *)context, &persons);
}

static err rule_preview(struct work *w, struct benefit_rule *in, struct rule_effect *ret)
{
    return rule_effect_of(w, rule_do, in, in->from, ret);
}

static bool warned(const struct test_register *r, const char *code, const char *field)
{
    for (size_t i = 0; i < r->work.warning_count; i++)
        if (!strcmp(r->work.warnings[i]->what.code, code) && !strcmp(r->work.warnings[i]->what.field, field))
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
    assert_int_equal(effect.persons, 2); /* the child has no card */
    assert_int_equal(effect.cards_ended, 1);
    assert_int_equal(effect.cards_shortened, 1);
    rule = transport(ORDER_UM, TODAY, TODAY + 99);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.cards_ended, 0);
    assert_int_equal(effect.cards_shortened, 2);
    rule = transport(ORDER_UM, TODAY - 1, DATE_OPEN);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.cards_ended + effect.cards_shortened, 0);
    assert_true(warned(r, "in_past", "from"));
    assert_string_equal(dump_changed(r, before, dump(r, "")), "");
}

static void a_preview_refuses_what_would_be_refused(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, date_make(2018, 1, 1), DATE_OPEN);
    struct rule_effect effect;

    must_refuse(r, rule_preview(&r->work, &rule, &effect), ERR_CONFLICT, "rule_overlaps");
    rule = transport(0, TODAY, DATE_OPEN);
    must_refuse_at(r, rule_preview(&r->work, &rule, &effect), ERR_INPUT, "required", "kinds");
}

/* A mother and a child with an UM from 05.03 to 18.06.2026, both with free transport: a rule for the UMM
 * alone takes it from both, one that waits for finality too, for their UM is not final; under an UMM it would
 * not, because that is never final. */
static void a_preview_says_who_gains_and_who_loses(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UMM, TODAY, DATE_OPEN);
    struct rule_effect effect;
    struct holder h;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.persons, 2);
    assert_int_equal(effect.losing, 2);
    assert_int_equal(effect.gaining, 0);
    assert_int_equal(effect.of[0].service, SV_TRANSPORT);
    assert_int_equal(effect.of[0].losing, 2);
    assert_int_equal(effect.of[1].losing, 0);
    rule = transport(ORDER_UM | ORDER_UMM, TODAY, DATE_OPEN);
    rule.needs_final = true;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.of[0].losing, 2);
    must(rule_try(r, rule));
    rule.needs_final = false;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.of[0].gaining, 2);
    assert_int_equal(effect.losing, 0);
    rule.needs_final = true;
    must(db_exec(r->db, "UPDATE protection_order SET kind = 'UMM'", NO_BINDS));
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.gaining + effect.losing, 0);
}

/* A door learns one bit, and half of a fee is not "free": the card ends for that service, and no new one has
 * it. */
static void a_part_of_a_fee_is_on_no_card(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, TODAY, DATE_OPEN);
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    rule.share = 50;
    rule.amount = 40;
    must(rule_try(r, rule));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, DATE_NONE); /* certificates are free as before */
    for (size_t i = 0; i < c.span_count; i++)
        assert_false(c.spans[i].service == SV_TRANSPORT && c.spans[i].from <= TODAY &&
                     TODAY <= c.spans[i].until);
    rule.share = 100;
    must(rule_try(r, rule));
    c = card_again(r, &c);
    assert_int_equal(c.spans[0].until, TODAY + 100);
}

/* From free to half: nobody loses the right, and both have less of it. */
static void a_smaller_part_is_said_before(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM | ORDER_UMM | ORDER_UMPMM, TODAY, DATE_OPEN);
    struct rule_effect effect;
    struct holder h;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    rule.share = 50;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.of[0].less, 2);
    assert_int_equal(effect.of[0].more + effect.losing + effect.gaining, 0);
    must(rule_try(r, rule));
    rule.share = 100;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.of[0].more, 2);
}

/* Of mother and child the child pays half of it from now on, and its card no longer says "free". */
static void a_group_of_its_own_is_seen_before_it_is_kept(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM | ORDER_UMM | ORDER_UMPMM, TODAY, DATE_OPEN);
    struct rule_effect effect;
    struct rules rules;
    struct holder h;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    rule.share_dependant = 50;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.of[0].less, 1);
    assert_int_equal(effect.of[0].more + effect.losing + effect.gaining, 0);
    assert_int_equal(effect.moved_count, 1);
    assert_int_equal(effect.moved[0].person, h.child);
    must(rule_try(r, rule));
    must(rules_load(&r->work, &rules));
    assert_int_equal(rules.benefits[rules.benefit_count - 1].share_dependant, 50);
    assert_int_equal(rules.benefits[rules.benefit_count - 1].share_sibling, 0);
}

/* The council gives it to residents alone; both have their one file in a unit, which turns out to lie
 * outside. */
static void residence_is_the_unit_of_the_file(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM | ORDER_UMM | ORDER_UMPMM, TODAY, DATE_OPEN);
    int64_t unit;
    struct rule_effect effect;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    rule.conditions = NEEDS_RESIDENCE;
    must(rule_preview(&r->work, &rule, &effect));
    assert_int_equal(effect.losing, 0);
    must(rule_try(r, rule));
    unit = register_int(r, "SELECT min(unit_id) FROM case_file");
    must(residence_set(&r->work, unit, true));
    must(residence_set(&r->work, unit, true));
    assert_int_equal(card_again(r, &c).closed_on, TODAY);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'unit.outside'"), 1);
    must(residence_set(&r->work, unit, false));
    assert_int_equal(card_again(r, &c).closed_on, DATE_NONE);
    must_refuse(r, residence_set(&r->work, 999, true), ERR_ABSENT, "no_such_unit");
}

static void what_a_rule_counts_suits_its_service(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, TODAY, DATE_OPEN);

    rule.unit = FEE_DAY;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "unit_unsuited", "unit");
    rule.unit = FEE_RIDE;
    rule.amount_creche = 130;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "creche_unsuited", "amount_creche");
    rule.amount_creche = 0;
    rule.share_sibling = 50;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "share_unsuited", "share_sibling");
    rule.share_sibling = 0;
    rule.share_dependant = 101;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "share_unsuited", "share_dependant");
    rule.share_dependant = 50;
    rule.who = ROLE_PROTECTED;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "share_unsuited", "share_dependant");
    rule.share_dependant = 0;
    rule.conditions = NEEDS_SIBLING;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "condition_unsuited", "conditions");
    rule.conditions = 0;
    rule.share = 101;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "share_unsuited", "share");
    rule = transport(ORDER_UM, date_make(2026, 4, 1), DATE_OPEN);
    rule.service = SV_PAYMENT;
    rule.amount = 9000;
    rule.share = 50;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "share_unsuited", "share");
    rule.share = 0;
    rule.conditions = NEEDS_RESIDENCE;
    must_refuse_at(r, rule_try(r, rule), ERR_INPUT, "condition_unsuited", "conditions");
    rule = transport(ORDER_UM, TODAY, DATE_OPEN);
    rule.service = SV_KINDERGARTEN;
    must(rule_try(r, rule));
    assert_true(warned(r, "amount_unknown", "amount"));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM benefit_rule WHERE unit = 'day' AND source = 'VKB 9/2026'"), 1);
}

static void a_mistyped_rule_is_taken_back(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UMM, TODAY, DATE_OPEN);
    struct rule_effect effect;
    int64_t id, persons;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(rule_add(&r->work, &rule, &id, &persons));
    assert_int_equal(card_again(r, &c).closed_on, TODAY);
    must(rule_effect_of(&r->work, rule_undo, &id, DATE_NONE, &effect));
    assert_int_equal(effect.gaining, 2);
    assert_int_equal(card_again(r, &c).closed_on, TODAY); /* that was the preview */
    must(rule_void(&r->work, id, &persons));
    c = card_again(r, &c);
    assert_int_equal(c.closed_on, DATE_NONE);
    assert_int_equal(c.spans[0].until, TODAY + 100);
    must_refuse(r, rule_void(&r->work, id, &persons), ERR_CONFLICT, "already_voided");
    must_refuse(r, rule_void(&r->work, 9999, &persons), ERR_ABSENT, "no_rule_of_id");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'rule.void'"), 1);
}

static int64_t rule_made(struct test_register *r, date from)
{
    struct benefit_rule rule = transport(ORDER_UM, from, DATE_OPEN);
    int64_t id, persons;

    must(rule_add(&r->work, &rule, &id, &persons));
    return id;
}

/* Each statement is a text of its own: the store knows them by where they lie. */
static bool ends(struct test_register *r, int64_t id, const char *until)
{
    return register_int(r, arena_format(r->work.arena,
                                        "SELECT count(*) FROM benefit_rule WHERE id = %lld AND "
                                        "coalesce(until_day, 'open') = '%s'",
                                        (long long)id, until)) == 1;
}

/* Three in a row from April, May and June (rule 6 is the seed's): the middle one is taken back, then the
 * last. */
static void what_a_voided_rule_had_ended_goes_on(void **state)
{
    struct test_register *r = *state;
    int64_t april = rule_made(r, date_make(2026, 4, 1)), may = rule_made(r, date_make(2026, 5, 1));
    int64_t june = rule_made(r, date_make(2026, 6, 1)), persons;

    assert_true(ends(r, 6, "2026-03-31"));
    assert_true(ends(r, april, "2026-04-30"));
    must(rule_void(&r->work, may, &persons));
    assert_true(ends(r, april, "2026-05-31"));
    must(rule_void(&r->work, june, &persons));
    assert_true(ends(r, april, "open"));
    must(rule_void(&r->work, april, &persons));
    assert_true(ends(r, 6, "open"));
}

/* Two of one day, and both taken back, the later first. */
static void of_one_day_the_one_before_comes_back(void **state)
{
    struct test_register *r = *state;
    int64_t first = rule_made(r, date_make(2026, 4, 1)), second = rule_made(r, date_make(2026, 4, 1)),
            persons;

    assert_true(ends(r, first, "2026-03-31"));
    must(rule_void(&r->work, second, &persons));
    assert_true(ends(r, first, "open"));
    assert_true(ends(r, 6, "2026-03-31"));
    must(rule_void(&r->work, first, &persons));
    assert_true(ends(r, 6, "open"));
}

/* Free rides are not counted; half a fare of nobody knows how much is. */
static void a_part_of_an_unknown_fare_is_told(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, TODAY, DATE_OPEN);

    must(rule_try(r, rule));
    assert_false(warned(r, "amount_unknown", "amount"));
    rule.from = TODAY + 1;
    rule.share_dependant = 50;
    must(rule_try(r, rule));
    assert_true(warned(r, "amount_unknown", "amount"));
    r->work.warning_count = 0;
    rule.from = TODAY + 2;
    rule.share_dependant = 0;
    rule.share = 50;
    must(rule_try(r, rule));
    assert_true(warned(r, "amount_unknown", "amount"));
    r->work.warning_count = 0;
    rule.from = TODAY + 3;
    rule.amount = 40;
    must(rule_try(r, rule));
    assert_false(warned(r, "amount_unknown", "amount"));
}

/* "Ten times" is said of a rule that was there before; a first rule is only large. */
static void ten_times_needs_a_rule_before(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = transport(ORDER_UM, TODAY, DATE_OPEN);

    rule.amount = RULE_AMOUNT_ODD + 1;
    must(rule_try(r, rule)); /* the seed's rule has no amount */
    assert_false(warned(r, "amount_odd", "amount"));
    assert_true(warned(r, "amount_large", "amount"));
    rule.amount = 300;
    must(rule_try(r, rule));
    rule.from = TODAY + 1;
    rule.amount = 3000;
    must(rule_try(r, rule));
    assert_true(warned(r, "amount_odd", "amount"));
    assert_false(warned(r, "amount_large", "amount"));
    rule.from = TODAY + 2;
    rule.amount = 29999;
    must(rule_try(r, rule));
    assert_false(warned(r, "amount_odd", "amount"));
}

/* A council leaves dependants out from 01.04.2026 on: Ana loses, Elira does not; with the file sealed Ana is
 * counted, and nothing of her is told. */
static void whoever_sees_the_files_is_told_who_loses(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule in = transport(ORDER_UM, date_make(2026, 4, 1), DATE_OPEN);
    struct rule_persons persons;
    struct rule_effect effect;
    struct holder h;

    in.who = ROLE_PROTECTED;
    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(rule_preview(&r->work, &in, &effect));
    must(rule_persons(&r->work, &effect, &persons));
    assert_int_equal(effect.losing, 1);
    assert_int_equal(persons.count, 1);
    assert_int_equal(persons.closed, 0);
    assert_int_equal(persons.at[0].person, h.child);
    assert_string_equal(persons.at[0].first_name, "Ana");
    assert_int_equal(persons.at[0].what, MOVE_LOSES);
    assert_int_equal(persons.at[0].day, date_make(2026, 4, 1));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'rule.persons'"), 1);
    holder_seal(r);
    must(rule_preview(&r->work, &in, &effect));
    must(rule_persons(&r->work, &effect, &persons));
    assert_int_equal(effect.losing, 1);
    assert_int_equal(persons.count, 0);
    assert_int_equal(persons.closed, 1);
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
        with_register(a_preview_says_who_gains_and_who_loses),
        with_register(a_part_of_a_fee_is_on_no_card),
        with_register(a_smaller_part_is_said_before),
        with_register(a_group_of_its_own_is_seen_before_it_is_kept),
        with_register(residence_is_the_unit_of_the_file),
        with_register(what_a_rule_counts_suits_its_service),
        with_register(a_mistyped_rule_is_taken_back),
        with_register(what_a_voided_rule_had_ended_goes_on),
        with_register(of_one_day_the_one_before_comes_back),
        with_register(a_part_of_an_unknown_fare_is_told),
        with_register(ten_times_needs_a_rule_before),
        with_register(whoever_sees_the_files_is_told_who_loses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
