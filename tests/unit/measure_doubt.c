/* A register in which letters a to r were the codes of measures: what was chosen by its words keeps its
 * meaning, and what came in as letters from outside is asked about. */
#include "domain/order/measure_doubt.h"

#include <string.h>

#include "domain/order/act_content.h"
#include "domain/order/measure_meant.h"
#include "domain/order/order_read.h"
#include "domain/upkeep/upgrade.h"
#include "domain/work/sealed.h"
#include "support/old_register.h"
#include "support/paper.h"

/* Orders 1 typed in, 2 to 5 imported: 2 with letters of both lists, 3 with three that mean the same in both,
 * 4 with one that is the register's alone, 5 put right since. */
static const char SQL_OLD[] =
    "INSERT INTO unit (id, name, name_folded) VALUES (1, 'Picar', 'picar');"
    "INSERT INTO case_file (id, number, unit_id, created_at, key_id) VALUES (5, '1/2025', 1, 1, 1);"
    "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
    "issue_blind, "
    "day_blind, decision_date, import_blind, created_at) VALUES "
    "(1, 5, 'UM', x'00', x'00', x'01', x'01', x'01', '2025-11-01', NULL, 1), "
    "(2, 5, 'UM', x'00', x'00', x'02', x'02', x'02', '2025-11-02', x'02', 1), "
    "(3, 5, 'UM', x'00', x'00', x'03', x'03', x'03', '2025-11-03', x'03', 1), "
    "(4, 5, 'UM', x'00', x'00', x'04', x'04', x'04', '2025-11-04', x'04', 1), "
    "(5, 5, 'UM', x'00', x'00', x'05', x'05', x'05', '2025-11-05', x'05', 1);"
    "INSERT INTO order_measure (order_id, code) VALUES (1, 'a'), (1, 'd'), (1, 'r'), (2, 'a'), (2, 'd'), "
    "(2, 'e'), (3, 'a'), (3, 'b'), (3, 'c'), (4, 'd'), (4, 'n'), (5, 'a'), (5, 'h');"
    "INSERT INTO order_act (id, order_id, kind, on_day, start_day, recorded_at) VALUES "
    "(1, 1, 'granted', '2025-11-01', '2025-11-01', 1), (2, 2, 'granted', '2025-11-02', '2025-11-02', 1), "
    "(3, 5, 'registration_corrected', '2025-12-01', NULL, 1), (4, 1, 'amended', '2025-12-01', NULL, 1);"
    "INSERT INTO order_act_measure (id, act_id, code, goes) VALUES (1, 3, 'h', 'in'), (2, 4, 'p', 'in'), "
    "(3, 4, 'd', 'out');";

static int64_t number_of(const struct old_register *old, const char *sql)
{
    int64_t n = -1;

    must(db_int(old->work.db, sql, NO_BINDS, &n));
    return n;
}

#define COUNT_OF(old, where) number_of((old), "SELECT count(*) FROM " where)

static void what_was_chosen_by_its_words_keeps_its_meaning(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    old_register_open(r, "measures", SQL_OLD, &old);
    must(upgrade_apply(&old.work, &applied));
    assert_int_equal(COUNT_OF(&old,
                              "order_measure WHERE order_id = 1 AND code IN ('no_violence', 'distance', "
                              "'respondent_programme')"),
                     3);
    assert_int_equal(COUNT_OF(&old, "order_act_measure WHERE act_id = 4 AND ((code = 'periodic_payment' AND "
                                    "goes = 'in') OR (code = 'distance' AND goes = 'out'))"),
                     2);
    assert_int_equal(COUNT_OF(&old, "order_measure WHERE length(code) = 1"), 0);
    assert_int_equal(COUNT_OF(&old, "measure WHERE length(code) = 1"), 0);
    must_fail(db_exec(old.work.db, "UPDATE order_act_measure SET goes = 'in'", NO_BINDS), ERR_INPUT);
    must(db_check(old.work.db));
    db_close(&old.work.db);
}

static void letters_from_outside_are_asked_about(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    old_register_open(r, "measures", SQL_OLD, &old);
    must(upgrade_apply(&old.work, &applied));
    /* The law's "d" is to keep away, and its "e" the contact with children. */
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE meant IS NULL"), 2);
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE order_id = 2 AND letter = 'd' AND by_register = "
                                    "'distance' AND by_law = 'keep_away' AND read_as = 'distance'"),
                     1);
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE order_id = 2 AND letter = 'e' AND by_register = "
                                    "'keep_away' AND by_law = 'child_contact' AND read_as = 'keep_away'"),
                     1);
    /* Until then the order has what it was read as. */
    assert_int_equal(COUNT_OF(&old,
                              "order_measure WHERE order_id = 2 AND code IN ('no_violence', 'distance', "
                              "'keep_away')"),
                     3);
    db_close(&old.work.db);
}

/* Orders 1 and 2 sent by a program, one after the other; 3 typed on the page, which looks ahead; 4 sent, with
 * a letter that is the register's alone; 5 typed, and amended by a program; 6 sent with what only codes can
 * say. */
static const char SQL_SENT[] =
    "INSERT INTO unit (id, name, name_folded) VALUES (1, 'Picar', 'picar');"
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
    "(7, 'p', 'P', 'coordinator', 'x', 1);"
    "INSERT INTO case_file (id, number, unit_id, created_at, key_id) VALUES (5, '1/2025', 1, 1, 1);"
    "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
    "issue_blind, day_blind, decision_date, import_blind, created_at) "
    "SELECT value, 5, 'UM', x'00', x'00', CAST(value AS BLOB), "
    "CAST(value AS BLOB), CAST(value AS BLOB), '2025-11-01', NULL, 100 + value "
    "FROM json_each('[1,2,3,4,5,6]');"
    "INSERT INTO order_measure (order_id, code) VALUES (1, 'no_violence'), (1, 'distance'), (2, "
    "'keep_away'), "
    "(3, 'distance'), (4, 'distance'), (4, 'custody'), (5, 'distance'), (6, 'distance');"
    "INSERT INTO order_act (id, order_id, kind, on_day, start_day, recorded_at) VALUES "
    "(1, 5, 'amended', '2025-12-01', NULL, 200);"
    "INSERT INTO order_act_measure (id, act_id, code, goes) VALUES (1, 1, 'no_entry', 'in');"
    "INSERT INTO order_measure_detail (id, order_id, code, detail, value_sealed) VALUES "
    "(1, 6, 'distance', 'metres', x'00');"
    "INSERT INTO audit (id, at, actor, account_id, what, record, record_id, why, previous, hash) "
    "SELECT key + 1, CASE value ->> 0 WHEN 'act.amended' THEN 200 ELSE 100 + key END, 'p', 7, value ->> 0, "
    "'protection_order', value ->> 1, '', x'00', x'00' FROM json_each('["
    "[\"order.register\",1],[\"order.register\",2],[\"order.preview\",0],[\"case.read\",5],"
    "[\"order.register\",3],[\"order.register\",4],[\"order.preview\",0],[\"order.register\",5],"
    "[\"order.register\",6],[\"act.preview\",3],[\"act.amended\",5]]');";

static void letters_that_a_program_sent_are_asked_about(void **state)
{
    struct test_register *r = *state;
    struct old_register old;
    int applied;

    old_register_open(r, "letters_from_outside", SQL_SENT, &old);
    must(upgrade_apply(&old.work, &applied));
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE order_id = 1 AND letter = 'd' AND by_register = "
                                    "'distance' AND by_law = 'keep_away' AND read_as = 'distance'"),
                     1);
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE order_id = 2 AND letter = 'e' AND by_law = "
                                    "'child_contact'"),
                     1);
    /* What the act brought alone; the order itself was typed by its words. */
    assert_int_equal(COUNT_OF(&old, "measure_doubt WHERE order_id = 5 AND letter = 'h' AND by_law = "
                                    "'maintenance'"),
                     1);
    assert_int_equal(COUNT_OF(&old, "measure_doubt"), 3);
    assert_int_equal(COUNT_OF(&old, "order_measure WHERE order_id IN (1, 2)"), 3);
    must(db_check(old.work.db));
    db_close(&old.work.db);
}

/* The sum of an act, as it was sealed before, is read as it was among the other details. */
static void sums_of_acts_move_in_among_the_details(void **state)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    struct test_register *r = *state;
    struct measure_in in[] = {{.code = "periodic_payment"}};
    const struct act_content content = {.measures_in = in, .measures_in_count = 1};
    struct measure_sayings said;
    struct old_register old;
    struct act_new act;
    struct desk d;
    int applied;

    /* A file whose key is real, in a copy of the rows that the old register gets. */
    um_lay(r, &d);
    act = desk_act(r, &d, ACT_AMENDED);
    act.content = &content;
    desk_take(r, &d, &act);
    must(sealed_text(&r->work, OF_ORDER(d.order), "order_act_measure", "sum", 2, "15000", &sealed));
    old_register_open(r, "measures", SQL_OLD, &old);
    must(db_exec(old.work.db,
                 "INSERT INTO order_act_measure (id, act_id, code, goes, sum_sealed) VALUES "
                 "(9, 3, 'p', 'in', NULL)",
                 NO_BINDS));
    must(db_exec(old.work.db, "DROP TRIGGER order_act_measure_no_update", NO_BINDS));
    must(db_exec(old.work.db, "UPDATE order_act_measure SET sum_sealed = :sum WHERE id = 2",
                 BINDS(SEALED(":sum", sealed))));
    must(db_exec(old.work.db,
                 "CREATE TRIGGER order_act_measure_no_update BEFORE UPDATE ON order_act_measure BEGIN "
                 "SELECT RAISE(ABORT, 'acts are appended, never edited'); END",
                 NO_BINDS));
    must(upgrade_apply(&old.work, &applied));
    must(measure_sayings_read(&old.work, 1, &said));
    assert_int_equal(said.count, 1);
    assert_int_equal(said.at[0].act, 4);
    assert_string_equal(said.at[0].code, "periodic_payment");
    assert_int_equal(said.at[0].detail, DETAIL_SUM);
    assert_string_equal(said.at[0].value, "15000");
    db_close(&old.work.db);
}

/* An order that stands as "d" was read: 3 measures, one of them in doubt. */
static void doubt_lay(struct test_register *r, const char *by_register, const char *by_law, struct desk *d)
{
    struct measure_in measures[] = {{.code = "no_violence"}, {.code = by_register}};
    struct letter_doubt doubt = {"d", by_register, by_law, by_register};
    struct paper p;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 2;
    p.order.doubts = &doubt;
    p.order.doubts_count = 1;
    d->order = paper_register(r, &p, &d->file);
}

static void the_answer_puts_the_registration_right(void **state)
{
    struct test_register *r = *state;
    struct meant_in meant[] = {{"d", "keep_away"}};
    struct measures_meant in = {.meant = meant, .meant_count = 1};
    struct act_line *acts;
    struct order_line o;
    struct desk d;
    int64_t version;
    size_t count;

    doubt_lay(r, "distance", "keep_away", &d);
    must(order_load(&r->work, d.order, &o));
    assert_int_equal(o.doubt_count, 1);
    in.version = file_version(r, d.file);
    must(measure_doubts_answer(&r->work, d.order, &in, &version));
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.doubt_count, 0);
    assert_int_equal(o.measure_count, 2);
    assert_string_equal(o.measures[1].code, "keep_away");
    assert_int_equal(acts[count - 1].act.kind, ACT_REGISTRATION_CORRECTED);
    assert_int_equal(acts[count - 1].measure_count, 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.measures_meant'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM measure_doubt WHERE meant = 'keep_away' AND "
                                     "answered_at IS NOT NULL"),
                     1);
    in.version = version;
    must_refuse(r, measure_doubts_answer(&r->work, d.order, &in, &version), ERR_CONFLICT, "no_doubt");
}

static void an_answer_that_changes_nothing_is_no_act(void **state)
{
    struct test_register *r = *state;
    struct meant_in meant[] = {{"d", "distance"}};
    struct measures_meant in = {.meant = meant, .meant_count = 1};
    struct act_line *acts;
    struct order_line o;
    struct desk d;
    int64_t version;
    size_t count;

    doubt_lay(r, "distance", "keep_away", &d);
    in.version = file_version(r, d.file);
    must(measure_doubts_answer(&r->work, d.order, &in, &version));
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(o.doubt_count, 0);
    assert_string_equal(o.measures[1].code, "distance");
    assert_int_equal(count, 1);
}

static void every_letter_needs_one_of_its_two(void **state)
{
    struct test_register *r = *state;
    struct meant_in meant[] = {{"d", "custody"}, {"x", "distance"}};
    struct measures_meant in = {.meant = meant};
    struct desk d;
    int64_t version;

    doubt_lay(r, "distance", "keep_away", &d);
    in.version = file_version(r, d.file);
    must_refuse(r, measure_doubts_answer(&r->work, d.order, &in, &version), ERR_INPUT, "required");
    in.meant_count = 2;
    must_refuse(r, measure_doubts_answer(&r->work, d.order, &in, &version), ERR_INPUT, "not_one_of_two");
    assert_int_equal(r->work.problem.fault_count, 2);
    assert_string_equal(r->work.problem.faults[0].field, "meant[0].code");
    assert_string_equal(r->work.problem.faults[1].field, "meant[1].letter");
    assert_int_equal(register_int(r, "SELECT count(*) FROM measure_doubt WHERE meant IS NULL"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(what_was_chosen_by_its_words_keeps_its_meaning),
        with_register(letters_from_outside_are_asked_about),
        with_register(letters_that_a_program_sent_are_asked_about),
        with_register(letters_that_a_program_sent_are_asked_about),
        with_register(sums_of_acts_move_in_among_the_details),
        with_register(the_answer_puts_the_registration_right),
        with_register(an_answer_that_changes_nothing_is_no_act),
        with_register(every_letter_needs_one_of_its_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
