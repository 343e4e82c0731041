/* The log: chained row by row, closed to edits, and telling which row was touched when the triggers are gone.
 */
#include "domain/office/audit.h"

#include <stdio.h>
#include <string.h>

#include "domain/office/audit_chain.h"
#include "domain/office/audit_list.h"
#include "support/register.h"

static void write_row(struct test_register *r, const char *what, int64_t case_id, int64_t version)
{
    const struct audit_entry entry = {.what = what,
                                      .record = "case_file",
                                      .record_id = 9,
                                      .case_id = case_id,
                                      .case_version = version,
                                      .why = "arsye"};

    must(audit_append(&r->work, &entry));
}

/* Six rows, alike where that is of no matter; 3 and 5 are changes of the file 7. */
static void log_fill(struct test_register *r)
{
    static const struct {
        const char *what;
        int64_t case_id, version;
    } ROWS[] = {{"case.read", 7, 0}, {"session.open", 0, 0}, {"case.open", 7, 1},
                {"case.read", 8, 0}, {"act.extended", 7, 2}, {"act.served", 8, 2}};

    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        register_at(r, REGISTER_NOW + (int64_t)i);
        write_row(r, ROWS[i].what, ROWS[i].case_id, ROWS[i].version);
    }
}

static void triggers_drop(struct test_register *r)
{
    must(db_script(r->db, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"));
}

static void must_hold(struct test_register *r, int64_t rows)
{
    int64_t row = 0, count = 0;

    must(audit_verify(&r->work, &row, &count));
    assert_int_equal(row, 0);
    assert_int_equal(count, rows);
}

static void must_break_at(struct test_register *r, int64_t expected)
{
    int64_t row = 0, count = 0;

    must_fail(audit_verify(&r->work, &row, &count), ERR_CORRUPT);
    assert_int_equal(row, expected);
    assert_int_equal(count, expected - 1);
}

static void an_empty_log_holds(void **state)
{
    must_hold(*state, 0);
}

static void every_row_appended_holds(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    must_hold(r, 6);
}

static void a_row_says_who_what_when_and_why(void **state)
{
    struct test_register *r = *state;

    write_row(r, "case.read", 7, 0);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE id = 1 AND at = 1773133200 AND actor = 'test' AND "
                        "account_id = 1 AND what = 'case.read' AND record = 'case_file' AND record_id = 9 "
                        "AND case_id = 7 AND case_version IS NULL AND why = 'arsye' AND "
                        "length(previous) = 32 AND length(hash) = 32"),
        1);
}

static void without_an_account_the_system_did_it(void **state)
{
    struct test_register *r = *state;
    const struct audit_entry entry = {.what = "midnight.run", .record = "midnight"};

    r->work.actor = (struct actor){0};
    must(audit_append(&r->work, &entry));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE actor = 'system' AND account_id IS "
                                     "NULL AND case_id IS NULL AND case_version IS NULL AND why = ''"),
                     1);
    must_hold(r, 1);
}

static void a_row_goes_with_the_transaction_it_belongs_to(void **state)
{
    struct test_register *r = *state;
    struct tx tx = {0};

    must(tx_begin(&tx, r->db));
    write_row(r, "case.open", 7, 1);
    tx_end(&tx);
    must_hold(r, 0);
    write_row(r, "case.open", 7, 1);
    must_hold(r, 1);
}

static void rows_cannot_be_edited_or_removed(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    must_fail(db_exec(r->db, "UPDATE audit SET why = 'x' WHERE id = 3", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(r->db, "DELETE FROM audit WHERE id = 6", NO_BINDS), ERR_INPUT);
    must_hold(r, 6);
}

/* ---- what an intruder with the database file could do */

static void any_column_changed_names_the_row(void **state)
{
    static const char *const CHANGES[] = {
        "at = at + 1",
        "actor = 'Test'",
        "actor = ''",
        "account_id = 2",
        "account_id = NULL",
        "what = 'case.open '",
        "what = 'case.ope'",
        "record = 'person'",
        "record_id = 10",
        "case_id = 8",
        "case_id = NULL",
        "case_version = 2",
        "case_version = NULL",
        "why = 'arsyetim'",
        "why = 'arsyf'",
        "why = why || char(0) || 'tjetër'",
        "what = 'case.opencase_file', record = ''",
        "previous = zeroblob(32)",
        "previous = x''",
        "hash = zeroblob(32)",
        "hash = substr(hash, 1, 31)",
        "session = 5",
        "session = NULL",
        "session = 0",
        "network = '198.51.100.0/24'",
        "network = NULL",
        "network = ''",
        "network = network || char(0)",
        "form = 1",
        "form = 1, session = NULL, network = NULL",
    };
    struct test_register *r = *state;
    char sql[128];

    r->work.actor.session_number = 4;
    r->work.network = "192.0.2.0/24";
    log_fill(r);
    triggers_drop(r);
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        struct tx tx = {0};

        snprintf(sql, sizeof sql, "UPDATE audit SET %s WHERE id = 3", CHANGES[i]);
        must(tx_begin(&tx, r->db));
        must(db_script(r->db, sql));
        must_break_at(r, 3);
        tx_end(&tx);
    }
    must_hold(r, 6);
}

/* Worked out by another program from the description in audit_row.h: what stood before rows said from where
 * holds as it did, and what comes behind it is chained to it. */
static const char SQL_OLD_ROW[] =
    "INSERT INTO audit (id, at, actor, account_id, what, record, record_id, case_id, case_version, why, "
    "previous, "
    "hash) VALUES (1, 1773133200, 'mira', 7, 'case.read', 'case_file', 9, 3, NULL, 'pse', zeroblob(32), "
    "x'3e6923121615a0e04e5cc6fc04966f9effb70014256b6004d87ec2086da5cc38')";
static const char SQL_NEW_ROW[] =
    "SELECT count(*) FROM audit WHERE id = 2 AND form = 2 AND session = 4 AND network = "
    "'2001:db8:1::/48' AND hash = "
    "x'fbf2425f60131e39bda164d226929b3aeee385a303f429ff447b48d425ac4215'";

static void rows_of_the_old_form_hold_below_those_of_the_new(void **state)
{
    struct test_register *r = *state;
    const struct audit_entry entry = {.what = "case.read", .record = "case_file", .record_id = 9};

    must(db_script(r->db, SQL_OLD_ROW));
    must_hold(r, 1);
    register_at(r, REGISTER_NOW + 1);
    r->work.actor = (struct actor){.name = "mira", .session_number = 4};
    r->work.network = "2001:db8:1::/48";
    must(audit_append(&r->work, &entry));
    assert_int_equal(register_int(r, SQL_NEW_ROW), 1);
    must_hold(r, 2);
    triggers_drop(r);
    must(db_script(r->db, "UPDATE audit SET session = 1 WHERE id = 1"));
    must_break_at(r, 1);
    must(db_script(r->db, "UPDATE audit SET session = NULL, form = 2 WHERE id = 1"));
    must_break_at(r, 1);
}

static void a_zero_where_nothing_stood_names_the_row(void **state)
{
    static const char *const COLUMNS[] = {"account_id", "case_id", "case_version", "session"};
    struct test_register *r = *state;
    char sql[128];

    r->work.actor.account = 0;
    log_fill(r);
    triggers_drop(r);
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
        struct tx tx = {0};

        snprintf(sql, sizeof sql, "UPDATE audit SET %s = 0 WHERE id = 2", COLUMNS[i]);
        must(tx_begin(&tx, r->db));
        must(db_script(r->db, sql));
        must_break_at(r, 2);
        tx_end(&tx);
    }
}

static void a_renumbered_row_is_missed(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    triggers_drop(r);
    must(db_script(r->db, "UPDATE audit SET id = 60 WHERE id = 4"));
    must_break_at(r, 4);
}

static void a_removed_row_is_missed(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    triggers_drop(r);
    must(db_script(r->db, "DELETE FROM audit WHERE id = 4"));
    must_break_at(r, 4);
    must(db_script(r->db, "UPDATE audit SET id = id - 1 WHERE id = 5; UPDATE audit SET id = 5 WHERE id = 6"));
    must_break_at(r, 4);
}

static void a_removed_first_row_is_missed(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    triggers_drop(r);
    must(db_script(r->db, "DELETE FROM audit WHERE id = 1"));
    must_break_at(r, 1);
}

static void an_inserted_row_is_found(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    triggers_drop(r);
    must(db_script(r->db, "UPDATE audit SET id = 7 WHERE id = 6; UPDATE audit SET id = 6 WHERE id = 5;"
                          "UPDATE audit SET id = 5 WHERE id = 4;"
                          "INSERT INTO audit SELECT 4, at, actor, account_id, what, record, record_id, "
                          "case_id, case_version, why, hash, hash, form, session, network "
                          "FROM audit WHERE id = 3"));
    must_break_at(r, 4);
}

static void swapped_rows_are_found(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    triggers_drop(r);
    must(db_script(r->db, "UPDATE audit SET id = 70 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3;"
                          "UPDATE audit SET id = 3 WHERE id = 70"));
    must_break_at(r, 2);
}

/* ---- signed heads */

static void the_head_is_signed_once_a_day(void **state)
{
    struct test_register *r = *state;

    must(audit_sign_head(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit_head"), 0); /* nothing to sign yet */
    log_fill(r);
    must(audit_sign_head(&r->work));
    write_row(r, "case.read", 7, 0);
    must(audit_sign_head(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit_head WHERE audit_id = 6"), 1);
    register_at(r, REGISTER_NOW + 24 * 3600);
    must(audit_sign_head(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit_head"), 2);
    must_hold(r, 7);
}

static void a_changed_head_names_its_row(void **state)
{
    static const char *const CHANGES[] = {
        "signature = substr(signature, 1, length(signature) - 1)",
        "signature = x''",
        "signature = zeroblob(120)",
        "on_day = '2026-03-09'",
        "hash = zeroblob(32)",
        "hash = x'00'",
    };
    struct test_register *r = *state;
    char sql[160];

    log_fill(r);
    must(audit_sign_head(&r->work));
    write_row(r, "case.read", 7, 0);
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        struct tx tx = {0};

        snprintf(sql, sizeof sql, "UPDATE audit_head SET %s", CHANGES[i]);
        must(tx_begin(&tx, r->db));
        must(db_script(r->db, sql));
        must_break_at(r, 6);
        tx_end(&tx);
    }
    must_hold(r, 7);
}

static void any_byte_of_the_signature_changed_is_found(void **state)
{
    static const char SQL_SIGNATURE[] = "SELECT signature FROM audit_head";
    static const char SQL_SET[] = "UPDATE audit_head SET signature = :signature";
    struct test_register *r = *state;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    uint8_t signature[400];
    size_t size;
    bool row;

    log_fill(r);
    must(audit_sign_head(&r->work));
    must(db_query(r->db, SQL_SIGNATURE, NO_BINDS, &s));
    must(stmt_step(s, &row));
    (void)stmt_blob(s, 0, &size);
    assert_true(size > 64 && size < sizeof signature);
    memcpy(signature, stmt_blob(s, 0, &size), size);
    stmt_close(&s);
    for (size_t i = 0; i < size; i++) {
        signature[i] ^= 1;
        must(db_exec(r->db, SQL_SET, BINDS(BLOB(":signature", signature, size))));
        must_break_at(r, 6);
        signature[i] ^= 1;
    }
}

static void a_head_moved_to_another_row_names_that(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    must(audit_sign_head(&r->work));
    must(
        db_script(r->db, "UPDATE audit_head SET audit_id = 5, hash = (SELECT hash FROM audit WHERE id = 5)"));
    must_break_at(r, 5);
    must(db_script(r->db, "UPDATE audit_head SET audit_id = 0"));
    must_break_at(r, 1);
}

static void rows_cut_off_behind_are_missed_by_the_head(void **state)
{
    struct test_register *r = *state;

    log_fill(r);
    must(audit_sign_head(&r->work));
    triggers_drop(r);
    must(db_script(r->db, "DELETE FROM audit WHERE id > 4"));
    must_break_at(r, 5);
}

static void a_head_by_another_key_does_not_hold(void **state)
{
    struct test_register *r = *state;
    struct keyring *own = r->keys, *foreign = NULL;
    char dir[96];

    snprintf(dir, sizeof dir, "%s/foreign", r->dir);
    must(keyring_create(dir));
    must(keyring_open(dir, KEYRING_ALL, NULL, NULL, &foreign));
    log_fill(r);
    r->work.keys = foreign;
    must(audit_sign_head(&r->work));
    must_hold(r, 6);
    r->work.keys = own;
    must_break_at(r, 6);
    keyring_free(&foreign);
}

/* ---- reading */

static size_t listed(struct test_register *r, struct audit_filter f, struct audit_line **ret)
{
    size_t count = 0;

    f.limit = f.limit ? f.limit : 500;
    must(audit_list(&r->work, &f, ret, &count));
    return count;
}

static void the_newest_come_first_and_reading_is_logged(void **state)
{
    struct test_register *r = *state;
    struct audit_line *lines;

    log_fill(r);
    assert_int_equal(listed(r, (struct audit_filter){.limit = 3}, &lines), 3);
    assert_int_equal(lines[0].id, 7);
    assert_string_equal(lines[0].what, "audit.read");
    assert_string_equal(lines[1].what, "act.served");
    assert_int_equal(lines[1].at, REGISTER_NOW + 5);
    assert_int_equal(lines[1].case_id, 8);
    assert_int_equal(lines[1].record_id, 9);
    assert_string_equal(lines[1].record, "case_file");
    assert_string_equal(lines[1].actor, "test");
    assert_string_equal(lines[1].why, "arsye");
    assert_int_equal(lines[2].id, 5);
    must_hold(r, 7);
}

static void a_page_goes_on_before_the_last_id(void **state)
{
    struct test_register *r = *state;
    struct audit_line *lines;

    log_fill(r);
    assert_int_equal(listed(r, (struct audit_filter){.before = 4}, &lines), 3);
    assert_int_equal(lines[0].id, 3);
    assert_int_equal(lines[2].id, 1);
}

static void the_list_is_narrowed(void **state)
{
    struct test_register *r = *state;
    struct audit_line *lines;

    log_fill(r);
    r->work.actor.name = "tjetër";
    write_row(r, "action", 0, 0);
    assert_int_equal(listed(r, (struct audit_filter){.case_id = 8, .before = 8}, &lines), 2);
    assert_int_equal(lines[1].id, 4);
    assert_int_equal(listed(r, (struct audit_filter){.actor = "test"}, &lines), 6);
    assert_int_equal(listed(r, (struct audit_filter){.actor = "tes"}, &lines), 0);
    assert_int_equal(listed(r, (struct audit_filter){.what = "case.read"}, &lines), 2);
    assert_int_equal(listed(r, (struct audit_filter){.what = "act."}, &lines), 2);
    assert_int_equal(listed(r, (struct audit_filter){.what = "a%"}, &lines), 0);
    assert_int_equal(listed(r, (struct audit_filter){.what = "act.", .case_id = 7}, &lines), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_empty_log_holds),
        with_register(every_row_appended_holds),
        with_register(a_row_says_who_what_when_and_why),
        with_register(without_an_account_the_system_did_it),
        with_register(a_row_goes_with_the_transaction_it_belongs_to),
        with_register(rows_cannot_be_edited_or_removed),
        with_register(any_column_changed_names_the_row),
        with_register(rows_of_the_old_form_hold_below_those_of_the_new),
        with_register(a_zero_where_nothing_stood_names_the_row),
        with_register(a_renumbered_row_is_missed),
        with_register(a_removed_row_is_missed),
        with_register(a_removed_first_row_is_missed),
        with_register(an_inserted_row_is_found),
        with_register(swapped_rows_are_found),
        with_register(the_head_is_signed_once_a_day),
        with_register(a_changed_head_names_its_row),
        with_register(any_byte_of_the_signature_changed_is_found),
        with_register(a_head_moved_to_another_row_names_that),
        with_register(rows_cut_off_behind_are_missed_by_the_head),
        with_register(a_head_by_another_key_does_not_hold),
        with_register(the_newest_come_first_and_reading_is_logged),
        with_register(a_page_goes_on_before_the_last_id),
        with_register(the_list_is_narrowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
