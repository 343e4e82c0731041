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
    must(keyring_open(f->dir, KEYRING_ALL, NULL, NULL, &f->all));
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
    err e = keyring_open(f->dir, use, NULL, NULL, &k);

    keyring_free(&k);
    return e;
}

static void files_are_for_the_owner_alone(void **state)
{
    static const char *const NAMES[] = {"seal-1.key", "hint-1.key", "blind-1.key", "issuer-1.pem",
                                        "issuer-1.pub"};
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

    must_fail(keyring_open(path(f, "none"), KEYRING_ALL, NULL, NULL, &k), ERR_ABSENT);
    assert_int_equal(unlink(path(f, "seal-1.key")), 0);
    must_fail(open_and_close(f, KEYRING_ALL), ERR_ABSENT);
}

static void keys_open_to_others_are_denied(void **state)
{
    static const char *const NAMES[] = {"seal-1.key", "hint-1.key", "blind-1.key", "issuer-1.pem"};
    const struct fixture *f = *state;

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        /* Hints may be read by a group: that of the account which serves the doors, in a folder of its own.
         */
        assert_int_equal(chmod(path(f, NAMES[i]), strcmp(NAMES[i], "hint-1.key") ? 0640 : 0660), 0);
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

static void a_hint_opens_with_the_key_it_names(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    CLEANUP(buf_free) struct buf old = {0}, new = {0}, plain = {0};
    uint8_t key[32] = {9};

    must(hint_seal(f->all, &HINT, "D.F. 1987", 9, &old));
    must(file_create(path(f, "hint-12.key"), key, sizeof key));
    must(keyring_open(f->dir, KEYRING_ALL, NULL, NULL, &k));
    must(hint_unseal(k, NULL, &HINT, old.data, old.len, &plain));
    assert_string_equal(plain.data, "D.F. 1987");
    must(hint_seal(k, &HINT, "D.F. 1987", 9, &new));
    assert_int_equal(new.data[8], 12);
    must_fail(hint_unseal(f->all, NULL, &HINT, new.data, new.len, &plain), ERR_CORRUPT);
    must_fail(hint_seal(k, &NAME, "Drita", 5, &new), ERR_DENIED);
}

/* As the data key of a person is kept. */
static void a_wrapped_key_opens_for_its_id_alone(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(aead_opener_free) struct aead_opener *o = NULL;
    uint8_t key[32] = {7}, wrapped[KEYRING_WRAPPED], again[32];
    int master;

    must(keyring_wrap(f->all, 42, key, wrapped, &master));
    assert_int_equal(master, 1);
    must(keyring_unwrap(f->all, &o, 1, 42, wrapped, again));
    assert_memory_equal(again, key, sizeof key);
    must_fail(keyring_unwrap(f->all, &o, 1, 43, wrapped, again), ERR_CORRUPT);
    must_fail(keyring_unwrap(f->all, &o, 2, 42, wrapped, again), ERR_CORRUPT);
    for (size_t bit = 0; bit < 8 * sizeof wrapped; bit++) {
        wrapped[bit / 8] ^= (uint8_t)(1 << bit % 8);
        must_fail(keyring_unwrap(f->all, &o, 1, 42, wrapped, again), ERR_CORRUPT);
        wrapped[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
}

static void look_ups_survive_a_newer_key(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    uint8_t key[32] = {9}, before[32], after[32];

    must(blind(f->all, "nid", "J55101014K", before));
    must(file_create(path(f, "seal-2.key"), key, sizeof key));
    must(keyring_open(f->dir, KEYRING_ALL, NULL, NULL, &k));
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
    CLEANUP(buf_free) struct buf hint = {0}, plain = {0};
    CLEANUP(aead_opener_free) struct aead_opener *o = NULL;
    uint8_t digest[32], wrapped[KEYRING_WRAPPED] = {0};
    int master;

    must(hint_seal(f->all, &HINT, "D.F. 1987", 9, &hint));
    must(keyring_open(f->dir, KEYRING_CHECK, NULL, NULL, &check));
    must(hint_unseal(check, NULL, &HINT, hint.data, hint.len, &plain));
    assert_string_equal(plain.data, "D.F. 1987");
    must_fail(keyring_unseal_old(check, &NAME, hint.data, hint.len, &plain), ERR_DENIED);
    must_fail(keyring_wrap(check, 1, digest, wrapped, &master), ERR_DENIED);
    must_fail(keyring_unwrap(check, &o, 1, 1, wrapped, digest), ERR_DENIED);
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
    must(keyring_open(f->dir, KEYRING_ALL, NULL, NULL, &k));
    assert_int_equal(keyring_verifier_count(k), 2);
    assert_memory_equal(signer_kid(keyring_issuer(k)), signer_kid(newer), KID_SIZE);
    assert_memory_equal(verifier_kid(keyring_verifier(k, 0)), signer_kid(newer), KID_SIZE);
    assert_ptr_equal(keyring_verifier_by_kid(k, old_kid, KID_SIZE), keyring_verifier(k, 1));
    assert_null(keyring_verifier(k, 2));
    assert_null(keyring_verifier_by_kid(k, old_kid, KID_SIZE - 1));
    assert_null(keyring_verifier_by_kid(k, (const uint8_t *)"unknown!", KID_SIZE));
}

/* ---- what is told of a file that is no key */

static void refused(const struct fixture *f, const struct key_listing *listed, err expected, const char *file,
                    const char *word)
{
    struct keyring *k = NULL;
    struct problem why = {0};

    must_fail(keyring_open(f->dir, KEYRING_ALL, listed, &why, &k), expected);
    assert_string_equal(why.field, file);
    assert_non_null(strstr(why.detail, word));
}

static const char *const SECRETS[] = {"seal-1.key", "hint-1.key", "blind-1.key", "issuer-1.pem"};
#define SECRET_COUNT (sizeof SECRETS / sizeof SECRETS[0])

static void put(const struct fixture *f, const char *name, const void *bytes, size_t n)
{
    (void)unlink(path(f, name));
    must(file_create(path(f, name), bytes, n));
}

static void a_bad_file_is_named_with_its_fault(void **state)
{
    const struct fixture *f = *state;
    char target[512];

    for (size_t i = 0; i < SECRET_COUNT; i++) {
        CLEANUP(buf_free) struct buf good = {0};

        must(file_read(path(f, SECRETS[i]), 65536, &good));
        put(f, SECRETS[i], "", 0);
        refused(f, NULL, ERR_CORRUPT, SECRETS[i], "empty");
        put(f, SECRETS[i], good.data, good.len / 2);
        refused(f, NULL, ERR_CORRUPT, SECRETS[i], i == 3 ? "no private key" : "cut");
        put(f, SECRETS[i], good.data, good.len);
        assert_int_equal(chmod(path(f, SECRETS[i]), 0644), 0);
        refused(f, NULL, ERR_DENIED, SECRETS[i], "chmod 600");
        assert_int_equal(unlink(path(f, SECRETS[i])), 0);
        assert_int_equal(mkdir(path(f, SECRETS[i]), 0700), 0);
        refused(f, NULL, ERR_CORRUPT, SECRETS[i], "folder");
        assert_int_equal(rmdir(path(f, SECRETS[i])), 0);
        put(f, "elsewhere", good.data, good.len);
        (void)snprintf(target, sizeof target, "%s", path(f, "elsewhere"));
        assert_int_equal(symlink(target, path(f, SECRETS[i])), 0);
        refused(f, NULL, ERR_CORRUPT, SECRETS[i], "link");
        put(f, SECRETS[i], good.data, good.len);
        must(open_and_close(f, KEYRING_ALL));
    }
}

struct listing {
    struct key_listed *at;
    struct key_listing listed;
};

static void listing_make(const struct fixture *f, struct listing *ret)
{
    size_t count;

    must(keyring_listed(f->all, &ret->at, &count));
    assert_int_equal(count, 5);
    ret->listed = (struct key_listing){ret->at, count};
}

static void listing_free(struct listing *l)
{
    free(l->at);
}

static void a_key_of_another_register_is_refused(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(listing_free) struct listing l = {0};
    CLEANUP(signer_free) struct signer *other = NULL;
    uint8_t foreign[32] = {5};

    listing_make(f, &l);
    for (size_t i = 0; i < 3; i++) {
        CLEANUP(buf_free) struct buf good = {0};

        must(file_read(path(f, SECRETS[i]), 32, &good));
        put(f, SECRETS[i], foreign, sizeof foreign);
        refused(f, &l.listed, ERR_CORRUPT, SECRETS[i], "another one");
        put(f, SECRETS[i], good.data, good.len);
    }
    must(signer_create(&other));
    assert_int_equal(unlink(path(f, "issuer-1.pem")) | unlink(path(f, "issuer-1.pub")), 0);
    must(signer_write(other, path(f, "issuer-1.pem")));
    must(verifier_write(signer_verifier(other), path(f, "issuer-1.pub")));
    refused(f, &l.listed, ERR_CORRUPT, "issuer-1.pub", "another one");
}

static void a_listed_key_that_is_missing_is_named(void **state)
{
    static const char *const FILES[] = {"seal-1.key", "hint-1.key", "blind-1.key", "issuer-1.pem",
                                        "issuer-1.pub"};
    const struct fixture *f = *state;
    CLEANUP(listing_free) struct listing l = {0};

    listing_make(f, &l);
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        CLEANUP(buf_free) struct buf good = {0};

        must(file_read(path(f, FILES[i]), 65536, &good));
        assert_int_equal(unlink(path(f, FILES[i])), 0);
        refused(f, &l.listed, ERR_ABSENT, FILES[i], "missing");
        put(f, FILES[i], good.data, good.len);
    }
}

/* Somebody put it there, or a rotation did not end: nothing is ever sealed with it. */
static void a_key_that_is_not_listed_is_not_used(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    CLEANUP(listing_free) struct listing l = {0};
    uint8_t foreign[32] = {5};

    listing_make(f, &l);
    put(f, "seal-2.key", foreign, sizeof foreign);
    put(f, "hint-9.key", foreign, 3);
    must(keyring_open(f->dir, KEYRING_ALL, &l.listed, NULL, &k));
    assert_int_equal(keyring_newest(k, KEY_FILE_SEAL), 1);
    assert_int_equal(keyring_newest(k, KEY_FILE_HINT), 1);
}

/* ---- registers that blinded with their seal key */

static void look_ups_stay_when_they_get_a_key_of_their_own(void **state)
{
    static const char *const TEXTS[] = {"nid", "name", "import", "calendar"};
    const struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *k = NULL;
    CLEANUP(buf_wipe) struct buf seal_key = {0};
    uint8_t key[32], before[32], after[32];

    assert_int_equal(unlink(path(f, "blind-1.key")), 0);
    must(file_read(path(f, "seal-1.key"), 32, &seal_key));
    must(keyring_blind_prepare(f->dir, NULL));
    must(keyring_open(f->dir, KEYRING_ALL, NULL, NULL, &k));
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        char info[32];

        (void)snprintf(info, sizeof info, "blind %s", TEXTS[i]);
        must(digest_hkdf((const uint8_t *)seal_key.data, info, key));
        must(digest_hmac(key, "J55101014K", 10, before));
        must(blind(k, TEXTS[i], "J55101014K", after));
        assert_memory_equal(before, after, sizeof before);
    }
    /* A new purpose is of the new key: whoever has the old one finds nothing by it. */
    must(digest_hkdf((const uint8_t *)seal_key.data, "blind phone", key));
    must(digest_hmac(key, "J55101014K", 10, before));
    must(blind(k, "phone", "J55101014K", after));
    assert_memory_not_equal(before, after, sizeof before);
}

static void a_blind_key_is_not_made_twice(void **state)
{
    const struct fixture *f = *state;
    CLEANUP(buf_wipe) struct buf before = {0}, after = {0};

    must(file_read(path(f, "blind-1.key"), 1024, &before));
    must(keyring_blind_prepare(f->dir, NULL));
    must(file_read(path(f, "blind-1.key"), 1024, &after));
    assert_int_equal(before.len, 32);
    assert_int_equal(after.len, before.len);
    assert_memory_equal(before.data, after.data, before.len);
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
        TEST(a_hint_opens_with_the_key_it_names),
        TEST(a_wrapped_key_opens_for_its_id_alone),
        TEST(look_ups_survive_a_newer_key),
        TEST(look_ups_differ_by_text_and_by_purpose),
        TEST(checkers_open_hints_and_nothing_else),
        TEST(checkers_do_not_touch_the_other_keys),
        TEST(public_keys_come_newest_first_and_by_kid),
        TEST(a_bad_file_is_named_with_its_fault),
        TEST(a_key_of_another_register_is_refused),
        TEST(a_listed_key_that_is_missing_is_named),
        TEST(a_key_that_is_not_listed_is_not_used),
        TEST(look_ups_stay_when_they_get_a_key_of_their_own),
        TEST(a_blind_key_is_not_made_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
