/* Acts on an order: which says what, within which limits of the law, and what follows. An UM of 2026-03-01 to
 * 2026-09-30; it is 2026-03-10, ten in the morning. */
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/work/question.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static void an_act_is_appended_and_logged(void **state)
{
    struct test_register *r = *state;
    struct act_line *acts;
    struct order_line o;
    struct act_new act;
    struct desk d;
    int64_t id;
    size_t count;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act.time = "09:15";
    act.note = "dorëzuar nga përmbaruesi";
    id = desk_take(r, &d, &act);
    must(order_read(&r->work, d.order, &o, &acts, &count));
    assert_int_equal(count, 2);
    assert_int_equal(acts[1].act.id, id);
    assert_int_equal(acts[1].act.kind, ACT_SERVED);
    assert_int_equal(acts[1].act.on, TODAY);
    assert_int_equal(acts[1].act.at, REGISTER_NOW - 45 * 60);
    assert_int_equal(acts[1].act.end, DATE_NONE);
    assert_string_equal(acts[1].decision, "77/2026");
    assert_string_equal(acts[1].note, "dorëzuar nga përmbaruesi");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.served' AND record_id = 1 "
                                     "AND case_id = 1 AND case_version = 2"),
                     1);
}

static void an_act_cannot_be_edited_or_removed(void **state)
{
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    must_fail(db_exec(r->db, "UPDATE order_act SET end_day = '2029-01-01'", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(r->db, "DELETE FROM order_act", NO_BINDS), ERR_INPUT);
}

static void an_order_nobody_knows_is_absent(void **state)
{
    struct test_register *r = *state;
    struct act_new act = {.kind = ACT_SERVED};
    int64_t id, version;

    must_refuse(r, act_record(&r->work, 9, &act, &id, &version), ERR_ABSENT, "no_such_order");
}

static void a_grant_is_not_recorded_as_an_act(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_GRANTED);
    desk_refuse(r, &d, &act, ERR_INPUT, "unknown_kind", "kind");
    act.kind = ACT_KINDS;
    desk_refuse(r, &d, &act, ERR_INPUT, "unknown_kind", "kind");
}

static void an_act_says_only_what_its_kind_says(void **state)
{
    static const struct {
        enum act_kind kind;
        const char *may; /* of start, end, open end, effective, other order, about, outcome */
    } KINDS[] = {{ACT_SERVED, ""},      {ACT_PETITIONED, ""},       {ACT_FINAL, ""},
                 {ACT_APPEALED, "a"},   {ACT_AMENDED, "eof"},       {ACT_EXTENSION_REQUESTED, ""},
                 {ACT_EXTENDED, "seo"}, {ACT_TERMINATED, "f"},      {ACT_ANNULLED, "f"},
                 {ACT_REPLACED, "fr"},  {ACT_EXTENSION_REFUSED, ""}};
    static const struct {
        char letter;
        const char *field;
    } MEMBERS[] = {{'s', "start"},       {'e', "end"},   {'o', "open_end"}, {'f', "effective"},
                   {'r', "other_order"}, {'a', "about"}, {'w', "outcome"}};
    struct test_register *r = *state;
    struct desk d;

    um_lay(r, &d);
    for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++) {
        for (size_t m = 0; m < sizeof MEMBERS / sizeof MEMBERS[0]; m++) {
            struct act_new act = desk_act(r, &d, KINDS[k].kind);
            const char *may = KINDS[k].may;

            while (*may && *may != MEMBERS[m].letter)
                may++;
            if (*may)
                continue;
            act.start = MEMBERS[m].letter == 's' ? TODAY : DATE_NONE;
            act.end = MEMBERS[m].letter == 'e' ? TODAY : DATE_NONE;
            act.open_end = MEMBERS[m].letter == 'o';
            act.effective = MEMBERS[m].letter == 'f' ? TODAY : DATE_NONE;
            act.other_order = MEMBERS[m].letter == 'r' ? 1 : 0;
            act.about = MEMBERS[m].letter == 'a' ? 1 : 0;
            act.outcome = MEMBERS[m].letter == 'w' ? APPEAL_UPHELD : APPEAL_NONE;
            desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", MEMBERS[m].field);
        }
    }
}

static void only_a_correction_corrects(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act.corrects = 1;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "corrects");
    act.corrects = 0;
    act.voids = true;
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_act", "voids");
}

static void only_a_court_act_with_a_number_changes_an_order(void **state)
{
    static const enum act_kind KINDS[] = {ACT_AMENDED, ACT_EXTENDED, ACT_TERMINATED, ACT_ANNULLED};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    for (size_t i = 0; i < 4; i++) {
        act = desk_act(r, &d, KINDS[i]);
        act.end = KINDS[i] == ACT_EXTENDED ? date_make(2027, 1, 1) : DATE_NONE;
        act.decision = NULL;
        desk_refuse(r, &d, &act, ERR_INPUT, "required", "decision");
        act.decision = "  ";
        desk_refuse(r, &d, &act, ERR_INPUT, "required", "decision");
    }
    act = desk_act(r, &d, ACT_APPEALED);
    act.decision = NULL;
    desk_take(r, &d, &act);
}

static void texts_have_their_most(void **state)
{
    struct test_register *r = *state;
    char text[2002] = "";
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    for (size_t i = 0; i < 2001; i++)
        text[i] = 'x';
    act = desk_act(r, &d, ACT_SERVED);
    act.note = text;
    desk_refuse(r, &d, &act, ERR_INPUT, "too_long", "note");
    act.note = text + 1;
    act.decision = text + 2001 - 61;
    desk_refuse(r, &d, &act, ERR_INPUT, "too_long", "decision");
    act.decision = text + 2001 - 60;
    desk_take(r, &d, &act);
}

static void the_day_lies_between_the_decision_and_today(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act.on = DATE_NONE;
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "on");
    act.on = TODAY + 1;
    desk_refuse(r, &d, &act, ERR_INPUT, "in_future", "on");
    act.on = date_make(2026, 2, 28);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "on");
    act.on = date_make(2026, 3, 1);
    desk_take(r, &d, &act);
}

static void the_hour_has_been(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    act.time = "9h";
    desk_refuse(r, &d, &act, ERR_INPUT, "bad_time", "time");
    act.time = "10:01";
    desk_refuse(r, &d, &act, ERR_INPUT, "in_future", "time");
    act.time = "10:00";
    desk_take(r, &d, &act);
}

static void only_an_um_becomes_final(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    act = desk_act(r, &d, ACT_FINAL);
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_kind", "kind");
    d.paper.order.number = "15";
    d.paper.order.kind = ORDER_UM;
    d.paper.order.end = date_make(2026, 9, 30);
    d.order = paper_register(r, &d.paper, &d.file);
    act = desk_act(r, &d, ACT_FINAL);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).final_on, TODAY);
}

/* ---- extensions and amendments */

static void an_extension_goes_on_from_the_last_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "end");
    act.end = date_make(2026, 9, 30);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "end");
    act.end = date_make(2027, 10, 1); /* twelve months from 2026-09-30 and a day */
    desk_refuse(r, &d, &act, ERR_CONFLICT, "extension_beyond_term", "end");
    act.end = date_make(2027, 9, 30);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2027, 9, 30));
    assert_int_equal(r->work.warning_count, 0);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 10, 1);
    desk_take(r, &d, &act);
}

static void a_court_goes_further_than_the_law_where_its_decision_says_so(void **state)
{
    static const char *const YES[] = {"extension_beyond_term"};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2028, 1, 31);
    must(question_confirm(&r->work, YES, 1));
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2028, 1, 31));
    assert_true(warned(r, "extension_beyond_term", "end"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'act.extended' "
                                     "AND why = 'confirmed: extension_beyond_term'"),
                     1);
}

static void all_that_is_wrong_with_an_act_is_told_at_once(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.decision = NULL;
    act.on = TODAY + 1;
    act.end = date_make(2028, 1, 31);
    desk_refuse(r, &d, &act, ERR_INPUT, "required", "decision");
    assert_int_equal(r->work.problem.fault_count, 3);
    assert_string_equal(r->work.problem.faults[1].field, "on");
    assert_true(r->work.problem.faults[2].question);
}

/* The UM ends on 2026-09-30: the law wants more asked by 2026-09-15. */
static void an_extension_asked_late_is_told(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    register_at(r, REGISTER_NOW + 190 * 86400LL); /* 2026-09-16 */
    act = desk_act(r, &d, ACT_EXTENSION_REQUESTED);
    act.on = date_make(2026, 9, 15);
    desk_take(r, &d, &act);
    assert_false(warned(r, "extension_late", "on"));
    act = desk_act(r, &d, ACT_EXTENSION_REQUESTED);
    act.on = date_make(2026, 9, 16);
    desk_take(r, &d, &act);
    assert_true(warned(r, "extension_late", "on"));
}

static void an_extension_by_the_law_of_its_day(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(db_script(r->db, "UPDATE legal_rule SET until_day = '2026-03-09' WHERE name = 'um_months';"
                          "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES "
                          "(99, 'um_months', 6, 'ligji i ri', '2026-03-10')"));
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 3, 31);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "extension_beyond_term", "end");
    act.on = TODAY - 1;
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 10, 1);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "extension_beyond_term", "end");
    act.end = date_make(2027, 9, 30);
    desk_take(r, &d, &act);
}

static void an_extension_after_the_end_is_taken_with_a_warning(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UM, date_make(2026, 3, 9), &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2026, 6, 9);
    desk_take(r, &d, &act);
    assert_true(warned(r, "extended_after_end", "on"));
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 6, 9));
}

static void what_has_no_last_day_is_not_extended(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, DATE_NONE, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2026, 12, 1);
    desk_refuse(r, &d, &act, ERR_INPUT, "no_end", "kind");
}

static void a_police_order_is_not_extended(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMPMM, date_make(2026, 3, 12), &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2026, 12, 1);
    desk_refuse(r, &d, &act, ERR_INPUT, "not_for_this_kind", "kind");
}

static void an_end_is_a_day_or_open(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    desk_lay(r, ORDER_UMM, date_make(2026, 6, 30), &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2026, 12, 1);
    act.open_end = true;
    desk_refuse(r, &d, &act, ERR_INPUT, "contradiction", "open_end");
    act.end = DATE_NONE;
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, DATE_OPEN);
}

static void an_um_keeps_a_last_day(void **state)
{
    static const enum act_kind KINDS[] = {ACT_EXTENDED, ACT_AMENDED};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    for (size_t i = 0; i < 2; i++) {
        act = desk_act(r, &d, KINDS[i]);
        act.open_end = true;
        desk_refuse(r, &d, &act, ERR_INPUT, "required", "end");
    }
}

static void an_amendment_may_move_the_end_within_the_term(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_AMENDED);
    desk_take(r, &d, &act); /* other measures, the same days */
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
    act = desk_act(r, &d, ACT_AMENDED);
    act.end = date_make(2026, 2, 28);
    desk_refuse(r, &d, &act, ERR_INPUT, "out_of_order", "end");
    act.end = date_make(2027, 3, 2);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "end_beyond_term", "end");
    act.end = date_make(2027, 3, 1);
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_AMENDED);
    act.end = date_make(2026, 4, 1);
    desk_take(r, &d, &act);
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 4, 1));
}

static void an_amendment_may_keep_what_an_extension_gave(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_EXTENDED);
    act.end = date_make(2027, 9, 30);
    desk_take(r, &d, &act);
    act = desk_act(r, &d, ACT_AMENDED);
    act.end = date_make(2027, 10, 1);
    desk_refuse(r, &d, &act, ERR_CONFLICT, "end_beyond_term", "end");
    act.end = date_make(2027, 9, 30);
    desk_take(r, &d, &act);
}

static void requests_and_appeals_move_no_day(void **state)
{
    static const enum act_kind KINDS[] = {ACT_SERVED, ACT_PETITIONED, ACT_APPEALED, ACT_EXTENSION_REQUESTED};
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    for (size_t i = 0; i < 4; i++) {
        act = desk_act(r, &d, KINDS[i]);
        desk_take(r, &d, &act);
    }
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
    assert_true(desk_protection(r, &d).extension_pending);
}

static void a_stale_version_is_told_what_changed(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;
    int64_t id, version;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_SERVED);
    desk_take(r, &d, &act);
    must_refuse_at(r, act_record(&r->work, d.order, &act, &id, &version), ERR_CONFLICT, "stale_version",
                   "version");
    assert_int_equal(r->work.change_count, 1);
    assert_string_equal(r->work.changes[0].what, "act.served");
    assert_int_equal(r->work.changes[0].version, 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act"), 2);
}

static void an_act_in_a_sealed_file_needs_a_reason(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    act = desk_act(r, &d, ACT_SERVED);
    desk_refuse(r, &d, &act, ERR_DENIED, "sealed_file", "");
    r->work.why = "kolegia me leje";
    desk_take(r, &d, &act);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 1);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(an_act_is_appended_and_logged),
        with_register(an_act_cannot_be_edited_or_removed),
        with_register(an_order_nobody_knows_is_absent),
        with_register(a_grant_is_not_recorded_as_an_act),
        with_register(an_act_says_only_what_its_kind_says),
        with_register(only_a_correction_corrects),
        with_register(only_a_court_act_with_a_number_changes_an_order),
        with_register(texts_have_their_most),
        with_register(the_day_lies_between_the_decision_and_today),
        with_register(the_hour_has_been),
        with_register(only_an_um_becomes_final),
        with_register(an_extension_goes_on_from_the_last_day),
        with_register(a_court_goes_further_than_the_law_where_its_decision_says_so),
        with_register(all_that_is_wrong_with_an_act_is_told_at_once),
        with_register(an_extension_asked_late_is_told),
        with_register(an_extension_by_the_law_of_its_day),
        with_register(an_extension_after_the_end_is_taken_with_a_warning),
        with_register(what_has_no_last_day_is_not_extended),
        with_register(a_police_order_is_not_extended),
        with_register(an_end_is_a_day_or_open),
        with_register(an_um_keeps_a_last_day),
        with_register(an_amendment_may_move_the_end_within_the_term),
        with_register(an_amendment_may_keep_what_an_extension_gave),
        with_register(requests_and_appeals_move_no_day),
        with_register(a_stale_version_is_told_what_changed),
        with_register(an_act_in_a_sealed_file_needs_a_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
