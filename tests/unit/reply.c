/* What an answer says: problems without the inside, warnings, what changed, when to come back. */
#include <stdio.h>
#include <string.h>

#include "http/input.h"
#include "support/door.h"

static err stale(struct req *rq)
{
    static struct change changes[] = {{4, 1773133200, "arta", "act.extended"},
                                      {5, 1773133260, "besnik", "stay.add"}};

    rq->work.changes = changes;
    rq->work.change_count = 2;
    return refuse(&rq->work, ERR_CONFLICT, "stale_version", "version",
                  "Somebody changed the file meanwhile.");
}

static err broken(struct req *rq)
{
    return refuse(&rq->work, ERR_CORRUPT, "seal", "person", "Row 12 of person does not open.");
}

static err busy(struct req *rq)
{
    (void)rq;
    return ERR_BUSY;
}

static err limited(struct req *rq)
{
    rq->reply.retry_after = 7;
    return refuse(&rq->work, ERR_LIMIT, "too_many_attempts", "", "Too many attempts.");
}

static err warned(struct req *rq)
{
    work_warn(&rq->work, "nid_check", "nid", "The check letter does not fit.");
    return reply_json(rq, 200, json_pack("{s:b}", "taken", 1));
}

static err list_get(struct req *rq)
{
    snprintf(rq->reply.etag, sizeof(rq->reply.etag), "\"v1\"");
    return reply_bytes(rq, "application/statuslist+cwt", "public, max-age=300", "bits", 4);
}

static const struct route ROUTES[] = {
    {"POST", "/stale", R_COORDINATOR, RT_WRITE, stale},
    {"GET", "/broken", R_ANYONE, 0, broken},
    {"GET", "/busy", R_ANYONE, 0, busy},
    {"GET", "/limited", R_ANYONE, 0, limited},
    {"GET", "/warned", R_ANYONE, 0, warned},
    {"GET", "/status", R_ANYONE, RT_PUBLIC_DATA, list_get},
};

static int setup(void **state)
{
    return door_setup(state, ROUTES, COUNT(ROUTES));
}

static void a_stale_write_is_told_what_changed(void **state)
{
    struct door *d = *state;
    json_t *second;

    d->in.cookie = COORDINATOR;
    refused(d, "POST", "/stale", NULL, 409, "stale_version");
    assert_int_equal(json_array_size(json_object_get(d->json, "changed")), 2);
    second = json_array_get(json_object_get(d->json, "changed"), 1);
    assert_int_equal(json_integer_value(json_object_get(second, "version")), 5);
    assert_string_equal(json_string_value(json_object_get(second, "actor")), "besnik");
    assert_string_equal(json_string_value(json_object_get(second, "what")), "stay.add");
    assert_string_equal(json_string_value(json_object_get(second, "at")), "2026-03-10T09:01:00Z");
}

static void our_own_faults_say_nothing_of_the_inside(void **state)
{
    struct door *d = *state;

    refused(d, "GET", "/broken", NULL, 500, "internal");
    assert_null(strstr(d->reply.body->data, "person"));
}

static void busy_and_limits_say_when_to_come_back(void **state)
{
    struct door *d = *state;

    refused(d, "GET", "/busy", NULL, 503, "busy");
    assert_int_equal(d->reply.retry_after, 1);
    refused(d, "GET", "/limited", NULL, 429, "too_many_attempts");
    assert_int_equal(d->reply.retry_after, 7);
}

static void warnings_go_along_with_the_answer(void **state)
{
    struct door *d = *state;
    json_t *first;

    assert_int_equal(ask(d, "GET", "/warned", NULL), 200);
    first = json_array_get(json_object_get(d->json, "warnings"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "code")), "nid_check");
    assert_true(json_is_true(json_object_get(d->json, "taken")));
}

static void public_data_is_cached_and_shared(void **state)
{
    struct door *d = *state;

    assert_int_equal(ask(d, "GET", "/status", NULL), 200);
    assert_true(d->reply.cors);
    assert_string_equal(d->reply.cache_control, "public, max-age=300");
    d->in.if_none_match = "\"v1\"";
    assert_int_equal(ask(d, "GET", "/status", NULL), 304);
    assert_int_equal(d->reply.body->len, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, door_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stale_write_is_told_what_changed),    TEST(our_own_faults_say_nothing_of_the_inside),
        TEST(busy_and_limits_say_when_to_come_back), TEST(warnings_go_along_with_the_answer),
        TEST(public_data_is_cached_and_shared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
