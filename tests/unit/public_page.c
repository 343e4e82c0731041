/* The page for the public: written by one, approved by another, and at the doors as it is on each day. */
#include <stdio.h>
#include <string.h>

#include "domain/check/published.h"
#include "domain/payment/rule.h"
#include "domain/public/public_file.h"
#include "support/public_words.h"
#include "support/register.h"

#define DAY 86400
#define SQ  "Kjo faqe thotë kush ndihmon."

static const struct public_numbers NUMBERS = {"084 000 111", "116 117", "https://bashkia.example.al/sporti"};

static int64_t said(struct test_register *r, int64_t seen, const char *sq)
{
    const struct public_text_new in = {.seen = seen, .key = "lead", .said = {sq, NULL, NULL}};
    int64_t version;

    must(public_text_put(&r->work, &PUBLIC_WORDS, &in, &version));
    return version;
}

static int64_t numbered(struct test_register *r, int64_t seen)
{
    int64_t version;

    must(public_numbers_put(&r->work, seen, &NUMBERS, &version));
    return version;
}

/* Another person of the office goes on, who holds the same roles. */
static void goes_on(struct test_register *r, int64_t id, const char *name)
{
    static const char SQL_ADD[] =
        "INSERT INTO account (id, name, full_name, role, password_hash, created_at) SELECT :id, 'n' || :id, "
        ":name, role, '!', created_at FROM account WHERE name = 'test'";

    must(db_exec(r->db, SQL_ADD, BINDS(INT(":id", id), TEXT(":name", name))));
    r->work.actor.account = id;
}

/* Two versions by the first account; a second one approves, and the doors have it. */
static void published(struct test_register *r)
{
    numbered(r, said(r, 0, SQ));
    goes_on(r, 802, "Mira Prifti");
    must(public_version_approve(&r->work, 2));
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
}

static struct public_state state_of(struct test_register *r)
{
    struct public_state s;

    must(public_state_read(&r->work, &s));
    return s;
}

static const char *at_the_door(struct test_register *r, const char *name)
{
    static struct buf page;

    buf_clear(&page);
    must(door_public_file(register_door(r), name, &page));
    return page.data;
}

static void tells(const char *page, const char *part)
{
    if (!strstr(page, part))
        fail_msg("not told: %s\n%s", part, page);
}

static void nothing_is_shown_before_somebody_approves(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf page = {0};
    struct public_state s = state_of(r);

    assert_int_equal(s.version, 0);
    assert_int_equal(s.published, 0);
    numbered(r, said(r, 0, SQ));
    s = state_of(r);
    assert_int_equal(s.version, 2);
    assert_int_equal(s.published, 0);
    assert_true(s.wrote);
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    must_fail(door_public_file(register_door(r), "index.html", &page), ERR_ABSENT);
}

static void what_is_approved_is_at_the_door_with_its_version(void **state)
{
    struct test_register *r = *state;
    const char *page;

    published(r);
    page = at_the_door(r, "index.html");
    tells(page, "<p>" SQ "</p>");
    tells(page, "<p>9 000 lekë në muaj.</p>");
    tells(page, "T 084 000 111");
    tells(page, "L 116 117");
    tells(page, "href=\"https://bashkia.example.al/sporti\"");
    tells(page, "Versioni 2, 10.03.2026.");
    assert_null(strstr(page, "Nuk është botuar"));
    tells(at_the_door(r, "en.html"), "This page helps.");
    tells(at_the_door(r, "page.css"), "p{}");
    /* Written on, it stays as it was approved. */
    said(r, 2, "Tjetër.");
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    tells(at_the_door(r, "index.html"), SQ);
    assert_int_equal(state_of(r).published, 2);
}

/* Nobody does anything on that day: not even the register need run. */
static void a_sum_follows_its_rule_on_the_day(void **state)
{
    struct test_register *r = *state;
    struct benefit_rule rule = {.service = SV_PAYMENT,
                                .source = "VKM 7/2026",
                                .kinds = ORDER_UM,
                                .who = ROLE_PROTECTED,
                                .amount = 12000,
                                .from = date_make(2026, 4, 1),
                                .until = DATE_OPEN};
    int64_t id, persons;

    published(r);
    register_at(r, REGISTER_NOW + 19 * DAY); /* 29 March */
    must(rule_add(&r->work, &rule, &id, &persons));
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    tells(at_the_door(r, "index.html"), "9 000 lekë");
    register_at(r, REGISTER_NOW + 21 * DAY);
    tells(at_the_door(r, "index.html"), "9 000 lekë");
    tells(at_the_door(r, "index.html"), "<p>31.03.2026</p>");
    register_at(r, REGISTER_NOW + 22 * DAY);
    tells(at_the_door(r, "index.html"), "12 000 lekë");
    tells(at_the_door(r, "el.html"), "12 000 λεκ");
    /* A register that is down for long: the last page it made, with its day, and not none. */
    register_at(r, REGISTER_NOW + 60 * DAY);
    tells(at_the_door(r, "index.html"), "<p>05.04.2026</p>");
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    tells(at_the_door(r, "index.html"), "<p>09.05.2026</p>");
}

static void nothing_is_told_anew_that_stands_there(void **state)
{
    static const char SQL_TURN[] = "SELECT turn FROM check_state";
    struct test_register *r = *state;
    int64_t turn;

    published(r);
    turn = register_int(r, SQL_TURN);
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    assert_int_equal(register_int(r, SQL_TURN), turn);
    assert_int_equal(register_int(r, "SELECT count(*) FROM public_file"), PUBLIC_DAYS * PUBLIC_FILES);
    register_at(r, REGISTER_NOW + DAY);
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    assert_true(register_int(r, SQL_TURN) > turn);
    assert_int_equal(register_int(r, "SELECT count(*) FROM public_file"), PUBLIC_DAYS * PUBLIC_FILES);
}

/* Also where a later version is by somebody else, and where a program writes past the domain. */
static void whoever_wrote_some_of_it_does_not_approve(void **state)
{
    static const char SQL_PAST[] =
        "UPDATE public_version SET approved_at = 1, approved_by = :by WHERE version = :version";
    static const char SQL_HIDES[] =
        "INSERT INTO public_version (version, based_on, since, restores, written_at, written_by, key_id, "
        "text_sealed) SELECT 4, 3, 4, 0, 1, :by, key_id, text_sealed FROM public_version WHERE version = 3";
    struct test_register *r = *state;
    const int64_t first = r->work.actor.account;

    numbered(r, said(r, 0, SQ));
    must_refuse(r, public_version_approve(&r->work, 2), ERR_CONFLICT, "wrote_it");
    goes_on(r, 802, "Mira Prifti");
    assert_false(state_of(r).wrote);
    said(r, 2, "Nga tjetra.");
    r->work.actor.account = first;
    must_refuse(r, public_version_approve(&r->work, 3), ERR_CONFLICT, "wrote_it");
    must_fail(db_exec(r->db, SQL_PAST, BINDS(INT(":by", first), INT(":version", 3))), ERR_INPUT);
    must_fail(db_exec(r->db, SQL_PAST, BINDS(INT(":by", 802), INT(":version", 3))), ERR_INPUT);
    must_fail(db_exec(r->db, SQL_HIDES, BINDS(INT(":by", 802))), ERR_INPUT);
    goes_on(r, 803, "Account TEST");
    must_refuse(r, public_version_approve(&r->work, 3), ERR_CONFLICT, "wrote_it");
    goes_on(r, 804, "Besa Hoxha");
    must_fail(db_exec(r->db, SQL_PAST, BINDS(INT(":by", 804), INT(":version", 2))), ERR_INPUT);
    must(public_version_approve(&r->work, 3));
    must_refuse(r, public_version_approve(&r->work, 3), ERR_CONFLICT, "already_approved");
}

/* In an office of two, what both have written is still not stuck. */
static void an_older_version_comes_back_as_a_new_one(void **state)
{
    struct test_register *r = *state;
    const int64_t first = r->work.actor.account;
    struct public_version v;
    struct public_text text;
    struct public_state s;
    int64_t version;

    published(r);
    said(r, 2, "Nga Mira.");
    r->work.actor.account = first;
    said(r, 3, "Nga e para.");
    must_refuse(r, public_version_approve(&r->work, 4), ERR_CONFLICT, "wrote_it");
    must_refuse(r, public_version_restore(&r->work, 9, 4, &version), ERR_ABSENT, "no_such_version");
    must_refuse(r, public_version_restore(&r->work, 4, 4, &version), ERR_CONFLICT, "nothing_changed");
    must(public_version_restore(&r->work, 2, 4, &version));
    assert_int_equal(version, 5);
    s = state_of(r);
    assert_true(s.versions[0].restores);
    assert_int_equal(s.versions[0].restored, 2);
    assert_string_equal(s.text.numbers.line, "116 117");
    r->work.actor.account = 802;
    must(public_version_approve(&r->work, 5));
    must(public_version_read(&r->work, 3, &v, &text));
    assert_int_equal(v.approved_at, 0);
    assert_string_equal(text.own[0].text, "Nga Mira.");
    must(public_version_restore(&r->work, 0, 5, &version));
    assert_int_equal(state_of(r).text.own_count, 0);
    assert_int_equal(state_of(r).published, 5);
}

static void a_version_is_never_changed(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE public_version SET written_by = 802",
        "UPDATE public_version SET text_sealed = x'00'",
        "UPDATE public_version SET since = 1",
        "UPDATE public_version SET approved_at = approved_at + 1",
        "UPDATE public_version SET approved_at = NULL, approved_by = NULL",
        "DELETE FROM public_version",
        "INSERT INTO public_version (version, since, restores, written_at, written_by, approved_at, "
        "approved_by, key_id, text_sealed) SELECT 9, 9, 0, 1, 1, 2, 802, key_id, text_sealed FROM "
        "public_version WHERE version = 2",
    };
    struct test_register *r = *state;

    published(r);
    said(r, 2, "Tjetër.");
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++)
        must_fail(db_exec(r->db, CHANGES[i], NO_BINDS), ERR_INPUT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM public_version WHERE text_sealed LIKE '%Tjet%'"),
                     0);
}

static void refused(struct test_register *r, const char *key, const char *sq, const char *code)
{
    const struct public_text_new in = {.key = key, .said = {sq, NULL, NULL}};
    int64_t version;

    r->work.problem = (struct problem){0};
    must_refuse_at(r, public_text_put(&r->work, &PUBLIC_WORDS, &in, &version), ERR_INPUT, code, "sq");
}

static void what_a_page_must_not_hold_is_refused_at_its_field(void **state)
{
    static const struct {
        const char *key, *sq, *code;
    } BAD[] = {
        {"lead", "<script>alert(1)</script>", "markup"},
        {"lead", "Një <b>fjalë", "markup"},
        {"lead", "a </p> b", "markup"},
        {"lead", "<!-- a", "markup"},
        {"lead", "Shihni https://tjeter.example", "link"},
        {"lead", "Shihni WWW.tjeter.example", "link"},
        {"lead", "javascript:alert(1)", "link"},
        {"lead", "mailto:a@b.al", "link"},
        {"lead", "data:image/png;base64,AAAA", "picture"},
        {"lead", "Një.\nDy.", "several_lines"},
        {"lead", "Merrni [[amount]] lekë.", "unknown_place"},
        {"lead", "Merrni [[?draft]]", "unknown_place"},
        {"lead", "Merrni [[ lekë", "unknown_place"},
        {"lead", "Merrni ]] lekë", "unknown_place"},
        {"rights.payment.amount", "9 000 lekë në muaj.", "place_missing"},
        {"rights.payment.amount", "[[amount]] nga [[line]]", "unknown_place"},
        {"rights.payment.amount", "[[amount]] [[", "unknown_place"},
        {"rights.payment.amount", "[[amount", "place_missing"},
    };
    static char much[PUBLIC_TEXT_MAX + 2];
    struct test_register *r = *state;
    struct public_text_new in = {.key = "lead", .said = {"a < b, 5 > 3 [1]", "<i>", "www.x"}};
    int64_t version;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        refused(r, BAD[i].key, BAD[i].sq, BAD[i].code);
    memset(much, 'a', PUBLIC_TEXT_MAX + 1);
    refused(r, "lead", much, "too_long");
    must_fail(public_text_put(&r->work, &PUBLIC_WORDS, &in, &version), ERR_INPUT);
    must_tell(r, (const char *const[][2]){{"markup", "en"}, {"link", "el"}}, 2);
    in = (struct public_text_new){.key = "laws.draft", .said = {"Tjetër", NULL, NULL}};
    must_refuse(r, public_text_put(&r->work, &PUBLIC_WORDS, &in, &version), ERR_ABSENT, "no_such_text");
    in.key = "nuk.ka";
    must_refuse(r, public_text_put(&r->work, &PUBLIC_WORDS, &in, &version), ERR_ABSENT, "no_such_text");
    assert_int_equal(state_of(r).version, 0);
}

/* What passes is written as text: no browser takes any of it for more. */
static void words_are_written_as_words(void **state)
{
    const struct public_text_new title = {
        .seen = 2, .key = "own.title", .said = {"Orari & zyra", NULL, NULL}};
    const struct public_text_new lines = {
        .seen = 3, .key = "own.text", .said = {"E hënë < 5\nE premte \\n \"e lirë\"", NULL, NULL}};
    struct test_register *r = *state;
    int64_t version;
    const char *page;

    numbered(r, said(r, 0, "a < b & c [1] {{title}}"));
    must(public_text_put(&r->work, &PUBLIC_WORDS, &title, &version));
    must(public_text_put(&r->work, &PUBLIC_WORDS, &lines, &version));
    goes_on(r, 802, "Mira Prifti");
    must(public_version_approve(&r->work, 4));
    must(public_files_renew(&r->work, &PUBLIC_WORDS));
    page = at_the_door(r, "index.html");
    tells(page, "<p>a &lt; b &amp; c [1] {{title}}</p>");
    tells(page, "<h2>Orari &amp; zyra</h2><p>E hënë &lt; 5\nE premte \\n &quot;e lirë&quot;</p>");
    assert_null(strstr(at_the_door(r, "en.html"), "<h2>"));
}

static void numbers_are_refused_at_their_fields(void **state)
{
    static const struct {
        struct public_numbers said;
        const char *at[2];
    } BAD[] = {
        {{"njëqind", "", ""}, {"phone", "no_number"}},
        {{"", "<script>129</script>", ""}, {"line", "markup"}},
        {{"", "129\n112", ""}, {"line", "several_lines"}},
        {{"http://129.112", "", ""}, {"phone", "link"}},
        {{"", "", "http://bashkia.al/"}, {"leave", "bad_address"}},
        {{"", "", "javascript:alert(1)"}, {"leave", "bad_address"}},
        {{"", "", "https://bashkia"}, {"leave", "bad_address"}},
        {{"", "", "https://a@bashkia.al/"}, {"leave", "bad_address"}},
        {{"", "", "https://bashkia.al/\"x"}, {"leave", "bad_address"}},
        {{"", "", "https://KARTA.example.al/x"}, {"leave", "host_of_cards"}},
    };
    struct test_register *r = *state;
    int64_t version;

    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++)
        must_refuse_at(r, public_numbers_put(&r->work, 0, &BAD[i].said, &version), ERR_INPUT, BAD[i].at[1],
                       BAD[i].at[0]);
    numbered(r, 0);
    must_refuse(r, public_numbers_put(&r->work, 1, &NUMBERS, &version), ERR_CONFLICT, "nothing_changed");
    must_refuse_at(r, public_numbers_put(&r->work, 0, &NUMBERS, &version), ERR_CONFLICT, "page_changed",
                   "version");
}

static void each_office_does_its_own_part(void **state)
{
    struct test_register *r = *state;
    const struct public_text_new in = {.key = "lead", .said = {SQ, NULL, NULL}};
    struct public_state s;
    int64_t version;

    r->work.actor.roles = R_AID_OFFICER | R_AUDITOR | R_KINDERGARTEN | R_PARTNER;
    must_refuse(r, public_state_read(&r->work, &s), ERR_DENIED, "forbidden");
    must_refuse(r, public_text_put(&r->work, &PUBLIC_WORDS, &in, &version), ERR_DENIED, "forbidden");
    must_refuse(r, public_numbers_put(&r->work, 0, &NUMBERS, &version), ERR_DENIED, "forbidden");
    must_refuse(r, public_version_restore(&r->work, 0, 0, &version), ERR_DENIED, "forbidden");
    r->work.actor.roles = R_ADMINISTRATOR;
    said(r, 0, SQ);
    goes_on(r, 802, "Mira Prifti");
    must_refuse(r, public_version_approve(&r->work, 1), ERR_DENIED, "forbidden");
    r->work.actor.roles = R_DIRECTOR;
    must_refuse(r, public_version_approve(&r->work, 1), ERR_CONFLICT, "leave_missing");
    must_refuse_at(r, public_version_approve(&r->work, 0), ERR_CONFLICT, "page_changed", "version");
}

static void a_draft_is_looked_at_before_it_is_approved(void **state)
{
    struct test_register *r = *state;
    struct public_file files[PUBLIC_FILES];
    struct public_version v;
    struct public_facts facts;
    struct public_text text;
    const struct public_shown shown = {&v, &text, true};

    said(r, 0, SQ); /* nobody has said yet where leaving leads */
    must(public_version_read(&r->work, 1, &v, &text));
    must(public_facts_read(&r->work, &facts));
    must(public_files_make(&r->work, &PUBLIC_WORDS, &facts, &shown, r->work.today, files));
    tells(files[0].content, "<b>Nuk është botuar.</b>");
    tells(files[0].content, SQ);
    assert_null(strstr(files[0].content, "Versioni"));
    tells(files[PUBLIC_EL].content, "9 000 λεκ");
}

/* A text that is the program's own again follows the program. */
static void the_programs_own_words_are_not_kept(void **state)
{
    struct test_register *r = *state;
    const struct public_text_new same = {.said = {"Kjo faqe ndihmon.", NULL, NULL}, .key = "lead", .seen = 1};
    int64_t version;

    said(r, 0, SQ);
    assert_int_equal(state_of(r).text.own_count, 1);
    must(public_text_put(&r->work, &PUBLIC_WORDS, &same, &version));
    assert_int_equal(state_of(r).text.own_count, 0);
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, register_setup, register_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(nothing_is_shown_before_somebody_approves),
        CASE(what_is_approved_is_at_the_door_with_its_version),
        CASE(a_sum_follows_its_rule_on_the_day),
        CASE(nothing_is_told_anew_that_stands_there),
        CASE(whoever_wrote_some_of_it_does_not_approve),
        CASE(an_older_version_comes_back_as_a_new_one),
        CASE(a_version_is_never_changed),
        CASE(what_a_page_must_not_hold_is_refused_at_its_field),
        CASE(words_are_written_as_words),
        CASE(numbers_are_refused_at_their_fields),
        CASE(each_office_does_its_own_part),
        CASE(a_draft_is_looked_at_before_it_is_approved),
        CASE(the_programs_own_words_are_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
