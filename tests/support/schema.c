/* Fits, sees, resolves. Each keyword has one function; a value fits when all keywords of its schema say so.
 */
#include "support/schema.h"

#include <regex.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/text.h"
#include "support/assert.h"

#define SEEN   "x-seen"
#define LACKED "x-lacked"
#define WALKED "x-walked"
#define WHERE  200

struct place {
    json_t *root;
    const char *where;
    struct schema_fault *fault;
};

FORMAT(2, 3) static bool misfit(const struct place *p, const char *what, ...)
{
    char text[120];
    va_list args;

    va_start(args, what);
    vsnprintf(text, sizeof text, what, args);
    va_end(args);
    snprintf(p->fault->text, sizeof p->fault->text, "%s: %s", p->where[0] ? p->where : "the whole", text);
    return false;
}

json_t *schema_resolve(json_t *root, json_t *schema)
{
    const char *ref;

    while ((ref = json_string_value(json_object_get(schema, "$ref")))) {
        schema = *ref == '#' ? root : NULL;
        for (ref++; schema && *ref == '/';) {
            size_t n = strcspn(++ref, "/");
            char name[80];

            snprintf(name, sizeof name, "%.*s", (int)n, ref);
            schema = json_object_get(schema, name);
            ref += n;
        }
    }
    return schema;
}

static void flatten(json_t *root, json_t *node);

static void part_take(json_t *root, json_t *schema, json_t *part)
{
    json_t *properties = json_object_get(schema, "properties"),
           *required = json_object_get(schema, "required");
    json_t *copy, *member;
    const char *name;

    if (!(part = schema_resolve(root, part)))
        fail_msg("a part of allOf leads nowhere");
    flatten(root, part);
    if (!properties)
        json_object_set_new(schema, "properties", properties = json_object());
    if (!required)
        json_object_set_new(schema, "required", required = json_array());
    copy = json_deep_copy(part); /* what one schema has been seen with says nothing of another */
    json_object_foreach(json_object_get(copy, "properties"), name, member)
    {
        if (!json_object_get(properties, name))
            json_object_set(properties, name, member);
        else /* a part says more of the same member */
            assert_int_equal(json_object_update_missing(json_object_get(properties, name), member), 0);
    }
    if (json_object_get(copy, "required"))
        assert_int_equal(json_array_extend(required, json_object_get(copy, "required")), 0);
    json_decref(copy);
}

static void parts_take(json_t *root, json_t *schema)
{
    json_t *parts = json_incref(json_object_get(schema, "allOf")), *part;
    json_t *more = json_object_get(schema, "unevaluatedProperties");
    size_t i;

    json_object_del(schema, "allOf");
    json_array_foreach(parts, i, part)
    {
        part_take(root, schema, part);
    }
    if (more)
        json_object_set(schema, "additionalProperties", more);
    json_object_del(schema, "unevaluatedProperties");
    json_decref(parts);
}

static void flatten(json_t *root, json_t *node)
{
    const char *name;
    json_t *one;
    size_t i;

    if (json_object_get(node, "allOf"))
        parts_take(root, node);
    json_object_foreach(node, name, one)
    {
        flatten(root, one);
    }
    json_array_foreach(node, i, one)
    {
        flatten(root, one);
    }
}

void schema_flatten(json_t *root)
{
    flatten(root, root);
}

static bool of_type(const char *type, json_t *value)
{
    return (!strcmp(type, "object") && json_is_object(value)) ||
           (!strcmp(type, "array") && json_is_array(value)) ||
           (!strcmp(type, "string") && json_is_string(value)) ||
           (!strcmp(type, "integer") && json_is_integer(value)) ||
           (!strcmp(type, "boolean") && json_is_boolean(value)) ||
           (!strcmp(type, "null") && json_is_null(value));
}

static bool type_fits(const struct place *p, json_t *type, json_t *value)
{
    json_t *one;
    size_t i;

    if (json_is_string(type) && of_type(json_string_value(type), value))
        return true;
    json_array_foreach(type, i, one)
    {
        if (of_type(json_string_value(one), value))
            return true;
    }
    return misfit(p, "not of its type");
}

static bool enum_fits(const struct place *p, json_t *words, json_t *value)
{
    json_t *word;
    size_t i;

    json_array_foreach(words, i, word)
    {
        if (json_equal(word, value))
            return true;
    }
    return misfit(p, "none of its words");
}

static bool const_fits(const struct place *p, json_t *only, json_t *value)
{
    return json_equal(only, value) || misfit(p, "not its one value");
}

static bool pattern_holds(const char *pattern, const char *text)
{
    regex_t regex;
    bool holds = !regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB);

    if (holds) {
        holds = !regexec(&regex, text, 0, NULL, 0);
        regfree(&regex);
    }
    return holds;
}

static bool pattern_fits(const struct place *p, json_t *pattern, json_t *value)
{
    return pattern_holds(json_string_value(pattern), json_string_value(value)) ||
           misfit(p, "not of its pattern");
}

static bool format_fits(const struct place *p, json_t *format, json_t *value)
{
    const char *name = json_string_value(format), *text = json_string_value(value);
    date day;

    if (!text)
        return true;
    if (!strcmp(name, "date"))
        return date_parse(text, &day) == OK || misfit(p, "not a day");
    if (!strcmp(name, "date-time"))
        return pattern_holds("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", text) ||
               misfit(p, "not an instant");
    if (!strcmp(name, "uri"))
        return strstr(text, "://") || misfit(p, "not an address");
    if (!strcmp(name, "password")) /* taken as typed, and not shown while it is: any text */
        return true;
    return misfit(p, "format %s is not known here", name);
}

/* Of a text its code points, of a list its elements, of a number itself. */
static json_int_t measure_of(json_t *value)
{
    if (json_is_string(value))
        return (json_int_t)text_length(json_string_value(value));
    return json_is_array(value) ? (json_int_t)json_array_size(value) : json_integer_value(value);
}

static bool least_fits(const struct place *p, json_t *least, json_t *value)
{
    return json_is_null(value) || measure_of(value) >= json_integer_value(least) || misfit(p, "too small");
}

static bool most_fits(const struct place *p, json_t *most, json_t *value)
{
    return json_is_null(value) || measure_of(value) <= json_integer_value(most) || misfit(p, "too large");
}

static bool fits(const struct place *p, json_t *schema, json_t *value);

static bool items_fit(const struct place *p, json_t *items, json_t *value)
{
    char where[WHERE];
    json_t *one;
    size_t i;

    json_array_foreach(value, i, one)
    {
        snprintf(where, sizeof where, "%s[%zu]", p->where, i);
        if (!fits(&(struct place){p->root, where, p->fault}, items, one))
            return false;
    }
    return true;
}

static bool members_fit(const struct place *p, json_t *properties, json_t *value)
{
    char where[WHERE];
    const char *name;
    json_t *one;

    json_object_foreach(value, name, one)
    {
        json_t *schema = json_object_get(properties, name);

        snprintf(where, sizeof where, "%s%s%s", p->where, p->where[0] ? "." : "", name);
        if (!schema)
            return misfit(&(struct place){p->root, where, p->fault}, "not described");
        if (!fits(&(struct place){p->root, where, p->fault}, schema, one))
            return false;
    }
    return true;
}

static bool required_fit(const struct place *p, json_t *required, json_t *value)
{
    json_t *name;
    size_t i;

    json_array_foreach(required, i, name)
    {
        if (!json_object_get(value, json_string_value(name)))
            return misfit(p, "%s is missing", json_string_value(name));
    }
    return true;
}

/* The alternative that fits; NULL: none. */
static json_t *alternative(const struct place *p, json_t *schemas, json_t *value)
{
    json_t *one;
    size_t i;

    json_array_foreach(schemas, i, one)
    {
        if (fits(p, one, value))
            return one;
    }
    return NULL;
}

static bool any_fits(const struct place *p, json_t *schemas, json_t *value)
{
    return alternative(p, schemas, value) != NULL;
}

static bool anything_fits(const struct place *p, json_t *any, json_t *value)
{
    (void)p, (void)any, (void)value;
    return true;
}

static const struct keyword {
    const char *name;
    bool (*fits)(const struct place *p, json_t *keyword, json_t *value);
} KEYWORDS[] = {
    {"type", type_fits},
    {"enum", enum_fits},
    {"const", const_fits},
    {"pattern", pattern_fits},
    {"format", format_fits},
    {"minLength", least_fits},
    {"maxLength", most_fits},
    {"minimum", least_fits},
    {"maximum", most_fits},
    {"minItems", least_fits},
    {"maxItems", most_fits},
    {"items", items_fit},
    {"required", required_fit},
    {"properties", members_fit},
    {"anyOf", any_fits},
    {"oneOf", any_fits},
    {"additionalProperties", anything_fits},
    {"description", anything_fits},
    {"default", anything_fits},
    {SEEN, anything_fits},
    {LACKED, anything_fits},
    {WALKED, anything_fits},
};
#define KEYWORD_COUNT (sizeof KEYWORDS / sizeof KEYWORDS[0])

static bool fits(const struct place *p, json_t *schema, json_t *value)
{
    const char *name;
    json_t *keyword;

    if (!(schema = schema_resolve(p->root, schema)))
        return misfit(p, "its schema leads nowhere");
    json_object_foreach(schema, name, keyword)
    {
        size_t i = 0;

        while (i < KEYWORD_COUNT && strcmp(KEYWORDS[i].name, name) != 0)
            i++;
        if (i == KEYWORD_COUNT)
            return misfit(p, "keyword %s is not checked here", name);
        if (!KEYWORDS[i].fits(p, keyword, value))
            return false;
    }
    return true;
}

bool schema_fits(json_t *root, json_t *schema, json_t *value, struct schema_fault *ret)
{
    return fits(&(struct place){root, "", ret}, schema, value);
}

static json_t *alternatives(json_t *schema)
{
    json_t *any = json_object_get(schema, "anyOf");

    return any ? any : json_object_get(schema, "oneOf");
}

static void members_see(json_t *root, json_t *members, json_t *value)
{
    const char *name;
    json_t *member;

    json_object_foreach(members, name, member)
    {
        json_t *one = json_object_get(value, name);

        json_object_set_new(member, one ? SEEN : LACKED, json_true());
        if (one)
            schema_see(root, member, one);
    }
}

void schema_see(json_t *root, json_t *schema, json_t *value)
{
    struct schema_fault fault;
    json_t *one;
    size_t i;

    schema = schema_resolve(root, schema);
    if (alternatives(schema))
        schema_see(root, alternative(&(struct place){root, "", &fault}, alternatives(schema), value), value);
    json_array_foreach(value, i, one)
    {
        schema_see(root, json_object_get(schema, "items"), one);
    }
    if (json_is_object(value))
        members_see(root, json_object_get(schema, "properties"), value);
}

const char *schema_type(json_t *schema)
{
    json_t *type = json_object_get(schema, "type"), *one;
    size_t i;

    json_array_foreach(type, i, one)
    {
        if (strcmp(json_string_value(one), "null") != 0)
            return json_string_value(one);
    }
    return json_string_value(type);
}

bool schema_requires(json_t *schema, const char *name)
{
    json_t *one;
    size_t i;

    json_array_foreach(json_object_get(schema, "required"), i, one)
    {
        if (!strcmp(json_string_value(one), name))
            return true;
    }
    return false;
}

void schema_unseen(json_t *root, json_t *schema, struct schema_fault *ret)
{
    const char *name;
    json_t *one;
    size_t i;

    schema = schema_resolve(root, schema);
    ret->text[0] = '\0';
    if (!schema || json_object_get(schema, WALKED))
        return;
    json_object_set_new(schema, WALKED, json_true());
    json_object_foreach(json_object_get(schema, "properties"), name, one)
    {
        if (!json_object_get(one, SEEN))
            snprintf(ret->text, sizeof ret->text, "%s was in no answer", name);
        else if (!json_object_get(one, LACKED) && !schema_requires(schema, name))
            snprintf(ret->text, sizeof ret->text, "%s is required: every answer had it", name);
        else
            schema_unseen(root, one, ret);
        if (ret->text[0])
            return;
    }
    json_array_foreach(alternatives(schema), i, one)
    {
        schema_unseen(root, one, ret);
        if (ret->text[0])
            return;
    }
    schema_unseen(root, json_object_get(schema, "items"), ret);
}
