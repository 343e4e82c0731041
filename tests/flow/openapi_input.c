/* The request bodies of web/openapi.json, tried at the door: every described member with a value of the wrong
 * type, too long, too small, left out, unknown; the API refuses each by its name and takes what is described.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "http/input.h"
#include "http/router.h"
#include "support/spec.h"

/* Texts whose words the domain checks, after it has looked for the record. */
static const char *const LATER[] = {"sex", "channel", "service"};

struct trial {
    struct door *d;
    json_t *spec;
    const struct route *route;
    const char *to;
    json_t *names; /* of members of any body, as keys */
    json_t *body;  /* sound, but for one thing at a time */
    size_t *tried; /* members */
};

static json_t *sample(json_t *spec, json_t *schema, bool whole);

/* Without `whole` the required members alone. */
static json_t *sample_object(json_t *spec, json_t *schema, bool whole)
{
    json_t *required = json_object_get(schema, "required"), *object = json_object(), *properties, *one;
    const char *name;
    size_t i;

    properties = json_object_get(schema, "properties");
    json_array_foreach(required, i, one)
    {
        name = json_string_value(one);
        json_object_set_new(object, name, sample(spec, json_object_get(properties, name), whole));
    }
    json_object_foreach(properties, name, one)
    {
        if (whole && !json_object_get(object, name))
            json_object_set_new(object, name, sample(spec, one, whole));
    }
    return object;
}

static json_t *sample_text(json_t *schema)
{
    const char *format = json_string_value(json_object_get(schema, "format"));

    if (format && !strcmp(format, "date"))
        return json_string("2026-03-09");
    return json_string(json_object_get(schema, "pattern") ? "10:30" : "a");
}

/* A value that the schema lets pass. */
static json_t *sample(json_t *spec, json_t *schema, bool whole)
{
    const char *type;

    schema = schema_resolve(spec, schema);
    if (json_object_get(schema, "enum"))
        return json_incref(json_array_get(json_object_get(schema, "enum"), 0));
    type = schema_type(schema);
    if (!strcmp(type, "object"))
        return sample_object(spec, schema, whole);
    if (!strcmp(type, "array"))
        return json_pack("[o]", sample(spec, json_object_get(schema, "items"), whole));
    if (!strcmp(type, "integer"))
        return json_integer(json_integer_value(json_object_get(schema, "minimum")));
    return !strcmp(type, "boolean") ? json_false() : sample_text(schema);
}

static void send(struct trial *t)
{
    char *text = json_dumps(t->body, 0);

    assert_non_null(text);
    ask(t->d, t->route->method, t->to, text);
    free(text);
    described(t->d, t->spec);
}

static bool answered(const struct trial *t, const char *code, const char *field)
{
    return t->d->reply.status == 422 && !strcmp(said(t->d, "code"), code) &&
           !strcmp(said(t->d, "field"), field);
}

static void expect(const struct trial *t, const char *code, const char *field)
{
    if (!answered(t, code, field))
        fail_msg("%s %s: %s at %s expected, not %d %s at %s", t->route->method, t->route->path, code, field,
                 t->d->reply.status, said(t->d, "code"), said(t->d, "field"));
}

static void expect_not(const struct trial *t, const char *code, const char *field)
{
    if (answered(t, code, field))
        fail_msg("%s %s: %s at %s", t->route->method, t->route->path, code, field);
}

/* One member of one object in the body. */
struct spot {
    json_t *object;
    const char *name;
    char field[80];
    json_t *schema;
};

/* Sends the body with that value (NULL: without the member) in this place, and puts the old one back. */
static void with(struct trial *t, const struct spot *s, json_t *value)
{
    json_t *before = json_incref(json_object_get(s->object, s->name));

    if (value)
        json_object_set_new(s->object, s->name, value);
    else
        json_object_del(s->object, s->name);
    send(t);
    json_object_set_new(s->object, s->name, before);
}

static json_t *text_of(size_t length)
{
    char *text = malloc(length + 1);
    json_t *json;

    assert_non_null(text);
    memset(text, 'a', length);
    text[length] = '\0';
    json = json_string(text);
    free(text);
    return json;
}

static const char *element(const struct spot *s, char ret[90])
{
    snprintf(ret, 90, "%s[0]", s->field);
    return ret;
}

/* What JSON knows besides null: of each kind something and, where there is such a thing, nothing. */
static json_t *kinds_all(json_t *sound)
{
    return json_pack("[i, f, b, s, s, [], [O], [O, O], {}, {s:O}]", 17, 1.5, 1, "q", "17", sound, sound,
                     sound, "q", sound);
}

/* The place, or the one element of the list there, takes no kind but that of its sound value. */
static void kinds_tried(struct trial *t, const struct spot *s, const char *field, json_t *sound)
{
    json_t *kinds = kinds_all(sound), *one;
    size_t i;

    assert_non_null(kinds);
    json_array_foreach(kinds, i, one)
    {
        bool same = json_is_boolean(sound) ? json_is_boolean(one) : json_typeof(one) == json_typeof(sound);

        if (same)
            continue;
        with(t, s, strcmp(field, s->field) ? json_pack("[O]", one) : json_incref(one));
        expect(t, "wrong_type", field);
    }
    json_decref(kinds);
}

static void text_tried(struct trial *t, const struct spot *s)
{
    json_int_t most = json_integer_value(json_object_get(s->schema, "maxLength"));
    const char *format = json_string_value(json_object_get(s->schema, "format"));

    if (most) {
        with(t, s, text_of((size_t)most + 1));
        expect(t, "too_long", s->field);
        with(t, s, text_of((size_t)most));
        expect_not(t, "too_long", s->field);
    }
    if (most) {
        /* A secret is taken as typed: blanks are something. */
        with(t, s, json_string(format && !strcmp(format, "password") ? "" : " \t "));
        if (json_object_get(s->schema, "minLength"))
            expect(t, "required", s->field);
        else
            expect_not(t, "required", s->field);
    }
    if (format && !strcmp(format, "date")) {
        with(t, s, json_string("2026-02-30"));
        expect(t, "bad_date", s->field);
        with(t, s, json_string("10.03.2026"));
        expect(t, "bad_date", s->field);
    }
}

static bool checked_later(const char *name)
{
    for (size_t i = 0; i < COUNT(LATER); i++)
        if (!strcmp(LATER[i], name))
            return true;
    return false;
}

static void words_tried(struct trial *t, const struct spot *s, json_t *words)
{
    json_t *word;
    size_t i;

    with(t, s, json_string("q"));
    if (!checked_later(s->name))
        expect(t, "unknown_value", s->field);
    assert_true(t->d->reply.status >= 400);
    json_array_foreach(words, i, word)
    {
        with(t, s, json_incref(word));
        expect_not(t, "unknown_value", s->field);
    }
}

static void number_tried(struct trial *t, const struct spot *s)
{
    json_t *least = json_object_get(s->schema, "minimum"), *most = json_object_get(s->schema, "maximum");

    with(t, s, json_real(1.5));
    expect(t, "wrong_type", s->field);
    with(t, s, json_integer(json_integer_value(least) - 1));
    expect(t, "out_of_range", s->field);
    if (!most)
        return;
    with(t, s, json_integer(json_integer_value(most) + 1));
    expect(t, "out_of_range", s->field);
    with(t, s, json_integer(json_integer_value(most)));
    expect_not(t, "out_of_range", s->field);
}

static void object_tried(struct trial *t, json_t *object, json_t *schema, const char *prefix);

static void elements_tried(struct trial *t, const struct spot *s)
{
    json_t *items = schema_resolve(t->spec, json_object_get(s->schema, "items"));
    json_int_t longest = json_integer_value(json_object_get(items, "maxLength"));
    bool objects = json_object_get(items, "properties") != NULL;
    char field[90], prefix[96];

    element(s, field);
    kinds_tried(t, s, field, json_array_get(json_object_get(s->object, s->name), 0));
    with(t, s, json_pack("[n]"));
    expect(t, "wrong_type", field);
    if (longest) {
        with(t, s, json_pack("[o]", text_of((size_t)longest + 1)));
        expect(t, "too_long", field);
    }
    if (json_object_get(items, "enum")) {
        with(t, s, json_pack("[s]", "q"));
        expect(t, "unknown_value", field);
    }
    snprintf(prefix, sizeof prefix, "%s.", field);
    if (objects)
        object_tried(t, json_array_get(json_object_get(s->object, s->name), 0), items, prefix);
}

static void list_tried(struct trial *t, const struct spot *s)
{
    json_t *most = json_object_get(s->schema, "maxItems"), *many = NULL;
    json_t *one = json_array_get(json_object_get(s->object, s->name), 0);

    elements_tried(t, s);
    if (json_object_get(s->schema, "minItems")) {
        with(t, s, json_array());
        expect(t, "required", s->field);
    }
    if (!most)
        return;
    many = json_array();
    for (json_int_t i = 0; i < json_integer_value(most); i++)
        json_array_append(many, one);
    with(t, s, json_copy(many));
    expect_not(t, "too_many", s->field);
    json_array_append(many, one);
    with(t, s, many);
    expect(t, "too_many", s->field);
}

static void schema_tried(struct trial *t, const struct spot *s)
{
    const char *type = schema_type(s->schema);
    char prefix[90];

    snprintf(prefix, sizeof prefix, "%s.", s->field);
    if (json_object_get(s->schema, "enum"))
        words_tried(t, s, json_object_get(s->schema, "enum"));
    else if (!strcmp(type, "string"))
        text_tried(t, s);
    else if (!strcmp(type, "integer"))
        number_tried(t, s);
    else if (!strcmp(type, "array"))
        list_tried(t, s);
    else if (!strcmp(type, "object"))
        object_tried(t, json_object_get(s->object, s->name), s->schema, prefix);
}

static void member_tried(struct trial *t, const struct spot *s, bool required)
{
    ++*t->tried;
    kinds_tried(t, s, s->field, json_object_get(s->object, s->name));
    with(t, s, NULL);
    if (required)
        expect(t, "required", s->field);
    with(t, s, json_null());
    if (required)
        expect(t, "required", s->field);
    schema_tried(t, s);
}

/* A name that is a member elsewhere, or nowhere, but not described here. */
static void unknown_tried(struct trial *t, json_t *object, const char *name, const char *prefix)
{
    char field[80];

    snprintf(field, sizeof field, "%s%s", prefix, name);
    json_object_set_new(object, name, json_null());
    send(t);
    expect(t, "unknown_member", field);
    json_object_del(object, name);
}

static void object_tried(struct trial *t, json_t *object, json_t *schema, const char *prefix)
{
    json_t *properties = json_object_get(schema, "properties"), *member;
    const char *name;

    json_object_foreach(t->names, name, member)
    {
        if (!json_object_get(properties, name))
            unknown_tried(t, object, name, prefix);
    }
    json_object_foreach(properties, name, member)
    {
        struct spot s = {.object = object, .name = name, .schema = schema_resolve(t->spec, member)};

        snprintf(s.field, sizeof s.field, "%s%s", prefix, name);
        member_tried(t, &s, schema_requires(schema, name));
    }
}

/* In form all of it is right, whatever the register then says. */
static void sound_taken(struct trial *t)
{
    static const char *const FORM[] = {"wrong_type", "too_long", "too_many",     "out_of_range",
                                       "bad_date",   "bad_text", "unknown_value"};

    send(t);
    for (size_t i = 0; i < COUNT(FORM); i++)
        if (!strcmp(said(t->d, "code"), FORM[i]))
            fail_msg("%s %s: %s at %s", t->route->method, t->route->path, FORM[i], said(t->d, "field"));
}

/* Members that are only needed where another is not given: a file, or a unit for a new one; a day, or that
 * there is none. No schema of ours says so, the descriptions do. */
static bool needed_then(const char *path, const char *field)
{
    static const struct {
        const char *path, *field;
    } THEN[] = {{"/api/v1/orders", "unit"},
                {"/api/v1/persons/{id}/death", "on"},
                {"/api/v1/calls/{id}/file", "unit"}};

    for (size_t i = 0; i < COUNT(THEN); i++)
        if (!strcmp(THEN[i].path, path) && !strcmp(THEN[i].field, field))
            return true;
    return false;
}

/* The required members alone are enough for the form, whatever the register then says. */
static void shortest_tried(struct trial *t, json_t *schema)
{
    json_decref(t->body);
    t->body = sample(t->spec, schema, false);
    send(t);
    if (!strcmp(said(t->d, "code"), "required") && !needed_then(t->route->path, said(t->d, "field")))
        fail_msg("%s %s: needs %s", t->route->method, t->route->path, said(t->d, "field"));
}

static void body_tried(struct door *d, json_t *spec, json_t *names, const struct route *route, size_t *tried)
{
    json_t *operation = spec_operation(spec, route), *schema = spec_body(spec, operation);
    struct trial t = {.d = d,
                      .spec = spec,
                      .route = route,
                      .to = spec_nowhere(d, route),
                      .names = names,
                      .body = sample(spec, schema, true),
                      .tried = tried};
    struct schema_fault fault;

    if (!schema_fits(spec, schema, t.body, &fault))
        fail_msg("%s: %s", route->path, fault.text);
    assert_true(json_is_false(json_object_get(schema, "additionalProperties")));
    as(d, spec_actor(operation));
    sound_taken(&t);
    object_tried(&t, t.body, schema, "");
    shortest_tried(&t, schema);
    json_decref(t.body);
}

/* What stands in the tables of members: MEMBER_TEXT(struct stay_new, place, …). */
static void names_gather(const char *source, json_t *into)
{
    CLEANUP(buf_free) struct buf text = {0};

    must(file_read(source, 1 << 20, &text));
    buf_char(&text, '\0');
    must(buf_err(&text));
    for (const char *p = strstr(text.data, "MEMBER_"); p; p = strstr(p + 1, "MEMBER_")) {
        const char *name = p + strcspn(p, ",;");
        char word[40];

        name += *name == ',';
        name += strspn(name, " \n");
        snprintf(word, sizeof word, "%.*s", (int)strspn(name, "abcdefghijklmnopqrstuvwxyz_"), name);
        if (word[0])
            json_object_set_new(into, word, json_true());
    }
}

/* Those, and the described ones. */
static json_t *names_all(json_t *spec)
{
    json_t *schemas = json_object_get(json_object_get(spec, "components"), "schemas"), *schema;
    json_t *names = json_pack("{s:b}", "not_described", 1);
    const char *name;
    glob_t found;

    assert_int_equal(glob("app/api/*.c", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        names_gather(found.gl_pathv[i], names);
    globfree(&found);
    assert_true(json_object_size(names) > 40);
    json_object_foreach(schemas, name, schema)
    {
        if (json_is_false(json_object_get(schema, "additionalProperties")))
            json_object_update(names, json_object_get(schema, "properties"));
    }
    return names;
}

static void every_member_is_refused_by_its_name(void **state)
{
    CLEANUP(spec_free) json_t *spec = spec_read();
    CLEANUP(spec_free) json_t *names = names_all(spec);
    struct door *d = *state;
    size_t tried = 0, bodies = 0;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        if (!spec_covers(route) || !(route->flags & RT_BODY))
            continue;
        body_tried(d, spec, names, route, &tried);
        bodies++;
    }
    assert_true(bodies >= 20 && tried >= 100);
}

static void what_is_no_json_object_is_a_described_refusal(void **state)
{
    static const struct {
        const char *body, *type;
        int status;
    } BAD[] = {
        {"[]", "application/json", 400},
        {"{\"version\":1,\"version\":1}", "application/json", 400},
        {"{\"version\":\"\xff\"}", "application/json", 400},
        {"version=1", "application/x-www-form-urlencoded", 415},
    };
    CLEANUP(spec_free) json_t *spec = spec_read();
    struct door *d = *state;

    for (size_t i = 0; i < router_count(d->router); i++) {
        const struct route *route = router_route(d->router, i);

        for (size_t j = 0; spec_covers(route) && (route->flags & RT_BODY) && j < COUNT(BAD); j++) {
            as(d, spec_actor(spec_operation(spec, route)));
            d->in.content_type = BAD[j].type;
            assert_int_equal(ask(d, route->method, spec_nowhere(d, route), BAD[j].body), BAD[j].status);
            described(d, spec);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_member_is_refused_by_its_name, office_setup, office_teardown),
        cmocka_unit_test_setup_teardown(what_is_no_json_object_is_a_described_refusal, office_setup,
                                        office_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
