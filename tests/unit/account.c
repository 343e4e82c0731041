/* Accounts: the rules for names, passwords and roles, the last administrator, and what closes sessions. */
#include "domain/office/account.h"

#include <string.h>

#include "domain/office/account_notice.h"
#include "domain/office/attempt.h"
#include "domain/office/audit_chain.h"
#include "domain/office/organisation.h"
#include "domain/office/password_former.h"
#include "domain/office/session.h"
#include "support/register.h"

#define PASSWORD "nje fjale e gjate"

static err account_try(struct test_register *r, const char *name, enum role role, const char *password,
                       int64_t *ret)
{
    struct account_new in = {.name = name, .full_name = "Teuta Marku", .role = role, .password = password};

    return account_create(&r->work, &in, ret);
}

static int64_t account_make(struct test_register *r, const char *name, enum role role)
{
    int64_t id = 0;

    must(account_try(r, name, role, PASSWORD, &id));
    return id;
}

static int64_t kindergarten_make(struct test_register *r, const char *name)
{
    int64_t id = 0;

    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, name, &id));
    return id;
}

static void names_are_folded_and_found_as_typed(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "Teutë.Marku", R_COORDINATOR);
    struct account a;

    must(account_find(&r->work, "TEUTE.marku", &a));
    assert_int_equal(a.id, id);
    assert_string_equal(a.name, "teute.marku");
    assert_int_equal(a.role, R_COORDINATOR);
    assert_true(a.active);
}

static void names_are_unique_after_folding(void **state)
{
    struct test_register *r = *state;
    int64_t id;

    account_make(r, "teuta", R_COORDINATOR);
    must_refuse(r, account_try(r, "TEUTA", R_DIRECTOR, PASSWORD, &id), ERR_CONFLICT, "name_taken");
}

static void names_outside_the_rule_are_refused(void **state)
{
    static const char *const BAD[] = {
        "", "a", "1teuta", "teuta marku", "system", "te/uta", "abcdefghijabcdefghijabcdefghijabcdefghijk"};
    struct test_register *r = *state;
    int64_t id;

    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        must_refuse_at(r, account_try(r, BAD[i], R_COORDINATOR, PASSWORD, &id), ERR_INPUT, "bad_name",
                       "name");
    must(account_try(r, "abcdefghijabcdefghijabcdefghijabcdefghij", R_COORDINATOR, PASSWORD, &id));
}

static void a_password_has_12_characters_to_200_bytes(void **state)
{
    struct test_register *r = *state;
    char longest[202];
    int64_t id;

    for (size_t i = 0; i < sizeof(longest); i++)
        longest[i] = (char)('a' + (i * i * 7 + i / 3) % 26);
    longest[201] = '\0';
    must_refuse_at(r, account_try(r, "teuta", R_COORDINATOR, "zxqvbjwkgph", &id), ERR_INPUT, "bad_password",
                   "password");
    must_refuse_at(r, account_try(r, "teuta", R_COORDINATOR, "ëçëqvbjwkgp", &id), ERR_INPUT, "bad_password",
                   "password");
    must_refuse_at(r, account_try(r, "teuta", R_COORDINATOR, longest, &id), ERR_INPUT, "bad_password",
                   "password");
    longest[200] = '\0';
    must(account_try(r, "teuta", R_COORDINATOR, longest, &id));
    must(account_try(r, "drita", R_COORDINATOR, "zxqvbjwkgphd", &id));
}

static void what_is_guessed_first_is_no_password(void **state)
{
    static const struct {
        const char *password, *code;
    } BAD[] = {
        {"aaaaaaaaaaaa", "password_pattern"},   {"123456789012", "password_pattern"},
        {"xyxyxyxyxyxyxy", "password_pattern"}, {"passwordpassword", "password_pattern"},
        {"qwertyuiopas", "password_common"},    {"Iloveyou-angel", "password_common"},
        {"14.05.1990 1", "password_pattern"},   {"Teuta.Marku1990", "password_names"},
        {"m4rku teut4 1", "password_names"},    {"Gjirokastër 2026", "password_names"},
        {"gjirokaster1234", "password_names"},  {"Bashkia Gjirokastër", "password_names"},
        {"Fjalëkalimi123", "password_names"},   {"fjalekalimi1234", "password_names"},
        {"Shqiperia2026!", "password_names"},   {"koordinatore.m", "password_names"},
    };
    struct test_register *r = *state;
    int64_t id;

    must(db_script(r->db,
                   "INSERT INTO municipality (id, name, neutral_name, card_title, help_line, base_uri, "
                   "created_at) VALUES (1, 'Gjirokastër', 'Bashkia Gjirokastër', 'K', '', 'https://k', 1)"
                   " ON CONFLICT (id) DO UPDATE SET name = excluded.name, neutral_name = "
                   "excluded.neutral_name"));
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        must_refuse_at(r, account_try(r, "koordinatore.m", R_COORDINATOR, BAD[i].password, &id), ERR_INPUT,
                       BAD[i].code, "password");
    must(account_try(r, "koordinatore.m", R_COORDINATOR, "tri qershi mbi tryezë", &id));
}

/* What was typed once, for another account: names are those of its owner. */
static void anothers_name_may_be_a_password(void **state)
{
    struct test_register *r = *state;
    int64_t id;

    must_refuse_at(r, account_try(r, "teuta", R_COORDINATOR, "MARKU teuta x", &id), ERR_INPUT,
                   "password_names", "password");
    must(account_create(
        &r->work,
        &(struct account_new){
            .name = "arben", .full_name = "Arben Leka", .role = R_DIRECTOR, .password = "MARKU teuta x"},
        &id));
}

static void blanks_are_part_of_a_password(void **state)
{
    struct test_register *r = *state;
    char secret[SESSION_SECRET_TEXT];
    int64_t id;

    must(account_try(r, "teuta", R_COORDINATOR, " nje fjale e gjate ", &id));
    must_refuse(r, session_open(&r->work, "teuta", "nje fjale e gjate", NULL, secret), ERR_DENIED,
                "sign_in_failed");
    must(session_open(&r->work, "teuta", " nje fjale e gjate ", NULL, secret));
}

static void an_account_has_one_role(void **state)
{
    struct test_register *r = *state;
    int64_t id;

    must_refuse_at(r, account_try(r, "teuta", R_COORDINATOR | R_AUDITOR, PASSWORD, &id), ERR_INPUT,
                   "unknown_role", "role");
    must_refuse_at(r, account_try(r, "teuta", R_DEVICE, PASSWORD, &id), ERR_INPUT, "unknown_role", "role");
}

static void kindergarten_accounts_need_an_active_kindergarten(void **state)
{
    struct test_register *r = *state;
    struct account_new in = {
        .name = "kopshti", .full_name = "K", .role = R_KINDERGARTEN, .password = PASSWORD};
    int64_t id;

    must_refuse_at(r, account_create(&r->work, &in, &id), ERR_INPUT, "unknown_organisation", "organisation");
    in.organisation = 999;
    must_refuse_at(r, account_create(&r->work, &in, &id), ERR_INPUT, "unknown_organisation", "organisation");
    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urban", &in.organisation));
    must_refuse_at(r, account_create(&r->work, &in, &id), ERR_INPUT, "unknown_organisation", "organisation");
    in.organisation = kindergarten_make(r, "Kopshti 1");
    must(account_create(&r->work, &in, &id));
    in.name = "teuta";
    in.role = R_COORDINATOR;
    must_refuse_at(r, account_create(&r->work, &in, &id), ERR_INPUT, "organisation_not_wanted",
                   "organisation");
}

static void the_last_administrator_stays(void **state)
{
    struct test_register *r = *state;
    int64_t first = account_make(r, "admin", R_ADMINISTRATOR);

    must_refuse(r, account_set_active(&r->work, first, false), ERR_CONFLICT, "last_administrator");
    must_refuse(r, account_set_role(&r->work, first, &(struct account_role){R_AUDITOR, 0, NULL}),
                ERR_CONFLICT, "last_administrator");
    must(account_set_active(&r->work, account_make(r, "admin2", R_ADMINISTRATOR), false));
    must_refuse(r, account_set_active(&r->work, first, false), ERR_CONFLICT, "last_administrator");
    account_make(r, "admin3", R_ADMINISTRATOR);
    must(account_set_active(&r->work, first, false));
}

static void a_refused_change_changes_nothing(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "admin", R_ADMINISTRATOR);
    int64_t rows = register_int(r, "SELECT COUNT(*) FROM audit");
    struct account a;

    must_fail(account_set_role(&r->work, id, &(struct account_role){R_AUDITOR, 0, NULL}), ERR_CONFLICT);
    must(account_read(&r->work, id, &a));
    assert_int_equal(a.role, R_ADMINISTRATOR);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit"), rows);
}

static void changes_close_the_sessions_of_that_account(void **state)
{
    static const char SQL_SESSIONS[] = "SELECT COUNT(*) FROM session";
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR);
    char secret[SESSION_SECRET_TEXT];

    account_make(r, "drita", R_COORDINATOR);
    must(session_open(&r->work, "drita", PASSWORD, "192.0.2.1", secret));
    must(session_open(&r->work, "teuta", PASSWORD, "192.0.2.1", secret));
    must(account_set_role(&r->work, id, &(struct account_role){R_DIRECTOR, 0, NULL}));
    assert_int_equal(register_int(r, SQL_SESSIONS), 1);
    must(session_open(&r->work, "teuta", PASSWORD, "192.0.2.1", secret));
    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    assert_int_equal(register_int(r, SQL_SESSIONS), 1);
    must(session_open(&r->work, "teuta", "tjeter fjale e gjate", "192.0.2.1", secret));
    must(account_set_active(&r->work, id, false));
    assert_int_equal(register_int(r, SQL_SESSIONS), 1);
}

static void own_password_change_keeps_only_the_own_session(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR);
    char mine[SESSION_SECRET_TEXT], other[SESSION_SECRET_TEXT];
    uint8_t hash[DIGEST_SIZE];
    struct actor actor;

    must(session_open(&r->work, "teuta", PASSWORD, NULL, mine));
    must(session_open(&r->work, "teuta", PASSWORD, NULL, other));
    must(digest_sha256(mine, strlen(mine), hash));
    r->work.actor.account = id;
    must(account_change_password(&r->work, PASSWORD, "tjeter fjale e gjate", hash));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM session"), 1);
    must(session_find(&r->work, hash, &actor));
    must(session_open(&r->work, "teuta", "tjeter fjale e gjate", NULL, other));
}

static void guessing_the_current_password_locks_the_account(void **state)
{
    struct test_register *r = *state;
    uint8_t none[DIGEST_SIZE] = {0};

    r->work.actor.account = account_make(r, "teuta", R_COORDINATOR);
    for (int i = 0; i < SIGN_IN_ACCOUNT_FAILURES; i++)
        must_refuse_at(r, account_change_password(&r->work, "not this one", "tjeter fjale e gjate", none),
                       ERR_INPUT, "wrong_password", "current");
    must_refuse(r, account_change_password(&r->work, PASSWORD, "tjeter fjale e gjate", none), ERR_LIMIT,
                "account_locked");
    must(account_unlock(&r->work, r->work.actor.account));
    must(account_change_password(&r->work, PASSWORD, "tjeter fjale e gjate", none));
}

static void a_given_password_is_not_chosen_again(void **state)
{
    static const uint8_t NONE[DIGEST_SIZE] = {0};
    static const char *const NEXT[] = {"dy qershi mbi tryeze", "tri qershi mbi tryeze",
                                       "kater qershi ne tryeze"};
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR);
    const char *before = "nje qershi mbi tryeze";

    must(account_set_password(&r->work, id, before, true));
    r->work.actor.account = id;
    must_refuse_at(r, account_change_password(&r->work, before, before, NONE), ERR_INPUT, "password_used",
                   "password");
    must_refuse_at(r, account_change_password(&r->work, before, PASSWORD, NONE), ERR_INPUT, "password_used",
                   "password");
    for (size_t i = 0; i < sizeof(NEXT) / sizeof(NEXT[0]); i++) {
        must(account_change_password(&r->work, before, NEXT[i], NONE));
        before = NEXT[i];
    }
    must_refuse_at(r, account_change_password(&r->work, before, "nje qershi mbi tryeze", NONE), ERR_INPUT,
                   "password_used", "password");
    /* The oldest is forgotten; to an administrator nothing is told of what there was. */
    must(account_change_password(&r->work, before, PASSWORD, NONE));
    r->work.actor.account = 1;
    must(account_set_password(&r->work, id, PASSWORD, true));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM account_former"), PASSWORD_FORMER);
}

static void who_set_a_password_stands_there_until_its_holder_knows(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR);
    struct account a;

    must(account_read(&r->work, id, &a));
    assert_int_equal(a.given_at, 0);
    register_at(r, REGISTER_NOW + 60);
    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    must(account_read(&r->work, id, &a));
    assert_int_equal(a.given_at, REGISTER_NOW + 60);
    assert_string_equal(a.given_by, "test");
    assert_int_equal(a.given_seen_at, 0);
    must(account_password_seen(&r->work)); /* of another account: hers stays */
    must(account_read(&r->work, id, &a));
    assert_int_equal(a.given_seen_at, 0);
    r->work.actor = (struct actor){.account = id, .name = "teuta"};
    register_at(r, REGISTER_NOW + 120);
    must(account_change_password(&r->work, "tjeter fjale e gjate", "tri qershi mbi tryeze",
                                 (const uint8_t[DIGEST_SIZE]){0}));
    must(account_read(&r->work, id, &a));
    assert_int_equal(a.given_seen_at, 0); /* whoever chose the next password may have been somebody else */
    must(account_password_seen(&r->work));
    must(account_password_seen(&r->work));
    must(account_read(&r->work, id, &a));
    assert_int_equal(a.given_seen_at, REGISTER_NOW + 120);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what = 'account.password_seen'"), 1);
    r->work.actor = (struct actor){.name = NULL};
    must(account_set_password(&r->work, id, PASSWORD, false));
    must(account_read(&r->work, id, &a));
    assert_string_equal(a.given_by, "system");
    assert_int_equal(a.given_seen_at, 0);
}

static size_t notices(struct test_register *r, struct account_notice **ret)
{
    size_t count;

    must(account_notice_list(&r->work, ret, &count));
    return count;
}

static void a_coordinators_reset_shows_until_she_knows(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR);
    int64_t aid = account_make(r, "arta", R_AID_OFFICER);
    struct account_notice *list;

    assert_int_equal(notices(r, &list), 1);
    assert_string_equal(list[0].what, "created");
    assert_string_equal(list[0].account, "teuta");
    assert_string_equal(list[0].by, "test");
    register_at(r, REGISTER_NOW + 60);
    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    must(account_set_password(&r->work, aid, "tjeter fjale e gjate", true));
    must(account_set_role(&r->work, aid, &(struct account_role){R_COORDINATOR, 0, NULL}));
    register_at(r, REGISTER_NOW + 61 + ACCOUNT_NOTICE_SECONDS);
    assert_int_equal(notices(r, &list), 2); /* she has not been here since, and arta reads files now */
    assert_string_equal(list[0].what, "password");
    assert_string_equal(list[0].full_name, "Teuta Marku");
    assert_int_equal(list[0].seen_at, 0);
    assert_string_equal(list[1].account, "arta");
    r->work.actor = (struct actor){.account = id, .name = "teuta"};
    must(account_password_seen(&r->work));
    assert_int_equal(notices(r, &list), 1);
    must(account_change_password(&r->work, "tjeter fjale e gjate", PASSWORD "!",
                                 (const uint8_t[DIGEST_SIZE]){0}));
    assert_int_equal(notices(r, &list), 1);
    r->work.actor = (struct actor){.name = "admin"};
    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    r->work.actor = (struct actor){.account = id, .name = "teuta"};
    must(account_password_seen(&r->work));
    assert_int_equal(notices(r, &list), 2); /* for a week in any case */
    assert_int_equal(list[1].seen_at, r->work.now);
    assert_string_equal(list[1].by, "admin");
}

static void unknown_accounts_are_absent(void **state)
{
    struct test_register *r = *state;
    struct account a;

    must_fail(account_find(&r->work, "nobody", &a), ERR_ABSENT);
    must_fail(account_set_active(&r->work, 999, false), ERR_ABSENT);
    must_fail(account_set_password(&r->work, 999, PASSWORD, false), ERR_ABSENT);
    must_fail(account_set_role(&r->work, 999, &(struct account_role){R_DIRECTOR, 0, NULL}), ERR_ABSENT);
    must_fail(account_unlock(&r->work, 999), ERR_ABSENT);
}

static void the_list_is_by_name(void **state)
{
    struct test_register *r = *state;
    struct account *list;
    size_t count;

    account_make(r, "zana", R_COORDINATOR);
    account_make(r, "arta", R_DIRECTOR);
    must(account_list(&r->work, &list, &count));
    assert_int_equal(count, 3);
    assert_string_equal(list[0].name, "arta");
    assert_string_equal(list[1].name, "test");
    assert_string_equal(list[2].name, "zana");
}

static void every_change_is_logged_and_no_password_is(void **state)
{
    struct test_register *r = *state;
    int64_t id = account_make(r, "teuta", R_COORDINATOR), row, count;

    must(account_set_password(&r->work, id, "tjeter fjale e gjate", true));
    must(account_set_role(&r->work, id, &(struct account_role){R_DIRECTOR, 0, NULL}));
    must(account_set_active(&r->work, id, false));
    must(account_set_active(&r->work, id, true));
    must(account_unlock(&r->work, id));
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE what LIKE 'account.%'"), 6);
    assert_int_equal(register_int(r, "SELECT COUNT(*) FROM audit WHERE why LIKE '%fjale%'"), 0);
    must(audit_verify(&r->work, &row, &count));
}

static void organisation_names_are_unique_and_bounded(void **state)
{
    struct test_register *r = *state;
    char name[ORGANISATION_NAME_MAX + 2];
    int64_t id = kindergarten_make(r, "Kopshti 1"), other;

    memset(name, 'n', sizeof(name));
    name[sizeof(name) - 1] = '\0';
    must_refuse(r, organisation_create(&r->work, ORGANISATION_FEE_DESK, "Kopshti 1", &other), ERR_CONFLICT,
                "name_taken");
    must_refuse_at(r, organisation_create(&r->work, ORGANISATION_FEE_DESK, name, &other), ERR_INPUT,
                   "bad_name", "name");
    must_refuse_at(r, organisation_create(&r->work, ORGANISATION_FEE_DESK, "  ", &other), ERR_INPUT,
                   "bad_name", "name");
    kindergarten_make(r, "Kopshti 2");
    must_refuse(r, organisation_rename(&r->work, id, "Kopshti 2"), ERR_CONFLICT, "name_taken");
    must(organisation_rename(&r->work, id, "Kopshti Lulet"));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        CASE(names_are_folded_and_found_as_typed),
        CASE(names_are_unique_after_folding),
        CASE(names_outside_the_rule_are_refused),
        CASE(a_password_has_12_characters_to_200_bytes),
        CASE(what_is_guessed_first_is_no_password),
        CASE(anothers_name_may_be_a_password),
        CASE(blanks_are_part_of_a_password),
        CASE(an_account_has_one_role),
        CASE(kindergarten_accounts_need_an_active_kindergarten),
        CASE(the_last_administrator_stays),
        CASE(a_refused_change_changes_nothing),
        CASE(changes_close_the_sessions_of_that_account),
        CASE(own_password_change_keeps_only_the_own_session),
        CASE(guessing_the_current_password_locks_the_account),
        CASE(a_given_password_is_not_chosen_again),
        CASE(who_set_a_password_stands_there_until_its_holder_knows),
        CASE(a_coordinators_reset_shows_until_she_knows),
        CASE(unknown_accounts_are_absent),
        CASE(the_list_is_by_name),
        CASE(every_change_is_logged_and_no_password_is),
        CASE(organisation_names_are_unique_and_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
