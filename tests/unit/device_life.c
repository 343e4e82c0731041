/* Devices end by dated rules, and are used on days and not in hours. 2026-03-10 is today; the rules are 120
 * days without use, 730 days at most, and 21 days' notice. */
#include "domain/office/device_life.h"

#include <string.h>

#include "base/instant.h"
#include "domain/check/device_use.h"
#include "domain/office/organisation.h"
#include "domain/upkeep/upkeep_notice.h"
#include "support/checker.h"
#include "support/told.h"

#define TODAY       (r->work.today)
#define DAY         INT64_C(86400)
#define LATER(days) (REGISTER_NOW + (days)*DAY)

struct bus {
    int64_t id;
    char token[CHECKER_TOKEN_TEXT];
};

static struct bus bus_make(struct test_register *r)
{
    char enrol[DEVICE_TOKEN_TEXT];
    struct bus bus = {0};
    struct checker c;
    int64_t organisation;

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Urban Gjirokastër", &organisation));
    must(device_create(&r->work, organisation, "transport", "Autobusi 3", &bus.id, enrol));
    must(checker_take(r, enrol, &c, bus.token));
    return bus;
}

static err find(struct test_register *r, const struct bus *bus)
{
    struct doorway *d = register_door(r);
    uint8_t hash[DIGEST_SIZE];
    struct checker c;
    err e;

    must(digest_sha256(bus->token, strlen(bus->token), hash));
    e = checker_find(d, hash, &c);
    r->work.problem = d->work.problem;
    return e;
}

/* At that instant it asks something, and what is noted of it is written down. */
static void use(struct test_register *r, const struct bus *bus, int64_t at)
{
    struct device_use *u = NULL;

    register_at(r, at);
    must(find(r, bus));
    must(device_use_make(&u));
    device_use_note(u, bus->id, TODAY);
    device_use_note(u, bus->id, TODAY);
    must(device_use_write(u, register_door(r)));
    device_use_free(&u);
}

static struct device read(struct test_register *r)
{
    struct device *list;
    size_t count;

    must(device_list(&r->work, &list, &count));
    assert_int_equal(count, 1);
    return list[0];
}

static void the_last_day_follows_from_age_and_use(void **state)
{
    const struct device_rules both = {.days = 730, .unseen = 120}, age = {.days = 730},
                              use_alone = {.unseen = 120}, none = {0};
    const date d = 20000;

    (void)state;
    assert_int_equal(device_life_of(&both, d, DATE_NONE).ends, d + 120);
    assert_int_equal(device_life_of(&both, d, d + 300).ends, d + 420);
    assert_int_equal(device_life_of(&both, d, d + 700).ends, d + 730);
    assert_int_equal(device_life_of(&both, d, d - 5).ends, d + 120);
    assert_int_equal(device_life_of(&age, d, DATE_NONE).ends, d + 730);
    assert_int_equal(device_life_of(&use_alone, d, d + 9).ends, d + 129);
    assert_int_equal(device_life_of(&use_alone, d, d + 9).life, DATE_OPEN);
    assert_int_equal(device_life_of(&none, d, d).ends, DATE_OPEN);
}

static void a_device_that_nobody_uses_ends_and_is_told_so(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    register_at(r, LATER(120));
    register_collect(r);
    must(find(r, &bus));
    register_at(r, LATER(121));
    register_collect(r);
    must_refuse(r, find(r, &bus), ERR_DENIED, "device_ended");
    assert_int_equal(read(r).ends, TODAY - 1);
    assert_true(told_whole(r));
}

static void a_device_in_use_goes_on_until_it_is_old(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    for (int day = 100; day <= 700; day += 100) {
        use(r, &bus, LATER(day));
        register_at(r, LATER(day + 1));
        register_collect(r);
    }
    register_at(r, LATER(730));
    register_collect(r);
    must(find(r, &bus));
    register_at(r, LATER(731));
    register_collect(r);
    must_refuse(r, find(r, &bus), ERR_DENIED, "device_ended");
}

/* The register has not looked for half a year: doors that are used go on. */
static void a_register_that_is_off_ends_no_device_in_use(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    register_at(r, LATER(1));
    register_collect(r);
    use(r, &bus, LATER(100));
    use(r, &bus, LATER(200));
    register_at(r, LATER(320));
    must(find(r, &bus));
    register_at(r, LATER(321));
    must_refuse(r, find(r, &bus), ERR_DENIED, "device_ended");
}

static void one_that_ended_is_enrolled_anew(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);
    char enrol[DEVICE_TOKEN_TEXT];
    struct checker c;

    register_at(r, LATER(500));
    register_collect(r);
    must_fail(find(r, &bus), ERR_DENIED);
    must(device_enrol_again(&r->work, bus.id, enrol));
    must(checker_enrol(register_door(r), enrol, &c, bus.token));
    must(find(r, &bus)); /* at once, before the register knows of it */
    must(device_rename(&r->work, bus.id, "Autobusi 4"));
    must(find(r, &bus));
    register_collect(r);
    must(find(r, &bus));
    register_collect(r);
    assert_int_equal(read(r).ends, TODAY + 120);
}

/* A clock that was a year ahead for a while ends nothing for good, and no day to come is believed. */
static void a_clock_that_jumps_ends_nothing_for_good(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    use(r, &bus, LATER(10));
    register_at(r, LATER(11));
    register_collect(r);
    register_at(r, LATER(376));
    register_collect(r);
    must_fail(find(r, &bus), ERR_DENIED);
    register_at(r, LATER(12));
    register_collect(r);
    must(find(r, &bus));
    assert_int_equal(read(r).seen, TODAY - 2);
}

static void the_register_learns_of_a_day_when_it_is_over(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    use(r, &bus, LATER(5));
    register_collect(r);
    assert_int_equal(read(r).seen, DATE_NONE);
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 1);
    register_at(r, LATER(6));
    register_collect(r);
    assert_int_equal(read(r).seen, TODAY - 1);
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 0);
    /* No line of the log says that it was used. */
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE record = 'device' AND what NOT IN "
                                     "('device.create', 'device.enrol')"),
                     0);
}

static void by_hand(struct test_register *r, int64_t id, date on)
{
    must(db_exec(register_door(r)->work.db,
                 "INSERT INTO device_use (device_id, on_day) VALUES (:id, :on) ON CONFLICT (device_id) DO "
                 "UPDATE SET on_day = excluded.on_day",
                 BINDS(INT(":id", id), DATE(":on", on))));
}

static void days_that_cannot_be_are_not_believed(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);
    const date bad[] = {TODAY - 1, TODAY + 30};

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        by_hand(r, bus.id, bad[i]);
        register_collect(r);
        assert_int_equal(read(r).seen, DATE_NONE);
    }
    by_hand(r, 4711, TODAY - 1);
    register_collect(r);
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'check.refused' AND why LIKE "
                                     "'device_use:%'"),
                     1);
}

/* Those of a register that is older than the rule: their life begins with the upgrade. */
static void devices_from_before_the_rule_count_from_today(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    must(db_script(r->db, "UPDATE device SET enrolled_at = 1500000000, since_day = NULL, life_day = NULL, "
                          "ends_day = NULL, unseen_days = 0"));
    must(find(r, &bus));
    register_collect(r);
    must(find(r, &bus));
    assert_int_equal(read(r).ends, TODAY + 120);
}

static void how_long_is_a_dated_rule(void **state)
{
    struct test_register *r = *state;
    struct bus bus = bus_make(r);

    must(db_script(r->db, "UPDATE legal_rule SET until_day = '2026-03-31' WHERE name = 'device_unseen_days';"
                          "INSERT INTO legal_rule (id, name, value, source, from_day) VALUES "
                          "(900, 'device_unseen_days', 40, 'prove', '2026-04-01')"));
    register_collect(r);
    assert_int_equal(read(r).ends, TODAY + 120);
    register_at(r, LATER(30));
    register_collect(r);
    assert_int_equal(read(r).ends, TODAY + 10);
    must(db_script(r->db, "DELETE FROM legal_rule WHERE name LIKE 'device%'"));
    register_at(r, LATER(5000));
    register_collect(r);
    must(find(r, &bus)); /* none: none ends */
    assert_int_equal(read(r).ends, DATE_OPEN);
}

static void an_end_is_shown_some_days_before(void **state)
{
    struct test_register *r = *state;
    struct device_rules rules;
    struct upkeep_notice told;
    struct device d;

    bus_make(r);
    register_collect(r);
    d = read(r);
    must(device_rules_read(&r->work, &rules));
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.devices_end, 0);
    register_at(r, LATER(100));
    must(upkeep_notice_read(&r->work, &told));
    assert_int_equal(told.devices_end, 1);
    register_at(r, REGISTER_NOW);
    assert_int_equal(rules.notice, 21);
    assert_false(device_ends_soon(&d, &rules, TODAY + 99));
    assert_true(device_ends_soon(&d, &rules, TODAY + 100));
    assert_true(device_ends_soon(&d, &rules, TODAY + 500));
    must(device_revoke(&r->work, d.id));
    d = read(r);
    assert_false(device_ends_soon(&d, &rules, TODAY + 500));
}

static void many_devices_are_each_noted_once(void **state)
{
    struct test_register *r = *state;
    struct device_use *u = NULL;
    struct bus bus = bus_make(r);

    must(device_use_make(&u));
    for (int64_t id = 1; id <= 5000; id++)
        device_use_note(u, id * 7919, TODAY);
    device_use_note(u, bus.id, TODAY);
    device_use_note(NULL, bus.id, TODAY);
    must(device_use_write(u, register_door(r)));
    /* Of those that are no devices nothing is written. */
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 1);
    must(db_exec(register_door(r)->work.db, "DELETE FROM device_use", NO_BINDS));
    device_use_note(u, bus.id, TODAY);
    must(device_use_write(u, register_door(r)));
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 0); /* once a day */
    device_use_note(u, bus.id, TODAY + 1);
    must(device_use_write(u, register_door(r)));
    assert_int_equal(told_int(r, "SELECT count(*) FROM device_use"), 1);
    device_use_free(&u);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(the_last_day_follows_from_age_and_use),
        CASE(a_device_that_nobody_uses_ends_and_is_told_so),
        CASE(a_device_in_use_goes_on_until_it_is_old),
        CASE(a_register_that_is_off_ends_no_device_in_use),
        CASE(one_that_ended_is_enrolled_anew),
        CASE(a_clock_that_jumps_ends_nothing_for_good),
        CASE(the_register_learns_of_a_day_when_it_is_over),
        CASE(days_that_cannot_be_are_not_believed),
        CASE(devices_from_before_the_rule_count_from_today),
        CASE(how_long_is_a_dated_rule),
        CASE(an_end_is_shown_some_days_before),
        CASE(many_devices_are_each_noted_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
