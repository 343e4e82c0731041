/* Drafts: whoever began one reads it, nobody else; it goes when dropped, or after a month. */
#include "domain/file/draft.h"

#include <stdio.h>
#include <string.h>

#include "domain/upkeep/midnight.h"
#include "support/register.h"

static int64_t logged(struct test_register *r, const char *what)
{
    static const char SQL_COUNT[] = "SELECT count(*) FROM audit WHERE what = :what";
    int64_t n = 0;

    must(db_int(r->db, SQL_COUNT, BINDS(TEXT(":what", what)), &n));
    return n;
}

/* What that account has there, or NULL. */
static const char *held(struct test_register *r, const char *kind)
{
    struct draft d;

    must(draft_read(&r->work, kind, &d));
    return d.text;
}

static int coordinator_setup(void **state)
{
    struct test_register *r;

    if (register_setup(state))
        return -1;
    r = *state;
    r->work.actor.roles = R_COORDINATOR;
    return 0;
}

static void a_draft_is_kept_sealed_and_read_again(void **state)
{
    static const char SQL_PLAIN[] = "SELECT instr(text_sealed, CAST('Mirjeta' AS BLOB)) FROM draft";
    struct test_register *r = *state;

    assert_null(held(r, "urdher"));
    must(draft_save(&r->work, "urdher", "{\"emri\":\"Mirjeta\"}"));
    assert_string_equal(held(r, "urdher"), "{\"emri\":\"Mirjeta\"}");
    assert_int_equal(register_int(r, SQL_PLAIN), 0);
    must(draft_save(&r->work, "urdher", "{\"emri\":\"Mirjeta S\"}"));
    assert_string_equal(held(r, "urdher"), "{\"emri\":\"Mirjeta S\"}");
    assert_null(held(r, "akt-1"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM draft"), 1);
    assert_int_equal(logged(r, "draft.begin"), 1);
    assert_int_equal(logged(r, "draft.read"), 2);
}

static void nobody_else_reads_it(void **state)
{
    struct test_register *r = *state;
    int64_t mine = r->work.actor.account;

    must(db_script(r->db, "INSERT INTO account (id, name, full_name, role, password_hash, created_at) "
                          "VALUES (50, 'tjetra', 'Tjetra', 'coordinator', '!', 1)"));
    must(draft_save(&r->work, "urdher", "imja"));
    r->work.actor.account = 50;
    assert_null(held(r, "urdher"));
    must(draft_save(&r->work, "urdher", "e saj"));
    must(draft_drop(&r->work, "urdher"));
    r->work.actor.account = mine;
    assert_string_equal(held(r, "urdher"), "imja");
}

static void another_role_does_not_read_what_the_old_one_left(void **state)
{
    struct test_register *r = *state;

    must(draft_save(&r->work, "urdher", "si koordinatore"));
    r->work.actor.roles = R_AID_OFFICER;
    assert_null(held(r, "urdher"));
    must(draft_save(&r->work, "urdher", "si zyrtare"));
    assert_string_equal(held(r, "urdher"), "si zyrtare");
    r->work.actor.roles = R_COORDINATOR;
    assert_null(held(r, "urdher"));
}

static void a_dropped_draft_is_gone(void **state)
{
    struct test_register *r = *state;

    must(draft_drop(&r->work, "urdher"));
    assert_int_equal(logged(r, "draft.drop"), 0);
    must(draft_save(&r->work, "urdher", "a"));
    must(draft_drop(&r->work, "urdher"));
    assert_null(held(r, "urdher"));
    assert_int_equal(logged(r, "draft.drop"), 1);
}

static void a_month_untouched_is_the_end_of_it(void **state)
{
    struct test_register *r = *state;

    must(draft_save(&r->work, "urdher", "a"));
    register_at(r, REGISTER_NOW + DRAFT_LIFE - 1);
    must(midnight_run(&r->work));
    assert_string_equal(held(r, "urdher"), "a");
    register_at(r, REGISTER_NOW + DRAFT_LIFE);
    assert_null(held(r, "urdher"));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM draft"), 0);
}

static void names_lengths_and_number_are_bounded(void **state)
{
    struct test_register *r = *state;
    char kind[16], text[DRAFT_TEXT_MAX + 2];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    must_refuse_at(r, draft_save(&r->work, "urdher", text), ERR_INPUT, "too_long", "text");
    must(draft_save(&r->work, "urdher", text + 1));
    must_refuse(r, draft_save(&r->work, "Urdhër", "a"), ERR_ABSENT, "not_found");
    must_refuse(r, draft_save(&r->work, "-a", "a"), ERR_ABSENT, "not_found");
    must_refuse(r, draft_drop(&r->work, "a_b"), ERR_ABSENT, "not_found");
    for (int i = 1; i < DRAFTS_MAX; i++) {
        snprintf(kind, sizeof kind, "d%d", i);
        must(draft_save(&r->work, kind, "a"));
    }
    must_refuse(r, draft_save(&r->work, "tjeter", "a"), ERR_CONFLICT, "too_many_drafts");
    must(draft_save(&r->work, "d1", "b"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, coordinator_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_draft_is_kept_sealed_and_read_again),
        CASE(nobody_else_reads_it),
        CASE(another_role_does_not_read_what_the_old_one_left),
        CASE(a_dropped_draft_is_gone),
        CASE(a_month_untouched_is_the_end_of_it),
        CASE(names_lengths_and_number_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
