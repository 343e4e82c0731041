/* The yearly report: its figures are those that may leave the office, its versions stay, and what is signed
 * changes no more. */
#include "domain/report/yearly_report.h"

#include <string.h>

#include "domain/report/yearly_paper.h"
#include "render/package.h"
#include "support/register.h"
#include "support/year_2022.h"

static struct yearly_report read_2022(struct test_register *r)
{
    struct yearly_report y;

    must(yearly_report_read(&r->work, 2022, &y));
    return y;
}

static int64_t kept(struct test_register *r, int64_t version, const char *text)
{
    const struct yearly_new in = {.version = version, .text = text};
    int64_t now;

    must(yearly_report_write(&r->work, 2022, &in, &now));
    return now;
}

static struct yearly_report written(struct test_register *r, int64_t version, const char *text)
{
    assert_int_equal(kept(r, version, text), version + 1);
    return read_2022(r);
}

static void told(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("not told: %s\n%s", part, text);
}

/* Seed 004, Table 3: 16 with an order. Lunxhëri's 3 stand in no paper that leaves. */
static void the_first_text_has_the_figures_of_the_year(void **state)
{
    struct test_register *r = *state;
    struct yearly_report y;

    year_2022_import(r);
    y = read_2022(r);
    assert_int_equal(y.version, 0);
    assert_false(y.is_signed);
    told(y.text, "{units.orders}");
    told(y.said, "Persona të pajisur me urdhër: 16");
    told(y.said, "# Urdhrat sipas njësive administrative (Tabela 3)\n- ");
    told(y.said,
         "- Nuk tregohen: Antigonë, Cepo, Gjirokastër, Lazarat, Lunxhëri, Odrie, Picar\n- Gjithsej: ");
    told(y.said, "Mbledhje të Ekipit Teknik Ndërdisiplinor: 0.");
    assert_null(strchr(y.said, '{'));
}

static void a_version_is_kept_beside_the_one_before(void **state)
{
    struct test_register *r = *state;
    const struct yearly_new late = {.version = 1, .text = "vonë"};
    struct yearly_report y = written(r, 0, "Teksti i parë: {units.orders}.");
    struct yearly_version v;
    const char *text;
    int64_t now;

    assert_int_equal(y.version, 1);
    y = written(r, 1, "# Viti\nTeksti i dytë.");
    assert_int_equal(y.version, 2);
    assert_int_equal(y.version_count, 2);
    assert_string_equal(y.said, "# Viti\nTeksti i dytë.");
    must(yearly_version_read(&r->work, 2022, 1, &v, &text));
    assert_int_equal(v.version, 1);
    assert_string_equal(text, "Teksti i parë: {units.orders}.");
    must_refuse(r, yearly_version_read(&r->work, 2022, 3, &v, &text), ERR_ABSENT, "no_such_version");
    must_refuse(r, yearly_version_read(&r->work, 2022, 0, &v, &text), ERR_ABSENT, "no_such_version");
    must_refuse_at(r, yearly_report_write(&r->work, 2022, &late, &now), ERR_CONFLICT, "report_changed",
                   "version");
    must_fail(db_exec(r->db, "UPDATE yearly_report SET version = 9 WHERE version = 1", NO_BINDS), ERR_INPUT);
    must_fail(db_exec(r->db, "DELETE FROM yearly_report", NO_BINDS), ERR_INPUT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM yearly_report WHERE text_sealed LIKE '%Teksti%'"),
                     0);
}

static void what_cannot_be_filled_is_refused(void **state)
{
    struct test_register *r = *state;
    static const char *const BAD[] = {
        "{zz}", "{units.aid}", "{units.orders", "{}", "a {units.orders} b {plan}", "{unit}", "{units.}", "{"};
    CLEANUP(buf_free) struct buf text = {0};
    struct yearly_report y;
    struct yearly_new in = {0};
    int64_t now;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        in.text = BAD[i];
        must_refuse_at(r, yearly_report_write(&r->work, 2022, &in, &now), ERR_INPUT, "unknown_figure",
                       "text");
    }
    in.text = " \n";
    must_refuse_at(r, yearly_report_write(&r->work, 2022, &in, &now), ERR_INPUT, "required", "text");
    buf_format(&text, "%*s", YEARLY_TEXT_MAX, "a");
    in = (struct yearly_new){.version = 1, .text = text.data};
    must_refuse_at(r, yearly_report_write(&r->work, 2022, &in, &now), ERR_CONFLICT, "report_changed",
                   "version"); /* not for its length */
    buf_char(&text, 'a');
    in = (struct yearly_new){.text = text.data};
    must_refuse_at(r, yearly_report_write(&r->work, 2022, &in, &now), ERR_INPUT, "too_long", "text");
    must_refuse_at(r, yearly_report_read(&r->work, 2026, &y), ERR_INPUT, "year_not_over", "year");
    must_refuse_at(r, yearly_report_read(&r->work, 1999, &y), ERR_INPUT, "before_the_law", "year");
    in.text = "x";
    must_refuse_at(r, yearly_report_write(&r->work, 2026, &in, &now), ERR_INPUT, "year_not_over", "year");
    must_refuse_at(r, yearly_report_write(&r->work, 1999, &in, &now), ERR_INPUT, "before_the_law", "year");
    must_refuse_at(r, yearly_report_write(&r->work, 2099, &in, &now), ERR_INPUT, "in_future", "year");
    must_refuse_at(r, yearly_report_write(&r->work, (INT64_C(1) << 32) + 2022, &in, &now), ERR_INPUT,
                   "in_future", "year");
}

/* All that the program proposes is known by its definitions, as what it counts is. */
static void figures_are_known_without_counting_them(void **state)
{
    struct test_register *r = *state;
    const struct yearly_report y = read_2022(r);

    must(yearly_text_check(&r->work, "text", y.text));
    for (size_t i = 0; i < y.figure_count; i++)
        must(yearly_text_check(&r->work, "text", arena_format(r->work.arena, "{%s}", y.figures[i].code)));
}

static void each_office_does_its_own_part(void **state)
{
    struct test_register *r = *state;
    const struct yearly_new in = {.text = "Viti."};
    struct yearly_report y;
    struct yearly_version v;
    const char *text;
    int64_t now;

    r->work.actor.roles = R_AID_OFFICER;
    must_refuse(r, yearly_report_read(&r->work, 2022, &y), ERR_DENIED, "forbidden");
    must_refuse(r, yearly_version_read(&r->work, 2022, 1, &v, &text), ERR_DENIED, "forbidden");
    r->work.actor.roles = R_DIRECTOR;
    must_refuse(r, yearly_report_write(&r->work, 2022, &in, &now), ERR_DENIED, "forbidden");
    r->work.actor.roles = R_COORDINATOR;
    kept(r, 0, "Viti.");
    must_refuse(r, yearly_report_sign(&r->work, 2022, 1, &now), ERR_DENIED, "forbidden");
}

/* Another person of the office goes on, who holds the same roles. */
static void goes_on(struct test_register *r, int64_t id)
{
    static const char SQL_ADD[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, created_at) SELECT :id, 'n' || :id, "
        "'Person ' || :id, role, '!', created_at FROM account WHERE name = 'test'";

    must(db_exec(r->db, SQL_ADD, BINDS(INT(":id", id))));
    r->work.actor.account = id;
}

/* Also where a later version is by somebody else, and where a program writes past the domain. */
static void whoever_wrote_a_version_does_not_sign(void **state)
{
    static const char SQL_PAST[] =
        "INSERT INTO yearly_report (id, year, version, signed, written_at, written_by, key_id, text_sealed) "
        "SELECT 900, year, 3, 1, written_at, :by, key_id, text_sealed FROM yearly_report WHERE version = 2";
    struct test_register *r = *state;
    const int64_t first = r->work.actor.account;
    int64_t now;

    kept(r, 0, "Një.");
    assert_true(read_2022(r).wrote);
    must_refuse(r, yearly_report_sign(&r->work, 2022, 1, &now), ERR_CONFLICT, "wrote_it");
    goes_on(r, 802);
    assert_false(read_2022(r).wrote);
    kept(r, 1, "Dy.");
    r->work.actor.account = first;
    must_refuse(r, yearly_report_sign(&r->work, 2022, 2, &now), ERR_CONFLICT, "wrote_it");
    must_fail(db_exec(r->db, SQL_PAST, BINDS(INT(":by", first))), ERR_INPUT);
    assert_int_equal(register_int(r, "SELECT sum(signed) FROM yearly_report"), 0);
    goes_on(r, 803);
    must(yearly_report_sign(&r->work, 2022, 2, &now));
    assert_int_equal(now, 3);
}

/* Orders that are imported later are in the register, and not in what was signed. */
static void what_is_signed_changes_no_more(void **state)
{
    struct test_register *r = *state;
    const struct yearly_new more = {.version = 2, .text = "pas nënshkrimit"};
    struct yearly_report y;
    int64_t now;

    must_refuse(r, yearly_report_sign(&r->work, 2022, 0, &now), ERR_CONFLICT, "nothing_written");
    kept(r, 0, "Mbledhje: {plan.2.1.3.meetings}. Urdhra: {units.orders}.");
    goes_on(r, 802);
    must_refuse_at(r, yearly_report_sign(&r->work, 2022, 9, &now), ERR_CONFLICT, "report_changed", "version");
    must(yearly_report_sign(&r->work, 2022, 1, &now));
    y = read_2022(r);
    assert_true(y.is_signed);
    assert_string_equal(y.said, "Mbledhje: 0. Urdhra: nuk tregohet.");
    assert_non_null(y.versions[0].by);
    year_2022_import(r);
    y = read_2022(r);
    assert_string_equal(y.said, "Mbledhje: 0. Urdhra: nuk tregohet.");
    must_refuse(r, yearly_report_write(&r->work, 2022, &more, &now), ERR_CONFLICT, "report_signed");
    must_refuse(r, yearly_report_sign(&r->work, 2022, 2, &now), ERR_CONFLICT, "report_signed");
}

struct odt_told {
    int headings, points;
    char text[4096];
    size_t n;
};

static err odt_begin(void *of, const char *name, const char *const *attributes)
{
    struct odt_told *t = of;

    (void)attributes;
    t->headings += !strcmp(name, "h");
    t->points += !strcmp(name, "list-item");
    return OK;
}

static err odt_end(void *of, const char *name)
{
    (void)of;
    (void)name;
    return OK;
}

static err odt_text(void *of, const char *text, size_t n)
{
    struct odt_told *t = of;

    assert_true(t->n + n < sizeof t->text);
    memcpy(t->text + t->n, text, n);
    t->n += n;
    return OK;
}

static void both_papers_say_the_text(void **state)
{
    CLEANUP(buf_free) struct buf odt = {0}, again = {0}, pdf = {0};
    CLEANUP(package_close) struct package *p = NULL;
    struct test_register *r = *state;
    struct odt_told told_by = {0};
    const struct package_reader reader = {&told_by, odt_begin, odt_end, odt_text};
    const struct yearly_report y = written(r, 0, "# Kreu <b> & të tjera\n- Një\n- Dy\nFund.");

    must(yearly_report_paper(&r->work, &y, YEARLY_ODT, &odt));
    must(yearly_report_paper(&r->work, &y, YEARLY_ODT, &again));
    must(yearly_report_paper(&r->work, &y, YEARLY_PDF, &pdf));
    assert_memory_equal(pdf.data, "%PDF", 4);
    assert_int_equal(odt.len, again.len);
    assert_memory_equal(odt.data, again.data, odt.len);
    assert_memory_equal(odt.data + 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47);
    must(package_open(odt.data, odt.len, &p));
    must(package_read(p, "content.xml", &reader));
    assert_int_equal(told_by.headings, 2);
    assert_int_equal(told_by.points, 2);
    told(told_by.text, "Kreu <b> & të tjera");
    told(told_by.text, "nuk është nënshkruar");
    assert_null(strstr(told_by.text, "- Një"));
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, register_setup, register_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_first_text_has_the_figures_of_the_year),
        CASE(a_version_is_kept_beside_the_one_before),
        CASE(what_cannot_be_filled_is_refused),
        CASE(figures_are_known_without_counting_them),
        CASE(each_office_does_its_own_part),
        CASE(whoever_wrote_a_version_does_not_sign),
        CASE(what_is_signed_changes_no_more),
        CASE(both_papers_say_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
