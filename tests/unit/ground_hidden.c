/* A year of cards on orders and on other grounds, made by the program itself, and somebody who learns from
 * all that a finder or a checker sees of them which is which. How people come, and how long courts' orders
 * last, is supposed (said at each number); what stands on a card and what a door answers is the program's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_refresh.h"
#include "domain/check/check.h"
#include "domain/check/typing_limit.h"
#include "domain/ground/ground.h"
#include "domain/ground/ground_card.h"
#include "domain/ground/ground_kind.h"
#include "support/guesser.h"
#include "support/holder.h"
#include "support/paper.h"

#define PEOPLE       420 /* of each kind */
#define COMING       480 /* days in which they come for the first time */
#define WATCHED_FROM 120 /* by then the lives of cards of orders are known; counted from the first day */
#define WATCH        366 /* days behind the last card that is watched */
#define DAYS         (COMING + WATCH)
#define FIRST        date_make(2026, 3, 10)

/* Seen of a card, in the order of who sees it. */
enum {
    /* by who finds it, and knows the day on which it was issued: more than is printed */
    LIFE,
    ISSUE_DAY,
    ISSUE_WEEKDAY,
    ISSUE_MONTHDAY,
    END_WEEKDAY,
    END_MONTHDAY,
    INDEX,
    MASK,
    TEXT_LENGTH,
    HINT_LENGTH,
    INITIAL,
    INITIAL_OF_NAME,
    BY_FINDER,
    /* by who asks at a door every month of the next year */
    VALID = BY_FINDER,
    EXPIRED,
    ENDED,
    UNTIL_PRINTED,
    UNTIL_OTHER,
    BIT,
    BEHIND_PRINTED,
    BY_CHECKER,
    /* by who knows, too, whose former card it follows */
    FORMER_CARDS = BY_CHECKER,
    SINCE_FORMER,
    BY_FOLLOWER,
    /* and what the year of birth says of who is likelier to have which */
    BORN = BY_FOLLOWER,
    ALL
};

/* ---- numbers that are the same each time */

static uint64_t dice_state;

/* splitmix64 */
static int dice(int sides)
{
    uint64_t z = dice_state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (int)((z ^ (z >> 31)) % (uint64_t)sides);
}

static bool of_hundred(int share)
{
    return dice(100) < share;
}

/* ---- who comes */

struct person_of {
    bool order;
    char first_name[8], surname[16];
    int born, number;
    date first, last; /* of the right as it is granted; last DATE_NONE: without end */
    date decided;     /* an immediate order's: when the court decides anew; DATE_NONE */
    date early;       /* it is ended before its time; DATE_NONE */
    date comes;       /* for a card; DATE_NONE: no more */
    const char *kind; /* of the ground */
    struct holder file;
    int64_t holder;
    int cards;
    date printed; /* of the newest card */
};

struct card_watched {
    char number[24];
    struct guess_sample seen;
    date printed;
};
struct year {
    struct person_of people[2 * PEOPLE];
    struct card_watched *cards;
    size_t count, room;
};

/* 1970-01-01 was a Thursday; Monday is 0. */
static int weekday(date day)
{
    return (day + 3) % 7;
}

static int monthday(date day)
{
    int year, month, number;

    date_split(day, &year, &month, &number);
    return number;
}

static date weekday_from(date day)
{
    while (weekday(day) > 4)
        day++;
    return day;
}

static void named(struct person_of *p, int number)
{
    snprintf(p->first_name, sizeof p->first_name, "%cna", 'A' + dice(20));
    snprintf(p->surname, sizeof p->surname, "%co%c%c%c", 'A' + dice(20), 'a' + number % 26,
             'a' + number / 26 % 26, 'a' + number / 676);
}

/* Every third order is an immediate one, without end, which the court decides anew after 20 to 30 days; one
 * in eight others is ended early. Half of them last twelve months, the others three to nine (L: guesses). */
static void order_suppose(struct person_of *p, date day)
{
    p->order = true;
    p->born = of_hundred(30) ? 2010 + dice(13) : 1965 + dice(40);
    p->first = day;
    p->last = p->decided = p->early = DATE_NONE;
    if (dice(3) == 0)
        p->decided = weekday_from(day + 20 + dice(11));
    else
        p->last = date_add_months(day - dice(6), of_hundred(50) ? 12 : 3 + dice(7));
    if (date_known(p->last) && dice(8) == 0)
        p->early = weekday_from(day + 20 + dice((int)(p->last - day)));
}

/* Economic aid is decided for a year; of the others half are for two years, half without end. One in
 * twenty-five ends early. The first list is that of those who have it when the office begins. */
static void ground_suppose(struct person_of *p, date day)
{
    static const char *const KINDS[] = {"economic_aid", "economic_aid", "disability", "orphan", "elderly"};

    p->kind = KINDS[dice(5)];
    p->born = p->kind[0] == 'e' && p->kind[1] == 'l' ? 1935 + dice(25)
              : of_hundred(30)                       ? 2010 + dice(13)
                                                     : 1955 + dice(50);
    p->first = of_hundred(40) ? weekday_from(FIRST + 30 + dice(30)) : day;
    p->early = p->decided = p->last = DATE_NONE;
    if (p->kind[0] == 'e' && p->kind[1] == 'c')
        p->last = date_add_months(p->first, 12);
    else if (of_hundred(50))
        p->last = date_add_months(p->first, 24);
    if (dice(25) == 0)
        p->early = weekday_from(p->first + 20 + dice(300));
}

static void year_suppose(struct year *y)
{
    dice_state = 20260310;
    for (int i = 0; i < 2 * PEOPLE; i++) {
        struct person_of *p = &y->people[i];
        const date day = weekday_from(FIRST + dice(COMING));

        p->number = i / 2; /* so that both halves have as many of each kind */
        named(p, i);
        if (i % 2)
            ground_suppose(p, day);
        else
            order_suppose(p, day);
        p->comes = weekday_from(p->first + dice(5));
    }
}

/* ---- what the offices do */

static void order_write(struct test_register *r, struct person_of *p, int64_t follows, date last)
{
    struct order_person person = {
        .role = ROLE_PROTECTED,
        .who = {.first_name = p->first_name, .surname = p->surname, .birth_date = date_make(p->born, 6, 1)}};
    char number[16];
    struct order_new order = {.case_id = p->file.case_id,
                              .version = p->file.case_id ? file_version(r, p->file.case_id) : 0,
                              .kind = last == DATE_NONE ? ORDER_UMM : ORDER_UM,
                              .issuer = PAPER_COURT,
                              .number = number,
                              .decision_date = r->work.today,
                              .start = r->work.today,
                              .end = last,
                              .final_date = DATE_NONE,
                              .received_on = DATE_NONE,
                              .hearing_on = DATE_NONE,
                              .follows = follows,
                              .unit = "Gjirokastër",
                              .persons = &person,
                              .persons_count = 1};
    static int numbers;

    snprintf(number, sizeof number, "%d", ++numbers);
    must(paper_apart(r, &order, &p->file.order, &p->file.case_id));
    if (!p->file.person) {
        must(db_int(r->db, "SELECT person_id FROM case_person WHERE case_id = :case",
                    BINDS(INT(":case", p->file.case_id)), &p->file.person));
    }
}

static void ground_write(struct test_register *r, struct person_of *p)
{
    const struct ground_new in = {.first_name = p->first_name,
                                  .surname = p->surname,
                                  .birth_year = p->born,
                                  .unit = "Gjirokastër",
                                  .kind = p->kind,
                                  .decision = "NE-1",
                                  .decided_on = r->work.today,
                                  .from = DATE_NONE,
                                  .until = p->last};

    must(ground_add(&r->work, &in, &p->holder));
}

static void right_begin(struct test_register *r, struct person_of *p)
{
    if (p->order)
        order_write(r, p, 0, p->last);
    else
        ground_write(r, p);
}

/* The court: four times in five a protection order follows, else the immediate one is annulled. */
static void court_decide(struct test_register *r, struct person_of *p)
{
    if (of_hundred(80)) {
        p->last = date_add_months(r->work.today, of_hundred(50) ? 12 : 3 + dice(7));
        order_write(r, p, p->file.order, p->last);
        return;
    }
    holder_act(r, &p->file, ACT_TERMINATED, r->work.today);
    p->last = r->work.today;
}

static void right_end(struct test_register *r, struct person_of *p)
{
    int64_t ground;

    if (p->order) {
        holder_act(r, &p->file, ACT_TERMINATED, r->work.today);
    } else {
        must(db_int(r->db, "SELECT id FROM ground WHERE holder_id = :holder",
                    BINDS(INT(":holder", p->holder)), &ground));
        must(ground_end(&r->work, ground, r->work.today));
    }
    p->last = r->work.today;
}

/* ---- cards */

static const char *card_new_number(struct test_register *r, struct person_of *p)
{
    const struct card_new in = {
        .case_id = p->file.case_id, .person = p->file.person, .services = BUS_AND_DESK};
    struct ground_card shown;
    struct card card;

    if (p->order)
        return card_issue(&r->work, &in, &card) ? NULL : card.number;
    if (ground_card_issue(&r->work, p->holder, false))
        return NULL;
    must(ground_card_shown(&r->work, p->holder, &shown));
    return shown.number;
}

static void card_look(struct test_register *r, const struct person_of *p, struct card_watched *ret)
{
    const date today = r->work.today;
    double *seen = ret->seen.seen;
    struct card_token token;
    struct card card;

    must(card_find(&r->work, ret->number, true, &card));
    must(card_token_read(card.text, &token));
    ret->printed = card.exp_day;
    ret->seen.is = p->order;
    ret->seen.whose = p->number;
    seen[LIFE] = card.exp_day - today + 1;
    seen[ISSUE_DAY] = today - FIRST;
    seen[ISSUE_WEEKDAY] = weekday(today);
    seen[ISSUE_MONTHDAY] = monthday(today);
    seen[END_WEEKDAY] = weekday(card.exp_day);
    seen[END_MONTHDAY] = monthday(card.exp_day);
    seen[INDEX] = (double)token.list_index;
    seen[MASK] = token.services;
    seen[TEXT_LENGTH] = (double)strlen(card.text);
    seen[HINT_LENGTH] = (double)strlen(token.hint);
    seen[INITIAL] = token.hint[0];
    seen[INITIAL_OF_NAME] = token.hint[2];
    seen[FORMER_CARDS] = p->cards;
    seen[SINCE_FORMER] = p->cards ? today - p->printed : 0;
    seen[BORN] = p->born;
}

static bool right_goes_on(const struct person_of *p, date day)
{
    return !date_known(p->last) || p->last >= day;
}

/* Whoever's card is over and whose right is not comes again within three weeks, seven times in ten; the
 * others go on with the old one, which is good at every door. */
static void card_take(struct test_register *r, struct year *y, struct person_of *p)
{
    const date today = r->work.today;
    const char *number = right_goes_on(p, today) ? card_new_number(r, p) : NULL;
    struct card_watched *c, spare = {0};

    p->comes = DATE_NONE;
    r->work.problem = (struct problem){0};
    if (!number)
        return;
    assert_true(y->count < y->room);
    c = today - FIRST >= WATCHED_FROM && today - FIRST < COMING ? &y->cards[y->count++] : &spare;
    snprintf(c->number, sizeof c->number, "%s", number);
    card_look(r, p, c);
    p->printed = c->printed;
    p->cards++;
    if (of_hundred(70))
        p->comes = weekday_from(p->printed - 3 + dice(20));
}

/* ---- a door that asks */

static void door_ask(struct doorway *d, struct typing_limit *typing, struct card_watched *c, date today)
{
    const struct checker device = {.id = 12, .organisation = 1, .service = "transport"};
    double *seen = c->seen.seen;
    struct check found;

    must(check_card(d, &device, c->number, typing, &found));
    seen[VALID] += found.reason == CHECK_OK;
    seen[EXPIRED] += found.reason == CHECK_EXPIRED;
    seen[ENDED] += found.reason == CHECK_ENDED;
    if (found.reason != CHECK_OK)
        return;
    seen[UNTIL_PRINTED] += found.until == c->printed;
    seen[UNTIL_OTHER] += found.until != c->printed;
    seen[BEHIND_PRINTED] += today > c->printed;
}

static void door_year(struct test_register *r, struct year *y)
{
    CLEANUP(doorway_db_close) struct doorway_db *read = NULL;
    struct doorway d;

    must(card_refresh_all(&r->work, &(int64_t){0}));
    must(doorway_db_open(r->check, DB_READ, 256, &read));
    d = doorway_at(read, &r->work);
    for (size_t i = 0; i < y->count; i++) {
        struct typing_limit *typing;

        /* A scanner; numbers that are typed are held to ten a minute. */
        must(typing_limit_make(&typing));
        door_ask(&d, typing, &y->cards[i], r->work.today);
        typing_limit_free(&typing);
    }
}

static void bits_look(struct test_register *r, struct year *y)
{
    struct card card;

    for (size_t i = 0; i < y->count; i++) {
        must(card_find(&r->work, y->cards[i].number, false, &card));
        y->cards[i].seen.seen[BIT] = card.bit;
        arena_reset(r->work.arena);
    }
}

static void day_go(struct test_register *r, struct year *y)
{
    const date today = r->work.today;

    for (int i = 0; i < 2 * PEOPLE; i++) {
        struct person_of *p = &y->people[i];

        if (p->first == today)
            right_begin(r, p);
        if (p->decided == today)
            court_decide(r, p);
        if (p->early == today && right_goes_on(p, today))
            right_end(r, p);
        if (p->comes == today)
            card_take(r, y, p);
        arena_reset(r->work.arena);
    }
}

static void year_live(struct test_register *r, struct year *y)
{
    static const char *const KINDS[] = {"economic_aid", "disability", "orphan", "elderly"};

    register_on(r, FIRST);
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        for (enum service s = SV_TRANSPORT; s <= SV_DOCUMENTS; s++) {
            const struct ground_rule_new rule = {
                .kind = KINDS[i], .service = s, .source = "VKB 7/2026", .from = FIRST, .until = DATE_NONE};

            must(ground_rule_add(&r->work, &rule, &(int64_t){0}));
        }
    for (date day = FIRST; day < FIRST + DAYS; day++) {
        register_on(r, day);
        day_go(r, y);
        if (monthday(day) == 1)
            door_year(r, y);
        arena_reset(r->work.arena);
    }
    bits_look(r, y);
}

/* ---- what it tells */

static struct guess_sample *samples(const struct year *y)
{
    struct guess_sample *all = calloc(y->count, sizeof *all);

    assert_non_null(all);
    for (size_t i = 0; i < y->count; i++)
        all[i] = y->cards[i].seen;
    return all;
}

static void a_year_of_cards_tells_no_more_than_is_admitted(void **state)
{
    struct year *y = calloc(1, sizeof *y);
    struct guess_sample *all;
    double finder, checker, follower, born, control, error;

    assert_non_null(y);
    y->room = (size_t)8 * PEOPLE;
    y->cards = calloc(y->room, sizeof *y->cards);
    assert_non_null(y->cards);
    year_suppose(y);
    year_live(*state, y);
    all = samples(y);
    error = guess_error(all, y->count);
    finder = guess_best(all, y->count, BY_FINDER);
    checker = guess_best(all, y->count, BY_CHECKER);
    follower = guess_best(all, y->count, BY_FOLLOWER);
    born = guess_best(all, y->count, ALL);
    for (size_t i = 0; i < y->count; i++)
        if (!all[i].is)
            all[i].seen[LIFE] = 365;
    control = guess_best(all, y->count, BY_FINDER);
    print_message(
        "%zu cards, error of an area %.3f: a finder %.3f, a checker %.3f, who follows holders %.3f, with the "
        "year of birth %.3f; all others printed for a year: %.3f\n",
        y->count, error, finder, checker, follower, born, control);
    /* The README names 0.55, 0.65, 0.77 and 0.83; above them lie three errors. */
    assert_true(error < 0.025);
    assert_true(finder < 0.61);
    assert_true(checker < 0.71);
    assert_true(follower < 0.83);
    assert_true(born < 0.89);
    /* Who guesses would notice: this is what it was before lives were drawn. */
    assert_true(control > 0.85);
    free(all);
    free(y->cards);
    free(y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_year_of_cards_tells_no_more_than_is_admitted, register_setup,
                                        register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
