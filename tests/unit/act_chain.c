/* Corrections of corrections of corrections: as long as people make them, on the small stack of a server
 * thread; and how many acts one order takes. */
#include <pthread.h>
#include <stdlib.h>

#include "domain/order/order.h"
#include "support/paper.h"

#define LINKS (4 * 1000)
#define STACK (100 * 1024) /* what civetweb gives a worker */

/* A termination, and each act the correction of the one before. */
struct links {
    struct act acts[LINKS];
    struct act value;
    bool stands;
};

static void *value_take(void *of)
{
    struct links *l = of;

    l->stands = act_value(l->acts, LINKS, &l->acts[0], &l->value);
    return NULL;
}

static void value_on_a_small_stack(struct links *l)
{
    pthread_attr_t attributes;
    pthread_t thread;

    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, STACK), 0);
    assert_int_equal(pthread_create(&thread, &attributes, value_take, l), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
}

static struct links *links_make(bool voiding)
{
    struct links *l = calloc(1, sizeof *l);

    assert_non_null(l);
    for (int i = 0; i < LINKS; i++)
        l->acts[i] = (struct act){.id = i + 1,
                                  .kind = i ? ACT_CORRECTED : ACT_TERMINATED,
                                  .corrects = i,
                                  .voids = voiding && i,
                                  .effective = i};
    return l;
}

static void the_last_of_a_long_chain_speaks(void **state)
{
    struct links *l = links_make(false);

    (void)state;
    value_on_a_small_stack(l);
    assert_true(l->stands);
    assert_int_equal(l->value.kind, ACT_TERMINATED);
    assert_int_equal(l->value.effective, LINKS - 1);
    free(l);
}

/* Each voids the one before, an odd number of them the first: by turns void and not. */
static void a_long_chain_of_voidings_goes_by_turns(void **state)
{
    struct links *l = links_make(true);

    (void)state;
    value_on_a_small_stack(l);
    assert_false(l->stands);
    l->acts[LINKS - 1].kind = ACT_SERVED;
    value_on_a_small_stack(l);
    assert_true(l->stands);
    assert_int_equal(l->value.effective, 0);
    free(l);
}

static const char SQL_FILL[] =
    "INSERT INTO order_act (id, order_id, kind, on_day, recorded_at) WITH RECURSIVE n(i) AS "
    "(SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1197) "
    "SELECT i, 1, 'served', '2026-03-05', 0 FROM n";

static void an_order_takes_two_hundred_acts(void **state)
{
    struct test_register *r = *state;
    struct act_new act;
    struct desk d;

    um_lay(r, &d);
    must(db_script(r->db, SQL_FILL)); /* 198, and the grant */
    act = desk_act(r, &d, ACT_SERVED);
    desk_take(r, &d, &act);
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act"), ORDER_ACTS_MAX);
    act = desk_act(r, &d, ACT_SERVED);
    desk_refuse(r, &d, &act, ERR_INPUT, "too_many_acts", "kind");
    assert_int_equal(desk_protection(r, &d).until, date_make(2026, 9, 30));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_of_a_long_chain_speaks),
        cmocka_unit_test(a_long_chain_of_voidings_goes_by_turns),
        cmocka_unit_test_setup_teardown(an_order_takes_two_hundred_acts, register_setup, register_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
