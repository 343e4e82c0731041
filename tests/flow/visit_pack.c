/* What leaves the office with a visit: the least that is needed at a door, past every guard, and in the log
 * as a read of its own. 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <string.h>

#include "support/office.h"

static const char SQL_TAKEN[] =
    "SELECT count(*) FROM audit WHERE what = 'visit_pack.read' AND case_id = 1 AND "
    "record = 'case_file' AND case_version IS NULL";

static int64_t written(struct door *d, const struct office_file *f, const char *body)
{
    if (tell(d, "POST", path(d, "/api/v1/cases/%ld/work", (long)f->case_id), "%s", body) != 201)
        fail_msg("%s: %d %s at %s", body, d->reply.status, said(d, "code"), said(d, "field"));
    return number_at(d, "id");
}

static int64_t planned(struct door *d, const struct office_file *f)
{
    return written(
        d, f,
        "{'kind':'visit','on':'2026-03-11','said':[{'name':'safe','value':'unknown'},{'name':'together',"
        "'value':'police'},{'name':'why','value':'plani i sigurisë'}]}");
}

static int taken(struct door *d, const struct office_file *f, int64_t visit)
{
    return get(d, "/api/v1/cases/%ld/visits/%ld/pack", (long)f->case_id, (long)visit);
}

static void event(struct door *d, const struct office_file *f, const char *told)
{
    written(
        d, f,
        path(d,
             "{'kind':'danger_event','said':[{'name':'what','value':'weapon'},{'name':'told','value':'%s'}]}",
             told));
}

static void assessed(struct door *d, const struct office_file *f)
{
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/assessments", (long)f->case_id),
                          "{'instrument':1,'kind':'full','judged':'high','reason':'ka frikë','answers':[]}"),
                     201);
}

static void contact(struct door *d, const struct office_file *f)
{
    assert_int_equal(
        tell(d, "PUT", path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f->case_id, (long)f->mother),
             "{'version':%ld,'channel':'phone','detail':'069 000 0001','hours':'e martë 10-12','address':"
             "'te motra'}",
             (long)office_version(d, f->case_id)),
        200);
}

static void it_holds_what_a_door_needs_and_no_more(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t visit, first, second;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    contact(d, &f);
    event(d, &f, "para vlerësimit");
    assessed(d, &f);
    event(d, &f, "pas vlerësimit");
    first = written(d, &f, "{'kind':'plan','due':'2026-06-01','said':[{'name':'wish','value':'e para'}]}");
    written(d, &f,
            path(d,
                 "{'kind':'plan_action','answers':%ld,'due':'2026-04-01','said':[{'name':'area','value':'"
                 "safety'},{"
                 "'name':'who','value':'Ana'},{'name':'what','value':'bravë'}]}",
                 (long)first));
    planned(d, &f); /* another day's */
    visit = planned(d, &f);
    assert_int_equal(taken(d, &f, visit), 200);
    assert_string_equal(text_at(d, "number"), "1/2026");
    assert_string_equal(text_at(d, "danger"), "high");
    assert_string_equal(text_at(d, "assessed_on"), "2026-03-10");
    assert_int_equal(json_array_size(part(d, "persons")), 2);
    assert_int_equal(number_at(d, "persons.0.id"), f.mother);
    assert_string_equal(text_at(d, "persons.0.channel"), "phone");
    assert_string_equal(text_at(d, "persons.0.safe_address"), "te motra");
    assert_string_equal(text_at(d, "persons.1.role"), "dependant");
    assert_true(json_is_null(part(d, "persons.1.channel")));
    assert_int_equal(json_array_size(part(d, "records")), 4);
    assert_int_equal(number_at(d, "records.0.id"), visit);
    assert_string_equal(text_at(d, "records.1.kind"), "plan_action");
    assert_int_equal(number_at(d, "records.2.id"), first);
    assert_string_equal(text_at(d, "records.3.said.1.value"), "pas vlerësimit");

    second = written(d, &f, "{'kind':'plan','due':'2026-07-01','said':[{'name':'wish','value':'e dyta'}]}");
    assert_int_equal(taken(d, &f, visit), 200);
    assert_int_equal(json_array_size(part(d, "records")), 3);
    assert_int_equal(number_at(d, "records.0.id"), second);
}

static void the_respondent_is_not_in_it(void **state)
{
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_true(register_int(d->r, "SELECT count(*) FROM case_person WHERE role = 'respondent'") > 0);
    assert_int_equal(taken(d, &f, planned(d, &f)), 200);
    for (size_t i = 0; i < json_array_size(part(d, "persons")); i++)
        assert_string_not_equal(text_at(d, path(d, "persons.%zu.role", i)), "respondent");
    assert_true(json_is_null(part(d, "danger"))); /* never assessed is not "low" */
}

static void it_is_logged_as_a_read_of_its_own(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t visit;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    visit = planned(d, &f);
    assert_int_equal(register_int(d->r, SQL_TAKEN), 0);
    assert_int_equal(taken(d, &f, visit), 200);
    assert_int_equal(register_int(d->r, SQL_TAKEN), 1);
    /* To a colleague it is no change of the file. */
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    as(d, COORDINATOR);
    office_at(d, d->r->work.now + 7200);
    assert_int_equal(taken(d, &f, visit), 200);
    as(d, SECOND);
    assert_int_equal(get(d, "/api/v1/cases/%ld/news", (long)f.case_id), 200);
    assert_int_equal(json_array_size(part(d, "changes")), 0);
}

static void only_a_visit_that_waits_has_one(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t visit, voided;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    visit = planned(d, &f);
    voided = planned(d, &f);
    assert_int_equal(
        tell(d, "POST", path(d, "/api/v1/records/%ld/void", (long)voided), "{'reason':'nuk ishte'}"), 200);
    written(d, &f,
            path(d,
                 "{'kind':'visit_result','answers':%ld,'said':[{'name':'done','value':'done'},{'name':'time',"
                 "'value':"
                 "'09:40'},{'name':'found','value':'mirë'}]}",
                 (long)visit));
    to = path(d, "/api/v1/cases/%ld/visits/%ld/pack", (long)f.case_id, (long)visit);
    refused(d, "GET", to, NULL, 404, "no_such_record");
    to = path(d, "/api/v1/cases/%ld/visits/%ld/pack", (long)f.case_id, (long)voided);
    refused(d, "GET", to, NULL, 404, "no_such_record");
    assert_int_equal(register_int(d->r, SQL_TAKEN), 0);
}

static void a_sealed_file_gives_none_without_a_reason(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/cases/%ld/visits/%ld/pack", (long)f.case_id, (long)planned(d, &f));
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, SECOND);
    refused(d, "GET", to, NULL, 403, "sealed_file");
    assert_int_equal(register_int(d->r, SQL_TAKEN), 0);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/open", (long)f.case_id),
                          "{'why':'rrezik i menjëhershëm sot'}"),
                     200);
    assert_int_equal(get(d, "%s", to), 200);
    assert_int_equal(register_int(d->r, SQL_TAKEN), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm WHERE account_id = 1"), 1);
}

/* How she is reached is hers in all her files. */
static void another_file_of_hers_that_is_sealed_shuts_it(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *to;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    to = path(d, "/api/v1/cases/%ld/visits/%ld/pack", (long)f.case_id, (long)planned(d, &f));
    assert_int_equal(tell(d, "POST", "/api/v1/cases", "{'unit':'Odrie'}"), 201);
    must(db_exec(
        d->r->db,
        "INSERT INTO case_person (id, case_id, person_id, role) VALUES (9001, :case, :person, 'protected')",
        BINDS(INT(":case", number_at(d, "id")), INT(":person", f.mother))));
    must(db_script(d->r->db, "UPDATE case_file SET sealed = 1 WHERE id <> 1"));
    refused(d, "GET", to, NULL, 403, "sealed_file");
    assert_int_equal(register_int(d->r, SQL_TAKEN), 0);
}

#define FLOW(name) cmocka_unit_test_setup_teardown(name, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(it_holds_what_a_door_needs_and_no_more),    FLOW(the_respondent_is_not_in_it),
        FLOW(it_is_logged_as_a_read_of_its_own),         FLOW(only_a_visit_that_waits_has_one),
        FLOW(a_sealed_file_gives_none_without_a_reason), FLOW(another_file_of_hers_that_is_sealed_shuts_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
