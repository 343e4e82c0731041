/* Stays: what is taken, what is refused, what follows. 2026-03-10; Elira and her child Ana with an order of
 * 2026-03-09. */
#include "domain/order/stay.h"

#include <string.h>

#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct stay_new stay_in(const struct test_register *r, const struct holder *h)
{
    return (struct stay_new){
        .version = 1, .person = h->person, .place = "Qendra X", .from = TODAY - 3, .until = DATE_NONE};
}

static void a_stay_begins_and_ends(void **state)
{
    struct test_register *r = *state;
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(count, 1);
    assert_int_equal(stays[0].id, id);
    assert_int_equal(stays[0].person, h.person);
    assert_string_equal(stays[0].place, "Qendra X");
    assert_int_equal(stays[0].from, TODAY - 3);
    assert_int_equal(stays[0].until, DATE_OPEN);
    must(stay_end(&r->work, id, 2, TODAY - 3));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(stays[0].until, TODAY - 3);
    assert_int_equal(file_version(r, h.case_id), 3);
    assert_int_equal(holder_logged(r, "stay.begin"), 1);
    assert_int_equal(holder_logged(r, "stay.end"), 1);
    assert_int_equal(register_int(r, "SELECT instr(place_sealed, CAST('Qendra' AS BLOB)) FROM stay"), 0);
}

static void a_stay_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    char text[122] = "";
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    in.from = DATE_NONE;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "required", "from");
    in.from = TODAY + 1;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "in_future", "from");
    in.from = TODAY;
    in.until = TODAY - 1;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "out_of_order", "until");
    in = stay_in(r, &h);
    memset(text, 'x', 121);
    in.place = text;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "too_long", "place");
    in = stay_in(r, &h);
    in.person = 99;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "not_in_file", "person");
    in = stay_in(r, &h);
    in.version = 2;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_CONFLICT, "stale_version", "version");
    assert_int_equal(register_int(r, "SELECT count(*) FROM stay"), 0);
}

static void a_stay_ends_once_between_its_beginning_and_today(void **state)
{
    struct test_register *r = *state;
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must_refuse_at(r, stay_end(&r->work, id, 2, DATE_NONE), ERR_INPUT, "required", "until");
    must_refuse_at(r, stay_end(&r->work, id, 2, TODAY + 1), ERR_INPUT, "in_future", "until");
    must_refuse_at(r, stay_end(&r->work, id, 2, TODAY - 4), ERR_INPUT, "out_of_order", "until");
    must_refuse_at(r, stay_end(&r->work, id, 1, TODAY), ERR_CONFLICT, "stale_version", "version");
    must_refuse(r, stay_end(&r->work, 99, 2, TODAY), ERR_ABSENT, "no_such_stay");
    must(stay_end(&r->work, id, 2, TODAY));
    must_refuse_at(r, stay_end(&r->work, id, 3, TODAY), ERR_CONFLICT, "already_ended", "until");
}

static void a_sealed_files_stays_are_guarded(void **state)
{
    struct test_register *r = *state;
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    holder_seal(r);
    in.version = 2;
    must_refuse(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, stay_end(&r->work, id, 2, TODAY - 9), ERR_DENIED, "sealed_file");
    must_refuse(r, stay_list(&r->work, h.case_id, &stays, &count), ERR_DENIED, "sealed_file");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_stay_begins_and_ends),
        with_register(a_stay_is_refused_where_it_makes_no_sense),
        with_register(a_stay_ends_once_between_its_beginning_and_today),
        with_register(a_sealed_files_stays_are_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
