/* Paying out, by HTTP alone: from the order to the list that the finance office opens, to who came to
 * collect. The persons are made up; one of them has a name that a spreadsheet would run. */
#include <stdio.h>
#include <string.h>

#include "support/office.h"
#include "support/sheet.h"

#define RUN_LINE "/api/v1/payment-runs/1/lines/1/events"

static void granted(struct door *d, long case_id, long person)
{
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-03-02'}", case_id,
                          (long)office_version(d, case_id), person),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)number_at(d, "id")),
                          "{'case_id':%ld,'version':%ld,'decision':'granted'}", case_id,
                          (long)office_version(d, case_id)),
                     201);
}

static long entitled(struct door *d, const char *number, const char *first_name, const char *surname)
{
    long case_id;

    as(d, COORDINATOR);
    assert_int_equal(
        tell(d, "POST", "/api/v1/orders",
             "{'kind':'UM','issuer':'Gjykata e Gurit','number':'%s','decision_date':'2026-03-01',"
             "'end':'2026-12-31','unit':'Picar','persons':[{'role':'protected','first_name':'%s',"
             "'surname':'%s'}],'respondent':{'first_name':'Petrit','surname':'Guri'},'relation':"
             "'bashkëshort'}",
             number, first_name, surname),
        201);
    case_id = (long)number_at(d, "case_id");
    granted(d, case_id, (long)number_at(d, "persons.0"));
    return case_id;
}

/* Vjosa and a formula, paid for March. */
static void run_approved(struct door *d)
{
    (void)entitled(d, "700", "Vjosa", "Prifti");
    (void)entitled(d, "701", "=A1+2", "@SUM(A1)");
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-03'}"), 201);
    as(d, DIRECTOR);
    assert_int_equal(ask(d, "POST", "/api/v1/payment-runs/1/approve", NULL), 200);
}

static void the_list_opens_with_the_same_figures(void **state)
{
    struct door *d = *state;
    CLEANUP(buf_free) struct buf seen = {0};

    run_approved(d);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/payment-runs/1.xlsx"), 200);
    assert_string_equal(d->reply.content_type,
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_null(d->reply.cache_control); /* no-store */
    sheet_open(d->reply.body, false, &seen);
    assert_non_null(strstr(seen.data, "1;\"Prifti\";\"Vjosa\";"));
    assert_non_null(strstr(seen.data, "2;\"@SUM(A1)\";\"=A1+2\";"));
    assert_non_null(strstr(seen.data, "\"Shuma për t’u paguar\";;;;;;;18,000;"));
    assert_int_equal(get(d, "/api/v1/payment-runs/1.csv"), 200);
    assert_non_null(strstr(d->reply.body->data, "\r\n2;'@SUM(A1);'=A1+2;"));
}

static int collects(struct door *d, const char *first_name, const char *surname)
{
    as(d, AID_OFFICER);
    return tell(d, "POST", RUN_LINE,
                "{'what':'paid','on':'2026-03-10','collector':'other','first_name':'%s','surname':'%s',"
                "'nid':'I75514009V','authorisation':'7','authorised_on':'2026-03-09'}",
                first_name, surname);
}

static int told(struct door *d, const char *what)
{
    json_t *task;
    size_t i;
    int n = 0;

    as(d, COORDINATOR);
    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    json_array_foreach(part(d, "tasks"), i, task)
    {
        n += !strcmp(json_string_value(json_object_get(task, "what")), what);
    }
    return n;
}

/* The answer tells the aid officer nothing, though the write is undone the refusal is kept, and the
 * coordinator reads of it. */
static void who_must_not_collect_is_refused_and_told_of(void **state)
{
    struct door *d = *state;

    run_approved(d);
    assert_int_equal(told(d, "collector_refused"), 0);
    assert_int_equal(collects(d, "Petrit", "Guri"), 403);
    assert_string_equal(said(d, "code"), "collector_refused");
    assert_string_equal(said(d, "detail"), "This person cannot collect it: please ask the coordinator.");
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM payment_event"), 0);
    assert_int_equal(register_int(d->r,
                                  "SELECT count(*) FROM audit WHERE what = 'payment.collector_refused' AND "
                                  "actor = 'aid' AND why NOT LIKE '%Guri%'"),
                     1);
    assert_int_equal(told(d, "collector_refused"), 1);
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/tasks"), 403);
    assert_int_equal(collects(d, "Lule", "Prifti"), 201);
    assert_int_equal(collects(d, "Lule", "Prifti"), 409);
}

static void a_draft_says_that_it_is_one(void **state)
{
    struct door *d = *state;

    (void)entitled(d, "700", "Vjosa", "Prifti");
    assert_int_equal(tell(d, "POST", "/api/v1/payment-runs", "{'month':'2026-03'}"), 201);
    assert_int_equal(get(d, "/api/v1/payment-runs/1/paper"), 200);
    assert_true(true_at(d, "draft"));
    assert_non_null(strstr(text_at(d, "head.2"), "PROJEKTLISTË"));
    assert_int_equal(number_at(d, "sums.0.amount"), 9000);
    assert_int_equal(tell(d, "POST", RUN_LINE, "{'what':'paid','on':'2026-03-10','collector':'self'}"), 409);
}

static void the_budget_moves_with_the_run(void **state)
{
    struct door *d = *state;

    run_approved(d);
    assert_int_equal(get(d, "/api/v1/budget"), 200);
    assert_int_equal(number_at(d, "months.2.payment.spent"), 18000);
    assert_int_equal(number_at(d, "months.3.payment.expected"), 18000);
    assert_int_equal(number_at(d, "total.payment.expected"), 9 * 18000);
    assert_int_equal(get(d, "/api/v1/budget?year=2040"), 422);
    as(d, AUDITOR);
    assert_int_equal(get(d, "/api/v1/budget"), 403);
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(the_list_opens_with_the_same_figures),
        case_of(who_must_not_collect_is_refused_and_told_of),
        case_of(a_draft_says_that_it_is_one),
        case_of(the_budget_moves_with_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
