/* Transactions: all or nothing, inner ones undone alone, reading is one picture and no way to write. */
#include "support/folder.h"

static int pair_setup(void **state)
{
    struct folder *p;

    folder_setup(state);
    p = *state;
    must(db_script(p->db, "CREATE TABLE entry (n INTEGER PRIMARY KEY CHECK (n > 0)) STRICT"));
    must(db_open(p->path, DB_WRITE, 256, &p->other));
    return 0;
}

static const char SQL_ADD[] = "INSERT INTO entry (n) VALUES (:n)";

static err add(struct db *db, int64_t n)
{
    return db_exec(db, SQL_ADD, BINDS(INT(":n", n)));
}

static int64_t sum(struct db *db)
{
    int64_t n = -1;

    must(db_int(db, "SELECT coalesce(sum(n), 0) FROM entry", NO_BINDS, &n));
    return n;
}

static void what_is_committed_stands(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx tx = {0};

    must(tx_begin(&tx, p->db));
    must(add(p->db, 1));
    assert_int_equal(sum(p->other), 0);
    must(tx_commit(&tx));
    assert_int_equal(sum(p->other), 1);
}

static void what_is_not_committed_is_gone(void **state)
{
    struct folder *p = *state;
    {
        CLEANUP(tx_end) struct tx tx = {0};

        must(tx_begin(&tx, p->db));
        must(add(p->db, 1));
    }
    assert_int_equal(sum(p->db), 0);
    must(add(p->other, 2)); /* nothing is locked any more */
}

static void ending_twice_or_what_never_began_is_harmless(void **state)
{
    struct folder *p = *state;
    struct tx tx = {0};

    tx_end(&tx);
    must(tx_begin(&tx, p->db));
    must(add(p->db, 1));
    must(tx_commit(&tx));
    tx_end(&tx);
    tx_end(&tx);
    assert_int_equal(sum(p->db), 1);
}

static void a_failed_inner_one_is_undone_alone(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx outer = {0};

    must(tx_begin(&outer, p->db));
    must(add(p->db, 1));
    {
        CLEANUP(tx_end) struct tx inner = {0};

        must(tx_begin(&inner, p->db));
        must(add(p->db, 2));
        must_fail(add(p->db, 2), ERR_CONFLICT);
    }
    must(add(p->db, 4));
    must(tx_commit(&outer));
    assert_int_equal(sum(p->other), 5);
}

static void an_inner_one_falls_with_the_outermost(void **state)
{
    struct folder *p = *state;
    {
        CLEANUP(tx_end) struct tx outer = {0};
        CLEANUP(tx_end) struct tx inner = {0};

        must(tx_begin(&outer, p->db));
        must(tx_begin(&inner, p->db));
        must(add(p->db, 2));
        must(tx_commit(&inner));
        assert_int_equal(sum(p->other), 0);
    }
    assert_int_equal(sum(p->db), 0);
}

static void inner_ones_nest(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx first = {0};
    struct tx second = {0}, third = {0};

    must(tx_begin(&first, p->db));
    must(add(p->db, 1));
    must(tx_begin(&second, p->db));
    must(add(p->db, 2));
    must(tx_begin(&third, p->db));
    must(add(p->db, 4));
    tx_end(&third);
    must(tx_begin(&third, p->db));
    must(add(p->db, 8));
    must(tx_commit(&third));
    must(tx_commit(&second));
    must(tx_begin(&second, p->db));
    must(add(p->db, 16));
    tx_end(&second);
    must(tx_commit(&first));
    assert_int_equal(sum(p->other), 11);
}

static void writing_begins_at_once(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(tx_end) struct tx reading = {0};

    must(tx_begin(&tx, p->db));
    must(tx_begin_read(&reading, p->other)); /* a reader does not wait for it */
    assert_int_equal(sum(p->other), 0);
}

static void a_reader_sees_one_picture(void **state)
{
    struct folder *p = *state;
    struct tx tx = {0};

    must(tx_begin_read(&tx, p->db));
    assert_int_equal(sum(p->db), 0);
    must(add(p->other, 1));
    assert_int_equal(sum(p->db), 0);
    must(tx_commit(&tx));
    assert_int_equal(sum(p->db), 1);
}

static void a_write_inside_a_read_is_refused(void **state)
{
    struct folder *p = *state;
    struct tx reading = {0}, inner = {0}, writing = {0};

    must(tx_begin_read(&reading, p->db));
    must_fail(tx_begin(&writing, p->db), ERR_SYSTEM);
    must(tx_begin_read(&inner, p->db));
    must_fail(tx_begin(&writing, p->db), ERR_SYSTEM);
    must(tx_commit(&inner));
    must_fail(tx_begin(&writing, p->db), ERR_SYSTEM);
    tx_end(&reading);
    must(tx_begin(&writing, p->db));
    must(add(p->db, 1));
    must(tx_commit(&writing));
    assert_int_equal(sum(p->other), 1);
}

static void a_read_inside_a_write_keeps_it_writing(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx writing = {0};
    struct tx reading = {0}, inner = {0};

    must(tx_begin(&writing, p->db));
    must(tx_begin_read(&reading, p->db));
    assert_int_equal(sum(p->db), 0);
    must(tx_begin(&inner, p->db));
    must(add(p->db, 1));
    must(tx_commit(&inner));
    must(tx_commit(&reading));
    must(tx_commit(&writing));
    assert_int_equal(sum(p->other), 1);
}

static void an_open_statement_does_not_stop_rolling_back(void **state)
{
    struct folder *p = *state;
    struct stmt *s = NULL;
    struct tx tx = {0};
    bool row;

    must(add(p->db, 1));
    must(tx_begin(&tx, p->db));
    must(add(p->db, 2));
    must(db_query(p->db, "SELECT n FROM entry ORDER BY n", NO_BINDS, &s));
    must(stmt_step(s, &row));
    tx_end(&tx);
    stmt_close(&s);
    assert_int_equal(sum(p->other), 1);
    must(add(p->other, 4));
}

#define with_pair(f) cmocka_unit_test_setup_teardown(f, pair_setup, folder_teardown)

/* Otherwise it would be refused only when somebody else has written meanwhile: seldom, and not in tests. */
static void a_write_beneath_an_open_statement_is_refused_at_once(void **state)
{
    struct folder *p = *state;
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(add(p->db, 1));
    must(add(p->db, 2));
    must(db_query(p->db, "SELECT n FROM entry ORDER BY n", NO_BINDS, &s));
    must(stmt_step(s, &row));
    must_fail(tx_begin(&tx, p->db), ERR_SYSTEM);
    stmt_close(&s);
    must(tx_begin(&tx, p->db));
    must(tx_commit(&tx));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_pair(what_is_committed_stands),
        with_pair(what_is_not_committed_is_gone),
        with_pair(ending_twice_or_what_never_began_is_harmless),
        with_pair(a_failed_inner_one_is_undone_alone),
        with_pair(an_inner_one_falls_with_the_outermost),
        with_pair(inner_ones_nest),
        with_pair(writing_begins_at_once),
        with_pair(a_reader_sees_one_picture),
        with_pair(a_write_inside_a_read_is_refused),
        with_pair(a_read_inside_a_write_keeps_it_writing),
        with_pair(an_open_statement_does_not_stop_rolling_back),
        with_pair(a_write_beneath_an_open_statement_is_refused_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
