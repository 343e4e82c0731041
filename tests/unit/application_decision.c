/* What the aid office decides on applications: what follows, what is refused. 2026-03-10; Elira and her child
 * Ana with an order of 2026-03-09. */
#include "domain/payment/application_decision.h"

#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/order/stay.h"
#include "domain/payment/application.h"
#include "domain/payment/application_view.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

#define TODAY (r->work.today)

static int64_t filed(struct test_register *r, const struct holder *h)
{
    const struct application_new in = {.version = file_version(r, h->case_id),
                                       .case_id = h->case_id,
                                       .person = h->person,
                                       .filed_on = TODAY};
    int64_t id;

    must(application_file(&r->work, &in, &id));
    return id;
}

static struct application_decision_new decision(struct test_register *r, const struct holder *h,
                                                enum application_state d, const char *reason)
{
    return (struct application_decision_new){
        .version = file_version(r, h->case_id), .case_id = h->case_id, .decision = d, .reason = reason};
}

static void decide(struct test_register *r, const struct holder *h, int64_t id, enum application_state d,
                   const char *reason)
{
    struct application_decision_new in = decision(r, h, d, reason);

    must(application_decide(&r->work, id, &in));
}

static enum why_not why(struct test_register *r, int64_t person, date on)
{
    struct because because;
    struct rules rules;
    struct claim c;

    must(rules_load(&r->work, &rules));
    must(claim_load(&r->work, person, &rules, &c));
    return entitlement_on(&c, rules.benefits, rules.benefit_count, SV_PAYMENT, on, &because);
}

static void grant_asked(struct test_register *r, const struct holder *h, int64_t id, const char *code)
{
    static const char *const NONE[] = {"same_person"};
    struct application_decision_new in = decision(r, h, APPLICATION_GRANTED, NULL);

    must(question_confirm(&r->work, NONE, 1));
    must_refuse(r, application_decide(&r->work, id, &in), ERR_CONFLICT, code);
    assert_string_equal(r->work.problem.field, "decision");
    must(question_confirm(&r->work, &code, 1));
    in.version = file_version(r, h->case_id);
    must(application_decide(&r->work, id, &in));
    must(question_confirm(&r->work, NONE, 1));
}

/* Right by hand: the rule pays the protected; Ana is a dependant. */
static void a_dependant_s_application_is_asked_about(void **state)
{
    struct test_register *r = *state;
    struct holder h, child;
    int64_t id;

    holder_stand(r, &h);
    child = h;
    child.person = h.child;
    id = filed(r, &child);
    assert_string_equal(r->work.warnings[r->work.warning_count - 1]->what.code, "dependant_applies");
    grant_asked(r, &child, id, "dependant_applies");
    assert_int_equal(why(r, child.person, TODAY), WHY_NOT_BENEFICIARY);
}

/* The order ends: asked from the first day without protection on, whatever was filed that day. */
static void an_ended_order_is_asked_about(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    holder_make(r, date_make(2025, 4, 1), TODAY, &h);
    id = filed(r, &h);
    decide(r, &h, id, APPLICATION_GRANTED, NULL); /* its last day is a day in force */
    decide(r, &h, id, APPLICATION_REFUSED, "nuk banon këtu");
    register_at(r, r->work.now + 86400);
    decide(r, &h, id, APPLICATION_GRANTED, NULL); /* filed while it was in force */
    decide(r, &h, id, APPLICATION_REFUSED, "nuk banon këtu");
    id = filed(r, &h);
    grant_asked(r, &h, id, "ended_order");
}

static void only_what_is_granted_is_paid(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    assert_int_equal(why(r, h.person, TODAY), WHY_NO_APPLICATION);
    id = filed(r, &h);
    assert_int_equal(why(r, h.person, TODAY), WHY_APPLICATION_OPEN);
    decide(r, &h, id, APPLICATION_INCOMPLETE, NULL);
    assert_int_equal(why(r, h.person, TODAY), WHY_APPLICATION_OPEN);
    decide(r, &h, id, APPLICATION_REFUSED, "nuk banon këtu");
    assert_int_equal(why(r, h.person, TODAY), WHY_APPLICATION_REFUSED);
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    assert_int_equal(why(r, h.person, TODAY), WHY_ENTITLED);
    assert_int_equal(holder_logged(r, "application.decide"), 3);
}

/* However long it took, the month of filing counts. */
static void what_is_granted_late_is_paid_from_the_month_of_filing(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    register_on(r, date_make(2026, 6, 2));
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    assert_int_equal(why(r, h.person, date_make(2026, 3, 10)), WHY_ENTITLED);
}

static void an_incomplete_one_is_completed(void **state)
{
    const char *papers[] = {"identity_card", "order", "property_certificate"};
    struct test_register *r = *state;
    struct application_decision_new in;
    struct application_view v;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    in = decision(r, &h, APPLICATION_INCOMPLETE, NULL);
    in.documents = papers;
    in.documents_count = 1;
    must(application_decide(&r->work, id, &in));
    must(application_read(&r->work, id, &v));
    assert_int_equal(v.document_count, 3); /* Gjirokastër asks for one more than others */
    assert_int_equal(v.documents[0].seen_on, DATE_NONE);
    assert_int_equal(v.documents[1].seen_on, TODAY);
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    assert_true(warned(r, "documents_missing", "documents"));
    must(application_read(&r->work, id, &v));
    assert_int_equal(v.decision_count, 2);
    assert_int_equal(v.decisions[0].decision, APPLICATION_INCOMPLETE);
    assert_int_equal(v.state, APPLICATION_GRANTED);
    assert_int_equal(v.amount, 9000);
}

/* A change of mind takes back no month that was paid: it ends from a day on, by withdrawal. */
static void what_was_paid_is_not_refused_afterwards(void **state)
{
    struct test_register *r = *state;
    struct application_decision_new in;
    struct application_end end;
    struct holder h;
    int64_t id, run;

    payroll_open(r);
    holder_stand(r, &h);
    id = filed(r, &h);
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    run = payroll_prepare(r, "2026-03");
    decide(r, &h, id, APPLICATION_REFUSED, "nuk banon këtu"); /* nothing is paid yet */
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    payroll_approve(r, run);
    in = decision(r, &h, APPLICATION_REFUSED, "nuk banon këtu");
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_CONFLICT, "was_paid", "decision");
    in.decision = APPLICATION_INCOMPLETE;
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_CONFLICT, "was_paid", "decision");
    end = (struct application_end){
        .version = file_version(r, h.case_id), .case_id = h.case_id, .on = date_make(2026, 3, 31)};
    must(application_withdraw(&r->work, id, &end));
    register_on(r, date_make(2026, 4, 2));
    assert_string_equal(payroll_lines(r, payroll_prepare(r, "2026-04")), "");
}

static void a_complete_one_lacks_nothing(void **state)
{
    const char *papers[] = {"identity_card", "order", "property_certificate"};
    struct test_register *r = *state;
    struct application_decision_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    in = decision(r, &h, APPLICATION_INCOMPLETE, NULL);
    in.documents = papers;
    in.documents_count = 3;
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_INPUT, "nothing_missing", "decision");
    in.reason = "nënshkrimi";
    must(application_decide(&r->work, id, &in));
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    must(application_decide(&r->work, id, &in));
    assert_int_equal(r->work.warning_count, 0);
}

static void another_place_asks_for_its_own_papers(void **state)
{
    struct test_register *r = *state;
    struct application_view v;
    struct holder h;
    int64_t id;

    must(db_script(r->db, "UPDATE municipality SET name = 'Berat'"));
    holder_stand(r, &h);
    id = filed(r, &h);
    must(application_read(&r->work, id, &v));
    assert_int_equal(v.document_count, 2);
}

static void a_refusal_says_why_and_lets_her_file_anew(void **state)
{
    struct test_register *r = *state;
    struct application_decision_new in;
    struct holder h;
    int64_t id, again;

    holder_stand(r, &h);
    id = filed(r, &h);
    in = decision(r, &h, APPLICATION_REFUSED, NULL);
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_INPUT, "required", "reason");
    decide(r, &h, id, APPLICATION_REFUSED, "nuk banon këtu");
    in = decision(r, &h, APPLICATION_REFUSED, "prapë");
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_CONFLICT, "already_decided", "decision");
    again = filed(r, &h);
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_CONFLICT, "already_applied", "person");
    decide(r, &h, again, APPLICATION_GRANTED, NULL);
    assert_int_equal(why(r, h.person, TODAY), WHY_ENTITLED);
}

static void decisions_are_never_edited(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_stand(r, &h);
    decide(r, &h, filed(r, &h), APPLICATION_GRANTED, NULL);
    must_fail(db_script(r->db, "UPDATE application_decision SET decision = 'refused'"), ERR_INPUT);
    must_fail(db_script(r->db, "DELETE FROM application_decision"), ERR_INPUT);
}

static void what_does_not_count_is_not_decided(void **state)
{
    struct test_register *r = *state;
    struct application_decision_new in;
    struct application_end out;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    must_refuse(r, application_decide(&r->work, 99, &in), ERR_ABSENT, "no_such_application");
    in.version = 99;
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_CONFLICT, "stale_version", "version");
    out = (struct application_end){file_version(r, h.case_id), h.case_id, TODAY};
    must(application_withdraw(&r->work, id, &out));
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    must_refuse(r, application_decide(&r->work, id, &in), ERR_ABSENT, "no_such_application");
}

static void a_paper_nobody_asks_for_is_not_noted(void **state)
{
    const char *papers[] = {"passport"};
    struct test_register *r = *state;
    struct application_decision_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    in.documents = papers;
    in.documents_count = 1;
    must_refuse_at(r, application_decide(&r->work, id, &in), ERR_INPUT, "unknown_document", "documents");
    assert_int_equal(register_int(r, "SELECT count(*) FROM application_decision"), 0);
}

/* Where she lives is not for the aid office: only that this period is not payable. */
static void the_aid_officer_reads_that_a_period_is_not_payable(void **state)
{
    struct test_register *r = *state;
    struct stay_new stay = {.from = DATE_NONE, .until = DATE_NONE};
    struct application_view v;
    struct holder h;
    int64_t id, stay_id;

    holder_stand(r, &h);
    id = filed(r, &h);
    decide(r, &h, id, APPLICATION_GRANTED, NULL);
    stay.version = file_version(r, h.case_id);
    stay.person = h.person;
    stay.from = TODAY;
    must(stay_begin(&r->work, h.case_id, &stay, &stay_id));
    must(application_read(&r->work, id, &v));
    assert_int_equal(v.why_not, WHY_IN_INSTITUTION);
    r->work.actor.roles = R_AID_OFFICER;
    must(application_read(&r->work, id, &v));
    assert_int_equal(v.why_not, WHY_NOT_PAYABLE_PERIOD);
    assert_int_equal(why_not_veiled(WHY_IN_INSTITUTION), WHY_NOT_PAYABLE_PERIOD);
    assert_int_equal(why_not_veiled(WHY_ENDED), WHY_ENDED);
}

static void a_sealed_file_is_guarded(void **state)
{
    struct test_register *r = *state;
    struct application_decision_new in;
    struct application_view v;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = filed(r, &h);
    holder_seal(r);
    in = decision(r, &h, APPLICATION_GRANTED, NULL);
    must_refuse(r, application_decide(&r->work, id, &in), ERR_DENIED, "sealed_file");
    must_refuse(r, application_read(&r->work, id, &v), ERR_DENIED, "sealed_file");
    r->work.why = "shefja e kërkoi";
    must(application_decide(&r->work, id, &in));
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_dependant_s_application_is_asked_about),
        with_register(an_ended_order_is_asked_about),
        with_register(only_what_is_granted_is_paid),
        with_register(what_is_granted_late_is_paid_from_the_month_of_filing),
        with_register(an_incomplete_one_is_completed),
        with_register(what_was_paid_is_not_refused_afterwards),
        with_register(a_complete_one_lacks_nothing),
        with_register(another_place_asks_for_its_own_papers),
        with_register(a_refusal_says_why_and_lets_her_file_anew),
        with_register(decisions_are_never_edited),
        with_register(what_does_not_count_is_not_decided),
        with_register(a_paper_nobody_asks_for_is_not_noted),
        with_register(the_aid_officer_reads_that_a_period_is_not_payable),
        with_register(a_sealed_file_is_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
