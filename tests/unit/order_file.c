/* What is wrong with an order for a file that is there already: versions, doubles, persons and orders named
 * by their number. 2026-03-10. */
#include "domain/order/order_check.h"
#include "support/paper.h"

static void must_pass(struct test_register *r, const struct paper *p)
{
    struct apart before = apart_begin(r);

    r->work.warning_count = 0;
    must(order_check(&r->work, &p->order));
    apart_end(r, before);
}

static void must_fail_at(struct test_register *r, const struct paper *p, const char *code, const char *field)
{
    must_refuse_at(r, order_check(&r->work, &p->order), ERR_INPUT, code, field);
}

static void a_file_is_written_by_its_version(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t id;

    paper_make(&p);
    paper_register(r, &p, &id);
    paper_next(r, id, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 10, 1), &p);
    p.order.unit = NULL; /* the file has one */
    must_pass(r, &p);
    p.order.version = 0;
    must_fail_at(r, &p, "required", "version");
    p.order.unversioned = true;
    must_pass(r, &p);
}

static void the_same_paper_twice_is_a_conflict(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t id;

    paper_make(&p);
    paper_register(r, &p, &id);
    p.order.issuer = "GJYKATA e Shkalles se Pare e Juridiksionit te Pergjithshem Gjirokaster";
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "order_exists", "number");
    p.order.number = "14/1";
    must_pass(r, &p);
    p.order.number = "14";
    p.order.decision_date++;
    must_pass(r, &p);
    p.order.decision_date--;
    p.order.issuer = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Berat";
    must_pass(r, &p);
}

static void persons_by_number_stand_in_the_file_in_that_role(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t id, other;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    paper_register(r, &p, &id); /* persons 1, 2 and the respondent 3 */
    paper_next(r, 0, ORDER_UM, "16", date_make(2026, 3, 2), date_make(2026, 10, 1), &p);
    p.persons[0].who.first_name = "Teuta";
    paper_register(r, &p, &other); /* person 4 */
    paper_next(r, id, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 10, 1), &p);
    p.order.respondent = &p.respondent;
    p.persons[0].person = 1;
    p.persons[1].person = 2;
    p.respondent.person = 3;
    must_pass(r, &p);
    p.persons[1].person = 4;
    must_fail_at(r, &p, "not_in_file", "persons[1].person");
    p.persons[1].person = 3;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "already_in_file", "persons[1].role");
    p.persons[1].person = 1;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "already_in_file", "persons[1].role");
    p.persons[1].person = 2;
    p.respondent.person = 1;
    must_refuse_at(r, order_check(&r->work, &p.order), ERR_CONFLICT, "already_in_file", "respondent.role");
    p.respondent.person = 99;
    must_fail_at(r, &p, "not_in_file", "respondent.person");
}

static void what_it_follows_stands_in_the_same_file(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t id, other, first, foreign;

    paper_make(&p);
    first = paper_register(r, &p, &id);
    p.order.number = "20";
    foreign = paper_register(r, &p, &other);
    paper_next(r, id, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 10, 1), &p);
    p.order.follows = first;
    must_pass(r, &p);
    p.order.follows = foreign;
    must_fail_at(r, &p, "other_file", "follows");
    p.order.follows = 99;
    must_fail_at(r, &p, "other_file", "follows");
    p.order.case_id = p.order.version = 0;
    p.order.follows = first;
    must_fail_at(r, &p, "other_file", "follows");
}

static void what_it_follows_does_not_start_later(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t id, first;

    paper_make(&p);
    first = paper_register(r, &p, &id);
    paper_next(r, id, ORDER_UM, "15", date_make(2026, 2, 28), date_make(2026, 10, 1), &p);
    p.order.follows = first;
    must_fail_at(r, &p, "out_of_order", "follows");
    p.order.start = date_make(2026, 3, 1);
    must_pass(r, &p);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_file_is_written_by_its_version),
        with_register(the_same_paper_twice_is_a_conflict),
        with_register(persons_by_number_stand_in_the_file_in_that_role),
        with_register(what_it_follows_stands_in_the_same_file),
        with_register(what_it_follows_does_not_start_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
