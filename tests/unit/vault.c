/* Data keys: drawn, kept, counted, destroyed, wrapped anew; and what is sealed with them. */
#include "vault/vault.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "crypto/keyring.h"
#include "store/checkpoint.h"
#include "support/assert.h"
#include "support/temporary.h"

#define FILE_MAX (64 << 20)

struct fixture {
    char dir[TEMPORARY_PATH], path[128], keys[128];
    struct keyring *ring;
    struct vault *vault;
};

static const struct seal_place NAME = {SEAL_PERSONAL, "person", "surname", 42};
static const struct seal_place HINT = {SEAL_HINT, "card", "hint", 7};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    temporary_make(f->dir);
    (void)snprintf(f->path, sizeof f->path, "%s/keys.db", f->dir);
    (void)snprintf(f->keys, sizeof f->keys, "%s/keys", f->dir);
    must(keyring_create(f->keys));
    must(keyring_open(f->keys, KEYRING_ALL, NULL, NULL, &f->ring));
    must(vault_open(f->path, DB_CREATE, f->ring, NULL, &f->vault));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    vault_close(&f->vault);
    keyring_free(&f->ring);
    temporary_remove(f->dir);
    free(f);
    return 0;
}

static void opened_again(struct fixture *f)
{
    vault_close(&f->vault);
    must(vault_open(f->path, DB_WRITE, f->ring, NULL, &f->vault));
}

static void drita(const struct fixture *f, int64_t key, struct buf *ret)
{
    must(seal(f->vault, key, &NAME, "Drita", 5, ret));
}

static err opens(struct vault *v, const struct buf *sealed)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    err e = unseal(v, &NAME, sealed->data, sealed->len, &plain);

    if (!e)
        assert_string_equal(plain.data, "Drita");
    return e;
}

static void what_was_sealed_opens_later_by_the_id_in_it(void **state)
{
    struct fixture *f = *state;
    CLEANUP(buf_free) struct buf first = {0}, second = {0};
    int64_t a, b;

    must(vault_key_new(f->vault, &a));
    must(vault_key_new(f->vault, &b));
    assert_int_not_equal(a, b);
    drita(f, a, &first);
    drita(f, b, &second);
    opened_again(f);
    must(opens(f->vault, &first));
    must(opens(f->vault, &second));
    first.data[8] = second.data[8]; /* the other's key */
    must_fail(opens(f->vault, &first), ERR_CORRUPT);
    first.data[8] = 99; /* nobody's */
    must_fail(opens(f->vault, &first), ERR_CORRUPT);
}

/* A crash loses keys that were in stock; none comes twice. */
static void ids_are_never_given_out_twice(void **state)
{
    struct fixture *f = *state;
    int64_t last = 0, id;

    for (int i = 0; i < 3000; i++) {
        if (i % 100 == 0)
            opened_again(f);
        must(vault_key_new(f->vault, &id));
        assert_true(id != last);
        last = id;
    }
    opened_again(f);
    must(vault_key_new(f->vault, &id));
    must(vault_next(f->vault, &last));
    assert_true(last > id);
}

static void hints_and_processes_without_keys_are_denied(void **state)
{
    struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0}, plain = {0};
    int64_t key;

    must(vault_key_new(f->vault, &key));
    must_fail(seal(f->vault, key, &HINT, "D.F.", 4, &sealed), ERR_DENIED);
    must_fail(seal(NULL, key, &NAME, "Drita", 5, &sealed), ERR_DENIED);
    drita(f, key, &sealed);
    must_fail(unseal(NULL, &NAME, sealed.data, sealed.len, &plain), ERR_DENIED);
    must_fail(vault_key_new(NULL, &key), ERR_DENIED);
}

static bool file_has(const char *path, const void *bytes, size_t n)
{
    CLEANUP(buf_free) struct buf file = {0};

    must(file_read(path, FILE_MAX, &file));
    return memmem(file.data, file.len, bytes, n) != NULL;
}

/* As it stands in the file. */
static void wrapped_read(const struct fixture *f, int64_t key, uint8_t ret[KEYRING_WRAPPED])
{
    CLEANUP(db_close) struct db *db = NULL;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const void *blob;
    size_t size;
    bool row;

    must(db_open(f->path, DB_READ, 64, &db));
    must(db_query(db, "SELECT wrapped FROM data_key WHERE id = :id", BINDS(INT(":id", key)), &s));
    must(stmt_step(s, &row));
    assert_true(row);
    blob = stmt_blob(s, 0, &size);
    assert_int_equal(size, KEYRING_WRAPPED);
    memcpy(ret, blob, size);
    stmt_close(&s);
}

static void a_destroyed_key_opens_nothing_and_its_bytes_are_gone(void **state)
{
    struct fixture *f = *state;
    CLEANUP(buf_free) struct buf gone = {0}, kept = {0};
    uint8_t wrapped[KEYRING_WRAPPED];
    struct vault_status status;
    int64_t a, b;

    must(vault_key_new(f->vault, &a));
    must(vault_key_new(f->vault, &b));
    drita(f, a, &gone);
    drita(f, b, &kept);
    wrapped_read(f, a, wrapped);
    must(vault_destroy(f->vault, &a, 1, 1000));
    must_fail(opens(f->vault, &gone), ERR_ABSENT);
    must_fail(seal(f->vault, a, &NAME, "Drita", 5, &kept), ERR_ABSENT);
    must(opens(f->vault, &kept));
    must(vault_destroy(f->vault, &a, 1, 2000)); /* once more */
    must(vault_status(f->vault, &status));
    assert_int_equal(status.destroyed, 1);
    vault_close(&f->vault);
    must(checkpoint_settle(f->path));
    assert_false(file_has(f->path, wrapped, sizeof wrapped));
    assert_false(file_has(f->path, wrapped + 12, 16));
    must(vault_open(f->path, DB_WRITE, f->ring, NULL, &f->vault));
    must_fail(opens(f->vault, &gone), ERR_ABSENT);
}

/* Another process, `besa erase`, beside the server. */
static void a_key_that_another_process_destroys_is_forgotten(void **state)
{
    struct fixture *f = *state;
    CLEANUP(vault_close) struct vault *other = NULL;
    CLEANUP(buf_free) struct buf gone = {0};
    int64_t key;
    err e;

    must(vault_key_new(f->vault, &key));
    drita(f, key, &gone);
    must(vault_open(f->path, DB_WRITE, f->ring, NULL, &other));
    must(opens(other, &gone));
    must(vault_destroy(other, &key, 1, 1000));
    while (!(e = opens(f->vault, &gone))) /* within VAULT_LAG_NS */
        ;
    assert_int_equal(e, ERR_ABSENT);
}

static void seals_are_counted_across_restarts(void **state)
{
    struct fixture *f = *state;
    CLEANUP(buf_free) struct buf sealed = {0};
    struct vault_status status;
    int64_t key, seals;

    must(vault_key_new(f->vault, &key));
    for (int i = 0; i < 2 * VAULT_UNCOUNTED; i++) {
        buf_clear(&sealed);
        drita(f, key, &sealed);
    }
    opened_again(f);
    drita(f, key, &sealed);
    must(vault_seals(f->vault, key, &seals));
    assert_int_equal(seals, 2 * VAULT_UNCOUNTED + 1);
    must(vault_status(f->vault, &status));
    assert_int_equal(status.seals_most_of, key);
    assert_int_equal(status.seals_most, seals);
}

static void a_key_that_has_sealed_too_much_seals_no_more(void **state)
{
    struct fixture *f = *state;
    CLEANUP(db_close) struct db *db = NULL;
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t key;

    must(vault_key_new(f->vault, &key));
    must(db_open(f->path, DB_WRITE, 64, &db));
    must(db_exec(db, "UPDATE data_key SET seals = :most WHERE id = :id",
                 BINDS(INT(":most", VAULT_SEALS_MAX - 1), INT(":id", key))));
    opened_again(f);
    drita(f, key, &sealed);
    must_fail(seal(f->vault, key, &NAME, "Drita", 5, &sealed), ERR_LIMIT);
    must(opens(f->vault, &sealed));
}

/* More keys than are kept opened; each comes back, and none is sealed with unnoticed. */
static void more_keys_than_are_kept_opened(void **state)
{
    struct fixture *f = *state;
    CLEANUP(vault_opener_free) struct vault_opener *o = NULL;
    static struct buf sealed[40000];
    CLEANUP(buf_wipe) struct buf plain = {0};
    struct vault_status status;
    size_t count = sizeof sealed / sizeof sealed[0];
    int64_t key;

    for (size_t i = 0; i < count; i++) {
        must(vault_key_new(f->vault, &key));
        drita(f, key, &sealed[i]);
    }
    for (size_t i = 0; i < count; i++) {
        buf_clear(&plain);
        must(unseal_next(f->vault, &o, &NAME, sealed[i].data, sealed[i].len, &plain));
        assert_string_equal(plain.data, "Drita");
    }
    for (size_t i = 0; i < count; i += 777)
        must(opens(f->vault, &sealed[i]));
    must(vault_status(f->vault, &status));
    assert_int_equal(status.under[1], status.keys);
    assert_int_equal(status.seals_most, 1);
    for (size_t i = 0; i < count; i++)
        buf_free(&sealed[i]);
}

static void a_new_master_key_takes_all_over_at_once(void **state)
{
    struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *both = NULL;
    CLEANUP(buf_free) struct buf before = {0}, after = {0};
    uint8_t newer[32] = {9};
    struct vault_status status;
    char path[160];
    int64_t key, done, later;

    must(vault_key_new(f->vault, &key));
    drita(f, key, &before);
    (void)snprintf(path, sizeof path, "%s/seal-2.key", f->keys);
    must(file_create(path, newer, sizeof newer));
    must(keyring_open(f->keys, KEYRING_ALL, NULL, NULL, &both));
    must(vault_rewrap(f->vault, both, &done));
    assert_true(done > 0);
    must(opens(f->vault, &before));
    must(vault_status(f->vault, &status));
    assert_int_equal(status.under[1], 0);
    assert_int_equal(status.under[2], status.keys);
    must(vault_rewrap(f->vault, both, &done));
    assert_int_equal(done, 0);
    for (int i = 0; i < 20; i++)
        must(vault_key_new(f->vault, &later));
    drita(f, later, &after);
    must(vault_status(f->vault, &status));
    assert_int_equal(status.under[2], status.keys);
    vault_close(&f->vault);
    must_fail(vault_open(f->path, DB_WRITE, f->ring, NULL, &f->vault), ERR_CORRUPT);
    must(vault_open(f->path, DB_WRITE, both, NULL, &f->vault));
    must(opens(f->vault, &before));
    must(opens(f->vault, &after));
    vault_close(&f->vault);
}

static void another_key_store_is_refused(void **state)
{
    struct fixture *f = *state;
    CLEANUP(keyring_free) struct keyring *others = NULL;
    struct problem why = {0};
    char path[160];
    int64_t key;

    must(vault_key_new(f->vault, &key));
    vault_close(&f->vault);
    (void)snprintf(path, sizeof path, "%s/others", f->dir);
    must(keyring_create(path));
    must(keyring_open(path, KEYRING_ALL, NULL, NULL, &others));
    must_fail(vault_open(f->path, DB_WRITE, others, &why, &f->vault), ERR_CORRUPT);
    assert_string_equal(why.field, "keys.db");
    (void)snprintf(path, sizeof path, "%s/none.db", f->dir);
    must_fail(vault_open(path, DB_WRITE, f->ring, &why, &f->vault), ERR_ABSENT);
    must(file_create(path, "no database, but long enough to be taken for one", 48));
    must_fail(vault_open(path, DB_WRITE, f->ring, &why, &f->vault), ERR_CORRUPT);
}

static void one_that_is_only_read_seals_nothing(void **state)
{
    struct fixture *f = *state;
    CLEANUP(vault_close) struct vault *copy = NULL;
    CLEANUP(buf_free) struct buf sealed = {0};
    char path[160];
    int64_t key;

    must(vault_key_new(f->vault, &key));
    drita(f, key, &sealed);
    (void)snprintf(path, sizeof path, "%s/copy.db", f->dir);
    must(vault_copy(f->vault, path));
    must(vault_open(path, DB_READ, f->ring, NULL, &copy));
    must(vault_check(copy));
    assert_memory_equal(vault_mark(copy), vault_mark(f->vault), VAULT_MARK);
    must(opens(copy, &sealed));
    must_fail(seal(copy, key, &NAME, "Drita", 5, &sealed), ERR_DENIED);
    must_fail(vault_key_new(copy, &key), ERR_DENIED);
}

struct sealer {
    struct fixture *f;
    int64_t keys[300];
};

static void *keys_use(void *context)
{
    struct sealer *s = context;

    for (size_t i = 0; i < sizeof s->keys / sizeof s->keys[0]; i++) {
        CLEANUP(buf_free) struct buf sealed = {0};

        must(vault_key_new(s->f->vault, &s->keys[i]));
        drita(s->f, s->keys[i], &sealed);
        must(opens(s->f->vault, &sealed));
    }
    return NULL;
}

static void threads_share_it(void **state)
{
    struct sealer sealers[4];
    pthread_t threads[4];

    for (size_t i = 0; i < 4; i++) {
        sealers[i].f = *state;
        assert_int_equal(pthread_create(&threads[i], NULL, keys_use, &sealers[i]), 0);
    }
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < 300; j++)
            assert_true(sealers[0].keys[i] != sealers[1].keys[j]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_sealed_opens_later_by_the_id_in_it),
        TEST(ids_are_never_given_out_twice),
        TEST(hints_and_processes_without_keys_are_denied),
        TEST(a_destroyed_key_opens_nothing_and_its_bytes_are_gone),
        TEST(a_key_that_another_process_destroys_is_forgotten),
        TEST(seals_are_counted_across_restarts),
        TEST(a_key_that_has_sealed_too_much_seals_no_more),
        TEST(more_keys_than_are_kept_opened),
        TEST(a_new_master_key_takes_all_over_at_once),
        TEST(another_key_store_is_refused),
        TEST(one_that_is_only_read_seals_nothing),
        TEST(threads_share_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
