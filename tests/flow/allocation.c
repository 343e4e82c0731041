/* Memory that runs out in the middle: whatever is asked, somebody hears of a problem or gets the whole
 * answer, never a shorter one. A day in the office is spent, and before each of its requests the same is
 * rehearsed with one allocation after the other failing, and undone. */
#include "support/allocation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/outpost/collect.h"
#include "http/dispatch.h"
#include "support/answers.h"

/* All of the first are tried, of the later ones fewer and fewer: the writes of a long answer are alike. */
#define ALL_OF_FIRST 12
#define RARER        3
/* Pictures name their parts by numbers that go on from one to the next. */
#define NUMBERS_DIFFER 16 /* bytes */

struct how {
    enum allocator of;
    bool lasting;
    const char *name;
};
static const struct how HOW[] = {
    {ALLOCATOR_OURS, false, "our"},
    {ALLOCATOR_OURS, true, "all behind our"},
    {ALLOCATOR_SQLITE, false, "SQLite's"},
    {ALLOCATOR_SQLITE, true, "all behind SQLite's"},
};

struct kept {
    int status;
    struct buf body;
};

static uint64_t tried, shortened;

static void answer_keep(const struct door *d, struct kept *ret)
{
    const struct buf *b = d->reply.fixed ? d->reply.fixed : d->reply.body;

    ret->status = d->reply.status;
    buf_clear(&ret->body);
    buf_add(&ret->body, b->data, b->len);
    must(buf_err(&ret->body));
}

/* One answer, with none of the worker's memory from before, and nothing written. n: the allocation that
 * fails, 0: none. Returns whether it came to that. */
static bool answer_try(struct door *d, const struct how *how, uint64_t n, struct kept *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    bool failed;

    arena_free(&d->worker.arena);
    buf_free(&d->worker.out);
    must(tx_begin(&tx, d->worker.write));
    allocation_fail(how->of, n, how->lasting);
    dispatch(&d->worker, &d->in, &d->reply);
    failed = allocation_failed();
    answer_keep(d, ret);
    return failed;
}

static bool same_shape(const json_t *a, const json_t *b)
{
    const char *name;
    json_t *value;
    size_t i;

    if (json_typeof(a) != json_typeof(b) || json_object_size(a) != json_object_size(b) ||
        json_array_size(a) != json_array_size(b))
        return false;
    json_object_foreach((json_t *)a, name,
                        value) if (!json_object_get(b, name) ||
                                   !same_shape(value, json_object_get(b, name))) return false;
    json_array_foreach(a, i, value) if (!same_shape(value, json_array_get(b, i))) return false;
    return true;
}

static json_t *body_json(const struct kept *k)
{
    return json_loadb(k->body.data ? k->body.data : "", k->body.len, 0, NULL);
}

static bool told_or_whole(const json_t *expected, const json_t *got)
{
    const json_t *body = json_object_get(got, "body");

    if (same_shape(expected, got))
        return true;
    return json_integer_value(json_object_get(got, "status")) >= 500 &&
           json_string_length(json_object_get(body, "code")) &&
           json_equal(json_object_get(expected, "path"), json_object_get(got, "path"));
}

/* What was put off for want of room has it where an answer before it is a problem, which is short. */
static bool had_room(const json_t *expected, const json_t *got)
{
    return json_integer_value(json_object_get(expected, "status")) == 503 &&
           json_equal(json_object_get(expected, "path"), json_object_get(got, "path"));
}

/* Of several reads each is whole or a problem by itself; where one is a problem, those that its answer would
 * have led to are not there. */
static bool each_told_or_whole(const json_t *expected, const json_t *got)
{
    const json_t *a = json_object_get(expected, "answers"), *b = json_object_get(got, "answers");
    size_t at = 0, told = 0, i;
    json_t *one;

    json_array_foreach(a, i, one)
    {
        json_t *answer = json_array_get(b, at);

        if (answer && (told_or_whole(one, answer) || (told && had_room(one, answer)))) {
            told += json_integer_value(json_object_get(answer, "status")) >= 500;
            at++;
        } else if (!told) {
            return false;
        }
    }
    return at && at == json_array_size(b);
}

/* What is drawn by chance (a card's number, its signature) differs from one try to the next. */
static bool whole(const struct kept *expected, const struct kept *got)
{
    json_t *a = body_json(expected), *b = body_json(got);
    size_t len = got->body.len;
    bool same;

    if (a || b)
        same = a && b && (same_shape(a, b) || each_told_or_whole(a, b));
    else
        same = labs((long)len - (long)expected->body.len) < NUMBERS_DIFFER;
    if (len == expected->body.len && (!len || !memcmp(got->body.data, expected->body.data, len)))
        same = true;
    json_decref(a);
    json_decref(b);
    return same && got->status == expected->status;
}

static bool a_problem(const struct kept *got)
{
    json_t *json = body_json(got);
    bool is = got->status >= 500 && json_integer_value(json_object_get(json, "status")) == got->status &&
              json_string_length(json_object_get(json, "code"));

    json_decref(json);
    return is;
}

static uint64_t after(uint64_t n, bool lasting)
{
    if (lasting)
        return 2 * n;
    return n < ALL_OF_FIRST ? n + 1 : n + 1 + n / RARER;
}

/* The first of each request that is told wrongly is enough to see. */
static void fail_each(struct door *d, const struct how *how, const struct kept *expected)
{
    struct kept got = {0};
    bool good = true;
    uint64_t n = 1;

    for (; good && answer_try(d, how, n, &got); n = after(n, how->lasting)) {
        tried++;
        good = whole(expected, &got) || a_problem(&got);
    }
    if (!good) {
        print_error("%s %s, without %s allocation %ju: %d %s\nin place of %d %s\n", d->in.method, d->in.path,
                    how->name, (uintmax_t)n, got.status, got.body.data ? got.body.data : "", expected->status,
                    expected->body.data ? expected->body.data : "");
        shortened++;
    }
    buf_free(&got.body);
}

/* Counters that are kept in memory alone cannot be undone: a device may type so many numbers a minute, a tap
 * on a screen counts once, and enrolment codes may be tried so often. */
static bool can_be_undone(const struct door *d)
{
    if (!strcmp(d->in.path, "/api/v1/devices/enrol"))
        return false;
    if (!strcmp(d->in.path, "/api/v1/check"))
        return strstr(d->in.body, "BK1") != NULL;
    return strcmp(d->in.path, "/api/v1/check/certificates") != 0;
}

/* Lists of what the doors wrote are brought up to date before they are shown, as far as that can be had; here
 * it is done beforehand, so that they say the same with and without. */
static void counts_collect(struct door *d)
{
    struct work w = d->r->work;

    w.db = d->worker.write;
    outpost_collected(d->worker.outpost, &w);
}

static void rehearse(struct door *d)
{
    struct kept expected = {0};
    struct db *write;

    if (!can_be_undone(d))
        return;
    must(worker_write(&d->worker, &write));
    counts_collect(d);
    answer_try(d, &HOW[0], 0, &expected);
    for (size_t i = 0; i < sizeof HOW / sizeof HOW[0]; i++)
        fail_each(d, &HOW[i], &expected);
    buf_free(&expected.body);
}

static void memory_that_runs_out_never_shortens_an_answer(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct day t = {.d = *state, .spec = spec};

    t.d->rehearse = rehearse;
    day_answered(&t);
    printf("%ju allocations failed\n", (uintmax_t)tried);
    assert_true(tried > 1000);
    assert_int_equal(shortened, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(memory_that_runs_out_never_shortens_an_answer, office_setup,
                                        office_teardown),
    };

    allocation_watch();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
