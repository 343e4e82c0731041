/* A register from before every script folded: what it had stored is found again. */
#include "domain/upkeep/fold.h"

#include <stdio.h>

#include "base/buf.h"
#include "crypto/keyring.h"
#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/office/unit.h"
#include "domain/order/order_check.h"
#include "domain/order/order_double.h"
#include "domain/upkeep/midnight.h"
#include "domain/work/sealed.h"
#include "support/holder.h"
#include "support/paper.h"

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

/* ---- what the second rules had left */

/* The indexes as they were made of the folded name and of the number as it was typed. */
static void old_person(struct test_register *r, int64_t id, const char *text)
{
    uint8_t key[DIGEST_SIZE];

    must(blind(r->work.keys, "name", text, key));
    must(db_exec(r->db, "UPDATE person SET name_blind = :key WHERE id = :id",
                 BINDS(BLOB(":key", key, sizeof key), INT(":id", id))));
}

static void old_order(struct test_register *r, int64_t id, const char *number)
{
    static const char COURT[] = "gjykata e shkalles se pare e juridiksionit te pergjithshem gjirokaster";
    CLEANUP(buf_free) struct buf sealed = {0};
    uint8_t paper[DIGEST_SIZE], issue[DIGEST_SIZE], day[DIGEST_SIZE];
    char text[300];

    must(sealed_text(&r->work, OF_ORDER(id), "protection_order", "number", id, number, &sealed));
    snprintf(text, sizeof text, "%s\x1f%s\x1f%s", COURT, number, "2026-03-01");
    must(blind(r->work.keys, "order paper", text, paper));
    snprintf(text, sizeof text, "%s\x1f%s\x1f", COURT, number);
    must(blind(r->work.keys, "order issue", text, issue));
    snprintf(text, sizeof text, "\x1f%s\x1f%s", number, "2026-03-01");
    must(blind(r->work.keys, "order day", text, day));
    must(db_exec(r->db,
                 "UPDATE protection_order SET number_sealed = :number, paper_blind = :paper, issue_blind = "
                 ":issue, day_blind = :day WHERE id = :id",
                 BINDS(SEALED(":number", sealed), BLOB(":paper", paper, sizeof paper),
                       BLOB(":issue", issue, sizeof issue), BLOB(":day", day, sizeof day), INT(":id", id))));
}

static void old_rules(struct test_register *r)
{
    must(db_script(r->db,
                   "INSERT INTO fold (id, rules) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET rules = 2"));
}

static void a_name_of_the_second_rules_is_found_in_any_spelling(void **state)
{
    struct test_register *r = *state;
    const struct person_new typed = {
        .first_name = "GIORGOS", .surname = "Papadopulos", .birth_date = date_make(1987, 3, 4)};
    int64_t his = named(r, "Γιώργος", "Παπαδόπουλος");
    struct person_twins twins;

    old_person(r, his, "γιωργοσ|παπαδοπουλοσ|1987-03-04");
    old_rules(r);
    must(person_twins(&r->work, &typed, &twins));
    assert_int_equal(twins.by_name_count, 0);
    must(fold_renew(&r->work));
    must(person_twins(&r->work, &typed, &twins));
    assert_int_equal(twins.by_name_count, 1);
    assert_int_equal(twins.by_name[0], his);
}

/* One order twice, by a blank: both stay, a third is refused, and both are told to who writes it down. */
static void orders_that_collide_both_stay(void **state)
{
    struct test_register *r = *state;
    struct order_double *doubles;
    struct paper p;
    int64_t first, second, file;
    size_t count;

    paper_next(r, 0, ORDER_UM, "80/2025", date_make(2026, 3, 1), date_make(2026, 9, 30), &p);
    first = paper_register(r, &p, &file);
    paper_next(r, 0, ORDER_UM, "81/2025", date_make(2026, 3, 1), date_make(2026, 9, 30), &p);
    second = paper_register(r, &p, &file);
    old_order(r, first, "80/2025");
    old_order(r, second, "80 / 2025");
    old_rules(r);
    must(fold_renew(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 2);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT paper_blind) FROM protection_order"), 2);
    paper_next(r, 0, ORDER_UM, "Nr. 080-2025", date_make(2026, 3, 1), date_make(2026, 9, 30), &p);
    must_refuse(r, order_check(&r->work, &p.order), ERR_CONFLICT, "order_exists");
    must(order_doubles(&r->work, &p.order, &doubles, &count));
    assert_int_equal(doubles[0].kind, DOUBLE_ORDER);
    assert_int_equal(doubles[1].kind, DOUBLE_NUMBER);
    assert_true(doubles[0].case_id != doubles[1].case_id);
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
        with_register(a_name_of_the_second_rules_is_found_in_any_spelling),
        with_register(orders_that_collide_both_stay),
        with_register(midnight_does_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
