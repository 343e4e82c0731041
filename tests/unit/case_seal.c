/* Files for few eyes: who may open them, the glass that breaks with a reason and a line in the log, and what
 * the search shows of them; and the search itself. 2026-03-10. */
#include "domain/file/case_seal.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_contact.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/file/case_reader.h"
#include "domain/file/case_search.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "support/holder.h"
#include "support/paper.h"

static int64_t account(struct test_register *r, const char *name, const char *role, bool active)
{
    static const char SQL[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, active, created_at) "
        "VALUES (:id, :name, :name2, :role, '!', :active, 0)";
    int64_t id = 0;

    must(id_next(&r->work, "account", &id));
    must(db_exec(r->db, SQL,
                 BINDS(INT(":id", id), TEXT(":name", name), TEXT(":name2", name), TEXT(":role", role),
                       INT(":active", active))));
    return id;
}

static int64_t logged(struct test_register *r, const char *what)
{
    static const char SQL[] = "SELECT count(*) FROM audit WHERE what = :what";
    int64_t count = 0;

    must(db_int(r->db, SQL, BINDS(TEXT(":what", what)), &count));
    return count;
}

/* A file that only `friend` may open; the actor is somebody else. */
struct sealed {
    struct holder h;
    int64_t friend;
};

static void sealed_make(struct test_register *r, struct sealed *s)
{
    holder_make(r, r->work.today, DATE_NONE, &s->h);
    s->friend = account(r, "mike", "coordinator", true);
    must(case_seal(&r->work, s->h.case_id, 1, &s->friend, 1));
}

static void a_sealed_file_opens_for_those_named(void **state)
{
    struct test_register *r = *state;
    struct case_file f;
    struct sealed s;

    sealed_make(r, &s);
    assert_int_equal(logged(r, "case.seal"), 1);
    must_refuse(r, case_read(&r->work, s.h.case_id, &f), ERR_DENIED, "sealed_file");
    assert_int_equal(logged(r, "case.read"), 0);
    r->work.actor.account = s.friend;
    must(case_read(&r->work, s.h.case_id, &f));
    assert_true(f.sealed);
    assert_int_equal(f.version, 2);
    assert_int_equal(logged(r, "case.break_glass"), 0);
}

static void the_glass_breaks_with_a_reason_that_is_logged(void **state)
{
    struct test_register *r = *state;
    struct case_reader *readers;
    struct case_file f;
    struct sealed s;
    size_t count, i;

    sealed_make(r, &s);
    r->work.why = " ";
    must_refuse(r, case_read(&r->work, s.h.case_id, &f), ERR_DENIED, "sealed_file");
    r->work.why = "rrezik i menjëhershëm";
    must(case_read(&r->work, s.h.case_id, &f));
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass' AND case_id = 1 "
                        "AND why LIKE 'sealed:%' AND actor = 'test'"),
        1);
    must(case_reader_list(&r->work, s.h.case_id, 0, 10, &readers, &count));
    for (i = 0; i < count && strcmp(readers[i].what, "case.break_glass") != 0; i++)
        continue;
    assert_true(i < count);
    assert_string_equal(readers[i].why, "rrezik i menjëhershëm"); /* sealed in the row */
}

static void every_door_of_the_file_is_guarded(void **state)
{
    struct test_register *r = *state;
    const struct case_person_new person = {.version = 2, .role = ROLE_PROTECTED};
    const struct safe_contact in = {.channel = "none"};
    struct safe_contact out;
    struct sealed s;
    int64_t id;

    sealed_make(r, &s);
    must_refuse(r, case_may_open(&r->work, s.h.case_id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_person_register(&r->work, s.h.case_id, &person, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_contact_read(&r->work, s.h.case_id, s.h.person, &out), ERR_DENIED, "sealed_file");
    must_refuse(r, case_contact_read(&r->work, s.h.case_id, 99, &out), ERR_DENIED, "sealed_file");
    must_refuse(r, case_contact_write(&r->work, s.h.case_id, 2, s.h.person, &in), ERR_DENIED, "sealed_file");
    must_refuse(r, case_seal(&r->work, s.h.case_id, 2, NULL, 0), ERR_DENIED, "sealed_file");
    must_refuse(r, case_of_beneficiary(&r->work, s.h.person, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_may_open(&r->work, 99), ERR_ABSENT, "no_such_case");
}

static void a_file_is_entrusted_to_active_coordinators_once_each(void **state)
{
    struct test_register *r = *state;
    int64_t accounts[2];
    struct sealed s;

    sealed_make(r, &s);
    r->work.actor.account = s.friend;
    accounts[0] = account(r, "drejtori", "director", true);
    must_refuse_at(r, case_seal(&r->work, s.h.case_id, 2, accounts, 1), ERR_INPUT, "unknown_account",
                   "accounts");
    accounts[0] = account(r, "larguar", "coordinator", false);
    must_refuse_at(r, case_seal(&r->work, s.h.case_id, 2, accounts, 1), ERR_INPUT, "unknown_account",
                   "accounts");
    accounts[0] = 99;
    must_refuse_at(r, case_seal(&r->work, s.h.case_id, 2, accounts, 1), ERR_INPUT, "unknown_account",
                   "accounts");
    accounts[0] = accounts[1] = s.friend;
    must_refuse_at(r, case_seal(&r->work, s.h.case_id, 2, accounts, 2), ERR_INPUT, "unknown_account",
                   "accounts");
    must_refuse_at(r, case_seal(&r->work, s.h.case_id, 99, accounts, 1), ERR_CONFLICT, "stale_version",
                   "version");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_access"), 1); /* nothing of all that stayed */
    accounts[0] = account(r, "tjetra", "coordinator", true);
    must(case_seal(&r->work, s.h.case_id, 2, accounts, 1));
    must_refuse(r, case_may_open(&r->work, s.h.case_id), ERR_DENIED, "sealed_file");
}

static void no_reason_changes_who_may_open_a_sealed_file(void **state)
{
    struct test_register *r = *state;
    struct sealed s;
    int64_t me = r->work.actor.account;

    sealed_make(r, &s);
    r->work.why = "rrezik i menjëhershëm";
    must_refuse(r, case_seal(&r->work, s.h.case_id, 2, &me, 1), ERR_DENIED, "sealed_file");
    must_refuse(r, case_seal(&r->work, s.h.case_id, 2, NULL, 0), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT account_id FROM case_access"), s.friend);
    r->work.actor.account = s.friend;
    must(case_seal(&r->work, s.h.case_id, 2, &me, 1));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.seal' AND why LIKE "
                                     "'sealed:%'"),
                     1);
}

static void a_file_whose_friends_have_left_is_entrusted_anew_with_a_reason(void **state)
{
    static const char SQL_LEAVE[] = "UPDATE account SET active = 0 WHERE name = 'mike'";
    struct test_register *r = *state;
    struct sealed s;
    int64_t other;

    sealed_make(r, &s);
    other = account(r, "tjeter", "coordinator", true);
    must(db_exec(r->db, SQL_LEAVE, NO_BINDS));
    must_refuse(r, case_seal(&r->work, s.h.case_id, 2, &other, 1), ERR_DENIED, "sealed_file");
    r->work.why = "mbartje e dosjes";
    must(case_seal(&r->work, s.h.case_id, 2, &other, 1));
    assert_int_equal(logged(r, "case.break_glass"), 1);
}

static void the_alarm_goes_to_those_it_was_entrusted_to_then(void **state)
{
    struct test_register *r = *state;
    struct sealed s;
    int64_t other;

    sealed_make(r, &s);
    other = account(r, "tjetra", "coordinator", true);
    must_refuse(r, case_may_open(&r->work, s.h.case_id), ERR_DENIED, "sealed_file");
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_alarm"), 0);
    r->work.why = "rrezik i menjëhershëm";
    must(case_may_open(&r->work, s.h.case_id));
    must(case_may_open(&r->work, s.h.case_id)); /* twice in one second is one alarm */
    r->work.actor.account = s.friend;
    must(case_seal(&r->work, s.h.case_id, 2, &other, 1));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_alarm"), 1);
    assert_int_equal(register_int(r, "SELECT account_id FROM case_alarm WHERE case_id = 1"), s.friend);
    assert_int_equal(register_int(r, "SELECT at FROM case_alarm"), r->work.now);
}

static void the_alarm_goes_to_all_where_nobody_entrusted_is_left(void **state)
{
    struct test_register *r = *state;
    struct sealed s;
    int64_t other;

    sealed_make(r, &s);
    other = account(r, "tjetra", "coordinator", true);
    (void)account(r, "larguar", "coordinator", false);
    (void)account(r, "drejtori", "director", true);
    must(db_script(r->db, "UPDATE account SET active = 0 WHERE name = 'mike'"));
    r->work.why = "rrezik i menjëhershëm";
    must(case_may_open(&r->work, s.h.case_id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_alarm"), 1);
    must(db_script(r->db,
                   "DELETE FROM case_alarm; UPDATE account SET active = 1, role = 'auditor' WHERE name "
                   "= 'mike'"));
    must(case_may_open(&r->work, s.h.case_id)); /* who is no coordinator any more is not told */
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_alarm"), 1);
    assert_int_equal(register_int(r, "SELECT account_id FROM case_alarm"), other);
}

/* Neither a director who was a coordinator, nor a coordinator who comes back. */
static void whoever_changes_office_is_entrusted_with_nothing(void **state)
{
    struct test_register *r = *state;
    struct sealed s;

    sealed_make(r, &s);
    r->work.actor.account = s.friend;
    must(case_may_open(&r->work, s.h.case_id));
    must(db_script(r->db, "UPDATE account SET role = 'director' WHERE name = 'mike'"));
    must_refuse(r, case_may_open(&r->work, s.h.case_id), ERR_DENIED, "sealed_file");
    must(db_script(r->db, "UPDATE account SET role = 'coordinator' WHERE name = 'mike'"));
    must_refuse(r, case_may_open(&r->work, s.h.case_id), ERR_DENIED, "sealed_file");
}

static void sealing_forgets_replies_kept_for_sending_again(void **state)
{
    static const char SQL_KEPT[] =
        "INSERT INTO idempotency (account_id, key, request_hash, status, "
        "body_sealed, row_id, created_at) VALUES (1, 'k', x'00', 201, x'00', 1, 1)";
    struct test_register *r = *state;
    struct sealed s;

    must(db_script(r->db, SQL_KEPT));
    sealed_make(r, &s);
    assert_int_equal(register_int(r, "SELECT count(*) FROM idempotency"), 0);
}

static void an_unsealed_file_opens_for_all(void **state)
{
    struct test_register *r = *state;
    struct sealed s;

    sealed_make(r, &s);
    r->work.actor.account = s.friend;
    must(case_seal(&r->work, s.h.case_id, 2, NULL, 0));
    assert_int_equal(logged(r, "case.unseal"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_access"), 0);
    r->work.actor.account = 1;
    must(case_may_open(&r->work, s.h.case_id));
}

/* ---- searching */

static size_t hits(struct test_register *r, const char *q, struct case_line **ret)
{
    const struct case_filter f = {.q = q, .limit = 200};
    struct case_line *lines;
    size_t count = 0;

    must(case_search(&r->work, &f, ret ? ret : &lines, &count));
    return count;
}

/* File 1 of Elira Kola with Ana and the respondent Agim in Gjirokastër, order 14; file 2 of Fjolla
 * Çobani-Zeqo and Teuta Çobani in Lunxhëri, order 27/A. */
static void files_make(struct test_register *r)
{
    struct paper p;
    int64_t id;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    paper_register(r, &p, &id);
    paper_make(&p);
    p.order.number = "27/A";
    p.order.unit = "Lunxhëri";
    p.persons[0].who =
        (struct person_new){.first_name = "Fjolla", .surname = "Çobani-Zeqo", .birth_date = DATE_NONE};
    p.persons[1].who =
        (struct person_new){.first_name = "Teuta", .surname = "Çobani", .birth_date = DATE_NONE};
    p.persons[1].role = ROLE_PROTECTED;
    paper_register(r, &p, &id);
}

static void words_are_found_folded_from_their_beginning(void **state)
{
    static const struct {
        const char *q;
        size_t count;
        int64_t first;
    } CASES[] = {{NULL, 2, 2},        {"", 2, 2},         {"  ", 2, 2},          {"elira", 1, 1},
                 {"KOLA", 1, 1},      {"kol eli", 1, 1},  {"elira teuta", 0, 0}, {"ola", 0, 0},
                 {"cobani", 1, 2},    {"Çob fjol", 1, 2}, {"teuta", 1, 2},       {"ana", 1, 1},
                 {"agim", 1, 1},      {"1/2026", 1, 1},   {"2/2026", 1, 2},      {"14", 1, 1},
                 {"27/a kola", 0, 0}, {"27/a teu", 1, 2}, {"elirak", 0, 0},      {"%", 0, 0}};
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(hits(r, CASES[i].q, &lines), CASES[i].count);
        if (CASES[i].count)
            assert_int_equal(lines[0].id, CASES[i].first);
    }
}

static void a_line_shows_the_protected_persons(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    assert_int_equal(hits(r, NULL, &lines), 2);
    assert_string_equal(lines[1].names, "Elira Kola");
    assert_string_equal(lines[1].number, "1/2026");
    assert_string_equal(lines[1].unit, "Gjirokastër");
    assert_int_equal(lines[1].version, 1);
    assert_false(lines[1].sealed);
    assert_string_equal(lines[0].names, "Fjolla Çobani-Zeqo, Teuta Çobani");
}

static void the_search_pages_and_narrows(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;
    size_t count;

    files_make(r);
    must(case_search(&r->work, &(struct case_filter){.limit = 1}, &lines, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].id, 2);
    must(case_search(&r->work, &(struct case_filter){.limit = 1, .before = 2}, &lines, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].id, 1);
    must(case_search(&r->work, &(struct case_filter){.limit = 9, .unit = 5}, &lines, &count));
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].id, 2);
    must(case_search(&r->work, &(struct case_filter){.limit = 9, .unit = 5, .q = "kola"}, &lines, &count));
    assert_int_equal(count, 0);
    assert_int_equal(logged(r, "case.search"), 4);
}

static void a_sealed_file_is_found_by_its_number_alone(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1 WHERE id = 1"));
    assert_int_equal(hits(r, "elira", NULL), 0);
    assert_int_equal(hits(r, "14", NULL), 0);
    assert_int_equal(hits(r, "1/2026", &lines), 1);
    assert_true(lines[0].sealed);
    assert_null(lines[0].names);
    must(db_script(r->db, "INSERT INTO case_access (case_id, account_id) VALUES (1, 1)"));
    assert_int_equal(hits(r, "elira", &lines), 1);
    assert_string_equal(lines[0].names, "Elira Kola");
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_sealed_file_opens_for_those_named),
        with_register(the_glass_breaks_with_a_reason_that_is_logged),
        with_register(every_door_of_the_file_is_guarded),
        with_register(a_file_is_entrusted_to_active_coordinators_once_each),
        with_register(no_reason_changes_who_may_open_a_sealed_file),
        with_register(a_file_whose_friends_have_left_is_entrusted_anew_with_a_reason),
        with_register(the_alarm_goes_to_those_it_was_entrusted_to_then),
        with_register(the_alarm_goes_to_all_where_nobody_entrusted_is_left),
        with_register(whoever_changes_office_is_entrusted_with_nothing),
        with_register(sealing_forgets_replies_kept_for_sending_again),
        with_register(an_unsealed_file_opens_for_all),
        with_register(words_are_found_folded_from_their_beginning),
        with_register(a_line_shows_the_protected_persons),
        with_register(the_search_pages_and_narrows),
        with_register(a_sealed_file_is_found_by_its_number_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
