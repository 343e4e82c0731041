/* Looks things up in the description, and compares the door's answers with it. */
#include "support/spec.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "http/router.h"
#include "http/wire.h"

static const char *const PAGES[] = {"/check",   "/staff",   "/vendor/",  "/i18n/",   "/index.html",
                                    "/en.html", "/el.html", "/page.css", "/leave.js"};

static const struct {
    const char *role, *who;
} ACTORS[] = {
    {"coordinator", COORDINATOR},
    {"aid_officer", AID_OFFICER},
    {"director", DIRECTOR},
    {"auditor", AUDITOR},
    {"administrator", ADMINISTRATOR},
    {"kindergarten", KINDERGARTEN},
    {"partner", PARTNER},
    {"partner", PARTNER},
    {"device", BUS},
    {"anyone", NULL},
};

json_t *spec_read(void)
{
    json_error_t why;
    json_t *spec = json_load_file("web/openapi.json", JSON_REJECT_DUPLICATES, &why);

    if (!spec)
        fail_msg("web/openapi.json, line %d: %s", why.line, why.text);
    schema_flatten(spec);
    return spec;
}

void spec_free(json_t **spec)
{
    json_decref(*spec);
}

bool spec_covers(const struct route *route)
{
    for (size_t i = 0; i < sizeof PAGES / sizeof PAGES[0]; i++)
        if (!strncmp(route->path, PAGES[i], strlen(PAGES[i])))
            return false;
    return strcmp(route->path, "/") != 0;
}

json_t *spec_operation(json_t *spec, const struct route *route)
{
    json_t *path = json_object_get(json_object_get(spec, "paths"), route->path);
    char method[8] = "";

    for (size_t i = 0; i + 1 < sizeof method && route->method[i]; i++)
        method[i] = (char)tolower(route->method[i]);
    return json_object_get(path, method);
}

/* The schema of the one media type; NULL: there is none, or it is not JSON. */
static json_t *json_of(json_t *content)
{
    static const char *const TYPES[] = {"application/json", "application/problem+json"};

    for (size_t i = 0; i < 2; i++)
        if (json_object_get(content, TYPES[i]))
            return json_object_get(json_object_get(content, TYPES[i]), "schema");
    return NULL;
}

json_t *spec_body(json_t *spec, json_t *operation)
{
    json_t *body = json_object_get(operation, "requestBody");

    return schema_resolve(spec, json_of(json_object_get(body, "content")));
}

static json_t *response_of(json_t *spec, json_t *operation, const char *status)
{
    return schema_resolve(spec, json_object_get(json_object_get(operation, "responses"), status));
}

json_t *spec_answer(json_t *spec, json_t *operation, const char *status)
{
    return json_of(json_object_get(response_of(spec, operation, status), "content"));
}

int fetch(struct door *d, const char *target)
{
    size_t n = strcspn(target, "?");
    const char *query = target[n] ? arena_text(&d->r->arena, target + n + 1) : d->in.query,
               *before = d->in.query;
    int status;

    d->in.query = query;
    status = ask(d, "GET", arena_text_n(&d->r->arena, target, n), NULL);
    d->in.query = before;
    return status;
}

static bool among(json_t *list, const char *word)
{
    json_t *one;
    size_t i;

    json_array_foreach(list, i, one)
    {
        if (!strcmp(json_string_value(one), word))
            return true;
    }
    return false;
}

/* Described headers are sent, and no others of these. */
static void headers_described(struct door *d, json_t *response)
{
    const struct reply *r = &d->reply;
    const struct {
        const char *name;
        bool sent;
    } sent[] = {
        {"ETag", r->etag[0] != '\0'},
        {"Set-Cookie", r->cookie[0] != '\0'},
        {"Cache-Control", r->cache_control && r->status == 200},
        {"Retry-After", r->retry_after != 0},
        {"Content-Disposition", r->disposition != NULL},
    };
    json_t *headers = json_object_get(response, "headers");

    for (size_t i = 0; i < sizeof sent / sizeof sent[0]; i++)
        if (sent[i].sent != (json_object_get(headers, sent[i].name) != NULL))
            fail_msg("%s %s: header %s is %s", d->in.method, d->in.path, sent[i].name,
                     sent[i].sent ? "not described" : "not sent");
}

static void body_described(struct door *d, json_t *spec, json_t *content)
{
    json_t *schema = json_of(content);
    struct schema_fault fault;

    if (!content) {
        assert_int_equal(wire_body(&d->reply)->len, 0);
        return;
    }
    if (!json_object_get(content, d->reply.content_type))
        fail_msg("%s %s: %s is not described", d->in.method, d->in.path, d->reply.content_type);
    assert_true(wire_body(&d->reply)->len > 0);
    if (!schema)
        return;
    if (!schema_fits(spec, schema, d->json, &fault))
        fail_msg("%s %s: %d: %s", d->in.method, d->in.path, d->reply.status, fault.text);
    schema_see(spec, schema, d->json);
}

static void code_described(struct door *d, json_t *operation, json_t *response, const char *status)
{
    json_t *own = json_object_get(json_object_get(operation, "x-codes"), status);

    if (!among(json_object_get(response, "x-codes"), said(d, "code")) && !among(own, said(d, "code")))
        fail_msg("%s %s: %s: code %s is not described", d->in.method, d->in.path, status, said(d, "code"));
}

void described(struct door *d, json_t *spec)
{
    json_t *operation, *response;
    struct match m;
    char status[16];

    must(router_match(d->router, d->in.method, d->in.path, &m));
    operation = spec_operation(spec, m.route);
    snprintf(status, sizeof status, "%d", d->reply.status);
    if (!(response = response_of(spec, operation, status)))
        fail_msg("%s %s: %s (%s) is not described", d->in.method, m.route->path, status, said(d, "code"));
    body_described(d, spec, json_object_get(response, "content"));
    headers_described(d, response);
    if (d->reply.status >= 400)
        code_described(d, operation, response, status);
    else
        json_object_set_new(operation, "x-answered", json_true());
}

const char *spec_who(const char *role)
{
    for (size_t i = 0; i < sizeof ACTORS / sizeof ACTORS[0]; i++)
        if (!strcmp(ACTORS[i].role, role))
            return ACTORS[i].who;
    fail_msg("nobody here is %s", role);
    return NULL;
}

const char *spec_actor(json_t *operation)
{
    const char *role = json_string_value(json_array_get(json_object_get(operation, "x-roles"), 0));

    if (!role)
        fail_msg("an operation without x-roles, or a route without description: tests/flow/openapi names it");
    return spec_who(role);
}

const char *spec_nowhere(struct door *d, const struct route *route)
{
    const char *pattern = route->path;
    char text[256];
    size_t n = 0;

    while (*pattern) {
        const char *fill = !strncmp(pattern, "{no}", 4) ? "ABCD-EFGH-IJKL-MNOP" : "987654";

        if (*pattern != '{') {
            text[n++] = *pattern++;
            continue;
        }
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", fill);
        pattern = strchr(pattern, '}') + 1;
    }
    text[n] = '\0';
    return path(d, "%s", text);
}
