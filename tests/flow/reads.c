/* Several reads in one request: each is answered, logged and refused as if it had come alone. 2026-03-10; the
 * persons are made up. */
#include <stdio.h>
#include <string.h>

#include "domain/office/session.h"
#include "domain/work/rows.h"
#include "http/dispatch.h"
#include "http/input.h"
#include "http/wire.h"
#include "support/office.h"

/* Open to some and not to others, empty, refused, leading nowhere, open to POST only, twice, with a question,
 * badly encoded. */
static const char *const PATHS[] = {
    "/api/v1/session",
    "/api/v1/cases/1",
    "/api/v1/cases/1/timeline",
    "/api/v1/cases/1",
    "/api/v1/cases/1?why=x%20y",
    "/api/v1/cases/1/readers?limit=2",
    "/api/v1/cases/1/readers?limit=9999",
    "/api/v1/cases?unit=Lunxh%C3%ABri",
    "/api/v1/cases?unit=%zz",
    "/api/v1/c%61ses/1",
    "/api/v1/cases/99",
    "/api/v1/nowhere",
    "/api/v1/reads",
    "/api/v1/organisations",
    "/api/v1/payment-runs",
    "/api/v1/audit?limit=5",
};
static const char *const STAFF[] = {COORDINATOR,  SECOND,  AID_OFFICER,  DIRECTOR,
                                    KINDERGARTEN, AUDITOR, ADMINISTRATOR};

/* What one way of asking was answered, and the end of the log afterwards: its hash covers all before it. */
struct trail {
    int64_t last;
    uint8_t hash[DIGEST_SIZE];
};
static const struct column TRAIL_COLUMNS[] = {
    COLUMN_INT_AS(struct trail, last, "id"),
    COLUMN_BLOB(struct trail, hash),
};

static void trail_read(struct door *d, struct trail *ret)
{
    struct work w = d->r->work;

    w.db = d->worker.write;
    must(row_read(&w, "SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1", NO_BINDS, COLUMNS(TRAIL_COLUMNS),
                  ret));
}

static struct buf *sent(struct door *d)
{
    return (struct buf *)wire_body(&d->reply);
}

/* The answer that these have one by one, as it should come. */
static void expect_put(struct door *d, const char *target, struct buf *expected)
{
    get(d, "%s", target);
    buf_format(expected, "%s{\"path\":\"%s\",\"status\":%d,", expected->len > 12 ? "," : "", target,
               d->reply.status);
    if (d->reply.retry_after)
        buf_format(expected, "\"retry_after\":%d,", d->reply.retry_after);
    buf_text(expected, "\"body\":");
    buf_add(expected, sent(d)->data, sent(d)->len);
    buf_char(expected, '}');
}

static void alone(struct door *d, const char *const *paths, size_t count, struct buf *expected,
                  struct trail *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct db *write;

    must(worker_write(&d->worker, &write));
    must(tx_begin(&tx, write));
    buf_text(expected, "{\"answers\":[");
    for (size_t i = 0; i < count; i++)
        expect_put(d, paths[i], expected);
    buf_text(expected, "]}");
    must(buf_err(expected));
    trail_read(d, ret);
}

static int reads_ask(struct door *d, const char *const *paths, size_t count, const char *more)
{
    CLEANUP(buf_free) struct buf body = {0};
    int status;

    buf_text(&body, "{\"paths\":[");
    for (size_t i = 0; i < count; i++)
        buf_format(&body, "%s\"%s\"", i ? "," : "", paths[i]);
    buf_format(&body, "]%s}", more);
    must(buf_err(&body));
    status = ask(d, "POST", "/api/v1/reads", body.data);
    d->in.body = NULL;
    return status;
}

static void same_together(struct door *d, const char *const *paths, size_t count)
{
    CLEANUP(buf_free) struct buf expected = {0};
    struct trail before, after;

    alone(d, paths, count, &expected, &before);
    assert_int_equal(reads_ask(d, paths, count, ""), 200);
    assert_int_equal(sent(d)->len, expected.len);
    assert_memory_equal(sent(d)->data, expected.data, expected.len);
    trail_read(d, &after);
    assert_int_equal(after.last, before.last);
    assert_memory_equal(after.hash, before.hash, DIGEST_SIZE);
}

static void every_role_is_answered_as_if_each_came_alone(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t logged;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(f.case_id, 1);
    logged = register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.read'");
    for (size_t i = 0; i < COUNT(STAFF); i++) {
        as(d, STAFF[i]);
        same_together(d, PATHS, COUNT(PATHS));
    }
    assert_true(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.read'") >= logged + 6);
}

static void a_sealed_file_stays_shut_beside_others(void **state)
{
    static const char *const MIXED[] = {"/api/v1/cases/1", "/api/v1/cases/2", "/api/v1/cases/1/timeline",
                                        "/api/v1/orders/2"};
    struct office_file f, other;
    struct door *d = *state;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_file(d, "15", "2026-02-11", "2026-09-11", &other);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, SECOND);
    same_together(d, MIXED, COUNT(MIXED));
    assert_int_equal(number_at(d, "answers.0.status"), 403);
    assert_string_equal(text_at(d, "answers.0.body.code"), "sealed_file");
    assert_int_equal(number_at(d, "answers.2.status"), 403);
}

#define FILE_READS                                                                                           \
    "/api/v1/session", "/api/v1/cases/1", "/api/v1/cases/{1.id}/notes", "/api/v1/orders/{1.orders}",         \
        "/api/v1/cases/1/persons/{1.persons.id:role=protected}/contact",                                     \
        "/api/v1/persons/{1.persons.id:role=protected|dependant}/cards", "/api/v1/orders/{1.persons.role}",  \
        "/api/v1/orders/{0.orders}"

/* What the answers are to have been asked for. */
static void paths_are(struct door *d, const char *const *expected, size_t count)
{
    assert_int_equal(json_array_size(part(d, "answers")), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(text_at(d, path(d, "answers.%zu.path", i)), expected[i]);
}

static void an_answer_fills_the_places_of_others(void **state)
{
    static const char *const PLACES[] = {FILE_READS};
    struct door *d = *state;
    struct office_file f;
    struct trail before, after;
    CLEANUP(buf_free) struct buf expected = {0};

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    const char *const filled[] = {"/api/v1/session",
                                  "/api/v1/cases/1",
                                  "/api/v1/cases/1/notes",
                                  path(d, "/api/v1/orders/%ld", (long)f.order),
                                  path(d, "/api/v1/cases/1/persons/%ld/contact", (long)f.mother),
                                  path(d, "/api/v1/persons/%ld/cards", (long)f.mother),
                                  path(d, "/api/v1/persons/%ld/cards", (long)f.child)};
    alone(d, filled, COUNT(filled), &expected, &before);
    assert_int_equal(reads_ask(d, PLACES, COUNT(PLACES), ""), 200);
    paths_are(d, filled, COUNT(filled));
    assert_memory_equal(sent(d)->data, expected.data, expected.len);
    trail_read(d, &after);
    assert_int_equal(after.last, before.last);
    assert_memory_equal(after.hash, before.hash, DIGEST_SIZE);
}

static void what_is_refused_fills_no_place(void **state)
{
    static const char *const PLACES[] = {FILE_READS};
    static const char *const FILLED[] = {"/api/v1/session", "/api/v1/cases/1"};
    struct door *d = *state;
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)f.case_id),
                          "{'version':%ld,'accounts':[{'id':1}]}", (long)office_version(d, f.case_id)),
                     204);
    as(d, SECOND);
    assert_int_equal(reads_ask(d, PLACES, COUNT(PLACES), ""), 200);
    paths_are(d, FILLED, COUNT(FILLED));
    assert_string_equal(text_at(d, "answers.1.body.code"), "sealed_file");
}

static void a_place_that_nothing_can_fill_is_refused(void **state)
{
    static const char *const BAD[] = {"{1.id}",
                                      "{2.id}",
                                      "{0}",
                                      "{.id}",
                                      "{0.id",
                                      "0.id}",
                                      "{0.ID}",
                                      "{0.id.}",
                                      "{0.a.b.c}",
                                      "{0.a:b=c}",
                                      "{0.a.b:}",
                                      "{0.a.b:c}",
                                      "{0.a.b:c=}",
                                      "{0.id}{0.id}",
                                      "{000.id}",
                                      "{-1.id}",
                                      "{0.a.b:c=d|E}",
                                      "{{0.id}}",
                                      "{0.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"};
    static const char *const OF_SEVERAL[] = {"/api/v1/units", "/api/v1/orders/{0.units.id}",
                                             "/api/v1/orders/{1.id}"};
    struct door *d = *state;

    for (size_t i = 0; i < COUNT(BAD); i++) {
        const char *const both[] = {"/api/v1/units", path(d, "/api/v1/orders/%s", BAD[i])};

        assert_int_equal(reads_ask(d, both, 2, ""), 422);
        assert_string_equal(said(d, "code"), "bad_place");
        assert_string_equal(said(d, "field"), "paths[1]");
    }
    assert_int_equal(reads_ask(d, OF_SEVERAL, 3, ""), 422);
    assert_string_equal(said(d, "field"), "paths[2]");
}

/* Seven units, asked for again and again. */
static void there_are_at_most_as_many_answers_as_described(void **state)
{
    const char *many[16] = {"/api/v1/units"};
    struct door *d = *state;

    for (size_t i = 1; i < COUNT(many); i++)
        many[i] = "/api/v1/orders/{0.all.id}";
    assert_int_equal(reads_ask(d, many, COUNT(many), ""), 200);
    assert_int_equal(json_array_size(part(d, "answers")), 64);
}

static void only_addresses_that_answer_json_are_taken(void **state)
{
    static const char *const BYTES[] = {"/api/v1/audit.csv",      "/api/v1/cards/A.pdf",
                                        "/api/v1/cards/A.svg",    "/api/v1/cases/1/cards.pdf",
                                        "/api/v1/documents/1",    "/api/v1/payment-runs/1.xlsx",
                                        "/api/v1/budget.csv?y=1", "/api/v1/card-format"};
    static const char *const OUTSIDE[] = {"/staff/",
                                          "/metrics",
                                          "api/v1/units",
                                          "http://x/",
                                          "/api/v1",
                                          "/api/v1/units x",
                                          "/api/v1/cases?unit=\xc3\xab",
                                          "/api/v1/units#a"};
    struct door *d = *state;

    for (size_t i = 0; i < COUNT(BYTES) + COUNT(OUTSIDE); i++) {
        const char *one = i < COUNT(BYTES) ? BYTES[i] : OUTSIDE[i - COUNT(BYTES)];
        const char *const both[] = {"/api/v1/units", one};

        assert_int_equal(reads_ask(d, both, 2, ""), 422);
        assert_string_equal(said(d, "code"), i < COUNT(BYTES) ? "no_json" : "bad_path");
        assert_string_equal(said(d, "field"), "paths[1]");
    }
}

static void one_to_sixteen_are_taken(void **state)
{
    const char *many[17];
    struct door *d = *state;

    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = "/api/v1/units";
    assert_int_equal(reads_ask(d, many, 17, ""), 422);
    assert_string_equal(said(d, "code"), "too_many");
    assert_int_equal(reads_ask(d, many, 16, ""), 200);
    assert_int_equal(json_array_size(part(d, "answers")), 16);
    assert_int_equal(reads_ask(d, many, 0, ""), 422);
    assert_string_equal(said(d, "field"), "paths");
}

static void only_staff_ask_for_several(void **state)
{
    struct door *d = *state;

    as(d, NULL);
    assert_int_equal(reads_ask(d, PATHS, 2, ""), 401);
    as(d, "besa_session=of-nobody");
    assert_int_equal(reads_ask(d, PATHS, 2, ""), 401);
    as(d, BUS);
    assert_int_equal(reads_ask(d, PATHS, 2, ""), 403);
    as(d, COORDINATOR);
    d->app.clock.fixed += SESSION_LIFE;
    assert_int_equal(reads_ask(d, PATHS, 2, ""), 401);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM audit WHERE what = 'case.read'"), 0);
}

static void nothing_is_read_in_the_name_of_another_role(void **state)
{
    static const char *const LOGGED[] = {"/api/v1/session", "/api/v1/applications"};
    struct door *d = *state;
    struct trail before, after;

    assert_int_equal(reads_ask(d, LOGGED, 2, ",\"roles\":[\"director\",\"coordinator\"]"), 200);
    trail_read(d, &before);
    as(d, AID_OFFICER);
    assert_int_equal(reads_ask(d, LOGGED, 2, ",\"roles\":[\"director\",\"coordinator\"]"), 403);
    assert_string_equal(said(d, "code"), "other_role");
    assert_int_equal(reads_ask(d, LOGGED, 2, ",\"roles\":[\"device\"]"), 422);
    trail_read(d, &after);
    assert_int_equal(after.last, before.last);
}

static int64_t seen(struct door *d)
{
    return register_int(d->r, "SELECT max(seen_at) FROM session");
}

static void only_reads_by_a_person_are_a_visit(void **state)
{
    static const char *const LOOK[] = {"/api/v1/session", "/api/v1/session"};
    struct door *d = *state;

    d->app.clock.fixed += 5 * SESSION_NOTE;
    assert_int_equal(reads_ask(d, LOOK, 2, ""), 200);
    assert_int_equal(seen(d), REGISTER_NOW);
    assert_int_equal(reads_ask(d, PATHS, 2, ""), 200);
    assert_int_equal(seen(d), REGISTER_NOW + 5 * SESSION_NOTE);
}

static void who_must_change_the_password_reads_the_session_alone(void **state)
{
    struct door *d = *state;

    must(db_script(d->r->db, "UPDATE account SET must_change = 1"));
    same_together(d, PATHS, 3);
    assert_int_equal(number_at(d, "answers.0.status"), 200);
    assert_string_equal(text_at(d, "answers.1.body.code"), "must_change");
}

/* Somebody else writes and does not come to an end: the first waits, the others are put off at once. */
static void a_busy_register_is_waited_for_once(void **state)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct office_file f;
    struct door *d = *state;
    int64_t spent, once;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    must(tx_begin(&tx, d->r->db));
    spent = clock_ticks();
    assert_int_equal(reads_ask(d, PATHS, 8, ""), 200);
    spent = clock_ticks() - spent;
    assert_int_equal(number_at(d, "answers.0.status"), 200);
    for (int i = 1; i < 8; i++) {
        assert_int_equal(number_at(d, path(d, "answers.%d.status", i)), 503);
        assert_string_equal(text_at(d, path(d, "answers.%d.body.code", i)), "busy");
        assert_int_equal(number_at(d, path(d, "answers.%d.retry_after", i)), 1);
    }
    once = clock_ticks();
    assert_int_equal(get(d, "%s", PATHS[1]), 503);
    once = clock_ticks() - once;
    assert_true(spent < 2 * once);
}

/* The description is the largest answer there is. */
static void what_has_no_room_is_not_read(void **state)
{
    static const char *const LARGE[] = {"/api/v1/units",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/openapi-whole.json",
                                        "/api/v1/cases/1"};
    struct door *d = *state;
    struct office_file f;
    struct trail before, after;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    trail_read(d, &before);
    assert_int_equal(reads_ask(d, LARGE, COUNT(LARGE), ""), 200);
    assert_int_equal(number_at(d, "answers.2.status"), 200);
    assert_int_equal(number_at(d, "answers.8.status"), 503);
    assert_string_equal(text_at(d, "answers.8.body.code"), "busy");
    assert_true(sent(d)->len < (size_t)2 * 1024 * 1024);
    trail_read(d, &after);
    assert_int_equal(after.last, before.last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define FLOW(f) cmocka_unit_test_setup_teardown(f, office_setup, office_teardown)
        FLOW(every_role_is_answered_as_if_each_came_alone),
        FLOW(a_sealed_file_stays_shut_beside_others),
        FLOW(an_answer_fills_the_places_of_others),
        FLOW(what_is_refused_fills_no_place),
        FLOW(a_place_that_nothing_can_fill_is_refused),
        FLOW(there_are_at_most_as_many_answers_as_described),
        FLOW(only_addresses_that_answer_json_are_taken),
        FLOW(one_to_sixteen_are_taken),
        FLOW(only_staff_ask_for_several),
        FLOW(nothing_is_read_in_the_name_of_another_role),
        FLOW(only_reads_by_a_person_are_a_visit),
        FLOW(who_must_change_the_password_reads_the_session_alone),
        FLOW(a_busy_register_is_waited_for_once),
        FLOW(what_has_no_room_is_not_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
