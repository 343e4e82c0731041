/* Everybody asks for everything: every operation, every role, whatever number
 * stands in the address, with bodies drawn from the description of the API and
 * then spoilt a little. No answer is a fault of ours, all are as described, the
 * sessions live through the whole run, and nothing of a sealed file reaches
 * anybody but the coordinator it belongs to.
 *
 *   REQUESTS=60000  signed-in requests to make (a tenth of that without it)
 *   SEED=…          another run; the one in use is printed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/router.h"
#include "support/setting.h"
#include "support/spec.h"

#define REQUESTS_DEFAULT 6000
#define SEED_DEFAULT     20261130
#define WORD_MAX         160
#define BACKWARDS        "\u202Eabc"

/* Stand in the sealed file alone. */
static const char *const SEALED[] = {"Qyqezaj", "Zymbyle", "J75514010W", "Rruga e fshehur 77"};
#define SEALED_FILE                                                                                          \
    "{'kind':'UM','issuer':'Gjykata e "                                                                      \
    "Gurit','number':'991','decision_date':'2026-02-10',"                                                    \
    "'end':'2026-12-10','unit':'Odrie','persons':[{'role':'protected','first_"                               \
    "name':'Zymbyle',"                                                                                       \
    "'surname':'Qyqezaj','nid':'J75514010W','address':'Rruga e fshehur 77'}]}"

static const struct {
    const char *who;
    unsigned role;
} EVERYBODY[] = {
    {COORDINATOR, R_COORDINATOR},
    {SECOND, R_COORDINATOR},
    {AID_OFFICER, R_AID_OFFICER},
    {DIRECTOR, R_DIRECTOR},
    {AUDITOR, R_AUDITOR},
    {KINDERGARTEN, R_KINDERGARTEN},
    {PARTNER, R_PARTNER},
    {ADMINISTRATOR, R_ADMINISTRATOR},
    {BUS, R_DEVICE},
    {KINDER, R_DEVICE},
    {DESK, R_DEVICE},
};
#define EVERYBODY_COUNT (sizeof EVERYBODY / sizeof EVERYBODY[0])

struct crowd {
    struct door *d;
    json_t *spec;
    uint64_t random;
    struct office_file file, sealed;
    struct office_card card;
    size_t asked, signed_in, succeeded, refused;
    bool *taken; /* by route: somebody got a 2xx */
};

/* xorshift64*: the same run for the same seed, on any machine. */
static uint64_t draw(struct crowd *c, uint64_t below)
{
    c->random ^= c->random >> 12;
    c->random ^= c->random << 25;
    c->random ^= c->random >> 27;
    return (c->random * UINT64_C(2685821657736338717) >> 33) % below;
}

static bool chance(struct crowd *c, unsigned of_hundred)
{
    return draw(c, 100) < of_hundred;
}

#define DRAW(c, table) ((table)[draw((c), sizeof(table) / sizeof((table)[0]))])

static const char *a_day(struct crowd *c, char ret[WORD_MAX])
{
    /* The 29th to 31st are tried in months that lack them, too. */
    snprintf(ret, WORD_MAX, "%d-%02d-%02d", (int)(2025 + draw(c, 3)), (int)(1 + draw(c, 12)),
             (int)(1 + draw(c, chance(c, 5) ? 31 : 28)));
    return ret;
}

static const char *a_word(struct crowd *c, const char *name, char ret[WORD_MAX])
{
    static const char *const NAMES[] = {"Mirjeta", "Ana", "Çela", "Γιώργος", "O", "D'Angjelo", "Hoxha-Çela"};
    static const char *const ODD[] = {
        "",     " ",   "a\xCC\x88\xCC\x88", BACKWARDS, "=1+1",      "<b>", "';--",
        "%s%n", "🌍🌍🌍", "\xEF\xBB\xBF",      "0",       "2026-02-30"};
    static const char *const NIDS[] = {OFFICE_NID, "J05612001M", "J75514010W", "I7551400", "K20305999Z"};

    if (chance(c, 6))
        return DRAW(c, ODD);
    if (strstr(name, "nid"))
        return DRAW(c, NIDS);
    if (strstr(name, "name"))
        return DRAW(c, NAMES);
    if (!strcmp(name, "unit"))
        return chance(c, 90) ? "Lunxhëri" : "Atlantis";
    if (!strcmp(name, "issuer"))
        return "Gjykata e Gurit";
    if (!strcmp(name, "month"))
        return "2026-03";
    if (!strcmp(name, "why"))
        return "kërkesa e saj me shkrim nr. 14";
    if (!strcmp(name, "card") || !strcmp(name, "text"))
        return chance(c, 50) ? c->card.text : c->card.number;
    snprintf(ret, WORD_MAX, "fjalë %d", (int)draw(c, 1000));
    return ret;
}

static json_t *a_value(struct crowd *c, json_t *schema, const char *name, int depth);

/* Of any kind, whatever was asked for. */
static json_t *anything(struct crowd *c)
{
    switch (draw(c, 9)) {
    case 0:
        return json_null();
    case 1:
        return json_integer(-1);
    case 2:
        return json_integer(INT64_MAX);
    case 3:
        return json_real(1e300);
    case 4:
        return json_array();
    case 5:
        return json_pack("[[[{}]]]");
    case 6:
        return json_pack("{s:{s:n}}", "a", "b");
    case 7:
        return json_true();
    default:
        return json_string("2026-13-45T99:99");
    }
}

static json_t *an_object(struct crowd *c, json_t *schema, int depth)
{
    json_t *object = json_object(), *member;
    const char *name;

    json_object_foreach(json_object_get(schema, "properties"), name, member)
    {
        unsigned there = schema_requires(schema, name) ? 98 : 45;

        if (chance(c, there))
            json_object_set_new(object, name, a_value(c, member, name, depth + 1));
    }
    if (chance(c, 1))
        json_object_set_new(object, "e panjohur", json_null());
    return object;
}

static json_t *an_array(struct crowd *c, json_t *schema, const char *name, int depth)
{
    json_t *array = json_array();

    for (uint64_t n = chance(c, 10) ? 0 : 1 + draw(c, 2); n; n--)
        json_array_append_new(array, a_value(c, json_object_get(schema, "items"), name, depth + 1));
    return array;
}

static json_t *a_number(struct crowd *c, json_t *schema, const char *name)
{
    json_int_t least = json_integer_value(json_object_get(schema, "minimum"));

    if (!strcmp(name, "version"))
        return json_integer((json_int_t)(1 + draw(c, 8)));
    if (!strcmp(name, "case_id") && chance(c, 60))
        return json_integer(c->file.case_id);
    return json_integer(least + (json_int_t)draw(c, 30));
}

static json_t *a_text(struct crowd *c, json_t *schema, const char *name)
{
    const char *format = json_string_value(json_object_get(schema, "format"));
    char word[WORD_MAX];

    if (format && !strcmp(format, "date"))
        return json_string(a_day(c, word));
    if (json_object_get(schema, "pattern"))
        return json_string(chance(c, 80) ? "10:30" : "99:99");
    return json_string(a_word(c, name, word));
}

static json_t *a_value(struct crowd *c, json_t *schema, const char *name, int depth)
{
    json_t *words, *s = schema_resolve(c->spec, schema);
    const char *type = schema_type(s);

    if (chance(c, 2) || depth > 6 || !type)
        return anything(c);
    if ((words = json_object_get(s, "enum")))
        return json_incref(json_array_get(words, draw(c, json_array_size(words))));
    if (!strcmp(type, "object"))
        return an_object(c, s, depth);
    if (!strcmp(type, "array"))
        return an_array(c, s, name, depth);
    if (!strcmp(type, "integer"))
        return a_number(c, s, name);
    return !strcmp(type, "boolean") ? json_boolean(chance(c, 50)) : a_text(c, s, name);
}

/* "/api/v1/cases/{id}/persons/{person}": with numbers of everybody's, mostly
 * such as there are. */
static void address_draw(struct crowd *c, const char *pattern, char *ret, size_t room)
{
    size_t n = 0;

    while (*pattern && n + 1 < room) {
        if (*pattern != '{') {
            ret[n++] = *pattern++;
            continue;
        }
        if (!strncmp(pattern, "{no}", 4))
            n += (size_t)snprintf(ret + n, room - n, "%s", chance(c, 80) ? c->card.number : "ABCD-EFGH");
        else if (!strncmp(pattern, "{kind}", 6))
            n += (size_t)snprintf(ret + n, room - n, "%s", chance(c, 80) ? "order" : "x");
        else
            n += (size_t)snprintf(ret + n, room - n, "%d", (int)(1 + draw(c, chance(c, 80) ? 12 : 120)));
        pattern = strchr(pattern, '}') + 1;
    }
    ret[n] = '\0';
}

/* Some of the parameters that are described; their values need no escape. */
static const char *query_draw(struct crowd *c, json_t *operation, char *ret, size_t room)
{
    json_t *one;
    size_t i, n = 0;

    ret[0] = '\0';
    json_array_foreach(json_object_get(operation, "parameters"), i, one)
    {
        json_t *parameter = schema_resolve(c->spec, one), *value;
        const char *name = json_string_value(json_object_get(parameter, "name"));

        if (strcmp(json_string_value(json_object_get(parameter, "in")), "query") != 0 || chance(c, 50))
            continue;
        value = a_value(c, json_object_get(parameter, "schema"), name, 0);
        if (json_is_integer(value))
            n += (size_t)snprintf(ret + n, room - n, "%s%s=%lld", n ? "&" : "", name,
                                  (long long)json_integer_value(value));
        else if (json_is_string(value) && !strpbrk(json_string_value(value), " &=#+"))
            n += (size_t)snprintf(ret + n, room - n, "%s%s=%s", n ? "&" : "", name, json_string_value(value));
        json_decref(value);
        assert_true(n < room);
    }
    return n ? ret : NULL;
}

/* These end or change sessions, the asker's own among them: they are asked, and
 * undone. */
static bool ends_sessions(const struct route *route)
{
    static const char *const PATHS[] = {"/api/v1/session", "/api/v1/accounts", "/api/v1/devices/{id}/revoke",
                                        "/api/v1/organisations/{id}"};

    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++)
        if (!strncmp(route->path, PATHS[i], strlen(PATHS[i])))
            return strcmp(route->method, "GET") != 0;
    return false;
}

/* Only these open a sealed file to other coordinators: with a reason, and its own are told. */
static bool breaks_glass(const struct route *route)
{
    static const char *const PATHS[] = {"/api/v1/cases/{id}/open", "/api/v1/persons/open",
                                        "/api/v1/persons/{id}/export"};

    for (size_t i = 0; i < sizeof PATHS / sizeof PATHS[0]; i++)
        if (!strcmp(route->path, PATHS[i]))
            return true;
    return false;
}

static void nothing_sealed(const struct crowd *c, const char *who)
{
    const struct buf *b = c->d->reply.fixed ? c->d->reply.fixed : c->d->reply.body;

    for (size_t i = 0; i < sizeof SEALED / sizeof SEALED[0]; i++)
        if (b->data && memmem(b->data, b->len, SEALED[i], strlen(SEALED[i])))
            fail_msg("%s %s?%s tells %s \"%s\" of the sealed file", c->d->in.method, c->d->in.path,
                     c->d->in.query ? c->d->in.query : "", who, SEALED[i]);
}

/* Not by whom the sealed file belongs to: she may carry its persons into a file
 * that is open to all. Nor where a password is looked at, for nobody here has
 * one. */
static bool is_tried(const struct route *route, const char *who)
{
    if (breaks_glass(route) || !strncmp(route->path, "/api/v1/session/", strlen("/api/v1/session/")))
        return false;
    return strcmp(who, SECOND) != 0 || !strcmp(route->method, "GET");
}

/* What everybody types is everybody's own; only what comes unasked counts. */
static void answer_judge(struct crowd *c, const struct route *route, const char *who, const char *body)
{
    struct door *d = c->d;

    if (d->reply.status >= 500)
        fail_msg("%s %s?%s from %s: %d to %s", d->in.method, d->in.path, d->in.query ? d->in.query : "", who,
                 d->reply.status, body ? body : "nothing");
    if (spec_covers(route))
        described(d, c->spec);
    if (strcmp(who, SECOND) != 0 && !(body && strpbrk(body, "JZ") && strstr(body, "J75514010W")))
        nothing_sealed(c, who);
}

static void one_asks(struct crowd *c, size_t index, const char *who)
{
    const struct route *route = router_route(c->d->router, index);
    json_t *operation = spec_covers(route) ? spec_operation(c->spec, route) : NULL;
    json_t *schema = operation ? spec_body(c->spec, operation) : NULL, *body = NULL;
    CLEANUP(tx_end) struct tx undone = {0};
    char to[300], query[1000];
    char *text = NULL;
    int status;

    if (schema && (body = a_value(c, schema, "", 0)))
        text = json_dumps(body, JSON_ENCODE_ANY);
    address_draw(c, route->path, to, sizeof to);
    as(c->d, who);
    c->d->in.query = operation ? query_draw(c, operation, query, sizeof query) : NULL;
    if (ends_sessions(route)) {
        struct db *db;

        must(worker_write(&c->d->worker, &db));
        must(tx_begin(&undone, db));
    }
    status = ask(c->d, route->method, to, text);
    answer_judge(c, route, who, text);
    c->asked++;
    c->signed_in += status != 401;
    c->succeeded += status < 300;
    c->refused += status == 403;
    c->taken[index] = c->taken[index] || status < 300;
    free(text);
    json_decref(body);
}

static void still_signed_in(struct crowd *c)
{
    for (size_t i = 0; i < EVERYBODY_COUNT; i++) {
        as(c->d, EVERYBODY[i].who);
        c->d->in.query = NULL;
        if (strncmp(EVERYBODY[i].who, "Bearer", 6) != 0)
            assert_int_equal(ask(c->d, "GET", "/api/v1/session", NULL), 200);
    }
}

static size_t wanted(void)
{
    return (size_t)setting("REQUESTS", REQUESTS_DEFAULT);
}

/* What the office is laid with has numbers of its own; what the crowd makes goes on behind them. */
static void numbers_go_on(struct door *d)
{
#define GOES_ON(table)                                                                                       \
    "INSERT INTO sequence (name, next) SELECT '" table "', max(id) + 1 FROM " table " WHERE true "           \
    "ON CONFLICT (name) DO UPDATE SET next = excluded.next;"
    must(db_script(d->r->db, GOES_ON("account") GOES_ON("device") GOES_ON("organisation")));
#undef GOES_ON
    assert_true(register_int(d->r, "SELECT next FROM sequence WHERE name = 'device'") >
                register_int(d->r, "SELECT max(id) FROM device"));
}

static void crowd_gather(struct crowd *c, struct door *d)
{
    *c = (struct crowd){.d = d, .spec = spec_read(), .random = setting("SEED", SEED_DEFAULT)};
    c->taken = calloc(router_count(d->router), sizeof *c->taken);
    assert_non_null(c->taken);
    office_file(d, "14", "2026-02-10", "2026-09-10", &c->file);
    office_card(d, &c->file, c->file.mother, "'transport','documents'", &c->card);
    as(d, SECOND);
    assert_int_equal(tell(d, "POST", "/api/v1/orders", SEALED_FILE), 201);
    c->sealed.case_id = number_at(d, "case_id");
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/seal", (long)c->sealed.case_id),
                          "{'version':1,'accounts':[{'id':%ld}]}",
                          (long)register_int(d->r, "SELECT id FROM account WHERE name = 'second'")),
                     204);
    numbers_go_on(d);
    d->in.loopback = true;
    printf("seed %ju\n", (uintmax_t)c->random);
}

static void crowd_leave(struct crowd *c)
{
    json_decref(c->spec);
    free(c->taken);
}

/* As many as it takes, each route equally often. */
static void everybody_asks_for_everything(void **state)
{
    struct crowd c;
    size_t routes, taken = 0;

    crowd_gather(&c, *state);
    routes = router_count(c.d->router);
    while (c.signed_in < wanted()) {
        size_t index = draw(&c, routes), who = draw(&c, EVERYBODY_COUNT);
        const struct route *route = router_route(c.d->router, index);

        /* Mostly somebody who may: the rest ends at the door. */
        if (is_tried(route, EVERYBODY[who].who) && (route->roles & EVERYBODY[who].role || chance(&c, 10)))
            one_asks(&c, index, EVERYBODY[who].who);
    }
    still_signed_in(&c);
    for (size_t i = 0; i < routes; i++)
        taken += c.taken[i];
    printf("%zu requests, %zu signed in, %zu answered, %zu refused by role; %zu "
           "of %zu routes answered\n",
           c.asked, c.signed_in, c.succeeded, c.refused, taken, routes);
    /* A run that is only ever refused at the door tries nothing. */
    assert_true(c.succeeded > c.asked / 20);
    crowd_leave(&c);
}

/* Each number that stands for anything, in each address that takes one, by
 * everybody. */
static void no_number_opens_what_is_sealed(void **state)
{
    struct crowd c;
    size_t tried = 0;

    crowd_gather(&c, *state);
    for (size_t i = 0; i < router_count(c.d->router); i++) {
        const struct route *route = router_route(c.d->router, i);

        if (strcmp(route->method, "GET") != 0 || !strstr(route->path, "{"))
            continue;
        for (size_t who = 0; who < EVERYBODY_COUNT; who++)
            for (int number = 1; number <= 24; number++) {
                char to[300];
                size_t n = 0;

                if (!strcmp(EVERYBODY[who].who, SECOND))
                    continue;
                for (const char *p = route->path; *p; p++) {
                    if (*p != '{') {
                        to[n++] = *p;
                        continue;
                    }
                    n += (size_t)snprintf(to + n, sizeof to - n, "%d", number);
                    p = strchr(p, '}');
                }
                to[n] = '\0';
                as(c.d, EVERYBODY[who].who);
                c.d->in.query = NULL;
                ask(c.d, "GET", to, NULL);
                answer_judge(&c, route, EVERYBODY[who].who, NULL);
                tried++;
            }
    }
    still_signed_in(&c);
    printf("%zu addresses\n", tried);
    crowd_leave(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everybody_asks_for_everything, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(no_number_opens_what_is_sealed, office_setup, office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
