/* Meetings from invitation to minutes: who may not be invited, what is carried on, what a signature holds,
 * and what stands on paper. 2026-03-10 is today. */
#include "domain/casework/meeting.h"

#include <string.h>

#include "domain/casework/contact_point.h"
#include "domain/casework/meeting_minutes.h"
#include "domain/casework/meeting_pack.h"
#include "domain/casework/meeting_paper.h"
#include "domain/file/case_file.h"
#include "domain/work/question.h"
#include "support/casework.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/pdf_reader.h"

#define AGIM_NID "I00102001W" /* 1980-01-02, a man */

static const char *const AGENDA[] = {"1/2026"};

/* Of today, of the first file. */
static struct meeting_new meeting_of(struct test_register *r, struct meeting_invited *invited, size_t count)
{
    return (struct meeting_new){.said = {.place = "Salla e bashkisë", .hour = "10:00"},
                                .kind = "technical",
                                .on = r->work.today,
                                .invited = invited,
                                .invited_count = count,
                                .files = (const char **)AGENDA,
                                .files_count = 1};
}

static int64_t held(struct test_register *r, date on)
{
    struct meeting_invited invited[] = {{.institution = "Policia", .name = "Ana Lena"}};
    struct meeting_new in = meeting_of(r, invited, 1);
    int64_t id;

    in.on = on;
    must(meeting_add(&r->work, &in, &id));
    return id;
}

/* A file with a respondent: Agim Kola, whose number is given where he has one. */
static int64_t against_agim(struct test_register *r, const char *nid)
{
    const struct case_person_new in = {
        .version = 1,
        .role = ROLE_RESPONDENT,
        .who = {.first_name = "Agim", .surname = "Kola", .nid = nid, .birth_date = date_make(1980, 1, 2)}};
    const int64_t file = work_file(r);
    int64_t person;

    must(case_person_register(&r->work, file, &in, &person));
    return file;
}

static struct meeting_minute_new minute(enum record_kind kind, int64_t file, struct said_pair *said, size_t n)
{
    return (struct meeting_minute_new){
        .work = {.kind = kind, .on = DATE_NONE, .due = DATE_NONE, .said = said, .said_count = n},
        .case_id = file};
}
#define PAIRS(...)                                                                                           \
    (struct said_pair[]){__VA_ARGS__}, sizeof((struct said_pair[]){__VA_ARGS__}) / sizeof(struct said_pair)
#define MINUTE(kind, file, ...) minute(kind, file, PAIRS(__VA_ARGS__))

static int64_t minuted(struct test_register *r, int64_t meeting, struct meeting_minute_new in)
{
    int64_t id;

    must(meeting_minute_add(&r->work, meeting, &in, &id));
    return id;
}

static int64_t action(struct test_register *r, int64_t meeting, int64_t file, date due)
{
    struct meeting_minute_new in =
        MINUTE(RECORD_MEETING_ACTION, file, {"who", "Policia"}, {"what", "e shoqëron te banesa"});

    in.work.due = due;
    return minuted(r, meeting, in);
}

static void resulted(struct test_register *r, int64_t meeting, int64_t file, int64_t answers,
                     const char *state)
{
    struct meeting_minute_new in =
        MINUTE(RECORD_MEETING_ACTION_RESULT, file, {"state", state}, {"why", "u largua"});

    in.work.answers = answers;
    minuted(r, meeting, in);
}

static struct meeting_read whole(struct test_register *r, int64_t id)
{
    struct meeting_read m;

    must(meeting_read(&r->work, id, &m));
    return m;
}

static void a_meeting_is_kept_and_nothing_of_it_lies_open(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), id = held(r, r->work.today + 3);
    const struct meeting_read m = whole(r, id);
    const char *all = dump(r, "");

    assert_string_equal(m.meeting.said.place, "Salla e bashkisë");
    assert_string_equal(m.invited[0].name, "Ana Lena");
    assert_int_equal(m.files[0].case_id, file);
    assert_null(strstr(all, "Salla e bashkisë"));
    assert_null(strstr(all, "Ana Lena"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'meeting.add'"), 1);
}

static void all_that_is_wrong_is_told_at_once(void **state)
{
    struct test_register *r = *state;
    struct meeting_invited invited[] = {{.nid = "7"}};
    const char *files[] = {"1/2026", "9/2026", "1/2026"};
    struct meeting_new in = meeting_of(r, invited, 1);
    int64_t id;

    work_file(r);
    in.said.place = NULL;
    in.said.hour = "25:00";
    in.kind = "feast";
    in.files = files;
    in.files_count = 3;
    must_fail(meeting_add(&r->work, &in, &id), ERR_INPUT);
    must_tell(r,
              (const char *const[][2]){{"unknown_word", "kind"},
                                       {"required", "place"},
                                       {"bad_time", "hour"},
                                       {"required", "invited[0].name"},
                                       {"bad_nid", "invited[0].nid"},
                                       {"no_such_case", "files[1]"},
                                       {"duplicate", "files[2]"}},
              7);
}

static void a_respondent_is_never_invited_by_his_number(void **state)
{
    struct test_register *r = *state;
    struct meeting_invited invited[] = {{.name = "Një Tjetër", .nid = AGIM_NID}};
    struct meeting_new in = meeting_of(r, invited, 1);
    int64_t id;

    against_agim(r, AGIM_NID);
    must(question_confirm(&r->work, (const char *const[]){"invited_like_respondent"}, 1));
    must_fail(meeting_add(&r->work, &in, &id), ERR_INPUT);
    must_tell(r,
              (const char *const[][2]){{"invited_is_respondent", "invited[0].name"},
                                       {"invited_is_respondent", "files[0]"}},
              2);
}

/* By another spelling, in another order, as the chair, and as whom the address book names. */
static void his_name_is_asked_about_wherever_it_stands(void **state)
{
    struct test_register *r = *state;
    struct contact_person answers[] = {{.name = "Agim Kola", .from = DATE_NONE, .until = DATE_NONE}};
    const struct contact_new point = {.name = "Qendra",
                                      .kind = "social",
                                      .level = "local",
                                      .confirmed_on = DATE_NONE,
                                      .persons = answers,
                                      .persons_count = 1};
    struct meeting_invited turned[] = {{.name = "KOLA Agim"}}, sent[] = {{.institution = "qendra"}},
                           other[] = {{.name = "Drita Lena"}};
    struct meeting_new in = meeting_of(r, turned, 1);
    int64_t id;

    against_agim(r, NULL);
    must(contact_point_add(&r->work, &point, &id));
    must_refuse_at(r, meeting_add(&r->work, &in, &id), ERR_CONFLICT, "invited_like_respondent",
                   "invited[0].name");
    assert_true(r->work.problem.question);
    in.invited = sent;
    must_refuse_at(r, meeting_add(&r->work, &in, &id), ERR_CONFLICT, "invited_like_respondent",
                   "invited[0].name");
    in.invited = other;
    must(meeting_add(&r->work, &in, &id));
    in.said.chair = "Agim Kola";
    must_refuse_at(r, meeting_change(&r->work, id, 1, &in), ERR_CONFLICT, "invited_like_respondent", "chair");
}

/* What was answered once is known; a respondent who comes later is held against all of them again. */
static void an_answer_lasts_and_a_new_respondent_stops_the_pack(void **state)
{
    struct test_register *r = *state;
    struct meeting_invited invited[] = {{.name = "Agim Kola"}, {.name = "Bora Deda"}};
    struct meeting_new in = meeting_of(r, invited, 2);
    const int64_t file = against_agim(r, NULL);
    const struct case_person_new later = {
        .version = 2,
        .role = ROLE_RESPONDENT,
        .who = {.first_name = "Bora", .surname = "Deda", .birth_date = DATE_NONE}};
    int64_t id, added;

    must(question_confirm(&r->work, (const char *const[]){"invited_like_respondent:invited[0].name"}, 1));
    must(meeting_add(&r->work, &in, &id));
    must(question_confirm(&r->work, NULL, 0));
    must(meeting_change(&r->work, id, 1, &in));
    must(meeting_pack_make(&r->work, id, &added));
    assert_int_equal(added, 2);
    must(case_person_register(&r->work, file, &later, &added));
    must_refuse(r, meeting_pack_make(&r->work, id, &added), ERR_CONFLICT, "conflict_open");
    assert_null(strstr(dump(r, ""), "Bora"));
}

static void what_two_write_at_once_is_not_lost(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), id = held(r, r->work.today);
    struct meeting_new in = meeting_of(r, NULL, 0);
    struct meeting_minute_new first = MINUTE(RECORD_MEETING_DECISION, file, {"decision", "strehëz"}),
                              second = MINUTE(RECORD_MEETING_DECISION, file, {"decision", "avokat"});
    const int64_t was = minuted(r, id, first);
    int64_t other;

    must_refuse_at(r, meeting_minute_add(&r->work, id, &second, &other), ERR_CONFLICT, "minutes_there",
                   "corrects");
    second.work.corrects = was;
    minuted(r, id, second);
    must_refuse_at(r, meeting_minute_add(&r->work, id, &second, &other), ERR_CONFLICT, "voided", "corrects");
    assert_int_equal(whole(r, id).minutes_count, 2); /* both stay */
    must(meeting_change(&r->work, id, 1, &in));
    must_refuse(r, meeting_change(&r->work, id, 1, &in), ERR_CONFLICT, "meeting_changed");
}

static void an_action_comes_back_until_it_is_done(void **state)
{
    struct test_register *r = *state;
    const date today = r->work.today;
    const int64_t file = work_file(r), first = held(r, today - 7), next = held(r, today + 7);
    struct meeting_minute_new early = MINUTE(RECORD_MEETING_ACTION, file, {"who", "A"}, {"what", "B"});
    int64_t of_file, of_all, other;

    early.work.due = today - 8;
    must_refuse_at(r, meeting_minute_add(&r->work, first, &early, &other), ERR_INPUT, "out_of_range", "due");
    of_file = action(r, first, file, today - 1);
    assert_true(task_of(r, "meeting_action")->overdue);
    assert_string_equal(task_of(r, "meeting_action")->case_number, "1/2026");
    assert_int_equal(task_of(r, "meeting_action")->meeting, first);
    assert_int_equal(whole(r, next).carried_count, 1);
    assert_int_equal(whole(r, first).carried_count, 0);
    resulted(r, next, file, of_file, "done");
    assert_int_equal(whole(r, next).carried_count, 0);
    assert_null(task_of(r, "meeting_action"));
    of_all = action(r, first, 0, today + 2);
    assert_int_equal(task_of(r, "meeting_action")->case_id, 0); /* of no file */
    assert_int_equal(whole(r, next).carried_count, 1);
    resulted(r, next, 0, of_all, "not_possible");
    assert_int_equal(whole(r, next).carried_count, 0);
    assert_null(task_of(r, "meeting_action"));
}

static void each_part_of_the_minutes_has_its_place(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), other_file = work_file(r), id = held(r, r->work.today),
                  ahead = held(r, r->work.today + 1);
    const struct meeting_minute_new brought = MINUTE(RECORD_MEETING_BROUGHT, other_file,
                                                     {"institution", "Policia"}, {"what", "dy thirrje"}),
                                    nowhere = MINUTE(RECORD_MEETING_BROUGHT, 0, {"institution", "Policia"},
                                                     {"what", "dy thirrje"}),
                                    plan = MINUTE(RECORD_MEETING_DECISION, file, {"decision", "po"},
                                                  {"plan", "approved"}),
                                    call = MINUTE(RECORD_CALL, file, {"about", "x"});
    const struct case_work_new bare = WORK(RECORD_MEETING_DECISION, {"decision", "po"});
    int64_t record;

    must_refuse_at(r, meeting_minute_add(&r->work, id, &brought, &record), ERR_INPUT, "not_on_agenda",
                   "case_id");
    must_refuse_at(r, meeting_minute_add(&r->work, id, &nowhere, &record), ERR_INPUT, "required", "case_id");
    must_refuse_at(r, meeting_minute_add(&r->work, id, &call, &record), ERR_INPUT, "unknown_kind", "kind");
    must_refuse_at(r, meeting_minute_add(&r->work, id, &plan, &record), ERR_INPUT, "no_plan", "plan");
    must_refuse_at(r, case_work_record(&r->work, file, &bare, &record), ERR_INPUT, "unknown_kind", "kind");
    work_take(r, file, work_due(WORK(RECORD_PLAN, {"wish", "punë"}), r->work.today + 20));
    must_refuse_at(r, meeting_minute_add(&r->work, ahead, &plan, &record), ERR_INPUT, "in_future", "on");
    minuted(r, id, plan);
    assert_null(strstr(dump(r, ""), "dy thirrje"));
}

static void a_file_that_was_spoken_of_stays_on_the_agenda(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), id = held(r, r->work.today);
    struct meeting_new in = meeting_of(r, NULL, 0);

    minuted(r, id, MINUTE(RECORD_MEETING_DECISION, file, {"decision", "strehëz"}));
    in.files_count = 0;
    must_refuse_at(r, meeting_change(&r->work, id, 1, &in), ERR_INPUT, "file_has_minutes", "files");
    holder_seal(r);
    must_refuse(r, meeting_sign(&r->work, id, &(struct meeting_sign){1, 1}), ERR_DENIED, "sealed_part");
}

/* The text of a paper, as a reader has it. */
static const char *paper_text(struct test_register *r, const struct buf *pdf)
{
    char *text = arena_alloc(&r->arena, 1 << 16);

    pdf_read_by("pdftotext -layout a.pdf - && pdfinfo a.pdf | grep Pages", pdf, text, 1 << 16);
    return text;
}

static void what_is_signed_is_only_put_right(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), id = held(r, r->work.today), ahead = held(r, r->work.today + 1);
    struct meeting_minute_new right = MINUTE(RECORD_MEETING_DECISION, file, {"decision", "avokat"});
    struct meeting_new in = meeting_of(r, NULL, 0);
    CLEANUP(buf_free) struct buf paper = {0};
    const char *text;
    int64_t last;

    must_refuse(r, meeting_sign(&r->work, ahead, &(struct meeting_sign){1, 0}), ERR_CONFLICT, "not_held");
    must_refuse_at(r, meeting_sign(&r->work, id, &(struct meeting_sign){1, 0}), ERR_INPUT, "no_minutes",
                   "text");
    last = minuted(r, id, MINUTE(RECORD_MEETING_DECISION, file, {"decision", "strehëz"}));
    must_refuse(r, meeting_sign(&r->work, id, &(struct meeting_sign){1, 0}), ERR_CONFLICT,
                "meeting_changed"); /* what was written meanwhile was not seen */
    must(meeting_sign(&r->work, id, &(struct meeting_sign){1, last}));
    must_refuse(r, meeting_sign(&r->work, id, &(struct meeting_sign){2, last}), ERR_CONFLICT,
                "minutes_signed");
    must_refuse(r, meeting_change(&r->work, id, 2, &in), ERR_CONFLICT, "minutes_signed");
    assert_int_not_equal(db_script(r->db, "UPDATE meeting SET women = 3 WHERE signed_at IS NOT NULL"), OK);
    assert_false(whole(r, id).minutes[0].later);
    right.work.corrects = last;
    minuted(r, id, right);
    assert_int_equal(whole(r, id).minutes_count, 2);
    assert_true(whole(r, id).minutes[1].record.corrected);
    assert_false(whole(r, id).minutes[1].later);
    assert_true(whole(r, id).minutes[0].later); /* in the very second of the signature */
    register_at(r, REGISTER_NOW - 60);          /* the clock was set back */
    minuted(r, id, MINUTE(RECORD_MEETING_MINUTES, 0, {"text", "u hap mbledhja"}));
    assert_true(whole(r, id).minutes[0].later);
    must(meeting_minutes_write(&r->work, id, false, &paper));
    text = paper_text(r, &paper);
    assert_non_null(strstr(text, "(ndreqje pas nënshkrimit"));
    assert_non_null(strstr(text, "(shtesë pas nënshkrimit"));
}

static void a_sealed_file_shows_its_number_alone(void **state)
{
    struct test_register *r = *state;
    const int64_t file = work_file(r), id = held(r, r->work.today);
    struct meeting_new in = meeting_of(r, NULL, 0);
    struct meeting_minute_new more =
        MINUTE(RECORD_MEETING_BROUGHT, file, {"institution", "Policia"}, {"what", "dy thirrje"});
    const int64_t due = action(r, id, file, r->work.today);
    int64_t other;

    assert_int_equal(whole(r, id).minutes_count, 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'meeting.read' AND case_id = "
                                     "1"),
                     1);
    holder_seal(r);
    assert_true(whole(r, id).files[0].shut);
    assert_int_equal(whole(r, id).minutes_count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'meeting.read' AND case_id = "
                                     "1"),
                     1);
    assert_null(task_of(r, "meeting_action"));
    must_refuse(r, meeting_minute_add(&r->work, id, &more, &other), ERR_DENIED, "sealed_file");
    must(meeting_change(&r->work, id, 1, &in)); /* it stays on the agenda */
    must_refuse(r, meeting_add(&r->work, &in, &other), ERR_DENIED, "sealed_file");
    (void)due;
}

/* Who is protected there stood on a paper: a read of the file. */
static int64_t file_prints(struct test_register *r)
{
    return register_int(r, "SELECT count(*) FROM audit WHERE what = 'meeting.print' AND case_id = 1");
}

static void each_copy_of_the_pack_is_numbered_and_ticked_off(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf pack = {0};
    struct holder h;
    struct meeting_invited invited[] = {
        {.institution = "Policia"}, {.name = "Ana Lena"}, {.name = "Ilir Mata", .state = INVITED_EXCUSED}};
    struct meeting_new in = meeting_of(r, invited, 3);
    struct meeting_copy *copies;
    const char *text;
    int64_t id, added;
    size_t count;

    holder_stand(r, &h);
    must(meeting_add(&r->work, &in, &id));
    must_refuse(r, meeting_pack_write(&r->work, id, &pack), ERR_CONFLICT, "no_copies");
    must(meeting_pack_make(&r->work, id, &added));
    assert_int_equal(added, 2);
    must(meeting_pack_make(&r->work, id, &added));
    assert_int_equal(added, 0);
    must(meeting_pack_write(&r->work, id, &pack));
    text = paper_text(r, &pack);
    assert_non_null(strstr(text, "Kopja 1"));
    assert_non_null(strstr(text, "Kopja 2"));
    assert_non_null(strstr(text, "Dosja 1/2026"));
    assert_null(strstr(text, "Elira"));
    assert_non_null(strstr(text, "Pages:           5")); /* the title, and two of each copy */
    must(meeting_copy_tick(&r->work, id, 2, true));
    must(meeting_copy_list(&r->work, id, &copies, &count));
    assert_int_equal(count, 2);
    assert_int_equal(copies[1].returned_on, r->work.today);
    assert_int_equal(whole(r, id).meeting.copies_out, 1);
    must_refuse(r, meeting_copy_tick(&r->work, id, 3, true), ERR_ABSENT, "no_such_copy");
    assert_int_equal(file_prints(r), 0);
    must(db_script(r->db, "UPDATE legal_rule SET value = 1 WHERE name = 'meeting_names'"));
    buf_free(&pack);
    must(meeting_pack_write(&r->work, id, &pack));
    assert_int_equal(file_prints(r), 1);
    assert_non_null(strstr(paper_text(r, &pack), "Elira"));
}

static void minutes_are_printed_with_names_and_without(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf with = {0};
    CLEANUP(buf_free) struct buf without = {0};
    struct meeting_invited invited[] = {
        {.institution = "Policia", .name = "Ana Lena", .state = INVITED_PRESENT, .head = true}};
    struct meeting_new in = meeting_of(r, invited, 1);
    struct holder h;
    const char *text;
    int64_t id;

    holder_stand(r, &h);
    must(meeting_add(&r->work, &in, &id));
    minuted(r, id, MINUTE(RECORD_MEETING_MINUTES, 0, {"text", "u hap mbledhja"}));
    minuted(r, id, MINUTE(RECORD_MEETING_DECISION, h.case_id, {"decision", "strehëz"}));
    assert_int_equal(whole(r, id).meeting.heads, 1);
    must(meeting_minutes_write(&r->work, id, true, &with));
    text = paper_text(r, &with);
    assert_non_null(strstr(text, "Elira"));
    assert_non_null(strstr(text, "Ana Lena"));
    assert_non_null(strstr(text, "u hap mbledhja"));
    must(meeting_minutes_write(&r->work, id, false, &without));
    text = paper_text(r, &without);
    assert_null(strstr(text, "Elira"));
    assert_null(strstr(text, "Ana Lena"));
    assert_non_null(strstr(text, "Policia"));
    assert_non_null(strstr(text, "strehëz"));
    assert_null(strstr(text, "pas nënshkrimit"));
    assert_int_equal(file_prints(r), 1); /* only where her name stands */
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'meeting.print'"), 3);
}

static void one_that_is_called_off_takes_no_minutes(void **state)
{
    struct test_register *r = *state;
    const struct meeting_minute_new in = MINUTE(RECORD_MEETING_MINUTES, 0, {"text", "x"});
    struct meeting_new off = meeting_of(r, NULL, 0);
    int64_t id, other;

    work_file(r);
    off.called_off = true;
    must(meeting_add(&r->work, &off, &id));
    must_refuse(r, meeting_minute_add(&r->work, id, &in, &other), ERR_CONFLICT, "meeting_called_off");
    must_refuse(r, meeting_pack_make(&r->work, id, &other), ERR_CONFLICT, "meeting_called_off");
    must_refuse(r, meeting_sign(&r->work, id, &(struct meeting_sign){1, 0}), ERR_CONFLICT,
                "meeting_called_off");
    assert_int_not_equal(db_script(r->db, "DELETE FROM meeting"), OK);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_meeting_is_kept_and_nothing_of_it_lies_open),
        CASE(all_that_is_wrong_is_told_at_once),
        CASE(a_respondent_is_never_invited_by_his_number),
        CASE(his_name_is_asked_about_wherever_it_stands),
        CASE(an_answer_lasts_and_a_new_respondent_stops_the_pack),
        CASE(what_two_write_at_once_is_not_lost),
        CASE(an_action_comes_back_until_it_is_done),
        CASE(each_part_of_the_minutes_has_its_place),
        CASE(a_file_that_was_spoken_of_stays_on_the_agenda),
        CASE(what_is_signed_is_only_put_right),
        CASE(a_sealed_file_shows_its_number_alone),
        CASE(each_copy_of_the_pack_is_numbered_and_ticked_off),
        CASE(minutes_are_printed_with_names_and_without),
        CASE(one_that_is_called_off_takes_no_minutes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
