/* A device that was looked up once is known until check.db changes, and no longer: what is revoked is refused
 * by the very next transaction. */
#include "domain/check/checker_memory.h"

#include <stdio.h>
#include <string.h>

#include "domain/office/organisation.h"
#include "store/look.h"
#include "support/checker.h"

/* A thread of the part that checks: a handle that only reads, and what it keeps. */
struct seat {
    struct test_register *r;
    struct doorway_db *db;
    struct checker_memory *memory;
    int64_t organisation;
};

static struct seat seat_take(struct test_register *r)
{
    struct seat s = {.r = r};

    must(organisation_create(&r->work, ORGANISATION_TRANSPORT, "Linja 1", &s.organisation));
    must(doorway_db_open(r->check, DB_READ, 256, &s.db));
    return s;
}

static void seat_leave(struct seat *s)
{
    checker_memory_free(&s->memory);
    doorway_db_close(&s->db);
}

static int64_t bus_make(struct seat *s, const char *name, char token[DEVICE_TOKEN_TEXT])
{
    char enrol[DEVICE_TOKEN_TEXT];
    struct checker c;
    int64_t id;

    must(device_create(&s->r->work, s->organisation, "transport", name, &id, enrol));
    must(checker_take(s->r, enrol, &c, token));
    return id;
}

/* As for each request: in a look of its own. */
static err find(struct seat *s, const char *token, struct checker *ret)
{
    struct doorway d = doorway_at(s->db, &s->r->work);
    CLEANUP(look_end) struct look look = {0};
    uint8_t hash[DIGEST_SIZE];

    must(digest_sha256(token, strlen(token), hash));
    must(look_begin(&look, d.work.db));
    return checker_find_kept(&d, &s->memory, hash, ret);
}

static void one_that_is_known_is_the_same(void **state)
{
    struct seat s = seat_take(*state);
    char token[DEVICE_TOKEN_TEXT], other[DEVICE_TOKEN_TEXT];
    struct checker c = {0};
    int64_t id = bus_make(&s, "Autobusi 1", token), second = bus_make(&s, "Autobusi 2", other);

    for (int i = 0; i < 3; i++) {
        must(find(&s, token, &c));
        assert_int_equal(c.id, id);
        assert_int_equal(c.organisation, s.organisation);
        assert_string_equal(c.organisation_name, "Linja 1");
        assert_string_equal(c.organisation_kind, "transport");
        assert_string_equal(c.service, "transport");
        assert_string_equal(c.name, "Autobusi 1");
        must(find(&s, other, &c));
        assert_int_equal(c.id, second);
        assert_string_equal(c.name, "Autobusi 2");
    }
    must_fail(find(&s, "nobody's", &c), ERR_ABSENT);
    seat_leave(&s);
}

/* Neither the device's end nor its organisation's waits for anything. */
static void what_is_revoked_is_refused_at_once(void **state)
{
    struct seat s = seat_take(*state);
    char token[DEVICE_TOKEN_TEXT], other[DEVICE_TOKEN_TEXT];
    struct checker c = {0};
    int64_t id = bus_make(&s, "Autobusi 1", token);

    (void)bus_make(&s, "Autobusi 2", other);
    must(find(&s, token, &c));
    must(find(&s, other, &c));
    must(device_revoke(&s.r->work, id));
    must_fail(find(&s, token, &c), ERR_DENIED);
    must_fail(find(&s, token, &c), ERR_DENIED);
    must(find(&s, other, &c));
    must(organisation_set_active(&s.r->work, s.organisation, false));
    must_fail(find(&s, other, &c), ERR_DENIED);
    seat_leave(&s);
}

/* More of them than there are places, again and again: each is still itself. */
static void many_take_turns(void **state)
{
    enum { BUSES = 80 };
    struct seat s = seat_take(*state);
    char tokens[BUSES][DEVICE_TOKEN_TEXT];
    int64_t ids[BUSES];

    for (int i = 0; i < BUSES; i++) {
        char name[24];

        snprintf(name, sizeof name, "Autobusi %d", i);
        ids[i] = bus_make(&s, name, tokens[i]);
    }
    for (int i = 0; i < 12 * BUSES; i++) {
        struct checker c = {0};

        must(find(&s, tokens[i % BUSES], &c));
        assert_int_equal(c.id, ids[i % BUSES]);
    }
    seat_leave(&s);
}

/* What is kept of one handle is not believed of another, whose versions count from elsewhere. */
static void another_handle_is_asked_anew(void **state)
{
    struct test_register *r = *state;
    struct seat s = seat_take(r);
    char token[DEVICE_TOKEN_TEXT];
    struct checker c = {0};
    int64_t id = bus_make(&s, "Autobusi 1", token);
    struct doorway_db *first = s.db;

    must(find(&s, token, &c));
    must(device_revoke(&r->work, id));
    must(doorway_db_open(r->check, DB_READ, 256, &s.db));
    must_fail(find(&s, token, &c), ERR_DENIED);
    doorway_db_close(&first);
    seat_leave(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, register_setup, register_teardown)
        TEST(one_that_is_known_is_the_same),
        TEST(what_is_revoked_is_refused_at_once),
        TEST(many_take_turns),
        TEST(another_handle_is_asked_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
