/* Persons: what is taken and what is said of it, sealed in its place, found again without being readable.
 * 2026-03-10. */
#include "domain/file/person.h"

#include <string.h>

#include "base/buf.h"
#include "domain/file/case_file.h"
#include "domain/file/person_hint.h"
#include "domain/file/person_twin.h"
#include "domain/work/sealed.h"
#include "support/paper.h"

#define TODAY (r->work.today)
#define NID   "I75514009V"

static struct person_new elira(void)
{
    return (struct person_new){.first_name = "Elira",
                               .father_name = "Petrit",
                               .surname = "Çela",
                               .nid = NID,
                               .birth_date = date_make(1987, 5, 14),
                               .sex = "F",
                               .address = "Lagjja 18 Shtatori",
                               .phone = "069 123 4567"};
}

static int64_t added(struct test_register *r, const struct person_new *in)
{
    int64_t id = 0;

    must(person_add(&r->work, in, &id));
    return id;
}

static void wrong(struct test_register *r, const struct person_new *in, const char *code, const char *field)
{
    must_refuse_at(r, person_check(&r->work, in), ERR_INPUT, code, field);
}

static void what_is_written_is_read_again(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();
    struct person p;

    must(person_read(&r->work, added(r, &in), &p));
    assert_string_equal(p.first_name, "Elira");
    assert_string_equal(p.father_name, "Petrit");
    assert_string_equal(p.surname, "Çela");
    assert_string_equal(p.nid, NID);
    assert_int_equal(p.birth_date, date_make(1987, 5, 14));
    assert_string_equal(p.sex, "F");
    assert_string_equal(p.address, "Lagjja 18 Shtatori");
    assert_string_equal(p.phone, "069 123 4567");
    assert_int_equal(r->work.warning_count, 0);
}

static void somebody_with_one_name_only_is_taken_as_that(void **state)
{
    struct test_register *r = *state;
    struct person_new in = {
        .first_name = "Shpresa", .no_surname = true, .birth_date = date_make(1988, 6, 14), .sex = "F"};
    struct person p;

    person_settle(&in);
    must(person_read(&r->work, added(r, &in), &p));
    assert_string_equal(p.surname, "");
    assert_string_equal(person_name(&r->arena, p.first_name, p.surname), "Shpresa");
    assert_string_equal(person_name(&r->arena, "Teuta", "Malo"), "Teuta Malo");
    in.surname = "Malo";
    wrong(r, &in, "surname_and_none", "surname");
    in.no_surname = false;
    in.surname = "";
    wrong(r, &in, "required", "surname");
}

static void signs_are_no_names(void **state)
{
    static const char *const SIGNS[] = {"-", "?", "\"", "0", "–", "...", "1987", "#"};
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof SIGNS / sizeof SIGNS[0]; i++) {
        struct person_new in = elira();

        in.surname = SIGNS[i];
        wrong(r, &in, "no_name", "surname");
        in = elira();
        in.first_name = SIGNS[i];
        wrong(r, &in, "no_name", "first_name");
        in = elira();
        in.father_name = SIGNS[i];
        wrong(r, &in, "no_name", "father_name");
    }
}

/* Sixty letters of Greek and Cyrillic, marks that stand by themselves, one letter: kept as they are written,
 * and found in another spelling. */
static void names_of_any_script_are_kept_and_found(void **state)
{
    char omegas[4 * 60 + 1] = "", capitals[4 * 60 + 1] = "", zhes[4 * 60 + 1] = "", small[4 * 60 + 1] = "",
                         marked[4 * 40 + 1] = "", alphas[4 * 40 + 1] = "";
    const struct {
        const char *first_name, *surname, *first_again, *surname_again;
    } NAMES[] = {
        {omegas, "Παπά", capitals, "ΠΑΠΑ"},
        {zhes, "Петров", small, "ПЕТРОВ"},
        {marked, "Λέκα", alphas, "ΛΕΚΑ"},
        {"Ё", "К", "е", "к"},
        {"Ë", "Ç", "e", "c"},
    };
    struct test_register *r = *state;

    for (int i = 0; i < 60; i++) {
        strcat(omegas, "ώ");
        strcat(capitals, "Ω");
        strcat(zhes, "Ж");
        strcat(small, "ж");
    }
    for (int i = 0; i < 40; i++) {
        strcat(marked, "α\u0301");
        strcat(alphas, "Α");
    }
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        struct person_new in = {.first_name = NAMES[i].first_name,
                                .surname = NAMES[i].surname,
                                .birth_date = date_make(1970 + (int)i, 1, 2)};
        struct person_twins twins;
        int64_t id = added(r, &in);
        struct person p;

        must(person_read(&r->work, id, &p));
        assert_string_equal(p.first_name, NAMES[i].first_name);
        assert_string_equal(p.surname, NAMES[i].surname);
        in.first_name = NAMES[i].first_again;
        in.surname = NAMES[i].surname_again;
        must(person_twins(&r->work, &in, &twins));
        assert_int_equal(twins.by_name_count, 1);
        assert_int_equal(twins.by_name[0], id);
    }
}

static void names_are_enough(void **state)
{
    struct test_register *r = *state;
    const struct person_new in = {.first_name = "Ana", .surname = "Kola", .birth_date = DATE_NONE};
    struct person p;

    must(person_read(&r->work, added(r, &in), &p));
    assert_null(p.father_name);
    assert_null(p.nid);
    assert_null(p.sex);
    assert_null(p.address);
    assert_null(p.phone);
    assert_int_equal(p.birth_date, DATE_NONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person WHERE nid_blind IS NULL"), 1);
    must_refuse(r, person_read(&r->work, 99, &p), ERR_ABSENT, "no_such_person");
}

static void both_names_are_needed(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    in.first_name = NULL;
    wrong(r, &in, "required", "first_name");
    in = elira();
    in.surname = "  ";
    wrong(r, &in, "required", "surname");
}

static void texts_have_their_most_and_are_well_formed(void **state)
{
    struct test_register *r = *state;
    char text[2 * 201 + 1] = "";
    struct person_new in = elira();

    for (size_t i = 0; i < 201; i++)
        memcpy(text + 2 * i, "ë", 2);
    in.first_name = in.father_name = in.surname = text + 2 * (201 - PERSON_NAME_MAX);
    in.address = text + 2;
    in.phone = text + 2 * (201 - 40);
    must(person_check(&r->work, &in));
    in.first_name -= 2;
    wrong(r, &in, "too_long", "first_name");
    in.first_name += 2;
    in.father_name -= 2;
    wrong(r, &in, "too_long", "father_name");
    in.father_name = NULL;
    in.surname -= 2;
    wrong(r, &in, "too_long", "surname");
    in.surname = "Kola";
    in.address -= 2;
    wrong(r, &in, "too_long", "address");
    in.address = NULL;
    in.phone -= 2;
    wrong(r, &in, "too_long", "phone");
    in.phone = "\xc3";
    wrong(r, &in, "bad_text", "phone");
    in.phone = NULL;
    in.surname = "Ko\x02la";
    wrong(r, &in, "bad_text", "surname");
}

static void a_number_that_can_be_none_is_refused(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    in.nid = "I7551400V";
    wrong(r, &in, "bad_nid", "nid");
    in.nid = "";
    wrong(r, &in, "bad_nid", "nid");
}

static void a_number_with_a_wrong_letter_or_date_is_taken_with_a_warning(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    in.nid = "I75514009X";
    must(person_check(&r->work, &in));
    assert_true(warned(r, "nid_check_letter", "nid"));
    in.nid = "I79999009X";
    must(person_check(&r->work, &in));
    assert_true(warned(r, "nid_date", "nid"));
    assert_int_equal(r->work.warning_count, 2);
}

static void the_birth_date_lies_between_1900_and_today(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    in.birth_date = TODAY;
    must(person_check(&r->work, &in));
    in.birth_date = TODAY + 1;
    wrong(r, &in, "in_future", "birth_date");
    in.birth_date = date_make(1900, 1, 1);
    must(person_check(&r->work, &in));
    in.birth_date--;
    wrong(r, &in, "bad_date", "birth_date");
}

static void the_sex_is_one_of_two_letters(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    in.sex = "f";
    wrong(r, &in, "unknown_sex", "sex");
    in.sex = "M";
    must(person_check(&r->work, &in));
}

/* ---- seals */

static void nothing_personal_is_readable(void **state)
{
    struct test_register *r = *state;
    const struct person_new in = elira();

    added(r, &in);
    for (size_t i = 0; i < 7; i++) {
        static const char *const COLUMNS[][2] = {
            {"first_name", "Elira"}, {"father_name", "Petrit"}, {"surname", "Çela"}, {"nid", NID},
            {"birth_date", "1987"},  {"address", "Lagjja"},     {"phone", "069"}};
        const char *sql = arena_format(&r->arena, "SELECT instr(%s_sealed, CAST('%s' AS BLOB)) FROM person",
                                       COLUMNS[i][0], COLUMNS[i][1]);

        assert_int_equal(register_int(r, sql), 0);
    }
}

static void the_same_name_is_sealed_differently_each_time(void **state)
{
    struct test_register *r = *state;
    const struct person_new in = elira();

    added(r, &in);
    added(r, &in);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT surname_sealed) FROM person"), 2);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT birth_date_sealed) FROM person"), 2);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT name_blind) FROM person"), 1);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT nid_blind) FROM person"), 1);
}

static void a_value_moved_or_changed_does_not_open(void **state)
{
    static const char *const MOVES[] = {
        "surname_sealed = (SELECT surname_sealed FROM person WHERE id = 2)",
        "surname_sealed = first_name_sealed",
        "surname_sealed = substr(surname_sealed, 1, length(surname_sealed) - 1)",
        "surname_sealed = zeroblob(40)",
        "surname_sealed = x''",
    };
    struct test_register *r = *state;
    const struct person_new in = elira();
    struct person p;

    added(r, &in);
    added(r, &in);
    for (size_t i = 0; i < sizeof MOVES / sizeof MOVES[0]; i++) {
        struct tx tx = {0};

        must(tx_begin(&tx, r->db));
        must(db_script(r->db, arena_format(&r->arena, "UPDATE person SET %s WHERE id = 1", MOVES[i])));
        must_fail(person_read(&r->work, 1, &p), ERR_CORRUPT);
        tx_end(&tx);
    }
    must(person_read(&r->work, 1, &p));
}

static void an_empty_text_is_not_nothing(void **state)
{
    static const char SQL[] = "SELECT :sealed, :nothing";
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf sealed = {0};
    CLEANUP(buf_free) struct buf nothing = {0};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const char *text;
    bool row;

    must(sealed_text(&r->work, OF_NOBODY, "person", "phone", 1, "", &sealed));
    must(sealed_text(&r->work, OF_NOBODY, "person", "phone", 1, NULL, &nothing));
    must(db_query(r->db, SQL, BINDS(SEALED(":sealed", sealed), SEALED(":nothing", nothing)), &s));
    must(stmt_step(s, &row));
    must(sealed_open(&r->work, "person", "phone", 1, s, 0, &text));
    assert_string_equal(text, "");
    must(sealed_open(&r->work, "person", "phone", 1, s, 1, &text));
    assert_null(text);
    must_fail(sealed_open(&r->work, "person", "phone", 2, s, 0, &text), ERR_CORRUPT);
    must_fail(sealed_open(&r->work, "safe_contact", "phone", 1, s, 0, &text), ERR_CORRUPT);
}

static void dates_are_sealed_as_text_and_unknown_ones_not_at_all(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf b = {0};

    must(sealed_date(&r->work, OF_NOBODY, "person", "birth_date", 1, DATE_NONE, &b));
    assert_null(b.data);
    must(sealed_date(&r->work, OF_NOBODY, "person", "birth_date", 1, DATE_OPEN, &b));
    assert_null(b.data);
    must(sealed_date(&r->work, OF_NOBODY, "person", "birth_date", 1, TODAY, &b));
    assert_int_equal(b.len, 1 + 8 + 12 + 16 + 16); /* ten bytes, padded */
}

/* ---- found again */

static int64_t found(struct test_register *r, const struct person_new *in, int64_t case_id)
{
    int64_t id = -1;

    r->work.warning_count = 0;
    must(person_find(&r->work, in, case_id, &id));
    return id;
}

/* Elira stands as person 1 in a file of her own. */
static int64_t file_of_elira(struct test_register *r)
{
    const struct person_new in = elira();
    int64_t file, id = added(r, &in);

    must(case_register(&r->work, "Gjirokastër", &file));
    must(case_person_add(&r->work, file, id, ROLE_PROTECTED, NULL));
    return file;
}

static void the_number_finds_in_any_file_and_spelling(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    file_of_elira(r);
    in.nid = " i755 14009v ";
    in.birth_date = DATE_NONE;
    assert_int_equal(found(r, &in, 0), 1);
    assert_int_equal(r->work.warning_count, 0);
    in.nid = "I75514009W";
    assert_int_equal(found(r, &in, 0), 0);
}

static void the_number_alone_finds(void **state)
{
    struct test_register *r = *state;
    const struct person_new in = {.nid = NID, .birth_date = DATE_NONE};

    file_of_elira(r);
    assert_int_equal(found(r, &in, 0), 1);
    assert_int_equal(r->work.warning_count, 0);
}

static void a_number_under_another_name_is_said(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();

    file_of_elira(r);
    in.first_name = "ELIRA";
    in.surname = "Cela";
    assert_int_equal(found(r, &in, 0), 1);
    assert_int_equal(r->work.warning_count, 0);
    in.surname = "Kola";
    assert_int_equal(found(r, &in, 0), 1);
    assert_true(warned(r, "other_name", "nid"));
}

static void the_folded_name_and_birth_date_find_in_the_same_file(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();
    int64_t file = file_of_elira(r);

    in.nid = NULL;
    in.first_name = "elira";
    in.surname = "CELA";
    assert_int_equal(found(r, &in, file), 1);
    in.birth_date++;
    assert_int_equal(found(r, &in, file), 0);
    in.birth_date--;
    in.first_name = "Elina";
    assert_int_equal(found(r, &in, file), 0);
    assert_int_equal(r->work.warning_count, 0);
}

static void in_another_file_a_namesake_is_only_said(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();
    int64_t other;

    file_of_elira(r);
    must(case_register(&r->work, "Odrie", &other));
    in.nid = NULL;
    assert_int_equal(found(r, &in, other), 0);
    assert_true(warned(r, "same_name", "surname"));
    in.birth_date = DATE_NONE;
    assert_int_equal(found(r, &in, other), 0);
    assert_int_equal(r->work.warning_count, 0);
}

static void a_namesake_in_a_sealed_file_is_said_to_those_it_is_open_to(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();
    int64_t other;

    file_of_elira(r);
    must(case_register(&r->work, "Odrie", &other));
    must(db_script(r->db, "UPDATE case_file SET sealed = 1 WHERE id = 1"));
    in.nid = NULL;
    assert_int_equal(found(r, &in, other), 0);
    assert_false(warned(r, "same_name", "surname"));
    must(db_script(r->db, "INSERT INTO case_access (case_id, account_id) SELECT 1, id FROM account"));
    assert_int_equal(found(r, &in, other), 0);
    assert_true(warned(r, "same_name", "surname"));
}

/* ---- the hint on a checker's screen */

static void a_hint_is_initials_and_year(void **state)
{
    static const struct {
        const char *first, *surname;
        int year;
        const char *hint;
    } CASES[] = {{"Elira", "Kola", 1987, "E.K. 1987"},
                 {"ëngjëll", "çela", 2021, "Ë.Ç. 2021"},
                 {"Ana", "Kola", 0, "A.K."},
                 {"'Ana", "-Kola", 0, "A.K."},
                 {"Đorđe", "Žižić", 1990, "Đ.Ž. 1990"},
                 {"Shpresa", "", 1988, "S. 1988"},
                 {"Shpresa", "", 0, "S."},
                 {"1", "2", 0, "."}};
    char hint[CARD_HINT_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const struct person p = {.first_name = CASES[i].first,
                                 .surname = CASES[i].surname,
                                 .birth_date = CASES[i].year ? date_make(CASES[i].year, 2, 1) : DATE_NONE};

        person_hint(&p, hint);
        assert_string_equal(hint, CASES[i].hint);
    }
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

/* ---- one person in two spellings */

static struct person_twin twin_of(struct test_register *r, const char *first_name, const char *surname,
                                  const char *nid)
{
    struct person_new in = elira();
    struct person_twin twin = {-1, -1};

    in.first_name = first_name;
    in.surname = surname;
    in.nid = nid;
    must(person_twin_find(&r->work, &in, &twin));
    return twin;
}

static void the_same_name_and_birth_date_is_one_person(void **state)
{
    struct test_register *r = *state;
    struct person_new in = elira();
    int64_t file = file_of_elira(r);
    struct person_twin twin;

    assert_int_equal(twin_of(r, "Elira", "Çela", NULL).person, 1);
    assert_int_equal(twin_of(r, "CELA", "elira", NULL).case_id, file);
    assert_int_equal(twin_of(r, "Elira", "Cela", NID).person, 1);
    assert_int_equal(twin_of(r, "Elira", "Çela", "I75514009W").person, 1); /* a slip */
    assert_int_equal(twin_of(r, "Elira", "Çela", "I85514010D").person, 0);
    assert_int_equal(twin_of(r, "Elira", "Çeli", NULL).person, 0);
    in.birth_date++;
    must(person_twin_find(&r->work, &in, &twin));
    assert_int_equal(twin.person, 0);
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    assert_int_equal(twin_of(r, "Elira", "Çela", NULL).person, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(what_is_written_is_read_again),
        with_register(names_are_enough),
        with_register(names_of_any_script_are_kept_and_found),
        with_register(somebody_with_one_name_only_is_taken_as_that),
        with_register(signs_are_no_names),
        with_register(both_names_are_needed),
        with_register(texts_have_their_most_and_are_well_formed),
        with_register(a_number_that_can_be_none_is_refused),
        with_register(a_number_with_a_wrong_letter_or_date_is_taken_with_a_warning),
        with_register(the_birth_date_lies_between_1900_and_today),
        with_register(the_sex_is_one_of_two_letters),
        with_register(nothing_personal_is_readable),
        with_register(the_same_name_is_sealed_differently_each_time),
        with_register(a_value_moved_or_changed_does_not_open),
        with_register(an_empty_text_is_not_nothing),
        with_register(dates_are_sealed_as_text_and_unknown_ones_not_at_all),
        with_register(the_number_finds_in_any_file_and_spelling),
        with_register(the_number_alone_finds),
        with_register(the_same_name_and_birth_date_is_one_person),
        with_register(a_number_under_another_name_is_said),
        with_register(the_folded_name_and_birth_date_find_in_the_same_file),
        with_register(in_another_file_a_namesake_is_only_said),
        with_register(a_namesake_in_a_sealed_file_is_said_to_those_it_is_open_to),
        cmocka_unit_test(a_hint_is_initials_and_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
