/* The handle: hardened, readable by its owner only, never longer than five seconds behind another writer;
 * checked and copied whole. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/checkpoint.h"
#include "support/folder.h"

static const char SQL_TABLES[] =
    "CREATE TABLE town (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER CHECK (size > 0), "
    "founded TEXT, seal BLOB) STRICT;"
    "CREATE TABLE street (id INTEGER PRIMARY KEY, town INTEGER NOT NULL REFERENCES town(id)) STRICT;"
    "INSERT INTO town (id, name, size) VALUES (1, 'Gjirokastër', 20), (2, 'Libohovë', 3)";

static int towns_setup(void **state)
{
    const struct folder *f;

    folder_setup(state);
    f = *state;
    must(db_script(f->db, SQL_TABLES));
    return 0;
}

static void the_settings_hold(void **state)
{
    struct folder *f = *state;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(f->db, "PRAGMA journal_mode", NO_BINDS, &s));
    must(stmt_step(s, &row));
    assert_string_equal(stmt_text(s, 0), "wal");
    assert_int_equal(number(f->db, "PRAGMA synchronous"), 2);
    assert_int_equal(number(f->db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(number(f->db, "PRAGMA trusted_schema"), 0);
    assert_int_equal(number(f->db, "PRAGMA cell_size_check"), 1);
    assert_int_equal(number(f->db, "PRAGMA temp_store"), 2);
    assert_int_equal(number(f->db, "PRAGMA secure_delete"), 1);
    assert_int_equal(number(f->db, "PRAGMA wal_autocheckpoint"), 0);
    assert_int_equal(number(f->db, "PRAGMA journal_size_limit"), 0);
    assert_int_equal(number(f->db, "PRAGMA cache_size"), -256);
}

static void doors_to_more_than_tables_are_shut(void **state)
{
    struct folder *f = *state;
    int64_t n;

    must_fail(db_int(f->db, "SELECT \"nosuch\"", NO_BINDS, &n), ERR_SYSTEM);
    must_fail(db_int(f->db, "SELECT load_extension('x')", NO_BINDS, &n), ERR_SYSTEM);
    must_fail(db_exec(f->db, "ATTACH ':memory:' AS other", NO_BINDS), ERR_SYSTEM);
    (void)!db_script(f->db, "PRAGMA writable_schema=ON");
    must_fail(db_exec(f->db, "UPDATE sqlite_schema SET sql = ''", NO_BINDS), ERR_SYSTEM);
    must_fail(db_exec(f->db, "UPDATE sqlite_dbpage SET data = data", NO_BINDS), ERR_SYSTEM);
    must(db_script(f->db, "CREATE VIEW v AS SELECT id FROM town"));
    must_fail(db_int(f->db, "SELECT id FROM v", NO_BINDS, &n), ERR_SYSTEM);
}

static void only_the_owner_may_read_the_file(void **state)
{
    struct folder *f = *state;
    const char *const ENDS[] = {"", "-wal", "-shm"};
    struct stat st;
    char path[128];

    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", f->path, ENDS[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static void a_missing_file_is_absent(void **state)
{
    struct folder *f = *state;
    struct db *db = NULL;
    char path[128];

    snprintf(path, sizeof path, "%s/none.db", f->dir);
    must_fail(db_open(path, DB_READ, 256, &db), ERR_ABSENT);
    must_fail(db_open(path, DB_WRITE, 256, &db), ERR_ABSENT);
    assert_null(db);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_that_is_no_database_is_corrupt(void **state)
{
    static const char TEXT[] = "this is no database, however long one looks at it, not even "
                               "when it is longer than a header of one hundred bytes is at least";
    struct folder *f = *state;
    struct db *db = NULL;
    char path[128];
    int fd;

    snprintf(path, sizeof path, "%s/text.db", f->dir);
    assert_true((fd = open(path, O_CREAT | O_WRONLY, 0600)) >= 0);
    assert_int_equal(write(fd, TEXT, sizeof TEXT), sizeof TEXT);
    close(fd);
    must_fail(db_open(path, DB_WRITE, 256, &db), ERR_CORRUPT);
    assert_null(db);
}

static void a_reading_handle_cannot_write(void **state)
{
    struct folder *f = *state;
    CLEANUP(db_close) struct db *reader = NULL;

    must(db_open(f->path, DB_READ, 256, &reader));
    assert_int_equal(number(reader, "SELECT count(*) FROM town"), 2);
    must_fail(db_exec(reader, "DELETE FROM town", NO_BINDS), ERR_SYSTEM);
    (void)!db_script(reader, "PRAGMA query_only=OFF");
    must_fail(db_exec(reader, "DELETE FROM town", NO_BINDS), ERR_SYSTEM);
    must_fail(db_script(reader, "CREATE TABLE more (id INTEGER)"), ERR_SYSTEM);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 2);
}

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void waiting_for_another_writer_is_bounded(void **state)
{
    struct folder *f = *state;
    CLEANUP(db_close) struct db *other = NULL;
    CLEANUP(tx_end) struct tx mine = {0};
    CLEANUP(tx_end) struct tx theirs = {0};
    double begun;

    must(db_open(f->path, DB_WRITE, 256, &other));
    must(tx_begin(&mine, f->db));
    begun = seconds();
    must_fail(tx_begin(&theirs, other), ERR_BUSY);
    assert_true(seconds() - begun > 4.9 && seconds() - begun < 15);
    assert_int_equal(number(other, "SELECT count(*) FROM town"), 2);
    tx_end(&mine);
    must(tx_begin(&theirs, other));
}

/* A limit on the size of files stands for a quota: both come as errors of writing. */
static void no_room_to_write_is_told_from_other_faults(void **state)
{
    static const char SQL_MUCH[] = "UPDATE town SET seal = zeroblob(100000) WHERE id = 1";
    struct folder *f = *state;
    struct rlimit before, small;
    struct stat journal;
    char path[128];

    snprintf(path, sizeof path, "%s-wal", f->path);
    assert_int_equal(stat(path, &journal), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){(rlim_t)journal.st_size + 8192, before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_false(db_full(f->db));
    setrlimit(RLIMIT_FSIZE, &small);
    must_fail(db_exec(f->db, SQL_MUCH, NO_BINDS), ERR_SYSTEM);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_true(db_full(f->db));
    must_fail(db_exec(f->db, "UPDATE nowhere SET id = 1", NO_BINDS), ERR_SYSTEM);
    assert_false(db_full(f->db));
    must(db_exec(f->db, SQL_MUCH, NO_BINDS));
    must(db_check(f->db));
}

/* ---- checking and copying */

static void a_whole_database_passes_its_check(void **state)
{
    struct folder *f = *state;

    must(db_check(f->db));
}

static void a_reference_to_nothing_is_found(void **state)
{
    struct folder *f = *state;

    must(db_script(f->db, "PRAGMA foreign_keys=OFF"));
    must(db_script(f->db, "INSERT INTO street (town) VALUES (9)"));
    must_fail(db_check(f->db), ERR_CORRUPT);
}

static void a_broken_page_is_found(void **state)
{
    struct folder *f = *state;
    CLEANUP(db_close) struct db *db = NULL;
    char garbage[64]; /* over the head of the second page */
    int fd;

    memset(garbage, 0xA5, sizeof garbage);
    db_close(&f->db);
    must(checkpoint_settle(f->path));
    assert_true((fd = open(f->path, O_WRONLY)) >= 0);
    assert_int_equal(pwrite(fd, garbage, sizeof garbage, 4096), sizeof garbage);
    close(fd);
    must(db_open(f->path, DB_WRITE, 256, &db));
    must_fail(db_check(db), ERR_CORRUPT);
}

static void a_copy_holds_what_is_committed(void **state)
{
    struct folder *f = *state;
    CLEANUP(db_close) struct db *copy = NULL;
    struct stat st;
    char path[128];

    snprintf(path, sizeof path, "%s/copy.db", f->dir);
    must(db_copy(f->db, path));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    must(db_open(path, DB_READ, 256, &copy));
    assert_int_equal(number(copy, "SELECT sum(size) FROM town"), 23);
    must(db_check(copy));
}

static void a_copy_never_takes_the_place_of_a_file(void **state)
{
    struct folder *f = *state;
    struct stat before, after;

    assert_int_equal(stat(f->path, &before), 0);
    must_fail(db_copy(f->db, f->path), ERR_CONFLICT);
    assert_int_equal(stat(f->path, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(number(f->db, "SELECT count(*) FROM town"), 2);
}

static void a_copy_that_cannot_be_made_is_an_error(void **state)
{
    struct folder *f = *state;
    char path[128];

    snprintf(path, sizeof path, "%s/none/copy.db", f->dir);
    must_fail(db_copy(f->db, path), ERR_SYSTEM);
}

#define with_towns(f) cmocka_unit_test_setup_teardown(f, towns_setup, folder_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_towns(the_settings_hold),
        with_towns(doors_to_more_than_tables_are_shut),
        with_towns(only_the_owner_may_read_the_file),
        with_towns(a_missing_file_is_absent),
        with_towns(a_file_that_is_no_database_is_corrupt),
        with_towns(a_reading_handle_cannot_write),
        with_towns(waiting_for_another_writer_is_bounded),
        with_towns(no_room_to_write_is_told_from_other_faults),
        with_towns(a_whole_database_passes_its_check),
        with_towns(a_reference_to_nothing_is_found),
        with_towns(a_broken_page_is_found),
        with_towns(a_copy_holds_what_is_committed),
        with_towns(a_copy_never_takes_the_place_of_a_file),
        with_towns(a_copy_that_cannot_be_made_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
