/* A family that moves to another unit: the file belongs there from that day, and figures count it where it
 * lived on the day asked. Today is 2026-03-10. */
#include "domain/file/case_unit.h"

#include <string.h>

#include "domain/file/case_read.h"
#include "domain/statistics/decided_order.h"
#include "support/holder.h"
#include "support/paper.h"

static err moved(struct test_register *r, int64_t file, const char *unit, date from)
{
    return case_unit_move(&r->work, file, file_version(r, file), &(struct case_unit_new){unit, from});
}

static int64_t unit_of(struct test_register *r, const char *name)
{
    int64_t id;

    must(db_int(r->db, "SELECT id FROM unit WHERE name = :name", BINDS(TEXT(":name", name)), &id));
    return id;
}

/* The unit for which statistics of that day count the only order. */
static int64_t counted(struct test_register *r, date on)
{
    struct decided_orders orders;

    must(decided_orders_read(&r->work, on, &orders));
    assert_int_equal(orders.count, 1);
    return orders.at[0].unit_id;
}

static void figures_go_by_the_day_asked(void **state)
{
    struct test_register *r = *state;
    struct case_file f;
    struct holder h;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    register_on(r, date_make(2026, 5, 20));
    must(moved(r, h.case_id, "Lunxhëri", date_make(2026, 5, 1)));
    must(moved(r, h.case_id, "Cepo", DATE_NONE));
    must(case_read(&r->work, h.case_id, &f));
    assert_string_equal(f.unit, "Cepo");
    assert_int_equal(counted(r, date_make(2026, 4, 30)), unit_of(r, "Gjirokastër"));
    assert_int_equal(counted(r, date_make(2026, 5, 1)), unit_of(r, "Lunxhëri"));
    assert_int_equal(counted(r, date_make(2026, 5, 19)), unit_of(r, "Lunxhëri"));
    assert_int_equal(counted(r, date_make(2026, 5, 20)), unit_of(r, "Cepo"));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.unit' AND case_version > 1"), 2);
    assert_int_not_equal(db_script(r->db, "DELETE FROM case_unit"), OK);
    assert_int_not_equal(db_script(r->db, "UPDATE case_unit SET unit_id = 1"), OK);
}

static void a_move_comes_after_the_last_one_and_never_ahead(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    must_refuse_at(r, moved(r, h.case_id, "Cepo", DATE_NONE), ERR_INPUT, "out_of_range", "from");
    register_on(r, date_make(2026, 5, 20));
    must_refuse_at(r, moved(r, h.case_id, "Cepo", date_make(2026, 5, 21)), ERR_INPUT, "in_future", "from");
    must_refuse_at(r, moved(r, h.case_id, "Cepo", date_make(2026, 3, 10)), ERR_INPUT, "out_of_range", "from");
    must_refuse_at(r, moved(r, h.case_id, "zz", DATE_NONE), ERR_INPUT, "unknown_unit", "unit");
    must_refuse_at(r, moved(r, h.case_id, "gjirokaster", DATE_NONE), ERR_INPUT, "same_unit", "unit");
    must(moved(r, h.case_id, "Cepo", date_make(2026, 5, 1)));
    must_refuse_at(r, moved(r, h.case_id, "Lunxhëri", date_make(2026, 5, 1)), ERR_INPUT, "out_of_order",
                   "from");
    must(moved(r, h.case_id, "Lunxhëri", date_make(2026, 5, 2)));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(figures_go_by_the_day_asked),
        CASE(a_move_comes_after_the_last_one_and_never_ahead),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
