/* Applications for the payment: what is taken, what is refused, what follows. 2026-03-10; Elira and her child
 * Ana with an order of 2026-03-09. */
#include "domain/payment/application.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct application_new application_in(const struct test_register *r, const struct holder *h)
{
    return (struct application_new){
        .version = 1, .case_id = h->case_id, .person = h->person, .filed_on = TODAY};
}

static struct application_end application_out(struct test_register *r, const struct holder *h)
{
    return (struct application_end){file_version(r, h->case_id), h->case_id, TODAY};
}

static void an_application_stands_until_withdrawn(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct application_end out;
    struct application *list;
    struct holder h;
    int64_t id, again;
    size_t count;

    holder_stand(r, &h);
    in = application_in(r, &h);
    must(application_file(&r->work, &in, &id));
    assert_int_equal(r->work.warning_count, 0); /* the tenth is in time */
    in.version = 2;
    must_refuse_at(r, application_file(&r->work, &in, &again), ERR_CONFLICT, "already_applied", "person");
    out = application_out(r, &h);
    must(application_withdraw(&r->work, id, &out));
    must(application_list(&r->work, h.person, &list, &count));
    assert_int_equal(count, 1);
    assert_int_equal(list[0].filed_on, TODAY);
    assert_int_equal(list[0].withdrawn_on, TODAY);
    in.version = 3;
    must(application_file(&r->work, &in, &again));
    must(application_list(&r->work, h.person, &list, &count));
    assert_int_equal(count, 2);
    assert_int_equal(list[1].withdrawn_on, DATE_NONE);
    assert_int_equal(holder_logged(r, "application.file"), 2);
    assert_int_equal(holder_logged(r, "application.withdraw"), 1);
    assert_int_equal(file_version(r, h.case_id), 4);
}

static void a_late_application_is_taken_for_the_next_month(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    register_on(r, date_make(2026, 3, 11));
    in = application_in(r, &h);
    must(application_file(&r->work, &in, &id));
    assert_true(warned(r, "filed_late", "filed_on"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'application.file' AND why = "
                                     "'filed_late'"),
                     1);
}

static void an_earlier_warning_makes_no_application_late(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    work_warn(&r->work, "same_name", "surname", "said before");
    in = application_in(r, &h);
    must(application_file(&r->work, &in, &id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE why = 'filed_late'"), 0);
}

static void an_application_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct holder h;
    int64_t id, agim;

    holder_stand(r, &h);
    agim = holder_respondent(r, &h);
    in = application_in(r, &h);
    in.version = 2;
    in.filed_on = DATE_NONE;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "required", "filed_on");
    in.filed_on = TODAY + 1;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "in_future", "filed_on");
    in.filed_on = TODAY;
    in.person = agim;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "not_beneficiary", "person");
    in.person = 99;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "not_in_file", "person");
    in.person = h.person;
    in.version = 99;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_CONFLICT, "stale_version", "version");
    in.case_id = 99;
    must_refuse(r, application_file(&r->work, &in, &id), ERR_ABSENT, "no_such_case");
}

static void an_application_is_withdrawn_once_from_today_on(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct application_end out;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = application_in(r, &h);
    in.filed_on = TODAY - 3;
    must(application_file(&r->work, &in, &id));
    out = application_out(r, &h);
    out.on = DATE_NONE;
    must_refuse_at(r, application_withdraw(&r->work, id, &out), ERR_INPUT, "required", "on");
    out.on = TODAY - 1;
    must_refuse_at(r, application_withdraw(&r->work, id, &out), ERR_INPUT, "in_past", "on");
    out.on = TODAY;
    must_refuse(r, application_withdraw(&r->work, 99, &out), ERR_ABSENT, "no_such_application");
    must(application_withdraw(&r->work, id, &out));
    out = application_out(r, &h);
    must_refuse(r, application_withdraw(&r->work, id, &out), ERR_ABSENT, "no_such_application");
}

static void an_application_is_withdrawn_in_its_file_at_the_version_seen(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct application_end out;
    struct holder h;
    int64_t id, other;

    holder_stand(r, &h);
    in = application_in(r, &h);
    must(application_file(&r->work, &in, &id));
    out = application_out(r, &h);
    out.version = 99;
    must_refuse_at(r, application_withdraw(&r->work, id, &out), ERR_CONFLICT, "stale_version", "version");
    must(case_register(&r->work, "Odrie", &other));
    out = (struct application_end){1, other, TODAY};
    must_refuse(r, application_withdraw(&r->work, id, &out), ERR_ABSENT, "no_such_application");
    out.case_id = 99;
    must_refuse(r, application_withdraw(&r->work, id, &out), ERR_ABSENT, "no_such_case");
    assert_int_equal(register_int(r, "SELECT count(*) FROM application WHERE withdrawn_on IS NULL"), 1);
}

/* She may not read files, so no answer tells her who else stands in one, nor what was done there. */
static void the_aid_officer_learns_nothing_of_the_file(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    char detail[sizeof r->work.problem.detail];
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = application_in(r, &h);
    r->work.actor.roles = R_AID_OFFICER;
    in.person = 99;
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "not_in_file", "person");
    memcpy(detail, r->work.problem.detail, sizeof detail);
    in.person = holder_respondent(r, &h);
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "not_in_file", "person");
    assert_string_equal(r->work.problem.detail, detail);
}

/* A rule may ask for an application before any service, not the payment alone. */
static void an_application_moves_the_cards_that_wait_for_it(void **state)
{
    static const char SQL_RULE[] =
        "UPDATE benefit_rule SET needs_application = 1 WHERE service = 'transport'";
    static const char SQL_GOOD[] = "SELECT count(*) FROM card_service WHERE service = 'transport' AND "
                                   "(until_day IS NULL OR until_day >= "
                                   "'2026-03-11')";
    struct test_register *r = *state;
    struct application_new in;
    struct application_end out;
    struct holder h;
    struct card card;
    int64_t id;

    holder_stand(r, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &card);
    must(db_script(r->db, SQL_RULE));
    must(card_refresh(&r->work, h.person));
    assert_int_equal(register_int(r, SQL_GOOD), 0);
    in = application_in(r, &h);
    in.version = file_version(r, h.case_id);
    must(application_file(&r->work, &in, &id));
    assert_int_equal(register_int(r, SQL_GOOD), 0);
    holder_grant(r, &h, id);
    assert_int_equal(register_int(r, SQL_GOOD), 1);
    out = application_out(r, &h);
    must(application_withdraw(&r->work, id, &out));
    assert_int_equal(register_int(r, SQL_GOOD), 0);
}

static void a_sealed_files_application_is_guarded(void **state)
{
    struct test_register *r = *state;
    struct application_new in;
    struct application_end out;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = application_in(r, &h);
    must(application_file(&r->work, &in, &id));
    holder_seal(r);
    must_refuse(r, application_file(&r->work, &in, &id), ERR_DENIED, "sealed_file");
    out = application_out(r, &h);
    must_refuse(r, application_withdraw(&r->work, id, &out), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM application WHERE withdrawn_on IS NULL"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_application_stands_until_withdrawn),
        with_register(a_late_application_is_taken_for_the_next_month),
        with_register(an_earlier_warning_makes_no_application_late),
        with_register(an_application_is_refused_where_it_makes_no_sense),
        with_register(an_application_is_withdrawn_once_from_today_on),
        with_register(an_application_is_withdrawn_in_its_file_at_the_version_seen),
        with_register(the_aid_officer_learns_nothing_of_the_file),
        with_register(an_application_moves_the_cards_that_wait_for_it),
        with_register(a_sealed_files_application_is_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
