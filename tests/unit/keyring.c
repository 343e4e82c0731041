/* The municipality's keys: files, sealing, blind look-ups, what the check process may not. */
#include "crypto/keyring.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/assert.h"

struct fixture {
    char parent[64];
    char dir[96];
    struct keyring *all;
};

static const struct seal_place NAME = {SEAL_PERSONAL, "person", "name", 42};
static const struct seal_place HINT = {SEAL_HINT, "card", "hint", 7};

/* Where a key file of the fixture stands; valid until the next call. */
static const char *path(const struct fixture *f, const char *name)
{
    static _Thread_local char text[512];

    (void)snprintf(text, sizeof text, "%s/%s", f->dir, name);
    return text;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    strcpy(f->parent, "/tmp/besa-test-XXXXXX");
    assert_non_null(mkdtemp(f->parent));
    (void)snprintf(f->dir, sizeof f->dir, "%s/keys", f->parent);
    must(keyring_create(f->dir));
    must(keyring_open(f->dir, KEYRING_ALL, &f->all));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    DIR *d = opendir(f->dir);
    const struct dirent *entry;

    while (d && (entry = readdir(d)))
        if (entry->d_name[0] != '.' && unlink(path(f, entry->d_name)) != 0)
            (void)rmdir(path(f, entry->d_name));
    if (d)
        (void)closedir(d);
    (void)rmdir(f->dir);
    (void)rmdir(f->parent);
    keyring_free(&f->all);
    keyring_free(&f->all);
    free(f);
    return 0;
}

static err open_and_close(const struct fixture *f, enum keyring_use use)
{
    struct keyring *k = NULL;
    err e = keyring_open(f->dir, use, &k);

    keyring_free(&k);
    return e;
}

static void files_are_for_the_owner_alone(void **state)
{
    static const char *const NAMES[] = {"seal-1.key", "hint-1.key", "issuer-1.pem", "issuer-1.pub"};
    const struct fixture *f = *state;
    struct stat st;

    assert_int_equal(stat(f->dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_int_equal(stat(path(f, NAMES[i]), &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static void keys_are_never_made_over_others(void **state)
{
    const struct fixture *f = *state;

    must_fail(keyring_create(f->dir), ERR_CONFLICT);
    assert_int_equal(unlink(path(f, "seal-1.key")), 0);
    must_fail(keyring_create(f->dir), ERR_CONFLICT);
}

static void keys_are_not_made_in_an_open_directory(void **state)
{
    const struct fixture *f = *state;
    const char *dir = path(f, "public");

    assert_int_equal(mkdir(dir, 0755), 0);
    assert_int_equal(chmod(dir, 0755), 0);
    must_fail(keyring_create(dir), ERR_DENIED);
    must_fail(keyring_create(path(f, "no/such")), ERR_ABSENT);
}

static void missing_keys_are_absent(void **state)
{
    const struct fixture *f = *state;
    struct keyring *k = NULL;

    must_fail(keyring_open(path(f, "none"), KEYRING_ALL, &k), ERR_ABSENT);
    assert_int_equal(unlink(path(f, "seal-1.key")), 0);
    must_fail(open_and_close(f, KEYRING_ALL), ERR_ABSENT);
}

static void keys_open_to_others_are_denied(void **state)
{
    static const char *const NAMES[] = {"seal-1.key", "hint-1.key", "issuer-1.pem"};
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_int_equal(chmod(path(f, NAMES[i]), 0640), 0);
        must_fail(open_and_close(f, KEYRING_ALL), ERR_DENIED);
        assert_int_equal(chmod(path(f, NAMES[i]), 0604), 0);
        must_fail(open_and_close(f, KEYRING_ALL), ERR_DENIED);
        assert_int_equal(chmod(path(f, NAMES[i]), 0400), 0);
    }
    must(open_and_close(f, KEYRING_ALL));
}

static void a_key_of_the_wrong_length_is_corrupt(void **state)
{
    const struct fixture *f = *state;

    assert_int_equal(truncate(path(f, "seal-1.key"), 31), 0);
    must_fail(open_and_close(f, KEYRING_ALL), ERR_CORRUPT);
    assert_int_equal(truncate(path(f, "seal-1.key"), 33), 0);
    must_fail(open_and_close(f, KEYRING_ALL), ERR_CORRUPT);
}

static void a_private_key_needs_its_public_half(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(signer_free) struct signer *other = NULL;

    must(signer_create(&other));
    assert_int_equal(unlink(path(f, "issuer-1.pub")), 0);
    must(verifier_write(signer_verifier(other), path(f, "issuer-1.pub")));
    must_fail(open_and_close(f, KEYRING_ALL), ERR_CORRUPT);
}

static void other_names_in_the_directory_are_passed_over(void **state)
{
    static const char *const NAMES[] = {"seal-0.key", "seal-256.key", "seal-01.key", "seal-2.key~", "README"};
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        must(file_create(path(f, NAMES[i]), "x", 1));
    must(open_and_close(f, KEYRING_ALL));
}

static void what_was_sealed_opens(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0};
    CLEANUP(buf_wipe) struct buf plain = {0};

    buf_text(&sealed, "before");
    must(seal(f->all, &NAME, "Drita Fiktive", 13, &sealed));
    assert_int_equal(sealed.len, 6 + 2 + 12 + 13 + 16);
    assert_memory_equal(sealed.data, "before\x01\x01", 8);
    buf_text(&plain, "> ");
    must(unseal(f->all, &NAME, sealed.data + 6, sealed.len - 6, &plain));
    assert_string_equal(plain.data, "> Drita Fiktive");
}

static void nothing_is_sealed_too(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(seal(f->all, &NAME, "", 0, &sealed));
    must(unseal(f->all, &NAME, sealed.data, sealed.len, &plain));
    assert_int_equal(plain.len, 0);
}

static void the_same_is_sealed_differently_each_time(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf a = {0}, b = {0};

    must(seal(f->all, &NAME, "Drita", 5, &a));
    must(seal(f->all, &NAME, "Drita", 5, &b));
    assert_memory_not_equal(a.data + 2, b.data + 2, 12);
}

static void one_changed_bit_anywhere_does_not_open(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(seal(f->all, &NAME, "Drita", 5, &sealed));
    for (size_t bit = 0; bit < 8 * sealed.len; bit++) {
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
        must_fail(unseal(f->all, &NAME, sealed.data, sealed.len, &plain), ERR_CORRUPT);
        sealed.data[bit / 8] = (char)(sealed.data[bit / 8] ^ 1 << bit % 8);
    }
    assert_int_equal(plain.len, 0);
}

static void a_cut_value_does_not_open(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(seal(f->all, &NAME, "Drita", 5, &sealed));
    for (size_t n = 0; n < sealed.len; n++)
        must_fail(unseal(f->all, &NAME, sealed.data, n, &plain), ERR_CORRUPT);
}

static void a_value_opens_only_in_its_place(void **state)
{
    static const struct seal_place OTHERS[] = {
        {SEAL_HINT, "person", "name", 42},      {SEAL_PERSONAL, "persons", "name", 42},
        {SEAL_PERSONAL, "person", "nid", 42},   {SEAL_PERSONAL, "person", "name", 43},
        {SEAL_PERSONAL, "person", "name", -42}, {SEAL_PERSONAL, "personname", "", 42},
    };
    const struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};

    must(seal(f->all, &NAME, "Drita", 5, &sealed));
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        must_fail(unseal(f->all, &OTHERS[i], sealed.data, sealed.len, &plain), ERR_CORRUPT);
}

static void an_older_key_still_opens_and_the_newest_seals(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    CLEANUP(buf_free) struct buf old = {0}, new = {0}, plain = {0};
    uint8_t key[32] = {9};

    must(seal(f->all, &NAME, "Drita", 5, &old));
    must(file_create(path(f, "seal-12.key"), key, sizeof key));
    must(keyring_open(f->dir, KEYRING_ALL, &k));
    must(unseal(k, &NAME, old.data, old.len, &plain));
    must(seal(k, &NAME, "Drita", 5, &new));
    assert_int_equal(new.data[1], 12);
    must_fail(unseal(f->all, &NAME, new.data, new.len, &plain), ERR_CORRUPT);
}

static void look_ups_survive_a_newer_key(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    uint8_t key[32] = {9}, before[32], after[32];

    must(blind(f->all, "nid", "J55101014K", before));
    must(file_create(path(f, "seal-2.key"), key, sizeof key));
    must(keyring_open(f->dir, KEYRING_ALL, &k));
    must(blind(k, "nid", "J55101014K", after));
    assert_memory_equal(before, after, sizeof before);
}

static void look_ups_differ_by_text_and_by_purpose(void **state)
{
    const struct fixture *f = *state;
    uint8_t nid[32], again[32], other[32], name[32], unlisted[32];

    must(blind(f->all, "nid", "J55101014K", nid));
    must(blind(f->all, "nid", "J55101014K", again));
    must(blind(f->all, "nid", "J55101014L", other));
    must(blind(f->all, "name", "J55101014K", name));
    must(blind(f->all, "phone", "J55101014K", unlisted));
    assert_memory_equal(nid, again, sizeof nid);
    assert_memory_not_equal(nid, other, sizeof nid);
    assert_memory_not_equal(nid, name, sizeof nid);
    assert_memory_not_equal(nid, unlisted, sizeof nid);
}

static void checkers_open_hints_and_nothing_else(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *check = NULL;
    CLEANUP(buf_free) struct buf hint = {0}, name = {0}, plain = {0};
    uint8_t digest[32];

    must(seal(f->all, &HINT, "D.F. 1987", 9, &hint));
    must(seal(f->all, &NAME, "Drita", 5, &name));
    must(keyring_open(f->dir, KEYRING_CHECK, &check));
    must(unseal(check, &HINT, hint.data, hint.len, &plain));
    assert_string_equal(plain.data, "D.F. 1987");
    must_fail(unseal(check, &NAME, name.data, name.len, &plain), ERR_DENIED);
    must_fail(seal(check, &NAME, "Drita", 5, &name), ERR_DENIED);
    must_fail(blind(check, "nid", "J55101014K", digest), ERR_DENIED);
    assert_null(keyring_issuer(check));
    assert_int_equal(keyring_verifier_count(check), 1);
}

/* Directories in their place could not be read as files. */
static void checkers_do_not_touch_the_other_keys(void **state)
{
    const struct fixture *f = *state;

    assert_int_equal(unlink(path(f, "seal-1.key")), 0);
    assert_int_equal(unlink(path(f, "issuer-1.pem")), 0);
    must(open_and_close(f, KEYRING_CHECK));
    assert_int_equal(mkdir(path(f, "seal-1.key"), 0755), 0);
    assert_int_equal(mkdir(path(f, "issuer-1.pem"), 0755), 0);
    must(open_and_close(f, KEYRING_CHECK));
    assert_int_not_equal(open_and_close(f, KEYRING_ALL), OK);
}

static void public_keys_come_newest_first_and_by_kid(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(signer_free) struct signer *newer = NULL;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    const uint8_t *old_kid = signer_kid(keyring_issuer(f->all));

    must(signer_create(&newer));
    must(signer_write(newer, path(f, "issuer-2.pem")));
    must(verifier_write(signer_verifier(newer), path(f, "issuer-2.pub")));
    must(keyring_open(f->dir, KEYRING_ALL, &k));
    assert_int_equal(keyring_verifier_count(k), 2);
    assert_memory_equal(signer_kid(keyring_issuer(k)), signer_kid(newer), KID_SIZE);
    assert_memory_equal(verifier_kid(keyring_verifier(k, 0)), signer_kid(newer), KID_SIZE);
    assert_ptr_equal(keyring_verifier_by_kid(k, old_kid, KID_SIZE), keyring_verifier(k, 1));
    assert_null(keyring_verifier(k, 2));
    assert_null(keyring_verifier_by_kid(k, old_kid, KID_SIZE - 1));
    assert_null(keyring_verifier_by_kid(k, (const uint8_t *)"unknown!", KID_SIZE));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_are_for_the_owner_alone),
        TEST(keys_are_never_made_over_others),
        TEST(keys_are_not_made_in_an_open_directory),
        TEST(missing_keys_are_absent),
        TEST(keys_open_to_others_are_denied),
        TEST(a_key_of_the_wrong_length_is_corrupt),
        TEST(a_private_key_needs_its_public_half),
        TEST(other_names_in_the_directory_are_passed_over),
        TEST(what_was_sealed_opens),
        TEST(nothing_is_sealed_too),
        TEST(the_same_is_sealed_differently_each_time),
        TEST(one_changed_bit_anywhere_does_not_open),
        TEST(a_cut_value_does_not_open),
        TEST(a_value_opens_only_in_its_place),
        TEST(an_older_key_still_opens_and_the_newest_seals),
        TEST(look_ups_survive_a_newer_key),
        TEST(look_ups_differ_by_text_and_by_purpose),
        TEST(checkers_open_hints_and_nothing_else),
        TEST(checkers_do_not_touch_the_other_keys),
        TEST(public_keys_come_newest_first_and_by_kid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
