/* Whatever stands in a member of a request that is otherwise right, at records that are there: a refusal
 * names it, or it is taken. It is never a fault of ours, and no rule of the database is the only one to
 * object (that would be code "invalid", without a name). A day in the office is spent; before each of its
 * requests every member in turn gets other kinds of JSON and odd values of its own, and what came of it is
 * undone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/dispatch.h"
#include "http/router.h"
#include "http/wire.h"
#include "support/answers.h"

struct trial {
    struct door *d;
    json_t *body; /* as the day sends it, but for one thing at a time */
    json_t *seen; /* "POST /api/v1/orders kind", each tried once */
};

static json_t *seen;
static size_t tried, faults;

/* NULL, JSON of every kind, and what a text, a number or a day may be that nobody means. */
static json_t *odd_values(void)
{
    return json_pack("[n, b, i, i, I, I, f, s, s, s, s, s, s, s, s, [], [n], [s, s], {}, {s:[]}]", 1, 0, -1,
                     (json_int_t)INT64_MAX, (json_int_t)INT64_MIN, 0.5, "", " ", "0", "q", "0001-01-01",
                     "2199-12-31", "2026-03-10", "Ελένη '; DROP TABLE person; --%", "UM", "UMM", "q");
}

static void fault_find(struct door *d, const char *field, json_t *value)
{
    const struct buf *b = wire_body(&d->reply);
    json_t *answer = json_loadb(b->data ? b->data : "", b->len, 0, NULL);
    const char *code = json_string_value(json_object_get(answer, "code"));
    const char *named = json_string_value(json_object_get(answer, "field"));
    char *text = json_dumps(value, JSON_ENCODE_ANY);

    bool nameless = d->reply.status == 422 && (!code || !strcmp(code, "invalid") || !named || !named[0]);

    if (d->reply.status >= 500 || nameless) {
        print_error("%s %s: %s = %s: %d %s, no member named\n", d->in.method, d->in.path, field, text,
                    d->reply.status, code ? code : "");
        faults++;
    }
    free(text);
    json_decref(answer);
}

/* Through the whole program, in a transaction that is given up. */
static void body_send(struct trial *t, const char *field, json_t *value)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const void *body = t->d->in.body;
    size_t size = t->d->in.body_size;
    char *text = json_dumps(t->body, 0);

    must(tx_begin(&tx, t->d->worker.write));
    t->d->in.body = text;
    t->d->in.body_size = strlen(text);
    dispatch(&t->d->worker, &t->d->in, &t->d->reply);
    fault_find(t->d, field, value);
    t->d->in.body = body;
    t->d->in.body_size = size;
    free(text);
    tried++;
}

static bool first_time(struct trial *t, const char *field)
{
    const char *key;
    struct match m;

    must(router_match(t->d->router, t->d->in.method, t->d->in.path, &m));
    key = path(t->d, "%s %s %s", m.route->method, m.route->path, field);
    if (json_object_get(t->seen, key))
        return false;
    json_object_set_new(t->seen, key, json_true());
    return true;
}

static void object_try(struct trial *t, json_t *object, const char *prefix);

static void member_try(struct trial *t, json_t *object, const char *name, const char *field)
{
    json_t *before = json_incref(json_object_get(object, name)), *values = odd_values(), *one;
    size_t i;

    assert_non_null(values);
    json_array_foreach(values, i, one)
    {
        json_object_set(object, name, one);
        body_send(t, field, one);
    }
    json_object_set(object, name, before);
    json_decref(values);
    if (json_is_object(before))
        object_try(t, before, path(t->d, "%s.", field));
    if (json_is_object(json_array_get(before, 0)))
        object_try(t, json_array_get(before, 0), path(t->d, "%s[0].", field));
    json_decref(before);
}

static void object_try(struct trial *t, json_t *object, const char *prefix)
{
    json_t *names = json_copy(object), *one;
    const char *name;

    json_object_foreach(names, name, one)
    {
        const char *field = path(t->d, "%s%s", prefix, name);

        if (first_time(t, field))
            member_try(t, object, name, field);
    }
    json_decref(names);
}

/* What counts in memory alone cannot be undone: typed numbers, taps of a screen, tries to sign in. */
static bool can_be_undone(const struct door *d)
{
    static const char *const COUNTED[] = {"/api/v1/check", "/api/v1/session", "/api/v1/devices/enrol"};

    for (size_t i = 0; i < sizeof COUNTED / sizeof COUNTED[0]; i++)
        if (!strncmp(d->in.path, COUNTED[i], strlen(COUNTED[i])))
            return false;
    return true;
}

static void rehearse(struct door *d)
{
    json_t *body = json_loadb(d->in.body ? d->in.body : "", d->in.body_size, 0, NULL);
    struct trial t = {d, body, seen};
    struct db *write;

    must(worker_write(&d->worker, &write));
    if (json_is_object(body) && can_be_undone(d))
        object_try(&t, body, "");
    json_decref(body);
}

static void an_odd_value_is_named_or_taken(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct day t = {.d = *state, .spec = spec};

    seen = json_object();
    t.d->rehearse = rehearse;
    day_answered(&t);
    printf("%zu odd values in %zu members\n", tried, json_object_size(seen));
    assert_true(json_object_size(seen) > 150 && tried > 3000);
    assert_int_equal(faults, 0);
    json_decref(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_odd_value_is_named_or_taken, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
