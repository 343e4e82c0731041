/* Many at once on one database: each thread has a worker of its own, as in the server. Run under the thread
 * sanitizer, too. Threads only count; the test's own thread asserts. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/card/status.h"
#include "domain/check/tally.h"
#include "domain/office/audit.h"
#include "domain/office/audit_chain.h"
#include "domain/outpost/collect.h"
#include "http/dispatch.h"
#include "support/office.h"
#include "token/status_list.h"

#define THREADS 6
#define ROUNDS  8

/* What one thread needs, and what it counted: answers by status. */
struct seat {
    struct door *d;
    struct worker worker;
    struct incoming in;
    struct reply reply;
    const char *path, *body;
    atomic_bool *over; /* the writer is done */
    int counted[600], faults;
    pthread_t thread;
};

static int seat_ask(struct seat *s, const char *method, const char *to, const char *body)
{
    s->in.method = method;
    s->in.path = to;
    s->in.body = body;
    s->in.body_size = body ? strlen(body) : 0;
    dispatch(&s->worker, &s->in, &s->reply);
    s->counted[s->reply.status]++;
    return s->reply.status;
}

static bool seat_told(const struct seat *s, const char *part)
{
    const struct buf *body = s->reply.body;

    return body->len && strstr(body->data, part) != NULL;
}

static void seat_take(struct seat *s, struct door *d, const char *who)
{
    *s = (struct seat){.d = d, .worker = {.app = &d->app}};
    as(d, who);
    s->in = d->in;
    s->in.content_type = "application/json";
}

static void seats_run(struct seat *seats, size_t count, void *(*work)(void *))
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pthread_create(&seats[i].thread, NULL, work, &seats[i]), 0);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(pthread_join(seats[i].thread, NULL), 0);
}

static int seats_counted(const struct seat *seats, size_t count, int status)
{
    int sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += seats[i].counted[status];
    return sum;
}

static void seat_faultless(const struct seat *s)
{
    for (int status = 0; s->faults && status < 600; status++)
        if (s->counted[status])
            print_error("%s: %d answers %d\n", s->path, s->counted[status], status);
    assert_int_equal(s->faults, 0);
}

static void seats_leave(struct seat *seats, size_t count)
{
    for (size_t i = 0; i < count; i++)
        worker_close(&seats[i].worker);
}

static void database_holds(struct door *d)
{
    int64_t row = 0, count = 0;

    must(audit_verify(&d->r->work, &row, &count));
    must(db_check(d->r->db));
}

static void *body_post(void *seat)
{
    struct seat *s = seat;

    seat_ask(s, "POST", s->path, s->body);
    return NULL;
}

static void one_of_many_writers_wins(void **state)
{
    struct door *d = *state;
    struct seat seats[THREADS];
    struct office_file f;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    for (size_t i = 0; i < THREADS; i++)
        seat_take(&seats[i], d, i % 2 ? SECOND : COORDINATOR);
    for (int round = 1; round <= ROUNDS; round++) {
        for (size_t i = 0; i < THREADS; i++) {
            seats[i].path = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
            seats[i].body = path(d, "{\"version\":%d,\"kind\":\"served\",\"on\":\"2026-03-09\"}", round);
        }
        seats_run(seats, THREADS, body_post);
        assert_int_equal(seats_counted(seats, THREADS, 201), round);
        assert_int_equal(seats_counted(seats, THREADS, 409), round * (THREADS - 1));
        assert_int_equal(office_version(d, f.case_id), round + 1);
    }
    seats_leave(seats, THREADS);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM order_act WHERE kind = 'served'"), ROUNDS);
    database_holds(d);
}

static void one_key_sent_by_many_is_one_file(void **state)
{
    struct door *d = *state;
    struct seat seats[THREADS];

    d->in.idempotency_key = "same";
    for (size_t i = 0; i < THREADS; i++) {
        seat_take(&seats[i], d, COORDINATOR);
        seats[i].path = "/api/v1/cases";
        seats[i].body = "{\"unit\":\"Odrie\"}";
    }
    seats_run(seats, THREADS, body_post);
    assert_int_equal(seats_counted(seats, THREADS, 201), THREADS);
    seats_leave(seats, THREADS);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM case_file"), 1);
}

static void *sign_in_and_out(void *seat)
{
    struct seat *s = seat;
    char cookie[200];

    for (int i = 0; i < ROUNDS; i++) {
        s->in.cookie = NULL;
        if (seat_ask(s, "POST", s->path, s->body) != 201)
            continue;
        snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(s->reply.cookie, ";"), s->reply.cookie);
        s->in.cookie = cookie;
        s->faults += seat_ask(s, "GET", s->path, NULL) != 200;
        s->faults += seat_ask(s, "DELETE", s->path, NULL) != 204;
        s->faults += seat_ask(s, "GET", s->path, NULL) != 401;
    }
    s->in.cookie = NULL;
    return NULL;
}

static void many_sign_in_at_once(void **state)
{
    struct door *d = *state;
    /* From one place they would go one by one. */
    static const char *const ADDRESSES[] = {"192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1"};
    struct seat seats[4]; /* fewer than the failures that lock: an attempt counts until it was good */
    int faults = 0;

    for (size_t i = 0; i < 4; i++) {
        seat_take(&seats[i], d, NULL);
        seats[i].path = "/api/v1/session";
        seats[i].in.address = ADDRESSES[i];
        seats[i].body = "{\"account\":\"test\",\"password\":\"" OFFICE_PASSWORD "\"}";
    }
    seats_run(seats, 4, sign_in_and_out);
    for (size_t i = 0; i < 4; i++)
        faults += seats[i].faults;
    assert_int_equal(faults, 0);
    assert_int_equal(seats_counted(seats, 4, 201), 4 * ROUNDS);
    seats_leave(seats, 4);
    assert_int_equal(register_int(d->r, "SELECT failures FROM account WHERE name = 'test'"), 0);
    database_holds(d);
}

static void guesses_at_once_do_not_overrun_the_limit(void **state)
{
    struct door *d = *state;
    struct seat seats[THREADS];

    for (size_t i = 0; i < THREADS; i++) {
        seat_take(&seats[i], d, NULL);
        seats[i].path = "/api/v1/session";
        seats[i].body = "{\"account\":\"test\",\"password\":\"gabim gabim gabim\"}";
    }
    seats_run(seats, THREADS, sign_in_and_out);
    const int wrong = seats_counted(seats, THREADS, 401), busy = seats_counted(seats, THREADS, 503);

    /* 503: too many were waiting, and it did not count; on a slow machine all who come last. */
    assert_true(wrong == 5 || (wrong > 0 && wrong < 5 && busy > 0));
    assert_int_equal(wrong + busy + seats_counted(seats, THREADS, 429), THREADS * ROUNDS);
    seats_leave(seats, THREADS);
}

/* Ends the order and takes it back, over and over. */
static void *acts_record(void *seat)
{
    struct seat *s = seat;
    char body[200];
    int version = 2;

    for (int i = 0; i < ROUNDS; i++) {
        long act;
        const char *at;

        snprintf(body, sizeof body,
                 "{\"version\":%d,\"kind\":\"terminated\",\"on\":\"2026-03-10\",\"effective\":\"2026-03-10\","
                 "\"decision\":\"7\"}",
                 version++);
        s->faults += seat_ask(s, "POST", s->path, body) != 201;
        if (!(at = s->reply.body->len ? strstr(s->reply.body->data, "\"acts\"") : NULL))
            break;
        act = 0;
        while ((at = strstr(at, "{\"id\":")))
            act = strtol(at += strlen("{\"id\":"), NULL, 10); /* the last */
        snprintf(
            body, sizeof body,
            "{\"version\":%d,\"kind\":\"corrected\",\"corrects\":%ld,\"voids\":true,\"on\":\"2026-03-10\"}",
            version++, act);
        s->faults += seat_ask(s, "POST", s->path, body) != 201;
    }
    atomic_store(s->over, true);
    return NULL;
}

static void *checks_ask(void *seat)
{
    struct seat *s = seat;

    do {
        s->faults += seat_ask(s, "POST", "/api/v1/check", s->body) != 200;
        s->faults += !seat_told(s, "\"ok\"") && !seat_told(s, "\"ended\"");
    } while (!atomic_load(s->over));
    return NULL;
}

static void *lists_fetch(void *seat)
{
    struct seat *s = seat;
    const struct verifier *key = keyring_verifier(s->d->r->keys, 0);

    do {
        CLEANUP(buf_free) struct buf list = {0};
        struct status_list_token token;
        struct cose_sign1 cose;
        const struct buf *body;

        s->faults += seat_ask(s, "GET", "/status/1", NULL) != 200;
        body = s->reply.body;
        s->faults +=
            status_list_parse((const uint8_t *)body->data, body->len, COSE_OURS, &token, &cose, &list) ||
            cose_verify(&cose, key, (struct slice){0});
    } while (!atomic_load(s->over));
    return NULL;
}

/* What the program's own housekeeping does beside the requests. It rests a second; here hardly, yet as long
 * as others take to see that nobody writes. */
static void *house_keep(void *seat)
{
    struct seat *s = seat;
    struct doorway_db *db = NULL;
    struct doorway d;
    struct work w = {.keys = s->d->app.keys,
                     .vault = s->d->app.vault,
                     .arena = &s->worker.arena,
                     .now = REGISTER_NOW,
                     .actor = {.name = "system"}};

    do {
        s->faults += worker_write(&s->worker, &w.db) != OK;
        w.today = worker_today(&s->worker, w.now);
        s->faults += status_sign(&w, 0) != OK;
        s->faults += worker_door(&s->worker, true, w.now, &db) != OK;
        d = doorway_at(db, &w);
        s->faults += tally_write(s->d->app.tally, &d) != OK;
        s->faults += outpost_collect(s->worker.outpost, &w) != OK;
        s->faults += audit_append(&w, &(struct audit_entry){.what = "test.tick", .record = "test"}) != OK;
        nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
    } while (!atomic_load(s->over));
    return NULL;
}

static void checks_go_on_while_acts_are_recorded(void **state)
{
    static void *(*const WORK[])(void *) = {acts_record, checks_ask, checks_ask, lists_fetch, house_keep};
    enum { COUNT_OF = sizeof WORK / sizeof WORK[0] };
    struct door *d = *state;
    struct seat seats[COUNT_OF];
    struct office_file f;
    struct office_card c;
    atomic_bool over = false;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    for (size_t i = 0; i < COUNT_OF; i++) {
        seat_take(&seats[i], d, i ? BUS : COORDINATOR);
        seats[i].over = &over;
        seats[i].path = path(d, "/api/v1/orders/%ld/acts", (long)f.order);
        seats[i].body = arena_format(&d->r->arena, "{\"card\":\"%s\"}", c.text);
    }
    for (size_t i = 0; i < COUNT_OF; i++)
        assert_int_equal(pthread_create(&seats[i].thread, NULL, WORK[i], &seats[i]), 0);
    for (size_t i = 0; i < COUNT_OF; i++)
        assert_int_equal(pthread_join(seats[i].thread, NULL), 0);
    for (size_t i = 0; i < COUNT_OF; i++)
        seat_faultless(&seats[i]);
    assert_true(seats_counted(seats, COUNT_OF, 200) > ROUNDS);
    assert_int_equal(seats[0].counted[201], 2 * ROUNDS);
    seats_leave(seats, COUNT_OF);
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    register_counted(d->r, d->app.tally);
    assert_int_equal(register_int(d->r, "SELECT sum(count) FROM check_count"),
                     seats[1].counted[200] + seats[2].counted[200] + 1);
    database_holds(d);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(one_of_many_writers_wins),
        FLOW(one_key_sent_by_many_is_one_file),
        FLOW(many_sign_in_at_once),
        FLOW(guesses_at_once_do_not_overrun_the_limit),
        FLOW(checks_go_on_while_acts_are_recorded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
