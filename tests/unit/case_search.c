/* Finding files by what their orders come to, by personal number, and opening a sealed one for a session.
 * 2026-03-10. */
#include "domain/file/case_search.h"

#include "domain/file/case_contact.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "domain/payment/application.h"
#include "support/holder.h"
#include "support/paper.h"

#define TODAY (r->work.today)

static size_t found(struct test_register *r, struct case_filter f, struct case_line **ret)
{
    struct case_line *lines;
    size_t count = 0;

    f.limit = 200;
    must(case_search(&r->work, &f, ret ? ret : &lines, &count));
    return count;
}

/* A file of that order; its id. */
static int64_t filed(struct test_register *r, enum order_kind kind, const char *number, date decision,
                     date end)
{
    struct paper p;
    int64_t id;

    paper_next(r, 0, kind, number, decision, end, &p);
    paper_register(r, &p, &id);
    return id;
}

/* 1 UM for long, 2 UM that ends soon, 3 UM that has ended, 4 UMM that is open, 5 empty, 6 starts later. */
static void files_make(struct test_register *r)
{
    struct paper p;
    int64_t id;

    filed(r, ORDER_UM, "1", TODAY - 30, TODAY + 300);
    filed(r, ORDER_UM, "2", TODAY - 300, TODAY + 45);
    filed(r, ORDER_UM, "3", TODAY - 300, TODAY - 1);
    filed(r, ORDER_UMM, "4", TODAY - 3, DATE_NONE);
    must(case_register(&r->work, "Lunxhëri", &id));
    paper_next(r, 0, ORDER_UM, "6", TODAY, TODAY + 100, &p);
    p.order.start = TODAY + 10;
    paper_register(r, &p, &id);
}

static void each_line_says_what_the_file_is_about(void **state)
{
    static const enum case_state STATES[] = {CASE_COMING, CASE_NONE,   CASE_IN_FORCE,
                                             CASE_ENDED,  CASE_ENDING, CASE_IN_FORCE};
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    assert_int_equal(found(r, (struct case_filter){0}, &lines), 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(lines[i].summary.state, STATES[i]);
    assert_int_equal(lines[5].summary.until, TODAY + 300);
    assert_string_equal(lines[5].summary.number, "1");
    assert_int_equal(lines[2].summary.kind, ORDER_UMM);
    assert_int_equal(lines[2].summary.until, DATE_OPEN);
    assert_int_equal(lines[1].summary.kind, 0);
}

static void states_and_kinds_narrow(void **state)
{
    static const struct {
        struct case_filter f;
        size_t count;
        int64_t first;
    } CASES[] = {
        {{.state = CASE_IN_FORCE}, 3, 4},
        {{.state = CASE_ENDING}, 1, 2},
        {{.state = CASE_ENDED}, 1, 3},
        {{.state = CASE_NONE}, 1, 5},
        {{.state = CASE_COMING}, 1, 6},
        {{.state = CASE_SEALED}, 0, 0},
        {{.kind = ORDER_UM}, 2, 2},
        {{.kind = ORDER_UMM}, 1, 4},
        {{.kind = ORDER_UMPMM}, 0, 0},
        {{.kind = ORDER_UM, .state = CASE_ENDING}, 1, 2},
        {{.kind = ORDER_UM, .q = "2/"}, 1, 2},
        {{.state = CASE_IN_FORCE, .q = "elira 4/2026"}, 1, 4},
        {{.state = CASE_IN_FORCE, .before = 4}, 2, 2},
    };
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(found(r, CASES[i].f, &lines), CASES[i].count);
        if (CASES[i].count)
            assert_int_equal(lines[0].id, CASES[i].first);
    }
}

/* The highest kind in force speaks, though another ends later. */
static void the_strongest_order_speaks(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;
    struct paper p;
    int64_t file;

    file = filed(r, ORDER_UMM, "4", TODAY - 3, DATE_NONE);
    paper_next(r, file, ORDER_UM, "5", TODAY - 2, TODAY + 60, &p);
    paper_register(r, &p, &file);
    assert_int_equal(found(r, (struct case_filter){0}, &lines), 1);
    assert_string_equal(lines[0].summary.number, "5");
    assert_int_equal(lines[0].summary.until, TODAY + 60);
}

/* The court's number of the case stands on summonses, where the decision's is not known yet. */
static void the_number_of_the_case_at_court_finds(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;
    struct paper p;
    int64_t id;

    filed(r, ORDER_UM, "1", TODAY - 30, TODAY + 300);
    paper_next(r, 0, ORDER_UM, "2", TODAY - 30, TODAY + 300, &p);
    p.order.parties.case_number = "1187/2026";
    paper_register(r, &p, &id);
    assert_int_equal(found(r, (struct case_filter){.q = "1187/2026"}, &lines), 1);
    assert_int_equal(lines[0].id, id);
    assert_int_equal(found(r, (struct case_filter){.q = "Nr. 01187-2026"}, NULL), 1);
    assert_int_equal(found(r, (struct case_filter){.q = "elira 1187/2026"}, NULL), 1);
    assert_int_equal(found(r, (struct case_filter){.q = "1188/2026"}, NULL), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order WHERE instr(case_number_sealed, "
                                     "'1187') > 0"),
                     0);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(found(r, (struct case_filter){.q = "1187/2026"}, NULL), 0);
}

static void a_whole_personal_number_finds(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;
    struct paper p;
    int64_t id;

    filed(r, ORDER_UM, "1", TODAY - 30, TODAY + 300);
    paper_next(r, 0, ORDER_UM, "2", TODAY - 30, TODAY + 300, &p);
    p.persons[0].who.nid = "I75514009V";
    paper_register(r, &p, &id);
    assert_int_equal(found(r, (struct case_filter){.q = "i75514009v"}, &lines), 1);
    assert_int_equal(lines[0].id, id);
    assert_int_equal(found(r, (struct case_filter){.q = "I7551400"}, NULL), 0);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(found(r, (struct case_filter){.q = "I75514009V"}, NULL), 0);
}

/* Elira Papadopulu was Kola until she married, and her file has a phone and an order of Gjirokastër; the
 * other file is Luan D'Angjelo's, by the police. */
static void two_families(struct test_register *r, int64_t *ret_hers, int64_t *ret_his)
{
    const struct person_new her = {.first_name = "Anna-Maria",
                                   .surname = "Παπαδοπούλου",
                                   .phone = "+355 69 123 4567",
                                   .birth_date = date_make(1987, 3, 4)};
    struct paper p;

    *ret_hers = filed(r, ORDER_UM, "80 / 2025", TODAY - 30, TODAY + 300);
    must(person_store(&r->work, register_int(r, "SELECT person_id FROM case_person WHERE role = 'protected'"),
                      &her));
    paper_next(r, 0, ORDER_UMPMM, "9", TODAY - 1, DATE_NONE, &p);
    p.persons[0].who.first_name = "Luan";
    p.persons[0].who.surname = "D’Angjelo";
    p.order.issuer = "Drejtoria Vendore e Policisë Gjirokastër";
    p.order.persons_count = 1;
    paper_register(r, &p, ret_his);
}

static void a_file_is_found_by_all_that_is_told_of_it(void **state)
{
    static const struct {
        const char *q;
        bool hers, his;
    } CASES[] = {
        {"anna maria", true, false},
        {"maria", true, false},
        {"papadopoulou", true, false},
        {"παπαδοπουλου", true, false},
        {"kola", true, false},
        {"elira kola", true, false},
        {"D'Angjelo", false, true},
        {"angjelo luan", false, true},
        {"069 123 4567", true, false},
        {"+355 69 1234567", true, false},
        {"Nr. 080-2025", true, false},
        {"80/2025 maria", true, false},
        {"gjykata", true, false},
        {"gjykata maria", true, false},
        {"policise", false, true},
        {"gjirokaster", true, true},
        {"gjykata luan", false, false},
        {"80/2025 luan", false, false},
        {"-", false, false},
        {"", true, true},
    };
    struct test_register *r = *state;
    struct case_line *lines;
    int64_t hers, his;

    two_families(r, &hers, &his);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        size_t count = found(r, (struct case_filter){.q = CASES[i].q}, &lines);
        bool her = false, him = false;

        for (size_t j = 0; j < count; j++) {
            her = her || lines[j].id == hers;
            him = him || lines[j].id == his;
        }
        if (her != CASES[i].hers || him != CASES[i].his)
            fail_msg("\"%s\" finds %s%s", CASES[i].q, her ? "hers " : "", him ? "his" : "");
    }
}

/* A court abroad, and one that the list of courts does not have: both as somebody typed them. */
static void a_court_that_is_in_no_list_is_found(void **state)
{
    static const struct {
        const char *q;
        size_t count;
    } CASES[] = {
        {"tribunale", 1}, {"Tribunale di Bari", 1}, {"bari elira", 1},
        {"bari luan", 0}, {"πρωτοδικειο", 1},       {"protodikeio ioannin", 1},
        {"ioanninon", 1}, {"31/2026 bari", 1},      {"31/2026 ioanninon", 0},
        {"baria", 0},     {"ordinario maria", 0},
    };
    struct test_register *r = *state;
    struct case_line *lines;
    struct paper p;
    int64_t bari, other;

    paper_next(r, 0, ORDER_UM, "31/2026", TODAY - 30, TODAY + 300, &p);
    p.order.issuer = "Tribunale Ordinario di Bari";
    paper_register(r, &p, &bari);
    paper_next(r, 0, ORDER_UM, "32/2026", TODAY - 30, TODAY + 300, &p);
    p.order.issuer = "Πρωτοδικείο Ιωαννίνων";
    paper_register(r, &p, &other);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        if (found(r, (struct case_filter){.q = CASES[i].q}, &lines) != CASES[i].count)
            fail_msg("\"%s\" does not find %zu", CASES[i].q, CASES[i].count);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(found(r, (struct case_filter){.q = "tribunale"}, NULL), 0);
}

/* By nothing but its own number, whatever else is asked for. */
static void a_closed_file_is_not_found_by_what_it_says(void **state)
{
    static const char *const ASKED[] = {"maria", "kola", "069 123 4567", "80/2025", "gjykata"};
    struct test_register *r = *state;
    struct case_filter by_card = {.q = "BESA-0000"};
    int64_t hers, his;

    two_families(r, &hers, &his);
    by_card.holder =
        register_int(r, "SELECT person_id FROM case_person WHERE role = 'protected' AND case_id = 1");
    assert_int_equal(found(r, by_card, NULL), 1);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    for (size_t i = 0; i < sizeof ASKED / sizeof ASKED[0]; i++)
        assert_int_equal(found(r, (struct case_filter){.q = ASKED[i]}, NULL), 0);
    assert_int_equal(found(r, by_card, NULL), 0);
    assert_int_equal(found(r, (struct case_filter){.q = "1/2026"}, NULL), 1);
}

static void of_a_closed_file_nothing_is_told(void **state)
{
    struct test_register *r = *state;
    struct case_line *lines;

    files_make(r);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1 WHERE id = 1"));
    assert_int_equal(found(r, (struct case_filter){0}, &lines), 6);
    assert_int_equal(lines[5].summary.state, CASE_SEALED);
    assert_int_equal(lines[5].summary.kind, 0);
    assert_null(lines[5].summary.number);
    assert_null(lines[5].names);
    assert_int_equal(found(r, (struct case_filter){.state = CASE_SEALED}, &lines), 1);
    assert_int_equal(found(r, (struct case_filter){.state = CASE_IN_FORCE}, NULL), 2);
    assert_int_equal(found(r, (struct case_filter){.kind = ORDER_UM}, &lines), 1);
}

static const char SQL_SIGN_IN[] = "INSERT INTO session (token_hash, account_id, created_at, seen_at) "
                                  "VALUES (:hash, 1, 0, 0)";

static void signed_in(struct test_register *r, const uint8_t hash[32])
{
    must(db_exec(r->db, SQL_SIGN_IN, BINDS(BLOB(":hash", hash, 32))));
    r->work.actor.session = hash;
}

static void the_glass_is_broken_once_for_a_session(void **state)
{
    static const uint8_t mine[32] = {1}, other[32] = {2};
    struct test_register *r = *state;
    struct case_file f;
    struct holder h;
    int64_t until;

    holder_stand(r, &h);
    holder_seal(r);
    signed_in(r, mine);
    must_refuse_at(r, case_glass_open(&r->work, h.case_id, &until), ERR_INPUT, "required", "why");
    r->work.why = "rrezik i menjëhershëm";
    must(case_glass_open(&r->work, h.case_id, &until));
    assert_int_equal(until, r->work.now + CASE_OPENED);
    r->work.why = NULL;
    must(case_read(&r->work, h.case_id, &f));
    must(case_read(&r->work, h.case_id, &f));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.read'"), 2);
    r->work.actor.session = other;
    must_refuse(r, case_read(&r->work, h.case_id, &f), ERR_DENIED, "sealed_file");
    r->work.actor.session = mine;
    register_at(r, until);
    must_refuse(r, case_read(&r->work, h.case_id, &f), ERR_DENIED, "sealed_file");
}

/* Elira of an open file stands in a sealed one, too: what is known of her is shut on both ways. */
static void the_reason_opens_what_shuts_the_files_persons(void **state)
{
    static const uint8_t mine[32] = {1};
    struct test_register *r = *state;
    struct safe_contact contact;
    struct holder h;
    int64_t until;

    holder_stand(r, &h);
    must(db_script(r->db,
                   "INSERT INTO case_file (id, number, unit_id, sealed, created_at, key_id) "
                   "SELECT n.column1, n.column2, 1, 1, 1, f.key_id FROM "
                   "(VALUES (77, '77/2026'), (78, '78/2026')) n, (SELECT key_id FROM case_file LIMIT 1) f"));
    must(db_exec(r->db,
                 "INSERT INTO case_person (id, case_id, person_id, role) VALUES (777, 77, :p, 'protected')",
                 BINDS(INT(":p", h.person))));
    signed_in(r, mine);
    must_refuse(r, case_contact_read(&r->work, h.case_id, h.person, &contact), ERR_DENIED, "sealed_file");
    r->work.why = "rrezik i menjëhershëm";
    must(case_glass_open(&r->work, h.case_id, &until));
    assert_int_equal(until, r->work.now + CASE_OPENED);
    r->work.why = NULL;
    must(case_contact_read(&r->work, h.case_id, h.person, &contact));
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_alarm WHERE case_id = 77"),
                     register_int(r, "SELECT count(*) FROM case_alarm"));
    must_refuse(r, case_may_open(&r->work, 78), ERR_DENIED, "sealed_file");
}

static void an_open_file_needs_no_breaking(void **state)
{
    static const uint8_t mine[32] = {1};
    struct test_register *r = *state;
    struct holder h;
    int64_t until;

    holder_stand(r, &h);
    signed_in(r, mine);
    r->work.why = "rrezik i menjëhershëm";
    must(case_glass_open(&r->work, h.case_id, &until));
    assert_int_equal(until, 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
    must_refuse(r, case_glass_open(&r->work, 99, &until), ERR_ABSENT, "no_such_case");
}

static void signing_out_shuts_it_again(void **state)
{
    static const uint8_t mine[32] = {1};
    struct test_register *r = *state;
    struct holder h;
    int64_t until;

    holder_stand(r, &h);
    holder_seal(r);
    signed_in(r, mine);
    r->work.why = "rrezik i menjëhershëm";
    must(case_glass_open(&r->work, h.case_id, &until));
    must(db_script(r->db, "DELETE FROM session"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_opened"), 0);
}

int main(void)
{
#define SEARCH(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)
    const struct CMUnitTest tests[] = {
        SEARCH(each_line_says_what_the_file_is_about),
        SEARCH(states_and_kinds_narrow),
        SEARCH(the_strongest_order_speaks),
        SEARCH(the_number_of_the_case_at_court_finds),
        SEARCH(a_whole_personal_number_finds),
        SEARCH(a_file_is_found_by_all_that_is_told_of_it),
        SEARCH(a_court_that_is_in_no_list_is_found),
        SEARCH(a_closed_file_is_not_found_by_what_it_says),
        SEARCH(of_a_closed_file_nothing_is_told),
        SEARCH(the_glass_is_broken_once_for_a_session),
        SEARCH(the_reason_opens_what_shuts_the_files_persons),
        SEARCH(an_open_file_needs_no_breaking),
        SEARCH(signing_out_shuts_it_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
