/* Orders taken down: file, persons, acts and log in one; chains in which each order takes the place of the
 * one before; reading them back. 2026-03-10, ten in the morning. */
#include "domain/order/order.h"

#include <string.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/order/act_record.h"
#include "domain/order/catalogue.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct order_line line_of(struct test_register *r, int64_t order)
{
    struct order_line o;

    must(order_load(&r->work, order, &o));
    return o;
}

static void everything_stands_at_once(void **state)
{
    struct measure_in measures[] = {{.code = "removal"}, {.code = "10/a"}};
    struct test_register *r = *state;
    struct order_line o;
    struct paper p;
    int64_t id, file;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.order.relation = "bashkëshorti";
    p.order.measures = measures;
    p.order.measures_count = 2;
    p.order.received_on = TODAY;
    id = paper_register(r, &p, &file);
    o = line_of(r, id);
    assert_int_equal(o.case_id, file);
    assert_int_equal(o.kind, ORDER_UM);
    assert_string_equal(o.issuer, PAPER_COURT);
    assert_string_equal(o.number, "14");
    assert_int_equal(o.decision_date, date_make(2026, 3, 1));
    assert_int_equal(o.received_on, TODAY);
    assert_int_equal(o.follows, 0);
    assert_int_equal(o.person_count, 2); /* the respondent is not covered */
    assert_int_equal(o.measure_count, 2);
    assert_string_equal(o.measures[0].code, "no_violence"); /* in the order of the law */
    assert_string_equal(o.measures[1].code, "removal");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person WHERE role = 'respondent'"), 1);
    assert_int_equal(file_version(r, file), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.register' AND "
                                     "record_id = 1 AND case_id = 1 AND case_version = 1"),
                     1);
}

static void it_protects_from_the_decision_where_no_start_is_given(void **state)
{
    struct test_register *r = *state;
    struct protection p;
    struct paper paper;
    int64_t file;

    paper_make(&paper);
    p = line_of(r, paper_register(r, &paper, &file)).protection;
    assert_int_equal(p.from, date_make(2026, 3, 1));
    assert_int_equal(p.until, date_make(2026, 9, 30));
    assert_int_equal(p.final_on, DATE_NONE);
    assert_int_equal(p.granted_at, 0);
}

static void it_is_open_where_no_end_is_given(void **state)
{
    struct test_register *r = *state;
    struct paper paper;
    int64_t file;

    paper_make(&paper);
    paper.order.kind = ORDER_UMM;
    paper.order.end = DATE_NONE;
    paper.order.start = date_make(2026, 3, 3);
    assert_int_equal(line_of(r, paper_register(r, &paper, &file)).protection.until, DATE_OPEN);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE start_day = '2026-03-03' AND "
                                     "end_open = 1 AND end_day IS NULL"),
                     1);
}

static void hour_and_finality_become_acts(void **state)
{
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    struct paper p;
    int64_t file, at;
    size_t count;

    paper_make(&p);
    p.order.decided_at = "14:30";
    p.order.final_date = date_make(2026, 3, 9);
    must(order_read(&r->work, paper_register(r, &p, &file), &o, &acts, &count));
    must(instant_parse_local(date_make(2026, 3, 1), "14:30", &at));
    assert_int_equal(o.protection.granted_at, at);
    assert_int_equal(o.protection.final_on, date_make(2026, 3, 9));
    assert_int_equal(count, 2);
    assert_int_equal(acts[0].act.kind, ACT_GRANTED);
    assert_string_equal(acts[0].decision, "14");
    assert_string_equal(acts[0].recorded_by, "test");
    assert_int_equal(acts[0].recorded_at, REGISTER_NOW);
    assert_int_equal(acts[1].act.kind, ACT_FINAL);
    assert_null(acts[1].note);
}

static void of_a_refused_order_nothing_is_kept(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t order = 7, file = 8;

    paper_make(&p);
    p.persons[1].role = ROLE_DEPENDANT;
    p.persons[1].who = p.persons[0].who; /* the same person in two roles shows only while it is written */
    must_refuse_at(r, order_register(&r->work, &p.order, &order, &file), ERR_CONFLICT, "already_in_file",
                   "persons[1].role");
    assert_int_equal(order, 7);
    assert_int_equal(file, 8);
    assert_int_equal(register_int(r,
                                  "SELECT (SELECT count(*) FROM case_file) + (SELECT count(*) FROM person) + "
                                  "(SELECT count(*) FROM protection_order) + (SELECT count(*) FROM audit)"),
                     0);
}

static void a_respondent_who_is_protected_too_is_refused(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t order, file;

    paper_make(&p);
    p.respondent.who = p.persons[0].who;
    p.order.respondent = &p.respondent;
    must_refuse_at(r, order_register(&r->work, &p.order, &order, &file), ERR_CONFLICT, "already_in_file",
                   "respondent.role");
}

/* ---- chains */

static void each_order_takes_the_place_of_the_one_before(void **state)
{
    struct test_register *r = *state;
    const date police = date_make(2026, 2, 1), umm = date_make(2026, 2, 3), um = date_make(2026, 2, 20);
    struct protection first, second, third;
    int64_t orders[3], file;
    struct paper p;

    paper_next(r, 0, ORDER_UMPMM, "1", police, DATE_NONE, &p);
    orders[0] = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UMM, "2", umm, DATE_NONE, &p);
    p.order.follows = orders[0];
    orders[1] = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "3", um, date_make(2027, 2, 20), &p);
    p.order.follows = orders[1];
    orders[2] = paper_register(r, &p, &file);
    first = line_of(r, orders[0]).protection;
    second = line_of(r, orders[1]).protection;
    third = line_of(r, orders[2]).protection;
    assert_int_equal(first.until, umm - 1);
    assert_int_equal(first.cut_by, ACT_REPLACED);
    assert_int_equal(second.from, umm);
    assert_int_equal(second.until, um - 1);
    assert_int_equal(third.from, um);
    assert_int_equal(third.until, date_make(2027, 2, 20));
    assert_int_equal(line_of(r, orders[2]).follows, orders[1]);
    assert_int_equal(file_version(r, file), 3);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 2); /* named again, not entered again */
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_person"), 6);
}

static void the_one_before_says_what_replaced_it(void **state)
{
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    int64_t first, second, file;
    struct paper p;
    size_t count;

    paper_next(r, 0, ORDER_UMM, "1", date_make(2026, 3, 1), DATE_NONE, &p);
    first = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "2", date_make(2026, 3, 5), date_make(2026, 12, 1), &p);
    p.order.start = date_make(2026, 3, 8);
    p.order.follows = first;
    second = paper_register(r, &p, &file);
    must(order_read(&r->work, first, &o, &acts, &count));
    assert_int_equal(count, 2);
    assert_int_equal(acts[1].act.kind, ACT_REPLACED);
    assert_int_equal(acts[1].act.on, date_make(2026, 3, 5));
    assert_int_equal(acts[1].act.effective, date_make(2026, 3, 8));
    assert_int_equal(acts[1].act.other_order, second);
    assert_string_equal(acts[1].decision, "2");
    assert_int_equal(o.protection.until, date_make(2026, 3, 7)); /* no day without protection */
}

static void what_ended_before_stays_as_it_ended(void **state)
{
    struct test_register *r = *state;
    struct act_new act = {.kind = ACT_TERMINATED,
                          .on = date_make(2026, 3, 4),
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = date_make(2026, 3, 4),
                          .decision = "9"};
    int64_t first, file, id, version;
    struct paper p;

    paper_next(r, 0, ORDER_UMM, "1", date_make(2026, 3, 1), DATE_NONE, &p);
    first = paper_register(r, &p, &file);
    act.version = file_version(r, file);
    must(act_record(&r->work, first, &act, &id, &version));
    paper_next(r, file, ORDER_UM, "2", date_make(2026, 3, 8), date_make(2026, 12, 1), &p);
    p.order.follows = first;
    paper_register(r, &p, &file);
    assert_int_equal(line_of(r, first).protection.cut_by, ACT_TERMINATED);
    assert_int_equal(line_of(r, first).protection.until, date_make(2026, 3, 3));
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"), 0);
}

static void without_follows_both_stand(void **state)
{
    struct test_register *r = *state;
    int64_t first, file;
    struct paper p;

    paper_make(&p);
    first = paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    paper_register(r, &p, &file);
    assert_false(line_of(r, first).protection.cut);
}

/* ---- versions, sealed files, reading */

static void a_stale_version_is_told_what_changed(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file, order;

    paper_make(&p);
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    paper_register(r, &p, &file);
    p.order.number = "16";     /* still with version 1 */
    r->work.actor.account = 0; /* of somebody else, for what she wrote herself she knows */
    must_refuse_at(r, order_register(&r->work, &p.order, &order, &file), ERR_CONFLICT, "stale_version",
                   "version");
    assert_int_equal(r->work.change_count, 1);
    assert_int_equal(r->work.changes[0].version, 2);
    assert_string_equal(r->work.changes[0].actor, "test");
    assert_string_equal(r->work.changes[0].what, "order.register");
    assert_int_equal(file_version(r, file), 2);
}

static void an_import_does_not_compare_versions(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    paper_make(&p);
    paper_register(r, &p, &file);
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 12, 1), &p);
    p.order.version = 99;
    p.order.unversioned = true;
    paper_register(r, &p, &file);
    assert_int_equal(file_version(r, file), 2);
}

static void a_sealed_file_says_nothing_before_its_guard(void **state)
{
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    struct paper p;
    int64_t file, order;
    size_t count;

    paper_make(&p);
    order = paper_register(r, &p, &file);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    must_refuse(r, order_read(&r->work, order, &o, &acts, &count), ERR_DENIED, "sealed_file");
    paper_next(r, file, ORDER_UM, "14", date_make(2026, 3, 1), date_make(2026, 12, 1), &p);
    must_refuse(r, order_register(&r->work, &p.order, &order, &file), ERR_DENIED, "sealed_file");
    p.persons[0].person = 99;
    must_refuse(r, order_register(&r->work, &p.order, &order, &file), ERR_DENIED, "sealed_file");
}

static void reading_is_logged_and_loading_is_not(void **state)
{
    static const char SQL[] = "SELECT count(*) FROM audit WHERE what = 'order.read' AND record_id = 1 AND "
                              "case_id = 1 AND case_version IS NULL";
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    struct paper p;
    int64_t file;
    size_t count;

    paper_make(&p);
    paper_register(r, &p, &file);
    must(order_load(&r->work, 1, &o));
    assert_int_equal(register_int(r, SQL), 0);
    must(order_read(&r->work, 1, &o, &acts, &count));
    assert_int_equal(register_int(r, SQL), 1);
    must_refuse(r, order_read(&r->work, 2, &o, &acts, &count), ERR_ABSENT, "no_such_order");
}

static void the_court_that_is_likely_bears_its_name_today(void **state)
{
    struct test_register *r = *state;
    const char *court, *police;
    struct paper p;
    int64_t file;

    must(usual_issuers(&r->work, &court, &police));
    assert_string_equal(court, PAPER_COURT); /* the municipality's own */
    assert_null(police);
    /* Out of a list of past years: the names changed on 2023-05-01. */
    paper_make(&p);
    p.order.issuer = "Gjykata e Rrethit Gjyqësor Gjirokastër";
    p.order.decision_date = date_make(2022, 3, 24);
    p.order.end = date_make(2022, 9, 19);
    paper_register(r, &p, &file);
    must(usual_issuers(&r->work, &court, &police));
    assert_string_equal(court, PAPER_COURT);
    /* One that no list has is what the last paper had. */
    paper_next(r, file, ORDER_UM, "15", date_make(2026, 3, 2), date_make(2026, 9, 30), &p);
    p.order.issuer = "Gjykata e Provës";
    paper_register(r, &p, &file);
    must(usual_issuers(&r->work, &court, &police));
    assert_string_equal(court, "Gjykata e Provës");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(everything_stands_at_once),
        with_register(it_protects_from_the_decision_where_no_start_is_given),
        with_register(the_court_that_is_likely_bears_its_name_today),
        with_register(it_is_open_where_no_end_is_given),
        with_register(hour_and_finality_become_acts),
        with_register(of_a_refused_order_nothing_is_kept),
        with_register(a_respondent_who_is_protected_too_is_refused),
        with_register(each_order_takes_the_place_of_the_one_before),
        with_register(the_one_before_says_what_replaced_it),
        with_register(what_ended_before_stays_as_it_ended),
        with_register(without_follows_both_stand),
        with_register(a_stale_version_is_told_what_changed),
        with_register(an_import_does_not_compare_versions),
        with_register(a_sealed_file_says_nothing_before_its_guard),
        with_register(reading_is_logged_and_loading_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
