/* A worked year: tests/payments/year.txt tells what people bring to the office and what each run must hold;
 * the register is driven through it day by day and held to it line by line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/month.h"
#include "domain/file/person.h"
#include "domain/order/act_record.h"
#include "domain/order/death.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/stay.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"
#include "domain/payment/one_off.h"
#include "domain/payment/payment_held.h"
#include "domain/payment/rule.h"
#include "domain/payment/same_person.h"
#include "domain/work/question.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/payroll.h"

#define TABLE   "tests/payments/year.txt"
#define PERSONS 26
#define LINES   64
#define LINE    64

struct one {                                                      /* a letter of the table */
    int64_t person, file, first, order, grant, application, stay; /* first and latest order */
    date decided;
    bool twin; /* bears the name of another letter */
};

struct year {
    struct test_register *r;
    struct one people[PERSONS];
    int orders, runs;
    int64_t run;                              /* the latest */
    char first[MONTH_TEXT], last[MONTH_TEXT]; /* months run */
    char expected[LINES][LINE];               /* of the run that the table is at */
    size_t expected_count;
    size_t held, reversed, totals; /* lines of all runs; of those reversals; months summed up */
};

static struct one *one(struct year *y, char letter)
{
    assert_in_range(letter, 'A', 'Z');
    return &y->people[letter - 'A'];
}

static date day_of(const char *text)
{
    date d = DATE_NONE;

    if (strcmp(text, "open"))
        must(date_parse(text, &d));
    return d;
}

static int64_t version(const struct year *y, const struct one *p)
{
    return p->file ? file_version(y->r, p->file) : 0;
}

/* What follows nothing stands by itself, and who bears a name of the register is written down all the same:
 * the questions have their answers. */
static const char *const ANSWERS[] = {"follows_or_independent", "same_person"};

/* Another clerk writes the surname first, and in small letters. */
static struct person_new person_of(char letter, char as, char room[16])
{
    snprintf(room, 16, "%s %c", as ? "vajza" : "Vajza", as ? as : letter);
    return (struct person_new){.first_name = as ? "prova" : room,
                               .surname = as ? room : "Prova",
                               .birth_date = date_make(1990, 1, 2)};
}

static void order_event(struct year *y, struct one *p, char letter, const char *rest)
{
    char kind[8], start[16], end[16], how[16] = "", as = '\0', number[16], name[16];
    struct order_person named = {.role = ROLE_PROTECTED, .person = p->person};
    struct order_new in = {.case_id = p->file,
                           .version = version(y, p),
                           .issuer = PAPER_COURT,
                           .number = number,
                           .final_date = DATE_NONE,
                           .received_on = DATE_NONE,
                           .hearing_on = DATE_NONE,
                           .unit = "Gjirokastër",
                           .persons = &named,
                           .persons_count = 1};
    struct order_line line;

    assert_true(sscanf(rest, "%7s %15s %15s %15s %c", kind, start, end, how, &as) >= 3);
    assert_true(order_kind_parse(kind, &in.kind));
    in.decision_date = in.start = p->decided = day_of(start);
    in.end = day_of(end);
    in.follows = strcmp(how, "follows") ? 0 : p->order;
    p->twin = p->twin || as;
    snprintf(number, sizeof number, "%d", ++y->orders);
    if (!p->person)
        named.who = person_of(letter, as, name);
    must(question_confirm(&y->r->work, ANSWERS, p->twin ? 2 : 1));
    must(paper_apart(y->r, &in, &p->order, &p->file));
    must(question_confirm(&y->r->work, NULL, 0));
    must(order_load(&y->r->work, p->order, &line));
    p->first = p->first ? p->first : p->order;
    p->person = line.persons[0];
    p->grant = register_int(y->r, "SELECT max(id) FROM order_act WHERE kind = 'granted'");
}

static void decide(struct year *y, const struct one *p, const char *how)
{
    const char *papers[] = {"order", "identity_card", "property_certificate"};
    struct application_decision_new in = {.version = version(y, p),
                                          .case_id = p->file,
                                          .reason = "siç u tha",
                                          .documents = papers,
                                          .documents_count = 3};

    assert_true(application_decision_parse(how, &in.decision));
    must(question_confirm(&y->r->work, ANSWERS + 1, p->twin));
    if (application_decide(&y->r->work, p->application, &in))
        fail_msg("%s: %s", how, y->r->work.problem.code);
    must(question_confirm(&y->r->work, NULL, 0));
}

static void apply(struct year *y, struct one *p, const char *how)
{
    const struct application_new in = {
        .version = version(y, p), .case_id = p->file, .person = p->person, .filed_on = y->r->work.today};

    must(question_confirm(&y->r->work, ANSWERS + 1, p->twin));
    if (application_file(&y->r->work, &in, &p->application))
        fail_msg("apply: %s", y->r->work.problem.code);
    must(question_confirm(&y->r->work, NULL, 0));
    if (strcmp(how, "open"))
        decide(y, p, how);
}

static void act(struct year *y, const struct one *p, const char *what, const char *rest)
{
    char until[16], which[16] = "";
    struct act_new in = {.version = version(y, p),
                         .on = y->r->work.today,
                         .start = DATE_NONE,
                         .end = DATE_NONE,
                         .effective = DATE_NONE,
                         .decision = "77"};
    int64_t id, after;

    assert_true(sscanf(rest, "%15s %15s", until, which) >= 1 && act_kind_parse(what, &in.kind));
    if (in.kind == ACT_TERMINATED)
        in.effective = day_of(until);
    else
        in.end = day_of(until);
    if (in.kind == ACT_CORRECTED) {
        in.corrects = p->grant;
        in.on = p->decided; /* what stands in a correction stands in place of all the act said */
    }
    if (act_record(&y->r->work, *which ? p->first : p->order, &in, &id, &after))
        fail_msg("%s: %s at %s", what, y->r->work.problem.code, y->r->work.problem.field);
}

static void shelter(struct year *y, struct one *p, bool enters)
{
    const struct stay_new in = {
        .version = version(y, p), .person = p->person, .from = y->r->work.today, .until = DATE_NONE};
    const struct stay_end left = {.version = version(y, p), .until = y->r->work.today};

    if (enters)
        must(stay_begin(&y->r->work, p->file, &in, &p->stay));
    else
        must(stay_end(&y->r->work, p->stay, &left));
}

static void dies(struct year *y, const struct one *p, const char *day)
{
    const struct death_new in = {.version = version(y, p), .case_id = p->file, .on = day_of(day)};

    must(death_write(&y->r->work, p->person, &in));
}

/* What somebody says of a month that the latest run holds back; the reason tells whose word it is. */
static void word(struct year *y, const struct one *p, const char *rest)
{
    const struct payment_filter f = {.run = y->run, .limit = LINES};
    struct held_word in = {.reason = "vendim 12, 01.03.2021"};
    struct payment_held *held;
    size_t count, i = 0;
    char month[8], said[8];
    int64_t id;

    assert_int_equal(sscanf(rest, "%7s %7s", month, said), 2);
    assert_true(hold_word_parse(said, &in.word));
    must(payment_held_list(&y->r->work, &f, &held, &count));
    while (i < count && (held[i].person != p->person || held[i].month != month_of(month)))
        i++;
    assert_true(i < count);
    must(payment_held_say(&y->r->work, y->run, held[i].n, &in, &id));
}

/* Somebody knows that two of one name and birth date are two. */
static void apart(struct year *y, const struct one *p, const char *rest)
{
    const struct same_person_apart in = {
        .version = version(y, p), .other = one(y, rest[0])->person, .reason = "Janë dy."};
    int64_t id;

    must(same_person_part(&y->r->work, p->file, p->person, &in, &id));
}

/* The state decides on another amount, in place of the rule that began that day. */
static void rule(struct year *y, const char *text)
{
    struct benefit_rule in = {.service = SV_PAYMENT,
                              .source = "VKM 1/2022",
                              .kinds = ORDER_UMM | ORDER_UM,
                              .who = ROLE_PROTECTED,
                              .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
                              .until = DATE_OPEN};
    char day[16], amount[16], from[16];
    int64_t id, persons;

    assert_int_equal(sscanf(text, "rule %15s %15s %15s", day, amount, from), 3);
    register_on(y->r, day_of(day));
    in.amount = strtoll(amount, NULL, 10);
    in.from = day_of(from);
    must(rule_add(&y->r->work, &in, &id, &persons));
    y->r->work.warning_count = 0;
}

/* The council decides on something that is paid once. */
static void once(struct year *y, const char *text)
{
    struct one_off in = {.text = "Shtesë fundviti", .text_en = "Year-end addition", .source = "VKB 30/2021"};
    char day[16], amount[16], month[8];
    int64_t id;

    assert_int_equal(sscanf(text, "once %15s %15s %7s", day, amount, month), 3);
    register_on(y->r, day_of(day));
    in.amount = strtoll(amount, NULL, 10);
    in.month = month_of(month);
    must(one_off_add(&y->r->work, &in, &id));
    y->r->work.warning_count = 0;
}

static void event(struct year *y, const char *text)
{
    char day[16], letter, what[16], rest[48] = "";
    struct one *p;

    assert_true(sscanf(text, "event %15s %c %15s %47[^\n]", day, &letter, what, rest) >= 3);
    p = one(y, letter);
    register_on(y->r, day_of(day));
    if (!strcmp(what, "order"))
        order_event(y, p, letter, rest);
    else if (!strcmp(what, "apply"))
        apply(y, p, rest);
    else if (!strcmp(what, "decide"))
        decide(y, p, rest);
    else if (!strcmp(what, "shelter") || !strcmp(what, "leaves"))
        shelter(y, p, !strcmp(what, "shelter"));
    else if (!strcmp(what, "word"))
        word(y, p, rest);
    else if (!strcmp(what, "apart"))
        apart(y, p, rest);
    else if (!strcmp(what, "dies"))
        dies(y, p, rest);
    else
        act(y, p, what, rest);
    y->r->work.warning_count = 0;
}

static char letter_of(const struct year *y, int64_t person)
{
    for (char c = 'A'; c <= 'Z'; c++)
        if (y->people[c - 'A'].person == person)
            return c;
    fail_msg("person %lld stands in no line of the table", (long long)person);
    return '?';
}

/* "A 2021-02 6000", "F 2021-05 -6000 ended", "E - not_payable_period". */
static size_t run_lines(struct year *y, int64_t run, char ret[LINES][LINE])
{
    struct payment_filter f = {.run = run, .limit = LINES};
    struct payment_line *lines;
    struct payment_reason *reasons;
    struct payment_held *held;
    size_t count, reason_count, held_count, n = 0;
    char month[MONTH_TEXT];

    must(payment_lines(&y->r->work, &f, &lines, &count));
    must(payment_reasons(&y->r->work, &f, &reasons, &reason_count));
    must(payment_held_list(&y->r->work, &f, &held, &held_count));
    assert_true(count + reason_count + held_count <= LINES);
    for (size_t i = 0; i < count; i++, n++) {
        snprintf(ret[n], LINE, "%c %s %lld%s%s%s", letter_of(y, lines[i].person),
                 month_format(lines[i].month, month), (long long)lines[i].amount, lines[i].why ? " " : "",
                 lines[i].why ? lines[i].why : "", lines[i].one_off ? " once" : "");
        y->reversed += lines[i].kind == REVERSAL;
    }
    for (size_t i = 0; i < reason_count; i++, n++)
        snprintf(ret[n], LINE, "%c - %s", letter_of(y, reasons[i].person), reasons[i].why);
    for (size_t i = 0; i < held_count; i++, n++)
        snprintf(ret[n], LINE, "%c %s %lld held %s", letter_of(y, held[i].person),
                 month_format(held[i].month, month), (long long)held[i].amount,
                 payment_hold_name(held[i].why));
    return n;
}

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void run_held(struct year *y)
{
    char got[LINES][LINE], day[16];
    int64_t run;
    size_t n;

    if (!y->last[0])
        return;
    snprintf(day, sizeof day, "%s-15", y->last);
    register_on(y->r, day_of(day));
    run = y->run = payroll_run(y->r, y->last);
    n = run_lines(y, run, got);
    qsort(got, n, LINE, compare);
    qsort(y->expected, y->expected_count, LINE, compare);
    for (size_t i = 0; i < n || i < y->expected_count; i++)
        if (i >= n || i >= y->expected_count || strcmp(got[i], y->expected[i]))
            fail_msg("run %s: \"%s\" where the table says \"%s\"", y->last, i < n ? got[i] : "nothing",
                     i < y->expected_count ? y->expected[i] : "nothing");
    y->held += n;
    y->runs++;
    y->last[0] = '\0';
}

static void run_line(struct year *y, const char *text)
{
    assert_true(y->expected_count < LINES);
    snprintf(y->expected[y->expected_count++], LINE, "%s", text + strspn(text, " "));
}

/* What approved lines of a person and month come to. */
static void stands(struct year *y, const char *text)
{
    static const char SQL[] =
        "SELECT coalesce(sum(amount), 0) FROM payment_line WHERE person_id = :person AND month = :month";
    char letter, *rest;
    date month = month_of(y->first);

    assert_int_equal(sscanf(text, "stands %c", &letter), 1);
    rest = (char *)(uintptr_t)text + strlen("stands A");
    for (int i = 0; i < 12; i++, month = date_add_months(month, 1), y->totals++) {
        int64_t sum = -1, expected = strtoll(rest, &rest, 10);

        must(db_int(y->r->db, SQL, BINDS(INT(":person", one(y, letter)->person), DATE(":month", month)),
                    &sum));
        if (sum != expected)
            fail_msg("%c, month %d: %lld, not %lld", letter, i + 1, (long long)sum, (long long)expected);
    }
}

/* Two letters are one woman: no month is paid to both. */
static void one_woman(struct year *y, const char *text)
{
    static const char SQL[] = "SELECT count(*) FROM payment_standing a JOIN payment_standing b ON "
                              "b.month = a.month WHERE a.person_id = :a AND b.person_id = :b";
    int64_t both = -1;
    char a, b;

    assert_int_equal(sscanf(text, "one %c %c", &a, &b), 2);
    must(db_int(y->r->db, SQL, BINDS(INT(":a", one(y, a)->person), INT(":b", one(y, b)->person)), &both));
    assert_int_equal(both, 0);
}

static void table_line(struct year *y, char *text)
{
    text[strcspn(text, "\n")] = '\0';
    if (text[0] == ' ')
        run_line(y, text);
    else
        run_held(y);
    if (!strncmp(text, "event ", 6))
        event(y, text);
    else if (!strncmp(text, "rule ", 5))
        rule(y, text);
    else if (!strncmp(text, "once ", 5))
        once(y, text);
    else if (!strncmp(text, "stands ", 7))
        stands(y, text);
    else if (!strncmp(text, "one ", 4))
        one_woman(y, text);
    else if (sscanf(text, "run %7s", y->last) == 1) {
        y->expected_count = 0;
        if (!y->runs)
            memcpy(y->first, y->last, sizeof y->first);
    }
}

/* At no time, run after run, does more than one payment of a person and month stand, or less than none. */
static const char SQL_TWICE[] =
    "SELECT count(*) FROM (SELECT sum(CASE kind WHEN 'payment' THEN 1 ELSE -1 END) OVER (PARTITION BY "
    "person_id, month, one_off_id ORDER BY run_id, n) AS standing FROM payment_line) WHERE standing NOT IN "
    "(0, 1)";

static void the_runs_equal_the_table(void **state)
{
    struct year y = {.r = *state};
    FILE *table = fopen(TABLE, "r");
    char text[256];

    assert_non_null(table);
    while (fgets(text, sizeof text, table))
        if (text[0] != '#')
            table_line(&y, text);
    fclose(table);
    assert_int_equal(y.runs, 13);
    assert_int_equal(y.totals, 20 * 12);
    assert_int_equal(y.reversed, 12);
    assert_int_equal(register_int(y.r, SQL_TWICE), 0);
    print_message("%d runs, %zu lines, %zu months of persons\n", y.runs, y.held, y.totals);
}

static int year_setup(void **state)
{
    if (register_setup(state))
        return -1;
    payroll_open(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_runs_equal_the_table, year_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
