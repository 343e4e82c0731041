/* A write leaves everything or nothing, and the same one sent twice happens once. */
#include <stdio.h>
#include <string.h>

#include "http/input.h"
#include "support/door.h"
#include "support/note.h"

static err note_add_then_refuse(struct req *rq)
{
    err e = note_add(rq);

    snprintf(rq->reply.cookie, sizeof(rq->reply.cookie), "left=over");
    return e ? e : refuse(&rq->work, ERR_INPUT, "too_late", "name", "Refused after the write.");
}

static const struct route ROUTES[] = {
    {"POST", "/notes", R_COORDINATOR, RT_WRITE | RT_BODY, note_add},
    {"POST", "/memos", R_COORDINATOR | R_DIRECTOR, RT_WRITE | RT_BODY, note_add},
    {"POST", "/notes/refused", R_COORDINATOR, RT_WRITE | RT_BODY, note_add_then_refuse},
};

static int setup(void **state)
{
    return door_setup(state, ROUTES, COUNT(ROUTES));
}

static void a_refused_write_leaves_nothing(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "once";
    refused(d, "POST", "/notes/refused", "{\"name\":\"a\"}", 422, "too_late");
    assert_string_equal(said(d, "field"), "name");
    assert_string_equal(d->reply.cookie, "");
    assert_int_equal(register_int(d->r, NOTE_COUNT), 0);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM idempotency"), 0);
}

static void the_same_key_writes_once_and_answers_the_same(void **state)
{
    struct door *d = *state;
    char first[200];

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "4f1c";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    snprintf(first, sizeof(first), "%s", d->reply.body->data);
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    assert_string_equal(d->reply.body->data, first);
    assert_string_equal(d->reply.content_type, "application/json");
    assert_int_equal(register_int(d->r, NOTE_COUNT), 1);
}

static void the_same_key_with_another_request_is_refused(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "4f1c";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    refused(d, "POST", "/notes", "{\"name\":\"b\"}", 422, "idempotency_mismatch");
    assert_int_equal(register_int(d->r, NOTE_COUNT), 1);
}

static void nothing_is_replayed_to_another_role(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "4f1c";
    assert_int_equal(ask(d, "POST", "/memos", "{\"name\":\"a\"}"), 201);
    must(db_exec(d->r->db, "UPDATE account SET role = 'director' WHERE name = 'test'", NO_BINDS));
    refused(d, "POST", "/memos", "{\"name\":\"a\"}", 422, "idempotency_mismatch");
    assert_int_equal(register_int(d->r, NOTE_COUNT), 1);
}

static void a_key_is_forgotten_after_a_day(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "4f1c";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    d->app.clock.fixed += 24 * 3600;
    must(db_exec(d->r->db, "UPDATE session SET created_at = created_at + 86400, seen_at = seen_at + 86400",
                 NO_BINDS));
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"b\"}"), 201);
    assert_int_equal(register_int(d->r, NOTE_COUNT), 2);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM idempotency"), 1);
}

static void kept_answers_are_sealed(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "4f1c";
    assert_int_equal(ask(d, "POST", "/notes", "{\"name\":\"a\"}"), 201);
    assert_int_equal(
        register_int(d->r, "SELECT count(*) FROM idempotency WHERE instr(body_sealed, 'test') > 0"), 0);
}

static void odd_keys_are_400(void **state)
{
    struct door *d = *state;

    d->in.cookie = COORDINATOR;
    d->in.idempotency_key = "";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 400, "bad_idempotency_key");
    d->in.idempotency_key = "a b";
    refused(d, "POST", "/notes", "{\"name\":\"a\"}", 400, "bad_idempotency_key");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, door_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_refused_write_leaves_nothing),
        TEST(the_same_key_writes_once_and_answers_the_same),
        TEST(the_same_key_with_another_request_is_refused),
        TEST(nothing_is_replayed_to_another_role),
        TEST(a_key_is_forgotten_after_a_day),
        TEST(kept_answers_are_sealed),
        TEST(odd_keys_are_400),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
