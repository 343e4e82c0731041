/* Units: added, renamed, retired; no two whose names fold to the same. */
#include "domain/office/unit.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "support/paper.h"

static const struct unit *found(struct test_register *r, int64_t id)
{
    struct unit *list;
    size_t count;

    must(unit_list(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id)
            return &list[i];
    fail_msg("no unit %ld", (long)id);
    return NULL;
}

static int64_t logged(struct test_register *r, const char *what)
{
    static const char SQL_COUNT[] = "SELECT count(*) FROM audit WHERE what = :what AND record = 'unit'";
    int64_t n = 0;

    must(db_int(r->db, SQL_COUNT, BINDS(TEXT(":what", what)), &n));
    return n;
}

static void a_unit_is_added_and_takes_files(void **state)
{
    struct test_register *r = *state;
    int64_t id, file;

    must(unit_create(&r->work, "Zagorië", &id));
    assert_string_equal(found(r, id)->name, "Zagorië");
    assert_true(found(r, id)->active);
    must(case_register(&r->work, "zagorie", &file));
    assert_int_equal(logged(r, "unit.create"), 1);
}

static void a_spelling_makes_no_second_unit(void **state)
{
    struct test_register *r = *state;
    int64_t id;

    must_refuse_at(r, unit_create(&r->work, "LUNXHERI", &id), ERR_CONFLICT, "name_taken", "name");
    must_refuse_at(r, unit_create(&r->work, " Lunxhëri ", &id), ERR_CONFLICT, "name_taken", "name");
    must_refuse_at(r, unit_create(&r->work, "", &id), ERR_INPUT, "bad_name", "name");
    must(unit_create(&r->work, "Zagori", &id));
    must_refuse_at(r, unit_rename(&r->work, id, "Lunxheri"), ERR_CONFLICT, "name_taken", "name");
    must(unit_rename(&r->work, id, "Zagorië"));
    must(unit_rename(&r->work, id, "ZAGORIË"));
    assert_int_equal(logged(r, "unit.rename"), 2);
}

static void a_retired_unit_keeps_its_files_and_takes_no_new_ones(void **state)
{
    struct test_register *r = *state;
    int64_t id, file;

    must(unit_create(&r->work, "Zagori", &id));
    must(case_register(&r->work, "Zagori", &file));
    must(unit_set_active(&r->work, id, false));
    must(unit_set_active(&r->work, id, false));
    assert_int_equal(logged(r, "unit.retire"), 1);
    assert_false(found(r, id)->active);
    must_refuse_at(r, case_register(&r->work, "Zagori", &file), ERR_INPUT, "retired_unit", "unit");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 1);
    must(unit_set_active(&r->work, id, true));
    must(case_register(&r->work, "Zagori", &file));
    assert_int_equal(logged(r, "unit.revive"), 1);
}

static void a_unit_that_is_not_there_is_refused(void **state)
{
    struct test_register *r = *state;

    must_refuse(r, unit_rename(&r->work, 99, "Zagori"), ERR_ABSENT, "no_such_unit");
    must_refuse(r, unit_set_active(&r->work, 99, true), ERR_ABSENT, "no_such_unit");
    assert_int_equal(logged(r, "unit.rename"), 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_unit_is_added_and_takes_files),
        CASE(a_spelling_makes_no_second_unit),
        CASE(a_retired_unit_keeps_its_files_and_takes_no_new_ones),
        CASE(a_unit_that_is_not_there_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
