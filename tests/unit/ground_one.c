/* One holder of two grounds: in whatever order the office and the court came, and when it is found late that
 * two rows are one human. The order ends, the ground stays: nothing of it is seen. 2026-03-10 is today. */
#include <stdio.h>
#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_refresh.h"
#include "domain/file/person.h"
#include "domain/ground/ground_card.h"
#include "domain/ground/ground_kind.h"
#include "domain/office/organisation.h"
#include "domain/order/person_correct.h"
#include "domain/task/task.h"
#include "support/dump.h"
#include "support/grounds.h"
#include "support/paper.h"

#define TODAY        (r->work.today)
#define DAY(y, m, d) date_make(y, m, d)

static struct holder file_of(const struct both *b)
{
    return (struct holder){.case_id = b->case_id, .order = b->order, .person = b->person};
}

/* All of a card that is anybody's to see, or hangs together with it. */
struct face {
    int64_t list, index, revoked_at;
    date exp_day, closed_on;
    bool bit;
    struct check bus;
};

static struct face face_of(struct test_register *r, const char *number)
{
    struct card c;

    must(card_find(&r->work, number, false, &c));
    return (struct face){
        c.list, c.index, c.revoked_at, c.exp_day, c.closed_on, c.bit, door_check(r, "transport", number)};
}

static void assert_unmoved(struct test_register *r, const char *number, const struct face *was)
{
    const struct face is = face_of(r, number);

    assert_int_equal(is.list, was->list);
    assert_int_equal(is.index, was->index);
    assert_int_equal(is.exp_day, was->exp_day);
    assert_int_equal(is.closed_on, was->closed_on);
    assert_int_equal(is.revoked_at, was->revoked_at);
    assert_int_equal(is.bit, was->bit);
    assert_int_equal(is.bus.reason, CHECK_OK);
    assert_int_equal(is.bus.reason, was->bus.reason);
    assert_int_equal(is.bus.until, was->bus.until);
    assert_string_equal(is.bus.hint, was->bus.hint);
}

/* The court ends the order today: no row of a card or list moves, today or tomorrow. */
static void order_ends_unseen(struct test_register *r, const struct both *b, const char *number)
{
    const struct face was = face_of(r, number);
    const struct holder h = file_of(b);
    const char *before = dump(r, ""), *changed;

    holder_act(r, &h, ACT_TERMINATED, TODAY);
    changed = dump_changed(r, before, dump(r, ""));
    assert_null(strstr(changed, "card"));
    assert_null(strstr(changed, "status_list"));
    assert_unmoved(r, number, &was);
    before = dump(r, "");
    register_on(r, TODAY + 1);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    changed = dump_changed(r, before, dump(r, ""));
    assert_null(strstr(changed, "card"));
    assert_null(strstr(changed, "status_list"));
    assert_unmoved(r, number, &was);
}

static size_t cards_asked(struct test_register *r)
{
    struct task_day day;
    size_t n = 0;

    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        n += strncmp(day.tasks[i].what, "card_", 5) == 0;
    return n;
}

/* The next card comes as it does for everybody: in the last week, beside the one in use, which ends by
 * itself; the coordinator is asked nothing about it. */
static void renewed_as_others(struct test_register *r, const struct both *b, const char *number)
{
    const date last = ground_seen(r, b->holder).card.until;
    const char *next;

    assert_string_equal(ground_seen(r, b->holder).card.number, number);
    register_on(r, last - 7);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &(size_t){0}));
    assert_string_equal(ground_seen(r, b->holder).card.number, number);
    register_on(r, last - 6);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(cards_asked(r), 0);
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &(size_t){0}));
    next = ground_seen(r, b->holder).card.number;
    assert_string_not_equal(next, number);
    assert_int_equal(door_check(r, "transport", number).reason, CHECK_OK);
    assert_int_equal(door_check(r, "transport", next).reason, CHECK_OK);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1"), 0);
}

static void ground_first_then_order(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};

    b.number = ground_seen(r, b.holder).card.number;
    arta_order(r, ARTA_NID, &b);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 1);
    order_ends_unseen(r, &b, b.number);
    renewed_as_others(r, &b, b.number);
}

static void order_first_then_ground(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {0};
    struct holder h;
    struct face was;
    struct card c;

    arta_order(r, ARTA_NID, &b);
    h = file_of(&b);
    holder_card(r, &h, BUS_AND_DESK, &c);
    was = face_of(r, c.number);
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    ground_rule_of(r, "economic_aid", SV_DOCUMENTS);
    b.holder = ground_of(r, &in);
    must(ground_card_issue(&r->work, b.holder, false));
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 1);
    assert_string_equal(ground_seen(r, b.holder).card.number, c.number);
    assert_unmoved(r, c.number, &was);
    order_ends_unseen(r, &b, c.number);
    renewed_as_others(r, &b, c.number);
}

/* Without another ground the coordinator is asked for the next card of an order that goes on. */
static void an_order_that_goes_on_is_asked_about(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    register_on(r, c.exp_day - 6);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(cards_asked(r), 1);
    (void)b;
}

static void number_learned(struct test_register *r, const struct both *b)
{
    const struct person_new who = {
        .first_name = "Arta", .surname = "Gjoka", .nid = ARTA_NID, .birth_date = DAY(1985, 1, 1)};

    must(person_correct(&r->work, b->case_id, file_version(r, b->case_id), b->person, &who));
}

/* The file learns the number by which the office knows her already; each had given her a card. */
static void the_number_is_learned_in_the_file(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};
    struct face office, court;
    struct holder h;
    struct card c;

    b.number = ground_seen(r, b.holder).card.number;
    arta_order(r, NULL, &b);
    b.person = register_int(r, "SELECT person_id FROM case_person");
    h = file_of(&b);
    holder_card(r, &h, BUS_AND_DESK, &c);
    office = face_of(r, b.number);
    court = face_of(r, c.number);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 2);
    number_learned(r, &b);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1 OR revoked_at IS NOT NULL"), 0);
    assert_unmoved(r, b.number, &office);
    assert_unmoved(r, c.number, &court);
    /* The office goes on seeing its own. */
    assert_string_equal(ground_seen(r, b.holder).card.number, b.number);
    order_ends_unseen(r, &b, c.number);
    assert_unmoved(r, b.number, &office);
    assert_int_equal(door_check(r, "transport", c.number).reason, CHECK_OK);
    assert_string_equal(ground_seen(r, b.holder).card.number, b.number);
}

/* The same where the office had not asked for a card yet. */
static void the_number_is_learned_before_the_office_asks(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {.holder = ground_of(r, &in)};
    struct holder h;
    struct card c;

    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    arta_order(r, NULL, &b);
    h = file_of(&b);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    number_learned(r, &b);
    must(ground_card_issue(&r->work, b.holder, false));
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 1);
    order_ends_unseen(r, &b, c.number);
}

/* The office learns the number that stands in a file. */
static void the_number_is_learned_by_the_office(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {0};
    struct face office, court;
    struct holder h;
    struct card c;
    int64_t same;

    arta_order(r, ARTA_NID, &b);
    h = file_of(&b);
    holder_card(r, &h, BUS_AND_DESK, &c);
    in.nid = NULL;
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    ground_rule_of(r, "economic_aid", SV_DOCUMENTS);
    b.holder = ground_of(r, &in);
    must(ground_card_issue(&r->work, b.holder, false));
    b.number = ground_seen(r, b.holder).card.number;
    assert_string_not_equal(b.number, c.number);
    office = face_of(r, b.number);
    court = face_of(r, c.number);
    in.nid = ARTA_NID;
    must(ground_holder_correct(&r->work, b.holder, &in, false, &same));
    assert_int_equal(same, b.holder);
    assert_true(ground_seen(r, b.holder).numbered);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 1);
    assert_unmoved(r, b.number, &office);
    assert_unmoved(r, c.number, &court);
    assert_string_equal(ground_seen(r, b.holder).card.number, b.number);
    assert_false(ground_seen(r, b.holder).card.outdated);
    order_ends_unseen(r, &b, c.number);
    assert_unmoved(r, b.number, &office);
}

/* The office wrote her down twice, once without the number, and says so: one of the two rows hangs together
 * with a file. */
static void the_office_says_that_two_rows_are_one(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {0};
    struct face first, second;
    int64_t other, stays;
    const char *number;

    arta_order(r, ARTA_NID, &b);
    b.holder = arta_carded(r);
    b.number = ground_seen(r, b.holder).card.number;
    in.nid = NULL;
    in.kind = "disability";
    in.decision = "AK-9";
    ground_rule_of(r, "disability", SV_TRANSPORT);
    other = ground_of(r, &in);
    must(ground_card_issue(&r->work, other, false));
    number = ground_seen(r, other).card.number;
    first = face_of(r, b.number);
    second = face_of(r, number);
    in.nid = ARTA_NID;
    must_refuse_at(r, ground_holder_correct(&r->work, other, &in, false, &stays), ERR_CONFLICT,
                   "holder_known", "nid");
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground_holder"), 2);
    must(ground_holder_correct(&r->work, other, &in, true, &stays));
    assert_int_equal(stays, b.holder);
    must_refuse(r, ground_view_read(&r->work, other, &(struct ground_view){0}), ERR_ABSENT, "no_holder");
    assert_int_equal(ground_seen(r, stays).ground_count, 2);
    assert_string_equal(ground_seen(r, stays).grounds[0].decision, "AK-9");
    assert_string_equal(ground_seen(r, stays).card.number, b.number);
    assert_unmoved(r, b.number, &first);
    assert_unmoved(r, number, &second);
    order_ends_unseen(r, &b, b.number);
    assert_unmoved(r, number, &second);
}

/* Without any number it is the name and the year that the office puts right. */
static void two_rows_of_one_name_are_one_by_word_alone(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    int64_t one, other, stays;

    in.nid = NULL;
    one = ground_of(r, &in);
    in.first_name = "Artta";
    other = ground_of(r, &in); /* the very same ground, written down twice */
    assert_true(one != other);
    in.first_name = "Arta";
    must_refuse_at(r, ground_holder_correct(&r->work, other, &in, false, &stays), ERR_CONFLICT,
                   "holder_known", "first_name");
    must(ground_holder_correct(&r->work, other, &in, true, &stays));
    assert_int_equal(stays, one);
    assert_int_equal(ground_seen(r, one).ground_count, 2);
    /* Each can be ended though they overlap; none can be drawn out over the other. */
    must(ground_end(&r->work, ground_seen(r, one).grounds[0].id, TODAY));
    must_refuse(r, ground_end(&r->work, ground_seen(r, one).grounds[0].id, TODAY + 1), ERR_CONFLICT,
                "ground_overlaps");
}

/* ---- a printed card that no longer fits */

static void another_name_asks_for_another_card(void **state)
{
    struct test_register *r = *state;
    const int64_t holder = arta_carded(r);
    const char *number = ground_seen(r, holder).card.number;
    struct ground_new in = arta();
    int64_t same;

    in.nid = NULL; /* what is kept stays */
    in.first_name = "Artan";
    must(ground_holder_correct(&r->work, holder, &in, false, &same));
    assert_false(ground_seen(r, holder).card.outdated); /* it prints an initial */
    in.surname = "Zela";
    must(ground_holder_correct(&r->work, holder, &in, false, &same));
    assert_true(ground_seen(r, holder).card.outdated);
    assert_true(ground_seen(r, holder).numbered);
    assert_string_equal(door_check(r, "transport", number).hint, "A.Z. 1985");
    /* Nobody is here to be handed another: what she carries stays good. */
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &(size_t){0}));
    assert_string_equal(ground_seen(r, holder).card.number, number);
    assert_true(ground_seen(r, holder).card.outdated);
    must(ground_card_issue(&r->work, holder, false));
    assert_string_not_equal(ground_seen(r, holder).card.number, number);
    assert_false(ground_seen(r, holder).card.outdated);
    assert_int_equal(door_check(r, "transport", number).reason, CHECK_REVOKED);
    in.nid = "H50101002B";
    must_refuse_at(r, ground_holder_correct(&r->work, holder, &in, false, &same), ERR_INPUT, "nid_kept",
                   "nid");
}

static void other_services_ask_for_another_card(void **state)
{
    struct test_register *r = *state;
    const int64_t holder = arta_carded(r);
    const char *number = ground_seen(r, holder).card.number;

    ground_rule_of(r, "disability", SV_TRANSPORT);
    assert_false(ground_seen(r, holder).card.outdated);
    must(ground_rule_end(&r->work, 1, TODAY)); /* the bus: from tomorrow on */
    assert_false(ground_seen(r, holder).card.outdated);
    register_on(r, TODAY + 1);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_true(ground_seen(r, holder).card.outdated);
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &(size_t){0}));
    assert_string_equal(ground_seen(r, holder).card.number, number);
    assert_int_equal(door_check(r, "documents", number).reason, CHECK_OK);
    must(ground_card_issue(&r->work, holder, false));
    assert_int_equal(ground_seen(r, holder).card.services, SERVICE_DOCUMENTS);
    assert_false(ground_seen(r, holder).card.outdated);
}

/* Who is protected as well: the office is told what its own grounds say, and nothing of the order's name. */
static void a_name_in_the_file_is_no_task_of_the_office(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};
    const struct person_new who = {
        .first_name = "Ema", .surname = "Zela", .nid = ARTA_NID, .birth_date = DAY(1985, 1, 1)};

    arta_order(r, ARTA_NID, &b);
    must(person_correct(&r->work, b.case_id, file_version(r, b.case_id), b.person, &who));
    assert_false(ground_seen(r, b.holder).card.outdated);
    assert_string_equal(ground_seen(r, b.holder).first_name, "Arta");
}

/* ---- many at once */

static void what_was_not_printed_is_known_until_it_is(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf sheet = {0};
    struct ground_new in = arta();
    struct ground_view *list;
    int64_t holders[3];
    size_t made, count, total;

    in.nid = NULL;
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    for (int i = 0; i < 3; i++) {
        in.birth_year = 1970 + i;
        holders[i] = ground_of(r, &in);
    }
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &made));
    assert_int_equal(made, 3);
    for (int i = 0; i < 3; i++)
        assert_true(ground_seen(r, holders[i]).card.unprinted);
    must(ground_card_sheet(&r->work, true, &sheet));
    assert_memory_equal(sheet.data, "%PDF-", 5);
    must(ground_view_list(&r->work, &(struct ground_filter){.due = DUE_PRINT}, &list, &count, &total));
    assert_int_equal(total, 3); /* the printer jammed */
    must(ground_card_printed(&r->work, holders[0]));
    must(ground_card_printed(&r->work, holders[1]));
    must_refuse(r, ground_card_printed(&r->work, 99), ERR_ABSENT, "no_holder");
    must(ground_view_list(&r->work, &(struct ground_filter){.due = DUE_PRINT}, &list, &count, &total));
    assert_int_equal(total, 1);
    assert_int_equal(list[0].id, holders[2]);
    assert_int_equal(holder_logged(r, "card.print"), 0); /* in no file */
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'card.print'"), 3);
    must(ground_card_print(&r->work, holders[2], false, &sheet));
    must_refuse(r, ground_card_sheet(&r->work, false, &sheet), ERR_CONFLICT, "no_card");
}

static size_t waiting(struct test_register *r, enum ground_due due)
{
    struct ground_view *list;
    size_t count, total;

    must(ground_view_list(&r->work, &(struct ground_filter){.due = due}, &list, &count, &total));
    return total;
}

/* What waits, by the statement of the list, is what the office can do: day by day, for a kind with each
 * service, of a child in a kindergarten, and of who has a card by an order that lacks a service. */
static void what_waits_is_done_and_waits_no_more(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {0};
    int64_t sun, child;
    struct holder h;
    struct card c;
    size_t made;

    ground_rule_of(r, "economic_aid", SV_DOCUMENTS);
    ground_rule_of(r, "orphan", SV_KINDERGARTEN);
    arta_order(r, ARTA_NID, &b);
    h = file_of(&b);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    b.holder = ground_of(r, &in);
    in = (struct ground_new){.first_name = "Ana",
                             .birth_year = 2021,
                             .kind = "orphan",
                             .decision = "J-1",
                             .decided_on = DAY(2026, 1, 5),
                             .from = DATE_NONE,
                             .until = DATE_NONE};
    child = ground_of(r, &in);
    assert_int_equal(waiting(r, DUE_ISSUE), 1); /* Ana has no place yet */
    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Dielli", &sun));
    must(ground_enrol(&r->work, child, &(struct ground_place){sun, TODAY, TODAY + 100}));
    assert_int_equal(waiting(r, DUE_ISSUE), 2);
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &made));
    assert_int_equal(made, 2); /* Arta's beside the other, which is not ended */
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE revoked_at IS NOT NULL"), 0);
    assert_int_equal(waiting(r, DUE_ISSUE), 0);
    assert_int_equal(waiting(r, DUE_REPRINT), 0);
    assert_int_equal(waiting(r, DUE_PRINT), 2);
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    ground_rule_of(r, "orphan", SV_TRANSPORT);
    assert_int_equal(waiting(r, DUE_REPRINT), 2);
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &made));
    assert_int_equal(made, 0);
    must(ground_card_issue(&r->work, b.holder, false));
    must(ground_card_issue(&r->work, child, false));
    assert_int_equal(waiting(r, DUE_REPRINT), 0);
    assert_int_equal(waiting(r, DUE_ISSUE), 0);
    assert_int_equal(waiting(r, DUE_NONE), 2);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(ground_first_then_order),
        CASE(order_first_then_ground),
        CASE(an_order_that_goes_on_is_asked_about),
        CASE(the_number_is_learned_in_the_file),
        CASE(the_number_is_learned_before_the_office_asks),
        CASE(the_number_is_learned_by_the_office),
        CASE(the_office_says_that_two_rows_are_one),
        CASE(two_rows_of_one_name_are_one_by_word_alone),
        CASE(another_name_asks_for_another_card),
        CASE(other_services_ask_for_another_card),
        CASE(a_name_in_the_file_is_no_task_of_the_office),
        CASE(what_was_not_printed_is_known_until_it_is),
        CASE(what_waits_is_done_and_waits_no_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
