/* A register from before numbers of cards were sealed: its cards are found as before, and neither number nor
 * digest stands in the file. */
#include "domain/card/card_sealing.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/upkeep/upgrade.h"
#include "support/old_register.h"

#define DIGEST "0123456789abcdefghijklmnopqrstuv" /* 32 bytes */
#define OTHER  "vutsrqponmlkjihgfedcba9876543210"

/* Two cards of one person, the second in the place of the first, which is to be printed anew. */
static const char SQL_OLD[] =
    "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) VALUES (3, x'00', "
    "x'00', x'00', 1);"
    "INSERT INTO status_list (id, used) VALUES (1, 2);"
    "INSERT INTO card (id, number, digest, token_sealed, person_id, services, issued_on, exp_day, exp_at, "
    "list_id, "
    "list_index, issued_at) VALUES (6, 'ABCDEFGHABCDEFGH', CAST('" OTHER
    "' AS BLOB), x'00', 3, 1, '2026-03-01', "
    "'2027-03-01', 1, 1, 6, 1), (5, 'HGFEDCBAHGFEDCBA', CAST('" DIGEST
    "' AS BLOB), x'00', 3, 1, '2026-03-01', "
    "'2027-03-01', 1, 1, 5, 1);"
    "UPDATE card SET revoked_at = 7, revoked_why = 'replaced', replaced_by = 6 WHERE id = 5;"
    "INSERT INTO card_reprint (card_id, since_day) VALUES (6, '2026-03-05');"
    "INSERT INTO card_service (card_id, service, from_day, until_day, exp_day, revoked) VALUES "
    "(5, '', '2026-03-01', '2027-03-01', '2027-03-01', 1), "
    "(5, 'transport', '2026-03-01', '2026-09-30', '2027-03-01', 1)";

static void cards_open(struct test_register *r, struct old_register *ret)
{
    int64_t key;

    old_register_open(r, "card_numbers", SQL_OLD, ret);
    must(vault_key_new(r->vault, &key));
    must(db_exec(ret->work.db, "UPDATE person SET key_id = :key", BINDS(INT(":key", key))));
}

static void cards_are_found_as_before(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    struct card card;
    int applied;

    cards_open(r, &old);
    must(upgrade_apply(&old.work, &applied));
    must(card_find(&old.work, "HGFE-DCBA-HGFE-DCBA", false, &card));
    assert_int_equal(card.id, 5);
    assert_string_equal(card.number, "HGFE-DCBA-HGFE-DCBA");
    assert_string_equal(card.replaced_by, "ABCD-EFGH-ABCD-EFGH");
    assert_string_equal(card.revoked_why, "replaced");
    assert_int_equal(card.span_count, 1);
    assert_int_equal(card.spans[0].until, date_make(2026, 9, 30));
    must_fail(card_find(&old.work, "HGFE-DCBA-HGFE-DCBB", false, &card), ERR_ABSENT);
    must(db_check(old.work.db));
    db_close(&old.work.db);
}

static void what_went_with_a_card_still_does(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int64_t left;
    int applied;

    cards_open(r, &old);
    must(upgrade_apply(&old.work, &applied));
    must(db_int(old.work.db, "SELECT count(*) FROM card_reprint WHERE card_id = 6", NO_BINDS, &left));
    assert_int_equal(left, 1);
    must(db_exec(old.work.db, "UPDATE card SET revoked_at = 8, revoked_why = 'lost' WHERE id = 6", NO_BINDS));
    must(db_int(old.work.db, "SELECT count(*) FROM card_reprint", NO_BINDS, &left));
    assert_int_equal(left, 0);
    db_close(&old.work.db);
}

static void nothing_of_it_stays_in_the_file(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    cards_open(r, &old);
    old_register_tells(&old, "HGFEDCBAHGFEDCBA", 16, true);
    old_register_tells(&old, DIGEST, 32, true);
    must(upgrade_apply(&old.work, &applied));
    old_register_tells(&old, "HGFEDCBAHGFEDCBA", 16, false);
    old_register_tells(&old, DIGEST, 32, false);
    db_close(&old.work.db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cards_are_found_as_before, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(what_went_with_a_card_still_does, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(nothing_of_it_stays_in_the_file, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
