/* JSON as jansson's JSON_COMPACT writes it: UTF-8 as it is; quote, backslash and control characters escaped
 * (RFC 8259 section 7); marks that turn the direction of writing are left out, so that an old name that has
 * them shows as its letters stand. The first fault sticks, and nothing is written behind it: callers put
 * everything and ask once at the end. */
#include "base/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/instant.h"
#include "base/log.h"
#include "base/month.h"
#include "base/text.h"

_Static_assert(JSON_DEPTH_MAX <= 8 * sizeof(((struct json_writer *)0)->lists), "a bit for each level");

void json_start(struct json_writer *j, struct buf *out)
{
    *j = (struct json_writer){.out = out};
}

void json_start_lines(struct json_writer *j, struct buf *out)
{
    *j = (struct json_writer){.out = out, .in_lines = true};
}

/* A fault of the program: said in the log by the name of a member, which holds nothing personal. */
static void misuse(struct json_writer *j, const char *what, const char *name)
{
    if (j->e)
        return;
    log_error("json: %s at %s", what, name ? name : "an element");
    j->e = ERR_SYSTEM;
}

err json_err(const struct json_writer *j)
{
    return j->e ? j->e : buf_err(j->out);
}

err json_finish(struct json_writer *j)
{
    if (!j->e && j->depth)
        misuse(j, "something is left open", NULL);
    if (!j->e && !j->filled)
        misuse(j, "nothing is written", NULL);
    return j->e = json_err(j);
}

static bool plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* The bytes that go out as they are. It ends at what must be escaped or left out, at the NUL, or at what is
 * no UTF-8. */
static size_t plain_run(const char *s)
{
    size_t n = 0, point;

    for (;; n += point) {
        while (plain((unsigned char)s[n]))
            n++;
        if ((unsigned char)s[n] < 0x80 || text_turn(s + n) ||
            !(point = text_code_point(s + n, strnlen(s + n, 4))))
            return n;
    }
}

static void escape(struct buf *out, unsigned char c)
{
    static const char SHORT[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* each with its letter behind it */
    char text[8];

    for (const char *s = SHORT; *s; s += 2)
        if ((unsigned char)*s == c) {
            buf_add(out, (const char[]){'\\', s[1]}, 2);
            return;
        }
    snprintf(text, sizeof text, "\\u%04X", (unsigned)c);
    buf_text(out, text);
}

/* The rest of a string, where the first n bytes need no escape. */
static void escaped_write(struct json_writer *j, const char *s, size_t n)
{
    size_t turn;

    buf_char(j->out, '"');
    for (;; n = plain_run(s)) {
        buf_add(j->out, s, n);
        s += n;
        if (!*s)
            break;
        if ((turn = text_turn(s))) {
            s += turn;
            continue;
        }
        if ((unsigned char)*s >= 0x80) {
            /* A text that is no UTF-8 comes from a damaged database: better no answer than one that no
             * browser can read. */
            j->e = ERR_CORRUPT;
            return;
        }
        escape(j->out, (unsigned char)*s++);
    }
    buf_char(j->out, '"');
}

static void string_write(struct json_writer *j, const char *s)
{
    size_t n = plain_run(s);
    char *room;

    if (s[n]) {
        escaped_write(j, s, n);
        return;
    }
    if (!(room = buf_reserve(j->out, n + 2)))
        return;
    room[0] = '"';
    memcpy(room + 1, s, n);
    room[n + 1] = '"';
    room[n + 2] = '\0';
    j->out->len += n + 2;
}

static bool in_list(const struct json_writer *j)
{
    return j->depth && j->lists >> (j->depth - 1) & 1;
}

static void line_begin(struct json_writer *j)
{
    if (!j->in_lines)
        return;
    buf_char(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        buf_text(j->out, "  ");
}

/* Comma and name before a value; false: there can be none here. */
static bool value_begin(struct json_writer *j, const char *name)
{
    bool named = j->depth && !in_list(j);

    if (j->e)
        return false;
    if (named != (name != NULL) || (!j->depth && j->filled)) {
        misuse(j, named ? "a name is missing" : name ? "a name where none can be" : "a second value", name);
        return false;
    }
    if (j->filled)
        buf_char(j->out, ',');
    if (j->depth)
        line_begin(j);
    j->filled = true;
    if (name) {
        string_write(j, name);
        buf_text(j->out, j->in_lines ? ": " : ":");
    }
    return !j->e;
}

static void value_tell(const struct json_writer *j, const char *name, const char *text)
{
    if (j->listener)
        j->listener->value(j->listener->of, name, text);
}

static void level_open(struct json_writer *j, const char *name, bool list)
{
    if (!value_begin(j, name))
        return;
    if (j->depth == JSON_DEPTH_MAX) {
        misuse(j, "nested too deep", name);
        return;
    }
    if (list)
        j->lists |= (uint32_t)1 << j->depth;
    else
        j->lists &= ~((uint32_t)1 << j->depth);
    j->depth++;
    j->filled = false;
    if (j->listener)
        j->listener->open(j->listener->of, name, list);
    buf_char(j->out, list ? '[' : '{');
}

void json_put_object(struct json_writer *j, const char *name)
{
    level_open(j, name, false);
}

void json_put_list(struct json_writer *j, const char *name)
{
    level_open(j, name, true);
}

void json_put_end(struct json_writer *j)
{
    bool list;

    if (j->e)
        return;
    if (!j->depth) {
        misuse(j, "closed more than was opened", NULL);
        return;
    }
    list = in_list(j);
    j->depth--;
    if (j->listener)
        j->listener->close(j->listener->of);
    if (j->filled)
        line_begin(j);
    buf_char(j->out, list ? ']' : '}');
    j->filled = true;
}

void json_put_text(struct json_writer *j, const char *name, const char *text)
{
    if (!value_begin(j, name))
        return;
    if (text)
        string_write(j, text);
    else
        buf_text(j->out, "null");
    if (j->e == ERR_CORRUPT)
        log_error("json: a text that is not UTF-8 at %s", name ? name : "an element");
    else
        value_tell(j, name, text);
}

void json_put_int(struct json_writer *j, const char *name, int64_t value)
{
    char text[24];

    if (!value_begin(j, name))
        return;
    snprintf(text, sizeof text, "%" PRId64, value);
    buf_text(j->out, text);
    value_tell(j, name, text);
}

void json_put_id(struct json_writer *j, const char *name, int64_t id)
{
    if (id)
        json_put_int(j, name, id);
    else
        json_put_null(j, name);
}

void json_put_bool(struct json_writer *j, const char *name, bool value)
{
    const char *text = value ? "true" : "false";

    if (!value_begin(j, name))
        return;
    buf_text(j->out, text);
    value_tell(j, name, text);
}

void json_put_null(struct json_writer *j, const char *name)
{
    if (!value_begin(j, name))
        return;
    buf_text(j->out, "null");
    value_tell(j, name, NULL);
}

void json_put_written(struct json_writer *j, const char *name, const struct buf *value)
{
    if (!j->e && !value->len)
        misuse(j, "an empty value", name);
    if (value_begin(j, name))
        buf_add(j->out, value->data, value->len);
}

void json_put_date(struct json_writer *j, const char *name, date d)
{
    char text[DATE_TEXT];

    json_put_text(j, name, date_known(d) ? date_format(d, text) : NULL);
}

void json_put_month(struct json_writer *j, const char *name, date d)
{
    char text[MONTH_TEXT];

    json_put_text(j, name, date_known(d) ? month_format(d, text) : NULL);
}

void json_put_instant(struct json_writer *j, const char *name, int64_t instant)
{
    char text[INSTANT_TEXT];

    json_put_text(j, name, instant ? instant_format(instant, text) : NULL);
}

void json_put_texts(struct json_writer *j, const char *name, const char *const *texts, size_t count)
{
    json_put_list(j, name);
    for (size_t i = 0; i < count; i++)
        json_put_text(j, NULL, texts[i]);
    json_put_end(j);
}

void json_put_words(struct json_writer *j, const char *name, unsigned set, const char *(*word)(unsigned))
{
    json_put_list(j, name);
    for (unsigned bit = 1; bit; bit <<= 1)
        if (set & bit)
            json_put_text(j, NULL, word(bit));
    json_put_end(j);
}

/* ---- member tables */

static int64_t number_at(enum json_member_type type, const void *at)
{
    switch (type) {
    case JT_INT:
        return *(const int *)at;
    case JT_UNSIGNED:
        return *(const unsigned *)at;
    case JT_SIZE:
        return (int64_t) * (const size_t *)at;
    default:
        return *(const int64_t *)at;
    }
}

static const void *pointer_at(const void *at)
{
    const void *p;

    memcpy(&p, at, sizeof p); /* whatever type it points to */
    return p;
}

static unsigned word_at(const void *at)
{
    unsigned value;

    memcpy(&value, at, sizeof value); /* an enum of whatever name */
    return value;
}

static void ints_put(struct json_writer *j, const char *name, const int64_t *list, size_t count)
{
    json_put_list(j, name);
    for (size_t i = 0; i < count; i++)
        json_put_int(j, NULL, list[i]);
    json_put_end(j);
}

/* The table of the inner struct must be one of that struct. */
static bool inner_fits(struct json_writer *j, const struct json_member *m)
{
    if (!j->e && m->members[0].struct_size != m->inner_size)
        misuse(j, "a table of another struct", m->name);
    return !j->e;
}

static void inner_put(struct json_writer *j, const struct json_member *m, const void *at, size_t count)
{
    if (!inner_fits(j, m))
        return;
    switch (m->type) {
    case JT_LIST:
        json_put_structs(j, m->name, m->members, m->member_count, pointer_at(at), count);
        break;
    case JT_POINTER:
        json_put_struct(j, m->name, m->members, m->member_count, pointer_at(at));
        break;
    case JT_STRUCT:
        json_put_struct(j, m->name, m->members, m->member_count, at);
        break;
    default:
        json_put_members(j, m->members, m->member_count, at);
        break;
    }
}

/* Only these have a field that counts: of the others none is looked for, not even at the struct's beginning.
 */
static size_t length_of(const struct json_member *m, const char *from)
{
    return *(const size_t *)(const void *)(from + m->count_offset);
}

static void array_put(struct json_writer *j, const struct json_member *m, const char *from)
{
    const void *at = from + m->offset;

    switch (m->type) {
    case JT_TEXTS:
        json_put_texts(j, m->name, pointer_at(at), length_of(m, from));
        break;
    case JT_INTS:
        ints_put(j, m->name, pointer_at(at), length_of(m, from));
        break;
    case JT_LIST:
        inner_put(j, m, at, length_of(m, from));
        break;
    default:
        inner_put(j, m, at, 1);
        break;
    }
}

static void member_put(struct json_writer *j, const struct json_member *m, const char *from)
{
    const void *at = from + m->offset;

    switch (m->type) {
    case JT_INT64:
    case JT_INT:
    case JT_UNSIGNED:
    case JT_SIZE:
        (m->or_null ? json_put_id : json_put_int)(j, m->name, number_at(m->type, at));
        break;
    case JT_BOOL:
        json_put_bool(j, m->name, *(const bool *)at);
        break;
    case JT_TEXT:
        json_put_text(j, m->name, pointer_at(at));
        break;
    case JT_CHARS:
        json_put_text(j, m->name, at);
        break;
    case JT_DATE:
        json_put_date(j, m->name, *(const date *)at);
        break;
    case JT_MONTH:
        json_put_month(j, m->name, *(const date *)at);
        break;
    case JT_INSTANT:
        json_put_instant(j, m->name, *(const int64_t *)at);
        break;
    case JT_WORD:
        json_put_text(j, m->name, m->word(word_at(at)));
        break;
    case JT_WORDS:
        json_put_words(j, m->name, word_at(at), m->word);
        break;
    default:
        array_put(j, m, from);
        break;
    }
}

void json_put_members(struct json_writer *j, const struct json_member *members, size_t count,
                      const void *from)
{
    for (size_t i = 0; i < count && !j->e; i++)
        member_put(j, &members[i], from);
}

void json_put_struct(struct json_writer *j, const char *name, const struct json_member *members, size_t count,
                     const void *from)
{
    if (!from) {
        json_put_null(j, name);
        return;
    }
    json_put_object(j, name);
    json_put_members(j, members, count, from);
    json_put_end(j);
}

void json_put_structs(struct json_writer *j, const char *name, const struct json_member *members,
                      size_t count, const void *array, size_t length)
{
    json_put_list(j, name);
    for (size_t i = 0; i < length && !j->e; i++)
        json_put_struct(j, NULL, members, count, (const char *)array + i * members[0].struct_size);
    json_put_end(j);
}
