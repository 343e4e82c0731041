/* Password hashes, at a cost that tests can wait for. */
#include "crypto/password.h"

#include <string.h>

#include "support/assert.h"

#define GOOD "correct horse battery"
/* Of GOOD with the salt 00 01 … 0f, N=1024, r=8, p=1; computed with Python's hashlib.scrypt. */
#define KNOWN "scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$hKGWL22WtdGfIbxEPAZ06BS2bWyYKuZIKvypfAlYOWk="

static int cheap(void **state)
{
    (void)state;
    password_cost_set(10);
    return 0;
}

static bool verify(const char *password, const char *hash)
{
    bool same = false;

    must(password_verify(password, hash, &same));
    return same;
}

static void the_right_password_is_recognised(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    must(password_hash(GOOD, hash));
    assert_true(verify(GOOD, hash));
    assert_false(verify("correct horse batterz", hash));
    assert_false(verify("", hash));
}

static void another_implementation_gives_the_same(void **state)
{
    (void)state;
    assert_true(verify(GOOD, KNOWN));
    assert_false(verify("correct horse batterY", KNOWN));
}

static void the_hash_tells_its_cost(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    must(password_hash(GOOD, hash));
    assert_memory_equal(hash, "scrypt$10$8$1$", 14);
    assert_int_equal(strlen(hash), strlen(KNOWN));
    password_cost_set(11);
    assert_true(verify(GOOD, hash));
    password_cost_set(10);
}

static void each_hash_has_its_own_salt(void **state)
{
    char a[PASSWORD_HASH_SIZE], b[PASSWORD_HASH_SIZE];

    (void)state;
    must(password_hash(GOOD, a));
    must(password_hash(GOOD, b));
    assert_string_not_equal(a, b);
}

static void no_hash_answers_no(void **state)
{
    (void)state;
    assert_false(verify(GOOD, NULL));
}

static void too_short_and_too_long_are_refused(void **state)
{
    char hash[PASSWORD_HASH_SIZE] = "untouched", text[PASSWORD_MAX + 2];

    (void)state;
    memset(text, 'x', sizeof text);
    text[PASSWORD_MAX + 1] = '\0';
    must_fail(password_hash(text, hash), ERR_INPUT);
    must_fail(password_hash("eleven char", hash), ERR_INPUT);
    assert_string_equal(hash, "untouched");
    assert_false(verify(text, KNOWN));
    text[PASSWORD_MAX] = '\0';
    must(password_hash(text, hash));
    assert_true(verify(text, hash));
}

/* "ë" as one sign and as two: keyboards write either. */
#define ONE "nj\xC3\xAB fjal\xC3\xAB e gjat\xC3\xAB"
#define TWO "nje\xCC\x88 fjale\xCC\x88 e gjate\xCC\x88"
/* Of TWO as it stands, as it was hashed before NFC; computed with Python's hashlib.scrypt. */
#define OLD "scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$RoG0UbECaWDtGolZPYUp1c9dM8RVfx9u//U2HxOMrHs="

static void a_letter_typed_in_two_parts_is_the_same(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    must(password_hash(ONE, hash));
    assert_true(verify(ONE, hash));
    assert_true(verify(TWO, hash));
    assert_false(verify("nje fjale e gjate", hash));
    must(password_hash(TWO, hash));
    assert_true(verify(ONE, hash));
}

static void an_old_hash_of_two_parts_is_told(void **state)
{
    bool same = false, renew = true;

    (void)state;
    must(password_verify_old(TWO, OLD, &same, &renew));
    assert_true(same);
    assert_true(renew);
    must(password_verify_old(GOOD, KNOWN, &same, &renew));
    assert_true(same);
    assert_false(renew);
    /* On a keyboard that writes one sign nobody has ever signed in with it. */
    must(password_verify_old(ONE, OLD, &same, &renew));
    assert_false(same);
    assert_false(renew);
}

static void what_is_no_text_is_nobodys(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    must_fail(password_hash("nje fjale e gjate \xFF", hash), ERR_INPUT);
    assert_false(verify("correct horse battery\xFF", KNOWN));
}

static void broken_hashes_are_corrupt(void **state)
{
    static const char *const BAD[] = {
        "",
        "plain",
        "scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$",
        "scrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$21$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$09$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$10$0$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$10$99$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$10$8$9$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "scrypt$10$8$1$=====================ODw=$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "bcrypt$10$8$1$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    };
    bool same = true;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        must_fail(password_verify(GOOD, BAD[i], &same), ERR_CORRUPT);
    assert_true(same);
}

static void the_full_cost_runs_within_its_memory(void **state)
{
    char hash[PASSWORD_HASH_SIZE];

    (void)state;
    password_cost_set(17);
    must(password_hash(GOOD, hash));
    password_cost_set(10);
    assert_memory_equal(hash, "scrypt$17$8$1$", 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_password_is_recognised),
        cmocka_unit_test(another_implementation_gives_the_same),
        cmocka_unit_test(the_hash_tells_its_cost),
        cmocka_unit_test(each_hash_has_its_own_salt),
        cmocka_unit_test(no_hash_answers_no),
        cmocka_unit_test(too_short_and_too_long_are_refused),
        cmocka_unit_test(a_letter_typed_in_two_parts_is_the_same),
        cmocka_unit_test(an_old_hash_of_two_parts_is_told),
        cmocka_unit_test(what_is_no_text_is_nobodys),
        cmocka_unit_test(broken_hashes_are_corrupt),
        cmocka_unit_test(the_full_cost_runs_within_its_memory),
    };

    return cmocka_run_group_tests(tests, cheap, NULL);
}
