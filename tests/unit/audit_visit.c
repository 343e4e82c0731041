/* The log as visits: where one ends and the next begins, and that pages are cut between them. Tuesday
 * 2026-03-10, ten in the morning. */
#include "domain/office/audit_visit.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_file.h"
#include "domain/office/audit.h"
#include "support/paper.h"

#define MINUTE 60
#define PLACES 3

static void note_at(struct test_register *r, int64_t at, const char *actor, const char *what, int64_t case_id)
{
    const char *before = r->work.actor.name;

    register_at(r, at);
    r->work.actor.name = actor;
    must(audit_append(&r->work,
                      &(struct audit_entry){.what = what, .record = "case_file", .case_id = case_id}));
    r->work.actor.name = before;
}

static size_t visits(struct test_register *r, struct audit_filter f, struct audit_visit **ret,
                     int64_t *ret_next)
{
    size_t count;

    f.limit = f.limit ? f.limit : 100;
    must(audit_visits(&r->work, &f, ret, &count, ret_next));
    return count;
}

/* Rule: the same account, the same file, less than a quarter of an hour between two lines. */
static void a_pause_of_a_quarter_ends_a_visit(void **state)
{
    struct test_register *r = *state;
    struct audit_visit *list;
    int64_t file, next;

    must(case_register(&r->work, "Gjirokastër", &file));
    note_at(r, REGISTER_NOW, "mira", "case.read", file);
    note_at(r, REGISTER_NOW + 4 * MINUTE, "mira", "order.read", file);
    note_at(r, REGISTER_NOW + 4 * MINUTE + AUDIT_VISIT_GAP - 1, "mira", "order.read", file);
    note_at(r, REGISTER_NOW + 4 * MINUTE + 2 * AUDIT_VISIT_GAP - 1, "mira", "case.read", file);
    assert_int_equal(visits(r, (struct audit_filter){.actor = "mira"}, &list, &next), 2);
    assert_int_equal(next, 0);
    assert_int_equal(list[0].lines, 1);
    assert_int_equal(list[1].lines, 3);
    assert_int_equal(list[1].from, REGISTER_NOW);
    assert_int_equal(list[1].until, REGISTER_NOW + 4 * MINUTE + AUDIT_VISIT_GAP - 1);
    assert_string_equal(list[1].case_number, "1/2026");
    assert_int_equal(list[1].act_count, 2);
    assert_string_equal(list[1].acts[0].what, "case.read");
    assert_string_equal(list[1].acts[1].what, "order.read");
    assert_int_equal(list[1].acts[1].count, 2);
}

static void accounts_and_files_have_visits_of_their_own(void **state)
{
    struct test_register *r = *state;
    struct audit_visit *list;
    int64_t a, b, next;

    must(case_register(&r->work, "Gjirokastër", &a));
    must(case_register(&r->work, "Gjirokastër", &b));
    for (int i = 0; i < 4; i++) {
        note_at(r, REGISTER_NOW + i * MINUTE, "mira", "case.read", a);
        note_at(r, REGISTER_NOW + i * MINUTE, "mira", "case.read", b);
        note_at(r, REGISTER_NOW + i * MINUTE, "drita", "case.read", a);
        note_at(r, REGISTER_NOW + i * MINUTE, "mira", "task.list", 0);
    }
    assert_int_equal(visits(r, (struct audit_filter){.actor = "mira"}, &list, &next), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(list[i].lines, 4);
    assert_null(list[0].case_number); /* the newest line is of no file */
    assert_int_equal(visits(r, (struct audit_filter){.actor = "drita"}, &list, &next), 1);
    assert_int_equal(visits(r, (struct audit_filter){.actor = "mira", .case_number = "2/2026"}, &list, &next),
                     1);
}

/* Midnight in Tirane parts what has no pause. */
static void a_visit_is_of_one_day(void **state)
{
    struct test_register *r = *state;
    const int64_t midnight = REGISTER_NOW + 14 * 3600;
    struct audit_visit *list;
    int64_t file, next;

    must(case_register(&r->work, "Gjirokastër", &file));
    note_at(r, midnight - MINUTE, "mira", "case.read", file);
    note_at(r, midnight, "mira", "case.read", file);
    assert_int_equal(visits(r, (struct audit_filter){.actor = "mira"}, &list, &next), 2);
}

/* Three people in three files at once, by turns, for a while, then again after a pause: whatever the length
 * of a page, all pages together are the visits of one long page. */
static void pages_are_cut_between_visits(void **state)
{
    static const char *const WHO[PLACES] = {"mira", "drita", "teuta"};
    struct test_register *r = *state;
    struct audit_visit *whole, *page;
    int64_t files[PLACES], next;
    size_t all, seen;

    for (int i = 0; i < PLACES; i++)
        must(case_register(&r->work, "Gjirokastër", &files[i]));
    for (int i = 0; i < 120; i++) /* every line three minutes; who pauses comes again after 18 */
        note_at(r, REGISTER_NOW + i * 3 * MINUTE, WHO[i / 2 % PLACES], "case.read",
                files[i / (i % 20 < 10 ? 6 : 1) % PLACES]);
    all = visits(r, (struct audit_filter){.what = "case.read"}, &whole, &next);
    assert_true(all > 20);
    assert_int_equal(next, 0);
    for (int most = 1; most < 8; most++) {
        struct audit_filter f = {.what = "case.read", .limit = most};

        for (seen = 0; seen < all;) {
            const size_t count = visits(r, f, &page, &next);

            assert_int_equal(count, all - seen < (size_t)most ? all - seen : (size_t)most);
            for (size_t i = 0; i < count; i++, seen++) {
                assert_int_equal(page[i].id, whole[seen].id);
                assert_int_equal(page[i].first, whole[seen].first);
                assert_int_equal(page[i].lines, whole[seen].lines);
            }
            f.before = next;
        }
        assert_int_equal(next, 0);
    }
}

static void the_table_says_visits_in_words(void **state)
{
    CLEANUP(buf_free) struct buf csv = {0};
    struct test_register *r = *state;
    int64_t file;

    must(case_register(&r->work, "Gjirokastër", &file));
    note_at(r, REGISTER_NOW, "mira", "case.read", file);
    note_at(r, REGISTER_NOW + MINUTE, "mira", "order.read", file);
    note_at(r, REGISTER_NOW + 4 * MINUTE, "mira", "order.read", file);
    note_at(r, REGISTER_NOW + 4 * MINUTE, "mira", "card.issue", file);
    must(audit_visits_export(
        &r->work, &(struct audit_filter){.from = r->work.today, .until = r->work.today, .actor = "mira"},
        &csv));
    assert_string_equal(
        csv.data, "\xEF\xBB\xBFNga;Deri më;Minuta;Kush;Dosja;Çfarë pa;Çfarë bëri;Arsyeja;Nga cili rrjet\r\n"
                  "10.03.2026 10:00;10.03.2026 10:04;4;Test Account;1/2026;personat, urdhrat (2×);"
                  "lëshoi një kartë;;\r\n");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'audit.export'"), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_pause_of_a_quarter_ends_a_visit),
        CASE(accounts_and_files_have_visits_of_their_own),
        CASE(a_visit_is_of_one_day),
        CASE(pages_are_cut_between_visits),
        CASE(the_table_says_visits_in_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
