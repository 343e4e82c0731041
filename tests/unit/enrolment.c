/* Enrolments: what is taken, what is refused, what follows. 2026-03-10; Elira and her child Ana with an order
 * of 2026-03-09. */
#include "domain/kindergarten/enrolment.h"

#include "domain/office/organisation.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct enrolment_new enrolment_in(struct test_register *r, const struct holder *h, const char *name)
{
    struct enrolment_new in = {.case_id = h->case_id, .person = h->child, .from = TODAY, .until = DATE_NONE};

    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, name, &in.organisation));
    in.version = file_version(r, h->case_id);
    return in;
}

static void an_enrolment_shows_the_child_to_its_kindergarten(void **state)
{
    struct test_register *r = *state;
    struct enrolment *list;
    struct enrolment_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = enrolment_in(r, &h, "Kopshti Dielli");
    must(enrolment_add(&r->work, &in, &id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM kindergarten_child WHERE until_day IS NULL"), 1);
    must(enrolment_end(&r->work, id, TODAY + 5));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM kindergarten_child WHERE until_day = '2026-03-15'"), 1);
    must(enrolment_list(&r->work, h.child, &list, &count));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, id);
    assert_int_equal(list[0].organisation, in.organisation);
    assert_string_equal(list[0].organisation_name, "Kopshti Dielli");
    assert_int_equal(list[0].from, TODAY);
    assert_int_equal(list[0].until, TODAY + 5);
    assert_int_equal(holder_logged(r, "enrolment.add"), 1);
    assert_int_equal(holder_logged(r, "enrolment.end"), 1);
    assert_int_equal(file_version(r, h.case_id), 3);
}

static void a_child_has_one_place_a_day(void **state)
{
    struct test_register *r = *state;
    struct enrolment_new first, second;
    struct holder h;
    int64_t id, other;

    holder_stand(r, &h);
    first = enrolment_in(r, &h, "Kopshti Dielli");
    second = enrolment_in(r, &h, "Kopshti Hëna");
    first.until = TODAY + 10;
    must(enrolment_add(&r->work, &first, &id));
    second.version = 2;
    second.from = TODAY + 10;
    must_refuse_at(r, enrolment_add(&r->work, &second, &other), ERR_CONFLICT, "enrolled_elsewhere", "from");
    second.from = TODAY - 5;
    second.until = TODAY;
    must_refuse_at(r, enrolment_add(&r->work, &second, &other), ERR_CONFLICT, "enrolled_elsewhere", "from");
    second.until = TODAY - 1;
    must(enrolment_add(&r->work, &second, &other));
    second.version = 3;
    second.from = TODAY + 11;
    second.until = DATE_NONE;
    must(enrolment_add(&r->work, &second, &other));
    must_refuse_at(r, enrolment_end(&r->work, id, TODAY + 11), ERR_CONFLICT, "already_ended", "until");
    must_refuse_at(r, enrolment_end(&r->work, id, TODAY + 10), ERR_CONFLICT, "already_ended", "until");
    must(enrolment_end(&r->work, id, TODAY + 9));
}

static void an_enrolment_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    struct enrolment_new in;
    struct holder h;
    int64_t id, agim, bus;

    holder_stand(r, &h);
    agim = holder_respondent(r, &h);
    in = enrolment_in(r, &h, "Kopshti Dielli");
    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urbani", &bus));
    in.from = DATE_NONE;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "required", "from");
    in.from = TODAY;
    in.until = TODAY - 1;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "out_of_order", "until");
    in.until = TODAY;
    in.person = agim;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "not_beneficiary", "person");
    in.person = 99;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "not_in_file", "person");
    in.person = h.child;
    must(organisation_set_active(&r->work, in.organisation, false));
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "unknown_organisation", "organisation");
    must(organisation_set_active(&r->work, in.organisation, true));
    in.version = 99;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_CONFLICT, "stale_version", "version");
    in.organisation = bus;
    must_refuse_at(r, enrolment_add(&r->work, &in, &id), ERR_INPUT, "unknown_organisation", "organisation");
}

static void an_enrolment_ends_after_it_has_begun(void **state)
{
    struct test_register *r = *state;
    struct enrolment_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = enrolment_in(r, &h, "Kopshti Dielli");
    must(enrolment_add(&r->work, &in, &id));
    must_refuse_at(r, enrolment_end(&r->work, id, DATE_NONE), ERR_INPUT, "required", "until");
    must_refuse(r, enrolment_end(&r->work, id, TODAY - 1), ERR_ABSENT, "no_such_enrolment");
    must_refuse(r, enrolment_end(&r->work, 99, TODAY), ERR_ABSENT, "no_such_enrolment");
    holder_seal(r);
    must_refuse(r, enrolment_end(&r->work, id, TODAY), ERR_DENIED, "sealed_file");
    must_refuse(r, enrolment_add(&r->work, &in, &id), ERR_DENIED, "sealed_file");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_enrolment_shows_the_child_to_its_kindergarten),
        with_register(a_child_has_one_place_a_day),
        with_register(an_enrolment_is_refused_where_it_makes_no_sense),
        with_register(an_enrolment_ends_after_it_has_begun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
