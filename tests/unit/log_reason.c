/* Reasons of the log in words, as the office reads them on the screen and in its table. */
#include "domain/office/log_reason.h"

#include <string.h>

#include "domain/office/log_words.h"
#include "support/assert.h"

static void reasons_are_told_in_words(void **state)
{
    static const char *const REASONS[][2] = {
        {"", ""},
        {"coordinator", "Koordinator/e vendor/e"},
        {"kindergarten", "Çerdhe ose kopsht"},
        {"granted", "u miratua"},
        {"filed_late", "u dorëzua pas afatit"},
        {"koordinatore: signed in from 127.0.0.1", "koordinatore: hyri nga 127.0.0.1"},
        {"unknown account: wrong password from 10.0.0.7",
         "llogari e panjohur: fjalëkalim i gabuar, nga 10.0.0.7"},
        {"line 1, collected by: other", "rreshti 1, e mori një tjetër"},
        {"page, 1 lines", "page, 1 rreshta"},
        {"0 open", "0 të hapura"},
        {"1 read, 1 taken, 0 there already, 0 bad, 0 asked",
         "1 u lexuan, 1 u morën, 0 ishin tashmë, 0 me gabime, 0 me pyetje"},
        {"from 2026-03-01 until 2026-03-31: 26 visits", "nga 2026-03-01 deri më 2026-03-31: 26 vizita"},
        {"on 2026-02-28, for publication", "më 2026-02-28, për publikim"},
        {"POST /api/v1/rules/persons: forbidden, 11", "POST /api/v1/rules/persons: nuk lejohet, 11"},
        {"surname", "Mbiemri"},
        {"first_name, birth_date, nid", "Emri, Datëlindja, Numri personal"},
        {"surname, weight", "surname, weight"}, /* no list of fields */
        {"surname; confirmed: unheard_of", "Mbiemri; konfirmoi: unheard_of"},
        {"confirmed: unheard_of", "konfirmoi: unheard_of"},
        {"line 2; confirmed: unheard_of, another", "rreshti 2; konfirmoi: unheard_of another"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof REASONS / sizeof REASONS[0]; i++)
        assert_string_equal(log_reason_words(&a, REASONS[i][0]), REASONS[i][1]);
    assert_non_null(strstr(log_reason_words(&a, "confirmed: end_beyond_term"), "përtej afatit"));
    arena_free(&a);
}

static void things_have_the_names_of_the_pages(void **state)
{
    (void)state;
    assert_string_equal(log_thing_words("benefit_rule", "transport"), "Transporti publik");
    assert_string_not_equal(log_thing_words("legal_rule", "pending_days"), "pending_days");
    assert_string_equal(log_thing_words("payment_run", "2026-03"), "2026-03");
    assert_string_equal(work_words("visit", "by"), "Kush shkon");
    assert_string_equal(work_words("visit", "title"), "Vizitë");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reasons_are_told_in_words),
        cmocka_unit_test(things_have_the_names_of_the_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
