/* A device that has ended is told so, and nothing about any card: whoever stands at the door is not turned
 * away by it. */
#include <string.h>

#include "api/checker.h"
#include "domain/check/device_use.h"
#include "support/door.h"
#include "support/told.h"

#define DAYS(n) (REGISTER_NOW + (n)*INT64_C(86400))

static int setup(void **state)
{
    struct door *d;
    int failed = door_setup(state, CHECKER_ROUTES.routes, CHECKER_ROUTES.count);

    if (failed)
        return failed;
    d = *state;
    must(device_use_make((struct device_use **)&d->app.uses));
    d->in.authorization = BUS;
    return 0;
}

static int teardown(void **state)
{
    struct door *d = *state;
    struct device_use *uses = d->app.uses;

    device_use_free(&uses);
    return door_teardown(state);
}

static void at(struct door *d, int64_t instant)
{
    register_at(d->r, instant);
    d->app.clock.fixed = instant;
    d->worker.day_until = 0;
    register_collect(d->r);
}

static void a_device_in_use_goes_on_and_one_that_is_not_must_be_set_up_again(void **state)
{
    struct door *d = *state;

    register_collect(d->r);
    assert_int_equal(ask(d, "GET", "/api/v1/devices/own", NULL), 200);
    must(device_use_write(d->app.uses, register_door(d->r)));
    assert_int_equal(told_int(d->r, "SELECT count(*) FROM device_use"), 1);
    at(d, DAYS(120));
    assert_int_equal(ask(d, "GET", "/api/v1/devices/own", NULL), 200);
    must(device_use_write(d->app.uses, register_door(d->r)));
    at(d, DAYS(241));
    refused(d, "GET", "/api/v1/devices/own", NULL, 401, "device_ended");
    must(device_use_write(d->app.uses, register_door(d->r)));
    at(d, DAYS(242)); /* that it asked in vain is no use */
    refused(d, "GET", "/api/v1/devices/own", NULL, 401, "device_ended");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_device_in_use_goes_on_and_one_that_is_not_must_be_set_up_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
