/* Small files, whole. */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/assert.h"

static char dir[64], path[80];

static int set_up(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/besa-test-XXXXXX");
    assert_non_null(mkdtemp(dir));
    (void)snprintf(path, sizeof path, "%s/file", dir);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(dir);
}

static void what_was_created_is_read(void **state)
{
    CLEANUP(buf_free) struct buf big = {0}, read = {0};
    struct stat st;

    (void)state;
    for (int i = 0; i < 3000; i++)
        buf_format(&big, "%d\n", i);
    must(file_create(path, big.data, big.len));
    must(file_sync_dir(dir));
    buf_text(&read, "> ");
    must(file_read(path, big.len, &read));
    assert_int_equal(read.len, big.len + 2);
    assert_string_equal(read.data + 2, big.data);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_file_is_never_overwritten(void **state)
{
    CLEANUP(buf_free) struct buf read = {0};

    (void)state;
    must(file_create(path, "first", 5));
    must_fail(file_create(path, "second", 6), ERR_CONFLICT);
    must(file_read(path, 100, &read));
    assert_string_equal(read.data, "first");
}

static void more_than_the_limit_is_refused_and_leaves_the_result(void **state)
{
    CLEANUP(buf_free) struct buf read = {0};

    (void)state;
    buf_text(&read, "kept");
    must(file_create(path, "12345", 5));
    must_fail(file_read(path, 4, &read), ERR_LIMIT);
    assert_string_equal(read.data, "kept");
    assert_int_equal(read.len, 4);
}

static void an_empty_file_reads_as_empty_text(void **state)
{
    CLEANUP(buf_free) struct buf read = {0};

    (void)state;
    must(file_create(path, "", 0));
    must(file_read(path, 0, &read));
    assert_string_equal(read.data, "");
}

static void what_is_missing_is_absent(void **state)
{
    CLEANUP(buf_free) struct buf read = {0};
    char below[100];

    (void)state;
    (void)snprintf(below, sizeof below, "%s/file", path);
    must_fail(file_read(path, 10, &read), ERR_ABSENT);
    must_fail(file_create(below, "x", 1), ERR_ABSENT);
    must_fail(file_sync_dir(path), ERR_ABSENT);
}

static void a_secret_open_to_others_is_denied(void **state)
{
    CLEANUP(buf_wipe) struct buf read = {0};

    (void)state;
    must(file_create(path, "x", 1));
    must(file_read_private(path, 10, &read));
    assert_int_equal(chmod(path, 0640), 0);
    must_fail(file_read_private(path, 10, &read), ERR_DENIED);
    must(file_read(path, 10, &read));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_created_is_read),
        TEST(a_file_is_never_overwritten),
        TEST(more_than_the_limit_is_refused_and_leaves_the_result),
        TEST(an_empty_file_reads_as_empty_text),
        TEST(what_is_missing_is_absent),
        TEST(a_secret_open_to_others_is_denied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
