/* Stays: what is taken, what is refused, what follows. 2026-03-10; Elira and her child Ana with an order of
 * 2026-03-09. */
#include "domain/order/stay.h"

#include <string.h>

#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static struct stay_new stay_in(const struct test_register *r, const struct holder *h)
{
    return (struct stay_new){
        .version = 1, .person = h->person, .place = "Qendra X", .from = TODAY - 3, .until = DATE_NONE};
}

static err left(struct test_register *r, int64_t stay, int64_t version, date until)
{
    const struct stay_end in = {.version = version, .until = until};

    return stay_end(&r->work, stay, &in);
}

static void a_stay_begins_and_ends(void **state)
{
    struct test_register *r = *state;
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(count, 1);
    assert_int_equal(stays[0].id, id);
    assert_int_equal(stays[0].person, h.person);
    assert_string_equal(stays[0].place, "Qendra X");
    assert_int_equal(stays[0].from, TODAY - 3);
    assert_int_equal(stays[0].until, DATE_OPEN);
    must(left(r, id, 2, TODAY - 3));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(stays[0].until, TODAY - 3);
    assert_int_equal(file_version(r, h.case_id), 3);
    assert_int_equal(holder_logged(r, "stay.begin"), 1);
    assert_int_equal(holder_logged(r, "stay.end"), 1);
    assert_int_equal(register_int(r, "SELECT instr(place_sealed, CAST('Qendra' AS BLOB)) FROM stay"), 0);
}

static void a_stay_is_refused_where_it_makes_no_sense(void **state)
{
    struct test_register *r = *state;
    char text[122] = "";
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    in.from = DATE_NONE;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "required", "from");
    in.from = TODAY + 1;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "in_future", "from");
    in.from = TODAY;
    in.until = TODAY - 1;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "out_of_order", "until");
    in = stay_in(r, &h);
    memset(text, 'x', 121);
    in.place = text;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "too_long", "place");
    in = stay_in(r, &h);
    in.person = 99;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "not_in_file", "person");
    in = stay_in(r, &h);
    in.version = 2;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_CONFLICT, "stale_version", "version");
    assert_int_equal(register_int(r, "SELECT count(*) FROM stay"), 0);
}

static void a_stay_ends_once_between_its_beginning_and_today(void **state)
{
    struct test_register *r = *state;
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must_refuse_at(r, left(r, id, 2, DATE_NONE), ERR_INPUT, "required", "until");
    must_refuse_at(r, left(r, id, 2, TODAY + 1), ERR_INPUT, "in_future", "until");
    must_refuse_at(r, left(r, id, 2, TODAY - 4), ERR_INPUT, "out_of_order", "until");
    must_refuse_at(r, left(r, id, 99, TODAY), ERR_CONFLICT, "stale_version", "version");
    must_refuse(r, left(r, 99, 2, TODAY), ERR_ABSENT, "no_such_stay");
    must(left(r, id, 2, TODAY));
    must_refuse_at(r, left(r, id, 3, TODAY), ERR_CONFLICT, "already_ended", "until");
}

static void a_sealed_files_stays_are_guarded(void **state)
{
    struct test_register *r = *state;
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    holder_seal(r);
    in.version = 2;
    must_refuse(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, left(r, id, 2, TODAY - 9), ERR_DENIED, "sealed_file");
    must_refuse(r, stay_list(&r->work, h.case_id, &stays, &count), ERR_DENIED, "sealed_file");
}

/* Elira's child Ana, and Agron against whom the order is. */
static int64_t person_of(struct test_register *r, const char *role)
{
    int64_t id = 0;

    must(db_int(r->db, "SELECT min(person_id) FROM case_person WHERE role = :role",
                BINDS(TEXT(":role", role)), &id));
    return id;
}

static void a_family_enters_and_leaves_in_one_step(void **state)
{
    struct test_register *r = *state;
    struct stay_with child;
    struct stay_end out = {.version = 2, .until = TODAY, .all = true};
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    child.id = person_of(r, "dependant");
    in = stay_in(r, &h);
    in.with = &child;
    in.with_count = 1;
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(count, 2);
    assert_int_equal(stays[1].person, child.id);
    assert_string_equal(stays[1].place, "Qendra X");
    must(stay_end(&r->work, id, &out));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(stays[0].until, TODAY);
    assert_int_equal(stays[1].until, TODAY);
    in.version = 3;
    in.from = TODAY - 20;
    in.until = TODAY - 10;
    child.id = h.person;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "named_twice", "with[0]");
}

static void a_respondent_has_no_stay(void **state)
{
    struct test_register *r = *state;
    struct stay_with him;
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    must(db_script(r->db, "UPDATE case_person SET role = 'respondent' WHERE role = 'dependant'"));
    him.id = person_of(r, "respondent");
    in = stay_in(r, &h);
    in.person = him.id;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "not_beneficiary", "person");
    in = stay_in(r, &h);
    in.with = &him;
    in.with_count = 1;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_INPUT, "not_beneficiary", "with[0]");
    assert_int_equal(register_int(r, "SELECT count(*) FROM stay"), 0);
}

/* A day to each side: from the day behind the last one on another stay can begin. */
static void stays_do_not_overlap(void **state)
{
    struct test_register *r = *state;
    struct stay_new in;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    in.from = TODAY - 5;
    in.until = TODAY - 3;
    must(stay_begin(&r->work, h.case_id, &in, &id));
    in.version = 2;
    in.from = TODAY - 3;
    in.until = DATE_NONE;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_CONFLICT, "stay_overlaps", "from");
    in.from = TODAY - 9;
    in.until = TODAY - 5;
    must_refuse_at(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_CONFLICT, "stay_overlaps", "from");
    in.until = TODAY - 6;
    must(stay_begin(&r->work, h.case_id, &in, &id));
    in.version = 3;
    in.from = TODAY - 2;
    in.until = DATE_NONE;
    must(stay_begin(&r->work, h.case_id, &in, &id));
}

static void a_stay_that_never_was_is_voided(void **state)
{
    struct test_register *r = *state;
    struct stay_void never = {.version = 2, .reason = "u ngatërrua me një person tjetër"};
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id, again;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    never.reason = "";
    must_refuse_at(r, stay_void(&r->work, id, &never), ERR_INPUT, "required", "reason");
    never.reason = "u ngatërrua me një person tjetër";
    must(stay_void(&r->work, id, &never));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_true(stays[0].voided);
    assert_string_equal(stays[0].void_reason, "u ngatërrua me një person tjetër");
    never.version = 3;
    must_refuse(r, stay_void(&r->work, id, &never), ERR_CONFLICT, "voided");
    must_refuse(r, left(r, id, 3, TODAY), ERR_CONFLICT, "voided");
    in.version = 3; /* its days are free again */
    must(stay_begin(&r->work, h.case_id, &in, &again));
    assert_int_equal(holder_logged(r, "stay.void"), 1);
}

static void a_stay_is_corrected_by_another_in_its_place(void **state)
{
    struct test_register *r = *state;
    struct stay_correction right = {.version = 2, .place = "Qendra Y", .from = TODAY - 2, .until = TODAY - 1};
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id, corrected;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    right.from = TODAY + 1;
    must_refuse_at(r, stay_correct(&r->work, id, &right, &corrected), ERR_INPUT, "in_future", "from");
    right.from = TODAY - 2;
    must(stay_correct(&r->work, id, &right, &corrected));
    must(stay_list(&r->work, h.case_id, &stays, &count));
    assert_int_equal(count, 2);
    assert_true(stays[0].voided);
    assert_int_equal(stays[1].corrects, id);
    assert_string_equal(stays[1].place, "Qendra Y");
    assert_int_equal(stays[1].until, TODAY - 1);
    right.version = 3;
    must_refuse(r, stay_correct(&r->work, id, &right, &corrected), ERR_CONFLICT, "voided");
}

/* What is known of somebody is shut in all her files where one of them is sealed. */
static void a_stay_is_shut_by_another_sealed_file(void **state)
{
    struct test_register *r = *state;
    struct stay *stays;
    struct stay_new in;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in = stay_in(r, &h);
    must(stay_begin(&r->work, h.case_id, &in, &id));
    must(db_script(r->db,
                   "INSERT INTO case_file (id, number, unit_id, sealed, created_at) SELECT 900, '900/2026', "
                   "unit_id, 1, 1 FROM case_file WHERE id = (SELECT min(id) FROM case_file); INSERT INTO "
                   "case_person (id, case_id, person_id, role) SELECT 900, 900, person_id, 'protected' "
                   "FROM stay"));
    in.version = 2;
    in.from = TODAY - 20;
    in.until = TODAY - 19;
    must_refuse(r, stay_begin(&r->work, h.case_id, &in, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, left(r, id, 2, TODAY), ERR_DENIED, "sealed_file");
    must_refuse(r, stay_list(&r->work, h.case_id, &stays, &count), ERR_DENIED, "sealed_file");
}

static void institutions_are_kept_once(void **state)
{
    struct test_register *r = *state;
    struct institution *list;
    size_t count;
    int64_t id;

    must(institution_add(&r->work, "Qendra Y", &id));
    must(institution_add(&r->work, "Qendra X", &id));
    must_refuse_at(r, institution_add(&r->work, "Qendra X", &id), ERR_CONFLICT, "institution_exists", "name");
    must(institution_list(&r->work, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].name, "Qendra X");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_stay_begins_and_ends),
        with_register(a_stay_is_refused_where_it_makes_no_sense),
        with_register(a_stay_ends_once_between_its_beginning_and_today),
        with_register(a_sealed_files_stays_are_guarded),
        with_register(a_family_enters_and_leaves_in_one_step),
        with_register(a_respondent_has_no_stay),
        with_register(stays_do_not_overlap),
        with_register(a_stay_that_never_was_is_voided),
        with_register(a_stay_is_corrected_by_another_in_its_place),
        with_register(a_stay_is_shut_by_another_sealed_file),
        with_register(institutions_are_kept_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
