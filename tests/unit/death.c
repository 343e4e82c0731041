/* Deaths: what ends with them, what is refused. 2026-03-10; Elira and her child Ana with an order of
 * 2026-03-09. */
#include "domain/order/death.h"

#include "domain/file/explanation.h"
#include "domain/payment/application.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct death_new died(struct test_register *r, const struct holder *h, date on)
{
    return (struct death_new){file_version(r, h->case_id), h->case_id, on};
}

static enum why_not transport(struct test_register *r, const struct holder *h, date on)
{
    struct explanation *list;
    size_t count;

    must(explanation_list(&r->work, h->case_id, on, &list, &count));
    return list[0].why_not;
}

static void nothing_is_due_after_that_day(void **state)
{
    static const char SQL_UNTIL[] =
        "SELECT count(*) FROM card_service WHERE service = 'transport' AND until_day = '2026-03-09'";
    struct test_register *r = *state;
    struct death_new in;
    struct holder h;
    struct card card;

    holder_stand(r, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &card);
    in = died(r, &h, TODAY - 1);
    must(death_write(&r->work, h.person, &in));
    assert_int_equal(transport(r, &h, TODAY - 1), WHY_ENTITLED);
    assert_int_equal(transport(r, &h, TODAY), WHY_DECEASED);
    assert_int_equal(register_int(r, SQL_UNTIL), 1);
    assert_int_equal(holder_logged(r, "person.death"), 1);
}

static void a_mistake_is_taken_back(void **state)
{
    struct test_register *r = *state;
    struct death_new in;
    struct holder h;

    holder_stand(r, &h);
    in = died(r, &h, TODAY - 1);
    must(death_write(&r->work, h.person, &in));
    in = died(r, &h, DATE_NONE);
    must(death_write(&r->work, h.person, &in));
    assert_int_equal(transport(r, &h, TODAY), WHY_ENTITLED);
    assert_int_equal(holder_logged(r, "person.death_void"), 1);
}

static void who_has_died_does_not_apply(void **state)
{
    struct test_register *r = *state;
    struct application_new in = {.filed_on = DATE_NONE};
    struct death_new death;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    death = died(r, &h, TODAY - 1);
    must(death_write(&r->work, h.person, &death));
    in = (struct application_new){
        .version = file_version(r, h.case_id), .case_id = h.case_id, .person = h.person, .filed_on = TODAY};
    must_refuse_at(r, application_file(&r->work, &in, &id), ERR_INPUT, "deceased", "person");
}

static void a_death_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    struct death_new in;
    struct holder h;

    holder_stand(r, &h);
    in = died(r, &h, TODAY + 1);
    must_refuse_at(r, death_write(&r->work, h.person, &in), ERR_INPUT, "in_future", "on");
    in.on = date_make(1987, 5, 13);
    must_refuse_at(r, death_write(&r->work, h.person, &in), ERR_INPUT, "out_of_order", "on");
    in.on = TODAY;
    must_refuse_at(r, death_write(&r->work, 99, &in), ERR_INPUT, "not_in_file", "person");
    in.version = 9;
    must_refuse_at(r, death_write(&r->work, h.person, &in), ERR_CONFLICT, "stale_version", "version");
    holder_seal(r);
    must_refuse(r, death_write(&r->work, h.person, &in), ERR_DENIED, "sealed_file");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(nothing_is_due_after_that_day),
        with_register(a_mistake_is_taken_back),
        with_register(who_has_died_does_not_apply),
        with_register(a_death_is_refused_where_it_makes_no_sense),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
