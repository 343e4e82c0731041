/* Carrying the log over: nothing that was committed is lost, whatever commits meanwhile; nothing of what was
 * overwritten stays in the log. First the fault of SQLite itself, step by step, so that it is known to be
 * there for the test to find. */
#include "store/checkpoint.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/library.h"
#include "support/dangerous_moment.h"
#include "support/folder.h"

#define LONG_LOG 40 /* commits */

static const char SQL_TABLE[] = "CREATE TABLE note (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT";
/* Each row needs a page of its own: what is skipped is not written once more by the next commit. */
static const char SQL_ADD[] = "INSERT INTO note (id, word) VALUES (:id, :id || hex(zeroblob(1500)))";
static const char SQL_COUNT[] = "SELECT count(*) FROM note";

struct writer {
    struct folder *folder;
    int64_t acknowledged;
    int refused;
    bool once;
};

/* Not must(): at the dangerous moment a refusal is what is wanted. */
static void commit(struct writer *w)
{
    if (!db_exec(w->folder->db, SQL_ADD, BINDS(INT(":id", w->acknowledged + 1))))
        w->acknowledged++;
    else
        w->refused++;
}

static void commit_once(void *writer)
{
    struct writer *w = writer;

    if (w->once)
        return;
    w->once = true;
    commit(w);
}

static int note_setup(void **state)
{
    struct folder *f;

    folder_setup(state);
    f = *state;
    must(db_script(f->db, SQL_TABLE));
    return 0;
}

static int note_teardown(void **state)
{
    dangerous_moment_set(NULL, NULL);
    return folder_teardown(state);
}

static off_t log_size(const struct folder *f)
{
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s-wal", f->path);
    return stat(path, &st) ? -1 : st.st_size;
}

/* A handle as programs have it that know nothing of all this. */
static sqlite3 *plain_open(const struct folder *f)
{
    sqlite3 *raw = NULL;

    assert_int_equal(sqlite3_open_v2(f->path, &raw, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_wal_autocheckpoint(raw, 0), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "SELECT count(*) FROM note", NULL, NULL, NULL), SQLITE_OK);
    return raw;
}

static void plain_checkpoint(sqlite3 *raw)
{
    assert_int_equal(sqlite3_wal_checkpoint_v2(raw, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL), SQLITE_OK);
}

/* What is there for a handle that opens the file afterwards. */
static bool all_there(const struct writer *w)
{
    CLEANUP(db_close) struct db *db = NULL;
    int64_t count;
    err e = db_open(w->folder->path, DB_READ, 256, &db);

    return !e && !db_int(db, SQL_COUNT, NO_BINDS, &count) && count == w->acknowledged && !db_check(db);
}

/* One checkpoint has ended, a second one has read the log's head, somebody commits; then the log grows past
 * its old length and is carried over as usual. */
static void sqlite_by_itself_loses_commits(void **state)
{
    struct folder *f = *state;
    struct writer w = {.folder = f};
    sqlite3 *first = plain_open(f), *second = plain_open(f);

    for (int i = 0; i < LONG_LOG; i++)
        commit(&w);
    plain_checkpoint(first);
    dangerous_moment_set(commit_once, &w);
    plain_checkpoint(second);
    dangerous_moment_set(NULL, NULL);
    assert_true(w.once);
    for (int i = 0; i < 2 * LONG_LOG; i++)
        commit(&w);
    plain_checkpoint(first);
    commit(&w);
    sqlite3_close(first);
    sqlite3_close(second);
    assert_int_equal(!all_there(&w), library_loses_commits(library_number()));
}

static void the_same_steps_lose_nothing_here(void **state)
{
    struct folder *f = *state;
    CLEANUP(checkpoint_close) struct checkpoint *first = NULL, *second = NULL;
    struct writer w = {.folder = f};
    bool anew;

    must(checkpoint_open(f->path, false, &first));
    must(checkpoint_open(f->path, false, &second));
    for (int i = 0; i < LONG_LOG; i++)
        commit(&w);
    must(checkpoint_run(first, &anew));
    dangerous_moment_set(commit_once, &w);
    must(checkpoint_run(second, &anew));
    dangerous_moment_set(NULL, NULL);
    for (int i = 0; i < 2 * LONG_LOG; i++)
        commit(&w);
    must(checkpoint_run(first, &anew));
    commit(&w);
    assert_true(all_there(&w));
}

static bool file_says(const char *path, const char *word)
{
    CLEANUP(buf_free) struct buf text = {0};
    bool found;

    must(file_read(path, 1 << 24, &text));
    found = memmem(text.data, text.len, word, strlen(word));
    return found;
}

static void what_was_overwritten_stands_nowhere(void **state)
{
    struct folder *f = *state;
    CLEANUP(checkpoint_close) struct checkpoint *c = NULL;
    char log[128];
    bool anew, due;

    snprintf(log, sizeof log, "%s-wal", f->path);
    must(checkpoint_open(f->path, false, &c));
    must(db_script(f->db, "INSERT INTO note VALUES (1, 'counted at 9:41')"));
    must(db_script(f->db, "UPDATE note SET word = 'counted this day'"));
    assert_true(file_says(log, "counted at 9:41"));
    must(checkpoint_run(c, &anew));
    assert_true(anew);
    assert_false(file_says(log, "counted"));
    assert_false(file_says(f->path, "counted at 9:41"));
    assert_true(file_says(f->path, "counted this day"));
    must(checkpoint_due(c, &due));
    assert_false(due);
}

static void a_commit_makes_it_due_again(void **state)
{
    struct folder *f = *state;
    CLEANUP(checkpoint_close) struct checkpoint *c = NULL;
    struct writer w = {.folder = f};
    bool anew, due;

    must(checkpoint_open(f->path, false, &c));
    must(checkpoint_run(c, &anew));
    commit(&w);
    must(checkpoint_due(c, &due));
    assert_true(due);
}

static void a_reader_in_the_way_is_told(void **state)
{
    struct folder *f = *state;
    CLEANUP(checkpoint_close) struct checkpoint *c = NULL;
    struct writer w = {.folder = f};
    struct tx tx = {0};
    bool anew, due;

    must(checkpoint_open(f->path, false, &c));
    must(db_open(f->path, DB_READ, 256, &f->other));
    must(tx_begin_read(&tx, f->other));
    assert_int_equal(number(f->other, SQL_COUNT), 0);
    commit(&w);
    must(checkpoint_run(c, &anew));
    assert_false(anew);
    must(checkpoint_due(c, &due));
    assert_true(due);
    assert_int_equal(number(f->other, SQL_COUNT), 0);
    tx_end(&tx);
    must(checkpoint_run(c, &anew));
    assert_true(anew);
    assert_true(all_there(&w));
}

/* As it was before there was a keeper, only the last handle may take the log away. */
static void the_log_goes_with_the_last_handle(void **state)
{
    struct folder *f = *state;
    struct writer w = {.folder = f};

    commit(&w);
    must(checkpoint_settle(f->path));
    assert_true(log_size(f) > 0);
    db_close(&f->db);
    assert_true(log_size(f) > 0);
    must(checkpoint_settle(f->path));
    assert_int_equal(log_size(f), -1);
    assert_true(all_there(&w));
}

static void no_handle_carries_over_by_itself(void **state)
{
    struct folder *f = *state;
    struct writer w = {.folder = f};

    for (int i = 0; i < 1200; i++)
        commit(&w);
    db_close(&f->db);
    /* Two pages at least for each commit, and none of them is in the file. */
    assert_true(log_size(f) > (off_t)1200 * 2 * 4096);
    must(checkpoint_settle(f->path));
    assert_true(all_there(&w));
}

static void the_number_of_the_file_stays(void **state)
{
    struct folder *f = *state;

    must(db_script(f->db, "PRAGMA user_version=4711"));
    must(checkpoint_settle(f->path));
    assert_int_equal(number(f->db, "PRAGMA user_version"), 4711);
}

static void versions_with_the_fault_are_known(void **state)
{
    static const int FAULTY[] = {3007000, 3040001, 3044005, 3046001, 3050006, 3051000, 3051002};
    static const int WHOLE[] = {3006023, 3044006, 3044009, 3050007, 3051003, 3052000};

    (void)state;
    for (size_t i = 0; i < sizeof FAULTY / sizeof FAULTY[0]; i++)
        assert_true(library_loses_commits(FAULTY[i]));
    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++)
        assert_false(library_loses_commits(WHOLE[i]));
    assert_int_equal(library_version()[0], '0' + library_number() / 1000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sqlite_by_itself_loses_commits, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(the_same_steps_lose_nothing_here, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(what_was_overwritten_stands_nowhere, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(a_commit_makes_it_due_again, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(a_reader_in_the_way_is_told, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(the_log_goes_with_the_last_handle, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(no_handle_carries_over_by_itself, note_setup, note_teardown),
        cmocka_unit_test_setup_teardown(the_number_of_the_file_stays, note_setup, note_teardown),
        cmocka_unit_test(versions_with_the_fault_are_known),
    };

    dangerous_moments();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
