/* Heads that went out: a log that was written anew, chain and signatures and all, no longer fits them. */
#include "domain/office/audit_outside.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "domain/office/audit.h"
#include "domain/office/audit_chain.h"
#include "support/register.h"

static void keep(void *context, const char *line)
{
    /* As a syslog writes it down. */
    buf_format(context, "Mar 10 10:00:00 bashkia besa[12]: %s\n", line);
}

static void note(struct test_register *r, const char *what)
{
    const struct audit_entry entry = {
        .what = what, .record = "case_file", .record_id = 9, .why = "arsye e fshehur"};

    must(audit_append(&r->work, &entry));
}

static void a_log_written_anew_does_not_fit_what_went_out(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    struct audit_outside o = {.send = keep, .context = &out, .sent = -1};
    int64_t row = 0, heads, rows;

    for (int i = 0; i < 3; i++)
        note(r, "case.read");
    must(audit_outside_send(&r->work, &o));
    note(r, "case.read");
    note(r, "case.read");
    must(audit_outside_send(&r->work, &o));
    must(audit_outside_send(&r->work, &o)); /* nothing new */
    must(audit_outside_verify(&r->work, out.data, &row, &heads));
    assert_int_equal(heads, 2);
    /* Whoever owns the account writes it all again, without the row that tells of him: it holds in itself. */
    must(db_script(
        r->db, "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE id > 3"));
    note(r, "task.list");
    note(r, "task.list");
    must(audit_verify(&r->work, &row, &rows));
    must_fail(audit_outside_verify(&r->work, out.data, &row, &heads), ERR_CORRUPT);
    assert_int_equal(row, 5);
    must(db_script(r->db, "DELETE FROM audit WHERE id > 2"));
    must_fail(audit_outside_verify(&r->work, out.data, &row, &heads), ERR_CORRUPT);
    assert_int_equal(row, 3);
}

static void rows_go_out_without_their_reason(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};
    struct audit_outside o = {.send = keep, .context = &out, .rows = true};

    note(r, "case.read");
    note(r, "case.need");
    must(audit_outside_send(&r->work, &o));
    assert_non_null(strstr(out.data, "audit row 2 2026-03-10T09:00:00Z test case.need case_file 9\n"));
    assert_non_null(strstr(out.data, "audit head 2 "));
    assert_null(strstr(out.data, "fshehur"));
}

static void what_is_no_head_is_passed_over(void **state)
{
    struct test_register *r = *state;
    int64_t row = 0, heads;

    note(r, "case.read");
    must(audit_outside_verify(&r->work, "audit head\naudit head x\naudit head 1 00\naudit head -1 ", &row,
                              &heads));
    assert_int_equal(heads, 0);
    must(audit_outside_verify(&r->work, "", &row, &heads));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_log_written_anew_does_not_fit_what_went_out),
        CASE(rows_go_out_without_their_reason),
        CASE(what_is_no_head_is_passed_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
