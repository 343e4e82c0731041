/* A look: one picture like a read transaction, with its version, and no way to write. */
#include "store/look.h"

#include "support/folder.h"

static int pair_setup(void **state)
{
    struct folder *p;

    folder_setup(state);
    p = *state;
    must(db_script(p->db, "CREATE TABLE entry (n INTEGER PRIMARY KEY) STRICT"));
    must(db_open(p->path, DB_WRITE, 256, &p->other));
    return 0;
}

static err add(struct db *db, int64_t n)
{
    return db_exec(db, "INSERT INTO entry (n) VALUES (:n)", BINDS(INT(":n", n)));
}

static int64_t sum(struct db *db)
{
    int64_t n = -1;

    must(db_int(db, "SELECT coalesce(sum(n), 0) FROM entry", NO_BINDS, &n));
    return n;
}

static int64_t version(struct db *db)
{
    int64_t v = -1;

    must(db_version(db, &v));
    return v;
}

static void what_others_commit_is_not_seen_within(void **state)
{
    struct folder *p = *state;
    struct look look = {0};

    must(add(p->other, 1));
    must(look_begin(&look, p->db));
    assert_int_equal(sum(p->db), 1);
    must(add(p->other, 2));
    assert_int_equal(sum(p->db), 1);
    look_end(&look);
    assert_int_equal(sum(p->db), 3);
}

/* Also where nothing is read before the other one commits: the look itself was the first reading. */
static void it_begins_at_once(void **state)
{
    struct folder *p = *state;
    struct look look = {0};

    must(look_begin(&look, p->db));
    must(add(p->other, 4));
    assert_int_equal(sum(p->db), 0);
    look_end(&look);
}

static void its_version_is_that_of_what_it_sees(void **state)
{
    struct folder *p = *state;
    int64_t before = version(p->db), within;
    struct look look = {0};

    must(look_begin(&look, p->db));
    assert_int_equal(version(p->db), before);
    must(add(p->other, 1));
    assert_int_equal(version(p->db), before);
    look_end(&look);
    must(look_begin(&look, p->db));
    within = version(p->db);
    assert_int_not_equal(within, before);
    look_end(&look);
    assert_int_equal(version(p->db), within);
}

static void nothing_is_written_within(void **state)
{
    struct folder *p = *state;
    struct look look = {0};
    struct tx tx = {0};

    must(look_begin(&look, p->db));
    must_fail(tx_begin(&tx, p->db), ERR_SYSTEM);
    must_fail(tx_join(&tx, p->db), ERR_SYSTEM);
    must(tx_begin_read(&tx, p->db));
    assert_int_equal(sum(p->db), 0);
    tx_end(&tx);
    look_end(&look);
    must(tx_begin(&tx, p->db));
    must(add(p->db, 1));
    must(tx_commit(&tx));
    assert_int_equal(sum(p->other), 1);
}

static void it_is_outermost(void **state)
{
    struct folder *p = *state;
    struct look look = {0}, second = {0};
    struct tx tx = {0};

    must(look_begin(&look, p->db));
    must_fail(look_begin(&second, p->db), ERR_SYSTEM);
    look_end(&second); /* which never began */
    look_end(&look);
    look_end(&look);
    must(tx_begin(&tx, p->db));
    must_fail(look_begin(&look, p->db), ERR_SYSTEM);
    tx_end(&tx);
    must(look_begin(&look, p->db));
    look_end(&look);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, pair_setup, folder_teardown)
        TEST(what_others_commit_is_not_seen_within),
        TEST(it_begins_at_once),
        TEST(its_version_is_that_of_what_it_sees),
        TEST(nothing_is_written_within),
        TEST(it_is_outermost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
