/* What became of a payment: paid to whom, returned, and who must never collect it. 2026-03-10; Elira (1) is
 * paid 9 000 for March; Agim Kola is the respondent of her file. */
#include "domain/payment/payment_event.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_writer.h"
#include "domain/export/export_person.h"
#include "domain/file/case_file.h"
#include "domain/file/person.h"
#include "domain/task/task.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"
#include "support/spelling.h"

#define BROTHER_NID    "I75514009V"
#define RESPONDENT_NID "I00102001A"

static int event_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

/* Her approved run; the respondent with a number of his own. */
static int64_t approved(struct test_register *r, struct holder *h)
{
    struct case_person_new him = {
        .role = ROLE_RESPONDENT,
        .who = {
            .first_name = "Agim Besnik", .surname = "Kola", .nid = RESPONDENT_NID, .birth_date = DATE_NONE}};
    int64_t id;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), h);
    payroll_apply(r, h->case_id, h->person, date_make(2026, 3, 2));
    him.version = file_version(r, h->case_id);
    must(case_person_register(&r->work, h->case_id, &him, &id));
    id = payroll_run(r, "2026-03");
    as_officer(r);
    return id;
}

static struct payment_event_new herself(struct test_register *r)
{
    return payroll_herself(r->work.today);
}

static struct payment_event_new back(struct test_register *r)
{
    return (struct payment_event_new){.what = PAID_BACK, .on = r->work.today, .authorised_on = DATE_NONE};
}

static struct payment_event_new somebody(struct test_register *r, const char *first_name, const char *surname,
                                         const char *nid)
{
    return (struct payment_event_new){.what = PAID_OUT,
                                      .on = r->work.today,
                                      .collector = COLLECTOR_OTHER,
                                      .first_name = first_name,
                                      .surname = surname,
                                      .nid = nid,
                                      .authorisation = "7/2026",
                                      .authorised_on = r->work.today};
}

static err add(struct test_register *r, int64_t run, struct payment_event_new in)
{
    int64_t id;

    return payment_event_add(&r->work, run, 1, &in, &id);
}

static void paid_returned_and_paid_again(void **state)
{
    struct test_register *r = *state;
    struct payment_event *events;
    struct holder h;
    int64_t run = approved(r, &h);
    size_t count;

    must_refuse_at(r, add(r, run, back(r)), ERR_CONFLICT, "not_paid", "what");
    must(add(r, run, herself(r)));
    must_refuse_at(r, add(r, run, herself(r)), ERR_CONFLICT, "already_paid", "what");
    must(add(r, run, back(r)));
    must_refuse_at(r, add(r, run, back(r)), ERR_CONFLICT, "not_paid", "what");
    must(add(r, run, somebody(r, "Lule", "Prifti", BROTHER_NID)));
    must(payment_event_list(&r->work, run, 1, &events, &count));
    assert_int_equal(count, 3);
    assert_int_equal(events[0].collector, COLLECTOR_SELF);
    assert_null(events[0].name);
    assert_int_equal(events[1].what, PAID_BACK);
    assert_string_equal(events[2].name, "Lule Prifti");
    assert_string_equal(events[2].nid, BROTHER_NID);
    assert_string_equal(events[2].authorisation, "7/2026");
    assert_int_equal(events[2].authorised_on, r->work.today);
    assert_string_equal(events[2].recorded_by, "Aid Officer");
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM payment_event WHERE instr(collector_name_sealed, 'Lule')"), 0);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what IN ('payment.paid', 'payment.returned', "
                        "'payment.events')"),
        4);
}

/* The database holds it by itself. */
static void the_database_pays_nothing_twice(void **state)
{
    static const char SQL_PAY[] =
        "INSERT INTO payment_event (id, run_id, n, what, on_day, collector, recorded_by, "
        "recorded_at) VALUES (77, 1, 1, 'paid', '2026-03-10', 'self', 92, 1)";
    static const char SQL_EDIT[] = "UPDATE payment_event SET on_day = '2026-03-09'";
    static const char SQL_CUT[] = "DELETE FROM payment_event";
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h);

    must(add(r, run, herself(r)));
    assert_int_not_equal(db_exec(r->db, SQL_PAY, NO_BINDS), OK);
    assert_int_not_equal(db_exec(r->db, SQL_EDIT, NO_BINDS), OK);
    assert_int_not_equal(db_exec(r->db, SQL_CUT, NO_BINDS), OK);
    must(add(r, run, back(r)));
    must(db_exec(r->db, SQL_PAY, NO_BINDS));
}

static int64_t told(struct test_register *r)
{
    struct task_day day;
    int64_t n = 0;

    as_clerk(r);
    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        if (!strcmp(day.tasks[i].what, "collector_refused")) {
            assert_string_equal(day.tasks[i].case_number, "1/2026");
            n++;
        }
    as_officer(r);
    return n;
}

static void the_respondent_never_collects(void **state)
{
    static const struct {
        const char *first_name, *surname, *nid;
    } HIM[] = {
        {"Agim", "Kola", BROTHER_NID},        {"AGIM", "kola", BROTHER_NID},
        {"Agim Besnik", "Kola", BROTHER_NID}, {"Kola", "Agim", BROTHER_NID},
        {"Ägim", "KOLA", BROTHER_NID},        {"Agim Besnik Hasan", "Kola", BROTHER_NID},
        {"Artan", "Prifti", RESPONDENT_NID},  {"Artan", "Prifti", "i00102001a"},
    };
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h);

    assert_int_equal(told(r), 0);
    for (size_t i = 0; i < sizeof HIM / sizeof HIM[0]; i++) {
        must_refuse_at(r, add(r, run, somebody(r, HIM[i].first_name, HIM[i].surname, HIM[i].nid)), ERR_DENIED,
                       "collector_refused", "collector");
        assert_null(strstr(r->work.problem.detail, "respondent"));
    }
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_event"), 0);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'payment.collector_refused' AND case_id "
                        "IS NULL AND record_id = 1 AND why = 'line 1'"),
        8);
    assert_int_equal(told(r), 1);
    register_at(r, r->work.now + 8 * 24 * 3600);
    assert_int_equal(told(r), 0);
}

/* Fifty men, each in ten of his spellings. */
static void no_spelling_hides_a_respondent(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h), id;

    for (size_t i = 0; i < SPELLED_NAMES; i++) {
        const struct name his = spelling_name(i);
        const struct person_new in = {
            .first_name = his.first_name, .surname = his.surname, .birth_date = DATE_NONE};

        must(person_add(&r->work, &in, &id));
        must(case_person_add(&r->work, h.case_id, id, ROLE_RESPONDENT, NULL));
    }
    for (size_t n = 0; n < SPELLINGS; n++) {
        struct spelling s;

        spelling_make(n % SPELLED_NAMES, n, &s);
        must_refuse_at(r, add(r, run, somebody(r, s.first_name, s.surname, BROTHER_NID)), ERR_DENIED,
                       "collector_refused", "collector");
    }
    must(add(r, run, somebody(r, "Artan", "Kola", BROTHER_NID)));
}

/* Letters of another script that nobody can tell from Latin ones, and his whole name in it. */
static void no_other_alphabet_hides_a_respondent(void **state)
{
    static const struct name HIM[] = {
        {"Agim", "K\u043Ela"}, {"\u0410gim", "Kola"}, {"Агим", "Кола"},      {"Agim", "Kol\u0251"},
        {"Agim", "Κοla"},      {"Аg\u0456m", "Kola"}, {"Agim", "\u041Aola"},
    };
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h);

    for (size_t i = 0; i < sizeof HIM / sizeof HIM[0]; i++)
        must_refuse_at(r, add(r, run, somebody(r, HIM[i].first_name, HIM[i].surname, BROTHER_NID)),
                       ERR_DENIED, "collector_refused", "collector");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_event"), 0);
}

static void near_is_asked(struct test_register *r, int64_t run, const char *first_name, const char *surname)
{
    must_refuse_at(r, add(r, run, somebody(r, first_name, surname, BROTHER_NID)), ERR_CONFLICT,
                   "near_respondent", "surname");
    assert_true(r->work.problem.question);
}

/* His number is not known; of the respondent beside him it is, and another number is another man. */
static void one_letter_off_is_asked_about(void **state)
{
    static const char *const CONFIRM[] = {"near_respondent:surname"};
    const struct person_new in = {.first_name = "Luan", .surname = "D'Angjelo", .birth_date = DATE_NONE};
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h), id;

    must(person_add(&r->work, &in, &id));
    must(case_person_add(&r->work, h.case_id, id, ROLE_RESPONDENT, NULL));
    near_is_asked(r, run, "Luan", "D'Angjeli");
    near_is_asked(r, run, "Luan", "D’Anjelo");
    near_is_asked(r, run, "L.", "Dangjelo");
    assert_int_equal(register_int(r, "SELECT count(*) FROM payment_event"), 0);
    must_refuse(r, add(r, run, somebody(r, "Luan", "D’Angjelo", BROTHER_NID)), ERR_DENIED,
                "collector_refused");
    must(question_confirm(&r->work, CONFIRM, 1));
    must_refuse(r, add(r, run, somebody(r, "Luan", "D’Angjelo", BROTHER_NID)), ERR_DENIED,
                "collector_refused");
    must(add(r, run, somebody(r, "Luan", "D'Angjeli", BROTHER_NID)));
    assert_true(warned(r, "near_respondent", "surname"));
    must(add(r, run, back(r)));
    must(question_confirm(&r->work, NULL, 0));
    must(add(r, run, somebody(r, "Agin", "Kola", BROTHER_NID)));
}

/* Of all her files, and of each of them every respondent. */
static void the_respondent_of_another_file_neither(void **state)
{
    struct test_register *r = *state;
    const struct person_new in = {
        .first_name = "Γιώργος", .surname = "Παπαδόπουλος", .birth_date = DATE_NONE};
    struct holder h;
    int64_t run = approved(r, &h), id, file;

    must(case_register(&r->work, "Lunxhëri", &file));
    must(person_add(&r->work, &in, &id));
    must(case_person_add(&r->work, file, h.person, ROLE_PROTECTED, NULL));
    must(case_person_add(&r->work, file, id, ROLE_RESPONDENT, NULL));
    must_refuse(r, add(r, run, somebody(r, "ΓΙΩΡΓΟΣ", "ΠΑΠΑΔΟΠΟΥΛΟΣ", BROTHER_NID)), ERR_DENIED,
                "collector_refused");
    must_refuse(r, add(r, run, somebody(r, "Giorgos", "Papadopoulos", BROTHER_NID)), ERR_DENIED,
                "collector_refused");
}

static void her_family_may_collect(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h);

    must(add(r, run, somebody(r, "Artan", "Kola", BROTHER_NID)));
    assert_int_equal(told(r), 0);
}

static void the_respondent_of_a_sealed_file_neither(void **state)
{
    struct test_register *r = *state;
    struct payment_event *events;
    struct holder h;
    int64_t run = approved(r, &h);
    size_t count;

    must(add(r, run, somebody(r, "Lule", "Prifti", BROTHER_NID)));
    must(add(r, run, back(r)));
    holder_seal(r);
    must_refuse(r, add(r, run, somebody(r, "Agim", "Kola", BROTHER_NID)), ERR_DENIED, "collector_refused");
    assert_int_equal(told(r), 1); /* it is entrusted to nobody: then all are told */
    must(db_script(r->db, "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
                          "(94, 'k2', 'Other', 'coordinator', '!', 1); "
                          "INSERT INTO case_access (case_id, account_id) SELECT id, 94 FROM case_file"));
    assert_int_equal(told(r), 0);
    must(db_script(r->db, "UPDATE account SET active = 0 WHERE id = 94"));
    assert_int_equal(told(r), 1);
    must(payment_event_list(&r->work, run, 1, &events, &count));
    assert_int_equal(count, 2);
    assert_null(events[0].name);
    assert_null(events[0].nid);
    assert_null(events[0].authorisation);
}

/* What the register holds on her; whoever collected for her is somebody else. */
static void her_own_data_name_no_collector(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t run = approved(r, &h);
    CLEANUP(buf_free) struct buf compact = {0};
    struct json_writer j;
    json_t *json, *payment;
    char *text;

    must(add(r, run, somebody(r, "Lule", "Prifti", BROTHER_NID)));
    as_clerk(r);
    r->work.why = "kërkesa e saj";
    json_start(&j, &compact);
    json_put_object(&j, NULL);
    must(person_export(&r->work, h.person, &j));
    json_put_end(&j);
    must(json_finish(&j));
    json = json_loadb(compact.data, compact.len, 0, NULL);
    assert_non_null(json);
    payment = json_array_get(json_object_get(json, "payments"), 0);
    assert_int_equal(json_integer_value(json_object_get(payment, "amount")), 9000);
    assert_int_equal(json_array_size(json_object_get(payment, "events")), 1);
    text = json_dumps(json, 0);
    assert_null(strstr(text, "Lule"));
    assert_null(strstr(text, BROTHER_NID));
    free(text);
    json_decref(json);
}

static void what_makes_no_sense_is_refused_by_name(void **state)
{
    struct test_register *r = *state;
    struct payment_event_new in;
    struct holder h;
    int64_t run = approved(r, &h), id;

    in = herself(r);
    must_refuse(r, payment_event_add(&r->work, run, 2, &in, &id), ERR_ABSENT, "no_such_line");
    must_refuse(r, payment_event_add(&r->work, 99, 1, &in, &id), ERR_ABSENT, "no_such_line");
    in.on = DATE_NONE;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "required", "on");
    in.on = r->work.today + 1;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "in_future", "on");
    in.on = r->work.today - 1;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "out_of_order", "on");
    in = herself(r);
    in.nid = BROTHER_NID;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "not_for_self", "collector");
    in.collector = 0;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "required", "collector");
    must_refuse_at(r, add(r, run, somebody(r, NULL, "Prifti", BROTHER_NID)), ERR_INPUT, "required",
                   "first_name");
    must_refuse_at(r, add(r, run, somebody(r, "Lule", NULL, BROTHER_NID)), ERR_INPUT, "required", "surname");
    must_refuse_at(r, add(r, run, somebody(r, "Lule", "Prifti", NULL)), ERR_INPUT, "required", "nid");
    must_refuse_at(r, add(r, run, somebody(r, "Lule", "Prifti", "123")), ERR_INPUT, "bad_nid", "nid");
    in = somebody(r, "Lule", "Prifti", BROTHER_NID);
    in.authorisation = NULL;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "required", "authorisation");
    in = somebody(r, "Lule", "Prifti", BROTHER_NID);
    in.authorised_on = DATE_NONE;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "required", "authorised_on");
    in.authorised_on = r->work.today + 1;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "after_payment", "authorised_on");
    in = (struct payment_event_new){
        .what = PAID_OUT, .on = r->work.today + 1, .collector = COLLECTOR_OTHER, .authorised_on = DATE_NONE};
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "in_future", "on");
    assert_int_equal(r->work.problem.fault_count, 6); /* and names, number, authorisation and its day */
    must(db_exec(r->db, "UPDATE person SET died_on = '2026-03-09'", NO_BINDS));
    must_refuse_at(r, add(r, run, herself(r)), ERR_INPUT, "deceased", "collector");
    must(db_exec(r->db, "UPDATE person SET died_on = '2026-03-10'", NO_BINDS));
    must(add(r, run, herself(r)));
    in = back(r);
    in.collector = COLLECTOR_SELF;
    must_refuse_at(r, add(r, run, in), ERR_INPUT, "not_for_return", "collector");
}

static void only_approved_payments_are_paid(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t run, id;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    payroll_apply(r, h.case_id, h.person, date_make(2026, 3, 2));
    run = payroll_prepare(r, "2026-03");
    as_officer(r);
    must_refuse(r, add(r, run, herself(r)), ERR_CONFLICT, "not_approved");
    payroll_approve(r, run);
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 3, 1));
    register_on(r, date_make(2026, 4, 3));
    id = payroll_run(r, "2026-04");
    assert_string_equal(payroll_lines(r, id), "1:2026-03-9000(ended)");
    as_officer(r);
    must_refuse(r, add(r, id, herself(r)), ERR_CONFLICT, "not_a_payment");
    must(add(r, run, herself(r)));
    assert_true(warned(r, "reversed", "what"));
}

/* The court ends the order from the start; that act is void; so March is due a second time, by another line.
 */
static void a_month_is_handed_out_by_one_line_only(void **state)
{
    static const char SQL_PAY[] =
        "INSERT INTO payment_event (id, run_id, n, what, on_day, collector, recorded_by, recorded_at) "
        "VALUES (77, 3, 1, 'paid', '2026-05-03', 'self', 92, 1)";
    struct test_register *r = *state;
    struct holder h;
    int64_t march = approved(r, &h), again, id;
    struct payment_event_new in = herself(r);

    must(add(r, march, in));
    as_clerk(r);
    holder_act(r, &h, ACT_TERMINATED, date_make(2026, 3, 1));
    register_on(r, date_make(2026, 4, 3));
    assert_string_equal(payroll_lines(r, payroll_run(r, "2026-04")), "1:2026-03-9000(ended)");
    must(db_exec(r->db,
                 "INSERT INTO order_act (id, order_id, kind, on_day, corrects_id, voids, recorded_at) SELECT "
                 "900, order_id, 'corrected', '2026-04-03', id, 1, 1 FROM order_act WHERE kind = "
                 "'terminated'",
                 NO_BINDS));
    register_on(r, date_make(2026, 5, 3));
    again = payroll_run(r, "2026-05");
    assert_string_equal(payroll_lines(r, again), "1:2026-03+9000 1:2026-04+9000 1:2026-05+9000");
    as_officer(r);
    in.on = r->work.today;
    must_refuse_at(r, payment_event_add(&r->work, again, 1, &in, &id), ERR_CONFLICT, "month_paid", "what");
    assert_int_not_equal(db_exec(r->db, SQL_PAY, NO_BINDS), OK);
    must(payment_event_add(&r->work, again, 2, &in, &id));
    must(add(r, march, back(r)));
    must(payment_event_add(&r->work, again, 1, &in, &id));
    must_refuse_at(r, add(r, march, herself(r)), ERR_CONFLICT, "month_paid", "what");
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, event_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(paid_returned_and_paid_again),
        case_of(the_database_pays_nothing_twice),
        case_of(the_respondent_never_collects),
        case_of(no_spelling_hides_a_respondent),
        case_of(no_other_alphabet_hides_a_respondent),
        case_of(one_letter_off_is_asked_about),
        case_of(the_respondent_of_another_file_neither),
        case_of(her_family_may_collect),
        case_of(the_respondent_of_a_sealed_file_neither),
        case_of(her_own_data_name_no_collector),
        case_of(what_makes_no_sense_is_refused_by_name),
        case_of(only_approved_payments_are_paid),
        case_of(a_month_is_handed_out_by_one_line_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
