/* Copies of the key store: whole, apart, and gone when their time is over. */
#include "domain/upkeep/key_copy.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/register.h"

static const char *in(struct test_register *r, const char *name)
{
    const char *path = arena_format(&r->arena, "%s/%s", r->dir, name);

    assert_non_null(path);
    return path;
}

static bool stands(struct test_register *r, const char *name)
{
    return access(in(r, name), F_OK) == 0;
}

static void a_copy_opens_with_the_keys_alone(void **state)
{
    struct test_register *r = *state;
    CLEANUP(vault_close) struct vault *copy = NULL;
    struct key_copy c;
    struct stat st;

    must(key_copy_make(&r->work, in(r, "copies"), 30, &c));
    assert_string_equal(c.name, "keys-20260310T090000Z.db");
    assert_int_equal(stat(in(r, "copies"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(in(r, "copies/keys-20260310T090000Z.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    must(vault_open(in(r, "copies/keys-20260310T090000Z.db"), DB_READ, r->keys, NULL, &copy));
    must_refuse(r, key_copy_make(&r->work, in(r, "copies"), 30, &c), ERR_CONFLICT, "backup_exists");
}

/* Exactly 30 days old stays; a second older goes; what is called otherwise is not ours. */
static void old_copies_go_and_nothing_else(void **state)
{
    static const char *const OTHERS[] = {"copies/keys-20250101T000000Z.db.gz",
                                         "copies/besa-20250101T000000Z.db", "copies/keys-old.db",
                                         "copies/keys-20250101T00000xZ.db"};
    struct test_register *r = *state;
    struct key_copy c;

    must(key_copy_make(&r->work, in(r, "copies"), 30, &c));
    register_at(r, REGISTER_NOW + 1);
    must(key_copy_make(&r->work, in(r, "copies"), 30, &c));
    assert_int_equal(c.removed, 0);
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        must(file_create(in(r, OTHERS[i]), "x", 1));
    register_at(r, REGISTER_NOW + 1 + 30 * 86400);
    must(key_copy_make(&r->work, in(r, "copies"), 30, &c));
    assert_int_equal(c.removed, 1);
    assert_false(stands(r, "copies/keys-20260310T090000Z.db"));
    assert_true(stands(r, "copies/keys-20260310T090001Z.db"));
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        assert_true(stands(r, OTHERS[i]));
}

static void a_folder_open_to_others_is_refused(void **state)
{
    struct test_register *r = *state;
    struct key_copy c;

    assert_int_equal(mkdir(in(r, "open"), 0755), 0);
    assert_int_equal(chmod(in(r, "open"), 0755), 0);
    must_refuse(r, key_copy_make(&r->work, in(r, "open"), 30, &c), ERR_DENIED, "open_folder");
    must_refuse(r, key_copy_make(&r->work, in(r, "not/there"), 30, &c), ERR_ABSENT, "no_folder");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_copy_opens_with_the_keys_alone),
        with_register(old_copies_go_and_nothing_else),
        with_register(a_folder_open_to_others_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
