/* The checklist of applications: dated rules, and which of them an application falls under. 2026-03-10;
 * Elira with an order of 2026-03-09. */
#include "domain/payment/document.h"

#include "domain/payment/application.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct document_rule family(date from)
{
    return (struct document_rule){.code = "family",
                                  .text = "Vërtetim familjar",
                                  .text_en = "Family certificate",
                                  .printed = "Vërtetim",
                                  .printed_en = "Certificate",
                                  .source = "VKB 9/2026",
                                  .from = from,
                                  .until = DATE_NONE};
}

static size_t asked_of_one_filed_today(struct test_register *r)
{
    struct application_new in = {.filed_on = TODAY};
    struct document *list;
    struct holder h;
    int64_t id;
    size_t count;

    holder_stand(r, &h);
    in.version = file_version(r, h.case_id);
    in.case_id = h.case_id;
    in.person = h.person;
    must(application_file(&r->work, &in, &id));
    must(document_list(&r->work, id, &list, &count));
    return count;
}

static void a_paper_is_asked_for_from_its_first_day(void **state)
{
    struct test_register *r = *state;
    struct document_rule in = family(TODAY);
    int64_t id;

    must(document_rule_add(&r->work, &in, &id));
    assert_int_equal(asked_of_one_filed_today(r), 4);
}

static void a_paper_to_come_is_not_asked_for_yet(void **state)
{
    struct test_register *r = *state;
    struct document_rule in = family(TODAY + 1);
    int64_t id;

    must(document_rule_add(&r->work, &in, &id));
    assert_int_equal(asked_of_one_filed_today(r), 3);
}

static void a_paper_is_asked_for_until_its_last_day(void **state)
{
    struct test_register *r = *state;

    must(document_rule_end(&r->work, 3, TODAY - 1));
    assert_int_equal(asked_of_one_filed_today(r), 2);
    must_refuse_at(r, document_rule_end(&r->work, 3, TODAY), ERR_CONFLICT, "already_ended", "until");
    must_refuse(r, document_rule_end(&r->work, 99, TODAY), ERR_ABSENT, "no_document_rule");
}

static void a_rule_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    struct document_rule in = family(TODAY);
    int64_t id;

    in.until = TODAY - 1;
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "out_of_order", "until");
    in = family(TODAY);
    in.code = "Letra ime";
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "bad_code", "code");
    in.code = "order";
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_CONFLICT, "rule_overlaps", "from");
    in = family(TODAY);
    in.code = "court_paper";
    in.printed = "Vendim i Gjykatës";
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "telling", "printed");
    in.printed = "URDHËR";
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "telling", "printed");
    in.printed = "Dokument";
    in.printed_en = "Protection paper";
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "telling", "printed_en");
    in.printed_en = "Paper";
    in.printed = NULL;
    must_refuse_at(r, document_rule_add(&r->work, &in, &id), ERR_INPUT, "required", "printed");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_paper_is_asked_for_from_its_first_day),
        with_register(a_paper_to_come_is_not_asked_for_yet),
        with_register(a_paper_is_asked_for_until_its_last_day),
        with_register(a_rule_is_refused_where_it_makes_no_sense),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
