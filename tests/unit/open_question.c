/* Questions that outlive the order, and exemptions that wait with her, through the register: an UM of
 * 2026-03-01 to 2026-09-30 with more asked for on 2026-03-10; the council lets exemptions go on for 10 days.
 */
#include <string.h>

#include "domain/card/card_refresh.h"
#include "domain/card/card_wait.h"
#include "domain/task/task.h"
#include "support/holder.h"
#include "support/paper.h"

static const struct task *task_find(struct test_register *r, const char *what)
{
    struct task_day day;

    must(task_list(&r->work, &(struct task_filter){0}, &day));
    for (size_t i = 0; i < day.count; i++)
        if (strcmp(day.tasks[i].what, what) == 0)
            return &day.tasks[i];
    return NULL;
}

static void day_comes(struct test_register *r, date day)
{
    int64_t persons;

    register_on(r, day);
    must(card_refresh_all(&r->work, &persons));
}

static date waits_from(struct test_register *r, const struct card *card)
{
    date from;

    must(card_waits_from(&r->work, card, &from));
    return from;
}

static void more_is_asked_for(struct test_register *r, struct desk *d)
{
    struct act_new act;

    um_lay(r, d);
    act = desk_act(r, d, ACT_EXTENSION_REQUESTED);
    desk_take(r, d, &act);
}

static void a_request_stays_on_the_page_of_the_day_until_it_is_answered(void **state)
{
    struct test_register *r = *state;
    const struct task *t;
    struct act_new act;
    struct desk d;

    more_is_asked_for(r, &d);
    register_on(r, date_make(2026, 10, 1));
    assert_non_null(t = task_find(r, "extension_decision"));
    assert_true(t->overdue);
    assert_non_null(strstr(t->text, "urdhri mbaroi"));
    act = desk_act(r, &d, ACT_EXTENSION_REFUSED);
    desk_take(r, &d, &act);
    assert_null(task_find(r, "extension_decision"));
}

/* Registered 91 days after it had ended, with an old list: nothing is asked of it. */
static void an_order_of_an_old_list_asks_nothing(void **state)
{
    struct test_register *r = *state;
    struct paper p;
    int64_t file;

    register_on(r, date_make(2026, 12, 30));
    paper_make(&p);
    p.order.kind = ORDER_UMM;
    paper_register(r, &p, &file);
    assert_null(task_find(r, "hearing"));
    register_on(r, date_make(2026, 12, 29));
    p.order.number = "15";
    paper_register(r, &p, &file);
    assert_non_null(task_find(r, "hearing"));
}

/* A card that was printed with the order's last day is to be renewed once more is asked for; the one that
 * takes its place is good for the days of waiting, offline too, and closes with the court's refusal. */
static void a_card_drawn_up_while_she_waits_carries_the_days(void **state)
{
    struct test_register *r = *state;
    const date end = r->work.today + 20;
    struct card before, after;
    struct act_new act;
    struct holder h;
    struct desk d;

    must(db_script(r->db, "UPDATE legal_rule SET value = 10 WHERE name = 'pending_days'"));
    holder_make(r, r->work.today - 1, end, &h);
    holder_card(r, &h, SERVICE_TRANSPORT, &before);
    assert_int_equal(before.exp_day, end);
    assert_int_equal(waits_from(r, &before), DATE_NONE);
    d = (struct desk){.order = h.order, .file = h.case_id};
    act = desk_act(r, &d, ACT_EXTENSION_REQUESTED);
    desk_take(r, &d, &act);
    day_comes(r, end - 2);
    assert_non_null(task_find(r, "card_renew"));
    holder_card(r, &h, SERVICE_TRANSPORT, &after);
    assert_int_equal(after.exp_day, end + 10);
    assert_int_equal(waits_from(r, &after), end + 1);
    day_comes(r, end + 3);
    assert_int_equal(waits_from(r, &after), end + 1);
    act = desk_act(r, &d, ACT_EXTENSION_REFUSED);
    desk_take(r, &d, &act);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card_service WHERE until_day = '2026-04-02'"), 2);
    assert_int_equal(waits_from(r, &after), end + 1); /* the day of the answer counts */
    day_comes(r, end + 4);
    assert_int_equal(waits_from(r, &after), DATE_NONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card WHERE closed_on IS NULL"), 0);
}

#define with_register(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_register(a_request_stays_on_the_page_of_the_day_until_it_is_answered),
        with_register(an_order_of_an_old_list_asks_nothing),
        with_register(a_card_drawn_up_while_she_waits_carries_the_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
