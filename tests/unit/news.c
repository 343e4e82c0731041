/* What others changed since somebody was last there: in one file, and over all. Tuesday 2026-03-10, ten in
 * the morning. */
#include "domain/file/news.h"

#include "domain/casework/case_merge.h"
#include "domain/file/case_file.h"
#include "domain/file/case_note.h"
#include "domain/file/case_read.h"
#include "domain/file/case_seal.h"
#include "domain/file/charge.h"
#include "domain/file/substitute.h"
#include "domain/office/audit_visit.h"
#include "domain/payment/coordinator_hold.h"
#include "domain/task/task.h"
#include "support/casework.h"
#include "support/holder.h"

#define MINUTE 60

static int64_t colleague(struct test_register *r, const char *name)
{
    static const char SQL[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, active, created_at) "
        "VALUES (:id, :name, upper(:name), 'coordinator', '!', 1, 0)";
    int64_t id = 0;

    must(id_next(&r->work, "account", &id));
    must(db_exec(r->db, SQL, BINDS(INT(":id", id), TEXT(":name", name))));
    return id;
}

static void opens(struct test_register *r, int64_t account, int64_t at, int64_t file)
{
    struct case_file f;

    register_at(r, at);
    r->work.actor.account = account;
    must(case_read(&r->work, file, &f));
}

static void notes(struct test_register *r, int64_t account, int64_t at, int64_t file)
{
    int64_t id;

    register_at(r, at);
    r->work.actor.account = account;
    must(case_note_add(&r->work, file, "Foli me psikologen.", &id));
}

static struct file_news news_of(struct test_register *r, int64_t account, int64_t at, int64_t file)
{
    struct file_news n;

    register_at(r, at);
    r->work.actor.account = account;
    must(news_read(&r->work, file, 10, &n));
    return n;
}

static struct news_day day_of(struct test_register *r, int64_t account, int64_t at, bool mine)
{
    struct news_day n;

    register_at(r, at);
    r->work.actor.account = account;
    must(news_list(&r->work, mine, 10, &n));
    return n;
}

/* She was there at ten; the other wrote at eleven; she is back at noon. */
static void the_changes_of_others_since_the_last_visit_are_news(void **state)
{
    const int64_t ten = REGISTER_NOW, eleven = ten + 60 * MINUTE, noon = ten + 120 * MINUTE;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other");
    struct file_news n;
    struct holder h;

    holder_stand(r, &h);
    notes(r, other, ten - MINUTE, h.case_id);
    opens(r, me, ten, h.case_id);
    notes(r, me, ten + MINUTE, h.case_id); /* her own are no news */
    opens(r, other, eleven, h.case_id);    /* nor is a look */
    notes(r, other, eleven, h.case_id);
    must(charge_set(&r->work, h.case_id, 1, other));
    opens(r, me, noon, h.case_id);
    n = news_of(r, me, noon, h.case_id);
    assert_int_equal(n.since, ten);
    assert_int_equal(n.count, 2);
    assert_string_equal(n.list[0].what, "case.charge");
    assert_string_equal(n.list[1].what, "note.write");
    assert_int_equal(n.list[1].at, eleven);
    assert_string_equal(n.list[1].who, "OTHER");
    assert_false(n.more);
    /* Opening it again within the visit takes nothing away. */
    opens(r, me, noon + AUDIT_VISIT_GAP - 1, h.case_id);
    n = news_of(r, me, noon + AUDIT_VISIT_GAP - 1, h.case_id);
    assert_int_equal(n.since, ten);
    assert_int_equal(n.count, 2);
    /* A quarter of an hour behind that it has been seen. */
    n = news_of(r, me, noon + 2 * AUDIT_VISIT_GAP - 1, h.case_id);
    assert_int_equal(n.since, noon + AUDIT_VISIT_GAP - 1);
    assert_int_equal(n.count, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'news.read' AND case_id = 1"),
                     3);
}

static void whoever_never_was_in_the_file_has_no_news_of_it(void **state)
{
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other");
    struct file_news n;
    struct holder h;

    holder_stand(r, &h);
    notes(r, me, REGISTER_NOW, h.case_id);
    n = news_of(r, other, REGISTER_NOW + MINUTE, h.case_id);
    assert_int_equal(n.since, 0);
    assert_int_equal(n.count, 0);
    assert_string_equal(n.number, "1/2026");
    must_refuse(r, news_read(&r->work, 99, 10, &n), ERR_ABSENT, "no_such_case");
}

/* Whatever is written into a file, also what takes no version of it, newest first. */
static void each_kind_of_write_is_news(void **state)
{
    static const char *const WHAT[] = {"case.seal",    "case.payment_lift", "case.payment_hold",
                                       "visit.record", "note.write",        "act.served"};
    static const struct coordinator_hold_new hold = {"Nuk banon më aty.", "0691234567"};
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other"),
                  later = REGISTER_NOW + AUDIT_VISIT_GAP;
    struct file_news n;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    opens(r, me, REGISTER_NOW, h.case_id);
    register_at(r, later);
    r->work.actor.account = other;
    holder_act(r, &h, ACT_SERVED, r->work.today);
    notes(r, other, later, h.case_id);
    work_take(r, h.case_id, WORK(RECORD_VISIT, {"safe", "yes"}));
    must(coordinator_hold_place(&r->work, h.case_id, h.person, &hold, &id));
    must(coordinator_hold_lift(&r->work, h.case_id, h.person, "U sqarua me të.", &id));
    must(case_seal(&r->work, h.case_id, 0, (int64_t[]){me, other}, 2));
    n = news_of(r, me, later, h.case_id);
    for (size_t i = 0; i < n.count && i < sizeof WHAT / sizeof WHAT[0]; i++)
        assert_string_equal(n.list[i].what, WHAT[i]);
    assert_int_equal(n.count, sizeof WHAT / sizeof WHAT[0]);
    must(news_read(&r->work, h.case_id, 1, &n));
    assert_int_equal(n.count, 1);
    assert_true(n.more);
}

/* Monday at ten she saw the page of the day; what others wrote after that is Tuesday's list, all day long. */
static void over_all_files_it_is_since_the_last_day_she_was_here(void **state)
{
    const int64_t monday = REGISTER_NOW - 24 * 60 * MINUTE;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other");
    struct task_day today;
    struct news_day n;
    struct holder h;
    int64_t second;

    holder_stand(r, &h);
    must(case_register(&r->work, "Cepo", &second));
    notes(r, other, monday - MINUTE, second);
    register_at(r, monday);
    r->work.actor.account = me;
    must(task_list(&r->work, &(struct task_filter){0}, &today));
    notes(r, other, monday + MINUTE, h.case_id);
    notes(r, me, monday + 2 * MINUTE, second); /* her own */
    notes(r, other, monday + 3 * MINUTE, h.case_id);
    opens(r, other, monday + 4 * MINUTE, second); /* a look */
    /* What she sees today makes today's list no shorter. */
    opens(r, me, REGISTER_NOW, h.case_id);
    n = day_of(r, me, REGISTER_NOW, false);
    assert_int_equal(n.since, monday);
    assert_int_equal(n.count, 1);
    assert_int_equal(n.files[0].case_id, h.case_id);
    assert_string_equal(n.files[0].number, "1/2026");
    assert_int_equal(n.files[0].changes, 2);
    assert_int_equal(n.files[0].at, monday + 3 * MINUTE);
    n = day_of(r, me, REGISTER_NOW + 24 * 60 * MINUTE, false);
    assert_int_equal(n.since, REGISTER_NOW);
    assert_int_equal(n.count, 0);
    n = day_of(r, colleague(r, "third"), REGISTER_NOW, false);
    assert_int_equal(n.since, 0);
    assert_int_equal(n.count, 0);
}

/* 2026-03-10 00:00 in Tirane is 23:00 UTC of the day before (winter time). */
static void the_day_begins_at_midnight_in_tirane(void **state)
{
    const int64_t midnight = REGISTER_NOW - 10 * 60 * MINUTE;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other");
    struct holder h;

    holder_stand(r, &h);
    opens(r, me, midnight - 1, h.case_id);
    notes(r, other, midnight, h.case_id);
    opens(r, me, midnight, h.case_id);
    assert_int_equal(day_of(r, me, REGISTER_NOW, false).since, midnight - 1);
    assert_int_equal(day_of(r, me, REGISTER_NOW, false).count, 1);
}

static void mine_leaves_out_what_another_follows(void **state)
{
    const int64_t monday = REGISTER_NOW - 24 * 60 * MINUTE;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other"), third = colleague(r, "third");
    struct news_day n;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    must(charge_set(&r->work, h.case_id, 1, other));
    opens(r, me, monday, h.case_id);
    notes(r, third, monday + MINUTE, h.case_id);
    assert_int_equal(day_of(r, me, REGISTER_NOW, true).count, 0);
    n = day_of(r, me, REGISTER_NOW, false);
    assert_int_equal(n.count, 1);
    assert_string_equal(n.files[0].in_charge, "OTHER");
    /* Whoever stands in has it among hers, and what nobody follows is everybody's. */
    must(substitute_add(&r->work, &(struct substitute_new){other, me, r->work.today, r->work.today}, &id));
    assert_int_equal(day_of(r, me, REGISTER_NOW, true).count, 1);
    must(substitute_end(&r->work, id));
    assert_int_equal(day_of(r, me, REGISTER_NOW, true).count, 0);
    must(db_script(r->db, "UPDATE case_file SET charge_id = NULL"));
    assert_int_equal(day_of(r, me, REGISTER_NOW, true).count, 1);
}

static void a_sealed_file_is_news_to_those_entrusted(void **state)
{
    const int64_t monday = REGISTER_NOW - 24 * 60 * MINUTE;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other"), third = colleague(r, "third");
    struct file_news n;
    struct news_day day;
    struct holder h;

    holder_stand(r, &h);
    opens(r, me, monday, h.case_id);
    opens(r, third, monday, h.case_id);
    notes(r, other, monday + MINUTE, h.case_id);
    must(case_seal(&r->work, h.case_id, 1, (int64_t[]){other, third}, 2));
    assert_int_equal(day_of(r, me, REGISTER_NOW, false).count, 0);
    must_refuse(r, news_read(&r->work, h.case_id, 10, &n), ERR_DENIED, "sealed_file");
    day = day_of(r, third, REGISTER_NOW, false);
    assert_int_equal(day.count, 1);
    assert_true(day.files[0].sealed);
}

/* Two files of one family: she was in the older one at ten, a third in the younger. At eleven the other wrote
 * into the younger, and merged the two. */
static void what_was_written_in_a_double_is_news_of_the_file_it_went_into(void **state)
{
    const int64_t monday = REGISTER_NOW - 24 * 60 * MINUTE, tuesday = REGISTER_NOW;
    struct test_register *r = *state;
    const int64_t me = r->work.actor.account, other = colleague(r, "other"), third = colleague(r, "third");
    const int64_t older = work_file(r), younger = work_file(r);
    struct news_day day;
    struct file_news n;
    int64_t into;

    notes(r, other, monday - MINUTE, younger);
    opens(r, me, monday, older);
    opens(r, third, monday, younger);
    notes(r, other, monday + 60 * MINUTE, younger);
    must(case_merge(&r->work, younger, 1, "1/2026", &into));
    opens(r, me, tuesday, older);
    n = news_of(r, me, tuesday, older);
    assert_int_equal(n.since, monday);
    assert_int_equal(n.count, 2);
    assert_string_equal(n.list[0].what, "case.merge"); /* once, though the log has it with either */
    assert_string_equal(n.list[1].what, "note.write");
    /* Who was in the younger one was here, too. */
    n = news_of(r, third, tuesday, older);
    assert_int_equal(n.since, monday);
    assert_int_equal(n.count, 2);
    day = day_of(r, me, tuesday, false);
    assert_int_equal(day.count, 1);
    assert_int_equal(day.files[0].case_id, older);
    assert_int_equal(day.files[0].changes, 2);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_changes_of_others_since_the_last_visit_are_news),
        CASE(whoever_never_was_in_the_file_has_no_news_of_it),
        CASE(each_kind_of_write_is_news),
        CASE(over_all_files_it_is_since_the_last_day_she_was_here),
        CASE(the_day_begins_at_midnight_in_tirane),
        CASE(mine_leaves_out_what_another_follows),
        CASE(a_sealed_file_is_news_to_those_entrusted),
        CASE(what_was_written_in_a_double_is_news_of_the_file_it_went_into),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
