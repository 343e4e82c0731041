/* The monthly payment through the door: from the order to the approved run, by the people whose it is, and
 * what they are not shown on the way. Today is 2026-03-10; the persons are made up. */
#include <string.h>

#include "support/office.h"

#define RUNS "/api/v1/payment-runs"

/* Mirjeta with an UM of 2026-02-10 and a granted application of 2026-03-09. */
static void due(struct door *d, struct office_file *f)
{
    office_file(d, "14", "2026-02-10", "2026-09-10", f);
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-03-09'}",
                          (long)f->case_id, (long)office_version(d, f->case_id), (long)f->mother),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)number_at(d, "id")),
                          "{'case_id':%ld,'version':%ld,'decision':'granted'}", (long)f->case_id,
                          (long)office_version(d, f->case_id)),
                     201);
}

static long prepared(struct door *d, const char *month)
{
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", RUNS, "{'month':'%s'}", month), 201);
    return (long)number_at(d, "id");
}

static void two_people_pay_a_month(void **state)
{
    struct door *d = *state;
    struct office_file f;
    char digest[80];
    long run;

    due(d, &f);
    run = prepared(d, "2026-03");
    assert_string_equal(said(d, "state"), "prepared");
    assert_true(true_at(d, "own"));
    assert_int_equal(number_at(d, "month_paid.amount"), 9000);
    snprintf(digest, sizeof digest, "%s", said(d, "digest"));
    assert_int_equal(prepared(d, "2026-03"), run);
    assert_string_equal(said(d, "digest"), digest);
    as(d, DIRECTOR);
    assert_int_equal(get(d, RUNS "/%ld/lines", run), 200);
    assert_string_equal(text_at(d, "lines.0.surname"), "Sokolaj");
    assert_string_equal(text_at(d, "lines.0.order.number"), "14");
    assert_string_equal(text_at(d, "lines.0.change"), "new");
    assert_int_equal(ask(d, "POST", path(d, RUNS "/%ld/approve", run), NULL), 200);
    assert_string_equal(said(d, "approved_by"), "Director");
    assert_false(true_at(d, "own"));
    assert_string_equal(said(d, "digest"), digest);
}

static void what_was_paid_in_vain_is_shown_in_the_next_run(void **state)
{
    struct door *d = *state;
    struct office_file f;
    long run;

    due(d, &f);
    run = prepared(d, "2026-03");
    as(d, DIRECTOR);
    assert_int_equal(ask(d, "POST", path(d, RUNS "/%ld/approve", run), NULL), 200);
    as(d, COORDINATOR);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'decision':'7','effective':'2026-02-20'"), 201);
    office_on(d, "2026-04-15");
    prepared(d, "2026-04");
    assert_int_equal(number_at(d, "reversals.amount"), -9000);
    assert_int_equal(number_at(d, "ended"), 1);
    assert_int_equal(get(d, RUNS "/%ld/lines?changed=1", (long)number_at(d, "id")), 200);
    assert_string_equal(text_at(d, "lines.0.kind"), "reversal");
    assert_string_equal(text_at(d, "lines.0.month"), "2026-03");
    assert_string_equal(text_at(d, "lines.0.why"), "ended");
    assert_int_equal(number_at(d, "lines.0.reverses.run"), run);
}

static void a_withdrawn_account_approves_nothing(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *approve;

    due(d, &f);
    approve = path(d, RUNS "/%ld/approve", prepared(d, "2026-03"));
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "PATCH", "/api/v1/accounts/93", "{'role':'coordinator'}"), 200);
    office_at(d, REGISTER_NOW); /* signed in again */
    as(d, DIRECTOR);
    refused(d, "POST", approve, NULL, 403, "forbidden");
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "PATCH", "/api/v1/accounts/93", "{'role':'director','active':false}"), 200);
    as(d, DIRECTOR);
    assert_int_equal(ask(d, "POST", approve, NULL), 401);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM payment_run WHERE state = 'approved'"), 0);
}

static void a_preparer_made_director_does_not_approve_her_own(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *approve;

    due(d, &f);
    approve = path(d, RUNS "/%ld/approve", prepared(d, "2026-03"));
    as(d, ADMINISTRATOR);
    assert_int_equal(tell(d, "PATCH", "/api/v1/accounts/92", "{'role':'director'}"), 200);
    office_at(d, REGISTER_NOW);
    as(d, AID_OFFICER);
    refused(d, "POST", approve, NULL, 403, "own_run");
}

/* Sent again after a lost answer it is the same answer, and one approval. */
static void an_approval_sent_twice_is_one(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *approve;

    due(d, &f);
    approve = path(d, RUNS "/%ld/approve", prepared(d, "2026-03"));
    as(d, DIRECTOR);
    d->in.idempotency_key = "one";
    assert_int_equal(ask(d, "POST", approve, NULL), 200);
    assert_int_equal(ask(d, "POST", approve, NULL), 200);
    d->in.idempotency_key = NULL;
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'payment.approve'"), 1);
}

static void never_told(struct door *d, const char *target)
{
    static const char *const NEVER[] = {"Agron",    "njerku",  "Rruga e Kalas", OFFICE_NID,
                                        "000 1234", "Strehim", "institution",   "1987"};

    assert_int_equal(get(d, "%s", target), 200);
    for (size_t i = 0; i < sizeof NEVER / sizeof NEVER[0]; i++)
        if (strstr(d->reply.body->data, NEVER[i]))
            fail_msg("%s tells %s", target, NEVER[i]);
}

/* The respondent, what he is to her, where she lives, her number: none of it is needed to pay. */
static void those_who_pay_are_told_who_and_how_much(void **state)
{
    struct door *d = *state;
    struct office_file f;
    long run;

    due(d, &f);
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
                          "{'version':%ld,'person':%ld,'place':'Strehimi','from':'2026-02-01'}",
                          (long)office_version(d, f.case_id), (long)f.mother),
                     201);
    run = prepared(d, "2026-03");
    never_told(d, RUNS);
    never_told(d, path(d, RUNS "/%ld", run));
    never_told(d, path(d, RUNS "/%ld/lines", run));
    never_told(d, path(d, RUNS "/%ld/reasons", run));
    assert_string_equal(text_at(d, "reasons.0.why"), "not_payable_period");
    assert_string_equal(text_at(d, "reasons.0.first_name"), "Mirjeta");
    assert_int_equal(
        register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'payment.read' AND actor = 'aid'"), 2);
}

static void a_sealed_file_is_paid_and_not_named(void **state)
{
    struct door *d = *state;
    struct office_file f;
    long run;

    due(d, &f);
    as(d, COORDINATOR);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':91}]}", (long)office_version(d, f.case_id)),
                     204);
    run = prepared(d, "2026-03");
    assert_int_equal(number_at(d, "month_paid.amount"), 9000);
    assert_int_equal(get(d, RUNS "/%ld/lines", run), 200);
    assert_int_equal(number_at(d, "lines.0.amount"), 9000);
    assert_true(json_is_null(part(d, "lines.0.first_name")) && json_is_null(part(d, "lines.0.surname")));
    assert_true(json_is_null(part(d, "lines.0.person")) && json_is_null(part(d, "lines.0.order")));
    assert_true(json_is_null(part(d, "lines.0.act")));
    assert_null(strstr(d->reply.body->data, "Sokolaj"));
}

/* Nothing that a run does may name her where somebody reads the database or the log. */
static void the_log_names_nobody(void **state)
{
    struct door *d = *state;
    struct office_file f;

    due(d, &f);
    prepared(d, "2026-03");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what LIKE 'payment.%' AND "
                                        "(why LIKE '%Sokolaj%' OR why LIKE '%Mirjeta%')"),
                     0);
    assert_int_equal(register_int(d->r,
                                  "SELECT count(*) FROM audit WHERE what = 'payment.prepare' AND why LIKE "
                                  "'2026-03, 1 lines, digest %'"),
                     1);
}

#define with_office(f) cmocka_unit_test_setup_teardown(f, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_office(two_people_pay_a_month),
        with_office(what_was_paid_in_vain_is_shown_in_the_next_run),
        with_office(a_withdrawn_account_approves_nothing),
        with_office(a_preparer_made_director_does_not_approve_her_own),
        with_office(an_approval_sent_twice_is_one),
        with_office(those_who_pay_are_told_who_and_how_much),
        with_office(a_sealed_file_is_paid_and_not_named),
        with_office(the_log_names_nobody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
