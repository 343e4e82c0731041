/* Passwords as they stand in the register when somebody signs in: of an older form, and given by somebody
 * else. */
#include "domain/office/account.h"
#include "domain/office/session.h"
#include "support/register.h"

#define PASSWORD "nje fjale e gjate"
#define ADDRESS  "192.0.2.7"

static int64_t teuta_make(struct test_register *r)
{
    struct account_new in = {
        .name = "teuta", .full_name = "Teuta Marku", .role = R_COORDINATOR, .password = PASSWORD};
    int64_t id = 0;

    must(account_create(&r->work, &in, &id));
    return id;
}

static err sign_in(struct test_register *r, const char *name, const char *password, const char *address)
{
    char secret[SESSION_SECRET_TEXT];

    return session_open(&r->work, name, password, address, secret);
}

/* As a keyboard writes it that has no key for the letter; hashed as it came, before 2026. */
#define PARTS "nje\xCC\x88 fjale\xCC\x88 e gjate\xCC\x88"
#define WHOLE "nj\xC3\xAB fjal\xC3\xAB e gjat\xC3\xAB"
#define OLD   "scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$RoG0UbECaWDtGolZPYUp1c9dM8RVfx9u//U2HxOMrHs="

static void an_old_hash_lets_in_once_and_is_renewed(void **state)
{
    struct test_register *r = *state;

    teuta_make(r);
    must(db_script(r->db, "UPDATE account SET password_hash = '" OLD "' WHERE name = 'teuta'"));
    must_refuse(r, sign_in(r, "teuta", WHOLE, ADDRESS), ERR_DENIED, "sign_in_failed");
    must_refuse(r, sign_in(r, "teuta", "nje\xCC\x88 tjeter fjale", ADDRESS), ERR_DENIED, "sign_in_failed");
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM account WHERE password_hash = '" OLD "'"), 1);
    must(sign_in(r, "teuta", PARTS, ADDRESS));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM account WHERE password_hash = '" OLD "'"), 0);
    must(sign_in(r, "teuta", WHOLE, ADDRESS));
    must(sign_in(r, "teuta", PARTS, ADDRESS));
}

#define DAYS(n) ((int64_t)(n)*24 * 3600)

static void a_first_password_lets_in_for_a_week(void **state)
{
    struct test_register *r = *state;
    int64_t id = teuta_make(r);

    must(account_set_password(&r->work, id, PASSWORD, true));
    register_at(r, REGISTER_NOW + DAYS(7) - 1);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    register_at(r, REGISTER_NOW + DAYS(7));
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED, "first_password_over");
    must_refuse(r, sign_in(r, "teuta", PASSWORD "!", ADDRESS), ERR_DENIED, "sign_in_failed");
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what = 'sign_in.failed' AND why LIKE "
                                     "'teuta: first password over from %'"),
                     1);
    must(account_set_active(&r->work, id, false));
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED, "sign_in_failed");
    must(account_set_active(&r->work, id, true));
    must(account_set_password(&r->work, id, PASSWORD, true));
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    must(account_set_password(&r->work, id, PASSWORD, false));
    register_at(r, REGISTER_NOW + DAYS(400));
    must(sign_in(r, "teuta", PASSWORD, ADDRESS)); /* her own */
}

static void how_long_a_first_password_lets_in_is_a_dated_rule(void **state)
{
    struct test_register *r = *state;
    int64_t id = teuta_make(r);

    must(db_script(r->db, "UPDATE legal_rule SET until_day = '2026-03-11' WHERE name = 'first_password_days';"
                          "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES "
                          "(900, 'first_password_days', 2, 'prove', '2026-03-12')"));
    must(account_set_password(&r->work, id, PASSWORD, true));
    register_at(r, REGISTER_NOW + DAYS(2) - 1);
    must(sign_in(r, "teuta", PASSWORD, ADDRESS));
    register_at(r, REGISTER_NOW + DAYS(2));
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED, "first_password_over");
    must(db_script(r->db, "DELETE FROM legal_rule WHERE name = 'first_password_days'"));
    must(account_set_password(&r->work, id, PASSWORD, true));
    must_refuse(r, sign_in(r, "teuta", PASSWORD, ADDRESS), ERR_DENIED,
                "first_password_over"); /* none: not at all */
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(an_old_hash_lets_in_once_and_is_renewed),
        CASE(a_first_password_lets_in_for_a_week),
        CASE(how_long_a_first_password_lets_in_is_a_dated_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
