/* Working days, and the last day of filing. The Easters are those of the printed tables; the days off those
 * of the calendars of official holidays of each year (law 7651/1992: what falls on a weekend is taken on the
 * next working day). Written down by hand. */
#include "domain/law/holiday.h"

#include "base/instant.h"
#include "base/month.h"
#include "domain/claim/rules.h"
#include "domain/payment/holiday_rule.h"
#include "domain/upkeep/upkeep_notice.h"
#include "support/register.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static date d(const char *text)
{
    date ret;

    must(date_parse(text, &ret));
    return ret;
}

static void easter_is_where_the_tables_have_it(void **state)
{
    static const char *const CATHOLIC[] = {"1999-04-04", "2000-04-23", "2008-03-23", "2021-04-04",
                                           "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20",
                                           "2026-04-05", "2027-03-28", "2038-04-25"};
    static const char *const ORTHODOX[] = {"2000-04-30", "2010-04-04", "2013-05-05", "2017-04-16",
                                           "2021-05-02", "2022-04-24", "2023-04-16", "2024-05-05",
                                           "2025-04-20", "2026-04-12", "2027-05-02"};

    (void)state;
    for (size_t i = 0; i < COUNT(CATHOLIC); i++)
        assert_int_equal(easter_catholic(date_year(d(CATHOLIC[i]))), d(CATHOLIC[i]));
    for (size_t i = 0; i < COUNT(ORTHODOX); i++)
        assert_int_equal(easter_orthodox(date_year(d(ORTHODOX[i]))), d(ORTHODOX[i]));
}

static bool works(const struct rules *rules, const char *day)
{
    return working_day(rules->holidays, rules->holiday_count, d(day));
}

/* By the rows that the register comes with. */
static void offices_rest_on_holidays_weekends_and_the_days_they_are_moved_to(void **state)
{
    static const char *const OFF[] = {
        "2026-01-01", "2026-01-02",               /* New Year */
        "2026-03-20", "2026-05-27",               /* both Bajrams, announced */
        "2026-03-14", "2026-03-16",               /* a Saturday, so Monday */
        "2026-04-06", "2026-04-13",               /* behind either Easter */
        "2025-04-21",                             /* both Easters on one Sunday: one Monday */
        "2021-05-03", "2021-05-04",               /* 1 May a Saturday, Easter the Sunday behind it */
        "2026-11-30", "2026-12-01",               /* 28 and 29 November on a weekend */
        "2022-07-11",                             /* Bajram on Saturday 9 July */
        "2024-06-17", "2025-03-31",               /* Bajrams on Sundays */
        "2023-11-27",                             /* by decision */
        "2024-11-22", "2018-09-05", "2017-10-19", /* days that came and went */
    };
    static const char *const ON[] = {"2026-01-05", "2026-03-17", "2026-04-07", "2026-04-14", "2025-04-22",
                                     "2021-05-05", "2026-12-02", "2022-07-12", "2024-06-18", "2025-04-01",
                                     "2023-11-22", "2018-10-19", "2017-09-05", "2026-04-03", "2026-04-10"};
    struct test_register *r = *state;
    struct rules rules;

    must(rules_load(&r->work, &rules));
    for (size_t i = 0; i < COUNT(OFF); i++)
        if (works(&rules, OFF[i]))
            fail_msg("%s is a day off", OFF[i]);
    for (size_t i = 0; i < COUNT(ON); i++)
        if (!works(&rules, ON[i]))
            fail_msg("%s is a working day", ON[i]);
}

static const struct {
    const char *month, *last;
} LAST[] = {
    {"2021-02", "2021-02-10"}, /* Wednesday */
    {"2021-04", "2021-04-12"}, /* Saturday */
    {"2021-10", "2021-10-11"}, /* Sunday */
    {"2022-07", "2022-07-12"}, /* Sunday, and Monday is off for Saturday's Bajram */
    {"2023-04", "2023-04-11"}, /* Monday behind Easter */
    {"2024-04", "2024-04-11"}, /* Bajram, a Wednesday */
    {"2024-12", "2024-12-10"}, /* the 8th, a Sunday, is taken on the 9th */
    {"2026-05", "2026-05-11"}, {"2026-12", "2026-12-10"},
    {"2027-03", "2027-03-10"}, /* not announced: nobody knows yet */
};

/* A day to each side of the last one. */
static void filing_ends_on_the_tenth_or_the_working_day_behind(void **state)
{
    struct test_register *r = *state;
    struct rules rules;
    date month;

    must(rules_load(&r->work, &rules));
    for (size_t i = 0; i < COUNT(LAST); i++) {
        must(month_parse(LAST[i].month, &month));
        if (rules_filing_day(&rules, month + 19) != d(LAST[i].last))
            fail_msg("%s", LAST[i].month);
        assert_int_equal(rules_payable_from(&rules, month), month);
        assert_int_equal(rules_payable_from(&rules, d(LAST[i].last) - 1), month);
        assert_int_equal(rules_payable_from(&rules, d(LAST[i].last)), month);
        assert_int_equal(rules_payable_from(&rules, d(LAST[i].last) + 1), month_next(month));
    }
}

static void without_the_rule_the_tenth_is_the_tenth(void **state)
{
    struct test_register *r = *state;
    struct rules rules;

    must(db_script(r->db, "UPDATE legal_rule SET until_day = '2021-12-31' WHERE name = "
                          "'application_day_shift'; INSERT INTO legal_rule (id, name, value, source, "
                          "from_day) VALUES (900, 'application_day_shift', 0, 'x', '2022-01-01')"));
    must(rules_load(&r->work, &rules));
    assert_int_equal(rules_filing_day(&rules, d("2021-04-20")), d("2021-04-12"));
    assert_int_equal(rules_filing_day(&rules, d("2022-07-20")), d("2022-07-10"));
}

/* Where a council sets day 31, a shorter month ends with its own last day. */
static void a_month_without_that_day_ends_with_its_last(void **state)
{
    struct test_register *r = *state;
    struct rules rules;

    must(db_script(r->db, "UPDATE legal_rule SET value = 31 WHERE name = 'application_day'"));
    must(rules_load(&r->work, &rules));
    assert_int_equal(rules_filing_day(&rules, d("2023-02-03")), d("2023-02-28"));
    assert_int_equal(rules_filing_day(&rules, d("2024-02-03")), d("2024-02-29"));
}

static void enter(struct test_register *r, const char *on, const char *name)
{
    int64_t id;

    must(holiday_rule_add(&r->work, &(struct holiday_new){d(on), name, "kalendari"}, &id));
}

static int64_t missing(struct test_register *r, const char *today)
{
    struct upkeep_notice n;

    register_at(r, date_midnight(d(today)) + 3600);
    must(upkeep_notice_read(&r->work, &n));
    return n.holidays_missing;
}

static void bajrams_of_the_next_year_are_asked_for_in_autumn(void **state)
{
    struct test_register *r = *state;

    assert_int_equal(missing(r, "2026-03-10"), 0);
    assert_int_equal(missing(r, "2026-09-30"), 0);
    assert_int_equal(missing(r, "2026-10-01"), 2027);
    assert_int_equal(missing(r, "2027-02-01"), 2027); /* and still */
    enter(r, "2027-03-10", "BAJRAMI I MADH");
    enter(r, "2027-06-07", "Ditë pushimi");
    assert_int_equal(missing(r, "2026-12-31"), 2027); /* one of two */
    enter(r, "2027-05-17", "Kurban Bajrami");
    assert_int_equal(missing(r, "2026-12-31"), 0);
    assert_int_equal(missing(r, "2027-09-30"), 0);
    assert_int_equal(missing(r, "2027-10-01"), 2028);
    must(db_script(r->db, "DELETE FROM holiday WHERE name = 'Kurban Bajrami' AND on_day LIKE '2027%'"));
    assert_int_equal(missing(r, "2027-10-01"), 2027); /* what is nearer first */
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_is_where_the_tables_have_it),
        with_register(offices_rest_on_holidays_weekends_and_the_days_they_are_moved_to),
        with_register(filing_ends_on_the_tenth_or_the_working_day_behind),
        with_register(without_the_rule_the_tenth_is_the_tenth),
        with_register(bajrams_of_the_next_year_are_asked_for_in_autumn),
        with_register(a_month_without_that_day_ends_with_its_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
