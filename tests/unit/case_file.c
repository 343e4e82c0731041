/* Case files: numbered by year, one version at a time, found by folded words, closed to those who must not
 * look. 2026-03-10. */
#include "domain/file/case_file.h"

#include <string.h>

#include "domain/file/case_contact.h"
#include "domain/file/case_read.h"
#include "domain/file/case_touch.h"
#include "domain/file/safe_contact.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "support/holder.h"
#include "support/paper.h"

static int64_t opened(struct test_register *r, const char *unit)
{
    int64_t id = 0;

    must(case_register(&r->work, unit, &id));
    return id;
}

static struct case_file read_file(struct test_register *r, int64_t id)
{
    struct case_file f;

    must(case_read(&r->work, id, &f));
    return f;
}

static int64_t logged(struct test_register *r, const char *what)
{
    static const char SQL[] = "SELECT count(*) FROM audit WHERE what = :what";
    int64_t count = 0;

    must(db_int(r->db, SQL, BINDS(TEXT(":what", what)), &count));
    return count;
}

/* ---- opening */

static void files_are_numbered_by_year(void **state)
{
    struct test_register *r = *state;

    assert_string_equal(read_file(r, opened(r, "Odrie")).number, "1/2026");
    assert_string_equal(read_file(r, opened(r, "Cepo")).number, "2/2026");
    register_on(r, date_make(2027, 1, 1));
    assert_string_equal(read_file(r, opened(r, "Odrie")).number, "1/2027");
    register_on(r, date_make(2026, 12, 31));
    assert_string_equal(read_file(r, opened(r, "Odrie")).number, "3/2026");
}

static void opening_is_logged_with_the_first_version(void **state)
{
    struct test_register *r = *state;
    int64_t id = opened(r, "lunxheri");
    struct case_file f = read_file(r, id);

    assert_string_equal(f.unit, "Lunxhëri");
    assert_int_equal(f.version, 1);
    assert_int_equal(f.created_at, REGISTER_NOW);
    assert_false(f.sealed);
    assert_int_equal(f.person_count, 0);
    assert_int_equal(f.order_count, 0);
    assert_int_equal(logged(r, "case.open"), 1);
}

static void a_unit_is_found_folded_or_refused(void **state)
{
    struct test_register *r = *state;
    char text[122] = "";
    int64_t id;

    must(unit_find(&r->work, " ANTIGONE ", &id));
    assert_int_equal(id, 1);
    must_refuse_at(r, unit_find(&r->work, "Përmet", &id), ERR_INPUT, "unknown_unit", "unit");
    must_refuse_at(r, unit_find(&r->work, NULL, &id), ERR_INPUT, "required", "unit");
    memset(text, 'x', 121);
    must_refuse_at(r, unit_find(&r->work, text, &id), ERR_INPUT, "unknown_unit", "unit");
}

/* ---- versions */

static err touch(struct test_register *r, int64_t id, int64_t seen, int64_t *ret_version)
{
    return case_touch(&r->work, &(struct touch){id, seen, "order.register", 0, false}, ret_version);
}

static void each_write_is_a_version_on(void **state)
{
    struct test_register *r = *state;
    int64_t id = opened(r, "Odrie"), version;

    must(touch(r, id, 1, &version));
    assert_int_equal(version, 2);
    must(touch(r, id, 2, &version));
    assert_int_equal(version, 3);
    must(case_move(&r->work, id, &version));
    assert_int_equal(version, 4);
    must_refuse_at(r, touch(r, id, 5, &version), ERR_CONFLICT, "stale_version", "version");
    must_refuse(r, touch(r, 99, 1, &version), ERR_ABSENT, "no_such_case");
    must_refuse(r, case_move(&r->work, 99, &version), ERR_ABSENT, "no_such_case");
    assert_int_equal(version, 4);
}

/* A version that no line of the log tells of: nobody knows what was written. */
static void what_the_log_does_not_tell_clashes(void **state)
{
    struct test_register *r = *state;
    int64_t id = opened(r, "Odrie"), version;

    must(case_move(&r->work, id, &version));
    must_refuse_at(r, touch(r, id, 1, &version), ERR_CONFLICT, "stale_version", "version");
}

/* ---- persons */

static struct case_person_new agim(int64_t version)
{
    return (struct case_person_new){
        .version = version,
        .role = ROLE_RESPONDENT,
        .relation = "bashkëshorti",
        .who = {.first_name = "Agim", .surname = "Kola", .birth_date = date_make(1980, 1, 2)}};
}

static void a_person_is_added_with_role_and_relation(void **state)
{
    struct test_register *r = *state;
    struct case_person_new in = agim(1);
    int64_t id = opened(r, "Odrie"), person;
    struct case_file f;

    must(case_person_register(&r->work, id, &in, &person));
    f = read_file(r, id);
    assert_int_equal(f.version, 2);
    assert_int_equal(f.person_count, 1);
    assert_int_equal(f.persons[0].person, person);
    assert_int_equal(f.persons[0].role, ROLE_RESPONDENT);
    assert_string_equal(f.persons[0].relation, "bashkëshorti");
    assert_string_equal(f.persons[0].who.first_name, "Agim");
    assert_int_equal(logged(r, "person.register"), 1);
}

static void a_person_stands_in_one_role(void **state)
{
    struct test_register *r = *state;
    struct case_person_new in = agim(1);
    int64_t id = opened(r, "Odrie"), person, again;

    must(case_person_register(&r->work, id, &in, &person));
    in.version = 2;
    must(case_person_register(&r->work, id, &in, &again));
    assert_int_equal(again, person);
    in.version = 3;
    in.role = ROLE_PROTECTED;
    must_refuse_at(r, case_person_register(&r->work, id, &in, &again), ERR_CONFLICT, "already_in_file",
                   "role");
    in.role = (enum case_role)3;
    must_refuse_at(r, case_person_register(&r->work, id, &in, &again), ERR_INPUT, "unknown_role", "role");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_person"), 1);
    assert_int_equal(file_version(r, id), 3);
}

static void a_faulty_person_is_refused_whatever_is_missing(void **state)
{
    struct test_register *r = *state;
    struct case_person_new in = agim(1);
    int64_t id = opened(r, "Odrie"), person;

    in.who.first_name = NULL;
    must_refuse_at(r, case_person_register(&r->work, id, &in, &person), ERR_INPUT, "required", "first_name");
    in = agim(1);
    in.who.nid = "x";
    must_refuse_at(r, case_person_register(&r->work, id, &in, &person), ERR_INPUT, "bad_nid", "nid");
    in = agim(9);
    must_refuse_at(r, case_person_register(&r->work, id, &in, &person), ERR_CONFLICT, "stale_version",
                   "version");
    assert_int_equal(file_version(r, id), 1);
}

static void a_warning_is_said_once(void **state)
{
    struct test_register *r = *state;
    struct case_person_new in = agim(1);
    int64_t id = opened(r, "Odrie"), person;

    in.who.nid = "I75514009X";
    must(case_person_register(&r->work, id, &in, &person));
    assert_int_equal(r->work.warning_count, 1);
    assert_true(warned(r, "nid_check_letter", "nid"));
}

static void roles_have_names(void **state)
{
    static const enum case_role ROLES[] = {ROLE_PROTECTED, ROLE_DEPENDANT, ROLE_RESPONDENT};
    enum case_role role;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(case_role_parse(case_role_name(ROLES[i]), &role));
        assert_int_equal(role, ROLES[i]);
    }
    assert_null(case_role_name((enum case_role)3));
    assert_false(case_role_parse("victim", &role));
    assert_false(case_role_parse(NULL, &role));
}

/* ---- reading */

static void reading_a_file_is_logged(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct case_file f;

    holder_make(r, r->work.today, DATE_NONE, &h);
    f = read_file(r, h.case_id);
    assert_int_equal(f.person_count, 2);
    assert_string_equal(f.persons[0].who.first_name, "Elira");
    assert_null(f.persons[0].relation);
    assert_int_equal(f.persons[1].role, ROLE_DEPENDANT);
    assert_int_equal(f.order_count, 1);
    assert_int_equal(f.orders[0], h.order);
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM audit WHERE what = 'case.read' AND case_id = 1 AND "
                                  "case_version IS NULL"),
                     1);
    must_refuse(r, case_read(&r->work, 99, &f), ERR_ABSENT, "no_such_case");
}

static void a_seal_that_does_not_hold_stops_the_reading(void **state)
{
    struct test_register *r = *state;
    struct case_file f;
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must(db_script(r->db, "UPDATE person SET first_name_sealed = surname_sealed WHERE id = 1"));
    must_fail(case_read(&r->work, h.case_id, &f), ERR_CORRUPT);
}

/* ---- the safe contact */

static void nobody_is_contacted_until_she_said_how(void **state)
{
    struct test_register *r = *state;
    struct safe_contact c;
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must(case_contact_read(&r->work, h.case_id, h.person, &c));
    assert_string_equal(c.channel, "none");
    assert_null(c.detail);
    assert_null(c.hours);
    assert_null(c.address);
    assert_int_equal(c.unsafe_since, 0);
    assert_int_equal(logged(r, "contact.read"), 1);
}

static void the_safe_contact_is_kept_apart_and_sealed(void **state)
{
    const struct safe_contact in = {
        .channel = "phone", .detail = "067 111 2222", .hours = "9-11", .address = "te motra"};
    struct test_register *r = *state;
    struct safe_contact c;
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must(case_contact_write(&r->work, h.case_id, 1, h.person, &in));
    assert_int_equal(file_version(r, h.case_id), 2);
    must(case_contact_read(&r->work, h.case_id, h.person, &c));
    assert_string_equal(c.channel, "phone");
    assert_string_equal(c.detail, "067 111 2222");
    assert_string_equal(c.hours, "9-11");
    assert_string_equal(c.address, "te motra");
    assert_int_equal(logged(r, "contact.write"), 1);
    assert_int_equal(register_int(r, "SELECT instr(address_sealed, CAST('motra' AS BLOB)) FROM safe_contact"),
                     0);
    must(case_contact_write(&r->work, h.case_id, 2, h.person, &(struct safe_contact){.channel = "none"}));
    must(case_contact_read(&r->work, h.case_id, h.person, &c));
    assert_null(c.detail);
}

static void a_contact_names_a_channel_and_a_person_of_the_file(void **state)
{
    struct test_register *r = *state;
    struct safe_contact c = {.channel = "pigeon"};
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must_refuse_at(r, case_contact_write(&r->work, h.case_id, 1, h.person, &c), ERR_INPUT, "unknown_channel",
                   "channel");
    c.channel = "sms";
    must_refuse_at(r, case_contact_write(&r->work, h.case_id, 1, 99, &c), ERR_INPUT, "not_in_file", "person");
    must_refuse_at(r, case_contact_write(&r->work, h.case_id, 7, h.person, &c), ERR_CONFLICT, "stale_version",
                   "version");
    must_refuse_at(r, case_contact_read(&r->work, h.case_id, 99, &c), ERR_INPUT, "not_in_file", "person");
}

static void a_channel_is_unsafe_until_written_anew(void **state)
{
    struct test_register *r = *state;
    struct safe_contact c;
    struct holder h;

    holder_make(r, r->work.today, DATE_NONE, &h);
    must(safe_contact_unsafe(&r->work, h.person));
    must(safe_contact_read(&r->work, h.person, &c));
    assert_string_equal(c.channel, "none");
    assert_int_equal(c.unsafe_since, REGISTER_NOW);
    must(safe_contact_write(&r->work, h.person, &(struct safe_contact){.channel = "sms", .detail = "067"}));
    must(safe_contact_read(&r->work, h.person, &c));
    assert_int_equal(c.unsafe_since, 0);
    must(safe_contact_unsafe(&r->work, h.person));
    must(safe_contact_read(&r->work, h.person, &c));
    assert_string_equal(c.channel, "sms");
    assert_string_equal(c.detail, "067");
    assert_int_equal(c.unsafe_since, REGISTER_NOW);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(files_are_numbered_by_year),
        with_register(opening_is_logged_with_the_first_version),
        with_register(a_unit_is_found_folded_or_refused),
        with_register(each_write_is_a_version_on),
        with_register(what_the_log_does_not_tell_clashes),
        with_register(a_person_is_added_with_role_and_relation),
        with_register(a_person_stands_in_one_role),
        with_register(a_faulty_person_is_refused_whatever_is_missing),
        with_register(a_warning_is_said_once),
        with_register(roles_have_names),
        with_register(reading_a_file_is_logged),
        with_register(a_seal_that_does_not_hold_stops_the_reading),
        with_register(nobody_is_contacted_until_she_said_how),
        with_register(the_safe_contact_is_kept_apart_and_sealed),
        with_register(a_contact_names_a_channel_and_a_person_of_the_file),
        with_register(a_channel_is_unsafe_until_written_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
