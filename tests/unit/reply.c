/* What an answer says: problems without the inside, warnings, what changed, when to come back. */
#include "http/reply.h"

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
    json_put_bool(reply_object(rq), "taken", true);
    return reply_done(rq, 200);
}

struct town {
    int64_t id;
    const char *name;
};
static const struct json_member TOWN_OUT[] = {JSON_INT(struct town, id), JSON_TEXT(struct town, name)};
static const struct town TOWNS[] = {{1, "Gjirokastër"}, {2, NULL}};

static err town_get(struct req *rq)
{
    return reply_struct(rq, 201, MEMBERS(TOWN_OUT), &TOWNS[0]);
}

static err towns_get(struct req *rq)
{
    work_warn(&rq->work, "few", "towns", "There are \"few\".");
    return reply_structs(rq, "towns", MEMBERS(TOWN_OUT), TOWNS, COUNT(TOWNS));
}

static err made(struct req *rq)
{
    return reply_id(rq, 201, 12);
}

static err late_failure(struct req *rq)
{
    struct json_writer *j = reply_object(rq);

    json_put_list(j, "towns");
    json_put_text(j, NULL, "half an answer");
    return refuse(&rq->work, ERR_ABSENT, "no_such_town", "town", "There is no such town.");
}

static err left_open(struct req *rq)
{
    json_put_list(reply_object(rq), "towns");
    return reply_done(rq, 200);
}

static err ill_text(struct req *rq)
{
    json_put_text(reply_object(rq), "town", "half an answer \xc3");
    return reply_done(rq, 200);
}

static err no_memory(struct req *rq)
{
    struct json_writer *j = reply_object(rq);

    json_put_text(j, "town", "half an answer");
    rq->reply.body->failed = true; /* as a growth that failed leaves it */
    return reply_done(rq, 200);
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
    {"GET", "/town", R_ANYONE, 0, town_get},
    {"GET", "/towns", R_ANYONE, 0, towns_get},
    {"GET", "/made", R_ANYONE, 0, made},
    {"GET", "/late", R_ANYONE, 0, late_failure},
    {"GET", "/open", R_ANYONE, 0, left_open},
    {"GET", "/ill", R_ANYONE, 0, ill_text},
    {"GET", "/no_memory", R_ANYONE, 0, no_memory},
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

static void answers_are_written_by_their_tables(void **state)
{
    struct door *d = *state;

    assert_int_equal(ask(d, "GET", "/town", NULL), 201);
    assert_string_equal(d->reply.body->data, "{\"id\":1,\"name\":\"Gjirokastër\"}");
    assert_string_equal(d->reply.content_type, "application/json");
    assert_int_equal(ask(d, "GET", "/made", NULL), 201);
    assert_string_equal(d->reply.body->data, "{\"id\":12}");
    assert_int_equal(ask(d, "GET", "/towns", NULL), 200);
    assert_string_equal(d->reply.body->data,
                        "{\"towns\":[{\"id\":1,\"name\":\"Gjirokastër\"},{\"id\":2,\"name\":null}],"
                        "\"warnings\":[{\"code\":\"few\",\"field\":\"towns\","
                        "\"detail\":\"There are \\\"few\\\".\"}]}");
}

static void a_problem_is_written_whole(void **state)
{
    struct door *d = *state;

    refused(d, "GET", "/late", NULL, 404, "no_such_town");
    assert_string_equal(
        d->reply.body->data,
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
        "\"detail\":\"There is no such town.\",\"code\":\"no_such_town\",\"field\":\"town\"}");
}

static void an_answer_that_cannot_be_finished_is_a_problem(void **state)
{
    static const char *const PATHS[] = {"/open", "/ill", "/no_memory"};
    struct door *d = *state;

    for (size_t i = 0; i < COUNT(PATHS); i++) {
        refused(d, "GET", PATHS[i], NULL, 500, "internal");
        assert_null(strstr(d->reply.body->data, "half"));
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, door_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stale_write_is_told_what_changed),
        TEST(our_own_faults_say_nothing_of_the_inside),
        TEST(busy_and_limits_say_when_to_come_back),
        TEST(warnings_go_along_with_the_answer),
        TEST(public_data_is_cached_and_shared),
        TEST(answers_are_written_by_their_tables),
        TEST(a_problem_is_written_whole),
        TEST(an_answer_that_cannot_be_finished_is_a_problem),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
