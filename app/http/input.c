/* JSON objects into structs, by const tables of members. Every refusal names its member; nested ones get the
 * names around them in front on the way out. All that is wrong with an object is told at once. */
#include "http/input.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/unread.h"

static err object_read(struct work *w, json_t *object, const struct member *members, size_t count,
                       char *base);

static const struct member *member_find(const struct member *members, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(members[i].name, name) == 0)
            return &members[i];
    return NULL;
}

/* The name was typed by a stranger: plain characters only, and not too many. */
static err unknown_refuse(struct work *w, const char *name)
{
    char plain[48];
    size_t n = 0;

    for (; name[n] && n < sizeof(plain) - 1; n++)
        plain[n] = (name[n] > ' ' && name[n] < 0x7f && !strchr("\"\\<>&'", name[n])) ? name[n] : '?';
    plain[n] = '\0';
    return refuse(w, ERR_INPUT, "unknown_member", plain, "There is no such member here.");
}

/* An unknown member is refused, not ignored: a misspelt optional field would otherwise be lost in silence,
 * and it may be the end of an order. */
static err unknown_check(struct work *w, json_t *object, const struct member *members, size_t count)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        if (!member_find(members, count, name))
            return unknown_refuse(w, name);
    }
    return OK;
}

static err type_refuse(struct work *w, const char *field, const char *wanted)
{
    return refuse(w, ERR_INPUT, "wrong_type", field, "Must be %s.", wanted);
}

/* Most texts begin and end with a visible ASCII character: nothing to cut there. */
static char *trim(char *text, size_t size)
{
    if (size && text[0] > ' ' && text[0] < 0x7f && text[size - 1] > ' ' && text[size - 1] < 0x7f)
        return text;
    return text_trim(text);
}

/* In the arena; *ret NULL when nothing is in it. A text has no more characters than bytes. A text is cut
 * before it is measured only where that could matter. as_typed: it is not cut. */
static err text_take(struct work *w, const char *field, json_t *value, int64_t max, bool as_typed,
                     const char **ret)
{
    size_t size = json_string_length(value);
    char *text;

    if (!json_is_string(value))
        return type_refuse(w, field, "a text");
    if (!text_valid(json_string_value(value), size))
        return refuse(w, ERR_INPUT, "bad_text", field, "Must not contain control characters.");
    if (!as_typed && text_turns(json_string_value(value)))
        return refuse(w, ERR_INPUT, "bad_text", field, TEXT_TURNS);
    if (!(text = arena_text_n(w->arena, json_string_value(value), size)))
        return ERR_SYSTEM;
    if (!as_typed)
        text = trim(text, size);
    if ((int64_t)size > max && (int64_t)text_length(text) > max)
        return refuse(w, ERR_INPUT, "too_long", field, "It has at most %lld characters.", (long long)max);
    *ret = text[0] ? text : NULL;
    return OK;
}

static err text_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    const char *text = NULL;
    err e;

    if ((e = text_take(w, m->name, value, m->max, m->type == MT_SECRET, &text)))
        return e;
    if (!text && m->required)
        return refuse(w, ERR_INPUT, "required", m->name, "Must not be empty.");
    memcpy(at, &text, sizeof(text));
    return OK;
}

static err int_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    int64_t number = json_integer_value(value);

    /* 1.0 and 1e3 are no integers to Jansson, nor is true: none of them is taken for a number. */
    if (!json_is_integer(value))
        return type_refuse(w, m->name, "a whole number");
    if (number < m->min || number > m->max)
        return refuse(w, ERR_INPUT, "out_of_range", m->name, "Must be from %lld to %lld.", (long long)m->min,
                      (long long)m->max);
    memcpy(at, &number, sizeof(number));
    return OK;
}

static err bool_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    bool b = json_is_true(value);

    if (!json_is_boolean(value))
        return type_refuse(w, m->name, "true or false");
    memcpy(at, &b, sizeof(b));
    return OK;
}

static err date_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    date d;

    if (!json_is_string(value))
        return type_refuse(w, m->name, "a date, YYYY-MM-DD");
    if (date_parse(json_string_value(value), &d))
        return refuse(w, ERR_INPUT, "bad_date", m->name, "Must be a day that exists, YYYY-MM-DD.");
    memcpy(at, &d, sizeof(d));
    return OK;
}

static err word_take(struct work *w, const struct member *m, const char *field, json_t *value, unsigned *ret)
{
    if (!json_is_string(value))
        return type_refuse(w, field, "one of the known words");
    if (!m->parse(json_string_value(value), ret))
        return refuse(w, ERR_INPUT, "unknown_value", field, "Must be one of the known words.");
    return OK;
}

static err choice_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    unsigned choice = 0;
    err e;

    if ((e = word_take(w, m, m->name, value, &choice)))
        return e;
    memcpy(at, &choice, sizeof(choice));
    return OK;
}

/* The name of an element: "services[2]". Returns ret. */
static const char *element_name(const struct member *m, size_t index, char ret[80])
{
    snprintf(ret, 80, "%s[%zu]", m->name, index);
    return ret;
}

static err set_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    unsigned set = 0, bit = 0;
    char name[80];
    err e;

    if (!json_is_array(value))
        return type_refuse(w, m->name, "a list of known words");
    for (size_t i = 0; i < json_array_size(value); i++) {
        if ((e = word_take(w, m, element_name(m, i, name), json_array_get(value, i), &bit)))
            return e;
        set |= bit;
    }
    if (!set && m->required)
        return refuse(w, ERR_INPUT, "required", m->name, "Must name at least one.");
    memcpy(at, &set, sizeof(set));
    return OK;
}

/* OK: an array of 1 or more elements, or an empty one where none is required. */
static err array_check(struct work *w, const struct member *m, json_t *value)
{
    if (!json_is_array(value))
        return type_refuse(w, m->name, "a list");
    if ((int64_t)json_array_size(value) > m->max)
        return refuse(w, ERR_INPUT, "too_many", m->name, "It has at most %lld elements.", (long long)m->max);
    if (m->required && !json_array_size(value))
        return refuse(w, ERR_INPUT, "required", m->name, "Must not be empty.");
    return OK;
}

static void list_store(const struct member *m, const void *items, size_t count, char *base)
{
    memcpy(base + m->offset, &items, sizeof(items));
    memcpy(base + m->count_offset, &count, sizeof(count));
}

/* What stands there when the member is absent or null. */
static void member_clear(const struct member *m, char *base)
{
    static const size_t SIZES[] = {
        [MT_TEXT] = sizeof(char *),  [MT_SECRET] = sizeof(char *), [MT_INT] = sizeof(int64_t),
        [MT_BOOL] = sizeof(bool),    [MT_DATE] = sizeof(date),     [MT_CHOICE] = sizeof(unsigned),
        [MT_SET] = sizeof(unsigned), [MT_LIST] = sizeof(void *),   [MT_OBJECT] = sizeof(void *),
        [MT_TEXTS] = sizeof(void *),
    };
    static const struct {
        const char *text;
    } empty = {""};
    date none = DATE_NONE;

    memset(base + m->offset, 0, SIZES[m->type]);
    /* Handlers look into what they require, of a form that is judged without it, too. */
    if (m->required && (m->type == MT_TEXT || m->type == MT_SECRET))
        memcpy(base + m->offset, &empty, sizeof empty);
    if (m->type == MT_DATE)
        memcpy(base + m->offset, &none, sizeof(none));
    if (m->type == MT_LIST || m->type == MT_TEXTS)
        memset(base + m->count_offset, 0, sizeof(size_t));
}

static void members_clear(const struct member *members, size_t count, char *base)
{
    for (size_t i = 0; i < count; i++)
        member_clear(&members[i], base);
}

static err element_read(struct work *w, const struct member *m, size_t index, json_t *element, char *item)
{
    char name[80];
    err e;

    members_clear(m->members, m->member_count, item);
    if (!json_is_object(element))
        return type_refuse(w, element_name(m, index, name), "an object");
    if ((e = object_read(w, element, m->members, m->member_count, item)))
        problem_prefix(&w->problem, "%s", element_name(m, index, name));
    return e;
}

static err list_read(struct work *w, const struct member *m, json_t *value, char *base)
{
    struct faults faults = {0};
    size_t count = json_array_size(value);
    char *items;
    err e;

    if ((e = array_check(w, m, value)))
        return e;
    if (!(items = arena_array(w->arena, count ? count : 1, m->size)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = faults_take(w, &faults,
                             element_read(w, m, i, json_array_get(value, i), items + i * m->size))))
            return e;
    list_store(m, items, count, base);
    return faults_refuse(w, &faults);
}

static err texts_read(struct work *w, const struct member *m, json_t *value, char *base)
{
    size_t count = json_array_size(value);
    const char **items;
    char name[80];
    err e;

    if ((e = array_check(w, m, value)))
        return e;
    if (!(items = arena_array(w->arena, count ? count : 1, sizeof(*items))))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        element_name(m, i, name);
        if ((e = text_take(w, name, json_array_get(value, i), m->min, false, &items[i])))
            return e;
        if (!items[i])
            return refuse(w, ERR_INPUT, "required", name, "Must not be empty.");
    }
    list_store(m, items, count, base);
    return OK;
}

static err inner_object_read(struct work *w, const struct member *m, json_t *value, char *at)
{
    void *inner;
    err e;

    if (!json_is_object(value))
        return type_refuse(w, m->name, "an object");
    if (!(inner = arena_alloc(w->arena, m->size)))
        return ERR_SYSTEM;
    memcpy(at, &inner, sizeof(inner));
    if ((e = object_read(w, value, m->members, m->member_count, inner)))
        problem_prefix(&w->problem, "%s", m->name);
    return e;
}

static err value_read(struct work *w, const struct member *m, json_t *value, char *base)
{
    switch (m->type) {
    case MT_TEXT:
    case MT_SECRET:
        return text_read(w, m, value, base + m->offset);
    case MT_INT:
        return int_read(w, m, value, base + m->offset);
    case MT_BOOL:
        return bool_read(w, m, value, base + m->offset);
    case MT_DATE:
        return date_read(w, m, value, base + m->offset);
    case MT_CHOICE:
        return choice_read(w, m, value, base + m->offset);
    case MT_SET:
        return set_read(w, m, value, base + m->offset);
    case MT_LIST:
        return list_read(w, m, value, base);
    case MT_OBJECT:
        return inner_object_read(w, m, value, base + m->offset);
    case MT_TEXTS:
        return texts_read(w, m, value, base);
    }
    return ERR_SYSTEM;
}

static err member_read(struct work *w, const struct member *m, json_t *value, char *base)
{
    if (value && !json_is_null(value))
        return value_read(w, m, value, base);
    return m->required ? refuse(w, ERR_INPUT, "required", m->name, "Must be given.") : OK;
}

/* A member that is not known is a slip of a program, which no form shows: it is told alone. */
static err object_read(struct work *w, json_t *object, const struct member *members, size_t count, char *base)
{
    struct faults faults = {0};
    err e;

    members_clear(members, count, base);
    if ((e = unknown_check(w, object, members, count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = faults_take(w, &faults,
                             member_read(w, &members[i], json_object_get(object, members[i].name), base))))
            return e;
    return faults_refuse(w, &faults);
}

err input_read(struct req *rq, json_t *object, const struct member *members, size_t count, void *ret)
{
    if (!json_is_object(object))
        return type_refuse(&rq->work, "", "an object");
    return unread_keep(&rq->work, object_read(&rq->work, object, members, count, ret));
}
