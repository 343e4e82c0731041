/* The list of tasks: cards to renew, what a sealed file hides, and what coordinators are told of for a week.
 * 2026-03-10 is today. */
#include "domain/task/task.h"

#include <string.h>

#include "domain/card/card_refresh.h"
#include "domain/office/account.h"
#include "domain/office/audit.h"
#include "domain/order/measure_meant.h"
#include "domain/payment/rule.h"
#include "domain/task/notice_seen.h"
#include "domain/task/notice_task.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY    (r->work.today)
#define PASSWORD "nje fjale e gjate"

/* The first task of that kind, NULL: none; *ret_count: how many. */
static const struct task *task_of(struct test_register *r, const char *what, size_t *ret_count)
{
    const struct task *first = NULL;
    struct task_day day;

    *ret_count = 0;
    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++) {
        const struct task *t = &day.tasks[i];

        if (strcmp(t->what, what) != 0)
            continue;
        if (!(*ret_count)++)
            first = t;
        assert_true(t->text[0] != '\0' && t->text_en[0] != '\0');
    }
    return first;
}

static size_t tasks_of(struct test_register *r, const char *what)
{
    size_t count;

    (void)task_of(r, what, &count);
    return count;
}

/* By day, or by the kind of thing that is asked: one measure to the end of March, an order to September. */
static void a_measure_that_ends_before_its_order_is_told(void **state)
{
    struct test_register *r = *state;
    struct measure_in measures[] = {{.code = "removal", .details.at[DETAIL_UNTIL] = "2026-05-20"},
                                    {.code = "distance", .details.at[DETAIL_UNTIL] = "2026-09-30"}};
    const struct task *t;
    struct paper p;
    int64_t file, order;
    size_t count;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 2;
    order = paper_register(r, &p, &file);
    register_on(r, date_make(2026, 4, 19));
    assert_int_equal(tasks_of(r, "measure_until"), 0); /* 31 days before */
    register_on(r, date_make(2026, 4, 20));
    t = task_of(r, "measure_until", &count);
    assert_int_equal(count, 1);
    assert_int_equal(t->order, order);
    assert_int_equal(t->due_on, date_make(2026, 5, 20));
    assert_true(t->indoors);
    register_on(r, date_make(2026, 5, 20));
    assert_int_equal(tasks_of(r, "measure_until"), 1);
    register_on(r, date_make(2026, 5, 21));
    assert_int_equal(tasks_of(r, "measure_until"), 0);
}

static void letters_are_asked_about_until_somebody_answers(void **state)
{
    struct test_register *r = *state;
    struct measure_in measures[] = {{.code = "keep_away"}};
    struct letter_doubt doubt = {"d", "distance", "keep_away", "keep_away"};
    struct meant_in meant[] = {{"d", "keep_away"}};
    struct measures_meant in = {.meant = meant, .meant_count = 1};
    struct paper p;
    int64_t file, order, version;

    paper_make(&p);
    p.order.measures = measures;
    p.order.measures_count = 1;
    p.order.doubts = &doubt;
    p.order.doubts_count = 1;
    order = paper_register(r, &p, &file);
    assert_int_equal(tasks_of(r, "measure_meant"), 1);
    register_on(r, date_make(2027, 1, 1)); /* the order has ended, the question has not */
    assert_int_equal(tasks_of(r, "measure_meant"), 1);
    in.version = file_version(r, file);
    must(measure_doubts_answer(&r->work, order, &in, &version));
    assert_int_equal(tasks_of(r, "measure_meant"), 0);
}

/* Midnight's part for the cards, on that day. */
static void day_comes(struct test_register *r, date day)
{
    int64_t persons;

    register_on(r, day);
    must(card_refresh_all(&r->work, &persons));
}

static void an_open_orders_card_is_to_be_renewed_a_week_before(void **state)
{
    struct test_register *r = *state;
    const struct task *t;
    struct holder h;
    struct card c;
    size_t count;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    day_comes(r, c.exp_day - 8);
    assert_int_equal(tasks_of(r, "card_renew"), 0);
    day_comes(r, c.exp_day - 7);
    t = task_of(r, "card_renew", &count);
    assert_int_equal(count, 1);
    assert_string_equal(t->card, c.number);
    assert_int_equal(t->case_id, h.case_id);
    assert_int_equal(t->due_on, c.exp_day);
    assert_false(t->overdue);
    day_comes(r, c.exp_day + 1);
    assert_true(task_of(r, "card_renew", &count)->overdue);
}

static void a_card_that_ends_with_its_order_is_not_to_be_renewed(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 20, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    for (date day = TODAY, last = TODAY + 22; day <= last; day++) {
        day_comes(r, day);
        assert_int_equal(tasks_of(r, "card_renew"), 0);
    }
}

static void a_card_whose_life_is_over_is_asked_for_while_the_order_stands(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    day_comes(r, date_add_months(TODAY, 12) + 40);
    must(card_read(&r->work, c.number, false, &c));
    assert_int_not_equal(c.closed_on, DATE_NONE);
    assert_int_equal(tasks_of(r, "card_renew"), 1);
    holder_act(r, &h, ACT_TERMINATED, TODAY);
    assert_int_equal(tasks_of(r, "card_renew"), 0);
}

static void a_right_longer_than_a_cards_life_is_asked_for_until_it_ends(void **state)
{
    struct test_register *r = *state;
    const date issued = TODAY;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 200, TODAY + 100, &h);
    holder_act(r, &h, ACT_EXTENDED, TODAY + 300);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    assert_int_equal(tasks_of(r, "card_renew"), 0);
    day_comes(r, issued + 90);
    holder_act(r, &h, ACT_EXTENDED, issued + 420);
    day_comes(r, c.exp_day - 7);
    assert_int_equal(tasks_of(r, "card_renew"), 1);
    day_comes(r, date_add_months(issued, 12) + 1);
    assert_int_equal(tasks_of(r, "card_renew"), 1);
    day_comes(r, issued + 420);
    assert_int_equal(tasks_of(r, "card_renew"), 1);
    day_comes(r, issued + 421);
    assert_int_equal(tasks_of(r, "card_renew"), 0);
}

static void another_card_of_the_same_services_answers_it(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c, next;

    holder_make(r, TODAY - 1, DATE_NONE, &h);
    holder_card(r, &h, BUS_AND_DESK, &c);
    day_comes(r, c.exp_day - 2);
    holder_card(r, &h, SERVICE_TRANSPORT, &next);
    assert_int_equal(tasks_of(r, "card_renew"), 1);
    holder_card(r, &h, BUS_AND_DESK, &next);
    assert_int_equal(tasks_of(r, "card_renew"), 0);
}

static void a_sealed_file_hides_its_persons_cards_in_all_files(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    holder_act(r, &h, ACT_TERMINATED, TODAY + 10);
    assert_int_equal(tasks_of(r, "card_recall"), 1);
    must(db_exec(
        r->db,
        "INSERT INTO case_file (id, number, unit_id, sealed, created_at) VALUES (77, '77/2026', 1, 1, 1)",
        NO_BINDS));
    must(db_exec(r->db,
                 "INSERT INTO case_person (id, case_id, person_id, role) VALUES (777, 77, :p, 'respondent')",
                 BINDS(INT(":p", h.person))));
    assert_int_equal(tasks_of(r, "card_recall"), 0);
    must(db_exec(r->db, "INSERT INTO case_access (case_id, account_id) VALUES (77, :me)",
                 BINDS(INT(":me", r->work.actor.account))));
    assert_int_equal(tasks_of(r, "card_recall"), 1);
}

static int64_t account_made(struct test_register *r, const char *name, enum role role)
{
    const struct account_new in = {
        .name = name, .full_name = "Teuta Marku", .role = role, .password = PASSWORD};
    int64_t id = 0;

    must(account_create(&r->work, &in, &id));
    return id;
}

static void who_was_to_be_told_when_a_file_was_opened_is_told_for_a_week(void **state)
{
    struct test_register *r = *state;
    const struct task *t;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(db_exec(r->db, "UPDATE case_file SET sealed = 1", NO_BINDS));
    must(
        db_exec(r->db, "INSERT INTO case_alarm (case_id, account_id, at) VALUES (:case, :me, :now)",
                BINDS(INT(":case", h.case_id), INT(":me", r->work.actor.account), INT(":now", r->work.now))));
    t = task_of(r, "file_opened", &count); /* though case_access names somebody else, or nobody */
    assert_int_equal(count, 1);
    assert_int_equal(t->case_id, h.case_id);
    assert_int_equal(t->due_at, r->work.now);
    register_at(r, r->work.now + NOTICE_SECONDS);
    assert_int_equal(tasks_of(r, "file_opened"), 0);
}

static void an_alarm_is_for_those_it_names(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(db_exec(r->db, "INSERT INTO case_alarm (case_id, account_id, at) VALUES (:case, :other, :now)",
                 BINDS(INT(":case", h.case_id), INT(":other", account_made(r, "teuta", R_COORDINATOR)),
                       INT(":now", r->work.now))));
    assert_int_equal(tasks_of(r, "file_opened"), 0);
}

static void an_export_of_a_person_is_told_for_a_week(void **state)
{
    struct test_register *r = *state;
    const struct task *t;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 5, TODAY + 100, &h);
    must(audit_append(&r->work, &(struct audit_entry){.what = "person.export",
                                                      .record = "person",
                                                      .record_id = h.person,
                                                      .case_id = h.case_id,
                                                      .why = "kërkesë e saj"}));
    t = task_of(r, "person_exported", &count);
    assert_int_equal(count, 1);
    assert_int_equal(t->case_id, h.case_id);
    assert_string_equal(t->account, "test");
    must(db_exec(r->db, "UPDATE case_file SET sealed = 1", NO_BINDS));
    assert_int_equal(tasks_of(r, "person_exported"), 0);
    must(db_exec(r->db, "UPDATE case_file SET sealed = 0", NO_BINDS));
    register_at(r, r->work.now + NOTICE_SECONDS);
    assert_int_equal(tasks_of(r, "person_exported"), 0);
}

static void a_new_coordinator_is_told(void **state)
{
    struct test_register *r = *state;
    const struct task *t;
    size_t count;
    int64_t id;

    account_made(r, "auditori", R_AUDITOR);
    assert_int_equal(tasks_of(r, "account_changed"), 0);
    account_made(r, "teuta", R_COORDINATOR);
    t = task_of(r, "account_changed", &count);
    assert_int_equal(count, 1);
    assert_string_equal(t->account, "teuta");
    assert_int_equal(t->case_id, 0);
    id = account_made(r, "drejtori", R_DIRECTOR);
    must(account_set_role(&r->work, id, &(struct account_role){R_COORDINATOR, 0, NULL}));
    assert_int_equal(tasks_of(r, "account_changed"), 2);
    must(account_set_role(&r->work, id, &(struct account_role){R_DIRECTOR, 0, NULL}));
    assert_int_equal(tasks_of(r, "account_changed"), 2);
    register_at(r, r->work.now + NOTICE_SECONDS);
    assert_int_equal(tasks_of(r, "account_changed"), 0);
}

static void a_coordinators_password_set_by_another_is_told(void **state)
{
    struct test_register *r = *state;
    int64_t teuta = account_made(r, "teuta", R_COORDINATOR), aid = account_made(r, "ndihma", R_AID_OFFICER);
    const uint8_t none[DIGEST_SIZE] = {0};
    int64_t me = r->work.actor.account;

    register_at(r, r->work.now + NOTICE_SECONDS);
    must(account_set_password(&r->work, aid, PASSWORD, true));
    r->work.actor.account = teuta;
    must(account_change_password(&r->work, PASSWORD, PASSWORD "!", none));
    r->work.actor.account = me;
    assert_int_equal(tasks_of(r, "account_changed"), 0);
    must(account_set_password(&r->work, teuta, PASSWORD, true));
    assert_int_equal(tasks_of(r, "account_changed"), 1);
    r->work.actor.account = teuta; /* who signs in with that password is not the one to ask */
    assert_int_equal(tasks_of(r, "account_changed"), 0);
}

static struct notice_ack ack_of(const struct task *t)
{
    return (struct notice_ack){
        .what = t->what, .case_id = t->case_id, .subject = t->account, .notice = t->due_at};
}

static void a_notice_that_was_seen_is_not_shown_to_that_account_again(void **state)
{
    const struct account_new teuta = {.name = "teuta",
                                      .full_name = "Teuta",
                                      .password = PASSWORD,
                                      .role = R_COORDINATOR,
                                      .must_change = true};
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account;
    struct notice_ack ack;
    int64_t account;
    size_t count;

    must(account_create(&r->work, &teuta, &account));
    ack = ack_of(task_of(r, "account_changed", &count));
    assert_int_equal(count, 1);
    ack.notice++;
    must_refuse(r, notice_acknowledge(&r->work, &ack), ERR_ABSENT, "no_such_notice");
    ack.notice--;
    ack.subject = "somebody";
    must_refuse(r, notice_acknowledge(&r->work, &ack), ERR_ABSENT, "no_such_notice");
    ack.subject = "teuta";
    must(notice_acknowledge(&r->work, &ack));
    must(notice_acknowledge(&r->work, &ack)); /* twice does no harm */
    assert_int_equal(tasks_of(r, "account_changed"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'notice.seen'"), 2);
    r->work.actor.account = 0; /* somebody else */
    assert_int_equal(tasks_of(r, "account_changed"), 1);
    r->work.actor.account = me;
    register_at(r, r->work.now + 60);
    must(account_set_password(&r->work, account, PASSWORD, true)); /* what comes later is another */
    assert_int_equal(tasks_of(r, "account_changed"), 1);
}

/* The weekly list must not walk through years of the log. */
static void notices_are_found_by_their_index(void **state)
{
    static const char SQL_PLAN[] =
        "EXPLAIN QUERY PLAN SELECT a.at FROM audit a WHERE a.what IN ('person.export', 'account.create', "
        "'account.role', 'account.password') AND a.at > 5 AND a.what = 'person.export' ORDER BY a.at, a.id";
    struct test_register *r = *state;
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;

    must(db_query(r->db, SQL_PLAN, NO_BINDS, &s));
    must(stmt_step(s, &row));
    assert_non_null(strstr(stmt_text(s, 3), "audit_notice"));
}

static struct benefit_rule rule_of(date from, date until)
{
    return (struct benefit_rule){.service = SV_TRANSPORT,
                                 .source = "VKB 9/2026",
                                 .kinds = ORDER_UM,
                                 .who = ROLE_PROTECTED,
                                 .from = from,
                                 .until = until};
}

static void a_rule_that_runs_out_without_another_is_told_thirty_days_before(void **state)
{
    struct test_register *r = *state;
    const date last = TODAY + 60;
    struct benefit_rule rule = rule_of(TODAY, last);
    const struct task *t;
    int64_t id, persons;
    size_t count;

    must(rule_add(&r->work, &rule, &id, &persons));
    register_on(r, last - 31);
    assert_int_equal(tasks_of(r, "rule_ends"), 0);
    register_on(r, last - 30);
    t = task_of(r, "rule_ends", &count);
    assert_int_equal(count, 1);
    assert_int_equal(t->due_on, last);
    assert_string_equal(t->service, "transport");
    assert_string_equal(t->rule, "VKB 9/2026");
    assert_false(t->overdue);
    register_on(r, last + 1);
    assert_true(task_of(r, "rule_ends", &count)->overdue);
    rule = rule_of(last + 1, DATE_OPEN);
    must(rule_add(&r->work, &rule, &id, &persons));
    assert_int_equal(tasks_of(r, "rule_ends"), 0);
}

static void an_old_key_is_offered_for_change(void **state)
{
    struct test_register *r = *state;
    const date made = TODAY;
    const struct task *t;
    size_t count;

    register_on(r, date_add_months(made, 24));
    assert_int_equal(tasks_of(r, "keys_old"), 0);
    register_on(r, date_add_days(date_add_months(made, 24), 1));
    t = task_of(r, "keys_old", &count);
    assert_int_equal(count, 1);
    assert_int_equal(t->due_on, date_add_months(made, 24));
    must(db_exec(r->db,
                 "INSERT INTO key_history (kind, number, made_at) SELECT kind, number, :now FROM key_check",
                 BINDS(INT(":now", r->work.now))));
    assert_int_equal(tasks_of(r, "keys_old"), 0);
}

/* A police order of today that names Elira and somebody who depends on her, born that day. */
static int64_t police_order(struct test_register *r, const char *number, date born)
{
    struct paper p;
    int64_t file;

    paper_next(r, 0, ORDER_UMPMM, number, TODAY, DATE_NONE, &p);
    p.persons[1].who.birth_date = born;
    return paper_register(r, &p, &file);
}

/* When the court's decision on that order is due, UTC second. */
static int64_t court_due(struct test_register *r, int64_t order)
{
    struct task_day day;

    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        if (day.tasks[i].order == order && !strcmp(day.tasks[i].what, "umm_decision"))
            return day.tasks[i].due_at;
    fail_msg("nothing is due");
    return 0;
}

/* Law 9669/2006: 48 hours, 24 where it is about a minor. */
static void a_dependants_age_is_that_of_the_petitions_day_and_unknown_a_childs(void **state)
{
    struct test_register *r = *state;
    const int64_t grown = police_order(r, "1", date_make(2000, 1, 1));
    const int64_t child = police_order(r, "2", date_make(2021, 2, 1));
    const int64_t unknown = police_order(r, "3", DATE_NONE);
    const int64_t grows = police_order(r, "4", date_make(2008, 3, 11)); /* 18 tomorrow */
    const int64_t late = court_due(r, grown);

    assert_int_equal(court_due(r, child), late - INT64_C(24) * 3600);
    assert_int_equal(court_due(r, unknown), court_due(r, child));
    assert_int_equal(court_due(r, grows), court_due(r, child));
    register_on(r, TODAY + 1);
    assert_int_equal(court_due(r, grows), court_due(r, child));
    assert_int_equal(court_due(r, grown), late);
}

/* A file of an order of that number. */
static void filed(struct test_register *r, const char *number, date decision, date end)
{
    struct paper p;
    int64_t id;

    paper_next(r, 0, ORDER_UM, number, decision, end, &p);
    paper_register(r, &p, &id);
}

/* Orders that were never handed over, of five files: three are late, two were granted today. */
static void five_copies(struct test_register *r)
{
    filed(r, "1", TODAY - 20, TODAY + 300);
    filed(r, "2", TODAY - 19, TODAY + 300);
    filed(r, "3", TODAY - 18, TODAY + 300);
    filed(r, "4", TODAY, TODAY + 300);
    filed(r, "5", TODAY, TODAY + 300);
}

static void a_page_has_the_first_of_each_section_and_counts_all(void **state)
{
    struct test_register *r = *state;
    struct task_day day;

    five_copies(r);
    must(task_list(&r->work, &(struct task_filter){.limit = 1}, &day));
    assert_int_equal(day.counts[SECTION_OVERDUE], 3 + 3); /* copies, and finality to be noted */
    assert_int_equal(day.counts[SECTION_HOURS], 2);
    assert_int_equal(day.counts[SECTION_DAYS], 2); /* the time to appeal */
    assert_int_equal(day.counts[SECTION_CARDS], 0);
    assert_int_equal(day.count, 3);
    assert_int_equal(day.tasks[0].section, SECTION_OVERDUE);
    assert_int_equal(day.tasks[0].case_id, 1); /* the one that is late the longest */
    assert_string_equal(day.tasks[0].case_number, "1/2026");
    assert_string_equal(day.tasks[0].unit, "Gjirokastër");
    assert_string_equal(day.tasks[0].order_number, "1");
    for (size_t i = 1; i < day.count; i++)
        assert_true(day.tasks[i - 1].due_at <= day.tasks[i].due_at);
}

static void one_section_is_read_on_alone(void **state)
{
    struct test_register *r = *state;
    struct task_day day;

    five_copies(r);
    must(task_list(&r->work, &(struct task_filter){.section = SECTION_HOURS, .limit = 9}, &day));
    assert_int_equal(day.count, 2);
    assert_string_equal(day.tasks[1].what, "copies");
    assert_int_equal(day.counts[SECTION_OVERDUE], 6);
    must(task_list(&r->work, &(struct task_filter){.section = SECTION_CARDS}, &day));
    assert_int_equal(day.count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'task.list'"), 2);
}

static void an_order_that_ends_this_month_stands_apart(void **state)
{
    struct test_register *r = *state;
    struct task_day day;

    filed(r, "1", TODAY - 300, date_make(2026, 3, 31));
    filed(r, "2", TODAY - 300, date_make(2026, 4, 1));
    must(task_list(&r->work, &(struct task_filter){.section = SECTION_MONTH}, &day));
    assert_int_equal(day.count, 1);
    assert_string_equal(day.tasks[0].what, "expiry");
    assert_int_equal(day.tasks[0].due_on, date_make(2026, 3, 31));
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_measure_that_ends_before_its_order_is_told),
        with_register(letters_are_asked_about_until_somebody_answers),
        with_register(an_old_key_is_offered_for_change),
        with_register(an_open_orders_card_is_to_be_renewed_a_week_before),
        with_register(a_card_that_ends_with_its_order_is_not_to_be_renewed),
        with_register(a_card_whose_life_is_over_is_asked_for_while_the_order_stands),
        with_register(a_right_longer_than_a_cards_life_is_asked_for_until_it_ends),
        with_register(another_card_of_the_same_services_answers_it),
        with_register(a_sealed_file_hides_its_persons_cards_in_all_files),
        with_register(who_was_to_be_told_when_a_file_was_opened_is_told_for_a_week),
        with_register(an_alarm_is_for_those_it_names),
        with_register(an_export_of_a_person_is_told_for_a_week),
        with_register(a_new_coordinator_is_told),
        with_register(a_coordinators_password_set_by_another_is_told),
        with_register(a_notice_that_was_seen_is_not_shown_to_that_account_again),
        with_register(notices_are_found_by_their_index),
        with_register(a_page_has_the_first_of_each_section_and_counts_all),
        with_register(one_section_is_read_on_alone),
        with_register(an_order_that_ends_this_month_stands_apart),
        with_register(a_dependants_age_is_that_of_the_petitions_day_and_unknown_a_childs),
        with_register(a_rule_that_runs_out_without_another_is_told_thirty_days_before),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
