/* Notes beside a file and who has read it: sealed, appended, guarded, logged; and what forms offer.
 * 2026-03-10. */
#include "domain/file/case_note.h"

#include <string.h>

#include "domain/file/case_read.h"
#include "domain/file/case_reader.h"
#include "domain/order/catalogue.h"
#include "support/dump.h"
#include "support/holder.h"
#include "support/paper.h"

static int64_t noted(struct test_register *r, int64_t case_id, const char *text)
{
    int64_t id;

    must(case_note_add(&r->work, case_id, text, &id));
    return id;
}

static void notes_come_newest_first_with_their_writer(void **state)
{
    struct test_register *r = *state;
    struct case_note *notes;
    struct holder h;
    size_t count;

    holder_stand(r, &h);
    noted(r, h.case_id, "Foli me psikologen.");
    register_at(r, r->work.now + 60);
    noted(r, h.case_id, "Ndreqje: foli me juristen.");
    must(case_note_list(&r->work, h.case_id, &notes, &count));
    assert_int_equal(count, 2);
    assert_string_equal(notes[0].text, "Ndreqje: foli me juristen.");
    assert_int_equal(notes[0].at, r->work.now);
    assert_true(notes[0].by[0]);
    assert_string_equal(notes[1].text, "Foli me psikologen.");
    assert_int_equal(file_version(r, h.case_id), 1);
    assert_null(strstr(dump(r, ""), "psikologen"));
}

static void a_note_is_never_edited(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_stand(r, &h);
    noted(r, h.case_id, "Foli me psikologen.");
    assert_int_not_equal(db_script(r->db, "UPDATE case_note SET written_at = 1"), OK);
}

static void a_note_says_something(void **state)
{
    struct test_register *r = *state;
    char text[CASE_NOTE_MAX + 2];
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    must_refuse_at(r, case_note_add(&r->work, h.case_id, " ", &id), ERR_INPUT, "required", "text");
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    must_refuse_at(r, case_note_add(&r->work, h.case_id, text, &id), ERR_INPUT, "too_long", "text");
    must_refuse(r, case_note_add(&r->work, 99, "A", &id), ERR_ABSENT, "no_such_case");
}

static void a_sealed_file_shuts_notes_and_readers(void **state)
{
    struct test_register *r = *state;
    struct case_reader *readers;
    struct case_note *notes;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    holder_seal(r);
    must_refuse(r, case_note_add(&r->work, h.case_id, "A", &id), ERR_DENIED, "sealed_file");
    must_refuse(r, case_note_list(&r->work, h.case_id, &notes, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, case_reader_list(&r->work, h.case_id, 0, 10, &readers, &count), ERR_DENIED, "sealed_file");
}

static void readers_come_newest_first_and_in_pages(void **state)
{
    struct test_register *r = *state;
    struct case_reader *readers;
    struct case_file f;
    struct holder h;
    size_t count;

    holder_stand(r, &h);
    must(case_read(&r->work, h.case_id, &f));
    noted(r, h.case_id, "A");
    must(case_reader_list(&r->work, h.case_id, 0, 3, &readers, &count));
    assert_int_equal(count, 3);
    assert_string_equal(readers[0].what, "reader.list");
    assert_string_equal(readers[1].what, "note.write");
    assert_string_equal(readers[2].what, "case.read");
    assert_int_equal(readers[2].version, 0);
    must(case_reader_list(&r->work, h.case_id, readers[2].id, 3, &readers, &count));
    assert_int_equal(count, 1);
    assert_string_equal(readers[0].what, "order.register");
    assert_int_equal(readers[0].version, 1);
}

static void forms_have_something_to_offer(void **state)
{
    struct test_register *r = *state;
    struct court *courts;
    const char **police;
    struct paper p;
    size_t count;
    int64_t file;

    must(court_list(&r->work, &courts, &count));
    assert_int_equal(count, 26);
    assert_int_equal(courts[0].until, DATE_OPEN);
    assert_non_null(courts[count - 1].successor);
    paper_next(r, 0, ORDER_UMPMM, "1", r->work.today, DATE_NONE, &p);
    p.order.issuer = "Komisariati Tepelenë";
    paper_register(r, &p, &file);
    must(police_list(&r->work, &police, &count));
    assert_int_equal(count, 3);
    assert_string_equal(police[1], "Komisariati i Policisë Gjirokastër");
    assert_string_equal(police[2], "Komisariati Tepelenë");
    must(db_script(r->db, "UPDATE case_file SET sealed = 1"));
    must(police_list(&r->work, &police, &count));
    assert_int_equal(count, 2);
}

static void a_file_is_entrusted_to_coordinators_with_an_open_account(void **state)
{
    struct test_register *r = *state;
    struct coordinator *before, *after;
    size_t count, left;

    must(coordinator_list(&r->work, &before, &count));
    assert_true(count > 0);
    assert_non_null(before[0].full_name);
    must(db_script(r->db, "UPDATE account SET active = 0 WHERE role = 'coordinator'"));
    must(coordinator_list(&r->work, &after, &left));
    assert_int_equal(left, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(notes_come_newest_first_with_their_writer, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_note_is_never_edited, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_note_says_something, register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(a_sealed_file_shuts_notes_and_readers, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(readers_come_newest_first_and_in_pages, register_setup,
                                        register_teardown),
        cmocka_unit_test_setup_teardown(a_file_is_entrusted_to_coordinators_with_an_open_account,
                                        register_setup, register_teardown),
        cmocka_unit_test_setup_teardown(forms_have_something_to_offer, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
