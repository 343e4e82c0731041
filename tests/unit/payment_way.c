/* How somebody is paid. 2026-03-10; Elira is paid 9 000 for March. The account is the example of ISO 13616.
 */
#include "domain/payment/payment_way.h"

#include <string.h>

#include "domain/payment/payment_paper.h"
#include "domain/work/question.h"
#include "support/paper.h"
#include "support/payroll.h"

#define IBAN "AL47212110090000000235698741"

static int way_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

static void pays(struct test_register *r, const char *name, int value)
{
    must(db_exec(r->db, "UPDATE legal_rule SET value = :value WHERE name = :name",
                 BINDS(INT(":value", value), TEXT(":name", name))));
}

static err set(struct test_register *r, int64_t person, struct payment_way_new in, bool asked)
{
    static const char *const CONFIRM[] = {"account_alone"};
    int64_t id;

    as_officer(r);
    must(question_confirm(&r->work, CONFIRM, asked));
    return payment_way_set(&r->work, person, &in, &id);
}

static const struct payment_way_new BANK = {.way = WAY_BANK, .account = "AL47 2121 1009 0000 0002 3569 8741"};

static void cash_unless_the_municipality_pays_otherwise(void **state)
{
    struct test_register *r = *state;
    struct payment_way_seen seen;
    struct holder h;

    payroll_entitled(r, "700", "Elira", &h);
    as_officer(r);
    must(payment_way_read(&r->work, h.person, &seen));
    assert_int_equal(seen.way, WAY_CASH);
    assert_int_equal(seen.at, 0);
    must_refuse_at(r, set(r, h.person, BANK, true), ERR_CONFLICT, "way_not_paid", "way");
    pays(r, "pays_by_bank", 1);
    must_refuse_at(r, set(r, h.person, BANK, false), ERR_CONFLICT, "account_alone", "account");
    assert_true(r->work.problem.question);
    must(set(r, h.person, BANK, true));
    must(payment_way_read(&r->work, h.person, &seen));
    assert_int_equal(seen.paid, WAY_BANK);
    assert_string_equal(seen.account, IBAN);
    assert_string_equal(seen.by, "Aid Officer");
    must_refuse_at(r, set(r, h.person, BANK, false), ERR_CONFLICT, "account_alone",
                   "account"); /* each time */
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_way WHERE instr(account_sealed, 'AL47')"),
                     0);
    pays(r, "pays_by_bank", 0); /* an office that stops paying so pays in cash, and keeps what was noted */
    must(payment_way_read(&r->work, h.person, &seen));
    assert_int_equal(seen.way, WAY_BANK);
    assert_int_equal(seen.paid, WAY_CASH);
}

static void all_that_is_wrong_is_told_at_its_field(void **state)
{
    struct test_register *r = *state;
    struct payment_way_new in = BANK;
    struct holder h;

    payroll_entitled(r, "700", "Elira", &h);
    pays(r, "pays_by_bank", 1);
    pays(r, "pays_by_post", 1);
    in.account = "AL47 2121 1009 0000 0002 3569 8742";
    must_refuse_at(r, set(r, h.person, in, true), ERR_INPUT, "bad_account", "account");
    in.account = NULL;
    in.post_office = "Gjirokastër";
    must_refuse_at(r, set(r, h.person, in, true), ERR_INPUT, "required", "account");
    assert_int_equal(r->work.problem.fault_count, 2);
    must_refuse_at(r, set(r, h.person, (struct payment_way_new){.way = WAY_POST}, true), ERR_INPUT,
                   "required", "post_office");
    must_refuse(r, set(r, 99, BANK, true), ERR_ABSENT, "no_such_person");
    holder_seal(r);
    must_refuse(r, set(r, h.person, BANK, true), ERR_DENIED, "sealed_file");
}

static void the_list_has_the_columns_that_were_chosen(void **state)
{
    static const char *const CHOSEN[] = {"surname", "amount", "way", "account", "post_office", "notes"};
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf before = {0};
    CLEANUP(buf_free) struct buf after = {0};
    struct holder elira, drita;
    int64_t run;

    payroll_entitled(r, "700", "Elira", &elira);
    payroll_entitled(r, "701", "Drita", &drita);
    pays(r, "pays_by_bank", 1);
    pays(r, "pays_by_post", 1);
    must(set(r, elira.person, BANK, true));
    must(set(r, drita.person, (struct payment_way_new){.way = WAY_POST, .post_office = "Libohovë"}, true));
    run = payroll_run(r, "2026-03");
    as_officer(r);
    must(paper_columns_write(&r->work, CHOSEN, 6, NULL, 0));
    must(payment_paper_csv(&r->work, run, &before));
    assert_non_null(
        strstr(before.data, "\r\nKola;9000;në bankë;" IBAN ";;\r\nKola;9000;me postë;;Libohovë;\r\n"));
    pays(r, "pays_by_bank", 0);
    must(payment_paper_csv(&r->work, run, &after));
    assert_non_null(strstr(after.data, "\r\nKola;9000;në dorë;;;\r\nKola;9000;me postë;;Libohovë;\r\n"));
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, way_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(cash_unless_the_municipality_pays_otherwise),
        case_of(all_that_is_wrong_is_told_at_its_field),
        case_of(the_list_has_the_columns_that_were_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
