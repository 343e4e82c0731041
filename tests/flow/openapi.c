/* web/openapi.json and the program, both ways: routes, roles, words, codes, examples. What requests and
 * answers hold is tried in openapi_input.c and openapi_answers.c. */
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "domain/check/check.h"
#include "domain/law/deadline.h"
#include "domain/law/entitlement.h"
#include "domain/law/protection.h"
#include "domain/office/organisation.h"
#include "domain/task/casework_task.h"
#include "domain/task/charge_task.h"
#include "domain/task/contact_task.h"
#include "domain/task/stay_task.h"
#include "domain/task/task_text.h"
#include "http/identity.h"
#include "http/input.h"
#include "http/router.h"
#include "support/spec.h"

#define SOURCE_MAX (1 << 20)

static bool among(json_t *list, const char *word)
{
    json_t *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        if (json_is_string(one) && !strcmp(json_string_value(one), word))
            return true;
    }
    return false;
}

static const struct {
    unsigned role;
    const char *name;
} ROLES[] = {
    {R_COORDINATOR, "coordinator"},     {R_AID_OFFICER, "aid_officer"}, {R_DIRECTOR, "director"},
    {R_KINDERGARTEN, "kindergarten"},   {R_PARTNER, "partner"},         {R_AUDITOR, "auditor"},
    {R_ADMINISTRATOR, "administrator"}, {R_DEVICE, "device"},           {R_ANYONE, "anyone"},
};

static void roles_same(const struct route *route, json_t *operation)
{
    json_t *roles = json_object_get(operation, "x-roles");
    size_t count = 0;

    for (size_t i = 0; i < COUNT(ROLES); i++) {
        bool may = (route->roles & ROLES[i].role) != 0;

        count += may;
        if (may != among(roles, ROLES[i].name))
            fail_msg("%s %s: %s is described otherwise", route->method, route->path, ROLES[i].name);
    }
    assert_int_equal(json_array_size(roles), count);
}

/* Anyone: nothing; a device: its token; else the cookie. */
static void security_same(const struct route *route, json_t *operation)
{
    json_t *security = json_object_get(operation, "security");
    const char *scheme = (route->roles & R_DEVICE) ? "device" : "session";

    assert_true(json_is_array(security));
    if (route->roles & R_ANYONE) {
        assert_int_equal(json_array_size(security), 0);
        return;
    }
    assert_int_equal(json_array_size(security), 1);
    assert_true(json_is_array(json_object_get(json_array_get(security, 0), scheme)));
}

static void process_same(const struct route *route, json_t *operation)
{
    json_t *process = json_object_get(operation, "x-process");
    bool check = (route->flags & RT_CHECK) != 0, both = check && (route->flags & RT_REGISTER);

    assert_int_equal(among(process, "check"), check);
    assert_int_equal(among(process, "register"), !check || both);
}

static bool takes(json_t *spec, json_t *operation, const char *in, const char *name)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(operation, "parameters"), i, one)
    {
        one = schema_resolve(spec, one);
        assert_non_null(one);
        if (!strcmp(json_string_value(json_object_get(one, "in")), in) &&
            !strcmp(json_string_value(json_object_get(one, "name")), name))
            return true;
    }
    return false;
}

/* A key is kept with the write, so where the handler guards its own transactions there is none. */
static void parameters_same(json_t *spec, const struct route *route, json_t *operation)
{
    bool key = (route->flags & RT_WRITE) && !(route->flags & RT_NO_TX);

    assert_int_equal(takes(spec, operation, "header", "Idempotency-Key"), key);
    for (const char *p = strchr(route->path, '{'); p; p = strchr(p + 1, '{')) {
        char name[32];

        snprintf(name, sizeof name, "%.*s", (int)strcspn(p + 1, "}"), p + 1);
        assert_true(takes(spec, operation, "path", name));
    }
}

static bool takes_query(json_t *spec, json_t *operation)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(operation, "parameters"), i, one)
    {
        if (!strcmp(json_string_value(json_object_get(schema_resolve(spec, one), "in")), "query"))
            return true;
    }
    return false;
}

/* What the gate answers before any handler is asked: it follows from the route alone. */
static bool refusal_due(json_t *spec, const struct route *route, json_t *operation, int status)
{
    bool body = (route->flags & RT_BODY) != 0, write = (route->flags & RT_WRITE) != 0;
    bool anyone = (route->roles & R_ANYONE) != 0, key = write && !(route->flags & RT_NO_TX);

    switch (status) {
    case 304:
        return (route->flags & RT_PUBLIC_DATA) != 0;
    case 400:
        return body || key || takes_query(spec, operation);
    case 401:
        return !anyone;
    case 403:
        return !anyone || write;
    case 404:
        return strchr(route->path, '{') || (route->flags & RT_LOOPBACK);
    case 413:
        return body || write;
    case 415:
        return body;
    case 422:
        return body || key || takes_query(spec, operation);
    default:
        return false;
    }
}

/* A status is described when the gate may answer it, or when the operation lists a code with it. */
static void refusals_same(json_t *spec, const struct route *route, json_t *operation)
{
    json_t *responses = json_object_get(operation, "responses");
    json_t *codes = json_object_get(operation, "x-codes");
    char status[16];

    assert_non_null(json_object_get(responses, "default"));
    for (int i = 300; i < 600; i++) {
        bool due;

        snprintf(status, sizeof status, "%d", i);
        due = refusal_due(spec, route, operation, i) || json_object_get(codes, status);
        if (due != (json_object_get(responses, status) != NULL))
            fail_msg("%s %s: %d is described otherwise", route->method, route->path, i);
    }
}

/* Whoever writes a page learns from the description where the password is asked again. */
static void confirmation_same(const struct route *route, json_t *operation)
{
    json_t *answer = json_object_get(json_object_get(operation, "responses"), "403");
    const char *ref = json_string_value(json_object_get(answer, "$ref"));
    bool said = ref && !strcmp(ref, "#/components/responses/Unconfirmed");

    if (said != ((route->flags & RT_CONFIRMED) != 0))
        fail_msg("%s %s: whether it asks the password again is described otherwise", route->method,
                 route->path);
}

/* What may not stand among several reads. */
static void bytes_same(const struct route *route, json_t *operation)
{
    json_t *answer = json_object_get(json_object_get(operation, "responses"), "200");
    bool json = json_object_get(json_object_get(answer, "content"), "application/json") != NULL;

    if (!strcmp(route->method, "GET") && json == ((route->flags & RT_BYTES) != 0))
        fail_msg("%s: the media type is described otherwise", route->path);
}

static void each_route_is_described_as_it_is(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);
        json_t *operation = spec_operation(spec, route);

        if (!spec_covers(route))
            continue;
        if (!operation)
            fail_msg("%s %s is not described", route->method, route->path);
        roles_same(route, operation);
        security_same(route, operation);
        process_same(route, operation);
        parameters_same(spec, route, operation);
        refusals_same(spec, route, operation);
        confirmation_same(route, operation);
        bytes_same(route, operation);
        assert_int_equal((route->flags & RT_BODY) != 0, spec_body(spec, operation) != NULL);
    }
}

static bool route_there(struct door *d, const char *method, const char *to)
{
    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        if (!strcasecmp(route->method, method) && !strcmp(route->path, to))
            return true;
    }
    return false;
}

static void the_cookie_has_its_name(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    json_t *schemes = json_object_get(json_object_get(spec, "components"), "securitySchemes");
    json_t *session = json_object_get(schemes, "session");
    const struct app plain = {.secure_cookie = false}, secure = {.secure_cookie = true};

    (void)state;
    assert_string_equal(json_string_value(json_object_get(session, "name")), session_cookie(&plain));
    assert_non_null(
        strstr(json_string_value(json_object_get(session, "description")), session_cookie(&secure)));
}

static void each_described_operation_is_a_route(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    json_t *methods, *operation, *ids = json_array();
    struct door *d = *state;
    const char *to, *method;

    json_object_foreach(json_object_get(spec, "paths"), to, methods)
    {
        json_object_foreach(methods, method, operation)
        {
            const char *id = json_string_value(json_object_get(operation, "operationId"));

            if (!route_there(d, method, to))
                fail_msg("%s %s is described, but there is no such route", method, to);
            assert_true(id && json_is_string(json_object_get(operation, "summary")));
            assert_false(among(ids, id));
            json_array_append_new(ids, json_string(id));
        }
    }
    json_decref(ids);
}

static json_t *schema_named(json_t *spec, const char *name)
{
    json_t *schema = json_object_get(json_object_get(json_object_get(spec, "components"), "schemas"), name);

    assert_non_null(schema);
    return schema;
}

/* Names of a numbering 0 … count - 1 stand in that enum; and `more`, that are named elsewhere. */
#define words_same(spec, schema, name_of, count, more)                                                       \
    do {                                                                                                     \
        json_t *words_ = json_object_get(schema_named((spec), (schema)), "enum");                            \
        for (int i_ = 0; i_ < (int)(count); i_++)                                                            \
            if (!among(words_, name_of(i_)))                                                                 \
                fail_msg("%s is not in %s", name_of(i_), (schema));                                          \
        assert_int_equal(json_array_size(words_), (size_t)(count) + (more));                                 \
    } while (0)

#define organisation(i) organisation_kind_name((enum organisation_kind)((i) + 1))
#define bit_service(i)  service_name((enum service)(1u << (i)))
#define reason(i)       check_reason_name((enum check_reason)(i))
#define act_name(i)     act_kind_name((enum act_kind)(i))
#define legal_name(i)   legal_number_name((enum legal_number)(i))
#define task_name(i)                                                                                         \
    ((i) < TASK_KINDS ? task_kind_name((enum task_kind)(i)) : notice_name((enum notice)((i)-TASK_KINDS)))
#define why_name(i) why_not_name((enum why_not)((i) + 1))

static void the_words_are_the_program_s(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();

    (void)state;
    words_same(spec, "CheckReason", reason, CHECK_REASONS, 0);
    words_same(spec, "ActKind", act_name, ACT_KINDS, 0);
    words_same(spec, "LegalNumber", legal_name, LEGAL_NUMBERS, 0);
    words_same(spec, "TaskKind", task_name, TASK_KINDS + NOTICES,
               CARD_TASKS + MEASURE_TASKS + STAY_TASKS + PAYMENT_TASKS + CASEWORK_TASKS + CONTACT_TASKS +
                   CHARGE_TASKS);
    words_same(spec, "WhyNot", why_name, WHY_NOT_PAYABLE_PERIOD, 0);
    words_same(spec, "Service", bit_service, SV_COUNT, 0);
    words_same(spec, "OrganisationKind", organisation, 4, 0);
}

/* Every word under that node, "$ref" followed, where it is read with the operation. */
static void words_collect(json_t *spec, json_t *node, json_t *into)
{
    const char *name;
    json_t *one;
    size_t i;

    if (json_is_string(node))
        json_array_append(into, node);
    if (json_object_get(node, "$ref")) {
        words_collect(spec, schema_resolve(spec, node), into);
        return;
    }
    json_array_foreach(node, i, one)
    {
        words_collect(spec, one, into);
    }
    json_object_foreach(node, name, one)
    {
        json_array_append_new(into, json_string(name));
        words_collect(spec, one, into);
    }
}

static void neutral(json_t *spec, json_t *operation)
{
    static const char *const TELLING[] = {"violen",  "victim",     "order", "court",
                                          "protect", "respondent", "police"};
    json_t *words = json_array(), *word;
    size_t at;

    words_collect(spec, operation, words);
    json_array_foreach(words, at, word)
    {
        for (size_t i = 0; i < COUNT(TELLING); i++)
            if (strcasestr(json_string_value(word), TELLING[i]))
                fail_msg("%s says: %s", json_string_value(json_object_get(operation, "operationId")),
                         json_string_value(word));
    }
    json_decref(words);
}

static void what_a_checker_reads_does_not_say_why(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;
    size_t found = 0;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        if (!spec_covers(route) || !((route->flags & RT_CHECK) || route->roles == R_KINDERGARTEN))
            continue;
        neutral(spec, spec_operation(spec, route));
        found++;
    }
    assert_true(found >= 6);
}

static json_t *example_of(json_t *content)
{
    return json_object_get(json_object_get(content, "application/json"), "example");
}

/* The request is taken as it stands, the answer shown fits what is described. */
static void example_holds(struct door *d, json_t *spec, const char *to, const char *pattern, int status)
{
    const struct route route = {.method = "POST", .path = pattern};
    json_t *operation = spec_operation(spec, &route);
    json_t *body = example_of(json_object_get(json_object_get(operation, "requestBody"), "content"));
    char *text = json_dumps(body, 0), code[16];
    struct schema_fault fault;
    json_t *shown;

    snprintf(code, sizeof code, "%d", status);
    shown = json_object_get(json_object_get(operation, "responses"), code);
    shown = example_of(json_object_get(shown, "content"));
    assert_non_null(text);
    assert_non_null(shown);
    as(d, spec_actor(operation));
    assert_int_equal(ask(d, "POST", to, text), status);
    free(text);
    described(d, spec);
    if (!schema_fits(spec, spec_body(spec, operation), body, &fault) ||
        !schema_fits(spec, spec_answer(spec, operation, code), shown, &fault))
        fail_msg("the example of %s: %s", pattern, fault.text);
}

static void the_examples_work_as_they_stand(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;

    example_holds(d, spec, "/api/v1/orders", "/api/v1/orders", 201);
    example_holds(d, spec, "/api/v1/persons/1/cards", "/api/v1/persons/{id}/cards", 201);
    example_holds(d, spec, "/api/v1/check", "/api/v1/check", 200);
}

/* All that the program's own text says, file by file, of the layers that answer requests. */
static void sources_read(struct buf *ret)
{
    static const char *const FOLDERS[] = {"app/http/*.c", "app/api/*.c", "app/domain/*/*.c"};
    glob_t found = {0};

    for (size_t i = 0; i < COUNT(FOLDERS); i++)
        assert_int_equal(glob(FOLDERS[i], i ? GLOB_APPEND : 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        CLEANUP(buf_free) struct buf one = {0};

        if (strstr(found.gl_pathv[i], "/order_import") || strstr(found.gl_pathv[i], "/listed_order") ||
            strstr(found.gl_pathv[i], "/reconciliation"))
            continue;
        must(file_read(found.gl_pathv[i], SOURCE_MAX, &one));
        buf_add(ret, one.data, one.len);
    }
    globfree(&found);
    buf_char(ret, '\0');
    must(buf_err(ret));
}

/* All that is listed under x-codes. */
static void codes_collect(json_t *node, bool inside, json_t *into)
{
    const char *name;
    json_t *one;
    size_t i;

    if (inside && json_is_string(node))
        json_array_append(into, node);
    json_array_foreach(node, i, one)
    {
        codes_collect(one, inside, into);
    }
    json_object_foreach(node, name, one)
    {
        codes_collect(one, inside || !strcmp(name, "x-codes"), into);
    }
}

/* Refused before the request comes so far, or by the command line or the start alone. */
static const char *const NOT_OVER_HTTP[] = {
    "already_set_up", "bad_uri",           "double",       "double_unit",    "unknown_kind",
    "unknown_role",   "unknown_service",   "no_folder",    "backup_exists",  "foreign_key_store",
    "open_folder",    "old_key_store",     "not_yours",    "last_number",    "no_key_made",
    "keys_in_use",    "too_early",         "no_age",       "disk_full",      "bad_recipient",
    "no_identity",    "open_identity",     "bad_identity", "other_identity", "cut_copy",
    "age_stopped",    "copies_being_made", "own_keys",
};

static bool over_http(const char *code)
{
    for (size_t i = 0; i < COUNT(NOT_OVER_HTTP); i++)
        if (!strcmp(NOT_OVER_HTTP[i], code))
            return false;
    return true;
}

/* The code that the refusal at p names itself: its first text, when that is a lone word. */
static bool code_at(const char *p, char ret[40])
{
    const char *end = strchr(p, ';'), *quote = strchr(p, '"');
    size_t n;

    if (!end || !quote || quote > end)
        return false;
    n = strspn(quote + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (!n || n >= 40 || quote[1 + n] != '"')
        return false;
    snprintf(ret, 40, "%.*s", (int)n, quote + 1);
    return true;
}

/* Each code that a call of that function names. */
static void codes_described(const char *text, const char *call, json_t *codes)
{
    char code[40];

    for (const char *p = strstr(text, call); p; p = strstr(p + 1, call))
        if (code_at(p, code) && over_http(code) && !among(codes, code))
            fail_msg("%s is not described", code);
}

static void the_codes_are_the_program_s(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    CLEANUP(buf_free) struct buf text = {0};
    json_t *codes = json_array(), *one;
    char code[48];
    size_t i;

    (void)state;
    sources_read(&text);
    codes_collect(spec, false, codes);
    json_array_foreach(codes, i, one)
    {
        snprintf(code, sizeof code, "\"%s\"", json_string_value(one));
        if (!strstr(text.data, code))
            fail_msg("no source says %s", code);
    }
    codes_described(text.data, " refuse(", codes);
    codes_described(text.data, "faults_when(", codes);
    json_decref(codes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_route_is_described_as_it_is, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(each_described_operation_is_a_route, office_setup, office_teardown),
        cmocka_unit_test(the_cookie_has_its_name),
        cmocka_unit_test(the_words_are_the_program_s),
        cmocka_unit_test_setup_teardown(what_a_checker_reads_does_not_say_why, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(the_examples_work_as_they_stand, office_setup, office_teardown),
        cmocka_unit_test(the_codes_are_the_program_s),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
