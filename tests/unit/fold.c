/* A register from before every script folded: what it had stored is found again. */
#include "domain/upkeep/fold.h"

#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/office/unit.h"
#include "domain/upkeep/midnight.h"
#include "support/holder.h"

static int64_t named(struct test_register *r, const char *first_name, const char *surname)
{
    const struct person_new in = {
        .first_name = first_name, .surname = surname, .birth_date = date_make(1987, 3, 4)};
    int64_t id;

    must(person_add(&r->work, &in, &id));
    return id;
}

/* As those rules had left it: Greek letters as they were typed, an index of another name. */
static void made_old(struct test_register *r)
{
    must(db_script(r->db, "INSERT INTO unit (id, name, name_folded) VALUES (70, 'Δρόπολη', 'Δρόπολη');"
                          "UPDATE person SET name_blind = x'00'; DELETE FROM fold"));
}

static void what_was_stored_is_folded_anew(void **state)
{
    struct test_register *r = *state;
    int64_t id = 0, elena = named(r, "Ελένη", "Παπαδάκη"), kept, found;
    int64_t before = register_int(r, "SELECT count(*) FROM person");

    kept = register_int(r, "SELECT count(DISTINCT name_blind) FROM person");
    made_old(r);
    must_fail(unit_find(&r->work, "ΔΡΟΠΟΛΗ", &id), ERR_INPUT);
    must(fold_renew(&r->work));
    must(unit_find(&r->work, "ΔΡΟΠΟΛΗ", &id));
    assert_int_equal(id, 70);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), before);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT name_blind) FROM person"), kept);
    found = named(r, "ΕΛΕΝΗ", "παπαδακη");
    assert_true(found != elena);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT name_blind) FROM person"), kept);
}

static void it_is_done_once(void **state)
{
    struct test_register *r = *state;

    (void)named(r, "Ana", "Gjoka");
    must(fold_renew(&r->work));
    assert_int_equal(register_int(r, "SELECT rules FROM fold"), FOLD_RULES);
    must(db_script(r->db, "UPDATE person SET name_blind = x'00'"));
    must(fold_renew(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM person WHERE name_blind <> x'00'"), 0);
}

static void a_row_that_would_clash_keeps_its_form(void **state)
{
    struct test_register *r = *state;

    must(db_script(r->db, "INSERT INTO unit (id, name, name_folded) VALUES (70, 'Δρόπολη', 'Δρόπολη'), "
                          "(71, 'ΔΡΌΠΟΛΗ', 'ΔΡΌΠΟΛΗ'); DELETE FROM fold"));
    must(fold_renew(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM unit WHERE name_folded = 'δροπολη'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM unit WHERE id IN (70, 71)"), 2);
}

static void a_damaged_name_holds_nobody_else_up(void **state)
{
    struct test_register *r = *state;
    int64_t damaged = named(r, "Ana", "Gjoka");

    (void)named(r, "Ελένη", "Παπαδάκη");
    made_old(r);
    must(db_exec(r->db, "UPDATE person SET surname_sealed = x'00' WHERE id = :id",
                 BINDS(INT(":id", damaged))));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT rules FROM fold"), FOLD_RULES);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person WHERE name_blind = x'00'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM unit WHERE name_folded = 'δροπολη'"), 1);
}

static void where_no_name_can_be_read_it_waits_for_the_key(void **state)
{
    struct test_register *r = *state;

    (void)named(r, "Ana", "Gjoka");
    made_old(r);
    must(db_script(r->db, "UPDATE person SET surname_sealed = x'00'"));
    must_fail(fold_renew(&r->work), ERR_CORRUPT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM fold"), 0);
}

static void midnight_does_it(void **state)
{
    struct test_register *r = *state;

    must(db_script(r->db, "INSERT INTO unit (id, name, name_folded) VALUES (70, 'Δρόπολη', 'Δρόπολη'); "
                          "DELETE FROM fold"));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM unit WHERE name_folded = 'δροπολη'"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(what_was_stored_is_folded_anew),
        with_register(it_is_done_once),
        with_register(a_row_that_would_clash_keeps_its_form),
        with_register(a_damaged_name_holds_nobody_else_up),
        with_register(where_no_name_can_be_read_it_waits_for_the_key),
        with_register(midnight_does_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
