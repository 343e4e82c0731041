/* A file that was opened twice goes into the older one with all that stands in it, leads there by its number,
 * and comes back whole within a day. Today is 2026-03-10. */
#include "domain/casework/case_merge.h"

#include <string.h>

#include "domain/casework/case_work.h"
#include "domain/file/case_file.h"
#include "domain/file/case_merged.h"
#include "domain/file/case_note.h"
#include "domain/file/case_read.h"
#include "domain/file/case_search.h"
#include "domain/file/explanation.h"
#include "domain/task/notice_task.h"
#include "domain/task/task.h"
#include "domain/upkeep/erasure.h"
#include "support/casework.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/paper.h"

/* Elira and Ana with an order, in each of two files; Agim stands in both as respondent, and Elira of the
 * older in the younger, too. In the younger lie a note and a call, which is answered. */
struct two {
    struct holder older, younger;
    int64_t agim, visit;
};

static void two_make(struct test_register *r, struct two *t)
{
    int64_t note;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &t->older);
    holder_make(r, date_make(2026, 3, 2), date_make(2026, 8, 31), &t->younger);
    t->agim = holder_respondent(r, &t->older);
    must(case_person_relate(&r->work, t->older.case_id, t->agim, "bashkëshort"));
    must(case_person_add(&r->work, t->younger.case_id, t->agim, ROLE_RESPONDENT, "ish-bashkëshort"));
    must(case_person_add(&r->work, t->younger.case_id, t->older.person, ROLE_PROTECTED, NULL));
    must(case_note_add(&r->work, t->younger.case_id, "foli me motrën", &note));
    t->visit = work_take(r, t->younger.case_id, WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana"}));
}

static const char *number_of(struct test_register *r, int64_t file)
{
    struct case_file f;

    must(case_read(&r->work, file, &f));
    return f.number;
}

static struct case_file file_of(struct test_register *r, int64_t file)
{
    struct case_file f;

    must(case_read(&r->work, file, &f));
    return f;
}

static err merge(struct test_register *r, int64_t younger, int64_t older)
{
    int64_t into = 0;
    err e = case_merge(&r->work, younger, file_version(r, younger), number_of(r, older), &into);

    if (!e)
        assert_int_equal(into, older);
    return e;
}

static err part(struct test_register *r, int64_t older)
{
    const struct case_file f = file_of(r, older);
    int64_t into;

    assert_true(f.merged_count > 0);
    return case_merge_undo(&r->work, f.merged[f.merged_count - 1].id, f.version, &into);
}

static bool stands_in(const struct case_file *f, int64_t person, const char *relation)
{
    for (size_t i = 0; i < f->person_count; i++)
        if (f->persons[i].person == person)
            return !relation || !strcmp(f->persons[i].relation, relation);
    return false;
}

/* What the file says of her rides. */
static const char *rides(struct test_register *r, int64_t file, int64_t person)
{
    struct explanation *list;
    size_t count;

    must(explanation_list(&r->work, file, r->work.today, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (list[i].person == person && list[i].service == SV_TRANSPORT)
            return list[i].text;
    return "";
}

static void all_of_it_goes_along_and_both_numbers_lead_there(void **state)
{
    struct test_register *r = *state;
    struct case_filter by_number = {.limit = 10};
    struct case_line *found;
    struct case_note *notes;
    const char *was, *number;
    struct case_file f;
    struct two t;
    size_t count;

    two_make(r, &t);
    was = rides(r, t.younger.case_id, t.younger.person);
    assert_non_null(strstr(was, "31.08.2026"));
    number = by_number.q = number_of(r, t.younger.case_id);
    must(merge(r, t.younger.case_id, t.older.case_id));

    f = file_of(r, t.younger.case_id);
    assert_int_equal(f.id, t.older.case_id);
    assert_int_equal(f.order_count, 2);
    assert_int_equal(f.person_count, 5); /* each once */
    assert_true(stands_in(&f, t.older.child, NULL) && stands_in(&f, t.younger.child, NULL));
    assert_true(stands_in(&f, t.agim, "bashkëshort"));
    assert_int_equal(f.merged_count, 1);
    assert_string_equal(f.merged[0].case_number, number);
    assert_string_equal(rides(r, t.older.case_id, t.younger.person), was);
    assert_int_equal(work_of(r, t.older.case_id, t.visit).record.case_id, t.older.case_id);
    must(case_note_list(&r->work, t.older.case_id, &notes, &count));
    assert_int_equal(count, 1);
    assert_string_equal(notes[0].text, "foli me motrën");
    must(case_search(&r->work, &by_number, &found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].id, t.older.case_id);
    by_number.q = NULL;
    must(case_search(&r->work, &by_number, &found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.merge'"), 2);
}

static void nothing_is_entered_in_what_went_away(void **state)
{
    struct test_register *r = *state;
    struct case_work_new in = WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana"});
    struct two t;
    int64_t id;

    two_make(r, &t);
    must(merge(r, t.younger.case_id, t.older.case_id));
    must_refuse(r, case_note_add(&r->work, t.younger.case_id, "x", &id), ERR_CONFLICT, "merged");
    must_refuse(r, case_work_record(&r->work, t.younger.case_id, &in, &id), ERR_CONFLICT, "merged");
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, t.younger.case_id, &id), ERR_CONFLICT, "merged");
    assert_int_not_equal(db_script(r->db, "UPDATE case_note SET case_id = 2"), OK);
    assert_int_not_equal(db_script(r->db, "UPDATE case_record SET case_id = 2"), OK);
    assert_int_not_equal(db_script(r->db, "UPDATE case_file SET merged_into = 2 WHERE id = 1"), OK);
}

/* The tables that say where what stands. */
static const char BESIDE[] = "audit audit_head case_merge case_merge_row sequence case_file";

static void it_comes_back_whole_within_a_day(void **state)
{
    struct test_register *r = *state;
    struct case_file older, younger;
    const char *before;
    struct two t;
    int64_t later;

    two_make(r, &t);
    before = dump(r, BESIDE);
    must(merge(r, t.younger.case_id, t.older.case_id));
    register_at(r, REGISTER_NOW + MERGE_UNDO - 1);
    must(part(r, t.older.case_id));
    /* What he is to her was sealed anew: the same words. */
    assert_string_equal(dump_changed(r, before, dump(r, BESIDE)), "case_person ");
    younger = file_of(r, t.younger.case_id);
    older = file_of(r, t.older.case_id);
    assert_int_equal(younger.id, t.younger.case_id);
    assert_int_equal(younger.person_count, 4);
    assert_true(stands_in(&younger, t.agim, "ish-bashkëshort"));
    assert_int_equal(older.merged_count, 0);
    assert_int_equal(older.person_count, 3);
    assert_true(stands_in(&older, t.agim, "bashkëshort"));
    /* Once more, with a note written since: that stays in the older file. */
    must(merge(r, t.younger.case_id, t.older.case_id));
    must(case_note_add(&r->work, t.older.case_id, "telefonoi", &later));
    must(part(r, t.older.case_id));
    assert_int_equal(
        register_int(r, "SELECT case_id FROM case_note WHERE id = (SELECT max(id) FROM case_note)"),
        t.older.case_id);
    assert_int_equal(work_of(r, t.younger.case_id, t.visit).record.case_id, t.younger.case_id);
    /* A day later it stays. */
    must(merge(r, t.younger.case_id, t.older.case_id));
    register_at(r, r->work.now + MERGE_UNDO);
    assert_int_equal(file_of(r, t.older.case_id).merged[0].undo_until, 0);
    must_refuse(r, part(r, t.older.case_id), ERR_CONFLICT, "merge_settled");
}

/* A third file went into the younger before: its number leads on, and back. */
static void a_file_into_which_another_went_takes_it_along(void **state)
{
    struct test_register *r = *state;
    const int64_t first = work_file(r), second = work_file(r), third = work_file(r);
    const int64_t visit = work_take(r, third, WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana"}));
    int64_t into;

    must(merge(r, third, second));
    must(merge(r, second, first));
    assert_int_equal(file_of(r, third).id, first);
    assert_int_equal(file_of(r, first).merged_count, 2);
    assert_int_equal(file_of(r, first).merged[0].undo_until, 0); /* that one is undone behind the other */
    assert_int_equal(work_of(r, first, visit).record.case_id, first);
    must_refuse(r, case_merge_undo(&r->work, file_of(r, first).merged[0].id, file_version(r, second), &into),
                ERR_CONFLICT, "merged");
    must(part(r, first));
    assert_int_equal(file_of(r, third).id, second);
    must(part(r, second));
    assert_int_equal(work_of(r, third, visit).record.case_id, third);
}

/* It may be sealed with the other key, be about what would go back, or say who may open it. */
static void nothing_comes_back_once_the_older_was_changed(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), younger = work_file(r), third = work_file(r);

    must(merge(r, younger, older));
    work_take(r, older, WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana"}));
    must_refuse(r, part(r, older), ERR_CONFLICT, "merge_used");
    must(merge(r, third, older));
    must(part(r, older)); /* that one was last, and nothing was changed behind it */
    assert_int_equal(file_of(r, third).id, third);
    assert_int_equal(file_of(r, older).merged_count, 1);
}

/* A person who stands in two files that go into one is never left out: the last merge is undone first. */
static void merges_are_undone_the_last_one_first(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), first = work_file(r), second = work_file(r);
    struct holder h;
    int64_t merge_id, into;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    must(case_person_add(&r->work, first, h.person, ROLE_PROTECTED, NULL));
    must(case_person_add(&r->work, second, h.person, ROLE_PROTECTED, NULL));
    must(merge(r, first, older));
    merge_id = file_of(r, older).merged[0].id;
    must(merge(r, second, older));
    assert_int_equal(file_of(r, older).person_count, 1);
    assert_int_equal(file_of(r, older).merged[0].undo_until, 0);
    must_refuse(r, case_merge_undo(&r->work, merge_id, file_version(r, older), &into), ERR_CONFLICT,
                "merge_used");
    must(part(r, older));
    must(part(r, older));
    assert_int_equal(file_of(r, first).person_count, 1);
    assert_int_equal(file_of(r, second).person_count, 1);
}

/* A partner sees by the consents and the names of a whole file, and minutes were signed as they are. */
static void what_others_saw_keeps_files_apart(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), younger = work_file(r);
    struct holder h;

    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    must(db_script(r->db,
                   "INSERT INTO case_record (id, kind, case_id, on_day, recorded_at, root_id, told_blind) "
                   "VALUES (900, 'referral', 1, '2026-03-10', 1, 900, x'01')"));
    must(case_person_add(&r->work, younger, h.person, ROLE_PROTECTED, NULL));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "referral_told", "into");
    must(db_script(
        r->db, "UPDATE case_record SET voided_at = 1 WHERE id = 900;"
               "INSERT INTO meeting (id, kind, on_day, key_id) VALUES (901, 'technical', '2026-03-10', 1);"
               "INSERT INTO meeting_file (meeting_id, case_id, place) VALUES (901, 2, 1);"
               "UPDATE meeting SET signed_at = 1 WHERE id = 901"));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "on_agenda", "into");
}

static err merge_into(struct test_register *r, int64_t younger, const char *number)
{
    int64_t into;

    return case_merge(&r->work, younger, file_version(r, younger), number, &into);
}

/* All at once where there are several. */
static void what_keeps_files_apart_is_told_at_the_field(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), younger = work_file(r);
    struct holder h;

    must_refuse_at(r, merge_into(r, younger, " "), ERR_INPUT, "required", "into");
    must_refuse_at(r, merge_into(r, younger, "9/1999"), ERR_INPUT, "unknown_file", "into");
    must_refuse_at(r, merge(r, younger, younger), ERR_INPUT, "same_file", "into");
    must_refuse_at(r, merge(r, older, younger), ERR_INPUT, "younger_file", "into");
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), &h);
    must(case_person_add(&r->work, older, h.person, ROLE_PROTECTED, NULL));
    must(case_person_add(&r->work, younger, h.person, ROLE_RESPONDENT, NULL));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "other_role", "into");
    must(db_script(r->db, "INSERT INTO case_record (id, kind, case_id, on_day, recorded_at, root_id) VALUES "
                          "(900, 'closing', 1, '2026-03-10', 1773133200, 900)"));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "other_role", "into");
    assert_int_equal(r->work.problem.fault_count, 2);
    assert_string_equal(r->work.problem.faults[1].code, "file_closed");
    assert_string_equal(r->work.problem.faults[1].field, "into");
}

/* A sealed file opens to nobody more by a merge. */
static void sealed_files_are_merged_only_where_the_same_may_open_them(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), younger = work_file(r);

    must(db_script(r->db, "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
                          "(900, 'b.leka', 'B. Leka', 'coordinator', '!', 1);"
                          "UPDATE case_file SET sealed = 1 WHERE id = 1;"
                          "INSERT INTO case_access (case_id, account_id) VALUES (1, 1), (1, 900)"));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "sealed_apart", "into");
    must(db_script(r->db, "UPDATE case_file SET sealed = 1; INSERT INTO case_access VALUES (2, 1)"));
    must_refuse_at(r, merge(r, younger, older), ERR_INPUT, "sealed_apart", "into");
    must(db_script(r->db,
                   "INSERT OR IGNORE INTO case_access (case_id, account_id) SELECT 2, id FROM account"));
    must(merge(r, younger, older));
    assert_int_equal(file_of(r, younger).id, older);
}

/* Notices of that kind of a file that the account finds on its Today. */
static size_t told(struct test_register *r, int64_t account, int64_t file)
{
    struct task *list;
    size_t count, found = 0;

    r->work.actor.account = account;
    must(task_collect(&r->work, &list, &count));
    for (size_t i = 0; i < count; i++)
        found += !strcmp(list[i].what, "file_merged") && list[i].case_id == file;
    return found;
}

/* Her file's number leads elsewhere, and what she wrote stands there: she must not find out by chance. */
static void whoever_was_in_charge_of_either_file_is_told_for_a_week(void **state)
{
    struct test_register *r = *state;
    const int64_t older = work_file(r), younger = work_file(r), me = r->work.actor.account;

    must(db_script(r->db, "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
                          "(900, 'b.leka', 'B. Leka', 'coordinator', '!', 1), (901, 'c.deda', 'C. Deda', "
                          "'coordinator', '!', 1), (902, 'd.gjoka', 'D. Gjoka', 'coordinator', '!', 1), "
                          "(903, 'e.hoxha', 'E. Hoxha', 'coordinator', '!', 1);"
                          "INSERT INTO substitute (id, away_id, by_id, from_day, until_day, made_at) VALUES "
                          "(900, 900, 902, '2026-03-01', '2026-03-31', 1);"
                          "UPDATE case_file SET charge_id = 899 + id"));
    must(merge(r, younger, older));
    assert_int_equal(told(r, me, older), 0); /* who did it knows */
    assert_int_equal(told(r, 900, older), 1);
    assert_int_equal(told(r, 901, older), 1);
    assert_int_equal(told(r, 902, older), 1); /* who stands in for her */
    assert_int_equal(told(r, 903, older), 0);
    r->work.actor.account = me;
    must(part(r, older));
    assert_int_equal(told(r, 901, older), 0);
    r->work.actor.account = me;
    must(merge(r, younger, older));
    assert_int_equal(told(r, 901, older), 1);
    register_at(r, r->work.now + NOTICE_SECONDS);
    assert_int_equal(told(r, 901, older), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(all_of_it_goes_along_and_both_numbers_lead_there),
        CASE(nothing_is_entered_in_what_went_away),
        CASE(it_comes_back_whole_within_a_day),
        CASE(a_file_into_which_another_went_takes_it_along),
        CASE(nothing_comes_back_once_the_older_was_changed),
        CASE(merges_are_undone_the_last_one_first),
        CASE(what_others_saw_keeps_files_apart),
        CASE(what_keeps_files_apart_is_told_at_the_field),
        CASE(sealed_files_are_merged_only_where_the_same_may_open_them),
        CASE(whoever_was_in_charge_of_either_file_is_told_for_a_week),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
