/* The thread that keeps logs short: for every file of its list, one process for a folder, and for files that
 * come later. */
#include "store/keeper.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/folder_lock.h"
#include "support/folder.h"

#define PATIENCE 300        /* seconds, on a busy machine */
#define ONE_PAGE (2 * 4096) /* bytes: a log with one page in it is shorter */
#define COMMITS  200

static const char SQL_TABLE[] = "CREATE TABLE migration (id INTEGER PRIMARY KEY) STRICT";
static const char SQL_ADD[] = "INSERT INTO migration (id) SELECT coalesce(max(id), 0) + 1 FROM migration";
static const char SQL_COUNT[] = "SELECT count(*) FROM migration";

static int two_setup(void **state)
{
    struct folder *f;
    char other[128];

    folder_setup(state);
    f = *state;
    snprintf(other, sizeof other, "%s/other.db", f->dir);
    must(db_open(other, DB_CREATE, 256, &f->other));
    must(db_script(f->db, SQL_TABLE));
    must(db_script(f->other, SQL_TABLE));
    return 0;
}

static void commit(struct db *db)
{
    for (int i = 0; i < COMMITS; i++)
        must(db_exec(db, SQL_ADD, NO_BINDS));
}

/* Bytes; -1: there is none. */
static off_t log_size(const char *path)
{
    char log[256];
    struct stat st;

    snprintf(log, sizeof log, "%s-wal", path);
    return stat(log, &st) ? -1 : st.st_size;
}

static bool becomes_short(const char *path)
{
    for (int i = 0; i < PATIENCE * 100 && log_size(path) >= ONE_PAGE; i++)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000}, NULL);
    return log_size(path) < ONE_PAGE;
}

static void each_file_of_a_folder_is_kept(void **state)
{
    struct folder *f = *state;
    CLEANUP(keeper_stop) struct keeper *k = NULL;
    char other[128];

    snprintf(other, sizeof other, "%s/other.db", f->dir);
    commit(f->db);
    commit(f->other);
    assert_true(log_size(f->path) > ONE_PAGE && log_size(other) > ONE_PAGE);
    must(keeper_start((struct keeper_file[]){{.path = f->path, .hold = true}, {.path = other}}, 2, &k));
    assert_true(becomes_short(f->path));
    assert_true(becomes_short(other));
    commit(f->db);
    assert_true(becomes_short(f->path));
    assert_int_equal(number(f->db, SQL_COUNT), 2 * COMMITS);
}

static void its_end_leaves_one_file(void **state)
{
    struct folder *f = *state;
    struct keeper *k = NULL;

    must(keeper_start((struct keeper_file[]){{.path = f->path, .hold = true}}, 1, &k));
    commit(f->db);
    db_close(&f->db);
    keeper_stop(&k);
    assert_null(k);
    assert_int_equal(log_size(f->path), -1);
    must(db_open(f->path, DB_READ, 256, &f->db));
    assert_int_equal(number(f->db, SQL_COUNT), COMMITS);
}

/* The lock stands for another process. */
static void one_in_a_folder_keeps_and_the_next_takes_over(void **state)
{
    struct folder *f = *state;
    CLEANUP(keeper_stop) struct keeper *k = NULL;
    int lock = -1;

    must(folder_lock(f->path, &lock));
    must(keeper_start((struct keeper_file[]){{.path = f->path, .hold = true}}, 1, &k));
    commit(f->db);
    keeper_stop(&k);
    assert_true(log_size(f->path) > ONE_PAGE);
    must(keeper_start((struct keeper_file[]){{.path = f->path, .hold = true}}, 1, &k));
    folder_unlock(&lock);
    assert_true(becomes_short(f->path));
    must_fail(folder_lock(f->path, &lock), ERR_BUSY);
}

static void a_file_that_comes_later_is_kept(void **state)
{
    struct folder *f = *state;
    CLEANUP(keeper_stop) struct keeper *k = NULL;
    char later[128];

    snprintf(later, sizeof later, "%s/later.db", f->dir);
    must(keeper_start((struct keeper_file[]){{.path = later, .hold = true}}, 1, &k));
    db_close(&f->other);
    must(db_open(later, DB_CREATE, 256, &f->other));
    must(db_script(f->other, SQL_TABLE));
    commit(f->other);
    assert_true(becomes_short(later));
}

/* As a damaged check.db is set aside, and made anew. */
static void a_file_that_takes_its_place_is_kept(void **state)
{
    struct folder *f = *state;
    CLEANUP(keeper_stop) struct keeper *k = NULL;
    char other[128], aside[160], beside[160];

    snprintf(other, sizeof other, "%s/other.db", f->dir);
    snprintf(aside, sizeof aside, "%s.refused", other);
    must(keeper_start((struct keeper_file[]){{.path = other, .hold = true, .guest = true}}, 1, &k));
    commit(f->other);
    assert_true(becomes_short(other));
    db_close(&f->other);
    snprintf(beside, sizeof beside, "%s-wal", other);
    assert_int_equal(unlink(beside), 0);
    snprintf(beside, sizeof beside, "%s-shm", other);
    assert_int_equal(unlink(beside), 0);
    assert_int_equal(rename(other, aside), 0);
    must(db_open(other, DB_CREATE, 256, &f->other));
    must(db_script(f->other, SQL_TABLE));
    commit(f->other);
    assert_true(becomes_short(other));
    assert_int_equal(number(f->other, SQL_COUNT), COMMITS);
    must(db_check(f->other));
}

static void a_link_in_the_place_of_a_guest_is_left_alone(void **state)
{
    struct folder *f = *state;
    struct keeper *k = NULL;
    char link[128];

    snprintf(link, sizeof link, "%s/link.db", f->dir);
    assert_int_equal(symlink("test.db", link), 0);
    commit(f->db);
    must(keeper_start((struct keeper_file[]){{.path = link, .hold = true, .guest = true}}, 1, &k));
    keeper_stop(&k);
    assert_true(log_size(f->path) > ONE_PAGE);
}

static void more_files_than_it_has_room_for_are_refused(void **state)
{
    static const struct keeper_file FILES[KEEPER_FILES + 1];
    struct keeper *k = NULL;

    (void)state;
    must_fail(keeper_start(FILES, KEEPER_FILES + 1, &k), ERR_LIMIT);
    assert_null(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_file_of_a_folder_is_kept, two_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(its_end_leaves_one_file, two_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(one_in_a_folder_keeps_and_the_next_takes_over, two_setup,
                                        folder_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_comes_later_is_kept, two_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_takes_its_place_is_kept, two_setup, folder_teardown),
        cmocka_unit_test_setup_teardown(a_link_in_the_place_of_a_guest_is_left_alone, two_setup,
                                        folder_teardown),
        cmocka_unit_test(more_files_than_it_has_room_for_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
