/* What is read of all persons at once is what is read of each. 2026-03-10; the persons are made up. */
#include "domain/claim/claim_walk.h"

#include "domain/claim/claim.h"
#include "domain/claim/rules.h"
#include "domain/payment/application.h"
#include "domain/work/rows.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

static void spans_same(const struct span *a, size_t na, const struct span *b, size_t nb)
{
    assert_int_equal(na, nb);
    for (size_t i = 0; i < na; i++) {
        assert_int_equal(a[i].from, b[i].from);
        assert_int_equal(a[i].until, b[i].until);
    }
}

static void claims_same(const struct claim *a, const struct claim *b)
{
    assert_int_equal(a->role, b->role);
    assert_int_equal(a->deceased, b->deceased);
    assert_int_equal(a->died_on, b->died_on);
    assert_int_equal(a->order_count, b->order_count);
    for (size_t i = 0; i < a->order_count; i++) {
        assert_int_equal(a->orders[i].id, b->orders[i].id);
        assert_int_equal(a->orders[i].kind, b->orders[i].kind);
        assert_memory_equal(&a->orders[i].protection, &b->orders[i].protection, sizeof(struct protection));
    }
    spans_same(a->stays, a->stay_count, b->stays, b->stay_count);
    spans_same(a->enrolments, a->enrolment_count, b->enrolments, b->enrolment_count);
    spans_same(a->siblings, a->sibling_count, b->siblings, b->sibling_count);
    assert_int_equal(a->outside, b->outside);
    spans_same(a->applications, a->application_count, b->applications, b->application_count);
    spans_same(a->open_applications, a->open_application_count, b->open_applications,
               b->open_application_count);
    spans_same(a->refused_applications, a->refused_application_count, b->refused_applications,
               b->refused_application_count);
}

static void some_people(struct test_register *r)
{
    struct holder h[4];

    for (int i = 0; i < 4; i++)
        holder_make(r, r->work.today - 40 * (i + 1), i == 3 ? DATE_NONE : r->work.today + 50 - 40 * i, &h[i]);
    holder_act(r, &h[0], ACT_TERMINATED, r->work.today - 2);
    holder_act(r, &h[1], ACT_TERMINATED, r->work.today);
    holder_enrol_at(r, &h[2], holder_enrol(r, &h[1], "Kopshti 1"));
    holder_sibling(r, &h[1], &h[2]);
    must(db_script(r->db,
                   "UPDATE unit SET outside = 1 WHERE id = (SELECT unit_id FROM case_file WHERE id = 1)"));
    payroll_apply(r, h[1].case_id, h[1].person, r->work.today - 3);
    payroll_apply(r, h[2].case_id, h[2].person, r->work.today - 30);
    holder_respondent(r, &h[3]);
}

static void all_at_once_are_as_one_by_one(void **state)
{
    static const char SQL_PERSONS[] = "SELECT DISTINCT person_id FROM case_person ORDER BY person_id";
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct test_register *r = *state;
    struct claim one, of_all;
    struct rules rules;
    int64_t *persons;
    size_t count, applied = 0;

    some_people(r);
    must(rules_load(&r->work, &rules));
    must(rows_ids(&r->work, SQL_PERSONS, NO_BINDS, &persons, &count));
    assert_int_equal(count, 9);
    must(claim_walk_begin(&r->work, &rules, &walk));
    for (size_t i = 0; i < count; i++) {
        must(claim_load(&r->work, persons[i], &rules, &one));
        must(claim_walk_to(walk, persons[i], &of_all));
        claims_same(&one, &of_all);
        applied += of_all.application_count;
    }
    assert_int_equal(applied, 2);
}

/* Those between are left out, and who is not there is told. */
static void a_walk_may_leave_persons_out(void **state)
{
    CLEANUP(claim_walk_end) struct claim_walk *walk = NULL;
    struct test_register *r = *state;
    struct holder first, last;
    struct claim one, of_all;
    struct rules rules;

    holder_make(r, r->work.today - 40, r->work.today + 50, &first);
    holder_make(r, r->work.today - 20, r->work.today + 50, &last);
    must(rules_load(&r->work, &rules));
    must(claim_walk_begin(&r->work, &rules, &walk));
    must(claim_load(&r->work, last.person, &rules, &one));
    must(claim_walk_to(walk, last.person, &of_all));
    claims_same(&one, &of_all);
    must_fail(claim_walk_to(walk, last.child + 50, &of_all), ERR_ABSENT);
    assert_string_equal(r->work.problem.code, "no_such_person");
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(all_at_once_are_as_one_by_one),
        case_of(a_walk_may_leave_persons_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
