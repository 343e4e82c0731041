/* Sections of a yearly report: found in its text, written one by one, and nothing else of it changes. */
#include "domain/report/yearly_section.h"

#include "base/buf.h"
#include "domain/report/yearly_report.h"
#include "support/register.h"

#define TWO "# Një\nA.\n- b\n# Dy\nC."

static void is_split(struct test_register *r, const char *text, const char *want)
{
    CLEANUP(buf_free) struct buf got = {0};
    struct yearly_section *list;
    size_t count;

    must(yearly_sections_split(&r->work, text, &list, &count));
    for (size_t i = 0; i < count; i++)
        buf_format(&got, "<%s|%s>", list[i].heading, list[i].text);
    assert_string_equal(got.data ? got.data : "", want);
}

static void a_heading_begins_a_section(void **state)
{
    struct test_register *r = *state;

    is_split(r, "", "");
    is_split(r, TWO, "<Një|A.\n- b><Dy|C.>");
    is_split(r, "Para.\n\n# Një\n\n\n# Dy\r\nC.\r\n\r\n", "<|Para.><Një|><Dy|C.>");
    is_split(r, "# \nA #\n#B\n# C", "<|# \nA #\n#B><C|>");
}

static void what_is_joined_is_split_again(void **state)
{
    static const struct yearly_section LIST[] = {{"", "Para."}, {"Një", "A.\n\nB."}, {"Dy", ""}};
    struct test_register *r = *state;
    const char *text;

    must(yearly_sections_join(&r->work, LIST, 3, &text));
    is_split(r, text, "<|Para.><Një|A.\n\nB.><Dy|>");
}

static const char *text_2022(struct test_register *r)
{
    struct yearly_report y;

    must(yearly_report_read(&r->work, 2022, &y));
    return y.text;
}

static void begun(struct test_register *r)
{
    const struct yearly_new in = {.text = TWO};
    int64_t version;

    must(yearly_report_write(&r->work, 2022, &in, &version));
}

static err put(struct test_register *r, int64_t number, int64_t version, const char *heading,
               const char *text)
{
    const struct yearly_section_new in = {version, heading, text};
    int64_t now;

    return yearly_section_write(&r->work, 2022, number, &in, &now);
}

static void one_is_written_and_the_others_stay(void **state)
{
    struct test_register *r = *state;
    int64_t version;

    begun(r);
    must(put(r, 2, 1, "Dy", "D {units.orders}."));
    is_split(r, text_2022(r), "<Një|A.\n- b><Dy|D {units.orders}.>");
    must(put(r, 3, 2, "Tre", "E.\n# Katër\nF."));
    is_split(r, text_2022(r), "<Një|A.\n- b><Dy|D {units.orders}.><Tre|E.><Katër|F.>");
    must(yearly_section_remove(&r->work, 2022, 3, 3, &version));
    assert_int_equal(version, 4);
    is_split(r, text_2022(r), "<Një|A.\n- b><Dy|D {units.orders}.><Katër|F.>");
}

/* What nobody has kept yet is the program's proposal: the first section that is written keeps all of it. */
static void the_first_that_is_written_keeps_the_proposal(void **state)
{
    struct test_register *r = *state;
    struct yearly_section *list;
    size_t before, after;

    must(yearly_sections_split(&r->work, text_2022(r), &list, &before));
    must(put(r, 1, 0, "Zyra", "Pesë veta."));
    must(yearly_sections_split(&r->work, text_2022(r), &list, &after));
    assert_int_equal(after, before);
    assert_true(after > 5);
    assert_string_equal(list[0].text, "Pesë veta.");
}

static void all_faults_are_told_at_once(void **state)
{
    struct test_register *r = *state;
    int64_t version;

    begun(r);
    must_fail(put(r, 1, 1, " ", "{zz}"), ERR_INPUT);
    must_tell(r, (const char *const[][2]){{"required", "heading"}, {"unknown_figure", "text"}}, 2);
    must_fail(put(r, 1, 1, "a\nb", NULL), ERR_INPUT);
    must_tell(r, (const char *const[][2]){{"required", "text"}, {"several_lines", "heading"}}, 2);
    must_refuse(r, put(r, 0, 1, "Një", "A."), ERR_ABSENT, "no_such_section");
    must_refuse(r, put(r, 4, 1, "Një", "A."), ERR_ABSENT, "no_such_section");
    must_refuse(r, put(r, 1, 0, "Një", "A."), ERR_CONFLICT, "report_changed");
    must_refuse(r, yearly_section_remove(&r->work, 2022, 3, 1, &version), ERR_ABSENT, "no_such_section");
    must_refuse(r, yearly_section_remove(&r->work, 2022, 1, 9, &version), ERR_CONFLICT, "report_changed");
    must(yearly_section_remove(&r->work, 2022, 1, 1, &version));
    must_refuse(r, yearly_section_remove(&r->work, 2022, 1, 2, &version), ERR_CONFLICT, "last_section");
    is_split(r, text_2022(r), "<Dy|C.>");
}

static void whoever_does_not_write_it_is_told_so(void **state)
{
    struct test_register *r = *state;
    int64_t version;

    begun(r);
    r->work.actor.roles = R_DIRECTOR;
    must_refuse(r, put(r, 1, 1, "Një", "A."), ERR_DENIED, "forbidden");
    must_refuse(r, yearly_section_remove(&r->work, 2022, 1, 1, &version), ERR_DENIED, "forbidden");
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, register_setup, register_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_heading_begins_a_section),         CASE(what_is_joined_is_split_again),
        CASE(one_is_written_and_the_others_stay), CASE(the_first_that_is_written_keeps_the_proposal),
        CASE(all_faults_are_told_at_once),        CASE(whoever_does_not_write_it_is_told_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
