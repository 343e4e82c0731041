/* Entitlements explained: the days, the paper behind them, or why not. 2026-03-10; Elira and her child Ana.
 */
#include "domain/file/explanation.h"

#include "domain/file/case_file.h"
#include "domain/payment/application.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

/* What is said of that person and service on that day. */
static struct explanation said(struct test_register *r, int64_t case_id, int64_t person, enum service service,
                               date on)
{
    struct explanation *list;
    size_t count;

    must(explanation_list(&r->work, case_id, on, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].person == person && list[i].service == service)
            return list[i];
    fail_msg("nothing is said of them");
    return list[0];
}

static void everybody_but_the_respondent_is_told_of_every_service(void **state)
{
    struct test_register *r = *state;
    struct explanation *list;
    struct paper p;
    int64_t file;
    size_t count;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    paper_register(r, &p, &file);
    must(explanation_list(&r->work, file, TODAY, &list, &count));
    assert_int_equal(count, 2 * SV_COUNT);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(list[i].person, i < SV_COUNT ? 1 : 2);
        assert_int_equal(list[i].service, SERVICES[i % SV_COUNT]);
        assert_true(list[i].text[0] && list[i].text_en[0]);
    }
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'entitlement.read' AND case_id = 1"), 1);
}

static void a_right_names_its_days_and_its_paper(void **state)
{
    struct test_register *r = *state;
    struct explanation x;
    struct paper p;
    int64_t file;

    paper_make(&p);
    paper_register(r, &p, &file);
    x = said(r, file, 1, SV_TRANSPORT, TODAY);
    assert_int_equal(x.why_not, WHY_ENTITLED);
    assert_int_equal(x.span.from, date_make(2026, 3, 1));
    assert_int_equal(x.span.until, date_make(2026, 9, 30));
    assert_int_equal(x.unbroken.from, x.span.from);
    assert_int_equal(x.unbroken.until, x.span.until);
    assert_int_equal(x.because.order, 1);
    assert_int_equal(x.because.rule, 6);
    assert_string_equal(x.order_number, "14");
    assert_string_equal(x.order_kind, "UM");
    assert_string_equal(x.issuer, PAPER_COURT);
    assert_string_equal(x.act_kind, "granted");
    assert_int_equal(x.act_on, date_make(2026, 3, 1));
    assert_string_equal(x.rule_source, "VKB 41/2019");
    assert_string_equal(x.text,
                        "falas brenda territorit të Bashkisë deri më 30.09.2026, sipas vendimit 14 dhe VKB "
                        "41/2019");
    assert_string_equal(
        x.text_en,
        "free within the municipality's territory until 30.09.2026 because of decision 14 and VKB 41/2019");
}

/* Extended by decision 55 to 31.03.2027: that is what set the end, and it is cited. Ended by decision 60,
 * that is. */
static void the_act_that_set_the_end_is_cited(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 3, 31);
    act.decision = "55";
    desk_take(r, &d, &act);
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text,
        "falas deri më 31.03.2027, sipas vendimit 14, zgjatur me vendimin 55, dhe VKB 41/2019");
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = date_make(2026, 5, 1);
    act.decision = "60";
    desk_take(r, &d, &act);
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text_en,
        "free until 30.04.2026 because of decision 14, ended by decision 60, and VKB 41/2019");
}

/* "6 months from finality": open while it is not final, then to the same-numbered day. */
static void a_term_is_spelled_out_beside_the_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    paper_make(&d.paper);
    d.paper.order.end = DATE_NONE;
    d.paper.order.term = (struct term){.months = 6, .from = TERM_FINALITY};
    d.order = paper_register(r, &d.paper, &d.file);
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text,
        "falas sa kohë urdhri është në fuqi (6 muaj nga forma e prerë), sipas vendimit 14 dhe "
        "VKB 41/2019");
    act = desk_act(r, &d, ACT_FINAL);
    desk_take(r, &d, &act);
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text,
        "falas deri më 10.09.2026 (6 muaj nga forma e prerë), sipas vendimit 14 dhe VKB 41/2019");
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text_en,
        "free until 10.09.2026 (6 months from finality) because of decision 14 and VKB 41/2019");
}

/* Until 30.09; asked for more on the day; the council lets exemptions wait for 15 days. */
static void days_that_wait_for_the_court_are_told_apart(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(db_script(r->db, "UPDATE legal_rule SET value = 15 WHERE name = 'pending_days'"));
    act = desk_act(r, &d, ACT_EXTENSION_REQUESTED);
    desk_take(r, &d, &act);
    assert_string_equal(
        said(r, d.file, 1, SV_DOCUMENTS, TODAY).text,
        "falas deri më 30.09.2026, dhe deri më 15.10.2026 sa kohë gjykata nuk ka vendosur për "
        "zgjatjen, sipas vendimit 14 dhe VKB 41/2019");
    assert_string_equal(said(r, d.file, 1, SV_DOCUMENTS, date_make(2026, 10, 2)).text,
                        "falas deri më 15.10.2026, derisa gjykata të vendosë për zgjatjen e kërkuar më "
                        "10.03.2026, sipas vendimit 14 dhe VKB 41/2019");
    assert_int_equal(said(r, d.file, 1, SV_DOCUMENTS, date_make(2026, 10, 16)).why_not, WHY_ENDED);
}

static void an_open_order_is_said_to_be_open(void **state)
{
    struct test_register *r = *state;
    struct explanation x;
    struct holder h;

    holder_make(r, TODAY, DATE_NONE, &h);
    x = said(r, h.case_id, h.person, SV_DOCUMENTS, TODAY);
    assert_int_equal(x.unbroken.until, DATE_OPEN);
    assert_string_equal(x.text, "falas sa kohë urdhri është në fuqi, sipas vendimit 14 dhe VKB 41/2019");
}

static void a_chain_is_unbroken_in_two_spans(void **state)
{
    struct test_register *r = *state;
    struct explanation x;
    struct paper p;
    int64_t first, file;

    paper_next(r, 0, ORDER_UMM, "1", date_make(2026, 3, 1), DATE_NONE, &p);
    first = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "2", date_make(2026, 3, 8), date_make(2026, 12, 1), &p);
    p.order.follows = first;
    paper_register(r, &p, &file);
    x = said(r, file, 1, SV_TRANSPORT, date_make(2026, 3, 7));
    assert_int_equal(x.span.until, date_make(2026, 3, 7));
    assert_int_equal(x.unbroken.from, date_make(2026, 3, 1));
    assert_int_equal(x.unbroken.until, date_make(2026, 12, 1));
    assert_string_equal(x.order_number, "1");
    assert_string_equal(x.act_kind, "replaced");
    assert_string_equal(said(r, file, 1, SV_TRANSPORT, date_make(2026, 3, 8)).order_number, "2");
}

static void an_amount_is_written_in_new_leke(void **state)
{
    struct test_register *r = *state;
    struct application_new in = {.version = 1, .filed_on = TODAY};
    struct explanation x;
    struct holder h;
    int64_t id;

    holder_make(r, TODAY, TODAY + 100, &h);
    in.case_id = h.case_id;
    in.person = h.person;
    must(application_file(&r->work, &in, &id));
    x = said(r, h.case_id, h.person, SV_PAYMENT, TODAY);
    assert_int_equal(x.why_not, WHY_APPLICATION_OPEN);
    assert_string_equal(x.text, "kërkesa pret vendimin e zyrës");
    holder_grant(r, &h, id);
    x = said(r, h.case_id, h.person, SV_PAYMENT, TODAY);
    assert_int_equal(x.because.amount, 9000);
    assert_string_equal(x.text, "9 000 lekë të reja në muaj deri më 18.06.2026, sipas vendimit 14 dhe VKM "
                                "597/2019, i ndryshuar");
    assert_string_equal(x.text_en, "9 000 new lekë a month until 18.06.2026 because of decision 14 and VKM "
                                   "597/2019, i ndryshuar");
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 1000500 WHERE id = 5"));
    x = said(r, h.case_id, h.person, SV_PAYMENT, TODAY);
    assert_memory_equal(x.text, "1 000 500 lekë", 15);
    must(db_script(r->db, "UPDATE benefit_rule SET amount = 999 WHERE id = 5"));
    x = said(r, h.case_id, h.person, SV_PAYMENT, TODAY);
    assert_memory_equal(x.text, "999 lekë", 9);
}

/* Half of a fee is not free: neither in words nor on a card. */
static void a_part_of_a_fee_is_not_called_free(void **state)
{
    struct test_register *r = *state;
    struct explanation x;
    struct holder h;

    holder_make(r, TODAY, TODAY + 100, &h);
    must(db_script(r->db, "UPDATE benefit_rule SET share = 50 WHERE service = 'transport'"));
    x = said(r, h.case_id, h.person, SV_TRANSPORT, TODAY);
    assert_int_equal(x.why_not, WHY_ENTITLED);
    assert_string_equal(x.text, "ulje 50 % e tarifës brenda territorit të Bashkisë deri më 18.06.2026, sipas "
                                "vendimit 14 dhe VKB 41/2019");
    assert_string_equal(x.text_en, "50 % off the fee within the municipality's territory until 18.06.2026 "
                                   "because of decision 14 and VKB 41/2019");
}

static void why_not_is_said_in_both_languages(void **state)
{
    struct test_register *r = *state;
    struct explanation x;
    struct holder h;

    holder_make(r, TODAY, TODAY + 100, &h);
    x = said(r, h.case_id, h.person, SV_PAYMENT, TODAY);
    assert_int_equal(x.why_not, WHY_NO_APPLICATION);
    assert_string_equal(x.text, "nuk ka bërë kërkesë në zyrën e ndihmës ekonomike");
    assert_string_equal(x.text_en, "no application at the economic-aid office");
    assert_null(x.order_number);
    assert_int_equal(said(r, h.case_id, h.child, SV_PAYMENT, TODAY).why_not, WHY_NOT_BENEFICIARY);
    assert_int_equal(said(r, h.case_id, h.child, SV_KINDERGARTEN, TODAY).why_not, WHY_NOT_ENROLLED);
    assert_int_equal(said(r, h.case_id, h.person, SV_TRANSPORT, TODAY - 1).why_not, WHY_NOT_STARTED);
    assert_int_equal(said(r, h.case_id, h.person, SV_TRANSPORT, TODAY + 101).why_not, WHY_ENDED);
    assert_int_equal(said(r, h.case_id, h.person, SV_TRANSPORT, date_make(2018, 12, 31)).why_not,
                     WHY_NO_RULE_YET);
}

/* A child of that day of birth who is added to the file. */
static int64_t child_born(struct test_register *r, int64_t case_id, int version, date born)
{
    const struct case_person_new in = {.version = version,
                                       .role = ROLE_DEPENDANT,
                                       .who = {.first_name = "Bora", .surname = "Kola", .birth_date = born}};
    int64_t person;

    must(case_person_register(&r->work, case_id, &in, &person));
    return person;
}

static void a_person_without_an_order_is_told_so(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t person;

    holder_make(r, TODAY, DATE_NONE, &h);
    person = child_born(r, h.case_id, 1, DATE_NONE);
    assert_int_equal(said(r, h.case_id, person, SV_TRANSPORT, TODAY).why_not, WHY_NO_ORDER);
}

/* No adult goes to a kindergarten, and whoever is eight goes to school; of whom it is not known it is said.
 */
static void a_kindergarten_is_moot_for_whom_school_has_taken(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t older, unknown;

    holder_make(r, TODAY, TODAY + 100, &h);
    older = child_born(r, h.case_id, 1, date_make(2018, 3, 11)); /* eight tomorrow */
    unknown = child_born(r, h.case_id, 2, DATE_NONE);
    assert_true(said(r, h.case_id, h.person, SV_KINDERGARTEN, TODAY).moot);
    assert_false(said(r, h.case_id, h.person, SV_PAYMENT, TODAY).moot);
    assert_false(said(r, h.case_id, older, SV_KINDERGARTEN, TODAY).moot);
    assert_true(said(r, h.case_id, older, SV_KINDERGARTEN, TODAY + 1).moot);
    assert_false(said(r, h.case_id, older, SV_TRANSPORT, TODAY + 1).moot);
    assert_false(said(r, h.case_id, unknown, SV_KINDERGARTEN, TODAY + 1).moot);
}

static void a_sealed_file_is_guarded(void **state)
{
    struct test_register *r = *state;
    struct explanation *list;
    struct holder h;
    size_t count;

    holder_make(r, TODAY, DATE_NONE, &h);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    must_refuse(r, explanation_list(&r->work, h.case_id, TODAY, &list, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, explanation_list(&r->work, 99, TODAY, &list, &count), ERR_ABSENT, "no_such_case");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(everybody_but_the_respondent_is_told_of_every_service),
        with_register(a_right_names_its_days_and_its_paper),
        with_register(the_act_that_set_the_end_is_cited),
        with_register(a_term_is_spelled_out_beside_the_day),
        with_register(days_that_wait_for_the_court_are_told_apart),
        with_register(an_open_order_is_said_to_be_open),
        with_register(a_chain_is_unbroken_in_two_spans),
        with_register(an_amount_is_written_in_new_leke),
        with_register(a_part_of_a_fee_is_not_called_free),
        with_register(why_not_is_said_in_both_languages),
        with_register(a_person_without_an_order_is_told_so),
        with_register(a_kindergarten_is_moot_for_whom_school_has_taken),
        with_register(a_sealed_file_is_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
