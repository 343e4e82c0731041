/* Two coordinators work on one file, each with the file as it was when they read it last, in any order that a
 * draw of numbers makes. Whatever is taken is there in the end, and what is refused touched what the other
 * had touched: no write is lost, and none is refused for nothing. Today is 2026-03-10. */
#include <string.h>

#include "support/office.h"

#define ROUNDS 260
#define TEXTS  4 /* phone, address, father's name, contact */

static const char *const FIELDS[] = {"phone", "address", "father_name"};

struct seen { /* what one of them last read, and what she has written herself since */
    int64_t version;
    int texts[TEXTS], acts[2]; /* of each: the number of the write that stands there */
    bool served;               /* by herself, since she read */
};

struct both {
    struct door *d;
    struct office_file f;
    struct seen of[2], now;
    uint32_t draw;
    int write, papers; /* numbers of writes, so that no value comes twice */
    int refused, taken;
};

static uint32_t draw(struct both *b, uint32_t below)
{
    b->draw = b->draw * 1664525u + 1013904223u;
    return (b->draw >> 8) % below;
}

static void reads_again(struct both *b, int who)
{
    b->of[who] = b->now;
    b->of[who].served = false;
    b->of[who].version = office_version(b->d, b->f.case_id);
}

static const char *text_of(struct both *b, int field)
{
    return path(b->d, "w%d", b->now.texts[field]);
}

/* Each value that was taken last stands there. */
static void all_is_there(struct both *b)
{
    json_t *acts;
    size_t count = 0, i;
    json_t *act;

    assert_int_equal(get(b->d, "/api/v1/cases/%ld", (long)b->f.case_id), 200);
    for (int field = 0; field < 3; field++)
        if (b->now.texts[field])
            assert_string_equal(text_at(b->d, path(b->d, "persons.0.%s", FIELDS[field])), text_of(b, field));
    assert_int_equal(
        get(b->d, "/api/v1/cases/%ld/persons/%ld/contact", (long)b->f.case_id, (long)b->f.mother), 200);
    if (b->now.texts[3])
        assert_string_equal(text_at(b->d, "detail"), text_of(b, 3));
    assert_int_equal(get(b->d, "/api/v1/orders/%ld", (long)b->f.order), 200);
    acts = part(b->d, "acts");
    json_array_foreach(acts, i, act) count +=
        strcmp(json_string_value(json_object_get(act, "kind")), "served") == 0;
    assert_int_equal(count, (size_t)(b->now.acts[0] + b->now.acts[1]));
    assert_int_equal(get(b->d, "/api/v1/cases/%ld/documents", (long)b->f.case_id), 200);
    assert_int_equal(json_array_size(part(b->d, "documents")), (size_t)b->papers);
}

/* may: whether what she touches is as she saw it. */
static bool decided(struct both *b, int status, int done, bool may)
{
    assert_int_equal(status, may ? done : 409);
    if (!may)
        assert_string_equal(said(b->d, "code"), "stale_version");
    b->taken += may;
    b->refused += !may;
    return may;
}

/* One to three of her fields; what she sends of the rest is as old as what she read. */
static void person_written(struct both *b, int who)
{
    const unsigned set = 1 + draw(b, 7);
    const int w = ++b->write;
    const char *names = "", *values = "";
    bool may = true;

    for (int i = 0; i < 3; i++) {
        const bool mine = set & 1u << i;

        names = mine ? path(b->d, "%s%s'%s'", names, *names ? "," : "", FIELDS[i]) : names;
        values = path(b->d, "%s,'%s':'w%d'", values, FIELDS[i], mine ? w : b->of[who].texts[i]);
        may = may && !(mine && b->now.texts[i] != b->of[who].texts[i]);
    }
    if (!decided(b,
                 tell(b->d, "PUT",
                      path(b->d, "/api/v1/cases/%ld/persons/%ld", (long)b->f.case_id, (long)b->f.mother),
                      "{'version':%ld,'first_name':'Mirjeta','surname':'Sokolaj'%s,'fields':[%s]}",
                      (long)b->of[who].version, values, names),
                 200, may))
        return;
    for (int i = 0; i < 3; i++)
        if (set & 1u << i)
            b->now.texts[i] = w;
}

static void contact_written(struct both *b, int who)
{
    const int w = ++b->write;

    if (decided(
            b,
            tell(b->d, "PUT",
                 path(b->d, "/api/v1/cases/%ld/persons/%ld/contact", (long)b->f.case_id, (long)b->f.mother),
                 "{'version':%ld,'channel':'sms','detail':'w%d'}", (long)b->of[who].version, w),
            200, b->now.texts[3] == b->of[who].texts[3]))
        b->now.texts[3] = w;
}

/* The same act by the other, or by herself since she read, is one act written down twice. */
static void act_written(struct both *b, int who)
{
    if (!decided(b,
                 tell(b->d, "POST", path(b->d, "/api/v1/orders/%ld/acts", (long)b->f.order),
                      "{'version':%ld,'kind':'served','on':'2026-03-10'}", (long)b->of[who].version),
                 201, !b->of[who].served && b->now.acts[!who] == b->of[who].acts[!who]))
        return;
    b->now.acts[who]++;
    b->of[who].served = true;
}

static void paper_written(struct both *b, int who)
{
    (void)decided(b,
                  tell(b->d, "POST", path(b->d, "/api/v1/cases/%ld/documents", (long)b->f.case_id),
                       "{'version':%ld,'title':'Shkresë %d'}", (long)b->of[who].version, b->papers),
                  201, true);
    b->papers++;
}

static void one_step(struct both *b)
{
    static void (*const WRITES[])(struct both *, int) = {person_written, contact_written, act_written,
                                                         paper_written};
    const int who = (int)draw(b, 2);

    as(b->d, who ? SECOND : COORDINATOR);
    if (draw(b, 3) == 0)
        reads_again(b, who);
    else
        WRITES[draw(b, 4)](b, who);
}

static void interleaved(struct door *d, uint32_t seed)
{
    struct both b = {.d = d, .draw = seed};

    office_file(d, path(d, "%u", seed), "2026-02-10", "2026-09-10", &b.f);
    reads_again(&b, 0);
    reads_again(&b, 1);
    for (int i = 0; i < ROUNDS; i++) {
        one_step(&b);
        if (i % 20 == 0 || i == ROUNDS - 1)
            all_is_there(&b);
    }
    assert_true(b.taken > ROUNDS / 4);
    assert_true(b.refused > ROUNDS / 20);
}

static void no_write_is_lost_in_any_order(void **state)
{
    interleaved(*state, 17);
}

static void nor_in_another_one(void **state)
{
    interleaved(*state, 20260310);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {FLOW(no_write_is_lost_in_any_order), FLOW(nor_in_another_one)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
