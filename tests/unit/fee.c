/* What is waived of a fee, worked out by hand. The fees are those that councils set: 160 lekë a day in a
 * kindergarten, 130 in a crèche, 3 000 a month. */
#include "domain/law/fee.h"

#include "support/assert.h"

static int64_t waived(enum fee_unit unit, int64_t amount, int64_t share, int64_t days, int64_t in_month)
{
    const struct fee fee = {.unit = unit, .amount = amount, .share = share};

    return fee_waived(&fee, days, in_month);
}

static void a_fee_by_the_day_counts_open_days(void **state)
{
    (void)state;
    assert_int_equal(waived(FEE_DAY, 160, 100, 21, 21), 3360);
    assert_int_equal(waived(FEE_DAY, 160, 0, 21, 21), 3360); /* nothing said of a part: all of it */
    assert_int_equal(waived(FEE_DAY, 130, 100, 21, 21), 2730);
    assert_int_equal(waived(FEE_DAY, 160, 50, 21, 21), 1680);
    assert_int_equal(waived(FEE_DAY, 160, 100, 0, 21), 0);
}

/* 3 000 x 10 / 21 = 1 428.57; half of that 714.28. */
static void a_fee_by_the_month_is_waived_by_its_days(void **state)
{
    (void)state;
    assert_int_equal(waived(FEE_MONTH, 3000, 100, 21, 21), 3000);
    assert_int_equal(waived(FEE_MONTH, 3000, 100, 10, 21), 1428);
    assert_int_equal(waived(FEE_MONTH, 3000, 50, 10, 21), 714);
    assert_int_equal(waived(FEE_MONTH, 3000, 100, 0, 0), 0); /* closed all month */
}

static void what_is_paid_by_the_piece_follows_from_no_day(void **state)
{
    (void)state;
    assert_int_equal(waived(FEE_CERTIFICATE, 200, 100, 21, 21), 0);
    assert_int_equal(waived(FEE_RIDE, 40, 100, 21, 21), 0);
}

static void a_percent_is_whole_or_it_is_not(void **state)
{
    (void)state;
    assert_true(fee_whole(100));
    assert_true(fee_whole(0));
    assert_false(fee_whole(99));
    assert_false(fee_whole(1));
}

static void units_have_names(void **state)
{
    enum fee_unit unit;

    (void)state;
    for (unsigned u = FEE_MONTH; u <= FEE_YEAR; u++) {
        assert_true(fee_unit_parse(fee_unit_name((enum fee_unit)u), &unit));
        assert_int_equal(unit, u);
    }
    assert_false(fee_unit_parse("week", &unit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fee_by_the_day_counts_open_days),
        cmocka_unit_test(a_fee_by_the_month_is_waived_by_its_days),
        cmocka_unit_test(what_is_paid_by_the_piece_follows_from_no_day),
        cmocka_unit_test(a_percent_is_whole_or_it_is_not),
        cmocka_unit_test(units_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
