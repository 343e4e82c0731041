/* Whoever is refused leaves a trace: in the log, and with the coordinators of a sealed file. 2026-03-10; the
 * persons are made up. */
#include <string.h>

#include "domain/file/case_file.h"
#include "domain/office/audit_chain.h"
#include "domain/upkeep/midnight.h"
#include "domain/upkeep/refusal_write.h"
#include "support/office.h"

static int64_t count(struct door *d, const char *sql)
{
    return register_int(d->r, sql);
}

/* As housekeeping does it each minute. */
static void minute_ends(struct door *d)
{
    must(refusals_write(d->refusals, &d->r->work, register_door(d->r)));
    register_collect(d->r);
}

static void log_holds(struct door *d)
{
    int64_t row, rows;

    must(audit_verify(&d->r->work, &row, &rows));
}

/* How many tasks of that kind the asker is told. */
static size_t told(struct door *d, const char *what)
{
    json_t *tasks;
    size_t n = 0;

    assert_int_equal(get(d, "/api/v1/tasks"), 200);
    tasks = part(d, "tasks");
    for (size_t i = 0; i < json_array_size(tasks); i++)
        n += !strcmp(json_string_value(json_object_get(json_array_get(tasks, i), "what")), what);
    return n;
}

/* A file entrusted to the first coordinator; it is the second's turn. */
static void sealed(struct door *d, struct office_file *f)
{
    office_file(d, "14", "2026-02-10", "2026-09-10", f);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f->case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f->case_id)),
                     204);
    as(d, SECOND);
}

static void twenty_seven_refusals_are_one_line_that_says_so(void **state)
{
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    must(db_script(d->r->db, "UPDATE session SET number = 1000 + account_id"));
    for (int i = 0; i < 27; i++)
        assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    minute_ends(d);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 1);
    assert_int_equal(
        count(
            d,
            "SELECT count(*) FROM audit WHERE what = 'refused' AND actor = 'second' AND account_id = 91 AND "
            "record = 'cases' AND record_id = 1 AND case_id = 1 AND network = '192.0.2.0/24' AND "
            "session = 1091 AND "
            "why = 'GET /api/v1/cases/{id}: sealed_file, 27'"),
        1);
    assert_int_equal(get(d, "/api/v1/orders/%ld", (long)f.order), 403);
    minute_ends(d);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused' AND record = 'orders' AND "
                              "case_id = 1"),
                     1);
    log_holds(d);
}

static void those_whom_the_file_is_entrusted_to_are_told(void **state)
{
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    minute_ends(d);
    assert_int_equal(told(d, "file_refused"), 0);
    as(d, COORDINATOR);
    assert_int_equal(told(d, "file_refused"), 1);
    assert_int_equal(get(d, "/api/v1/cases/%ld/readers", (long)f.case_id), 200);
    assert_string_equal(text_at(d, "readers.1.what"), "refused");
}

static void another_role_no_session_and_a_foreign_page_leave_a_line(void **state)
{
    struct door *d = *state;

    as(d, KINDERGARTEN);
    assert_int_equal(get(d, "/api/v1/cases/7"), 403);
    as(d, "besa_session=made-up");
    assert_int_equal(get(d, "/api/v1/cases/7"), 401);
    as(d, NULL);
    assert_int_equal(get(d, "/api/v1/session"), 401); /* a page that looks whether somebody is signed in */
    as(d, COORDINATOR);
    d->in.origin = "https://evil.example";
    assert_int_equal(tell(d, "POST", "/api/v1/cases", "{'unit':1}"), 403);
    d->in.origin = NULL;
    minute_ends(d);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused' AND account_id = (SELECT id "
                              "FROM account WHERE role = 'kindergarten') AND why "
                              "LIKE '%: forbidden, 1' AND record_id = 7"),
                     1);
    assert_int_equal(
        count(d, "SELECT count(*) FROM audit WHERE what = 'refused' AND actor = 'anyone' AND why LIKE "
                 "'%: no_session, 1' AND network = '192.0.2.0/24'"),
        1);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused' AND actor = 'test' AND why "
                              "LIKE '%: origin, 1'"),
                     1);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 3);
}

/* Safety rule 3: neither card nor hour, and nothing in the log before the day is over. */
static void at_the_door_days_are_counted_and_no_hours(void **state)
{
    struct door *d = *state;

    as(d, "Bearer made-up");
    for (int i = 0; i < 5; i++)
        assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'BK1X'}"), 401);
    as(d, LOST_BUS);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'BK1X'}"), 401);
    as(d, BUS);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'BK1X','service':'documents'}"), 403);
    as(d, NULL);
    assert_int_equal(tell(d, "POST", "/api/v1/devices/enrol", "{'enrol':'x'}"), 403);
    minute_ends(d);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 0);
    assert_int_equal(count(d,
                           "SELECT count FROM check_refusal WHERE code = 'no_device' AND organisation_id = 0 "
                           "AND on_day = '2026-03-10' AND route = 'POST /api/v1/check'"),
                     5);
    assert_int_equal(count(d, "SELECT count FROM check_refusal WHERE code = 'wrong_device_service' AND "
                              "organisation_id = 30"),
                     1);
    assert_int_equal(count(d, "SELECT count(*) FROM check_refusal WHERE code = 'device_revoked'"), 1);
    assert_int_equal(count(d, "SELECT count(*) FROM check_refusal WHERE code = 'enrol_refused'"), 1);
    office_on(d, "2026-03-11");
    must(midnight_run(&d->r->work));
    assert_int_equal(
        count(d, "SELECT count(*) FROM audit WHERE what = 'refused' AND actor <> 'anyone' AND network IS "
                 "NULL AND session IS NULL AND why = 'POST /api/v1/check: no_device, 5 on 2026-03-10'"),
        1);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 4);
    must(midnight_run(&d->r->work));
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 4);
    log_holds(d);
}

static void what_could_not_be_written_is_written_later(void **state)
{
    struct door *d = *state;

    as(d, KINDERGARTEN);
    assert_int_equal(get(d, "/api/v1/cases/7"), 403);
    must(db_script(d->r->db,
                   "CREATE TEMP TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); END"));
    assert_true(refusals_write(d->refusals, &d->r->work, NULL) != OK);
    must(db_script(d->r->db, "DROP TRIGGER full"));
    minute_ends(d);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 1);
}

/* ---- answers that tell of a sealed file without opening it */

/* A paper of somebody whom the sealed file names. */
static int preview(struct door *d, const char *nid)
{
    return tell(
        d, "POST", "/api/v1/orders/preview",
        "{'kind':'UM','unit':'Lunxhëri','issuer':'Gjykata','number':'77','decision_date':'2026-03-01',"
        "'end':'2026-09-01','persons':[{'role':'protected','first_name':'Ana','surname':'Gjoka','nid':'%s',"
        "'birth_date':'1987-05-14','sex':'F'}]}",
        nid);
}

static void a_preview_that_tells_of_a_sealed_file_is_logged_with_it(void **state)
{
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    for (int i = 0; i < 3; i++) /* a form asks with every field */
        assert_int_equal(preview(d, OFFICE_NID), 200);
    assert_string_equal(text_at(d, "doubles.0.what"), "same_nid");
    assert_int_equal(
        count(d, "SELECT count(*) FROM audit WHERE what = 'case.asked' AND case_id = 1 AND actor = 'second' "
                 "AND why = 'POST /api/v1/orders/preview'"),
        1);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'refused'"), 0);
    as(d, COORDINATOR);
    assert_int_equal(told(d, "file_asked"), 1);
    as(d, SECOND);
    assert_int_equal(told(d, "file_asked"), 0);
    log_holds(d);
}

static void registering_what_a_sealed_file_has_is_logged_with_it(void **state)
{
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    assert_int_equal(tell(d, "POST", "/api/v1/orders",
                          "{'kind':'UM','unit':'Lunxhëri','issuer':'Gjykata e Shkallës së Parë e "
                          "Juridiksionit të Përgjithshëm Gjirokastër','number':'14',"
                          "'decision_date':'2026-02-10','end':'2026-09-10','persons':[{'role':'protected',"
                          "'first_name':'Ana','surname':'Gjoka','birth_date':'1987-05-14','sex':'F'}]}"),
                     409);
    assert_string_equal(said(d, "code"), "order_exists");
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'case.asked' AND case_id = 1"), 1);
}

/* A list with the decision that the sealed file has, tried and then taken. */
static void a_list_that_has_what_a_sealed_file_has_is_logged_with_it(void **state)
{
    static const char LIST[] =
        "kind,issuer,number,decision_date,end,first_name,surname,nid,birth_date,sex,unit\n"
        "UM,Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër,14,2026-02-10,2026-09-10,"
        "Ana,Gjoka," OFFICE_NID ",1987-05-14,F,Lunxhëri\n";
    static const char *const PLACES[] = {"/api/v1/imports/orders/preview", "/api/v1/imports/orders"};
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    for (size_t i = 0; i < 2; i++) {
        d->in.content_type = "text/csv";
        (void)ask(d, "PUT", PLACES[i], LIST);
        assert_true(d->reply.status < 500);
        assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'case.asked' AND case_id = 1 AND "
                                  "actor = 'second' AND why LIKE 'PUT /api/v1/imports/orders%'"),
                         1); /* within a minute it is one question */
    }
    assert_int_equal(count(d, "SELECT count(*) FROM protection_order"), 1);
    as(d, COORDINATOR);
    assert_int_equal(told(d, "file_asked"), 1);
    log_holds(d);
}

static void previews_end_at_the_limit_whatever_they_ask(void **state)
{
    struct door *d = *state;
    struct office_file f;

    sealed(d, &f);
    must(db_script(d->r->db, "UPDATE legal_rule SET value = 1 WHERE name = 'sealed_questions'"));
    assert_int_equal(preview(d, OFFICE_NID), 200);
    assert_int_equal(preview(d, "J00101001X"), 429);
    assert_string_equal(said(d, "code"), "too_many_questions");
    as(d, COORDINATOR); /* each account has its own */
    assert_int_equal(preview(d, OFFICE_NID), 200);
    office_on(d, "2026-03-11");
    as(d, SECOND);
    assert_int_equal(preview(d, "J00101001X"), 200);
}

/* ---- whoever opens all files at once */

static int64_t opened(struct door *d, int64_t first, int64_t last)
{
    int64_t n = 0;

    for (int64_t id = first; id <= last; id++)
        n += get(d, "/api/v1/cases/%ld", (long)id) == 200;
    return n;
}

/* Forty files of a coordinator who may open thirty in an hour; it is the second's turn. */
static void files_many(struct door *d)
{
    int64_t id;

    for (int i = 0; i < 40; i++)
        must(case_register(&d->r->work, "Gjirokastër", &id));
    must(db_script(d->r->db, "UPDATE legal_rule SET value = 30 WHERE name = 'files_hour_coordinator'"));
    as(d, SECOND);
}

static void many_files_in_an_hour_end_in_a_pause(void **state)
{
    struct door *d = *state;

    files_many(d);
    assert_int_equal(opened(d, 1, 40), 30);
    assert_int_equal(d->reply.status, 429);
    assert_string_equal(said(d, "code"), "too_many_files");
    assert_int_equal(d->reply.retry_after, 60);
    assert_int_equal(opened(d, 1, 30), 30); /* those that are open stay so */
    d->app.clock.fixed += 59;
    assert_int_equal(get(d, "/api/v1/cases/31"), 429);
    assert_int_equal(d->reply.retry_after, 1);
    d->app.clock.fixed += 1;
    assert_int_equal(opened(d, 31, 40), 1);
    office_at(d, REGISTER_NOW + 60 + 3600);
    as(d, SECOND);
    assert_int_equal(opened(d, 31, 40), 10);
}

static void one_file_in_need_opens_by_a_reason(void **state)
{
    struct door *d = *state;

    files_many(d);
    assert_int_equal(opened(d, 1, 31), 30);
    assert_int_equal(tell(d, "POST", "/api/v1/cases/31/open", "{'why':'thirri policia për të'}"), 200);
    assert_int_equal(get(d, "/api/v1/cases/31"), 200);
    assert_int_equal(get(d, "/api/v1/cases/32"), 429);
    assert_int_equal(count(d, "SELECT count(*) FROM audit WHERE what = 'case.need' AND case_id = 31 AND why "
                              "NOT LIKE '%policia%'"),
                     1);
    as(d, COORDINATOR); /* nobody else has to wait */
    assert_int_equal(get(d, "/api/v1/cases/32"), 200);
}

/* A stolen card, a file to be sealed: neither waits for the minute to be over. */
static void what_protects_somebody_waits_for_no_budget(void **state)
{
    struct door *d = *state;
    struct office_card lost;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &lost);
    files_many(d);
    assert_int_equal(opened(d, f.case_id + 1, f.case_id + 40), 30);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 429);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id + 40), 429);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cards/%s/revoke", lost.number), "{'why':'lost'}"), 200);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id + 40),
                          "{'version':1,'accounts':[{'id':1}]}"),
                     204);
}

static void whoever_looks_after_the_office_is_told_of_many_files(void **state)
{
    struct door *d = *state;

    files_many(d);
    (void)opened(d, 1, 40);
    minute_ends(d);
    as(d, DIRECTOR);
    assert_int_equal(get(d, "/api/v1/account-notices"), 200);
    assert_string_equal(text_at(d, "notices.0.what"), "many_files");
    assert_string_equal(text_at(d, "notices.0.account"), "second");
    assert_null(part(d, "notices.1"));
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(twenty_seven_refusals_are_one_line_that_says_so),
        FLOW(those_whom_the_file_is_entrusted_to_are_told),
        FLOW(another_role_no_session_and_a_foreign_page_leave_a_line),
        FLOW(at_the_door_days_are_counted_and_no_hours),
        FLOW(what_could_not_be_written_is_written_later),
        FLOW(a_preview_that_tells_of_a_sealed_file_is_logged_with_it),
        FLOW(registering_what_a_sealed_file_has_is_logged_with_it),
        FLOW(a_list_that_has_what_a_sealed_file_has_is_logged_with_it),
        FLOW(previews_end_at_the_limit_whatever_they_ask),
        FLOW(many_files_in_an_hour_end_in_a_pause),
        FLOW(one_file_in_need_opens_by_a_reason),
        FLOW(what_protects_somebody_waits_for_no_budget),
        FLOW(whoever_looks_after_the_office_is_told_of_many_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
