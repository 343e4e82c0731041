/* The law's numbers, changed from a day on. 2026-03-10 is today. The values are worked out by hand: hearings
 * are called within 20 days (law 9669/2006 as changed by 10329/2010), the rest is invented. */
#include "domain/payment/legal_rule.h"

#include "domain/claim/rules.h"
#include "domain/order/order.h"
#include "support/holder.h"

#define TODAY (r->work.today)

static struct legal_rule hearing(int64_t value, date from)
{
    return (struct legal_rule){
        .number = LEGAL_HEARING_DAYS, .value = value, .source = "ligji 1/2026, neni 3", .from = from};
}

static int64_t number_on(struct test_register *r, enum legal_number n, date on)
{
    struct rules rules;

    must(rules_load(&r->work, &rules));
    return legal_value(rules.legal, rules.legal_count, n, on);
}

static int64_t number_add(struct test_register *r, struct legal_rule in)
{
    int64_t id, affected;

    r->work.warning_count = 0;
    must(legal_rule_add(&r->work, &in, &id, &affected));
    return id;
}

static void days_before_keep_their_number(void **state)
{
    struct test_register *r = *state;

    number_add(r, hearing(30, date_make(2026, 6, 1)));
    assert_int_equal(r->work.warning_count, 0);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 5, 31)), 20);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 6, 1)), 30);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'legal_rule.add'"), 1);
}

static void one_that_has_not_begun_is_taken_back(void **state)
{
    struct test_register *r = *state;
    int64_t id = number_add(r, hearing(30, TODAY + 1));

    must(legal_rule_void(&r->work, id));
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, TODAY + 1), 20);
    must_refuse(r, legal_rule_void(&r->work, id), ERR_CONFLICT, "already_voided");
    must_refuse(r, legal_rule_void(&r->work, 9999), ERR_ABSENT, "no_legal_rule");
    assert_int_equal(register_int(r, "SELECT count(*) FROM legal_rule WHERE name = 'hearing_days'"), 2);
}

static void one_that_has_begun_is_replaced(void **state)
{
    struct test_register *r = *state;
    int64_t id = number_add(r, hearing(10, TODAY));

    must_refuse(r, legal_rule_void(&r->work, id), ERR_CONFLICT, "rule_begun");
    number_add(r, hearing(25, TODAY));
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, TODAY - 1), 20);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, TODAY), 25);
}

/* A change of the law that is learnt of late: between the row of 2010 and one that is to come. */
static void a_late_one_finds_its_place(void **state)
{
    struct test_register *r = *state;

    number_add(r, hearing(30, date_make(2026, 6, 1)));
    number_add(r, hearing(15, date_make(2026, 3, 1)));
    assert_int_equal(r->work.warning_count, 1);
    assert_string_equal(r->work.warnings[0]->what.code, "in_past");
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 2, 28)), 20);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 3, 1)), 15);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 5, 31)), 15);
    assert_int_equal(number_on(r, LEGAL_HEARING_DAYS, date_make(2026, 6, 1)), 30);
}

static void the_list_says_until_when_each_holds(void **state)
{
    struct test_register *r = *state;
    date ends[8];
    struct kept_number *list;
    size_t count, n = 0;

    number_add(r, hearing(30, date_make(2026, 6, 1)));
    must(legal_rule_void(&r->work, number_add(r, hearing(5, date_make(2026, 4, 1)))));
    number_add(r, hearing(15, date_make(2026, 3, 1)));
    number_add(r, hearing(16, date_make(2026, 3, 1)));
    must(legal_rule_list(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].rule.number == LEGAL_HEARING_DAYS && !list[i].voided_at)
            ends[n++] = list[i].rule.until;
    assert_int_equal(n, 4);
    assert_int_equal(ends[0], date_make(2026, 2, 28)); /* 20 */
    assert_int_equal(ends[1], date_make(2026, 2, 28)); /* 15: keeps no day */
    assert_int_equal(ends[2], date_make(2026, 5, 31)); /* 16 */
    assert_int_equal(ends[3], DATE_OPEN);              /* 30 */
}

static void zero_says_that_there_is_no_such_term(void **state)
{
    struct test_register *r = *state;

    number_add(r, (struct legal_rule){
                      .number = LEGAL_APPEAL_DAYS, .value = 0, .source = "ligji", .from = TODAY + 1});
    assert_int_equal(number_on(r, LEGAL_APPEAL_DAYS, TODAY), 15);
    assert_int_equal(number_on(r, LEGAL_APPEAL_DAYS, TODAY + 1), 0);
}

static void a_number_out_of_its_bounds_is_refused(void **state)
{
    static const struct {
        enum legal_number number;
        int64_t value;
    } WRONG[] = {
        {LEGAL_UM_MONTHS, 0},        {LEGAL_CARD_MONTHS, 0},     {LEGAL_CARD_MONTHS, 13},
        {LEGAL_CARD_OPEN_DAYS, 31},  {LEGAL_HEARING_DAYS, -1},   {LEGAL_RETENTION_MONTHS, 11},
        {LEGAL_APPLICATION_DAY, 32}, {LEGAL_APPLICATION_DAY, 0},
    };
    struct test_register *r = *state;
    int64_t id, affected;

    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        struct legal_rule in = {
            .number = WRONG[i].number, .value = WRONG[i].value, .source = "ligji", .from = TODAY + 1};

        must_refuse_at(r, legal_rule_add(&r->work, &in, &id, &affected), ERR_INPUT, "out_of_bounds", "value");
    }
    struct legal_rule in = hearing(20, TODAY);

    in.source = " ";
    must_refuse_at(r, legal_rule_add(&r->work, &in, &id, &affected), ERR_INPUT, "required", "source");
    in = hearing(20, DATE_NONE);
    must_refuse_at(r, legal_rule_add(&r->work, &in, &id, &affected), ERR_INPUT, "required", "from");
}

/* Each number that the program was given lies within the bounds that it asks of others. */
static void what_came_with_the_program_is_within_bounds(void **state)
{
    struct test_register *r = *state;
    bool seen[LEGAL_NUMBERS] = {false};
    struct kept_number *list;
    size_t count;

    must(legal_rule_list(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++) {
        const struct legal_bounds b = legal_number_bounds(list[i].rule.number);

        seen[list[i].rule.number] = true;
        assert_in_range(list[i].rule.value, b.least, b.most);
    }
    for (unsigned n = 0; n < LEGAL_NUMBERS; n++)
        assert_true(seen[n]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_before_keep_their_number, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(one_that_has_not_begun_is_taken_back, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(one_that_has_begun_is_replaced, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_late_one_finds_its_place, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(the_list_says_until_when_each_holds, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(zero_says_that_there_is_no_such_term, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_number_out_of_its_bounds_is_refused, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(what_came_with_the_program_is_within_bounds, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
