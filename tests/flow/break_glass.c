/* A sealed file opened by a coordinator it is not entrusted to: one reason, told once, for a quarter of an
 * hour and one session. 2026-03-10; the persons are made up. */
#include "domain/file/case_guard.h"
#include "support/office.h"

#define OTHER_DESK "besa_session=second-elsewhere" /* the same coordinator, signed in a second time */

static const char SQL_BROKEN[] =
    "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND actor = 'second' "
    "AND why LIKE 'sealed:%' AND case_id = 1";

/* A file entrusted to the first coordinator, with a card; it is the second's turn. */
static void sealed(struct door *d, struct office_file *f, struct office_card *c)
{
    office_file(d, "14", "2026-02-10", "2026-09-10", f);
    office_card(d, f, f->mother, "'transport'", c);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f->case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f->case_id)),
                     204);
    as(d, SECOND);
}

static int opens(struct door *d, const struct office_file *f, const char *why)
{
    return tell(d, "POST", path(d, "/api/v1/cases/%ld/open", (long)f->case_id), "{'why':'%s'}", why);
}

static void one_reason_opens_every_door(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    sealed(d, &f, &c);
    const char *const DOORS[] = {
        path(d, "/api/v1/cases/%ld", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/timeline", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/entitlements", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/stays", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/notes", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/readers", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/news", (long)f.case_id),
        path(d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f.case_id, (long)f.mother),
        path(d, "/api/v1/orders/%ld", (long)f.order),
        path(d, "/api/v1/persons/%ld/cards", (long)f.mother),
        path(d, "/api/v1/cards/%s", c.number),
    };
    for (size_t i = 0; i < sizeof DOORS / sizeof DOORS[0]; i++)
        refused(d, "GET", DOORS[i], NULL, 403, "sealed_file");
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 200);
    assert_string_equal(text_at(d, "until"), "2026-03-10T09:15:00Z");
    for (size_t i = 0; i < sizeof DOORS / sizeof DOORS[0]; i++)
        assert_int_equal(get(d, "%s", DOORS[i]), 200);
    assert_int_equal(office_act(d, &f, "served", "2026-03-10", ""), 201);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm WHERE account_id = 1"), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 1);
    assert_int_equal(
        register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'contact.read' AND actor = 'second'"), 1);
}

static void without_a_reason_it_stays_shut(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    sealed(d, &f, &c);
    assert_int_equal(opens(d, &f, " "), 422);
    assert_string_equal(said(d, "field"), "why");
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_opened"), 0);
}

static void it_is_for_that_session_and_a_quarter_of_an_hour(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    sealed(d, &f, &c);
    door_session(d, "second-elsewhere", 91);
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 200);
    as(d, OTHER_DESK);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    as(d, SECOND);
    d->app.clock.fixed = REGISTER_NOW + CASE_OPENED - 1;
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    d->app.clock.fixed = REGISTER_NOW + CASE_OPENED;
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 403);
    assert_string_equal(said(d, "code"), "sealed_file");
}

static void whoever_broke_in_does_not_change_the_lock(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    const char *to;

    sealed(d, &f, &c);
    to = path(d, "/api/v1/cases/%ld/seal", (long)f.case_id);
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 200);
    assert_int_equal(get(d, "/api/v1/cases/%ld", (long)f.case_id), 200);
    assert_int_equal(
        tell(d, "POST", to, "{'version':%ld,'accounts':[{'id':91}]}", (long)number_at(d, "version")), 403);
    assert_int_equal(tell(d, "POST", to, "{'version':3,'accounts':[]}"), 403);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_file WHERE sealed = 1"), 1);
}

static void a_refused_write_was_told_of_all_the_same(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    sealed(d, &f, &c);
    assert_int_equal(opens(d, &f, "rrezik i menjëhershëm"), 200);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f.case_id),
                          "{'version':77,'role':'dependant','first_name':'Ilir','surname':'Sokolaj'}"),
                     409);
    assert_int_equal(register_int(d->r, SQL_BROKEN), 1);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_alarm"), 1);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(one_reason_opens_every_door),
        FLOW(without_a_reason_it_stays_shut),
        FLOW(it_is_for_that_session_and_a_quarter_of_an_hour),
        FLOW(whoever_broke_in_does_not_change_the_lock),
        FLOW(a_refused_write_was_told_of_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
