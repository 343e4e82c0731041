/* A file over time: acts with what became of them, spans of days with their reasons. 2026-03-10; Elira and
 * her child Ana. */
#include "domain/order/timeline.h"

#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "support/holder.h"
#include "support/paper.h"

static struct timeline line_of(struct test_register *r, int64_t case_id)
{
    struct timeline t;

    must(timeline_read(&r->work, case_id, &t));
    return t;
}

static void every_act_and_every_run_is_there(void **state)
{
    struct test_register *r = *state;
    const struct timeline_service *bus;
    struct timeline t;
    struct paper p;
    int64_t first, file;

    paper_next(r, 0, ORDER_UMM, "1", date_make(2026, 3, 1), DATE_NONE, &p);
    first = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "2", date_make(2026, 3, 8), date_make(2026, 12, 1), &p);
    p.order.follows = first;
    paper_register(r, &p, &file);
    t = line_of(r, file);
    assert_int_equal(t.order_count, 2);
    assert_int_equal(t.orders[0].act_count, 2); /* granted, replaced */
    assert_int_equal(t.orders[0].acts[1].line.act.kind, ACT_REPLACED);
    assert_int_equal(t.person_count, 2);
    bus = &t.persons[0].services[0];
    assert_int_equal(bus->now.why_not, WHY_ENTITLED);
    assert_int_equal(bus->span_count, 2);
    assert_string_equal(
        bus->spans[0].text,
        "falas brenda territorit të Bashkisë deri më 07.03.2026, sipas vendimit 1 dhe VKB 41/2019");
    assert_string_equal(
        bus->spans[1].text,
        "falas brenda territorit të Bashkisë deri më 01.12.2026, sipas vendimit 2 dhe VKB 41/2019");
    assert_string_equal(t.persons[1].first_name, "Ana");
}

static void where_there_is_no_right_it_says_why(void **state)
{
    struct test_register *r = *state;
    const struct timeline_service *s;
    struct timeline t;
    struct holder h;

    holder_stand(r, &h);
    t = line_of(r, h.case_id);
    s = &t.persons[0].services[SV_COUNT - 1];
    assert_int_equal(s->now.service, SV_PAYMENT);
    assert_int_equal(s->now.why_not, WHY_NO_APPLICATION);
    assert_int_equal(s->span_count, 0);
    assert_true(s->now.text[0] && s->now.text_en[0]);
}

static int64_t corrected(struct test_register *r, const struct holder *h, int64_t act, date effective)
{
    const struct act_new in = {.version = file_version(r, h->case_id),
                               .kind = ACT_CORRECTED,
                               .on = r->work.today,
                               .start = DATE_NONE,
                               .end = DATE_NONE,
                               .effective = effective,
                               .corrects = act,
                               .voids = effective == DATE_NONE,
                               .note = "gabim"};
    int64_t id, version;

    must(act_record(&r->work, h->order, &in, &id, &version));
    return id;
}

static void a_correction_shows_at_the_act_it_speaks_for(void **state)
{
    struct test_register *r = *state;
    const struct timeline_act *ended;
    struct timeline t;
    struct holder h;
    int64_t better, taken_back;

    holder_make(r, r->work.today - 30, r->work.today + 100, &h);
    holder_act(r, &h, ACT_TERMINATED, r->work.today);
    t = line_of(r, h.case_id);
    better = corrected(r, &h, t.orders[0].acts[1].line.act.id, r->work.today + 1);
    t = line_of(r, h.case_id);
    ended = &t.orders[0].acts[1];
    assert_int_equal(ended->corrected_by, better);
    assert_int_equal(ended->voided_by, 0);
    taken_back = corrected(r, &h, ended->line.act.id, DATE_NONE);
    t = line_of(r, h.case_id);
    ended = &t.orders[0].acts[1];
    assert_int_equal(ended->voided_by, taken_back);
    assert_int_equal(ended->corrected_by, 0);
    assert_int_equal(t.orders[0].acts[0].corrected_by, 0);
}

static int64_t read_often(struct test_register *r)
{
    return register_int(r, "SELECT count(*) FROM audit WHERE what = 'timeline.read'");
}

static void reading_it_is_logged_and_guarded(void **state)
{
    struct test_register *r = *state;
    struct timeline t;
    struct holder h;

    holder_stand(r, &h);
    line_of(r, h.case_id);
    assert_int_equal(read_often(r), 1);
    holder_seal(r);
    must_refuse(r, timeline_read(&r->work, h.case_id, &t), ERR_DENIED, "sealed_file");
    must_refuse(r, timeline_read(&r->work, 99, &t), ERR_ABSENT, "no_such_case");
    assert_int_equal(read_often(r), 1);
}

/* Her rights rest on the orders of both files, so the sealed one shuts the line of the open one, too. */
static void a_sealed_file_of_the_same_person_shuts_it(void **state)
{
    struct test_register *r = *state;
    struct timeline t;
    struct paper p;
    int64_t sealed, open;

    paper_make(&p);
    p.persons[0].who.nid = "I75514009V";
    paper_register(r, &p, &sealed);
    p.order.number = "15";
    p.order.unit = "Gjirokastër";
    paper_register(r, &p, &open);
    assert_int_not_equal(sealed, open);
    line_of(r, open);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1 WHERE id = 1"));
    must_refuse(r, timeline_read(&r->work, open, &t), ERR_DENIED, "sealed_file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_act_and_every_run_is_there, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(where_there_is_no_right_it_says_why, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_correction_shows_at_the_act_it_speaks_for, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(reading_it_is_logged_and_guarded, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_sealed_file_of_the_same_person_shuts_it, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
