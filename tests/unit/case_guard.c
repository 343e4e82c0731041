/* A person who stands in a sealed file: no other file of hers is a way round its guard. File 1 of Elira, with
 * a personal number, is sealed to somebody else; file 2 is open to all. 2026-03-10. */
#include "domain/file/case_guard.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_issue.h"
#include "domain/file/case_contact.h"
#include "domain/file/case_file.h"
#include "domain/file/explanation.h"
#include "domain/file/safe_contact.h"
#include "domain/order/order_register.h"
#include "support/paper.h"

#define NID "I75514009V"

static const char SQL_SEAL[] = "UPDATE case_file SET sealed = 1 WHERE id = 1";
static const char SQL_BROKEN[] =
    "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND case_id = 1 AND why LIKE 'sealed:%'";

static int64_t sealed_lay(struct test_register *r)
{
    struct desk d;

    paper_make(&d.paper);
    d.paper.persons[0].who.nid = NID;
    d.paper.order.respondent = &d.paper.respondent;
    d.order = paper_register(r, &d.paper, &d.file);
    assert_int_equal(d.file, 1);
    return register_int(r, "SELECT person_id FROM case_person WHERE role = 'protected'");
}

static int64_t open_lay(struct test_register *r)
{
    int64_t id = 0;

    must(case_register(&r->work, "Odrie", &id));
    assert_int_equal(id, 2);
    return id;
}

static struct case_person_new anybody(enum case_role role)
{
    return (struct case_person_new){
        .version = 1,
        .role = role,
        .who = {.first_name = "Kushdo", .surname = "Tjetër", .nid = NID, .birth_date = DATE_NONE}};
}

static void a_personal_number_fetches_nobody_out_of_a_sealed_file(void **state)
{
    struct test_register *r = *state;
    struct case_person_new in = anybody(ROLE_PROTECTED);
    int64_t file, elira, id = 0;

    elira = sealed_lay(r);
    must(db_script(r->db, SQL_SEAL));
    file = open_lay(r);
    must_refuse(r, case_person_register(&r->work, file, &in, &id), ERR_DENIED, "sealed_file");
    in.role = ROLE_RESPONDENT;
    must_refuse(r, case_person_register(&r->work, file, &in, &id), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE case_id = 2"), 0);
    r->work.why = "rrezik i menjëhershëm";
    must(case_person_register(&r->work, file, &in, &id));
    assert_int_equal(id, elira);
    assert_int_equal(register_int(r, SQL_BROKEN), 1);
}

static void nor_does_an_order_that_names_the_number(void **state)
{
    struct test_register *r = *state;
    int64_t order = 0, file = 0;
    struct paper p;

    (void)sealed_lay(r);
    must(db_script(r->db, SQL_SEAL));
    paper_make(&p);
    p.order.number = "15";
    p.persons[1].who.nid = NID;
    must_refuse(r, order_register(&r->work, &p.order, &order, &file), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 1);
    r->work.why = "rrezik i menjëhershëm";
    must(order_register(&r->work, &p.order, &order, &file));
    assert_int_equal(register_int(r, SQL_BROKEN), 1);
}

/* Elira stood in file 2 before file 1 was sealed, or was put there by one who may open both. */
static int64_t both_lay(struct test_register *r, enum case_role role)
{
    const struct case_person_new in = anybody(role);
    int64_t elira = sealed_lay(r), id = 0;

    must(case_person_register(&r->work, open_lay(r), &in, &id));
    assert_int_equal(id, elira);
    must(db_script(r->db, SQL_SEAL));
    r->work.warning_count = 0;
    return elira;
}

static void the_other_file_tells_neither_contact_nor_rights(void **state)
{
    const struct safe_contact in = {.channel = "none"};
    struct test_register *r = *state;
    int64_t elira = both_lay(r, ROLE_PROTECTED);
    struct explanation *list;
    struct safe_contact out;
    size_t count;

    must_refuse(r, case_contact_read(&r->work, 2, elira, &out), ERR_DENIED, "sealed_file");
    must_refuse(r, case_contact_write(&r->work, 2, 2, elira, &in), ERR_DENIED, "sealed_file");
    must_refuse(r, explanation_list(&r->work, 2, r->work.today, &list, &count), ERR_DENIED, "sealed_file");
    r->work.why = "rrezik i menjëhershëm";
    must(case_contact_read(&r->work, 2, elira, &out));
    must(case_contact_write(&r->work, 2, 2, elira, &in));
    must(explanation_list(&r->work, 2, r->work.today, &list, &count));
    assert_int_equal(register_int(r, SQL_BROKEN), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 3);
}

static void the_other_file_issues_no_card(void **state)
{
    struct test_register *r = *state;
    struct card_new in = {.case_id = 2, .version = 2, .services = SERVICE_TRANSPORT};
    struct card card, *cards;
    size_t count;

    in.person = both_lay(r, ROLE_PROTECTED);
    must_refuse(r, card_issue(&r->work, &in, &card), ERR_DENIED, "sealed_file");
    must_refuse(r, card_list(&r->work, in.person, &cards, &count), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 0);
    r->work.why = "rrezik i menjëhershëm";
    must(card_issue(&r->work, &in, &card));
}

/* In the sealed file he is the respondent; in the open one somebody protects himself. */
static void every_role_in_the_sealed_file_counts(void **state)
{
    struct test_register *r = *state;
    const struct case_person_new in = {
        .version = 1,
        .role = ROLE_PROTECTED,
        .who = {.first_name = "Agim", .surname = "Kola", .nid = NID, .birth_date = DATE_NONE}};
    struct card *cards;
    int64_t agim = 0, id;
    size_t count;
    struct paper p;

    paper_make(&p);
    p.respondent.who.nid = NID;
    p.order.respondent = &p.respondent;
    (void)paper_register(r, &p, &id);
    must(case_person_register(&r->work, open_lay(r), &in, &agim));
    must(card_list(&r->work, agim, &cards, &count));
    must(db_script(r->db, SQL_SEAL));
    must_refuse(r, card_list(&r->work, agim, &cards, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, case_of_beneficiary(&r->work, agim, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_person_may_open(&r->work, agim, 2), ERR_DENIED, "sealed_file");
    must(case_person_may_open(&r->work, agim, 1));
}

static void those_entrusted_pass_without_a_reason(void **state)
{
    struct test_register *r = *state;
    int64_t elira = both_lay(r, ROLE_PROTECTED);
    struct safe_contact out;

    must(db_script(r->db, "INSERT INTO case_access (case_id, account_id) VALUES (1, 1)"));
    must(case_contact_read(&r->work, 2, elira, &out));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_personal_number_fetches_nobody_out_of_a_sealed_file),
        with_register(nor_does_an_order_that_names_the_number),
        with_register(the_other_file_tells_neither_contact_nor_rights),
        with_register(the_other_file_issues_no_card),
        with_register(every_role_in_the_sealed_file_counts),
        with_register(those_entrusted_pass_without_a_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
