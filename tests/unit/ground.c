/* Grounds other than an order, and the one card of them and of orders. 2026-03-10 is today. */
#include "domain/ground/ground.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "domain/card/card.h"
#include "domain/card/card_end.h"
#include "domain/card/card_refresh.h"
#include "domain/check/check.h"
#include "domain/check/children.h"
#include "domain/file/case_file.h"
#include "domain/ground/ground_card.h"
#include "domain/ground/ground_cover.h"
#include "domain/ground/ground_import.h"
#include "domain/ground/ground_kind.h"
#include "domain/ground/ground_view.h"
#include "domain/office/organisation.h"
#include "render/xlsx.h"
#include "support/dump.h"
#include "support/grounds.h"

#define TODAY        (r->work.today)
#define DAY(y, m, d) date_make(y, m, d)

static void a_holder_lies_sealed_and_comes_back(void **state)
{
    struct test_register *r = *state;
    const struct ground_new in = arta();
    const struct ground_view v = ground_seen(r, ground_of(r, &in));

    assert_string_equal(v.first_name, "Arta");
    assert_string_equal(v.birth_year, "1985");
    assert_string_equal(v.unit, "Lunxhëri");
    assert_true(v.numbered);
    assert_int_equal(v.ground_count, 1);
    assert_string_equal(v.grounds[0].decision, "NE-114");
    assert_int_equal(v.grounds[0].until, DATE_OPEN);
    assert_null(v.card.number);
    assert_null(strstr(dump(r, ""), "Gjoka"));
    assert_null(strstr(dump(r, ""), ARTA_NID));
    assert_null(strstr(dump(r, ""), "NE-114"));
    assert_int_equal(register_int(r, "SELECT count(*) FROM case_file"), 0);
}

static void all_faults_of_a_ground_are_told_at_once(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = {.birth_year = 1850,
                            .unit = "Atlantida",
                            .kind = "zz",
                            .decided_on = DAY(2026, 3, 11),
                            .from = DAY(2026, 3, 11),
                            .until = DAY(2026, 3, 10)};
    int64_t holder;
    static const char *const AT[][2] = {{"required", "first_name"}, {"bad_year", "birth_year"},
                                        {"unknown_unit", "unit"},   {"unknown_kind", "kind"},
                                        {"required", "decision"},   {"in_future", "decided_on"},
                                        {"out_of_order", "until"}};

    must_fail(ground_add(&r->work, &in, &holder), ERR_INPUT);
    must_tell(r, AT, sizeof AT / sizeof AT[0]);
}

static void a_ground_that_overlaps_itself_is_refused(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    int64_t holder = ground_of(r, &in), again;

    must_refuse(r, ground_add(&r->work, &in, &again), ERR_CONFLICT, "ground_known");
    in.decision = "NE-200";
    in.from = DAY(2026, 2, 1);
    must_refuse_at(r, ground_add(&r->work, &in, &again), ERR_CONFLICT, "ground_overlaps", "from");
    /* Once the first has an end, the next may begin the day after; and another kind at any time. */
    must(ground_end(&r->work, ground_seen(r, holder).grounds[0].id, DAY(2026, 1, 31)));
    must(ground_add(&r->work, &in, &again));
    assert_int_equal(again, holder);
    must_refuse(r, ground_end(&r->work, ground_seen(r, holder).grounds[1].id, DAY(2026, 2, 1)), ERR_CONFLICT,
                "ground_overlaps");
    in.kind = "disability";
    must(ground_add(&r->work, &in, &again));
    assert_int_equal(ground_seen(r, holder).ground_count, 3);
    must_refuse(r, ground_end(&r->work, 99, TODAY), ERR_ABSENT, "no_ground");
}

static void a_card_on_a_ground_is_good_at_the_door_until_the_ground_ends(void **state)
{
    struct test_register *r = *state;
    const int64_t holder = arta_carded(r);
    const struct ground_view v = ground_seen(r, holder);

    assert_int_equal(v.card.services, SERVICE_TRANSPORT | SERVICE_DOCUMENTS);
    assert_string_equal(door_check(r, "transport", v.card.number).hint, "A.G. 1985");
    assert_int_equal(door_check(r, "transport", v.card.number).until, v.card.until);
    assert_int_equal(door_check(r, "kindergarten", v.card.number).reason, CHECK_WRONG_SERVICE);
    must(ground_end(&r->work, v.grounds[0].id, TODAY));
    assert_int_equal(door_check(r, "transport", v.card.number).reason, CHECK_OK);
    register_on(r, TODAY + 1);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(door_check(r, "transport", v.card.number).reason, CHECK_ENDED);
    assert_null(ground_seen(r, holder).card.number);
}

static void without_a_rule_there_is_no_card(void **state)
{
    struct test_register *r = *state;
    const struct ground_new in = arta();
    const int64_t holder = ground_of(r, &in);

    must_refuse_at(r, ground_card_issue(&r->work, holder, false), ERR_INPUT, "not_entitled", "services");
    ground_rule_of(r, "disability", SV_TRANSPORT);
    must_refuse(r, ground_card_issue(&r->work, holder, false), ERR_INPUT, "not_entitled");
    must_refuse(r, ground_card_issue(&r->work, 99, false), ERR_ABSENT, "no_holder");
    must_refuse(r, ground_card_end(&r->work, holder, CARD_LOST), ERR_CONFLICT, "no_card");
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 0);
}

static void who_has_a_card_keeps_it_and_a_lost_one_gives_way(void **state)
{
    struct test_register *r = *state;
    const int64_t holder = arta_carded(r);
    const char *number = ground_seen(r, holder).card.number;

    must(ground_card_issue(&r->work, holder, false));
    assert_string_equal(ground_seen(r, holder).card.number, number);
    must(ground_card_end(&r->work, holder, CARD_LOST));
    assert_null(ground_seen(r, holder).card.number);
    assert_int_equal(door_check(r, "transport", number).reason, CHECK_REVOKED);
    must(ground_card_issue(&r->work, holder, false));
    assert_true(strcmp(ground_seen(r, holder).card.number, number) != 0);
}

static void who_works_with_files_is_told_of_no_such_card(void **state)
{
    struct test_register *r = *state;
    const int64_t holder = arta_carded(r);
    const char *number = ground_seen(r, holder).card.number;
    struct card card, *cards;
    size_t count;

    must_refuse(r, card_read(&r->work, number, false, &card), ERR_ABSENT, "no_card");
    must_refuse(r, card_revoke(&r->work, number, CARD_LOST), ERR_ABSENT, "no_card");
    must(card_list(&r->work, register_int(r, "SELECT person_id FROM card"), &cards, &count));
    assert_int_equal(count, 0);
}

/* The index of names knows letters, and not their places. */
static void names_of_the_same_letters_are_two_holders(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    int64_t one, other;

    in.nid = NULL;
    one = ground_of(r, &in);
    in.first_name = "Tara";
    other = ground_of(r, &in);
    assert_true(one != other);
    in.first_name = "ARTA"; /* she again */
    in.kind = "elderly";
    assert_int_equal(ground_of(r, &in), one);
    in.birth_year = 1986;
    assert_true(ground_of(r, &in) != one);
}

/* ---- both grounds */

static void an_order_for_a_holder_is_for_the_same_card(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};
    struct card *cards;
    size_t count;

    b.number = ground_seen(r, b.holder).card.number;
    arta_order(r, ARTA_NID, &b);
    assert_int_equal(register_int(r, "SELECT count(*) FROM person"), 1);
    must(card_list(&r->work, b.person, &cards, &count));
    assert_int_equal(count, 1);
    assert_string_equal(cards[0].number, b.number);
    assert_int_equal(door_check(r, "transport", b.number).reason, CHECK_OK);
}

static void nothing_moves_when_the_order_ends_and_the_ground_stays(void **state)
{
    struct test_register *r = *state;
    struct both b = {.holder = arta_carded(r)};
    struct check was, is;
    const char *before, *changed;

    b.number = ground_seen(r, b.holder).card.number;
    arta_order(r, ARTA_NID, &b);
    was = door_check(r, "transport", b.number);
    before = dump(r, "");
    holder_act(r, &(struct holder){.case_id = b.case_id, .order = b.order, .person = b.person},
               ACT_TERMINATED, TODAY);
    changed = dump_changed(r, before, dump(r, ""));
    assert_null(strstr(changed, "card"));
    assert_null(strstr(changed, "status_list"));
    is = door_check(r, "transport", b.number);
    assert_int_equal(is.reason, was.reason);
    assert_int_equal(is.until, was.until);
    assert_string_equal(is.hint, was.hint);
    register_on(r, TODAY + 1);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(door_check(r, "transport", b.number).reason, CHECK_OK);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1"), 0);
}

static void a_ground_for_who_is_protected_says_nothing_of_it(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    struct both b = {0};
    struct ground_view v;

    arta_order(r, ARTA_NID, &b);
    b.holder = ground_of(r, &in);
    holder_card(r, &(struct holder){.case_id = b.case_id, .order = b.order, .person = b.person},
                SERVICE_TRANSPORT | SERVICE_DOCUMENTS, &(struct card){0});
    v = ground_seen(r, b.holder);
    assert_null(v.card.number); /* nobody of this office has asked for one */
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    must(ground_card_issue(&r->work, b.holder, false));
    v = ground_seen(r, b.holder);
    assert_int_equal(v.card.services, SERVICE_TRANSPORT); /* though papers stand on it, too */
    assert_int_equal(register_int(r, "SELECT count(*) FROM card"), 1);
}

static void a_respondent_may_have_a_ground_and_nobody_learns_either(void **state)
{
    struct test_register *r = *state;
    const struct case_person_new him = {
        .version = 1,
        .role = ROLE_RESPONDENT,
        .who = {.first_name = "Arta", .surname = "Gjoka", .nid = ARTA_NID, .birth_date = DAY(1985, 1, 1)}};
    struct card *cards, card;
    int64_t person, holder;
    struct holder h;
    size_t count;

    holder_make(r, TODAY - 10, TODAY + 100, &h);
    must(case_person_register(&r->work, h.case_id, &him, &person));
    holder = arta_carded(r);
    assert_non_null(ground_seen(r, holder).card.number);
    assert_int_equal(register_int(r, "SELECT person_id FROM card"), person);
    must(card_list(&r->work, person, &cards, &count));
    assert_int_equal(count, 0);
    must_refuse(r, card_read(&r->work, ground_seen(r, holder).card.number, false, &card), ERR_ABSENT,
                "no_card");
}

/* ---- lives */

static void lives_are_those_of_the_cards_of_orders(void **state)
{
    struct test_register *r = *state;
    int near = 0, far = 0;
    struct holder h;
    struct card c;

    ground_rule_of(r, "elderly", SV_TRANSPORT);
    /* Of the cards of orders half live 30 days, half 101. */
    holder_make(r, TODAY - 1, DATE_NONE, &h);
    for (int i = 0; i < 20; i++)
        holder_card(r, &h, SERVICE_TRANSPORT, &c);
    must(db_script(r->db, "UPDATE card SET exp_day = '2026-06-18' WHERE id % 2 = 0"));
    for (int i = 0; i < 200; i++) {
        char name[16];
        struct ground_new in = arta();
        date until;

        /* Nobody twice: the office would know the holder again. */
        snprintf(name, sizeof name, "%s", i < 100 ? "Ema" : "Sokol");
        in.birth_year = 1900 + i % 100;
        in.first_name = name;
        in.nid = NULL;
        in.kind = "elderly";
        {
            const int64_t holder = ground_of(r, &in);

            must(ground_card_issue(&r->work, holder, false));
            until = ground_seen(r, holder).card.until;
        }
        near += until == DAY(2026, 4, 8);
        far += until == DAY(2026, 6, 18);
        arena_reset(r->work.arena);
    }
    /* 200 throws of a coin: seven standard deviations of 7.07 around 100. */
    assert_int_equal(near + far, 200);
    assert_true(near > 50 && near < 150);
}

/* An order until the 18th of June, and a ground without end whose card was drawn its life: both cards are
 * over with that day, none is revoked, and in the last week the office makes the next one beside. */
static void a_card_ends_with_its_printed_day_as_that_of_an_order(void **state)
{
    const date last = DAY(2026, 6, 18);
    struct test_register *r = *state;
    const char *number, *next;
    int64_t holder;
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, last, &h);
    for (int i = 0; i < 20; i++)
        holder_card(r, &h, BUS_AND_DESK, &c);
    holder = arta_carded(r);
    number = ground_seen(r, holder).card.number;
    assert_int_equal(ground_seen(r, holder).card.until, last);
    register_on(r, last - 7);
    must(ground_card_issue(&r->work, holder, false));
    assert_string_equal(ground_seen(r, holder).card.number, number);
    register_on(r, last - 6);
    must(ground_card_issue(&r->work, holder, false));
    next = ground_seen(r, holder).card.number;
    assert_string_not_equal(next, number);
    register_on(r, last);
    assert_int_equal(door_check(r, "transport", number).until, last);
    register_on(r, last + 1);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(door_check(r, "transport", c.number).verdict, VERDICT_INVALID);
    assert_int_equal(door_check(r, "transport", number).reason, door_check(r, "transport", c.number).reason);
    assert_int_equal(door_check(r, "transport", next).reason, CHECK_OK);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE bit = 1"), 0);
}

/* The printed day cuts what the ground gives, and no day of an order that comes to it. */
static void a_printed_day_cuts_nothing_of_an_order(void **state)
{
    struct test_register *r = *state;
    struct both b = {0};
    struct holder h;
    struct card c;

    holder_make(r, TODAY - 1, TODAY + 20, &h);
    for (int i = 0; i < 20; i++)
        holder_card(r, &h, BUS_AND_DESK, &c);
    b.holder = arta_carded(r);
    b.number = ground_seen(r, b.holder).card.number;
    assert_int_equal(ground_seen(r, b.holder).card.until, TODAY + 20);
    arta_order(r, ARTA_NID, &b); /* 40 days */
    register_on(r, TODAY + 30);
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(door_check(r, "transport", b.number).reason, CHECK_OK);
    register_on(r, TODAY + 30); /* the order is over and the ground is not: nothing moves */
    must(card_refresh_all(&r->work, &(int64_t){0}));
    assert_int_equal(door_check(r, "transport", b.number).reason, CHECK_OK);
}

static void cards_for_all_are_made_some_each_day(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    size_t made;

    in.nid = NULL;
    for (int i = 0; i < 5; i++) {
        in.birth_year = 1980 + i;
        in.kind = i ? "economic_aid" : "elderly"; /* to which no rule gives anything */
        ground_of(r, &in);
    }
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    must(ground_card_issue_all(&r->work, 3, NULL, NULL, &made));
    assert_int_equal(made, 3);
    must(ground_card_issue_all(&r->work, 3, NULL, NULL, &made));
    assert_int_equal(made, 1);
    must(ground_card_issue_all(&r->work, 0, NULL, NULL, &made));
    assert_int_equal(made, 0);
    assert_int_equal(register_int(r, "SELECT count(DISTINCT person_id) FROM card"), 4);
}

/* What a checker, a conductor and a finder can see of a card, on the day of issue and later. */
struct seen {
    enum check_reason reason;
    date until, printed;
    unsigned services;
    size_t text;
    bool bit;
};

static struct seen seen_of(struct test_register *r, const char *number)
{
    const struct check c = door_check(r, "transport", number);
    struct card_token token;
    struct seen s = {.reason = c.reason, .until = c.until};
    struct card card;

    must(card_find(&r->work, number, true, &card));
    must(card_token_read(card.text, &token));
    s.printed = card.exp_day;
    s.services = token.services;
    s.text = strlen(card.text);
    s.bit = card.bit;
    return s;
}

static void assert_alike(const struct seen *a, const struct seen *b)
{
    assert_int_equal(a->reason, b->reason);
    assert_int_equal(a->until, b->until);
    assert_int_equal(a->printed, b->printed);
    assert_int_equal(a->services, b->services);
    /* The place in the list is drawn, and a small number is up to four bytes shorter. */
    assert_in_range(a->text + 7, b->text, b->text + 14);
    assert_int_equal(a->bit, b->bit);
}

/* An order without an end, and a ground whose card was drawn the same life: day by day the same is seen,
 * before the printed day, behind it, and when the card's twelve months are over. */
static void of_two_cards_of_one_life_nothing_tells_the_ground(void **state)
{
    static const int DAYS[] = {0, 1, 28, 29, 30, 31, 90, 365, 366};
    struct test_register *r = *state;
    const date issued = r->work.today;
    struct ground_new in = arta();
    struct holder h;
    struct card c;
    const char *number;
    int64_t holder;

    in.until = DAY(2028, 12, 31);
    in.first_name = "Elira"; /* hints of one length */
    in.surname = "Kola";
    holder_make(r, TODAY - 1, DATE_NONE, &h);
    /* All lives known are 30 days, so that is what is drawn. */
    for (int i = 0; i < 20; i++)
        holder_card(r, &h, BUS_AND_DESK, &c);
    holder = ground_of(r, &in);
    ground_rule_of(r, "economic_aid", SV_TRANSPORT);
    ground_rule_of(r, "economic_aid", SV_DOCUMENTS);
    must(ground_card_issue(&r->work, holder, false));
    number = ground_seen(r, holder).card.number;
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++) {
        struct seen order, ground;

        register_on(r, issued + DAYS[i]);
        must(card_refresh_all(&r->work, &(int64_t){0}));
        order = seen_of(r, c.number);
        ground = seen_of(r, number);
        assert_alike(&ground, &order);
    }
}

/* ---- lists */

static struct ground_report imported(struct test_register *r, const char *text, bool skip_bad)
{
    const struct ground_import_options options = {.skip_bad = skip_bad};
    struct ground_report report;

    must(ground_import(&r->work, text, strlen(text), &options, &report));
    return report;
}

#define HEAD "Lloji;Emri;Mbiemri;Viti i lindjes;NID;Vendimi;Data e vendimit;Deri\n"
#define ONE  "ndihmë ekonomike;Arta;Gjoka;1985;" ARTA_NID ";NE-1;05.01.2026;\n"
#define TWO  "disability;Beni;Hoxha;12.03.1960;;AK-7;2026-02-01;31.12.2026\n"

static void a_list_comes_again_in_any_order(void **state)
{
    struct test_register *r = *state;
    struct ground_report a = imported(r, HEAD ONE TWO ONE, false), b;

    assert_int_equal(a.read, 3);
    assert_int_equal(a.added, 2);
    assert_int_equal(a.there, 1);
    assert_true(a.written);
    b = imported(r, HEAD TWO ONE, false);
    assert_int_equal(b.added, 0);
    assert_int_equal(b.there, 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground_holder"), 2);
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground"), 2);
}

static void one_bad_line_holds_all_up_unless_it_may_be_left_out(void **state)
{
    struct test_register *r = *state;
    static const char LIST[] = HEAD ONE "zz;;Hoxha;1.2;12;;99.99.2026;\n" TWO;
    struct ground_report a = imported(r, LIST, false);

    assert_int_equal(a.bad, 1);
    assert_false(a.written);
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground_holder"), 0);
    assert_true(a.note_count >= 5);
    assert_int_equal(a.notes[0].line, 3);
    a = imported(r, LIST, true);
    assert_int_equal(a.added, 2);
    assert_true(a.written);
    a = imported(r, "Emri;Mbiemri\n", false);
    assert_true(a.header_bad);
    assert_false(a.written);
}

#define MANY 20000

/* Each 100th line has a fault; forwards or backwards. */
static void long_list(struct buf *out, bool backwards)
{
    buf_format(out, HEAD);
    for (int i = 0; i < MANY; i++) {
        const int n = backwards ? MANY - 1 - i : i;

        if (n % 100 == 0)
            buf_format(out, "zz;Beni;Hoxha;1960;;AK-%d;2026-02-01;\n", n);
        else
            buf_format(out, "elderly;Beni;Hoxha;;A%08dA;AK-%d;2026-02-01;\n", n, n);
    }
}

static void a_list_of_20_000_lines_with_faults_comes_again_backwards(void **state)
{
    const struct ground_import_options options = {.skip_bad = true};
    struct test_register *r = *state;
    struct ground_report report;

    for (int time = 0; time < 2; time++) {
        CLEANUP(buf_free) struct buf list = {0};

        long_list(&list, time == 1);
        must(ground_import(&r->work, list.data, list.len, &options, &report));
        assert_int_equal(report.read, MANY);
        assert_int_equal(report.bad, MANY / 100);
        assert_int_equal(report.added, time ? 0 : MANY - MANY / 100);
        assert_int_equal(report.there, time ? MANY - MANY / 100 : 0);
    }
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground"), MANY - MANY / 100);
}

/* The same as a workbook. */
static void long_workbook(struct buf *out, bool backwards)
{
    static const char *const HEADINGS[] = {"Lloji", "Emri", "Mbiemri", "NID", "Vendimi", "Data e vendimit"};
    enum { COUNT = sizeof HEADINGS / sizeof HEADINGS[0] };
    struct xlsx_column columns[COUNT];
    const struct xlsx_sheet sheet = {.name = "Ndihma",
                                     .head = (const char *const[]){NULL},
                                     .columns = columns,
                                     .column_count = COUNT,
                                     .foot = (const char *const[]){NULL},
                                     .rows = MANY};
    struct xlsx *x = NULL;

    for (size_t c = 0; c < COUNT; c++)
        columns[c] = (struct xlsx_column){
            .heading = HEADINGS[c], .kind = c == COUNT - 1 ? XLSX_DATE : XLSX_TEXT, .width = 12};
    must(xlsx_open(&sheet, &x));
    for (int i = 0; i < MANY; i++) {
        const int n = backwards ? MANY - 1 - i : i;
        char nid[16], decision[16];
        struct xlsx_cell cells[COUNT] = {{.text = n % 100 ? "i moshuar" : "zz"},
                                         {.text = "Beni"},
                                         {.text = "Hoxha"},
                                         {.text = nid},
                                         {.text = decision},
                                         {.day = DAY(2026, 2, 1)}};

        snprintf(nid, sizeof nid, "B%08dB", n);
        snprintf(decision, sizeof decision, "AK-%d", n);
        must(xlsx_row(x, cells));
    }
    must(xlsx_close(&x, out));
}

static void a_workbook_of_20_000_rows_with_faults_comes_again_backwards(void **state)
{
    const struct ground_import_options options = {.skip_bad = true};
    struct test_register *r = *state;
    struct ground_report report;

    for (int time = 0; time < 2; time++) {
        CLEANUP(buf_free) struct buf book = {0};
        struct timespec begun, ended;

        long_workbook(&book, time == 1);
        clock_gettime(CLOCK_MONOTONIC, &begun);
        must(ground_import(&r->work, book.data, book.len, &options, &report));
        clock_gettime(CLOCK_MONOTONIC, &ended);
        printf("20 000 rows, %s: %.1f s\n", time ? "again" : "new",
               (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9);
        assert_int_equal(report.read, MANY);
        assert_int_equal(report.bad, MANY / 100);
        assert_int_equal(report.added, time ? 0 : MANY - MANY / 100);
        assert_int_equal(report.there, time ? MANY - MANY / 100 : 0);
    }
    assert_int_equal(register_int(r, "SELECT count(*) FROM ground_holder"), MANY - MANY / 100);
}

/* ---- cover */

static void the_cover_counts_by_service_and_warns_below_ten_to_one(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct card c;
    struct cover cover;

    holder_make(r, TODAY - 10, TODAY + 100, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &c);
    arta_carded(r);
    must(cover_count(&r->work, &cover));
    assert_int_equal(cover.all_count, 3);
    assert_string_equal(service_name(cover.all[0].service), "transport");
    assert_int_equal(cover.all[0].other, 1);
    assert_int_equal(cover.all[0].orders, 1);
    assert_true(cover.all[0].thin);
    assert_int_equal(cover.all[1].other, 1); /* documents */
    assert_int_equal(cover.all[1].orders, 0);
    assert_false(cover.all[1].thin);
    assert_int_equal(cover.units_count, 3);
    assert_string_equal(cover.units[0].name, "Gjirokastër");
    assert_true(cover.units[0].thin);
    assert_string_equal(cover.units[1].name, "Lunxhëri");
}

static void a_child_of_a_ground_stands_on_the_same_list_of_its_kindergarten(void **state)
{
    struct test_register *r = *state;
    struct ground_new in = arta();
    int64_t sun, holder;
    struct cover cover;

    in.kind = "orphan";
    in.birth_year = 2021;
    holder = ground_of(r, &in);
    ground_rule_of(r, "orphan", SV_KINDERGARTEN);
    must(organisation_create(&r->work, ORGANISATION_KINDERGARTEN, "Dielli", &sun));
    must_refuse(r, ground_card_issue(&r->work, holder, false), ERR_INPUT, "not_entitled");
    must(ground_enrol(&r->work, holder, &(struct ground_place){sun, TODAY, DATE_NONE}));
    must_refuse(r, ground_enrol(&r->work, holder, &(struct ground_place){sun, TODAY + 5, DATE_NONE}),
                ERR_CONFLICT, "enrolled_elsewhere");
    assert_int_equal(register_int(r, "SELECT count(*) FROM kindergarten_child"), 1);
    must(ground_card_issue(&r->work, holder, true));
    assert_string_equal(door_check(r, "kindergarten", ground_seen(r, holder).card.number).hint, "");
    must(cover_count(&r->work, &cover));
    assert_int_equal(cover.kindergartens_count, 1);
    assert_int_equal(cover.kindergartens[0].other, 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_holder_lies_sealed_and_comes_back),
        CASE(all_faults_of_a_ground_are_told_at_once),
        CASE(a_ground_that_overlaps_itself_is_refused),
        CASE(a_card_on_a_ground_is_good_at_the_door_until_the_ground_ends),
        CASE(without_a_rule_there_is_no_card),
        CASE(who_has_a_card_keeps_it_and_a_lost_one_gives_way),
        CASE(who_works_with_files_is_told_of_no_such_card),
        CASE(names_of_the_same_letters_are_two_holders),
        CASE(an_order_for_a_holder_is_for_the_same_card),
        CASE(nothing_moves_when_the_order_ends_and_the_ground_stays),
        CASE(a_ground_for_who_is_protected_says_nothing_of_it),
        CASE(a_respondent_may_have_a_ground_and_nobody_learns_either),
        CASE(lives_are_those_of_the_cards_of_orders),
        CASE(a_card_ends_with_its_printed_day_as_that_of_an_order),
        CASE(a_printed_day_cuts_nothing_of_an_order),
        CASE(cards_for_all_are_made_some_each_day),
        CASE(of_two_cards_of_one_life_nothing_tells_the_ground),
        CASE(a_list_comes_again_in_any_order),
        CASE(one_bad_line_holds_all_up_unless_it_may_be_left_out),
        CASE(a_list_of_20_000_lines_with_faults_comes_again_backwards),
        CASE(a_workbook_of_20_000_rows_with_faults_comes_again_backwards),
        CASE(the_cover_counts_by_service_and_warns_below_ten_to_one),
        CASE(a_child_of_a_ground_stands_on_the_same_list_of_its_kindergarten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
