/* The disk is full under keys.db alone: no new file can be opened without a key of its own. That is told as a
 * full disk is told, and not as a fault of the program. */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "api/case_file.h"
#include "store/reserve.h"
#include "support/door.h"

#define NEW_FILE "{\"unit\":\"Cepo\"}"

static int setup(void **state)
{
    return door_setup(state, CASE_FILE_ROUTES.routes, CASE_FILE_ROUTES.count);
}

static off_t size(const struct test_register *r, const char *name)
{
    struct stat st;
    char path[TEMPORARY_PATH + 32];

    snprintf(path, sizeof path, "%s/%s", r->dir, name);
    assert_int_equal(stat(path, &st), 0);
    return st.st_size;
}

/* The journal of keys.db becomes the longest file of the register, so that a limit on the size of files meets
 * it and no other; then all keys that lie in stock are taken. */
static void keys_fill(struct test_register *r, struct rlimit *ret_before)
{
    struct rlimit small;
    int64_t key;
    err e;

    while (size(r, "keys.db-wal") < size(r, "register.db-wal") + 512 * 1024)
        must(vault_key_new(r->vault, &key));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, ret_before), 0);
    small = (struct rlimit){(rlim_t)size(r, "keys.db-wal"), ret_before->rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    while (!(e = vault_key_new(r->vault, &key)))
        ;
    assert_int_equal(e, ERR_SYSTEM);
}

static void a_full_disk_under_the_keys_is_said_and_noted(void **state)
{
    struct door *d = *state;
    struct rlimit before;
    struct reserve *reserve = NULL;
    char path[TEMPORARY_PATH + 32];

    snprintf(path, sizeof path, "%s/reserve", d->r->dir);
    must(reserve_open(path, &reserve));
    d->app.reserve = reserve;
    d->in.cookie = COORDINATOR;
    keys_fill(d->r, &before);
    refused(d, "POST", "/api/v1/cases", NEW_FILE, 507, "disk_full");
    assert_true(reserve_alarm(reserve));
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_file"), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(ask(d, "POST", "/api/v1/cases", NEW_FILE), 201);
    d->app.reserve = NULL;
    reserve_close(&reserve);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, door_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(a_full_disk_under_the_keys_is_said_and_noted)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
