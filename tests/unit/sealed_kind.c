/* What a drill opens is all that is sealed: no column is forgotten, and what does not open is named. */
#include "domain/upkeep/sealed_kind.h"

#include <stdio.h>
#include <string.h>

#include "domain/upkeep/drill.h"
#include "support/holder.h"
#include "support/register.h"

static const char SQL_SEALED[] =
    "SELECT count(*) FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND "
    "substr(p.name, -7) = '_sealed'";
static const char SQL_IS[] =
    "SELECT count(*) FROM pragma_table_info(:table) WHERE name = :column || '_sealed'";

static void every_sealed_column_is_a_kind(void **state)
{
    struct test_register *r = *state;
    size_t count;
    const struct sealed_kind *kinds = sealed_kinds(&count);

    assert_int_equal(register_int(r, SQL_SEALED), count);
    for (size_t i = 0; i < count; i++) {
        int64_t is;

        must(db_int(r->db, SQL_IS, BINDS(TEXT(":table", kinds[i].table), TEXT(":column", kinds[i].column)),
                    &is));
        if (!is)
            fail_msg("%s.%s is no sealed column", kinds[i].table, kinds[i].column);
        for (size_t k = 0; k < i; k++)
            assert_false(!strcmp(kinds[i].table, kinds[k].table) &&
                         !strcmp(kinds[i].column, kinds[k].column));
    }
}

static void what_is_there_opens_and_signs(void **state)
{
    struct test_register *r = *state;
    struct drill_found f;
    struct holder h;

    must(drill_look(&r->work, &f));
    assert_true(drill_good(&f) && !f.has_card && f.signs);
    assert_int_equal(f.sealed.opened, 0);
    holder_stand(r, &h);
    must(drill_look(&r->work, &f));
    assert_true(drill_good(&f));
    assert_true(f.sealed.opened >= 4); /* first name, father's, surname, number */
}

/* Moved to another person's row: whole, and not hers. */
static void what_does_not_open_is_named(void **state)
{
    struct test_register *r = *state;
    struct drill_found f;
    struct holder h;

    holder_stand(r, &h);
    must(db_script(r->db, "UPDATE person SET surname_sealed = first_name_sealed"));
    must(drill_look(&r->work, &f));
    assert_false(drill_good(&f));
    assert_string_equal(f.sealed.fault->table, "person");
    assert_string_equal(f.sealed.fault->column, "surname");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_sealed_column_is_a_kind, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(what_is_there_opens_and_signs, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(what_does_not_open_is_named, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
